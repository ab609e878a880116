//! Plan A beside the plan on the board: their figures in two columns, and what differs. A is analysed once and kept.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::{Action, State};
use crate::engine::report::{JourneyReport, Report, Standing};
use crate::engine::{Budget, Cache, analyse};
use crate::i18n::Lang;
use crate::i18n::compare as say;
use crate::i18n::figures::{downtime, duration, money, number};
use crate::i18n::verdict as verdict_words;
use crate::model::diff::{Change, diff};
use crate::model::{Fault, Plan, Window};
use crate::ui::element::html;
use crate::ui::env::{Env, Shown, use_env};
use crate::ui::hooks::use_mut_ref;

/// Differences that are listed.
const LISTED: usize = 12;

/// What the comparison is told.
#[derive(Clone, PartialEq, Properties)]
pub struct CompareProps {
    /// What follows from the plan on the board.
    pub shown: Shown,
    /// Plan A.
    pub compared: Option<Same>,
}

/// A plan that is the same when the pointers are.
#[derive(Clone)]
pub struct Same(pub Rc<Plan>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The report of A, and which A that is.
type Known = Option<(Rc<Plan>, Rc<Report>)>;

/// A and B side by side; nothing while there is no A.
#[component]
pub fn Compare(props: &CompareProps) -> Html {
    let env = use_env();
    let known = use_mut_ref(|| Known::None);
    let Some(Same(a)) = &props.compared else { return Html::default() };
    let mut known = known.borrow_mut();
    let report = match &*known {
        Some((plan, report)) if Rc::ptr_eq(plan, a) => Rc::clone(report),
        Some(_) | None => {
            let report = Rc::new(analyse(&a.topology, &a.goal, Budget::FRAME, &mut Cache::new()));
            *known = Some((Rc::clone(a), Rc::clone(&report)));
            report
        }
    };
    let sides = Sides { lang: env.lang, a, of_a: &report, b: &props.shown.plan, of_b: &props.shown.report };
    let words = say::words(env.lang);
    let button = |action: Action, text: &'static str| {
        html! { <button type="button" class="button button--small" onclick={env.click(action)}>{ text }</button> }
    };
    html! {
        <details class="versus" data-versus="">
            <summary class="versus__head">{ for sides.summary() }</summary>
            <div class="versus__body">
                { sides.table() }
                <p class="versus__title">{ words.differs }</p>
                { sides.differences() }
                <div class="versus__tools">
                    { button(Action::BackToA, words.back) }
                    { button(Action::SwapWithA, words.swap) }
                    { button(Action::Compare(true), words.keep_again) }
                    { button(Action::Compare(false), words.forget) }
                </div>
            </div>
        </details>
    }
}

/// The offer to keep the plan as A; nothing once there is one, or nothing on the board.
pub fn offer(env: &Env, state: &State) -> Html {
    let words = say::words(env.lang);
    if state.compared.is_some() || state.plan.topology.components.is_empty() {
        return Html::default();
    }
    html! {
        <div class="versus__offer" data-versus-offer="">
            <button type="button" class="button button--small" onclick={env.click(Action::Compare(true))}>{ words.keep }</button>
            <span class="verdict__small">{ words.lead }</span>
        </div>
    }
}

/// Both plans with what follows from them.
#[derive(Clone, Copy)]
struct Sides<'a> {
    lang: Lang,
    a: &'a Plan,
    of_a: &'a Report,
    b: &'a Plan,
    of_b: &'a Report,
}

impl Sides<'_> {
    /// One line: A's downtime and cost, and B's.
    fn summary(self) -> [Html; 2] {
        let side = |name: &'static str, plan: &Plan, report: &Report| {
            let worst = report.worst();
            let figure = worst.map_or_else(String::new, |worst| verdict_words::answer(self.lang, worst.u));
            let cost = self.cost(plan, report);
            html! {
                <span class="versus__side"><strong>{ name }</strong>{ mark(worst) }{ figure }{ " · " }{ cost }</span>
            }
        };
        [side("A", self.a, self.of_a), side("B", self.b, self.of_b)]
    }

    fn cost(self, plan: &Plan, report: &Report) -> String {
        format!("{}{}", money(&plan.goal.currency, report.cost_per_month), self.lang.pick("/month", "/月"))
    }

    fn table(self) -> Html {
        let words = say::words(self.lang);
        let mut rows: Vec<Html> = self.of_b.journeys.iter().map(|journey| self.journey(journey)).collect();
        let row = |name: &'static str, figure: fn(Self, &Plan, &Report) -> String| {
            let [a, b] = [(self.a, self.of_a), (self.b, self.of_b)].map(|(plan, report)| figure(self, plan, report));
            html! { <tr key={name}><th scope="row">{ name }</th><td>{ a }</td><td>{ b }</td></tr> }
        };
        rows.extend([
            row(words.cost, Self::cost),
            row(words.rto, Self::rto),
            row(words.rpo, Self::rpo),
            row(words.latency, Self::latency),
        ]);
        html! {
            <table class="versus__table">
                <thead>
                    <tr>
                        <th scope="col"><span class="visually-hidden">{ words.figure }</span></th>
                        <th scope="col">{ "A" }</th><th scope="col">{ words.now }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        }
    }

    /// A journey's downtime in both, and whether its target is met.
    fn journey(self, b: &JourneyReport) -> Html {
        let a = self.of_a.journeys.iter().find(|journey| journey.journey == b.journey);
        let cell = |journey: Option<&JourneyReport>| match journey {
            Some(found) => {
                let standing = verdict_words::standing(self.lang, found);
                html! { <td title={standing.clone()}>{ mark(Some(found)) }{ downtime(self.lang, found.u.high, Window::Year) }<span class="visually-hidden">{ standing }</span></td> }
            }
            None => html! { <td>{ "–" }</td> },
        };
        html! {
            <tr key={b.journey.map_or_else(|| "whole".to_owned(), |id| id.0.to_string())}>
                <th scope="row">{ verdict_words::journey_name(self.lang, self.b, b) }</th>
                { cell(a) }{ cell(Some(b)) }
            </tr>
        }
    }

    /// The slowest of what can fail.
    fn rto(self, plan: &Plan, report: &Report) -> String {
        let can_fail = plan.topology.components.values().filter(|component| component.fault != Fault::Never);
        let times = can_fail.filter_map(|component| report.components.get(&component.id));
        let slowest = times.map(|found| found.figures.rto_h.p95_h).reduce(f64::max);
        slowest.map_or_else(|| "–".to_owned(), |hours| duration(self.lang, hours))
    }

    fn rpo(self, _: &Plan, report: &Report) -> String {
        let most = report.components.values().filter_map(|found| found.figures.rpo_h).reduce(f64::max);
        most.map_or_else(|| "–".to_owned(), |hours| duration(self.lang, hours))
    }

    fn latency(self, _: &Plan, report: &Report) -> String {
        let most = report.components.values().map(|found| found.figures.write_latency_ms).fold(0.0, f64::max);
        format!("{} {}", number(most, 3), self.lang.pick("ms", "毫秒"))
    }

    fn differences(self) -> Html {
        let words = say::words(self.lang);
        let found = diff(self.a, self.b);
        if found.is_empty() {
            return html! { <p class="verdict__small">{ words.same }</p> };
        }
        let row = |(index, change): (usize, &Change)| {
            html! { <li key={index}>{ say::change(self.lang, (self.a, self.b), change) }</li> }
        };
        html! {
            <ul class="versus__list" role="list">
                { for found.iter().take(LISTED).enumerate().map(row) }
                if found.len() > LISTED { <li class="verdict__small">{ say::more(self.lang, found.len() - LISTED) }</li> }
            </ul>
        }
    }
}

/// The glyph of how a journey stands.
fn mark(journey: Option<&JourneyReport>) -> Html {
    let Some(standing) = journey.map(JourneyReport::standing) else { return Html::default() };
    let class = match standing {
        Standing::Met => "versus__mark tone-ok",
        Standing::Missed => "versus__mark tone-fail",
        Standing::Unknown => "versus__mark tone-unknown",
    };
    html! { <span {class} aria-hidden="true">{ verdict_words::glyph(standing) }</span> }
}
