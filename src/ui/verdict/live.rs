//! The one polite live region: says the result in words once the hand has rested. It never speaks while figures move.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::ShownProps;
use crate::i18n::verdict::spoken;
use crate::ui::element::html;
use crate::ui::env::use_env;
use crate::ui::hooks::{use_effect_with, use_state_eq};

/// How long figures must rest before they are said.
const REST_MS: u32 = 600;

/// Announces the result 600 ms after its last change. Mount it exactly once.
#[component]
pub fn LiveResult(props: &ShownProps) -> Html {
    let env = use_env();
    let said = use_state_eq(|| AttrValue::from(""));
    let text = spoken(env.lang, &props.shown.plan, &props.shown.report);
    {
        let said = said.clone();
        // A new text drops the timer of the one before it.
        use_effect_with(text, move |text| {
            let text = AttrValue::from(text.clone());
            let timer = Timeout::new(REST_MS, move || said.set(text));
            move || drop(timer)
        });
    }
    html! { <p class="visually-hidden" role="status" aria-live="polite" data-live="">{ (*said).clone() }</p> }
}
