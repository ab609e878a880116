//! Where each input of a component would just meet the target, a line each; a button sets it.

use std::rc::Rc;

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
        // What is met whatever the input is, is no news.
        let told: Vec<&Reach> = found.iter().filter(|reach| !reach.is_met || reach.to.is_some()).collect();
        if told.is_empty() {
            return html! { <p class="verdict__small">{ words.reach_none }</p> };
        }
        html! {
            <>
                <p class="section__lead">{ words.reach_how }</p>
                <ul class="reach" role="list" data-reach="">{ for told.into_iter().map(|reach| row(part, reach)) }</ul>
            </>
        }
    })
}

fn row(part: Part<'_>, reach: &Reach) -> Html {
    let Part { env, component, shown, .. } = part;
    let at = Context { lang: env.lang, topology: &shown.plan.topology, goal: &shown.plan.goal };
    let mode = component.strategy.mode();
    let (said, value) = say::reach(at, mode, reach);
    let set = value.and_then(|value| {
        let mut topology = (*shown.plan.topology).clone();
        topology.components.insert(component.id, Rc::clone(component));
        inverse::with(&topology, component.id, reach.input, value)
    });
    let name = say::input_name(env.lang, reach.input, mode);
    html! {
        <li>
            <span>{ said }</span>
            if let Some(next) = set {
                <button type="button" class="button button--quiet button--small" aria-label={say::set_to(env.lang, name)}
                    onclick={env.click(Action::Edit(Edit::PutComponent(next)))}>{ say::words(env.lang).set }</button>
            }
        </li>
    }
}
