//! What to buy next: the single changes that save most downtime for their money, each with its button.

use yew::prelude::*;

use super::Part;
use crate::app::Action;
use crate::engine::report::Buy;
use crate::i18n::strategies as say;
use crate::i18n::verdict as verdict_words;
use crate::model::Item;
use crate::ui::element::html;

/// A row for each change, the best first.
pub(super) fn buy_next(part: Part<'_>) -> Html {
    let words = say::words(part.env.lang);
    let buys = &part.shown.recommendation.buys;
    let row = |buy: &Buy| {
        let select = part.env.click(Action::Select([Item::Component(buy.component)].into()));
        let apply = buy.to.edit(&part.shown.plan.topology, buy.component).map(|edit| {
            let onclick = part.env.click(Action::ApplyRecommendation(edit));
            let label = verdict_words::apply_to(part.env.lang, &part.at.component(buy.component));
            html! {
                <button type="button" class="button button--quiet button--small breaks__apply" aria-label={label} {onclick}>
                    { verdict_words::words(part.env.lang).apply }
                </button>
            }
        });
        html! {
            <li class="breaks__buy" key={buy.component.0}>
                <button type="button" class="breaks__row" onclick={select}>
                    <span class="breaks__name">{ say::buy_name(part.at, buy) }</span>
                    <strong class="breaks__figure">{ say::saves(part.at, buy) }</strong>
                    <span class="breaks__hint breaks__step">{ say::buy_worth(part.at, buy) }</span>
                </button>
                { apply }
            </li>
        }
    };
    let class = if part.shown.refining { "breaks__rows compare--old" } else { "breaks__rows" };
    let rows = if buys.is_empty() {
        html! { <p class="breaks__hint">{ words.buy_nothing }</p> }
    } else {
        html! { <ol {class} role="list">{ for buys.iter().map(row) }</ol> }
    };
    part.section("buy", words.buy, Some(words.buy_how), rows)
}
