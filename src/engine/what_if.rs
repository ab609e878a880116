//! What still works when chosen components and zones have failed: yes or no, no chances.

use std::collections::{BTreeMap, BTreeSet};

use super::placement::{Setting, Units};
use super::structure::{Fallen, Graph};
use crate::model::{ComponentId, Goal, Topology, ZoneId};

/// Something that a person fails with one click.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// All units of a component.
    Component(ComponentId),
    /// A zone: every unit inside, those of zones inside it too.
    Zone(ZoneId),
}

/// How a component fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It works with all its units.
    Up,
    /// It works; some units are lost, enough are left.
    LostUnits,
    /// It has failed, or too few of its units are left.
    DownByItself,
    /// Enough of its units work, but something it needs does not.
    DownByNeed {
        /// The one it needs.
        because: ComponentId,
    },
}

/// What still works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIf {
    /// Every component.
    pub working: BTreeMap<ComponentId, State>,
    /// Whether each journey of the report works, in its order.
    pub journeys: Vec<bool>,
}

/// What still works when `failed` have failed: the greatest fixed point, nothing fails unless something forces it.
pub fn what_if(topology: &Topology, goal: &Goal, failed: &BTreeSet<Target>) -> WhatIf {
    let graph = Graph::new(topology, goal);
    let laws = BTreeMap::new();
    let setting = Setting { topology, goal, laws: &laws };
    let is_lost = |zone: ZoneId| {
        failed.iter().any(|target| match target {
            Target::Zone(outer) => topology.is_within(zone, *outer),
            Target::Component(_) => false,
        })
    };
    let mut down = Vec::with_capacity(graph.components.len());
    let mut has_lost = Vec::with_capacity(graph.components.len());
    for component in topology.components.values() {
        let units = Units::new(&setting, component);
        let (left, all) = units.left(|zone| !is_lost(zone));
        down.push(failed.contains(&Target::Component(component.id)) || !units.is_enough(|zone| !is_lost(zone)));
        has_lost.push(left < all);
    }
    let fallen = graph.fallen(&down);
    let state = |(fallen, has_lost): (&Fallen, &bool)| match fallen {
        Fallen::No if *has_lost => State::LostUnits,
        Fallen::No => State::Up,
        Fallen::Itself => State::DownByItself,
        Fallen::Through(at) => usize::try_from(*at)
            .ok()
            .and_then(|at| graph.components.get(at))
            .map_or(State::DownByItself, |because| State::DownByNeed { because: *because }),
    };
    let states = fallen.iter().zip(&has_lost).map(state);
    WhatIf { working: graph.components.iter().copied().zip(states).collect(), journeys: graph.journeys_up(&fallen) }
}
