//! WHAT follows from a plan: pure and total. No IO, no clock, no locale, no randomness but a seed, no words for the screen.
//!
//! The one door is `analyse`.

pub mod report;

pub mod numeric;

pub mod lifetime;

pub mod renewal;

pub mod markov;

pub mod course;

pub mod group;

mod arrange;

pub mod bdd;

pub mod circle;

pub mod delay;

pub mod structure;

mod failing;

mod expand;

mod seen;

pub mod views;

pub mod diagrams;

pub mod tree;

pub mod zones;

pub mod longer;

pub mod placement;

pub mod prepared;

pub mod causes;

pub mod importance;

pub mod cut_sets;

pub mod cache;

pub mod diagnose;

pub mod durability;

pub mod mission;

pub mod what_if;

pub mod menu;

pub mod optimise;

pub mod recommend;

pub mod flip;

pub mod front;

pub mod inverse;

pub mod scale;

pub mod weigh;

pub mod spreadsheet;

pub mod lint;

pub mod timers;
pub mod win;

use std::rc::Rc;

pub use cache::Cache;
pub use causes::{Breaks, breaks};
pub use placement::{Placed, Setting};
pub use report::Report;
pub use what_if::what_if;

use self::lifetime::Unit;
use self::prepared::{Chances, Evaluation, Prepared, Shares};
use self::report::{ComponentReport, JourneyReport, UnitFigures, ZoneReport};
use self::structure::Graph;
use crate::model::ordered::Map;
use crate::model::{Component, Goal, Topology, limits};

/// How far ahead the risk of a unit is told, in h (30 days).
pub const RISK_AHEAD_H: f64 = 720.0;

/// How much work an analysis may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Nodes that one diagram may make; when they are spent the report has bounds.
    pub bdd_nodes: usize,
}

impl Budget {
    /// What fits a frame.
    pub const FRAME: Self = Self { bdd_nodes: limits::BDD_NODES_FRAME };
    /// What the worker may do.
    pub const WORKER: Self = Self { bdd_nodes: limits::BDD_NODES_WORKER };
}

/// All that follows from a topology and a goal. Total: any plan gives a report without a NaN.
///
/// `cache` makes the next analysis of a similar plan cheap and changes no bit of the answer.
pub fn analyse(topology: &Topology, goal: &Goal, budget: Budget, cache: &mut Cache) -> Report {
    let graph = Graph::new(topology, goal);
    let laws = zones::laws(topology);
    let setting = Setting { topology, goal, laws: &laws };
    let (placed, prepared) = prepare(&graph, &setting, budget, cache);
    let chances = Chances { placed: &placed, laws: &laws, topology };
    let evaluation = prepared.evaluate(&chances, graph.journeys.len());

    let mut journeys = journeys(&graph, goal, &evaluation);
    let worst = (0..journeys.len()).max_by(|a, b| strain(&journeys, *a).total_cmp(&strain(&journeys, *b)));
    if let Some((worst, journey)) = worst.and_then(|worst| Some((worst, journeys.get_mut(worst)?))) {
        journey.outages_per_h = prepared.outages_per_h(&chances, worst);
    }
    let shares = worst.map_or_else(Shares::default, |worst| prepared.shares(&chances, worst));

    let mut components = Map::new();
    for (at, (component, placed)) in topology.components.values().zip(&placed).enumerate() {
        let report = ComponentReport {
            unit: unit_figures(component),
            figures: setting.figures(component, placed, cache),
            cost_of_faults_u: shares.components.get(at).copied().unwrap_or(0.0),
            is_single_point: prepared.is_single_point.get(at).copied().unwrap_or(false),
        };
        components.insert(component.id, report);
    }
    let zones = topology
        .zones
        .iter()
        .map(|(id, zone)| {
            let unit = Unit::new(&zone.fault, &zone.recovery);
            let cost_of_faults_u = shares.zones.get(id).copied().unwrap_or(0.0);
            let report = ZoneReport {
                u: unit.unavailability(),
                outages_per_h: unit.outages_per_h(),
                cost_of_faults_u,
                is_single_point: prepared.single_zones.contains(id),
            };
            (*id, report)
        })
        .collect();
    let cost_per_month = components.values().map(|component| component.figures.cost_per_month).sum();
    let diagnostics = diagnose::diagnostics(&setting, &placed, &components, &prepared, cost_per_month);
    Report { exactness: evaluation.exactness, journeys, components, zones, cost_per_month, diagnostics }
}

/// The components as they are placed, each with what is felt of it after a delay, in the order of the topology; and the
/// structure made ready, from the cache when only figures have changed.
fn prepare(graph: &Graph, setting: &Setting<'_>, budget: Budget, cache: &mut Cache) -> (Vec<Placed>, Rc<Prepared>) {
    let topology = setting.topology;
    let mut placed: Vec<Placed> =
        topology.components.values().map(|component| setting.place(component, cache)).collect();
    let spread: Vec<_> = placed.iter().map(Placed::spread).collect();
    let mut key = Vec::new();
    graph.write_key(&mut key);
    for spread in &spread {
        spread.write_key(&mut key);
    }
    for (id, zone) in &topology.zones {
        key.extend([id.0, zone.parent.map_or(u32::MAX, |parent| parent.0)]);
    }
    key.push(u32::try_from(budget.bdd_nodes).unwrap_or(u32::MAX));
    let prepared = cache.structure(key, || Prepared::new(graph, topology, &spread, budget.bdd_nodes));
    for ((component, placed), delays) in topology.components.values().zip(&mut placed).zip(&prepared.delays) {
        placed.longer = delays.iter().map(|after| (*after, setting.longer(component, *after, cache))).collect();
    }
    (placed, prepared)
}

/// The graph's journeys with their figures: those of the goal whose entry is there, else the implicit one.
fn journeys(graph: &Graph, goal: &Goal, found: &Evaluation) -> Vec<JourneyReport> {
    let named: Vec<_> = goal.journeys.iter().filter(|journey| graph.number(journey.entry).is_some()).collect();
    found
        .journeys
        .iter()
        .zip(&found.degraded)
        .enumerate()
        .map(|(at, (u, degraded_u))| {
            let journey = named.get(at);
            JourneyReport {
                journey: journey.map(|journey| journey.id),
                u: *u,
                outages_per_h: None,
                degraded_u: *degraded_u,
                weight: journey.map_or(1.0, |journey| journey.weight),
                target_u: journey.and_then(|journey| journey.target_u).unwrap_or(goal.target_u),
            }
        })
        .collect()
}

/// The target of each journey of the graph, in the report's order.
fn targets(graph: &Graph, goal: &Goal) -> Vec<f64> {
    let named: Vec<_> = goal.journeys.iter().filter(|journey| graph.number(journey.entry).is_some()).collect();
    (0..graph.journeys.len())
        .map(|at| named.get(at).and_then(|journey| journey.target_u).unwrap_or(goal.target_u))
        .collect()
}

fn strain(journeys: &[JourneyReport], at: usize) -> f64 {
    journeys.get(at).map_or(0.0, JourneyReport::strain)
}

/// One unit's figures.
pub fn unit_figures(component: &Component) -> UnitFigures {
    let unit = Unit::new(&component.fault, &component.recovery);
    UnitFigures {
        mttf_h: unit.mttf_h(),
        mttr_h: unit.mttr_h(),
        u: unit.unavailability(),
        outages_per_h: unit.outages_per_h(),
        fault_mass_at_0: unit.fault.map_or(0.0, |law| law.mass_at_0()),
        recovery_mass_at_0: unit.recovery.mass_at_0(),
        risk_30_days: unit.fault.map_or(0.0, |law| law.risk_ahead(component.age_h, RISK_AHEAD_H)),
    }
}
