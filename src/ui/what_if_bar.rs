//! The bar that says what still works with what has been failed by hand. Hidden while nothing is.

use yew::prelude::*;

use super::env::{Env, Shown};
use super::field::{icon, worded_button};
use super::hit;
use crate::app::{Action, State};
use crate::engine::report::Works;
use crate::i18n::reasons::Context;
use crate::i18n::verdict as say;
use crate::model::Item;
use crate::ui::element::html;

/// "Failed by hand: X, zone A → journey checkout down; 3 components down", and Mend all.
pub fn what_if_bar(env: &Env, state: &State, shown: &Shown) -> Html {
    if state.failed.is_empty() {
        return Html::default();
    }
    let (lang, words) = (env.lang, say::words(env.lang));
    let at = Context { lang, topology: &shown.plan.topology, goal: &shown.plan.goal };
    let chip = |item: &Item| {
        let item = *item;
        let name = match item {
            Item::Component(id) => at.component(id),
            Item::Zone(id) => at.zone(id),
            Item::Link(id) => match at.topology.links.get(&id) {
                Some(link) => (lang.canvas().link)(&at.component(link.from), &at.component(link.to)),
                None => return Html::default(),
            },
        };
        let onclick = env.click(Action::ToggleFailed(item));
        html! {
            <button key={hit::key(item)} type="button" class="button button--small what-if__chip"
                title={lang.pick("Mend it", "恢复")} {onclick}>
                <span class="tone-fail" aria-hidden="true">{ "✖" }</span>{ name }{ icon("x") }
            </button>
        }
    };
    let outcome = shown.what_if.as_ref().map(|what_if| {
        let journeys = say::what_if_journeys(lang, &shown.plan, &shown.report, what_if).into_iter();
        let journey = |(name, works): (String, Works)| {
            let (glyph, class) = match works {
                Works::Up | Works::LostUnits => ("●", "what-if__journey tone-ok"),
                Works::Degraded(_) | Works::UpFor(..) => ("▲", "what-if__journey tone-watch"),
                Works::DownByItself | Works::DownByNeed(_) => ("✖", "what-if__journey tone-fail"),
            };
            html! {
                <span key={name.clone()} {class}>
                    <span aria-hidden="true">{ glyph }</span>
                    { format!("{name} {}", say::works(lang, works)) }
                </span>
            }
        };
        html! {
            <>
                <span aria-hidden="true">{ "→" }</span>
                { for journeys.map(journey) }
                <span class="what-if__counts">{ say::what_if_counts(lang, what_if) }</span>
            </>
        }
    });
    html! {
        <div class="what-if" role="region" aria-label={words.what_if} data-what-if="">
            <span class="what-if__label">{ words.what_if }</span>
            { for state.failed.iter().map(chip) }
            { outcome }
            { worded_button("button button--small what-if__mend", "rotate-ccw", words.mend_all, env.click(Action::MendAll)) }
        </div>
    }
}
