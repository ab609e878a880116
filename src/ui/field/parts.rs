//! Small parts that every panel uses: an icon, a button with an icon, a label, a section that folds, a stepper for whole
//! numbers. Plain functions: a component would cost the page a life cycle of its own, and none of them keeps anything.

use web_sys::{HtmlDetailsElement, HtmlInputElement};
use yew::prelude::*;

use crate::i18n::input::{Quantity, Terms, complaint, parse};
use crate::i18n::panel::PanelWords;
use crate::model::LoadUnit;
use crate::ui::element::html;
use crate::ui::env::Env;

/// An icon of the sprite; never the only bearer of a meaning.
pub fn icon(name: &str) -> Html {
    html! { <svg class="icon" aria-hidden="true"><use href={format!("#icon-{name}")} /></svg> }
}

/// A quiet button that shows only an icon, with its words for the pointer and for screen readers; `class` holds all of
/// its classes.
pub fn icon_button(
    class: &'static str,
    name: &str,
    label: &str,
    disabled: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    let label = AttrValue::from(label.to_owned());
    html! {
        <button type="button" {class} title={label.clone()} aria-label={label} {disabled} {onclick}>{ icon(name) }</button>
    }
}

/// What follows from the fields above, in a line.
pub fn fact(text: impl Into<AttrValue>) -> Html {
    paragraph("section__fact", text.into())
}

/// What the fields below are about, in a line.
pub fn lead(text: impl Into<AttrValue>) -> Html {
    paragraph("section__lead", text.into())
}

fn paragraph(class: &'static str, text: AttrValue) -> Html {
    html! { <p {class}>{ text }</p> }
}

/// The classes of an icon button in a panel.
pub const SMALL: &str = "button button--quiet button--icon button--small";

/// A small icon button, as panels have them.
pub fn small_button(name: &str, label: &str, onclick: Callback<MouseEvent>) -> Html {
    icon_button(SMALL, name, label, false, onclick)
}

/// A button with an icon before its words; `class` holds all of its classes.
pub fn worded_button(class: &'static str, name: &str, text: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" {class} {onclick}>{ icon(name) }{ text }</button> }
}

/// What a control is called.
#[derive(Clone, Copy)]
pub struct Label<'a> {
    /// Its id, unique on the page.
    pub id: &'a str,
    /// Its words.
    pub text: &'a str,
    /// Only screen readers get the words.
    pub is_hidden: bool,
}

impl<'a> Label<'a> {
    /// Words that are seen.
    pub const fn seen(id: &'a str, text: &'a str) -> Self {
        Self { id, text, is_hidden: false }
    }

    /// Words that only screen readers get.
    pub const fn hidden(id: &'a str, text: &'a str) -> Self {
        Self { id, text, is_hidden: true }
    }

    /// The id as an attribute.
    pub(super) fn id(&self) -> AttrValue {
        self.id.to_owned().into()
    }

    /// The class of the words.
    pub(super) fn class(&self) -> &'static str {
        if self.is_hidden { "visually-hidden" } else { "field__label" }
    }

    /// The label's element.
    pub(super) fn view(&self) -> Html {
        html! { <label class={self.class()} for={self.id()}>{ self.text.to_owned() }</label> }
    }
}

/// A native section that folds and says what it comes to while folded. What is inside is not built while folded.
pub fn section(
    inner: bool,
    slug: &'static str,
    title: &'static str,
    digest: &str,
    (open, ontoggle): (bool, Callback<bool>),
    children: &dyn Fn() -> Html,
) -> Html {
    let ontoggle = Callback::from(move |event: Event| {
        if let Some(details) = event.target_dyn_into::<HtmlDetailsElement>() {
            ontoggle.emit(details.open());
        }
    });
    let (heading, class) = if inner { ("h4", "section section--inner") } else { ("h3", "section") };
    html! {
        <details {class} data-section={slug} {open} {ontoggle}>
            <summary class="section__head">
                <@{heading} class="section__title">{ title }</@>
                <span class="section__digest">{ digest.to_owned() }</span>
            </summary>
            if open {
                <div class="section__body">{ children() }</div>
            }
        </details>
    }
}

/// A whole number with a button on each side; the text may be typed too. It stays between the least and the most.
pub fn stepper(env: &Env, label: Label<'_>, value: u32, (min, max): (u32, u32), onchange: Callback<u32>) -> Html {
    let words = PanelWords::of(env.lang);
    let terms = Terms { lang: env.lang, currency: "", load_unit: LoadUnit::RequestsPerSecond };
    let button = |name: &str, words: &str, to: u32, disabled: bool| {
        let onchange = onchange.clone();
        let onclick = Callback::from(move |_: MouseEvent| onchange.emit(to));
        icon_button(SMALL, name, &format!("{}: {words}", label.text), disabled, onclick)
    };
    let fewer = button("minus", words.fewer, value.saturating_sub(1), value <= min);
    let more = button("plus", words.more, value.saturating_add(1), value >= max);
    let onchange = Callback::from(move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let range = (f64::from(min), f64::from(max));
        let typed = parse(Quantity::Count, range, &input.value());
        let complaint = typed.as_ref().err().map(|bad| complaint(terms, Quantity::Count, range, bad));
        input.set_custom_validity(complaint.as_deref().unwrap_or_default());
        match typed {
            Ok(typed) => onchange.emit(count(typed)),
            Err(_) => {
                input.report_validity();
                input.set_value(&value.to_string());
            }
        }
    });
    // Once it is left, the field holds its value again and nothing is wrong with it.
    let settle = Callback::from(|event: FocusEvent| {
        event.target_unchecked_into::<HtmlInputElement>().set_custom_validity("");
    });
    html! {
        <div class="field field--stepper">
            { label.view() }
            <span class="stepper">
                { fewer }
                <input id={label.id()} class="stepper__value" type="text" inputmode="numeric" autocomplete="off"
                    value={value.to_string()} {onchange} onblur={settle} />
                { more }
            </span>
        </div>
    }
}

/// A whole number that was read within its range.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, and within a range of u32")]
fn count(typed: f64) -> u32 {
    typed as u32
}
