//! Choices: a menu, a row of radio buttons, a switch. All native.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::parts::Label;
use crate::ui::element::html;

/// One choice: its value in the markup and its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// In the markup.
    pub value: AttrValue,
    /// For people.
    pub text: AttrValue,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<AttrValue>, text: impl Into<AttrValue>) -> Self {
        Self { value: value.into(), text: text.into() }
    }
}

/// A menu of `choices`; `onchange` gets the value chosen.
pub fn select_field(label: Label<'_>, choices: &[Choice], value: &str, onchange: Callback<String>) -> Html {
    let onchange = Callback::from(move |event: Event| {
        onchange.emit(event.target_unchecked_into::<HtmlSelectElement>().value());
    });
    let option = |choice: &Choice| {
        let is_chosen = choice.value.as_str() == value;
        html! { <option key={choice.value.as_str()} value={choice.value.clone()} selected={is_chosen}>{ &choice.text }</option> }
    };
    html! {
        <div class="field field--select">
            { label.view() }
            <select id={label.id()} {onchange}>{ for choices.iter().map(option) }</select>
        </div>
    }
}

/// A row of radio buttons; `onchange` gets the value chosen.
pub fn segmented(label: Label<'_>, choices: &[Choice], value: &str, onchange: &Callback<String>) -> Html {
    let radio = |choice: &Choice| {
        let id = AttrValue::from(format!("{}-{}", label.id, choice.value));
        let onchange = {
            let (onchange, value) = (onchange.clone(), choice.value.clone());
            Callback::from(move |_: Event| onchange.emit(value.as_str().to_owned()))
        };
        html! {
            <span class="segmented__choice" key={choice.value.as_str()}>
                <input type="radio" class="segmented__radio" id={id.clone()} name={label.id()}
                    value={choice.value.clone()} checked={choice.value.as_str() == value} {onchange} />
                <label class="segmented__label" for={id}>{ &choice.text }</label>
            </span>
        }
    };
    html! {
        <fieldset class="field field--segmented">
            <legend class={label.class()}>{ label.text.to_owned() }</legend>
            <div class="segmented">{ for choices.iter().map(radio) }</div>
        </fieldset>
    }
}

/// A check box with its label, and what it means under it; no hint: empty.
pub fn toggle(id: &str, label: &str, hint: &'static str, checked: bool, onchange: Callback<bool>) -> Html {
    let onchange = Callback::from(move |event: Event| {
        onchange.emit(event.target_unchecked_into::<HtmlInputElement>().checked());
    });
    let (id, hint_id) = (AttrValue::from(id.to_owned()), AttrValue::from(format!("{id}-hint")));
    html! {
        <div class="field field--toggle">
            <input type="checkbox" id={id.clone()} {checked} {onchange}
                aria-describedby={(!hint.is_empty()).then(|| hint_id.clone())} />
            <label for={id}>{ label.to_owned() }</label>
            if !hint.is_empty() {
                <p class="field__note" id={hint_id}>{ hint }</p>
            }
        </div>
    }
}
