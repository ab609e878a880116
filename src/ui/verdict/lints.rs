//! What people forget: a quiet count that opens to a list. A click leads to the field where it is set.

use yew::prelude::*;

use super::context;
use crate::app::{Action, Aim};
use crate::engine::lint::{Lint, lints};
use crate::i18n::lints as say;
use crate::ui::element::html;
use crate::ui::env::{Env, Shown};

/// The fold; nothing where nothing is forgotten.
pub(super) fn forgotten(env: &Env, shown: &Shown) -> Html {
    let plan = &shown.plan;
    let found = lints(&plan.topology, &plan.goal, &shown.report);
    if found.is_empty() {
        return Html::default();
    }
    let row = |(at, lint): (usize, &Lint)| {
        let advice = say::advice(context(env.lang, shown), lint);
        let onclick = env.click(Action::Aim(Aim::of(lint)));
        html! {
            <li key={at}>
                <span class="verdict__glyph tone-watch" aria-hidden="true">{ "▲" }</span>
                <span>
                    <button type="button" class="verdict__name" title={advice.source} {onclick}>{ advice.problem }</button>
                    <span class="verdict__small">{ advice.remedy }</span>
                </span>
            </li>
        }
    };
    html! {
        <details class="section verdict__forgotten" data-lints="">
            <summary class="section__head">
                <h3 class="section__title">{ say::heading(env.lang, found.len()) }</h3>
            </summary>
            <div class="section__body">
                <p class="verdict__small">{ say::lead(env.lang) }</p>
                <ul class="verdict__diagnostics" role="list">{ for found.iter().enumerate().map(row) }</ul>
            </div>
        </details>
    }
}
