#!/usr/bin/env bash
# Compares the reports of random plans on the host and in WebAssembly, bit by bit. NINES_SIZE says how many.
. "$(dirname "$0")/engine.sh"
say "Reports on the host and in WebAssembly"
export ENGINE_HOST=$(engine_host test)
engine_wasm test nodejs target/engine/node
node tests/browser/agree.mjs
