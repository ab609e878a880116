//! Load and capacity, cost, what people do to it, and the age of the units.

use yew::prelude::*;

use super::component::Part;
use crate::engine::lifetime::Unit;
use crate::i18n::Lang;
use crate::i18n::figures::{frequency, money, number as figure, percent};
use crate::i18n::input::{Quantity, Terms, show};
use crate::i18n::panel::PanelWords;
use crate::model::{Component, Goal, Param, Window, limits};
use crate::ui::element::html;
use crate::ui::field::fact;

/// Weeks of a year.
const WEEKS_PER_YEAR: f64 = 8766.0 / 168.0;
/// The horizon of the risk ahead, in h.
const MONTH_H: f64 = 720.0;

/// The load that it takes.
pub(super) fn load_fields(part: Part<'_>) -> Html {
    html! {
        <>
            <div class="section__group">
                { part.number(Param::Capacity) }
                { part.number(Param::LoadShare) }
            </div>
            { fact(load_line(part.env.lang, part.now, &part.shown.plan.goal)) }
        </>
    }
}

/// The load in units, as a sum that can be followed.
fn load_line(lang: Lang, component: &Component, goal: &Goal) -> String {
    let words = PanelWords::of(lang);
    if goal.peak_load <= 0.0 {
        return words.no_load.to_owned();
    }
    if component.capacity >= limits::UNLIMITED_LOAD {
        return words.no_limit.to_owned();
    }
    let terms = Terms { lang, currency: &goal.currency, load_unit: goal.load_unit };
    let load = goal.peak_load * goal.growth * goal.headroom * component.load_share;
    let sum = format!(
        "{} × {} × {} × {} ÷ {} = {}",
        figure(goal.peak_load, 6),
        figure(goal.growth, 4),
        figure(goal.headroom, 4),
        percent(component.load_share),
        figure(component.capacity, 6),
        figure(load / component.capacity, 3),
    );
    (words.load_line)(&show(terms, Quantity::Load, load), &sum)
}

/// What it costs.
pub(super) fn cost_fields(part: Part<'_>) -> Html {
    let words = PanelWords::of(part.env.lang);
    let cost = part.shown.report.components.get(&part.now.id).map(|report| report.figures.cost_per_month);
    html! {
        <>
            <div class="section__group">
                { part.number(Param::Price) }
                { part.number(Param::Extra) }
            </div>
            if let Some(cost) = cost {
                { fact((words.cost_line)(&money(&part.shown.plan.goal.currency, cost), part.now.units())) }
            }
        </>
    }
}

/// How often people take it down; nothing where they don't.
pub(super) fn work_digest(lang: Lang, component: &Component) -> String {
    let work = &component.work;
    let per_year = work.deploys_per_week * work.bad_share * WEEKS_PER_YEAR + work.windows_per_year;
    if per_year > 0.0 { frequency(lang, per_year / Window::Year.hours()) } else { String::new() }
}

/// Changes and planned windows, which take the whole component down.
pub(super) fn work_fields(part: Part<'_>) -> Html {
    html! {
        <>
            <div class="section__group">
                { part.number(Param::Deploys) }
                { part.number(Param::BadChanges) }
                { part.number(Param::Undo) }
            </div>
            <div class="section__group">
                { part.number(Param::Windows) }
                { part.number(Param::WindowLength) }
            </div>
        </>
    }
}

/// How old its units are.
pub(super) fn age_fields(part: Part<'_>) -> Html {
    let words = PanelWords::of(part.env.lang);
    let law = Unit::new(&part.now.fault, &part.now.recovery).fault;
    let risk = law.map_or(0.0, |law| law.risk_ahead(part.now.age_h, MONTH_H));
    html! {
        <>
            { part.number(Param::Age) }
            { fact((words.risk_line)(&percent(risk))) }
        </>
    }
}
