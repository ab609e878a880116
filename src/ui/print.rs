//! The printed page: verdict, drawing, components and assumptions on one sheet. It is built only while the browser
//! prints, and never shown on the screen.

use std::rc::Rc;

use gloo::events::EventListener;
use yew::prelude::*;

use super::env::{Env, Shown, use_env};
use super::layers::{Layers, Props as LayersProps};
use super::mount::mount;
use crate::app::State;
use crate::app::geometry::bounds;
use crate::app::record::{Assumption, assumptions};
use crate::i18n::canvas::strategy;
use crate::i18n::figures::{availability, downtime, duration};
use crate::i18n::reasons::Context;
use crate::i18n::record as say;
use crate::i18n::verdict;
use crate::model::{Component, Fault, Window};
use crate::ui::element::html;
use crate::ui::hooks::{use_effect_with, use_state_eq};

/// What is printed.
#[derive(Properties, Clone)]
pub struct Props {
    /// The page's state.
    pub state: Rc<State>,
    /// The plan and what follows from it.
    pub shown: Shown,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state) && self.shown == other.shown
    }
}

/// Most assumptions that are printed: the record has them all.
const PRINTED: usize = 40;
/// Room around the drawing, in canvas px.
const ROOM: f64 = 16.0;

/// The sheet, while the browser prints.
#[component]
pub fn Print(props: &Props) -> Html {
    let env = use_env();
    let is_printing = use_state_eq(|| false);
    {
        let is_printing = is_printing.clone();
        use_effect_with((), move |()| {
            let listeners = web_sys::window().map(|window| {
                let (begins, ends) = (is_printing.clone(), is_printing);
                [
                    EventListener::new(&window, "beforeprint", move |_| begins.set(true)),
                    EventListener::new(&window, "afterprint", move |_| ends.set(false)),
                ]
            });
            move || drop(listeners)
        });
    }
    if *is_printing { sheet(&env, props) } else { Html::default() }
}

fn sheet(env: &Env, props: &Props) -> Html {
    let (lang, words, shown) = (env.lang, say::words(env.lang), &props.shown);
    let plan = &shown.plan;
    let at = Context { lang, topology: &plan.topology, goal: &plan.goal };
    let lead = shown.report.worst().map(|worst| {
        html! {
            <>
                <p class="print__answer">{ verdict::answer(lang, worst.u) }</p>
                <p class="print__standing">
                    <span aria-hidden="true">{ verdict::glyph(worst.standing()) }</span>
                    { format!(" {} · {}", verdict::standing(lang, worst), verdict::target(lang, worst.target_u)) }
                </p>
                <p>
                    { format!("{} · {}", availability(worst.u.high), at.per_month(shown.report.cost_per_month)) }
                    { verdict::outages(lang, worst).map(|outages| format!(" · {outages}")) }
                </p>
            </>
        }
    });
    let advice = verdict::recommendation(at, plan, &shown.report, &shown.recommendation);
    html! {
        <div class="print">
            <h1 class="print__title">{ if plan.name.is_empty() { words.unnamed.to_owned() } else { plan.name.clone() } }</h1>
            <div class="print__verdict">
                <div>{ lead }</div>
                <p class="print__advice"><strong>{ words.recommendation }</strong><br />{ advice }</p>
            </div>
            { drawing(props) }
            <h2>{ words.components }</h2>
            <table class="print__table">
                <thead><tr>{ for words.component_columns.iter().map(|name| html! { <th>{ *name }</th> }) }</tr></thead>
                <tbody>{ for plan.topology.components.values().map(|component| row(at, shown, component)) }</tbody>
            </table>
            <h2>{ words.assumptions }</h2>
            { assumed(env, &assumptions(lang, plan)) }
        </div>
    }
}

/// The whole plan, whatever part of it is on the screen, with nothing selected.
fn drawing(props: &Props) -> Html {
    let Some(around) = bounds(&props.shown.plan) else { return Html::default() };
    let calm = State { selection: crate::model::ordered::Set::new(), ..(*props.state).clone() };
    let view =
        format!("{} {} {} {}", around.x - ROOM, around.y - ROOM, around.width + 2.0 * ROOM, around.height + 2.0 * ROOM);
    html! {
        <svg class="print__drawing" viewBox={view} aria-hidden="true">
            { mount::<Layers>("printed", LayersProps { state: Rc::new(calm), shown: props.shown.clone(), stop: None }) }
        </svg>
    }
}

fn row(at: Context<'_>, shown: &Shown, component: &Rc<Component>) -> Html {
    let lang = at.lang;
    let zones: Vec<String> = component.placement.iter().filter_map(|place| place.zone).map(|id| at.zone(id)).collect();
    let figures = shown.report.components.get(&component.id).map(|report| &report.figures);
    let never = component.fault == Fault::Never;
    let down = figures.map(|figures| downtime(lang, figures.u, Window::Year));
    let back = figures.map(|figures| duration(lang, figures.rto_h.p95_h));
    let cost = figures.map(|figures| at.per_month(figures.cost_per_month));
    let cell = |text: Option<String>| html! { <td class="figure">{ text.unwrap_or_default() }</td> };
    html! {
        <tr>
            <th scope="row">{ at.component(component.id) }</th>
            <td>{ strategy(lang, component.strategy.mode(), component.units()) }</td>
            <td>{ zones.join(lang.pick(", ", "、")) }</td>
            { cell(if never { Some(lang.canvas().never_fails.to_owned()) } else { down }) }
            { cell(back.filter(|_| !never)) }
            { cell(cost) }
        </tr>
    }
}

/// Assumptions in running text: a table of them would take a second sheet.
fn assumed(env: &Env, rows: &[Assumption]) -> Html {
    let words = say::words(env.lang);
    if rows.is_empty() {
        return html! { <p>{ words.none }</p> };
    }
    let rest = rows.len().saturating_sub(PRINTED);
    let comma = env.lang.pick(", ", "、");
    let row = |row: &Assumption| {
        html! {
            <li>
                <strong>{ format!("{} {}", row.label, row.value) }</strong>
                { format!(" · {} · {}", row.of.join(comma), row.source) }
            </li>
        }
    };
    html! {
        <ul class="print__assumptions">
            { for rows.iter().take(PRINTED).map(row) }
            if rest > 0 { <li>{ (env.lang.canvas().more)(rest) }</li> }
        </ul>
    }
}
