//! What breaks first when the load grows, beside the load itself.

use yew::prelude::*;

use crate::app::Action;
use crate::engine::scale::{Over, Step, scale};
use crate::i18n::reasons::Context;
use crate::i18n::wishes as say;
use crate::model::{Item, Plan};
use crate::ui::element::html;
use crate::ui::env::Env;

/// Components that are named at each multiple.
const NAMED: usize = 3;

/// A line for each multiple of the peak load.
pub(super) fn growth(env: &Env, plan: &Plan) -> Html {
    let words = say::words(env.lang);
    let at = Context { lang: env.lang, topology: &plan.topology, goal: &plan.goal };
    let steps = scale(&plan.topology, &plan.goal);
    let over = |over: &Over| {
        let onclick = env.click(Action::Select([Item::Component(over.component)].into()));
        html! {
            <li key={over.component.0}>
                <button type="button" class="verdict__name" {onclick}>{ at.component(over.component) }</button>
                { env.lang.pick(" ", "：") }{ say::breaks(at, over) }
            </li>
        }
    };
    let step = |step: &Step| {
        let (glyph, tone) = if step.over.is_empty() { ("●", "tone-ok") } else { ("✖", "tone-fail") };
        let parts = if step.over.is_empty() {
            html! { <span>{ words.holds }</span> }
        } else {
            html! { <ul role="list">{ for step.over.iter().take(NAMED).map(over) }</ul> }
        };
        html! {
            <li class="growth__step">
                <span class="growth__factor">
                    <span class={tone} aria-hidden="true">{ glyph }{ " " }</span>{ say::at_factor(env.lang, step) }
                </span>
                { parts }
            </li>
        }
    };
    html! {
        <div class="growth">
            <h4 class="section__title">{ words.scale }</h4>
            if steps.is_empty() { <p class="section__lead">{ words.no_scale }</p> }
            <ol class="growth__steps" role="list">{ for steps.iter().map(step) }</ol>
        </div>
    }
}
