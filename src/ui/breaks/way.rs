//! What a spreadsheet would say, and why the model says something else: one sentence that opens to its terms.

use yew::prelude::*;

use super::Part;
use crate::i18n::spreadsheet as say;
use crate::ui::element::html;

/// The sentence with its table; while the worker has not answered, that it is looked for.
pub(super) fn way(part: Part<'_>) -> Html {
    let lang = part.env.lang;
    let words = say::words(lang);
    let Some(found) = part.shown.reconciled.as_deref() else {
        return html! { <p class="breaks__hint" key="way">{ words.looking }</p> };
    };
    let Some(found) = found else { return Html::default() };
    let row = |row: say::Row| {
        html! {
            <tr class={if row.is_end { "breaks__end" } else { "" }}><th scope="row">{ row.name }</th><td>{ row.minutes }</td></tr>
        }
    };
    html! {
        <details class="breaks__way" data-breaks="way" key="way">
            <summary>{ say::sentence(lang, found) }</summary>
            <table class="breaks__table">
                <thead><tr>{ for words.columns.iter().map(|name| html! { <th scope="col">{ *name }</th> }) }</tr></thead>
                <tbody>{ for say::rows(lang, found).into_iter().map(row) }</tbody>
            </table>
            <ul class="breaks__rules">{ for words.rules.iter().map(|rule| html! { <li>{ *rule }</li> }) }</ul>
        </details>
    }
}
