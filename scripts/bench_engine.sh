#!/usr/bin/env bash
# Measures the engine alone: fault trees and generated plans, on the host and in Chromium, built for speed and, as the
# page is, for size. Prints tables and asserts nothing.
. "$(dirname "$0")/engine.sh"
scripts/tools.sh
. scripts/browser.sh
say "Building the engine for the bench"
export ENGINE_HOST=$(engine_host release)
engine_wasm release web target/engine/speed
# As scripts/build.sh makes the page.
CARGO_PROFILE_RELEASE_OPT_LEVEL=z engine_wasm release web target/engine/size
node tests/browser/bench_engine.mjs "$@"
