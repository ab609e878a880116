//! How a figure comes about: its formula, the values put in, where they are from. One look for the whole page.

use yew::prelude::*;

use crate::i18n::Lang;
use crate::i18n::verdict::words;
use crate::ui::element::html;

/// The lines of a formula.
pub fn formula(lang: Lang, lines: Vec<String>) -> Html {
    html! {
        <ul class="formula" role="list" aria-label={words(lang).how}>
            { for lines.into_iter().map(|line| html! { <li>{ line }</li> }) }
        </ul>
    }
}

/// A figure that opens to its formula; `class` is that of the fold.
pub fn opening(lang: Lang, class: &'static str, title: AttrValue, figure: Html, lines: Vec<String>) -> Html {
    html! {
        <details {class}>
            <summary {title}>{ figure }</summary>
            { formula(lang, lines) }
        </details>
    }
}
