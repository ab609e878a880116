//! Choices: a menu, a row of radio buttons, a switch. All native.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

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

/// A choice among some.
#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    /// Unique on the page.
    pub id: AttrValue,
    /// What is chosen.
    pub label: AttrValue,
    /// What there is.
    pub choices: Vec<Choice>,
    /// The chosen one's value.
    pub value: AttrValue,
    /// Only screen readers get the label.
    #[prop_or_default]
    pub hide_label: bool,
    /// Gets the value chosen.
    pub onchange: Callback<String>,
}

/// A menu.
#[component]
pub fn SelectField(props: &ChoiceProps) -> Html {
    let onchange = {
        let onchange = props.onchange.clone();
        Callback::from(move |event: Event| {
            onchange.emit(event.target_unchecked_into::<HtmlSelectElement>().value());
        })
    };
    let option = |choice: &Choice| {
        let is_chosen = choice.value == props.value;
        html! { <option key={choice.value.to_string()} value={choice.value.clone()} selected={is_chosen}>{ &choice.text }</option> }
    };
    let class = if props.hide_label { "visually-hidden" } else { "field__label" };
    html! {
        <div class="field field--select">
            <label class={class} for={props.id.clone()}>{ &props.label }</label>
            <select id={props.id.clone()} {onchange}>{ for props.choices.iter().map(option) }</select>
        </div>
    }
}

/// A row of radio buttons.
#[component]
pub fn Segmented(props: &ChoiceProps) -> Html {
    let radio = |choice: &Choice| {
        let id = format!("{}-{}", props.id, choice.value);
        let onchange = {
            let (onchange, value) = (props.onchange.clone(), choice.value.to_string());
            Callback::from(move |_: Event| onchange.emit(value.clone()))
        };
        html! {
            <span class="segmented__choice" key={choice.value.to_string()}>
                <input type="radio" class="segmented__radio" id={id.clone()} name={props.id.clone()}
                    value={choice.value.clone()} checked={choice.value == props.value} {onchange} />
                <label class="segmented__label" for={id}>{ &choice.text }</label>
            </span>
        }
    };
    let class = if props.hide_label { "visually-hidden" } else { "field__label" };
    html! {
        <fieldset class="field field--segmented">
            <legend class={class}>{ &props.label }</legend>
            <div class="segmented">{ for props.choices.iter().map(radio) }</div>
        </fieldset>
    }
}

/// Something that is so or not.
#[derive(Properties, PartialEq)]
pub struct ToggleProps {
    /// Unique on the page.
    pub id: AttrValue,
    /// What is so.
    pub label: AttrValue,
    /// Whether it is.
    pub checked: bool,
    /// What it means, under the label.
    #[prop_or_default]
    pub hint: AttrValue,
    /// Gets the new state.
    pub onchange: Callback<bool>,
}

/// A check box with its label, and what it means.
#[component]
pub fn Toggle(props: &ToggleProps) -> Html {
    let onchange = {
        let onchange = props.onchange.clone();
        Callback::from(move |event: Event| {
            onchange.emit(event.target_unchecked_into::<HtmlInputElement>().checked());
        })
    };
    let hint_id = format!("{}-hint", props.id);
    html! {
        <div class="field field--toggle">
            <input type="checkbox" id={props.id.clone()} checked={props.checked} {onchange}
                aria-describedby={(!props.hint.is_empty()).then(|| hint_id.clone())} />
            <label for={props.id.clone()}>{ &props.label }</label>
            if !props.hint.is_empty() {
                <p class="field__note" id={hint_id}>{ &props.hint }</p>
            }
        </div>
    }
}
