#!/usr/bin/env bash
# Builds the release page into dist/.
. "$(dirname "$0")/common.sh"
scripts/tools.sh
say "Building the release page into dist/"
# Trunk builds offline, so that it never downloads a tool of its own.
cargo fetch --locked --quiet
# Panics name the file they come from: not where this machine keeps it.
export CARGO_ENCODED_RUSTFLAGS="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo"$'\x1f'"--remap-path-prefix=$PWD=."
# For size: the page is loaded in a meeting. What this costs in a frame is measured by `make bench`.
export CARGO_PROFILE_RELEASE_OPT_LEVEL=z
trunk build --release
