//! Tests that run in a browser through wasm-bindgen.
#![cfg(target_arch = "wasm32")]
