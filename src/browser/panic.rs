//! The crash screen: a panic is terminal. It stops autosave and shows the static dialog of the page with the plan's link.
//!
//! No Yew here: after a panic inside a reducer or a render, a Yew app is dead while it looks alive.

use std::cell::Cell;

use wasm_bindgen::JsCast as _;
use web_sys::{Document, HtmlDialogElement, HtmlTextAreaElement};

use super::storage;
use crate::app::job::BUILD;

/// Id of the dialog in the page; its reload button works by the start script.
const DIALOG: &str = "crash";
/// Id of the element for the message.
const DETAIL: &str = "crash-detail";
/// Id of the text area for the plan's link; when the page has none, the link stands with the message.
const LINK: &str = "crash-link";

thread_local! {
    static CRASHED: Cell<bool> = const { Cell::new(false) };
}

/// From now on a panic shows the crash screen. To be called before anything else.
pub fn install() {
    std::panic::set_hook(Box::new(|info| crash(&info.to_string())));
}

/// Stops autosave for good and shows the crash screen; of several calls only the first, the cause, is shown.
pub fn crash(message: &str) {
    storage::freeze();
    if CRASHED.replace(true) {
        return;
    }
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let link = storage::latest_link().map(|body| format!("#{body}"));
    let mut detail = format!("{message}\nbuild {BUILD}");
    let area = document.get_element_by_id(LINK).and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok());
    match (area, &link) {
        (Some(area), Some(link)) => {
            area.set_value(link);
            reveal(&document, LINK);
        }
        (None, Some(link)) => detail = format!("{detail}\n\n{link}"),
        (Some(_) | None, None) => {}
    }
    if let Some(element) = document.get_element_by_id(DETAIL) {
        element.set_text_content(Some(&detail));
    }
    let Some(dialog) = document.get_element_by_id(DIALOG) else { return };
    let is_open = dialog.dyn_ref::<HtmlDialogElement>().is_some_and(|dialog| dialog.show_modal().is_ok());
    if !is_open {
        // Without a modal dialog it stands in the page.
        let _ = dialog.set_attribute("open", "");
    }
    let _ = dialog.remove_attribute("hidden");
}

/// Shows an element, and the label around it, that stay hidden while there is nothing to show.
fn reveal(document: &Document, id: &str) {
    let Some(element) = document.get_element_by_id(id) else { return };
    let _ = element.remove_attribute("hidden");
    if let Some(label) = element.closest("label").ok().flatten() {
        let _ = label.remove_attribute("hidden");
    }
}
