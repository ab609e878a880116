//! What costs the most downtime: components and zones, ranked, as bars. A click shows one in the inspector.

use yew::prelude::*;

use super::context;
use crate::app::Action;
use crate::i18n::figures::fixed;
use crate::i18n::verdict as say;
use crate::model::Item;
use crate::model::limits;
use crate::model::ordered;
use crate::ui::element::html;
use crate::ui::env::{Env, Shown};
use crate::ui::hit;

/// Bars shown.
const BARS: usize = 5;

/// The five that cost the most.
pub(super) fn costs_most(env: &Env, shown: &Shown) -> Html {
    let at = context(env.lang, shown);
    let words = say::words(env.lang);
    let components = shown
        .report
        .components
        .iter()
        .map(|(id, component)| (component.cost_of_faults_u, Item::Component(*id), at.component(*id), None));
    let zones = shown
        .report
        .zones
        .iter()
        .map(|(id, zone)| (zone.cost_of_faults_u, Item::Zone(*id), at.zone(*id), Some(words.zone)));
    let mut ranked: Vec<_> = components.chain(zones).filter(|(u, ..)| *u > 0.0).collect();
    ordered::sort_by(&mut ranked, |a, b| b.0.total_cmp(&a.0));
    ranked.truncate(BARS);
    let Some((longest, ..)) = ranked.first() else { return Html::default() };
    let longest = *longest;
    let bar = |(u, item, name, note): &(f64, Item, String, Option<&'static str>)| {
        let item = *item;
        let onclick = env.click(Action::Select([item].into()));
        let width = fixed(limits::clamped(100.0 * u / longest, 0.5, 100.0), 2.0);
        html! {
            <li key={hit::key(item)}>
                <button type="button" class="verdict__bar" title={words.costs_most_how} {onclick}>
                    <span class="verdict__bar-name">
                        { name }
                        if let Some(note) = note { <span class="verdict__small">{ *note }</span> }
                    </span>
                    <span class="verdict__bar-figure">{ at.down(*u) }</span>
                    <svg class="verdict__bar-mark" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                        <rect {width} height="1" />
                    </svg>
                </button>
            </li>
        }
    };
    html! {
        <div class="verdict__part">
            <h3 title={words.costs_most_how}>{ words.costs_most }</h3>
            <ul class="verdict__bars" role="list">{ for ranked.iter().map(bar) }</ul>
        </div>
    }
}
