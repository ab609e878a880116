//! What still works when chosen components and zones have failed: yes or no, no chances.

use super::placement::{Setting, Units};
use super::report::{WhatIf, Works};
use super::structure::{Fallen, Graph};
use crate::model::ordered::{Map, Set};
use crate::model::{Goal, Item, Topology, ZoneId};

/// What still works when `failed` have failed: the greatest fixed point, nothing fails unless something forces it.
pub fn what_if(topology: &Topology, goal: &Goal, failed: &Set<Item>) -> WhatIf {
    let graph = Graph::new(topology, goal);
    let laws = Map::new();
    let setting = Setting { topology, goal, laws: &laws };
    let is_lost = |zone: ZoneId| {
        failed.iter().any(|target| match target {
            Item::Zone(outer) => topology.is_within(zone, *outer),
            Item::Component(_) | Item::Link(_) => false,
        })
    };
    let mut down = Vec::with_capacity(graph.components.len());
    let mut has_lost = Vec::with_capacity(graph.components.len());
    for component in topology.components.values() {
        let units = Units::new(&setting, component);
        let (left, all) = units.left(|zone| !is_lost(zone));
        down.push(failed.contains(&Item::Component(component.id)) || !units.is_enough(|zone| !is_lost(zone)));
        has_lost.push(left < all);
    }
    let fallen = graph.fallen(&down);
    let state = |(fallen, has_lost): (&Fallen, &bool)| match fallen {
        Fallen::No if *has_lost => Works::LostUnits,
        Fallen::No => Works::Up,
        Fallen::Itself => Works::DownByItself,
        Fallen::Through(at) => usize::try_from(*at)
            .ok()
            .and_then(|at| graph.components.get(at))
            .map_or(Works::DownByItself, |because| Works::DownByNeed(*because)),
    };
    let states = fallen.iter().zip(&has_lost).map(state);
    WhatIf { components: graph.components.iter().copied().zip(states).collect(), journeys: graph.journeys_up(&fallen) }
}
