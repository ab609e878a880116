//! The gallery of examples. Each card says what its example shows with figures computed when the gallery opens.

use std::rc::Rc;

use yew::prelude::*;

use super::modal::{Props as Dialog, modal};
use crate::app::Action;
use crate::app::examples::Example;
use crate::app::geometry::{self, component_box};
use crate::engine::{self, Budget, Cache};
use crate::i18n::Lang;
use crate::i18n::examples as say;
use crate::model::{Link, Plan, Point, Rect};
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
    let cards = use_memo((env.lang, props.open), |(lang, open)| if *open { cards(*lang) } else { Vec::new() });
    let onclose = env.callback(|()| Action::Dialog(None));
    let children = html! {
        <>
            <div class="examples__lead">
                <p>{ words.lead }</p>
                <button type="button" class="button" onclick={open(&env, Rc::default())}>{ words.empty_board }</button>
            </div>
            <ul class="examples__cards" role="list">
                { for cards.iter().map(|card| view(&env, card)) }
            </ul>
        </>
    };
    modal(Dialog { class: "examples", title: words.title.into(), is_open: props.open, onclose, children })
}

/// A card with what was computed for it.
struct Card {
    example: Example,
    plan: Rc<Plan>,
    insight: String,
    advice: Option<String>,
}

fn cards(lang: Lang) -> Vec<Card> {
    let analyse = |plan: &Plan| engine::analyse(&plan.topology, &plan.goal, Budget::FRAME, &mut Cache::default());
    let card = |example: Example| {
        let plan = Rc::new(example.plan(lang));
        Card { example, insight: example.insight(lang, &analyse), advice: example.advice(lang, &plan), plan }
    };
    Example::ALL.map(card).into()
}

fn view(env: &Env, card: &Card) -> Html {
    let lang = env.lang;
    let words = say::words(lang);
    let colon = lang.pick(": ", "：");
    let Card { example, plan, insight, advice } = card;
    let card = example.card(lang);
    let onclick = open(env, Rc::clone(plan));
    let source = if card.sources.is_empty() {
        html! { { words.common_pattern } }
    } else {
        // Titles are quoted as they are, and read out in their own language.
        html! { <>{ words.source }{ colon }<span lang="en">{ card.sources.join("; ") }</span></> }
    };
    html! {
        <li key={card.title} class="examples__card">
            <h3>{ card.title }</h3>
            { picture(plan) }
            <p class="examples__insight">{ insight.clone() }</p>
            <p>{ card.shows }</p>
            if let Some(advice) = advice {
                <p><strong>{ words.recommended }{ colon }</strong>{ advice.clone() }</p>
            }
            <p class="examples__source">{ source }</p>
            <button type="button" class="button" aria-label={format!("{} {}", words.open, card.title)} {onclick}>
                { words.open }
            </button>
        </li>
    }
}

/// The plan in small: zones, links, components. It says nothing that the words beside it do not.
fn picture(plan: &Plan) -> Html {
    let Some(bounds) = geometry::bounds(plan) else { return Html::default() };
    let Rect { x, y, width, height } = bounds.grown(4.0);
    // All to one scale, but for those that are larger than most.
    let (width, height) = (width.max(896.0), height.max(232.0));
    let components = &plan.topology.components;
    let centre = |id| Some(component_box(plan, components.get(&id)?).centre());
    let line = |link: &Link| {
        let (a, b): (Point, Point) = (centre(link.from)?, centre(link.to)?);
        Some(format!("M{} {}L{} {}", a.x, a.y, b.x, b.y))
    };
    let zones: String = plan.layout.zones.values().map(outline).collect();
    let links: String = plan.topology.links.values().filter_map(line).collect();
    let boxes: String = components.values().map(|component| outline(&component_box(plan, component))).collect();
    html! {
        <svg class="examples__picture" viewBox={format!("{x} {y} {width} {height}")} aria-hidden="true">
            <path class="examples__zones" d={zones} />
            <path d={links} />
            <path class="examples__boxes" d={boxes} />
        </svg>
    }
}

fn outline(rect: &Rect) -> String {
    let Rect { x, y, width, height } = rect;
    format!("M{x} {y}h{width}v{height}h-{width}z")
}

/// Opens a plan in the place of the one on the board.
fn open(env: &Env, plan: Rc<Plan>) -> Callback<MouseEvent> {
    let dispatch = env.dispatch.clone();
    Callback::from(move |_: MouseEvent| {
        dispatch.dispatch(Action::Dialog(None));
        dispatch.dispatch(Action::Open(Rc::clone(&plan)));
    })
}
