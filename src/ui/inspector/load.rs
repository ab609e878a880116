//! Load and capacity, cost, and the age of the units.

use std::rc::Rc;

use yew::prelude::*;

use super::component::PartProps;
use crate::app::tune::{Knob, Subject};
use crate::engine::lifetime::Unit;
use crate::i18n::Lang;
use crate::i18n::figures::{money, number as figure, percent};
use crate::i18n::input::{Quantity, Terms, show};
use crate::i18n::panel::PanelWords;
use crate::model::{Component, Goal, Param};
use crate::ui::env::use_env;
use crate::ui::field::NumberField;

/// The horizon of the risk ahead, in h.
const MONTH_H: f64 = 720.0;

fn number(props: &PartProps, param: Param) -> Html {
    let seen = Subject::Component(Rc::clone(&props.now));
    let knob = Knob::Param(param);
    html! {
        <NumberField key={param.row().slug} subject={Subject::Component(Rc::clone(&props.component))} {knob} value={seen.read(knob)}
            range={seen.range(knob)} goal={Rc::clone(&props.shown.plan.goal)} mode={props.now.strategy.mode()} />
    }
}

#[component]
pub(super) fn LoadFields(props: &PartProps) -> Html {
    let env = use_env();
    html! {
        <>
            <div class="section__group">
                { number(props, Param::Capacity) }
                { number(props, Param::LoadShare) }
            </div>
            <p class="section__fact">{ load_line(env.lang, &props.now, &props.shown.plan.goal) }</p>
        </>
    }
}

/// The load in units, as a sum that can be followed.
fn load_line(lang: Lang, component: &Component, goal: &Goal) -> String {
    let words = PanelWords::of(lang);
    if goal.peak_load <= 0.0 {
        return words.no_load.to_owned();
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

#[component]
pub(super) fn CostFields(props: &PartProps) -> Html {
    let env = use_env();
    let words = PanelWords::of(env.lang);
    let cost = props.shown.report.components.get(&props.now.id).map(|report| report.figures.cost_per_month);
    html! {
        <>
            <div class="section__group">
                { number(props, Param::Price) }
                { number(props, Param::Extra) }
            </div>
            if let Some(cost) = cost {
                <p class="section__fact">{ (words.cost_line)(&money(&props.shown.plan.goal.currency, cost), props.now.units()) }</p>
            }
        </>
    }
}

#[component]
pub(super) fn AgeFields(props: &PartProps) -> Html {
    let env = use_env();
    let words = PanelWords::of(env.lang);
    let law = Unit::new(&props.now.fault, &props.now.recovery).fault;
    let risk = law.map_or(0.0, |law| law.risk_ahead(props.now.age_h, MONTH_H));
    html! {
        <>
            { number(props, Param::Age) }
            <p class="section__fact">{ (words.risk_line)(&percent(risk)) }</p>
        </>
    }
}
