//! Live charts of one unit: marks and grid by plotters on a canvas, labels written by ourselves, a sentence and a table
//! beside each. Plotters never measures or draws text here: that would need inline styles.

mod availability;
mod draw;
mod fine;
mod lifetimes;
mod mission;

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::render::request_animation_frame;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlCanvasElement, HtmlInputElement, ResizeObserver};
use yew::prelude::*;

use crate::engine::mission::Mission;
use crate::i18n::Lang;
use crate::i18n::chart as say;
use crate::i18n::figures::duration;
use crate::i18n::terms::Term;
use crate::model::{Component, Fault, limits};
use crate::ui::element::html;
use crate::ui::env::use_env;
use crate::ui::hooks::{use_effect_with, use_node_ref, use_state_eq};
use crate::ui::mount::mount;
use crate::ui::tip::term;

/// What a chart shows, in data coordinates: hours to the right, a chance upwards.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Chart {
    /// Right end of the time axis, in h.
    pub(crate) span_h: f64,
    /// The axis upwards.
    pub(crate) axis: Axis,
    /// The curve.
    pub(crate) curve: Vec<(f64, f64)>,
    /// A stretch of time filled under the curve.
    pub(crate) shade: Option<(f64, f64)>,
    /// A moment marked on the curve, with its label.
    pub(crate) moment: Option<(f64, f64, String)>,
    /// Levels drawn across, with their labels.
    pub(crate) levels: Vec<Level>,
}

impl Chart {
    /// The curve's height at a time within the span, in h: between two of its points along a straight line.
    fn height_at(&self, t_h: f64) -> f64 {
        let after = self.curve.iter().position(|(t, _)| *t >= t_h).unwrap_or(self.curve.len().saturating_sub(1));
        let Some((t1, p1)) = self.curve.get(after).copied() else { return 0.0 };
        let (t0, p0) = self.curve.get(after.saturating_sub(1)).copied().unwrap_or((t1, p1));
        if t1 > t0 { p0 + (p1 - p0) * limits::clamped((t_h - t0) / (t1 - t0), 0.0, 1.0) } else { p1 }
    }

    /// The chart with a moment that is read off in the place of its own, and what is read there.
    fn read_at(&self, lang: Lang, step: u32) -> (Self, [String; 2]) {
        let t_h = self.span_h * f64::from(step) / f64::from(STEPS);
        let height = self.height_at(t_h);
        let read = [duration(lang, t_h), say::share_of(height)];
        (Self { moment: Some((t_h, height, read.join(" · "))), ..self.clone() }, read)
    }
}

/// Steps along the time axis at which a chart is read off.
const STEPS: u32 = 200;

/// The axis upwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Axis {
    /// 0 to 1.
    Share,
    /// Decades from 10^low to 10^high.
    Decades {
        /// Exponent of the lower end.
        low: i32,
        /// Exponent of the upper end.
        high: i32,
    },
}

/// A level drawn across the chart, dashed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Level {
    /// Where.
    pub(crate) value: f64,
    /// What it is.
    pub(crate) label: String,
    /// It is a target, not a property of the unit.
    pub(crate) is_target: bool,
}

/// One chart with its words.
#[derive(Clone, PartialEq)]
pub(crate) struct Figure {
    /// What it is.
    title: &'static str,
    /// The term that it draws.
    about: Term,
    /// How it is to be read, if that needs saying.
    note: Option<&'static str>,
    /// What it says, in one sentence.
    sentence: String,
    /// The marks.
    chart: Chart,
    /// Headings of the table twin.
    headings: [&'static str; 2],
    /// Rows of the table twin.
    rows: Vec<[String; 2]>,
}

/// The component whose units are shown; equal when the pointers are.
#[derive(Clone, Properties)]
struct UnitChartsProps {
    /// Whose units.
    pub component: Rc<Component>,
    /// The goal's target, drawn in the chart of being down.
    pub target_u: Option<f64>,
}

impl PartialEq for UnitChartsProps {
    fn eq(&self, other: &Self) -> bool {
        let bits = |target: Option<f64>| target.map(f64::to_bits);
        Rc::ptr_eq(&self.component, &other.component) && bits(self.target_u) == bits(other.target_u)
    }
}

/// P(t), R(t) and 1 − A(t) of a component's units, with the goal's target, if that is to be drawn.
pub fn unit_charts(component: &Rc<Component>, target_u: Option<f64>) -> Html {
    mount::<UnitCharts>("charts", UnitChartsProps { component: Rc::clone(component), target_u })
}

#[component]
fn UnitCharts(props: &UnitChartsProps) -> Html {
    let env = use_env();
    let component = &props.component;
    let figures = use_memo((props.clone(), env.lang), |(props, lang)| {
        let lifetimes = lifetimes::figures(*lang, &props.component);
        let renewal = availability::figure(*lang, &props.component, props.target_u);
        lifetimes.into_iter().chain(renewal).map(Rc::new).collect::<Vec<_>>()
    });
    if component.fault == Fault::Never {
        return html! { <p class="chart__note">{ say::words(env.lang).never }</p> };
    }
    html! {
        <div class="charts">
            { for figures.iter().map(|it| mount::<ChartFigure>(it.title, ChartFigureProps { figure: Rc::clone(it) })) }
        </div>
    }
}

/// R(t) and 1 − A(t) of the whole system, or of a named journey, with its target.
pub fn mission_charts(lang: Lang, mission: &Mission, journey: Option<&str>, target_u: f64) -> Html {
    let figures = mission::figures(lang, mission, journey, target_u);
    html! {
        <div class="charts">
            { for figures.into_iter().map(|it| mount::<ChartFigure>(it.title, ChartFigureProps { figure: Rc::new(it) })) }
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ChartFigureProps {
    figure: Rc<Figure>,
}

/// A canvas that is redrawn when its data, its size, the colours or the device's pixels change.
#[component]
fn ChartFigure(props: &ChartFigureProps) -> Html {
    let env = use_env();
    let frame = use_node_ref();
    let canvas = use_node_ref();
    let size = use_size(&canvas);
    let dpr = use_device_pixel_ratio();
    // Where it is read off, by a pointer over it or by the slider below.
    let read = use_state_eq(|| None::<u32>);
    {
        let (frame, canvas) = (frame.clone(), canvas.clone());
        let lang = env.lang;
        let changes = (Rc::clone(&props.figure), (env.dark, env.theme), lang, size, dpr.to_bits(), *read);
        // In the next frame, so that a theme set in the same turn is on the page when colours are read.
        use_effect_with(changes, move |(figure, .., read)| {
            let (figure, read) = (Rc::clone(figure), *read);
            let drawing = request_animation_frame(move |_| {
                if let (Some(frame), Some(canvas)) = (frame.cast::<Element>(), canvas.cast::<HtmlCanvasElement>()) {
                    let moved = read.map(|step| figure.chart.read_at(lang, step).0);
                    draw::draw(&frame, &canvas, moved.as_ref().unwrap_or(&figure.chart), lang, dpr);
                }
            });
            move || drop(drawing)
        });
    }
    let Figure { title, about: term_of, note, sentence, headings, rows, chart } = &*props.figure;
    let onpointermove = {
        let (read, axis) = (read.clone(), chart.axis);
        Callback::from(move |event: PointerEvent| {
            let canvas = event.target_unchecked_into::<HtmlCanvasElement>();
            read.set(draw::step_under(axis, f64::from(canvas.client_width()), f64::from(event.offset_x()), STEPS));
        })
    };
    let oninput = {
        let read = read.clone();
        Callback::from(move |event: InputEvent| {
            read.set(event.target_unchecked_into::<HtmlInputElement>().value().parse().ok());
        })
    };
    let own = chart.moment.as_ref().map_or(0.0, |(t_h, ..)| t_h / chart.span_h * f64::from(STEPS));
    let step = read.unwrap_or_else(|| draw::whole(own).min(STEPS));
    let [time, height] = chart.read_at(env.lang, step).1;
    let said = format!("{} {time}: {} {height}", headings[0], headings[1]);
    let row = |[time, value]: &[String; 2]| {
        html! { <tr key={time.clone()}><th scope="row">{ time }</th><td class="figure">{ value }</td></tr> }
    };
    html! {
        <figure class="chart" ref={frame}>
            <figcaption class="chart__title">{ term(*title, term_of.words(env.lang).1) }</figcaption>
            if let Some(note) = note { <p class="chart__note">{ *note }</p> }
            <canvas class="chart__canvas" ref={canvas} role="img" aria-label={format!("{title}: {sentence}")} {onpointermove} />
            <input type="range" class="chart__along" min="0" max={STEPS.to_string()} step="1" value={step.to_string()}
                aria-label={format!("{}: {title}", say::words(env.lang).along)} aria-valuetext={said} data-read={read.map(|step| step.to_string())} {oninput} />
            { draw::tones() }
            <p class="chart__note">{ sentence }</p>
            <details class="chart__twin">
                <summary>{ say::words(env.lang).table }</summary>
                <table>
                    <thead><tr>{ for headings.iter().map(|heading| html! { <th scope="col">{ *heading }</th> }) }</tr></thead>
                    <tbody>{ for rows.iter().map(row) }</tbody>
                </table>
            </details>
        </figure>
    }
}

/// Width and height of an element's box in CSS px, followed.
#[hook]
fn use_size(node: &NodeRef) -> (i32, i32) {
    let size = use_state_eq(|| (0, 0));
    {
        let (node, size) = (node.clone(), size.clone());
        use_effect_with((), move |()| {
            let element = node.cast::<HtmlCanvasElement>();
            let watched = element.clone();
            let changed = Closure::<dyn FnMut(JsValue)>::new(move |_: JsValue| {
                if let Some(element) = &watched {
                    size.set((element.client_width(), element.client_height()));
                }
            });
            let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok();
            if let (Some(observer), Some(element)) = (&observer, &element) {
                observer.observe(element);
            }
            move || {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
                drop(changed);
            }
        });
    }
    *size
}

/// The device's pixels per CSS px, followed through zooming and from screen to screen.
#[hook]
fn use_device_pixel_ratio() -> f64 {
    let dpr = use_state_eq(|| gloo::utils::window().device_pixel_ratio());
    {
        let dpr = dpr.clone();
        use_effect_with((*dpr).to_bits(), move |_| {
            let query = format!("(resolution: {}dppx)", *dpr);
            let media = gloo::utils::window().match_media(&query).ok().flatten();
            let listener = media.map(|media| {
                EventListener::new(&media, "change", move |_| dpr.set(gloo::utils::window().device_pixel_ratio()))
            });
            move || drop(listener)
        });
    }
    *dpr
}

/// Rows of a table twin: nine moments from 0 to the span.
fn nine(span_h: f64, row: impl Fn(f64) -> [String; 2]) -> Vec<[String; 2]> {
    (0..=8).map(|step| row(span_h * f64::from(step) / 8.0)).collect()
}
