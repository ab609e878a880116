//! The glyphs of status, drawn rather than typed, so that they look the same in every font. Each stands beside its word.

use yew::prelude::*;

use crate::app::status::Status;

/// The class that colours a status.
pub fn tone(status: Status) -> &'static str {
    match status {
        Status::Unknown => "tone-unknown",
        Status::Ok => "tone-ok",
        Status::Watch | Status::LostUnits => "tone-watch",
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

/// The glyph of a status, 10 × 10 px around a point of the drawing.
pub fn glyph(status: Status, x: f64, y: f64) -> Html {
    let place = format!("translate({x} {y})");
    let mark = match status {
        Status::Ok => html! { <circle class="glyph glyph--full" r="4.5" /> },
        Status::Watch | Status::LostUnits => html! { <path class="glyph glyph--full" d="M0 -5L5.2 4.2H-5.2Z" /> },
        Status::Failed | Status::Down => html! { <path class="glyph" d="M-4 -4L4 4M4 -4L-4 4" /> },
        Status::DownByNeed(_) => {
            html! { <path class="glyph" d="M-4.5 0A4.5 4.5 0 1 1 4.5 0A4.5 4.5 0 1 1 -4.5 0M-3 3L3 -3" /> }
        }
        Status::Unknown => html! { <circle class="glyph glyph--dotted" r="4.2" /> },
    };
    html! { <g class={tone(status)} transform={place}>{ mark }</g> }
}

/// An icon of the sprite in a drawing, `size` px wide.
pub fn icon(name: &str, x: f64, y: f64, size: f64) -> Html {
    html! {
        <svg class="drawn-icon" x={x.to_string()} y={y.to_string()} width={size.to_string()} height={size.to_string()} aria-hidden="true">
            <use href={format!("#icon-{name}")} />
        </svg>
    }
}
