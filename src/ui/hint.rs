//! The hint of a first visit, at the canvas's edge: it lets everything through but its own button, and never comes back.

use yew::prelude::*;

use super::env::Env;
use super::field::{icon, small_button};
use crate::app::Action;
use crate::app::hint::Hint;
use crate::i18n::hint as say;
use crate::ui::element::html;

/// The three steps, the next of them marked.
pub fn hint(env: &Env, hint: Hint) -> Html {
    let words = say::words(env.lang);
    let done = [hint.changed, hint.failed, hint.applied];
    let next = done.iter().position(|done| !done);
    let row = |(place, (step, done)): (usize, (&&'static str, bool))| {
        let class = match (done, next == Some(place)) {
            (true, _) => "hint__step is-done",
            (false, true) => "hint__step is-next",
            (false, false) => "hint__step",
        };
        html! {
            <li {class} key={place}>
                <span class="hint__mark" aria-hidden="true">{ if done { icon("check") } else { html! { { (place + 1).to_string() } } } }</span>
                <span>{ *step }</span>
                if done { <span class="visually-hidden">{ words.done }</span> }
            </li>
        }
    };
    html! {
        <aside class="hint" aria-label={words.title} data-hint="">
            <p class="hint__title">{ words.title }</p>
            { small_button("x", words.dismiss, env.click(Action::DropHint)) }
            <ol class="hint__steps" role="list">{ for words.steps.iter().zip(done).enumerate().map(row) }</ol>
        </aside>
    }
}
