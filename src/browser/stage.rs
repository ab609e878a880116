//! The full screen. A browser may refuse it; then the page fills its own window and nothing is said.

use gloo::events::EventListener;
use wasm_bindgen::JsCast as _;

/// Asks for the full screen. To be called within a click or key press.
pub fn enter() {
    let root = document().and_then(|document| document.document_element());
    if let Some(root) = root {
        // Called by its name: the typed call drops the promise, whose refusal would then be an error nobody handles.
        call(&root, "requestFullscreen");
    }
}

/// Leaves it, where the page has it.
pub fn leave() {
    if let Some(document) = document()
        && is_full(&document)
    {
        call(&document, "exitFullscreen");
    }
}

/// Calls back when the browser has left it, by Esc or by a button of its own.
pub fn on_left(tell: impl Fn() + 'static) -> Option<EventListener> {
    let document = document()?;
    let asked = document.clone();
    Some(EventListener::new(&document, "fullscreenchange", move |_| {
        if !is_full(&asked) {
            tell();
        }
    }))
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

fn is_full(document: &web_sys::Document) -> bool {
    document.fullscreen_element().is_some()
}

fn call(on: &wasm_bindgen::JsValue, name: &str) {
    let method = js_sys::Reflect::get(on, &name.into()).ok();
    let method = method.and_then(|method| method.dyn_into::<js_sys::Function>().ok());
    let promise = method.and_then(|method| method.call0(on).ok());
    if let Some(promise) = promise.and_then(|promise| promise.dyn_into::<js_sys::Promise>().ok()) {
        wasm_bindgen_futures::spawn_local(async move {
            // A refusal changes nothing for the page.
            let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
        });
    }
}
