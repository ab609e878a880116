//! Draws one chart: plotters for marks and grid lines, the canvas's own text for labels, colours from the page's tokens.

use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::element::{Circle, PathElement, Polygon};
use plotters::prelude::{DrawingArea, DrawingBackend, IntoDrawingArea};
use plotters::style::{Color, RGBColor};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement};
use yew::prelude::*;

use super::fine::{self, Fine};
use super::{Axis, Chart};
use crate::i18n::Lang;
use crate::i18n::chart::{level, time_unit};
use crate::i18n::figures::number;
use crate::model::limits;
use crate::ui::element::html;

/// Room around the marks, in CSS px: right, top, bottom; the room on the left is the axis's.
const MARGINS: (f64, f64, f64) = (16.0, 20.0, 24.0);

/// Grid lines up to this many on the time axis.
const TIME_TICKS: f64 = 5.0;

type Coordinates = Cartesian2d<RangedCoordf64, RangedCoordf64>;
type Plot = DrawingArea<Fine, Coordinates>;
type Failed = plotters::drawing::DrawingAreaErrorKind<<Fine as DrawingBackend>::ErrorType>;

/// A colour's role in a chart; style/chart.css gives each its token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tone {
    Line,
    Grid,
    Shade,
    Mark,
    Target,
    Ink,
}

impl Tone {
    const ALL: [Self; 6] = [Self::Line, Self::Grid, Self::Shade, Self::Mark, Self::Target, Self::Ink];

    fn class(self) -> &'static str {
        match self {
            Self::Line => "chart__tone--line",
            Self::Grid => "chart__tone--grid",
            Self::Shade => "chart__tone--shade",
            Self::Mark => "chart__tone--mark",
            Self::Target => "chart__tone--target",
            Self::Ink => "chart__tone--ink",
        }
    }
}

/// Unseen elements that carry the colours: a token's value is known only once an element has it as its colour.
pub(super) fn tones() -> Html {
    html! { <span hidden=true>{ for Tone::ALL.map(|tone| html! { <i class={tone.class()} /> }) }</span> }
}

/// Draws `chart` to fill `canvas`; does nothing where the canvas has no size or no context yet.
pub(super) fn draw(frame: &Element, canvas: &HtmlCanvasElement, chart: &Chart, lang: Lang, dpr: f64) {
    let (width, height) = (f64::from(canvas.client_width()), f64::from(canvas.client_height()));
    let context = canvas.get_context("2d").ok().flatten().and_then(|context| context.dyn_into().ok());
    let Some(context): Option<CanvasRenderingContext2d> = context else { return };
    if width < 1.0 || height < 1.0 {
        return;
    }
    canvas.set_width(pixels(width * dpr));
    canvas.set_height(pixels(height * dpr));
    let pen = Pen { frame, context, dpr, lang, width, height };
    // A failed drawing leaves the sentence and the table, which say the same.
    let _ = pen.chart(canvas, chart);
}

/// The step along the time axis under a point of a canvas so wide, in CSS px from its left edge; none beside the marks.
pub(super) fn step_under(axis: Axis, width: f64, x: f64, steps: u32) -> Option<u32> {
    let way = (x - axis.room()) / (width - axis.room() - MARGINS.0).max(1.0);
    (0.0..=1.0).contains(&way).then(|| whole(way * f64::from(steps)))
}

/// The nearest whole number from 0 on.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
pub(super) fn whole(value: f64) -> u32 {
    limits::clamped(value.round(), 0.0, 65_536.0) as u32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a canvas may have")]
fn pixels(length: f64) -> u32 {
    limits::clamped(length.round(), 1.0, 65_536.0) as u32
}

struct Pen<'a> {
    frame: &'a Element,
    context: CanvasRenderingContext2d,
    dpr: f64,
    lang: Lang,
    width: f64,
    height: f64,
}

impl Pen<'_> {
    fn chart(&self, canvas: &HtmlCanvasElement, chart: &Chart) -> Result<(), Failed> {
        let Some(backend) = CanvasBackend::with_canvas_object(canvas.clone()) else { return Ok(()) };
        // Plotters counts in finer steps than pixels; the canvas brings them back to size.
        let _ = self.context.set_transform(1.0 / fine::STEPS, 0.0, 0.0, 1.0 / fine::STEPS, 0.0, 0.0);
        let (left, (right, top, bottom)) = (chart.axis.room(), MARGINS);
        let (low, high) = chart.axis.range();
        // The marks' own room; y counts from the top. Plotters' builder of charts would bring much that is not used.
        let across = self.at(left)..self.at(self.width - right);
        let up = self.at(self.height - bottom)..self.at(top);
        let coordinates = Coordinates::new(0.0..chart.span_h, low..high, (across, up));
        let plot: Plot = Fine(backend).into_drawing_area().apply_coord_spec(coordinates);

        let (unit_h, unit) = time_unit(self.lang, chart.span_h);
        let times = time_ticks(chart.span_h / unit_h);
        let heights = chart.axis.ticks();
        self.dash(&[]);
        for time in &times {
            self.stroke(&plot, [(time * unit_h, low), (time * unit_h, high)], Tone::Grid, 1.0)?;
        }
        for height in &heights {
            self.stroke(&plot, [(0.0, *height), (chart.span_h, *height)], Tone::Grid, 1.0)?;
        }
        let curve = chart.curve.iter().map(|(t, p)| (*t, chart.axis.place(*p)));
        if let Some((from, to)) = &chart.shade {
            let mut under: Vec<_> = curve.clone().filter(|(t, _)| t >= from && t <= to).collect();
            if let (Some((first, _)), Some((last, _))) = (under.first().copied(), under.last().copied()) {
                under.extend([(last, low), (first, low)]);
                plot.draw(&Polygon::new(under, self.colour(Tone::Shade)))?;
            }
        }
        self.dash(&[5.0, 4.0]);
        for line in &chart.levels {
            let (at, tone) = (chart.axis.place(line.value), if line.is_target { Tone::Target } else { Tone::Mark });
            self.stroke(&plot, [(0.0, at), (chart.span_h, at)], tone, 1.5)?;
        }
        if let Some((t, _, _)) = &chart.moment {
            self.dash(&[2.0, 3.0]);
            self.stroke(&plot, [(*t, low), (*t, high)], Tone::Mark, 1.5)?;
        }
        self.dash(&[]);
        self.stroke(&plot, curve.collect::<Vec<_>>(), Tone::Line, 2.5)?;
        if let Some((t, p, _)) = &chart.moment {
            let dot = Circle::new((*t, chart.axis.place(*p)), self.steps(4.0), self.colour(Tone::Mark).filled());
            plot.draw(&dot)?;
        }
        let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        self.labels(chart, &times, unit_h, unit, &heights);
        Ok(())
    }

    /// A length in CSS px, in the steps that plotters counts in.
    fn steps(&self, length: f64) -> u32 {
        pixels(length * self.dpr * fine::STEPS)
    }

    /// [`Self::steps`] as a place.
    #[expect(clippy::cast_possible_wrap, reason = "at most 65 536")]
    fn at(&self, length: f64) -> i32 {
        self.steps(length) as i32
    }

    fn stroke(&self, plot: &Plot, points: impl Into<Vec<(f64, f64)>>, tone: Tone, width: f64) -> Result<(), Failed> {
        plot.draw(&PathElement::new(points, self.colour(tone).stroke_width(self.steps(width))))
    }

    fn labels(&self, chart: &Chart, times: &[f64], unit_h: f64, unit: &str, heights: &[f64]) {
        let (left, (right, top, bottom)) = (chart.axis.room(), MARGINS);
        let (low, high) = chart.axis.range();
        let x = |t_h: f64| left + (self.width - left - right) * t_h / chart.span_h;
        let y = |at: f64| top + (self.height - top - bottom) * (high - at) / (high - low);
        for time in times {
            let at = x(time * unit_h);
            let align = match at {
                _ if at < left + 16.0 => "left",
                _ if at > self.width - right - 16.0 => "right",
                _ => "center",
            };
            let text = if *time > 0.0 { format!("{} {unit}", number(*time, 3)) } else { "0".to_owned() };
            self.text(
                &text,
                if align == "right" { self.width - 2.0 } else { at },
                self.height - bottom + 14.0,
                align,
                Tone::Ink,
            );
        }
        for height in heights {
            self.text(&chart.axis.label(*height), left - 6.0, y(*height) + 4.0, "right", Tone::Ink);
        }
        // The highest level is labelled above its line, the others below theirs, so that close ones do not touch.
        let highest = chart.levels.iter().map(|line| line.value).fold(0.0, f64::max);
        for line in &chart.levels {
            let tone = if line.is_target { Tone::Target } else { Tone::Mark };
            let offset = if line.value < highest { 15.0 } else { -5.0 };
            self.text(&line.label, self.width - right - 4.0, y(chart.axis.place(line.value)) + offset, "right", tone);
        }
        if let Some((t, _, label)) = &chart.moment {
            let is_left = x(*t) > self.width * 0.55;
            let (at, align) = if is_left { (x(*t) - 6.0, "right") } else { (x(*t) + 6.0, "left") };
            self.text(label, at, top - 6.0, align, Tone::Mark);
        }
    }

    /// Writes text with its base line at a point, in CSS px.
    fn text(&self, text: &str, x: f64, y: f64, align: &str, tone: Tone) {
        let style = gloo::utils::window().get_computed_style(self.frame).ok().flatten();
        let family = style.and_then(|style| style.get_property_value("font-family").ok());
        let family = family.filter(|family| !family.is_empty()).unwrap_or_else(|| "sans-serif".to_owned());
        let size = 12.0 * self.dpr;
        self.context.set_font(&format!("{size}px {family}"));
        self.context.set_text_align(align);
        self.context.set_fill_style_str(&self.css_colour(tone));
        // Text that cannot be drawn is in the table too.
        let _ = self.context.fill_text(text, x * self.dpr, y * self.dpr);
    }

    fn dash(&self, lengths: &[f64]) {
        let pattern: js_sys::Array =
            lengths.iter().map(|length| JsValue::from_f64(length * self.dpr * fine::STEPS)).collect();
        // A solid line says the same, only less well.
        let _ = self.context.set_line_dash(&pattern);
    }

    fn css_colour(&self, tone: Tone) -> String {
        let element = self.frame.query_selector(&format!(".{}", tone.class())).ok().flatten();
        let style = element.and_then(|element| gloo::utils::window().get_computed_style(&element).ok().flatten());
        style.and_then(|style| style.get_property_value("color").ok()).unwrap_or_default()
    }

    fn colour(&self, tone: Tone) -> RGBColor {
        rgb(&self.css_colour(tone))
    }
}

/// The colour of "rgb(11, 92, 173)"; black where it is written in another way.
fn rgb(text: &str) -> RGBColor {
    let mut parts = text.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|part| !part.is_empty());
    let mut part = || parts.next().and_then(|part| part.split('.').next()?.parse::<u8>().ok()).unwrap_or(0);
    RGBColor(part(), part(), part())
}

impl Axis {
    fn range(self) -> (f64, f64) {
        match self {
            Self::Share => (0.0, 1.0),
            Self::Decades { low, high } => (f64::from(low), f64::from(high)),
        }
    }

    /// Where a chance stands on the axis.
    fn place(self, p: f64) -> f64 {
        match self {
            Self::Share => p,
            Self::Decades { low, high } => {
                if p > 0.0 {
                    limits::clamped(libm::log10(p), f64::from(low), f64::from(high))
                } else {
                    f64::from(low)
                }
            }
        }
    }

    /// Room for its labels on the left, in CSS px.
    fn room(self) -> f64 {
        match self {
            Self::Share => 48.0,
            Self::Decades { .. } => 76.0,
        }
    }

    fn ticks(self) -> Vec<f64> {
        match self {
            Self::Share => vec![0.0, 0.25, 0.5, 0.75, 1.0],
            Self::Decades { low, high } => (low..=high).map(f64::from).collect(),
        }
    }

    fn label(self, tick: f64) -> String {
        match self {
            Self::Share => level_or_zero(tick),
            Self::Decades { .. } => level(libm::pow(10.0, tick)),
        }
    }
}

fn level_or_zero(share: f64) -> String {
    format!("{} %", number(share * 100.0, 3))
}

/// Round times from 0 to at most `span`, at most a handful.
fn time_ticks(span: f64) -> Vec<f64> {
    if !span.is_finite() || span <= 0.0 {
        return vec![0.0];
    }
    let rough = span / TIME_TICKS;
    let decade = libm::pow(10.0, libm::floor(libm::log10(rough)));
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * decade).find(|step| *step >= rough);
    let step = step.unwrap_or(rough);
    (0..=10).map(|index| f64::from(index) * step).take_while(|time| *time <= span).collect()
}
