//! A component on the canvas. It draws its props and says what it is by `data-item`; pointers are the canvas's business.

use std::rc::Rc;

use yew::prelude::*;

use super::glyph::{Pill, classes, glyph, icon, line, moved, rounded, tone};
use super::hit;
use crate::app::geometry::{COMPONENT_HEIGHT, COMPONENT_WIDTH, fitted, text_width};
use crate::app::status::Status;
use crate::i18n::{Lang, canvas, figures, verdict};
use crate::model::{Component, Item, Point, Window};
use crate::ui::element::html;

/// What a component's shape shows; compared by pointer where it is shared.
#[derive(Properties, Clone)]
pub struct Props {
    /// The component.
    pub component: Rc<Component>,
    /// Its top left corner.
    pub at: Point,
    /// How it stands.
    pub status: Status,
    /// Its own unavailability; none: not computed.
    pub u: Option<f64>,
    /// Its share of the worst journey's downtime.
    pub share: f64,
    /// While it is down, some journey is down.
    pub is_single_point: bool,
    /// Name of what it misses, when it is down by need.
    pub missing: AttrValue,
    /// Zones and units of a spread component: "A", or "A ×2".
    pub chips: Rc<[AttrValue]>,
    /// It is selected.
    pub is_selected: bool,
    /// A link being drawn would end here.
    pub is_target: bool,
    /// A link may be drawn to it now.
    pub is_choosable: bool,
    /// Tab comes here first.
    pub is_tab_stop: bool,
    /// The language of the page.
    pub lang: Lang,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.component, &other.component)
            && self.at == other.at
            && self.status == other.status
            && self.u.map(f64::to_bits) == other.u.map(f64::to_bits)
            && self.share.to_bits() == other.share.to_bits()
            && self.is_single_point == other.is_single_point
            && self.missing == other.missing
            && self.chips == other.chips
            && self.is_selected == other.is_selected
            && self.is_target == other.is_target
            && self.is_choosable == other.is_choosable
            && self.is_tab_stop == other.is_tab_stop
            && self.lang == other.lang
    }
}

/// More than drawn, because the name is bold and some systems' fonts are wide.
const NAME_SIZE: f64 = 15.6;
const LINE_SIZE: f64 = 12.0;
const LEFT: f64 = 14.0;
const INNER: f64 = COMPONENT_WIDTH - LEFT - 9.0;

/// A component's box with its name, strategy and status.
#[component]
pub fn Shape(props: &Props) -> Html {
    let component = &props.component;
    let words = props.lang.canvas();
    let item = Item::Component(component.id);
    let strategy = canvas::strategy(props.lang, component.strategy.mode(), component.units());
    let state = state_line(props);
    let name = if component.name.is_empty() { (words.kind)(component.kind) } else { component.name.as_str() };
    let shown_name = fitted(name, NAME_SIZE, INNER - 24.0);
    let label = label(props, name, &strategy, &state);
    let states = [
        (props.is_selected, "is-selected"),
        (props.is_target, "is-target"),
        (props.is_choosable, "is-choosable"),
        (props.status == Status::Failed, "is-failed"),
        (props.status.is_down(), "is-down"),
    ];
    let class = classes(&["shape", tone(props.status)], &states);
    html! {
        <g {class} data-item={hit::key(item)} transform={moved(props.at.x, props.at.y)}
            tabindex={if props.is_tab_stop { "0" } else { "-1" }} role="button" aria-label={label}
            aria-pressed={props.is_selected.to_string()}>
            <title>{ title(props, name) }</title>
            { rounded("shape__ring", Some(Point { x: -4.0, y: -4.0 }), (COMPONENT_WIDTH + 8.0, COMPONENT_HEIGHT + 8.0), 13.0) }
            { rounded("shape__box", None, (COMPONENT_WIDTH, COMPONENT_HEIGHT), 10.0) }
            if props.status == Status::Failed {
                <rect class="shape__hatch" width={COMPONENT_WIDTH.to_string()} height={COMPONENT_HEIGHT.to_string()} rx="10" fill="url(#hatch)" />
            }
            if props.is_single_point {
                { rounded("shape__single-ring", Some(Point { x: 3.5, y: 3.5 }), (COMPONENT_WIDTH - 7.0, COMPONENT_HEIGHT - 7.0), 7.0) }
            }
            { rounded("shape__stripe", Some(Point { x: 0.75, y: 14.0 }), (3.0, COMPONENT_HEIGHT - 28.0), 1.5) }
            <g class="shape__icon">{ icon(component.kind.row().slug, LEFT, 9.0, 18.0) }</g>
            { line("shape__name", LEFT + 24.0, 23.0, shown_name) }
            { line("shape__line", LEFT, 42.0, fitted(&strategy, LINE_SIZE, INNER)) }
            { glyph(props.status, LEFT + 5.0, 54.0) }
            { line("shape__state", LEFT + 16.0, 58.0, fitted(&state, LINE_SIZE, INNER - 16.0)) }
            { chips(&props.chips, COMPONENT_WIDTH - if props.is_single_point { single_text(props).1 + 4.0 } else { 0.0 }) }
            if props.is_single_point { { single_point(props) } }
            { handle(words.handle) }
            if props.is_selected {
                { fail_button(COMPONENT_WIDTH - 22.0, 0.0, props.status == Status::Failed, props.lang) }
            }
        </g>
    }
}

/// From which a link is drawn, on the right edge.
fn handle(name: &'static str) -> Html {
    let (x, y) = (COMPONENT_WIDTH, COMPONENT_HEIGHT / 2.0);
    let dot =
        |class: &'static str, r: &'static str| html! { <circle {class} cx={x.to_string()} cy={y.to_string()} {r} /> };
    html! {
        <g class="shape__handle" data-part="handle" aria-hidden="true">
            <title>{ name }</title>
            { dot("shape__handle-reach", "18") }
            { dot("shape__handle-dot", "8") }
            <path class="shape__handle-arrow" d={format!("M{x} {y}m-3 0h6m-2.5 -2.5l2.5 2.5l-2.5 2.5")} />
        </g>
    }
}

/// The small button by which a selected thing is failed or mended.
pub fn fail_button(x: f64, y: f64, has_failed: bool, lang: Lang) -> Html {
    let words = lang.canvas();
    html! {
        <g class="fail-button" data-part="fail" aria-hidden="true" transform={moved(x, y)}>
            <title>{ format!("{} (F)", if has_failed { words.mend } else { words.fail }) }</title>
            <circle class="fail-button__reach" r="16" />
            <circle class="fail-button__dot" r="12" />
            { icon(if has_failed { "rotate-ccw" } else { "fail" }, -7.0, -7.0, 14.0) }
        </g>
    }
}

fn state_line(props: &Props) -> String {
    let words = props.lang.canvas();
    match props.status {
        Status::Failed => words.failed.to_owned(),
        Status::Down => words.down.to_owned(),
        Status::DownByNeed(_) => (words.needs_down)(&props.missing),
        Status::LostUnits => words.lost_units.to_owned(),
        Status::Degraded(_) => (words.degraded)(&props.missing),
        Status::UpFor(hours) => verdict::up_for(props.lang, hours),
        Status::Unknown | Status::Ok | Status::Watch => match props.u {
            None => "–".to_owned(),
            Some(u) if u <= 0.0 => words.never_fails.to_owned(),
            Some(u) => {
                let downtime = figures::downtime(props.lang, u, Window::Year);
                if props.share >= 0.005 {
                    format!("{downtime} · {}", figures::percent((props.share * 100.0).round() / 100.0))
                } else {
                    downtime
                }
            }
        },
    }
}

/// What the two figures of the card mean, for who asks by hovering.
fn title(props: &Props, name: &str) -> String {
    let is_told = matches!(props.status, Status::Unknown | Status::Ok | Status::Watch);
    match props.u.filter(|u| is_told && *u > 0.0) {
        Some(u) => {
            let share = (props.share >= 0.005).then(|| figures::percent((props.share * 100.0).round() / 100.0));
            let downtime = figures::downtime(props.lang, u, Window::Year);
            (props.lang.canvas().card)(name, &downtime, share.as_deref())
        }
        None => name.to_owned(),
    }
}

/// What a screen reader says.
fn label(props: &Props, name: &str, strategy: &str, state: &str) -> String {
    let words = props.lang.canvas();
    let comma = props.lang.pick(", ", "，");
    let standing = match props.status {
        Status::Unknown => words.unknown,
        Status::Ok => words.ok,
        Status::Watch => words.watch,
        Status::Failed
        | Status::Down
        | Status::DownByNeed(_)
        | Status::LostUnits
        | Status::Degraded(_)
        | Status::UpFor(_) => "",
    };
    let kind = (words.kind)(props.component.kind);
    let spread = if props.chips.is_empty() {
        String::new()
    } else {
        format!("{} {}", words.spread, props.chips.iter().map(AttrValue::as_str).collect::<Vec<_>>().join(comma))
    };
    let single = if props.is_single_point { words.single_point } else { "" };
    // What is seen comes first and in its order, so that it can be said to a screen reader or by voice.
    let parts = [name, strategy, state, if kind == name { "" } else { kind }, &spread, standing, single];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(comma)
}

/// Font size of what stands on the lower edge, in canvas px.
const PILL_SIZE: f64 = 11.0;

/// The pill of a single point, at the right end of the lower edge: names of zones and most arrows come from above.
fn single_point(props: &Props) -> Html {
    let words = props.lang.canvas();
    let (text, width) = single_text(props);
    html! {
        <g class="single" transform={moved(COMPONENT_WIDTH - 10.0 - width, COMPONENT_HEIGHT - 7.0)}>
            <title>{ words.single_point }</title>
            { Pill { classes: ("single__box", "single__text"), size: (width, 18.0), base: 12.8, text }.view() }
        </g>
    }
}

/// What it says, and how wide that is; beside chips only its sign.
fn single_text(props: &Props) -> (String, f64) {
    let text =
        if props.chips.is_empty() { format!("◇ {}", props.lang.canvas().single_short) } else { "◇".to_owned() };
    let width = text_width(&text, PILL_SIZE) + 14.0;
    (text, width)
}

/// One pill per zone on the lower edge, as far as `room` goes.
fn chips(chips: &[AttrValue], room: f64) -> Html {
    const SIZE: f64 = PILL_SIZE;
    let most = (room - 16.0) / f64::from(u32::try_from(chips.len().max(1)).unwrap_or(u32::MAX)) - 4.0;
    let mut x = 10.0;
    let mut pills = Vec::new();
    for chip in chips {
        // The count at the end must stay, so the name before it gives way.
        let (zone, units) = chip.rfind('×').map_or((chip.as_str(), ""), |at| chip.split_at(at));
        let zone = fitted(zone.trim_end(), SIZE, (most - 14.0 - text_width(units, SIZE)).max(12.0));
        let text = if units.is_empty() { zone } else { format!("{zone} {units}") };
        let width = text_width(&text, SIZE) + 14.0;
        pills.push(html! {
            <g class="chip" transform={moved(x, COMPONENT_HEIGHT - 7.0)}>
                <title>{ chip.to_string() }</title>
                { Pill { classes: ("chip__box", "chip__text"), size: (width, 18.0), base: 13.0, text }.view() }
            </g>
        });
        x += width + 4.0;
    }
    pills.into_iter().collect()
}
