//! Tests that run in a browser through wasm-bindgen. They never look at the built page; tests/browser does.
#![cfg(target_arch = "wasm32")]

use nines::model::Kind;
use nines::model::kind::KINDS;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn every_kind_is_found_by_its_slug_in_the_browser_too() {
    for row in KINDS {
        assert_eq!(Kind::from_slug(row.slug), Some(row.kind), "{}", row.slug);
    }
}
