//! Names and notes.

use std::rc::Rc;

use yew::prelude::*;

use super::draft::use_draft;
use super::parts::Label;
use crate::ui::element::html;
use crate::ui::mount::mount;

/// One line or several of text.
#[derive(Properties, PartialEq)]
pub struct TextProps {
    /// Unique on the page.
    pub id: AttrValue,
    /// What it is.
    pub label: AttrValue,
    /// As committed.
    pub value: AttrValue,
    /// Longest text, in characters.
    pub max_chars: usize,
    /// Several lines, not one.
    pub is_long: bool,
    /// Only screen readers get the label.
    pub hide_label: bool,
    /// Shown while it is empty.
    pub placeholder: AttrValue,
    /// Gets the text when it is handed over.
    pub onchange: Callback<String>,
}

fn taker(props: &TextProps) -> Rc<dyn Fn(&str) -> bool> {
    let (onchange, value) = (props.onchange.clone(), props.value.clone());
    Rc::new(move |text| {
        if text != value.as_str() {
            onchange.emit(text.to_owned());
        }
        true
    })
}

/// A field of text; its id tells it from the others.
pub fn text_field(props: TextProps) -> Html {
    mount::<TextField>(props.id.as_str().to_owned(), props)
}

/// A line of text, or several.
#[component]
fn TextField(props: &TextProps) -> Html {
    let draft = use_draft(props.value.clone(), taker(props));
    let label = Label { id: &props.id, text: &props.label, is_hidden: props.hide_label };
    let (id, placeholder, maxlength) = (props.id.clone(), props.placeholder.clone(), props.max_chars.to_string());
    let at_rest = draft.text.is_none().then_some("");
    let value = draft.text.unwrap_or_else(|| props.value.clone());
    let (oninput, onchange, onkeydown) = (draft.oninput, draft.onchange, draft.onkeydown);
    html! {
        <div class="field field--text">
            { label.view() }
            if props.is_long {
                <textarea {id} rows="4" data-at-rest={at_rest} {maxlength} {placeholder} {value} {oninput} {onchange} {onkeydown} />
            } else {
                <input {id} type="text" autocomplete="off" spellcheck="false" data-at-rest={at_rest} {maxlength} {placeholder} {value}
                    {oninput} {onchange} {onkeydown} />
            }
        </div>
    }
}
