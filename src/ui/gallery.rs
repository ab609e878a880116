//! The gallery of examples. Each card says what its example shows with figures computed when the gallery opens.

use std::rc::Rc;

use yew::prelude::*;

use super::modal::{Props as Dialog, modal};
use crate::app::Action;
use crate::app::examples::Example;
use crate::engine::{self, Budget, Cache};
use crate::i18n::Lang;
use crate::i18n::examples as say;
use crate::model::Plan;
use crate::ui::element::html;
use crate::ui::env::{Env, use_env};

/// Whether it is open.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// It is open.
    pub open: bool,
}

/// The dialog with all examples; opening one is a step that Undo takes back. Keep it mounted.
#[component]
pub fn ExamplesDialog(props: &Props) -> Html {
    let env = use_env();
    let words = say::words(env.lang);
    let insights = use_memo((env.lang, props.open), |(lang, open)| if *open { insights(*lang) } else { Vec::new() });
    let onclose = env.callback(|()| Action::Dialog(None));
    let children = html! {
        <>
            <div class="examples__lead">
                <p>{ words.lead }</p>
                <button type="button" class="button" onclick={open(&env, Rc::default())}>{ words.empty_board }</button>
            </div>
            <ul class="examples__cards" role="list">
                { for insights.iter().map(|(example, insight)| card(&env, *example, insight)) }
            </ul>
        </>
    };
    modal(Dialog { class: "examples", title: words.title.into(), is_open: props.open, onclose, children })
}

fn insights(lang: Lang) -> Vec<(Example, String)> {
    let analyse = |plan: &Plan| engine::analyse(&plan.topology, &plan.goal, Budget::FRAME, &mut Cache::default());
    Example::ALL.map(|example| (example, example.insight(lang, &analyse))).to_vec()
}

fn card(env: &Env, example: Example, insight: &str) -> Html {
    let lang = env.lang;
    let words = say::words(lang);
    let card = example.card(lang);
    let onclick = open(env, Rc::new(example.plan(lang)));
    let source = if card.sources.is_empty() {
        words.common_pattern.to_owned()
    } else {
        format!("{}{}{}", words.source, lang.pick(": ", "："), card.sources.join("; "))
    };
    html! {
        <li key={card.title} class="examples__card">
            <h3>{ card.title }</h3>
            <p class="examples__insight">{ insight.to_owned() }</p>
            <p>{ card.shows }</p>
            <p class="examples__source">{ source }</p>
            <button type="button" class="button" aria-label={format!("{} {}", words.open, card.title)} {onclick}>
                { words.open }
            </button>
        </li>
    }
}

/// Opens a plan in the place of the one on the board.
fn open(env: &Env, plan: Rc<Plan>) -> Callback<MouseEvent> {
    let dispatch = env.dispatch.clone();
    Callback::from(move |_: MouseEvent| {
        dispatch.dispatch(Action::Dialog(None));
        dispatch.dispatch(Action::Open(Rc::clone(&plan)));
    })
}
