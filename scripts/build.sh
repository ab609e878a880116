#!/usr/bin/env bash
# Builds the release page into dist/.
. "$(dirname "$0")/common.sh"
scripts/tools.sh
say "Building the release page into dist/"
# Trunk builds offline, so that it never downloads a tool of its own.
cargo fetch --locked --quiet
trunk build --release
