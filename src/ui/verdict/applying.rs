//! What Apply will change, before it is pressed: each component before and after, and what that costs more.

use yew::prelude::*;

use super::context;
use crate::engine::report::Choice;
use crate::i18n::compare as say;
use crate::model::diff::{Change, diff};
use crate::ui::element::html;
use crate::ui::env::{Env, Shown};

/// The fold beside the button; nothing where nothing changes.
pub(super) fn applying(env: &Env, shown: &Shown) -> Html {
    let (lang, plan) = (env.lang, &*shown.plan);
    let at = context(lang, shown);
    let after = shown.recommendation.edit(&plan.topology, None).and_then(|edit| edit.apply(plan).ok());
    let Some(after) = after else { return Html::default() };
    let changes = diff(plan, &after);
    let more = |choice: &Choice| {
        let now = shown.report.components.get(&choice.component)?;
        Some(choice.chosen.figures.cost_per_month - now.figures.cost_per_month)
    };
    let row = |(index, change): (usize, &Change)| {
        let choice = match change {
            Change::Strategy(id) => shown.recommendation.choices.iter().find(|choice| choice.component == *id),
            Change::Added(_)
            | Change::Removed(_)
            | Change::Renamed(_)
            | Change::Kind(_)
            | Change::Law(_)
            | Change::Number { .. }
            | Change::Otherwise(_)
            | Change::Need(_)
            | Change::Goal(_) => None,
        };
        let more = choice.and_then(more);
        html! {
            <li key={index}>
                { say::change(lang, (plan, &after), change) }{ " " }
                if let Some(more) = more { <span class="verdict__small applying__cost">{ at.per_month_more(more) }</span> }
            </li>
        }
    };
    let more = at.per_month_more(shown.recommendation.cost_after_per_month - shown.report.cost_per_month);
    html! {
        <details class="applying" data-applying="">
            <summary>{ say::words(lang).will_change }{ " " }<span class="verdict__small">{ say::applying(lang, changes.len(), &more) }</span></summary>
            <ul class="applying__list" role="list">{ for changes.iter().enumerate().map(row) }</ul>
        </details>
    }
}
