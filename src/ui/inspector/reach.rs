//! Where each input of a component would just meet the target, a line each; a button sets it.

use yew::prelude::*;

use super::component::Part;
use crate::app::{Action, Topic};
use crate::engine::inverse::{self, Reach};
use crate::i18n::reasons::Context;
use crate::i18n::studies as say;
use crate::model::Edit;
use crate::ui::element::html;
use crate::ui::field::section;

/// The fold; open, it asks the worker.
pub(super) fn reach_fields(part: Part<'_>) -> Html {
    let Part { env, component, shown, .. } = part;
    let words = say::words(env.lang);
    let ontoggle = env.callback(|is_open| Action::Study(Topic::Reach, is_open));
    section(false, "reach", words.reach, "", (shown.topics.contains(&Topic::Reach), ontoggle), &|| {
        let found = shown.studied.reaches.as_ref().filter(|(id, _)| *id == component.id);
        let Some((_, found)) = found else {
            let said = if shown.studied.is_over { words.reach_none } else { words.reach_looking };
            return html! { <p class="verdict__small" role="status">{ said }</p> };
        };
        let rows: Vec<Html> = found.iter().filter_map(|reach| row(part, reach)).collect();
        // What is met whatever the input is, is no news.
        let least = |a: &&Reach, b: &&Reach| a.best_u.total_cmp(&b.best_u);
        let best = found.iter().filter(|reach| !reach.is_met && reach.to.is_none()).min_by(least);
        if rows.is_empty() && best.is_none() {
            return html! { <p class="verdict__small" data-reach="">{ words.reach_none }</p> };
        }
        let (at, mode) = (context(part), component.strategy.mode());
        html! {
            <div data-reach="">
                if !rows.is_empty() { <p class="section__lead">{ words.reach_how }</p> }
                if let Some(best) = best.map(|best| say::reach_best(at, mode, best, rows.is_empty())) {
                    <p class="verdict__small">{ best }</p>
                }
                <ul class="reach" role="list">{ for rows }</ul>
            </div>
        }
    })
}

fn context<'a>(part: Part<'a>) -> Context<'a> {
    Context { lang: part.env.lang, topology: &part.shown.plan.topology, goal: &part.shown.plan.goal }
}

/// None where no value of the input changes anything.
fn row(part: Part<'_>, reach: &Reach) -> Option<Html> {
    let Part { env, component, .. } = part;
    let mode = component.strategy.mode();
    let (said, value) = say::reach(context(part), mode, reach)?;
    let set = value.and_then(|value| inverse::with_component(component, reach.input, value));
    let name = say::input_name(env.lang, reach.input, mode);
    Some(html! {
        <li>
            <span>{ said }</span>
            if let Some(next) = set {
                <button type="button" class="button button--quiet button--small" aria-label={say::set_to(env.lang, name)}
                    onclick={env.click(Action::Edit(Edit::PutComponent(next)))}>{ say::words(env.lang).set }</button>
            }
        </li>
    })
}
