//! A link on the canvas, and the bracket around a set of alternatives. Both only draw their props.

use yew::prelude::*;

use super::glyph::{Pill, classes, clock, line, moved, rounded};
use super::hit;
use crate::app::labels::Label;
use crate::app::routing::{Bracket, Route};
use crate::i18n::Lang;
use crate::i18n::panel::names;
use crate::model::{Item, LinkId, NeedKind, Rect};
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
    /// How long a cached one may do without its target, and where that stands.
    pub time: Option<Label>,
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
        let time = props.time.as_ref().map_or("", |time| &time.text);
        html! { <title>{ format!("{} {time}", names::need(props.lang, need)) }</title> }
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
            { props.time.as_ref().map(time_pill) }
        </g>
    }
}

/// A clock and the time, on a cached link.
fn time_pill(label: &Label) -> Html {
    let Rect { x, y, width, height } = label.rect;
    html! {
        <g class="link__time" transform={moved(x, y)}>
            { rounded("link__time-box", None, (width, height), 9.0) }
            { clock(12.0, 9.0) }
            { line("link__time-text", 21.0, 13.0, label.text.clone()) }
        </g>
    }
}

/// The stroke across a set of alternatives, and how many suffice.
pub fn bracket_shape(key: u32, bracket: &Bracket, label: &Label, is_selected: bool) -> Html {
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
    let Label { text, rect } = label.clone();
    html! {
        <g {key} class={if is_selected { "bracket is-selected" } else { "bracket" }} data-item={hit::key(Item::Link(bracket.first))}>
            <path class="bracket__line" d={path} />
            <g transform={moved(rect.x, rect.y)}>
                { Pill { classes: ("bracket__box", "bracket__text"), size: (rect.width, rect.height), base: 12.8, text }.view() }
            </g>
        </g>
    }
}
