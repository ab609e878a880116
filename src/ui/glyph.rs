//! The glyphs of status, drawn rather than typed, so that they look the same in every font. Each stands beside its word.

use yew::prelude::*;

use crate::app::status::Status;
use crate::model::Point;
use crate::ui::element::html;

/// The class that colours a status.
pub fn tone(status: Status) -> &'static str {
    match status {
        Status::Unknown => "tone-unknown",
        Status::Ok => "tone-ok",
        Status::Watch | Status::LostUnits | Status::Degraded(_) | Status::UpFor(_) => "tone-watch",
        Status::Failed | Status::Down => "tone-fail",
        Status::DownByNeed(_) => "tone-need",
    }
}

/// The classes of a shape: its own, then those that hold.
pub fn classes(own: &[&'static str], states: &[(bool, &'static str)]) -> String {
    let holding = states.iter().filter(|(holds, _)| *holds).map(|(_, class)| *class);
    let mut text = own.join(" ");
    for class in holding {
        text.push(' ');
        text.push_str(class);
    }
    text
}

/// The glyph of a status, 10 × 10 px around a point of the drawing. Like all that each shape has, it is drawn where it
/// stands and not moved there: what is moved on its own costs the browser ten times as much in a frame.
pub fn glyph(status: Status, x: f64, y: f64) -> Html {
    let path = |class: &'static str, d: &str| html! { <path {class} d={format!("M{x} {y}{d}")} /> };
    let dot =
        |class: &'static str, r: &'static str| html! { <circle {class} cx={x.to_string()} cy={y.to_string()} {r} /> };
    let mark = match status {
        Status::Ok => dot("glyph glyph--full", "4.5"),
        Status::Watch | Status::LostUnits | Status::Degraded(_) => path("glyph glyph--full", "m0 -5l5.2 9.2h-10.4z"),
        Status::UpFor(_) => clock(x, y),
        Status::Failed | Status::Down => path("glyph", "m-4 -4l8 8m0 -8l-8 8"),
        Status::DownByNeed(_) => path("glyph", "m-4.5 0a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1 -9 0m1.5 3l6 -6"),
        Status::Unknown => dot("glyph glyph--dotted", "4.2"),
    };
    html! { <g class={tone(status)}>{ mark }</g> }
}

/// A clock, 9 × 9 px around a point: what lasts for a while.
pub fn clock(x: f64, y: f64) -> Html {
    let d = format!("M{x} {y}m-4.5 0a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1 -9 0m4.5 -2.6v2.6l1.9 1.2");
    html! { <path class="glyph" {d} /> }
}

/// A box with round corners; none: it stands at the origin.
pub fn rounded(class: &'static str, at: Option<Point>, (width, height): (f64, f64), radius: f64) -> Html {
    html! {
        <rect {class} x={at.map(|at| at.x.to_string())} y={at.map(|at| at.y.to_string())} width={width.to_string()}
            height={height.to_string()} rx={radius.to_string()} />
    }
}

/// A line of text from a point of its base line.
pub fn line(class: &'static str, x: f64, y: f64, text: String) -> Html {
    html! { <text {class} x={x.to_string()} y={y.to_string()}>{ text }</text> }
}

/// A label in a box with round ends; `base` is where its text stands in the box.
pub struct Pill {
    /// The classes of the box and of the text.
    pub classes: (&'static str, &'static str),
    /// How large it is.
    pub size: (f64, f64),
    /// How far below the top the text's base line is.
    pub base: f64,
    /// What it says.
    pub text: String,
}

impl Pill {
    /// Its box and its text, from its top left corner.
    pub fn view(self) -> Html {
        let (width, height) = self.size;
        let (box_class, text_class) = self.classes;
        html! {
            <>
                { rounded(box_class, None, self.size, height / 2.0) }
                <text class={text_class} x={(width / 2.0).to_string()} y={self.base.to_string()} text-anchor="middle">{ self.text }</text>
            </>
        }
    }
}

/// Moves what is drawn to a point.
pub fn moved(x: f64, y: f64) -> String {
    format!("translate({x} {y})")
}

/// An icon of the sprite in a drawing, `size` px wide.
pub fn icon(name: &str, x: f64, y: f64, size: f64) -> Html {
    html! {
        <use class="drawn-icon" href={format!("#icon-{name}")} x={x.to_string()} y={y.to_string()} width={size.to_string()}
            height={size.to_string()} aria-hidden="true" />
    }
}
