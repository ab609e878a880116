//! Names and notes.

use std::rc::Rc;

use yew::prelude::*;

use super::draft::use_draft;

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
    /// Only screen readers get the label.
    #[prop_or_default]
    pub hide_label: bool,
    /// Shown while it is empty.
    #[prop_or_default]
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

fn label(props: &TextProps) -> Html {
    let class = if props.hide_label { "visually-hidden" } else { "field__label" };
    html! { <label class={class} for={props.id.clone()}>{ &props.label }</label> }
}

/// A line of text.
#[component]
pub fn TextField(props: &TextProps) -> Html {
    let draft = use_draft(props.value.clone(), taker(props));
    html! {
        <div class="field field--text">
            { label(props) }
            <input id={props.id.clone()} type="text" autocomplete="off" spellcheck="false"
                maxlength={props.max_chars.to_string()} placeholder={props.placeholder.clone()}
                value={draft.text.unwrap_or_else(|| props.value.clone())}
                oninput={draft.oninput} onchange={draft.onchange} onkeydown={draft.onkeydown} />
        </div>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(props: &TextProps) -> Html {
    let draft = use_draft(props.value.clone(), taker(props));
    html! {
        <div class="field field--text">
            { label(props) }
            <textarea id={props.id.clone()} rows="4"
                maxlength={props.max_chars.to_string()} placeholder={props.placeholder.clone()}
                value={draft.text.unwrap_or_else(|| props.value.clone())}
                oninput={draft.oninput} onchange={draft.onchange} onkeydown={draft.onkeydown} />
        </div>
    }
}
