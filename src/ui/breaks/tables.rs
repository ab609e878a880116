//! The importance of everything that matters, folded, and the downtime in every window.

use yew::prelude::*;

use super::Part;
use crate::engine::causes::{Breaks, Share};
use crate::engine::report::JourneyReport;
use crate::i18n::breaks as say;
use crate::i18n::figures::duration;
use crate::i18n::panel::names;
use crate::model::ordered;
use crate::model::{Item, Window};
use crate::ui::element::html;
use crate::ui::hit;
use crate::ui::tip::term;

/// One row for each thing that matters, the most critical first.
pub(super) fn importances(part: Part<'_>, found: &Breaks) -> Html {
    let mut rows: Vec<(Item, Share)> = found
        .items
        .iter()
        .map(|(item, share)| (*item, *share))
        .filter(|(_, it)| it.importance.birnbaum > 0.0)
        .collect();
    ordered::sort_by(&mut rows, |(_, a), (_, b)| b.importance.criticality.total_cmp(&a.importance.criticality));
    let row = |(item, share): &(Item, Share)| {
        let cells = say::measures(&share.importance).into_iter().map(|cell| html! { <td>{ cell }</td> });
        html! { <tr key={hit::key(*item)}><th scope="row">{ part.name(*item) }</th>{ for cells }</tr> }
    };
    let head = part.words.measures.iter().map(|(name, means)| html! { <th scope="col">{ if means.is_empty() { html! { { *name } } } else { term(*name, *means) } }</th> });
    html! {
        <details class="breaks__fold" data-breaks="importance">
            <summary>{ part.words.importances }</summary>
            <div class="breaks__scroll" tabindex="0" role="region" aria-label={part.words.importances}>
                <table class="breaks__table">
                    <thead><tr>{ for head }</tr></thead>
                    <tbody>{ for rows.iter().map(row) }</tbody>
                </table>
            </div>
            <dl class="breaks__means">
                { for part.words.measures.iter().skip(1).map(|(name, means)| html! { <div><dt>{ *name }</dt><dd>{ *means }</dd></div> }) }
            </dl>
        </details>
    }
}

/// The journey's downtime in every window, beside what its target allows.
pub(super) fn windows(part: Part<'_>, worst: &JourneyReport) -> Html {
    let lang = part.env.lang;
    let row = |window: &Window| {
        let of = |u: f64| duration(lang, u * window.hours());
        html! {
            <tr>
                <th scope="row">{ names::window(lang, *window) }</th>
                <td>{ of(worst.u.high) }</td>
                <td>{ of(worst.target_u) }</td>
            </tr>
        }
    };
    let table = html! {
        <table class="breaks__table">
            <thead><tr>{ for part.words.window_columns.iter().map(|name| html! { <th scope="col">{ *name }</th> }) }</tr></thead>
            <tbody>{ for Window::ALL.iter().map(row) }</tbody>
        </table>
    };
    part.section("windows", part.words.windows, None, table)
}
