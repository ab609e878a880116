//! Brings the field that a hint leads to into focus, once it stands.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::app::Aim;
use crate::ui::hooks::use_effect_with;

/// Focuses the field after each hint, as soon as `is_open` says that it can be there. Where the thing has no such field,
/// the head of its innermost section.
#[hook]
pub fn use_aim(aims: u32, aim: Option<&Aim>, is_open: bool) {
    let aim = aim.filter(|_| is_open).cloned();
    use_effect_with((aims, aim), |(_, aim)| {
        let Some(aim) = aim else { return };
        let document = gloo::utils::document();
        let section = || {
            let section = aim.sections.last()?;
            document.query_selector(&format!("[data-section={section}] > summary")).ok().flatten()
        };
        let field = document.get_element_by_id(&aim.field).or_else(section);
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            field.scroll_into_view();
            let _ = field.focus();
        }
    });
}
