//! How much each input moves the answer, one at a time: bars on a log axis around where it stands now.

use yew::prelude::*;

use super::context;
use crate::app::Action;
use crate::engine::weigh::{Swing, Weighed};
use crate::i18n::figures::fixed;
use crate::i18n::weigh as say;
use crate::ui::element::html;
use crate::ui::env::{Env, Shown};
use crate::ui::field::section;

/// Least of the smaller end over the larger one that the axis keeps apart, so that an end at 0 has a place.
const FLOOR: f64 = 1e-3;

/// The fold; open, it asks the worker.
pub(super) fn swings(env: &Env, shown: &Shown) -> Html {
    let words = say::words(env.lang);
    if shown.plan.topology.components.is_empty() {
        return Html::default();
    }
    let ontoggle = env.callback(Action::Weigh);
    section(false, "swings", words.swings, "", (shown.weighing, ontoggle), &|| {
        let found = shown.weighed.as_deref();
        html! {
            <div class={if shown.is_weighed { "swings" } else { "swings swings--old" }} data-swings={shown.is_weighed.then_some("")}>
                <p class="verdict__small">{ if found.is_some() { words.how } else { words.weighing } }</p>
                { found.map_or_else(Html::default, |found| bars(env, shown, found)) }
                <p class="verdict__small">{ words.hint }</p>
            </div>
        }
    })
}

fn bars(env: &Env, shown: &Shown, found: &Weighed) -> Html {
    let words = say::words(env.lang);
    let Some(now) = shown.report.worst().map(|worst| worst.u.high).filter(|_| !found.swings.is_empty()) else {
        return html! { <p>{ words.nothing }</p> };
    };
    let ends = || found.swings.iter().flat_map(|swing| [swing.u_at_low, swing.u_at_high]);
    let high = ends().fold(now, f64::max);
    let low = ends().fold(now, f64::min).max(high * FLOOR);
    let at = |u: f64| 100.0 * libm::log(u.max(low) / low) / libm::log(high / low).max(f64::MIN_POSITIVE);
    let row = |swing: &Swing| {
        let at_context = context(env.lang, shown);
        let (name, what) = say::input(at_context, swing);
        let (a, b) = (at(swing.u_at_low.min(swing.u_at_high)), at(swing.u_at_low.max(swing.u_at_high)));
        let (x, width, mark) = (fixed(a, 2.0), fixed((b - a).max(0.8), 2.0), fixed(at(now), 2.0));
        html! {
            <li>
                <button type="button" class="verdict__bar" onclick={env.click(Action::Select([swing.item].into()))}>
                    <span class="verdict__bar-name">
                        { name }
                        <span class="verdict__small">{ format!("{what}{}{}", env.lang.pick(": ", "："), say::turned(at_context, swing)) }</span>
                        if swing.is_span { <span class="verdict__small">{ words.interval }</span> }
                    </span>
                    <span class="verdict__bar-figure">{ say::outcome(env.lang, swing) }</span>
                    <svg class="verdict__bar-mark swings__mark" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                        <rect {x} {width} height="4" class={if swing.is_span { "swings__span" } else { "" }} />
                        <line class="swings__now" x1={mark.clone()} x2={mark} y1="0" y2="4" />
                    </svg>
                </button>
            </li>
        }
    };
    html! { <ul class="verdict__bars" role="list">{ for found.swings.iter().map(row) }</ul> }
}
