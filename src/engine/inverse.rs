//! The question turned round: at which value of one input does the worst journey meet its target, all else the same?
//! Where it meets it already: up to which value?
//!
//! An input need not act in one direction only (faster polls find faults sooner and make more false takeovers), so each is
//! moved both ways in growing steps until the answer changes; then the step is halved until three digits are sure. Every
//! trial is a whole analysis, so this is the worker's.

use std::rc::Rc;

use super::cache::Cache;
use super::structure::Graph;
use super::targets;
use super::weigh::{Input, Scale, Turn, turns};
use crate::model::param::ParamUnit;
use crate::model::{Component, ComponentId, Fault, Goal, Item, Param, Topology, limits};

/// One input, and where the target is just met.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// Which input.
    pub input: Input,
    /// What it is.
    pub from: f64,
    /// The target is met as it is.
    pub is_met: bool,
    /// The nearest value, by ratio, at which the target is met, or still met; none where no value changes that.
    pub to: Option<f64>,
    /// The least unavailability of the worst journey at any value that was tried.
    pub best_u: f64,
    /// The value that it was found at.
    pub best_at: f64,
}

/// Steps away from the value, by ratio; the ends of the accepted range come after them.
const STEPS: [f64; 10] = [1.1, 1.25, 1.6, 2.5, 4.0, 8.0, 20.0, 60.0, 250.0, 1000.0];
/// Two values this close, by ratio, are one to three digits.
const CLOSE: f64 = 5e-4;
/// Most halvings of one step.
const HALVINGS: usize = 40;

/// Every input of a component by itself, in the order of the table. Empty where the plan has no journey.
pub fn reaches(topology: &Topology, goal: &Goal, component: ComponentId, cache: &mut Cache) -> Vec<Reach> {
    let mut scale = Scale { goal, cache };
    let Some(worst) = scale.worst(topology) else { return Vec::new() };
    let Some(target_u) = targets(&Graph::new(topology, goal), goal).get(worst).copied() else { return Vec::new() };
    let mut trial = Trial { topology, scale, worst, target_u };
    inputs(topology, component).iter().filter_map(|turn| trial.reach(turn)).collect()
}

/// The component with an input at a value; none where it has no such input.
pub fn with(topology: &Topology, component: ComponentId, input: Input, value: f64) -> Option<Rc<Component>> {
    let turn = Turn { item: Item::Component(component), input, low: value, high: value, is_span: false };
    turn.on(topology, value)?.components.get(&component).map(Rc::clone)
}

/// What may be asked about: the times of the laws, and everything that is turned to weigh it. A published availability is
/// asked about as such.
fn inputs(topology: &Topology, id: ComponentId) -> Vec<Turn> {
    let is_published =
        topology.components.get(&id).is_some_and(|component| matches!(component.fault, Fault::Published { .. }));
    let mut all = turns(topology, Item::Component(id));
    for turn in &mut all {
        if is_published && turn.input == Input::FaultTime {
            turn.input = Input::Param(Param::FaultUnavailability);
        }
    }
    all.retain(|turn| turn.input.like().row().unit != ParamUnit::Count);
    all
}

/// The plan on which inputs are moved.
struct Trial<'a> {
    topology: &'a Topology,
    scale: Scale<'a>,
    worst: usize,
    target_u: f64,
}

impl Trial<'_> {
    /// Unavailability of the worst journey with an input at a value.
    fn u(&mut self, turn: &Turn, value: f64) -> Option<f64> {
        self.scale.journeys_u(&turn.on(self.topology, value)?).get(self.worst).copied()
    }

    fn is_met(&self, u: f64) -> bool {
        u <= self.target_u * (1.0 + 1e-12)
    }

    fn reach(&mut self, turn: &Turn) -> Option<Reach> {
        let from = turn.value(self.topology).filter(|value| value.is_finite())?;
        let now_u = self.scale.journeys_u(self.topology).get(self.worst).copied()?;
        let mut reach =
            Reach { input: turn.input, from, is_met: self.is_met(now_u), to: None, best_u: now_u, best_at: from };
        let mut nearest = f64::INFINITY;
        for up in [false, true] {
            let mut near = from;
            for far in steps(turn.input, from, up) {
                let Some(u) = self.u(turn, far) else { break };
                if u < reach.best_u {
                    (reach.best_u, reach.best_at) = (u, far);
                }
                if self.is_met(u) != reach.is_met {
                    let to = self.halved(turn, near, far, reach.is_met);
                    let distance = distance(turn.input, from, to);
                    if distance < nearest {
                        (nearest, reach.to) = (distance, Some(to));
                    }
                    break;
                }
                near = far;
            }
        }
        Some(reach)
    }

    /// Between two values, of which one meets the target and the other does not, the last one that meets it.
    fn halved(&mut self, turn: &Turn, near: f64, far: f64, near_is_met: bool) -> f64 {
        let (mut met, mut missed) = if near_is_met { (near, far) } else { (far, near) };
        for _ in 0..HALVINGS {
            let (a, b) = (place(turn.input, met), place(turn.input, missed));
            if (a - b).abs() <= CLOSE * a.abs().min(b.abs()) {
                break;
            }
            let middle = if a > 0.0 && b > 0.0 { (a * b).sqrt() } else { (a + b) / 2.0 };
            let value = place(turn.input, middle);
            let Some(u) = self.u(turn, value) else { break };
            if self.is_met(u) {
                met = value;
            } else {
                missed = value;
            }
        }
        met
    }
}

/// Where a value stands on the axis on which it is moved by ratio: a chance to work, by what is missing from 1. The same
/// way leads back.
fn place(input: Input, value: f64) -> f64 {
    if input == Input::Param(Param::Coverage) { 1.0 - value } else { value }
}

/// How far apart two values are, as the logarithm of their ratio.
fn distance(input: Input, from: f64, to: f64) -> f64 {
    let log = |value: f64| libm::log(place(input, value).max(f64::MIN_POSITIVE));
    (log(to) - log(from)).abs()
}

/// Values to try, away from `from`.
fn steps(input: Input, from: f64, up: bool) -> Vec<f64> {
    let row = input.like().row();
    let (one, other) = (place(input, row.min), place(input, row.max));
    let (min, max) = (one.min(other), one.max(other));
    let here = place(input, from);
    let mut steps: Vec<f64> = if here > 0.0 {
        let by_ratio = |ratio: &f64| if up { here * ratio } else { here / ratio };
        STEPS.iter().map(by_ratio).chain([if up { max } else { min }]).collect()
    } else {
        vec![place(input, row.slider_min), place(input, row.slider_max), max]
    };
    steps.iter_mut().for_each(|step| *step = limits::clamped(*step, min, max));
    let is_beyond = |step: &f64| if up { *step > here } else { *step < here };
    steps.retain(is_beyond);
    steps.dedup();
    steps.into_iter().map(|step| place(input, step)).collect()
}
