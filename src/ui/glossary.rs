//! The dialog in which every term of the field is explained, read off the table of terms.

use yew::prelude::*;

use super::env::Env;
use super::modal::{Props, modal};
use crate::app::Action;
use crate::i18n::terms::{Term, heading};
use crate::ui::element::html;

/// The dialog.
pub fn glossary(env: &Env, is_open: bool) -> Html {
    let lang = env.lang;
    let onclose = env.callback(|()| Action::Dialog(None));
    let row = |term: &Term| {
        let (name, about) = term.words(lang);
        html! { <div class="glossary__row" key={name}><dt>{ name }</dt><dd>{ about }</dd></div> }
    };
    let children = if is_open {
        html! { <dl class="glossary__list">{ for Term::ALL.iter().map(row) }</dl> }
    } else {
        Html::default()
    };
    modal(Props { class: "glossary", title: heading(lang).into(), is_open, onclose, children })
}
