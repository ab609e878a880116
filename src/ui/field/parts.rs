//! Small parts that every panel uses: an icon, a button with an icon, a section that folds, a stepper for whole numbers.

use web_sys::HtmlDetailsElement;
use yew::prelude::*;

/// An icon of the sprite; never the only bearer of a meaning.
#[derive(Properties, PartialEq)]
pub struct IconProps {
    /// Its name without "icon-".
    pub name: AttrValue,
}

/// An icon of the sprite.
#[component]
pub fn Icon(props: &IconProps) -> Html {
    html! { <svg class="icon" aria-hidden="true"><use href={format!("#icon-{}", props.name)} /></svg> }
}

/// A button that shows only an icon.
#[derive(Properties, PartialEq)]
pub struct IconButtonProps {
    /// The icon's name.
    pub icon: AttrValue,
    /// What it does.
    pub label: AttrValue,
    /// It cannot be used now.
    #[prop_or_default]
    pub disabled: bool,
    /// It stays on.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// Pressed.
    pub onclick: Callback<MouseEvent>,
}

/// A button that shows only an icon, with its words for the pointer and for screen readers.
#[component]
pub fn IconButton(props: &IconButtonProps) -> Html {
    let class = classes!("button", "button--quiet", "button--icon", "button--small", props.class.clone());
    html! {
        <button type="button" {class} title={props.label.clone()} aria-label={props.label.clone()}
            aria-pressed={props.pressed.map(|on| on.to_string())} disabled={props.disabled} onclick={props.onclick.clone()}>
            <Icon name={props.icon.clone()} />
        </button>
    }
}

/// A section that folds.
#[derive(Properties, PartialEq)]
pub struct SectionProps {
    /// Names it in the markup.
    pub slug: AttrValue,
    /// Its heading.
    pub title: AttrValue,
    /// What it comes to, readable while it is folded.
    #[prop_or_default]
    pub digest: AttrValue,
    /// It lies inside another section.
    #[prop_or_default]
    pub inner: bool,
    /// It is unfolded.
    pub open: bool,
    /// Gets the new state.
    pub ontoggle: Callback<bool>,
    /// What is inside; not built while folded.
    pub children: Html,
}

/// A native section that folds and says what it comes to while folded.
#[component]
pub fn Section(props: &SectionProps) -> Html {
    let ontoggle = {
        let ontoggle = props.ontoggle.clone();
        Callback::from(move |event: Event| {
            if let Some(details) = event.target_dyn_into::<HtmlDetailsElement>() {
                ontoggle.emit(details.open());
            }
        })
    };
    let heading = if props.inner { "h4" } else { "h3" };
    html! {
        <details class={classes!("section", props.inner.then_some("section--inner"))} data-section={props.slug.clone()} open={props.open} {ontoggle}>
            <summary class="section__head">
                <@{heading} class="section__title">{ props.title.clone() }</@>
                <span class="section__digest">{ &props.digest }</span>
            </summary>
            if props.open {
                <div class="section__body">{ props.children.clone() }</div>
            }
        </details>
    }
}

/// A whole number with a button on each side.
#[derive(Properties, PartialEq)]
pub struct StepperProps {
    /// Unique on the page.
    pub id: AttrValue,
    /// What is counted.
    pub label: AttrValue,
    /// How many.
    pub value: u32,
    /// Fewest.
    pub min: u32,
    /// Most.
    pub max: u32,
    /// What the button for one fewer says.
    pub fewer: AttrValue,
    /// What the button for one more says.
    pub more: AttrValue,
    /// Only screen readers get the label.
    #[prop_or_default]
    pub hide_label: bool,
    /// Gets the new number.
    pub onchange: Callback<u32>,
}

/// A whole number with a button on each side; the text may be typed too.
#[component]
pub fn Stepper(props: &StepperProps) -> Html {
    let step = |to: u32| {
        let onchange = props.onchange.clone();
        Callback::from(move |_: MouseEvent| onchange.emit(to))
    };
    let onchange = {
        let (onchange, value, min, max) = (props.onchange.clone(), props.value, props.min, props.max);
        Callback::from(move |event: Event| {
            let input = event.target_unchecked_into::<web_sys::HtmlInputElement>();
            match input.value().trim().parse::<u32>() {
                Ok(typed) => onchange.emit(typed.clamp(min, max)),
                Err(_) => input.set_value(&value.to_string()),
            }
        })
    };
    let class = if props.hide_label { "visually-hidden" } else { "field__label" };
    html! {
        <div class="field field--stepper">
            <label class={class} for={props.id.clone()}>{ &props.label }</label>
            <span class="stepper">
                <IconButton icon="minus" label={format!("{}: {}", props.label, props.fewer)} disabled={props.value <= props.min}
                    onclick={step(props.value.saturating_sub(1))} />
                <input id={props.id.clone()} class="stepper__value" type="text" inputmode="numeric" autocomplete="off"
                    value={props.value.to_string()} {onchange} />
                <IconButton icon="plus" label={format!("{}: {}", props.label, props.more)} disabled={props.value >= props.max}
                    onclick={step(props.value.saturating_add(1))} />
            </span>
        </div>
    }
}
