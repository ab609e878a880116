//! In the place of the recommendation while a choice is only looked at: what it comes to, and the two ways on.

use yew::prelude::*;

use super::context;
use crate::app::Action;
use crate::i18n::studies as say;
use crate::ui::element::html;
use crate::ui::env::{Env, Shown};

/// "Preview, not applied yet: $420/month, down 26 min/yr", Apply, and back.
pub(super) fn preview(env: &Env, shown: &Shown) -> Html {
    let words = say::words(env.lang);
    let u = shown.report.worst().map(|worst| worst.u.high);
    html! {
        <div class="preview" role="region" aria-label={words.preview} data-preview="">
            <span class="preview__label">{ words.preview }</span>
            <strong>{ say::previewed(context(env.lang, shown), shown.report.cost_per_month, u) }</strong>
            <span class="preview__ways">
                <button type="button" class="button button--primary" data-preview-apply=""
                    onclick={env.click(Action::ApplyPreview)}>{ words.apply }</button>
                <button type="button" class="button" data-preview-back=""
                    onclick={env.click(Action::Preview(None))}>{ words.back }</button>
            </span>
        </div>
    }
}
