#!/usr/bin/env bash
# Every check, the fast ones first. NINES_SIZE is small or full; tests/sizes.json says what that means.
. "$(dirname "$0")/common.sh"
export NINES_SIZE="${NINES_SIZE:-small}"

scripts/tools.sh
. scripts/browser.sh
say "Size: $NINES_SIZE"
node scripts/sizes.mjs

scripts/lint.sh
say "Tests on the host"
cargo test --locked
say "Tests in the browser's WebAssembly"
cargo test --locked --target wasm32-unknown-unknown --test web
scripts/agree.sh
scripts/build.sh
say "Tests of the released page in Chromium"
node --test --test-concurrency=2 --test-reporter=spec tests/browser/*.test.mjs
