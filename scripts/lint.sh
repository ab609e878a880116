#!/usr/bin/env bash
# The format and the lints, for the host and for the browser; a warning is an error.
. "$(dirname "$0")/common.sh"
scripts/tools.sh
say "Format"
cargo fmt --check
say "Lints, host"
cargo clippy --locked --all-targets --quiet -- -D warnings
say "Lints, browser"
cargo clippy --locked --target wasm32-unknown-unknown --lib --bins --test web --example engine --quiet -- -D warnings
