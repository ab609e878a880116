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
    /// What is wrong with a text, in words; none where it is right. Without it every text is.
    pub complaint: Option<Callback<String, Option<String>>>,
    /// Gets the text when it is handed over, if it is right.
    pub onchange: Callback<String>,
}

fn taker(props: &TextProps) -> Rc<dyn Fn(&str) -> bool> {
    let (onchange, complaint, value) = (props.onchange.clone(), props.complaint.clone(), props.value.clone());
    Rc::new(move |text| {
        let is_new = text != value.as_str();
        let is_right = !is_new || complaint.as_ref().is_none_or(|it| it.emit(text.to_owned()).is_none());
        if is_new && is_right {
            onchange.emit(text.to_owned());
        }
        is_right
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
    let wrong = draft.text.as_ref().filter(|_| draft.is_refused);
    let wrong = wrong.zip(props.complaint.as_ref()).and_then(|(text, complaint)| complaint.emit(text.to_string()));
    let note_id = AttrValue::from(format!("{id}-note"));
    let value = draft.text.unwrap_or_else(|| props.value.clone());
    let (oninput, onchange, onkeydown) = (draft.oninput, draft.onchange, draft.onkeydown);
    html! {
        <div class={if draft.is_refused { "field field--text field--bad" } else { "field field--text" }}>
            { label.view() }
            if props.is_long {
                <textarea {id} rows="4" data-at-rest={at_rest} {maxlength} {placeholder} {value} {oninput} {onchange} {onkeydown} />
            } else {
                <input {id} type="text" autocomplete="off" spellcheck="false" data-at-rest={at_rest} {maxlength} {placeholder} {value}
                    aria-invalid={wrong.is_some().then_some("true")} aria-describedby={wrong.is_some().then(|| note_id.clone())}
                    {oninput} {onchange} {onkeydown} />
            }
            if let Some(wrong) = wrong { <p class="field__note" id={note_id} role="alert">{ wrong }</p> }
        </div>
    }
}
