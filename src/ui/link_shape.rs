//! A link on the canvas, and the bracket around a set of alternatives. Both only draw their props.

use yew::prelude::*;

use super::glyph::{Pill, classes, clock, line, moved, rounded};
use super::hit;
use crate::app::geometry::text_width;
use crate::app::routing::{Bracket, Route, Side};
use crate::i18n::Lang;
use crate::i18n::panel::names;
use crate::model::{Item, LinkId, NeedKind};
use crate::ui::element::html;

/// What a link's shape shows.
#[derive(Properties, Clone, PartialEq)]
pub struct LinkProps {
    /// Which link.
    pub id: LinkId,
    /// How it runs.
    pub route: Route,
    /// It is selected.
    pub is_selected: bool,
    /// It was cut by hand.
    pub has_failed: bool,
    /// An end of it is down.
    pub is_down: bool,
    /// How it is needed.
    pub need: NeedKind,
    /// How long a cached one may do without its target; else empty.
    pub time: AttrValue,
    /// The language of the page.
    pub lang: Lang,
}

/// A link with its arrow.
#[component]
pub fn LinkShape(props: &LinkProps) -> Html {
    let path = props.route.path();
    let need = props.need;
    let states = [
        (props.is_selected, "is-selected"),
        (props.has_failed, "is-failed"),
        (props.is_down, "is-down"),
        (need == NeedKind::Any, "is-alternative"),
        (need == NeedKind::Soft, "is-soft"),
        (need == NeedKind::Cached, "is-cached"),
        (need == NeedKind::Async, "is-async"),
    ];
    let middle = props.route.middle();
    let class = classes(&["link"], &states);
    // What is needed without more needs no words; the others say what their stroke means.
    let said = (!matches!(need, NeedKind::Hard | NeedKind::Any)).then(|| {
        html! { <title>{ format!("{} {}", names::need(props.lang, need), props.time) }</title> }
    });
    html! {
        <g {class} data-item={hit::key(Item::Link(props.id))}>
            { said }
            <path class="link__reach" d={path.clone()} />
            <path class="link__line" d={path} />
            <path class="link__head" d={props.route.head()} />
            if props.has_failed {
                <path class="link__cut" transform={moved(middle.x, middle.y)} d="M-6 -6L6 6M6 -6L-6 6" />
            }
            if need == NeedKind::Cached { { time_pill(props) } }
        </g>
    }
}

/// A clock and the time, in the middle of a cached link.
fn time_pill(props: &LinkProps) -> Html {
    const SIZE: f64 = 11.0;
    let width = text_width(&props.time, SIZE) + 30.0;
    let middle = props.route.middle();
    html! {
        <g class="link__time" transform={moved(middle.x - width / 2.0, middle.y - 9.0)}>
            { rounded("link__time-box", None, (width, 18.0), 9.0) }
            <g transform={moved(12.0, 9.0)}>{ clock() }</g>
            { line("link__time-text", 21.0, 13.0, props.time.to_string()) }
        </g>
    }
}

/// The stroke across a set of alternatives, and how many suffice.
pub fn bracket_shape(key: u32, bracket: &Bracket, is_selected: bool, lang: Lang) -> Html {
    const SIZE: f64 = 12.4;
    let text = (lang.canvas().any_of_set)(bracket.needed, bracket.of);
    let width = text_width(&text, SIZE) + 14.0;
    let (out_x, out_y) = bracket.side.outward();
    let lip = 5.0;
    let (a, b) = (bracket.from, bracket.to);
    let path = format!(
        "M{} {}L{} {}L{} {}L{} {}",
        a.x + out_x * lip,
        a.y + out_y * lip,
        a.x,
        a.y,
        b.x,
        b.y,
        b.x + out_x * lip,
        b.y + out_y * lip
    );
    // The label stands where the links part.
    let (middle_x, middle_y) = ((a.x + b.x) / 2.0, (a.y + b.y) / 2.0);
    let (x, y) = match bracket.side {
        Side::Left => (a.x - lip - 4.0 - width, middle_y - 9.0),
        Side::Right => (a.x + lip + 4.0, middle_y - 9.0),
        Side::Top => (middle_x - width / 2.0, a.y - lip - 22.0),
        Side::Bottom => (middle_x - width / 2.0, a.y + lip + 4.0),
    };
    html! {
        <g {key} class={if is_selected { "bracket is-selected" } else { "bracket" }} data-item={hit::key(Item::Link(bracket.first))}>
            <path class="bracket__line" d={path} />
            <g transform={moved(x, y)}>
                { Pill { classes: ("bracket__box", "bracket__text"), size: (width, 18.0), base: 12.8, text }.view() }
            </g>
        </g>
    }
}
