//! What is drawn over the shapes while the hand is busy: selection rectangle, rubber band, ghost, and what would happen.

use yew::prelude::*;

use super::glyph::{Pill, icon, line, moved, rounded};
use crate::app::command;
use crate::app::geometry::{item_box, text_width};
use crate::app::routing::band;
use crate::app::spot::{New, placed_box};
use crate::app::{Gesture, State};
use crate::i18n::Lang;
use crate::model::{Item, Plan, Point, Rect};
use crate::ui::element::html;

/// The marks of the gesture in motion; `shown` is the plan in motion.
pub fn overlay(state: &State, shown: &Plan, lang: Lang) -> Html {
    let plan = &state.plan;
    match &state.gesture {
        Gesture::None | Gesture::Tune(_) | Gesture::Pan | Gesture::Resize { .. } => html! {},
        Gesture::Marquee { from, to } => rect("marquee", Rect::between(*from, *to), 2.0),
        Gesture::Connect { from, to, target } => {
            let source = item_box(plan, Item::Component(*from)).unwrap_or_default();
            let target = target.and_then(|id| item_box(plan, Item::Component(id)));
            html! { <path class="rubber-band" d={band(source, *to, target)} /> }
        }
        Gesture::Drag { items, .. } => {
            let at = items.iter().find_map(|item| item_box(shown, *item));
            at.map_or_else(Html::default, |at| landing(state, lang, at))
        }
        Gesture::Place { new, name, at: Some(at) } => ghost(state, lang, *new, name, *at),
        Gesture::Place { at: None, .. } => html! {},
    }
}

fn rect(class: &'static str, rect: Rect, radius: f64) -> Html {
    rounded(class, Some(Point { x: rect.x, y: rect.y }), (rect.width, rect.height), radius)
}

/// Says into which zone the hand would put what it holds.
fn landing(state: &State, lang: Lang, around: Rect) -> Html {
    const SIZE: f64 = 13.8;
    let words = lang.canvas();
    let plan = &state.plan;
    let Some(landing) = state.gesture.landing(plan) else { return html! {} };
    let text = landing
        .and_then(|id| plan.topology.zones.get(&id))
        .map_or_else(|| words.drop_outside.to_owned(), |zone| (words.drop_into)(&zone.name));
    let width = text_width(&text, SIZE) + 20.0;
    html! {
        <g class="landing" transform={moved(around.x, around.y + around.height + 10.0)}>
            { Pill { classes: ("landing__box", "landing__text"), size: (width, 22.0), base: 15.5, text }.view() }
        </g>
    }
}

/// What the palette has given to the hand, where it would be put.
fn ghost(state: &State, lang: Lang, new: New, name: &str, at: Point) -> Html {
    let around = placed_box(new, at);
    let is_zone = matches!(new, New::Zone(_));
    html! {
        <g class="ghost">
            { rect("ghost__box", around, if is_zone { 14.0 } else { 10.0 }) }
            { icon(command::icon(new), around.x + 14.0, around.y + 10.0, 18.0) }
            { line("shape__name", around.x + 40.0, around.y + 24.0, name.to_owned()) }
            if !is_zone {
                { landing(state, lang, around) }
            }
        </g>
    }
}
