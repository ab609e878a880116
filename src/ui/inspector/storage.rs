//! How an object is kept, and how likely it is lost: three methods side by side.

use yew::prelude::*;

use super::component::Part;
use crate::engine::durability::annual_loss;
use crate::i18n::panel::PanelWords;
use crate::model::Param;
use crate::ui::element::html;
use crate::ui::field::fact;

/// The parts, their failures, and what follows.
pub(super) fn storage_fields(part: Part<'_>) -> Html {
    let words = PanelWords::of(part.env.lang);
    let loss = annual_loss(&part.now.storage);
    let losses = [loss.by_windows, loss.in_parallel, loss.one_by_one];
    let row = |((method, about), loss): ((&'static str, &'static str), f64)| {
        html! { <tr><th scope="row" title={about}>{ method }</th><td>{ (words.loss)(loss) }</td></tr> }
    };
    html! {
        <>
            <div class="section__group">
                { for [Param::DataParts, Param::ParityParts, Param::AnnualFailure, Param::Rebuild].map(|param| part.number(param)) }
            </div>
            <table class="losses" data-losses=""><tbody>{ for words.loss_methods.into_iter().zip(losses).map(row) }</tbody></table>
            { fact(words.loss_note) }
        </>
    }
}
