#!/usr/bin/env bash
# Installs what building the page needs, each only when it is missing or of another version.
. "$(dirname "$0")/common.sh"

TRUNK=0.21.14
# The command-line half of wasm-bindgen must equal the library's version to the digit.
BINDGEN=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock)

have cargo || fail "Rust is missing. Install it from https://rustup.rs and try again."
have node || fail "Node is missing. Install Node 20 or later from https://nodejs.org and try again."

# Fast to build rather than fast to run; in a subshell, so that the page is not built this way.
install() (
    say "Installing $1 $2 into .tools (once, a few minutes)"
    export CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off
    export CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_STRIP=true
    cargo install "$1" --version "$2" --no-default-features --root .tools --force "${@:3}"
)

target_libdir=$(rustc --print target-libdir --target wasm32-unknown-unknown)
if [ ! -d "$target_libdir" ]; then
    have rustup || fail "The Rust target wasm32-unknown-unknown is missing, and there is no rustup to add it."
    say "Adding the Rust target wasm32-unknown-unknown"
    rustup target add wasm32-unknown-unknown
fi
# Without --locked: the lock file of this one names a crate version that was withdrawn.
[ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $BINDGEN" ] || install wasm-bindgen-cli "$BINDGEN"
[ "$(trunk --version 2>/dev/null)" = "trunk $TRUNK" ] || install trunk "$TRUNK" --locked
