//! A zone on the canvas: a dashed box behind what it holds, gripped by its label, border and corners only, so that
//! the inside stays free for a selection rectangle.

use std::rc::Rc;

use yew::prelude::*;

use super::glyph::{classes, icon, moved, rounded};
use super::hit;
use super::shape::fail_button;
use crate::app::labels::zone_name;
use crate::i18n::Lang;
use crate::model::{Item, Point, Rect, Zone};
use crate::ui::element::html;

/// What a zone's shape shows.
#[derive(Properties, Clone)]
pub struct Props {
    /// The zone.
    pub zone: Rc<Zone>,
    /// Its box.
    pub rect: Rect,
    /// It is selected.
    pub is_selected: bool,
    /// What is in the hand would land in it.
    pub is_target: bool,
    /// Failed by hand.
    pub has_failed: bool,
    /// While it is down, some journey is down.
    pub is_single_point: bool,
    /// Tab comes here first.
    pub is_tab_stop: bool,
    /// The language of the page.
    pub lang: Lang,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.zone, &other.zone)
            && self.rect == other.rect
            && self.is_selected == other.is_selected
            && self.is_target == other.is_target
            && self.has_failed == other.has_failed
            && self.is_single_point == other.is_single_point
            && self.is_tab_stop == other.is_tab_stop
            && self.lang == other.lang
    }
}

/// A zone's box with its label.
#[component]
pub fn ZoneShape(props: &Props) -> Html {
    let words = props.lang.canvas();
    let Rect { x, y, width, height } = props.rect;
    let kind = (words.zone_kind)(props.zone.kind);
    let name = if props.zone.name.is_empty() { kind } else { props.zone.name.as_str() };
    let has_room = width >= 240.0;
    let tail = match (props.has_failed, props.is_single_point) {
        (true, _) => format!(" · {}", words.failed),
        (false, true) if has_room => format!(" · ◇ {}", words.single_short),
        (false, true) => " ◇".to_owned(),
        (false, false) => String::new(),
    };
    let (shown, label_width) = zone_name(name, &tail, width);
    let comma = props.lang.pick(", ", "，");
    let single = if props.is_single_point { words.single_point } else { "" };
    let label = [name, if name == kind { "" } else { kind }, if props.has_failed { words.failed } else { "" }, single]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(comma);
    let states = [(props.is_selected, "is-selected"), (props.is_target, "is-target"), (props.has_failed, "is-failed")];
    let class = classes(&["zone"], &states);
    html! {
        <g {class} data-item={hit::key(Item::Zone(props.zone.id))} transform={moved(x, y)}
            tabindex={if props.is_tab_stop { "0" } else { "-1" }} role="button" aria-label={label}
            aria-pressed={props.is_selected.to_string()}>
            { rounded("zone__ground", None, (width, height), 14.0) }
            if props.has_failed {
                <rect class="zone__hatch" width={width.to_string()} height={height.to_string()} rx="14" fill="url(#hatch)" />
            }
            { rounded("zone__reach", None, (width, height), 14.0) }
            { rounded("zone__border", None, (width, height), 14.0) }
            if props.is_single_point {
                { rounded("zone__single-ring", Some(Point { x: 4.0, y: 4.0 }), ((width - 8.0).max(0.0), (height - 8.0).max(0.0)), 10.0) }
            }
            <g class="zone__label">
                <title>{ if props.is_single_point { format!("{name} · {}", words.single_point) } else { name.to_owned() } }</title>
                { rounded("zone__label-box", Some(Point { x: 8.0, y: 8.0 }), (label_width, 26.0), 13.0) }
                { icon(props.zone.kind.row().slug, 16.0, 13.0, 16.0) }
                <text class="zone__name" x="38" y="25.5">{ shown }<tspan class="zone__state">{ tail }</tspan></text>
            </g>
            if props.is_selected {
                { for [("nw", 0.0, 0.0), ("ne", width, 0.0), ("sw", 0.0, height), ("se", width, height)].into_iter().map(|(part, x, y)| corner(part, x, y, props.lang)) }
                { fail_button(label_width + 26.0, 21.0, props.has_failed, props.lang) }
            }
        </g>
    }
}

fn corner(part: &'static str, x: f64, y: f64, lang: Lang) -> Html {
    html! {
        <g class={format!("corner corner--{part}")} data-part={part} aria-hidden="true" transform={moved(x, y)}>
            <title>{ lang.canvas().resize }</title>
            <rect class="corner__reach" x="-14" y="-14" width="28" height="28" />
            { rounded("corner__dot", Some(Point { x: -5.0, y: -5.0 }), (10.0, 10.0), 2.5) }
        </g>
    }
}
