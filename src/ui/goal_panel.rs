//! The goal: what the system must achieve, and what its users do.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::Action;
use crate::app::tune::{GoalKnob, Knob, Subject};
use crate::i18n::figures::{availability, downtime};
use crate::i18n::panel::{PanelWords, names};
use crate::i18n::wishes;
use crate::model::{
    ComponentId, Edit, Goal, Journey, JourneyId, Kind, LoadUnit, Mode, Skill, Topology, Window, limits,
};
use crate::ui::element::html;
use crate::ui::env::{Env, Shown, use_env};
use crate::ui::field::{Choice, Label, Number, TextProps, fact, icon, lead, select_field, small_button, text_field};
use crate::ui::scale::growth;

/// The targets that people say: 99 … 99.999 %.
const TARGETS: [f64; 6] = [1e-2, 5e-3, 1e-3, 5e-4, 1e-4, 1e-5];

/// What the goal panel is told.
#[derive(Properties)]
pub struct GoalPanelProps {
    /// The plan as shown and what follows from it.
    pub shown: Shown,
}

impl PartialEq for GoalPanelProps {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (&self.shown.plan, &other.shown.plan);
        Rc::ptr_eq(&a.goal, &b.goal) && Rc::ptr_eq(&a.topology, &b.topology)
    }
}

fn put(goal: Goal) -> Action {
    Action::Edit(Edit::PutGoal(Rc::new(goal)))
}

fn number(goal: &Rc<Goal>, knob: Knob, slider: bool) -> Html {
    let subject = Subject::Goal(Rc::clone(goal));
    Number { subject: &subject, seen: &subject, goal, mode: Mode::Single }.view(knob, slider, false)
}

/// The same target to a person.
fn is_target(goal: &Goal, u: f64) -> bool {
    (goal.target_u - u).abs() <= u * 1e-6
}

/// Target and window, times, load, limits, journeys.
#[component]
pub fn GoalPanel(props: &GoalPanelProps) -> Html {
    let env = use_env();
    let words = PanelWords::of(env.lang);
    let goal = &props.shown.plan.goal;
    let group = |title: &'static str, fields: Html| {
        html! { <div class="goal__group"><h3 class="section__title">{ title }</h3>{ fields }</div> }
    };
    let times =
        [GoalKnob::Rto, GoalKnob::Rpo].into_iter().map(|knob| number(goal, Knob::Goal(knob), false)).collect::<Html>();
    html! {
        <section class="goal" aria-label={words.goal}>
            { group(words.goal_availability, target(&env, goal)) }
            { group(words.goal_recovery, times) }
            { group(words.goal_load, html! { <>{ load(&env, goal) }{ growth(&env, &props.shown.plan) }</> }) }
            { group(words.goal_limits, limits_of(&env, goal)) }
            { group(words.journeys, journeys(&env, goal, &props.shown.plan.topology)) }
        </section>
    }
}

fn target(env: &Env, goal: &Rc<Goal>) -> Html {
    let words = PanelWords::of(env.lang);
    let chip = |u: f64| {
        let onclick = env.callback({
            let goal = Rc::clone(goal);
            move |_: MouseEvent| put(Goal { target_u: u, ..(*goal).clone() })
        });
        html! {
            <button type="button" class="button button--small chip" key={u.to_string()} aria-pressed={is_target(goal, u).to_string()} {onclick}>
                { availability(u) }
            </button>
        }
    };
    let windows = Window::ALL
        .into_iter()
        .map(|window| Choice::new(window.slug(), names::window(env.lang, window)))
        .collect::<Vec<_>>();
    let choose = env.callback({
        let goal = Rc::clone(goal);
        move |slug: String| {
            let window = Window::ALL.into_iter().find(|window| window.slug() == slug).unwrap_or(goal.window);
            put(Goal { window, ..(*goal).clone() })
        }
    });
    html! {
        <>
            <div class="chips" role="group" aria-label={words.target.label}>{ for TARGETS.into_iter().map(chip) }</div>
            { number(goal, Knob::Goal(GoalKnob::Target), false) }
            { select_field(Label::seen("window-field", words.window), &windows, goal.window.slug(), choose) }
            { fact(allowed(env.lang, goal)) }
        </>
    }
}

/// The downtime that the target allows, in its window and in a year.
fn allowed(lang: crate::i18n::Lang, goal: &Goal) -> String {
    let words = PanelWords::of(lang);
    let per_year = downtime(lang, goal.target_u, Window::Year);
    if goal.window == Window::Year {
        return (words.allows)(&per_year);
    }
    (words.allows)(&format!("{} · {per_year}", downtime(lang, goal.target_u, goal.window)))
}

fn load(env: &Env, goal: &Rc<Goal>) -> Html {
    let words = PanelWords::of(env.lang);
    let units = LoadUnit::ALL
        .into_iter()
        .map(|unit| Choice::new(unit.slug(), names::load_unit(env.lang, unit)))
        .collect::<Vec<_>>();
    let choose = env.callback({
        let goal = Rc::clone(goal);
        move |slug: String| {
            let load_unit = LoadUnit::ALL.into_iter().find(|unit| unit.slug() == slug).unwrap_or(goal.load_unit);
            put(Goal { load_unit, ..(*goal).clone() })
        }
    });
    html! {
        <>
            { number(goal, Knob::Goal(GoalKnob::PeakLoad), true) }
            { select_field(Label::seen("load-unit-field", words.load_unit), &units, goal.load_unit.slug(), choose) }
            { number(goal, Knob::Goal(GoalKnob::Growth), true) }
            { number(goal, Knob::Goal(GoalKnob::Headroom), true) }
        </>
    }
}

fn limits_of(env: &Env, goal: &Rc<Goal>) -> Html {
    let words = PanelWords::of(env.lang);
    let skills = Skill::ALL
        .into_iter()
        .map(|skill| Choice::new(skill.slug(), wishes::team(env.lang, skill)))
        .collect::<Vec<_>>();
    let choose = env.callback({
        let goal = Rc::clone(goal);
        move |slug: String| put(Goal { skill: Skill::from_slug(&slug).unwrap_or(goal.skill), ..(*goal).clone() })
    });
    let currency = env.callback({
        let goal = Rc::clone(goal);
        move |currency| put(Goal { currency, ..(*goal).clone() })
    });
    html! {
        <>
            { number(goal, Knob::Goal(GoalKnob::Budget), false) }
            { number(goal, Knob::Goal(GoalKnob::Latency), false) }
            { select_field(Label::seen("skill-field", wishes::words(env.lang).skill), &skills, goal.skill.slug(), choose) }
            { number(goal, Knob::Goal(GoalKnob::Sites), false) }
            { number(goal, Knob::Goal(GoalKnob::Endpoints), false) }
            { number(goal, Knob::Goal(GoalKnob::BetweenSites), false) }
            { text_field(TextProps {
                id: "currency-field".into(),
                label: words.currency.into(),
                value: goal.currency.clone().into(),
                max_chars: limits::CURRENCY_CHARS,
                is_long: false,
                hide_label: false,
                placeholder: "".into(),
                complaint: None,
                onchange: currency,
            }) }
        </>
    }
}

/// The components that a journey may enter at.
fn entries(topology: &Topology, unnamed: &str) -> Vec<Choice> {
    let text = |name: &str| if name.is_empty() { unnamed.to_owned() } else { name.to_owned() };
    topology
        .components
        .values()
        .map(|component| Choice::new(component.id.0.to_string(), text(&component.name)))
        .collect()
}

/// Where a new journey enters: where people do, else at the first component.
fn usual_entry(topology: &Topology) -> Option<ComponentId> {
    let people = topology.components.values().find(|component| component.kind == Kind::Users);
    people.or_else(|| topology.components.values().next()).map(|component| component.id)
}

/// The goal with one journey more; none without a component to enter at, or when there are enough.
fn with_journey(goal: &Goal, topology: &Topology, name: fn(u32) -> String) -> Option<Goal> {
    if goal.journeys.len() >= limits::JOURNEYS {
        return None;
    }
    let id = goal.journeys.iter().map(|journey| journey.id.0).max().unwrap_or(0).saturating_add(1);
    let journey = Journey::new(JourneyId(id), name(id), usual_entry(topology)?);
    let mut next = goal.clone();
    next.journeys.push(journey);
    Some(next)
}

fn changed(goal: &Goal, id: JourneyId, change: impl FnOnce(&mut Journey)) -> Goal {
    let mut next = goal.clone();
    if let Some(journey) = next.journeys.iter_mut().find(|journey| journey.id == id) {
        change(journey);
    }
    next
}

fn journeys(env: &Env, goal: &Rc<Goal>, topology: &Topology) -> Html {
    let words = PanelWords::of(env.lang);
    let choices = entries(topology, words.unnamed);
    let row = |journey: &Journey| {
        let id = journey.id;
        let rename = env.callback({
            let goal = Rc::clone(goal);
            move |name: String| put(changed(&goal, id, |journey| journey.name = name))
        });
        let enter = env.callback({
            let goal = Rc::clone(goal);
            move |value: String| {
                put(changed(&goal, id, |journey| {
                    journey.entry = value.parse().map_or(journey.entry, ComponentId);
                }))
            }
        });
        let remove = env.callback({
            let goal = Rc::clone(goal);
            move |_: MouseEvent| {
                let mut next = (*goal).clone();
                next.journeys.retain(|journey| journey.id != id);
                put(next)
            }
        });
        html! {
            <li class="journey" key={id.0}>
                <div class="journey__head">
                    { text_field(TextProps {
                        id: format!("journey-{}", id.0).into(),
                        label: words.journey_name.into(),
                        value: journey.name.clone().into(),
                        max_chars: limits::NAME_CHARS,
                        is_long: false,
                        hide_label: true,
                        placeholder: "".into(),
                        complaint: None,
                        onchange: rename,
                    }) }
                    { small_button("trash", &(words.remove_journey)(&journey.name), remove) }
                </div>
                { select_field(Label::seen(&format!("journey-entry-{}", id.0), words.journey_entry), &choices,
                    &journey.entry.0.to_string(), enter) }
                { number(goal, Knob::Goal(GoalKnob::JourneyTarget(id)), false) }
                if goal.journeys.len() > 1 { { number(goal, Knob::Goal(GoalKnob::JourneyWeight(id)), false) } }
            </li>
        }
    };
    let more = with_journey(goal, topology, words.journey_default);
    let can_add = more.is_some();
    let add = {
        let env = env.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(goal) = more.clone() {
                env.send(put(goal));
            }
        })
    };
    html! {
        <>
            if goal.journeys.is_empty() { { lead(words.no_journeys) } }
            <ul class="journeys" role="list">{ for goal.journeys.iter().map(row) }</ul>
            <button type="button" class="button button--small" disabled={!can_add} onclick={add}>{ icon("plus") }{ words.add_journey }</button>
        </>
    }
}
