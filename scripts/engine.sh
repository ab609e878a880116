# Builds the engine alone (examples/engine), for the host and for WebAssembly; sourced by the scripts that ask it.
# shellcheck shell=bash
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# engine_host PROFILE: prints the program's path.
engine_host() {
    cargo build --locked --quiet --profile "$1" --example engine
    echo "target/$([ "$1" = release ] && echo release || echo debug)/examples/engine"
}

# engine_wasm PROFILE KIND FOLDER: KIND is what wasm-bindgen calls a target, web or nodejs.
engine_wasm() {
    cargo build --locked --quiet --profile "$1" --example engine --target wasm32-unknown-unknown
    local built=target/wasm32-unknown-unknown/$([ "$1" = release ] && echo release || echo debug)/examples/engine.wasm
    wasm-bindgen --target "$2" --no-typescript --out-dir "$3" --out-name engine "$built"
}
