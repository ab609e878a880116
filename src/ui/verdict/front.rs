//! The front, cost against downtime: a picture whose points can be clicked, a slider along it for keys and fingers, what a
//! point would change, and everything again as a table. A point that is chosen is previewed on the canvas.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::context;
use crate::app::front_view::{COSTS_PX, HEIGHT_PX, Label, Picture, Place, picture};
use crate::app::{Action, Topic};
use crate::i18n::figures::fixed;
use crate::i18n::reasons::Context;
use crate::i18n::studies as say;
use crate::ui::element::html;
use crate::ui::env::{Env, Shown};
use crate::ui::field::section;
use crate::ui::studies::Fronted;

/// The fold; open, it asks the worker.
pub(super) fn front(env: &Env, shown: &Shown) -> Html {
    let words = say::words(env.lang);
    if shown.plan.topology.components.is_empty() {
        return Html::default();
    }
    let ontoggle = env.callback(|is_open| Action::Study(Topic::Front, is_open));
    section(false, "front", words.front, "", (shown.topics.contains(&Topic::Front), ontoggle), &|| match &shown
        .studied
        .front
    {
        Some(Some(fronted)) => View { env, shown, at: context(env.lang, shown), words, fronted }.all(),
        Some(None) => html! { <p class="verdict__small">{ words.front_none }</p> },
        None if shown.studied.is_over => html! { <p class="verdict__small">{ words.front_none }</p> },
        None => html! { <p class="verdict__small" role="status">{ words.front_looking }</p> },
    })
}

/// What the parts are told.
#[derive(Clone, Copy)]
struct View<'a> {
    env: &'a Env,
    shown: &'a Shown,
    at: Context<'a>,
    words: &'static say::Words,
    fronted: &'a Rc<Fronted>,
}

fn px(length: f64) -> String {
    fixed(length, 1.0)
}

fn percent(share: f64) -> String {
    format!("{}%", fixed(share, 2.0))
}

impl View<'_> {
    fn all(self) -> Html {
        let front = &self.fronted.front;
        let proof = if self.shown.studied.is_front_final || self.shown.studied.is_over {
            say::front_proof(self.env.lang, front)
        } else {
            self.words.refining.to_owned()
        };
        html! {
            <div class="front" data-front={self.shown.studied.is_front_final.then_some("")}>
                <p class="verdict__small">{ self.words.front_how }</p>
                { self.drawing() }
                { self.slider() }
                { self.chosen() }
                <p class="verdict__small">{ proof }</p>
                { self.table() }
            </div>
        }
    }

    /// The stop that is looked at; else the one where the plan or its recommendation stands.
    fn here(self) -> usize {
        let stops = &self.fronted.front.stops;
        let looked_at = self.looked_at();
        let met = || stops.iter().position(|stop| stop.at.strain <= 1.0 + 1e-9);
        looked_at.or_else(met).unwrap_or_else(|| stops.len().saturating_sub(1))
    }

    fn looked_at(self) -> Option<usize> {
        let preview = self.shown.preview.as_ref()?;
        self.fronted.edits.iter().position(|edit| edit.as_ref().is_some_and(|edit| Rc::ptr_eq(edit, preview)))
    }

    fn look(self, at: usize) -> Action {
        Action::Preview(self.fronted.edits.get(at).cloned().flatten())
    }

    fn drawing(self) -> Html {
        let front = &self.fronted.front;
        let targets = self.shown.report.journeys.iter().map(|journey| journey.target_u);
        let first = self.shown.report.journeys.first().map(|journey| journey.target_u);
        let target_u = first.filter(|first| targets.clone().all(|target| target.to_bits() == first.to_bits()));
        let currency = &self.shown.plan.goal.currency;
        let shape = picture(front, target_u, currency, &|mark| say::downtime_of(self.at, mark));
        let sentence = say::front_sentence(self.at, front);
        html! {
            <>
                <div class="front__frame" role="img" aria-label={format!("{}: {sentence}", self.words.front)}>
                    { downtimes(&shape) }
                    <svg class="front__drawing" height={px(HEIGHT_PX)} aria-hidden="true">
                        { grid(&shape) }
                        <line class="front__target" x1="0%" x2="100%" y1={px(shape.target_px)} y2={px(shape.target_px)} />
                        <text class="front__word front__word--target" x="99%" y={px(shape.target_px - 5.0)} text-anchor="end">{ self.words.target }</text>
                        { for shape.steps.iter().map(|(from, to)| line("front__step", *from, *to)) }
                        { for shape.labels.iter().map(label) }
                        { self.marks(&shape) }
                    </svg>
                </div>
                <p class="front__legend verdict__small" aria-hidden="true">
                    <span><span class="front__glyph">{ "◆" }</span>{ self.words.now }</span>
                    <span><span class="front__glyph front__glyph--best">{ "★" }</span>{ self.words.recommended }</span>
                    <span>{ say::costs_axis(self.at) }</span>
                </p>
            </>
        }
    }

    fn marks(self, shape: &Picture) -> Html {
        let looked_at = self.looked_at();
        let stop = |(at, (x, y)): (usize, &Place)| {
            let onclick = self.env.click(self.look(at));
            let class = if looked_at == Some(at) { "front__stop is-here" } else { "front__stop" };
            let words = self.stop_words(at);
            html! {
                <g {class} data-stop={at.to_string()} {onclick}>
                    <title>{ words }</title>
                    <circle class="front__hit" cx={percent(*x)} cy={px(*y)} r="12" />
                    <circle class="front__dot" cx={percent(*x)} cy={px(*y)} r="4" />
                </g>
            }
        };
        let glyph = |class: &'static str, glyph: &'static str, (x, y): Place| {
            html! { <text {class} x={percent(x)} y={px(y)} dy="0.35em" text-anchor="middle">{ glyph }</text> }
        };
        html! {
            <>
                { for shape.stops.iter().enumerate().map(stop) }
                { glyph("front__mark", "◆", shape.now) }
                if let Some(place) = shape.recommended { { glyph("front__mark front__mark--best", "★", place) } }
            </>
        }
    }

    /// A stop with all that it changes, in one line.
    fn stop_words(self, at: usize) -> String {
        let mark = self.fronted.front.stops.get(at).map_or_else(String::new, |stop| say::mark(self.at, &stop.at));
        format!("{mark}{}{}", self.env.lang.pick(": ", "："), self.changes(at).join(self.env.lang.pick("; ", "；")))
    }

    fn changes(self, at: usize) -> Vec<String> {
        let changes = self.fronted.changes.get(at).map_or(&[][..], Vec::as_slice);
        if changes.is_empty() {
            return vec![self.words.as_it_is.to_owned()];
        }
        changes.iter().map(|change| say::change(self.at, change)).collect()
    }

    fn slider(self) -> Html {
        let (here, last) = (self.here(), self.fronted.front.stops.len().saturating_sub(1));
        let (env, fronted) = (self.env.clone(), Rc::clone(self.fronted));
        let oninput = Callback::from(move |event: InputEvent| {
            let at: Option<usize> = event.target_unchecked_into::<HtmlInputElement>().value().parse().ok();
            if let Some(at) = at {
                env.send(Action::Preview(fronted.edits.get(at).cloned().flatten()));
            }
        });
        html! {
            <div class="slider front__slider">
                <input type="range" min="0" max={last.to_string()} step="1" value={here.to_string()}
                    aria-label={self.words.along} aria-valuetext={self.stop_words(here)} data-along="" {oninput} />
            </div>
        }
    }

    /// What is looked at.
    fn chosen(self) -> Html {
        let Some(at) = self.looked_at() else { return Html::default() };
        let mark = self.fronted.front.stops.get(at).map_or_else(String::new, |stop| say::mark(self.at, &stop.at));
        html! {
            <div class="front__chosen" data-chosen={at.to_string()}>
                <p><strong>{ mark }</strong></p>
                <ul class="verdict__reasons">{ for self.changes(at).into_iter().map(|change| html! { <li>{ change }</li> }) }</ul>
            </div>
        }
    }

    fn table(self) -> Html {
        let row = |(at, stop): (usize, &crate::engine::front::Stop)| {
            let onclick = self.env.click(self.look(at));
            html! {
                <tr key={at.to_string()}>
                    <th scope="row">
                        <button type="button" class="verdict__name" {onclick}>{ self.at.per_month(stop.at.cost_per_month) }</button>
                    </th>
                    <td class="figure">{ say::downtime_of(self.at, &stop.at) }</td>
                    <td>{ self.changes(at).join(self.env.lang.pick("; ", "；")) }</td>
                </tr>
            }
        };
        html! {
            <details class="chart__twin">
                <summary>{ self.words.table }</summary>
                <table>
                    <thead><tr>{ for self.words.columns.iter().map(|heading| html! { <th scope="col">{ *heading }</th> }) }</tr></thead>
                    <tbody>{ for self.fronted.front.stops.iter().enumerate().map(row) }</tbody>
                </table>
            </details>
        }
    }
}

fn line(class: &'static str, (x1, y1): Place, (x2, y2): Place) -> Html {
    html! { <line {class} x1={percent(x1)} y1={px(y1)} x2={percent(x2)} y2={px(y2)} /> }
}

fn label(label: &Label) -> Html {
    let (x, y) = label.at;
    let anchor = if label.ends { "end" } else { "start" };
    html! { <text class="front__word" x={percent(x)} y={px(y)} text-anchor={anchor}>{ label.text.clone() }</text> }
}

/// The labels of the downtime, beside the drawing.
fn downtimes(shape: &Picture) -> Html {
    let tick = |(y, text): &(f64, String)| {
        html! { <text class="front__tick" x="100%" y={px(*y)} dy="0.35em" text-anchor="end">{ text.clone() }</text> }
    };
    html! { <svg class="front__downtimes" height={px(HEIGHT_PX)} aria-hidden="true">{ for shape.downtimes.iter().map(tick) }</svg> }
}

fn grid(shape: &Picture) -> Html {
    let cost = |(x, text): &(f64, String)| {
        let anchor = match *x {
            x if x < 12.0 => "start",
            x if x > 88.0 => "end",
            _ => "middle",
        };
        html! { <text class="front__tick" x={percent(*x)} y={px(COSTS_PX)} text-anchor={anchor}>{ text.clone() }</text> }
    };
    html! {
        <>
            { for shape.downtimes.iter().map(|(y, _)| line("front__grid", (0.0, *y), (100.0, *y))) }
            { for shape.costs.iter().map(cost) }
        </>
    }
}
