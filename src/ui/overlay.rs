//! What is drawn over the shapes while the hand is busy: selection rectangle, rubber band, ghost, and what would happen.

use yew::prelude::*;

use super::env::Shown;
use super::glyph::{Pill, icon, line, moved, rounded};
use crate::app::command;
use crate::app::geometry::{View, item_box, text_width};
use crate::app::guides::guides;
use crate::app::routing::band;
use crate::app::spot::{New, placed_box};
use crate::app::{Gesture, State};
use crate::engine::report::Exactness;
use crate::i18n::{Lang, figures};
use crate::model::{Item, Point, Rect, Window};
use crate::ui::element::html;

/// The marks of the gesture in motion; `shown` is the plan in motion and what follows from it, `view` what part is seen.
pub fn overlay(state: &State, view: View, shown: &Shown, lang: Lang) -> Html {
    let plan = &state.plan;
    match &state.gesture {
        Gesture::None => match state.spot.filter(|_| !state.presenting) {
            Some(at) => html! { <path class="spot" transform={moved(at.x, at.y)} d="M-6 0H6M0 -6V6" /> },
            None => html! {},
        },
        Gesture::Tune(_) | Gesture::Pan | Gesture::Resize { .. } => html! {},
        Gesture::Marquee { from, to } => rect("marquee", Rect::between(*from, *to), 2.0),
        Gesture::Connect { from, to, target } => {
            let source = item_box(plan, Item::Component(*from)).unwrap_or_default();
            let target = target.and_then(|id| item_box(plan, Item::Component(id)));
            html! { <path class="rubber-band" d={band(source, *to, target)} /> }
        }
        Gesture::Drag { items, dx, dy } => {
            let at = items.iter().find_map(|item| item_box(&shown.plan, *item));
            let line = |(from, to): &(Point, Point)| format!("M{} {}L{} {}", from.x, from.y, to.x, to.y);
            let lines: String = guides(plan, items, *dx, *dy).iter().map(line).collect();
            html! {
                <>
                    <path class="guide" d={lines} />
                    { at.map(|at| landing(state, view, lang, at, change(shown, lang))) }
                </>
            }
        }
        Gesture::Place { new, name, at: Some(at) } => ghost(state, view, lang, *new, name, *at),
        Gesture::Place { at: None, .. } => html! {},
    }
}

fn rect(class: &'static str, rect: Rect, radius: f64) -> Html {
    rounded(class, Some(Point { x: rect.x, y: rect.y }), (rect.width, rect.height), radius)
}

/// Says into which zone the hand would put what it holds.
fn landing(state: &State, view: View, lang: Lang, around: Rect, change: Option<String>) -> Html {
    const SIZE: f64 = 13.8;
    let words = lang.canvas();
    let plan = &state.plan;
    let Some(landing) = state.gesture.landing(plan) else { return html! {} };
    let text = landing
        .and_then(|id| plan.topology.zones.get(&id))
        .map_or_else(|| words.drop_outside.to_owned(), |zone| (words.drop_into)(&zone.name));
    let text = change.map_or_else(|| text.clone(), |change| (words.drop_changes)(&text, &change));
    let width = text_width(&text, SIZE) + 20.0;
    html! {
        <g class="landing" transform={moved(within(state, view, around.x, width), around.y + around.height + 10.0)}>
            { Pill { classes: ("landing__box", "landing__text"), size: (width, 22.0), base: 15.5, text }.view() }
        </g>
    }
}

/// `x`, or as far to the left as lets something so wide be seen.
fn within(state: &State, view: View, x: f64, width: f64) -> f64 {
    const MARGIN: f64 = 8.0;
    let edge = |px| view.to_canvas(Point { x: px, y: 0.0 }).x;
    x.min(edge(state.canvas_size.0) - width - MARGIN).max(edge(0.0) + MARGIN)
}

/// By how much the worst journey would be down less or more than before; none while that is not known.
fn change(shown: &Shown, lang: Lang) -> Option<String> {
    let before = shown.before.as_ref()?;
    if [&shown.report, before].iter().any(|report| report.exactness != Exactness::Exact) {
        return None;
    }
    let (was, now) = (before.worst()?.u.high, shown.report.worst()?.u.high);
    let words = lang.canvas();
    let step = now - was;
    if step.abs() <= was * 5e-4 {
        return Some(words.drop_same.to_owned());
    }
    let downtime = figures::downtime(lang, step.abs(), Window::Year);
    Some(if step < 0.0 { (words.drop_less)(&downtime) } else { (words.drop_more)(&downtime) })
}

/// What the palette has given to the hand, where it would be put.
fn ghost(state: &State, view: View, lang: Lang, new: New, name: &str, at: Point) -> Html {
    let around = placed_box(new, at);
    let is_zone = matches!(new, New::Zone(_));
    html! {
        <g class="ghost">
            { rect("ghost__box", around, if is_zone { 14.0 } else { 10.0 }) }
            { icon(command::icon(new), around.x + 14.0, around.y + 10.0, 18.0) }
            { line("shape__name", around.x + 40.0, around.y + 24.0, name.to_owned()) }
            if !is_zone {
                { landing(state, view, lang, around, None) }
            }
        </g>
    }
}
