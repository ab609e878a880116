# Every target first installs what it lacks into ./.tools and ./tests/browser/node_modules.
.DEFAULT_GOAL := help
.PHONY: help serve build test prove shots bench bench-engine bench-allocation bench-choice fmt lint clean

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: ## build the release page and serve it at http://127.0.0.1:8080 (PORT=… for another)
	@scripts/build.sh
	@node scripts/serve.mjs

build: ## build the release page into dist/
	@scripts/build.sh

test: ## every check, at the small size
	@NINES_SIZE=small scripts/test.sh

prove: ## every check, at the full size
	@NINES_SIZE=full scripts/test.sh

shots: ## take pictures of the page into shots/
	@scripts/with_browser.sh shots.mjs

bench: ## measure the page in Chromium, and the engine alone
	@scripts/with_browser.sh bench.mjs
	@scripts/bench_engine.sh

bench-engine: ## measure the engine alone: fault trees and generated plans, on the host and in Chromium
	@scripts/bench_engine.sh trees plans

bench-allocation: ## time the redundancy allocations of the reference data, on the host and in Chromium
	@scripts/bench_engine.sh allocation

bench-choice: ## time the choice on made-up plans of 10 to 100 components, and the studies of it, on the host and in Chromium
	@scripts/bench_engine.sh choice

fmt: ## format the Rust code
	@cargo fmt

lint: ## check the format and the lints, for the host and for the browser
	@scripts/lint.sh

clean: ## remove what was built; the tools stay
	@rm -rf target dist shots
