#!/usr/bin/env bash
# Builds the release page into dist/.
. "$(dirname "$0")/common.sh"
scripts/tools.sh
say "Building the release page into dist/"
# Trunk builds offline, so that it never downloads a tool of its own.
cargo fetch --locked --quiet
# Panics name the file they come from: not where this machine keeps it.
export CARGO_ENCODED_RUSTFLAGS="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo"$'\x1f'"--remap-path-prefix=$PWD=."
trunk build --release
