//! What still works when chosen components and zones have failed, and for how long: no chances.

use super::placement::{Setting, Units};
use super::report::{WhatIf, Works};
use super::structure::{Fallen, Graph, Quality};
use crate::model::ordered::{Map, Set};
use crate::model::{Goal, Item, Topology, ZoneId};

/// What still works when `failed` have failed and stay so: the greatest fixed point, nothing fails unless something forces
/// it. A switch to a fallback counts as working.
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
    let fallen = graph.fallen(&down, Quality::Working);
    let in_full = graph.fallen(&down, Quality::Full);
    let because = |at: u32| usize::try_from(at).ok().and_then(|at| graph.components.get(at)).copied();
    let state = |fallen: Fallen, in_full: Fallen, has_lost: bool| match (fallen, in_full) {
        (Fallen::Itself, _) => Works::DownByItself,
        (Fallen::Through(at), _) => because(at).map_or(Works::DownByItself, Works::DownByNeed),
        (Fallen::Later(at, delay), _) => because(at).map_or(Works::Up, |need| Works::UpFor(need, delay.hours())),
        (Fallen::No, Fallen::Through(at)) => because(at).map_or(Works::Up, Works::Degraded),
        (Fallen::No, _) if has_lost => Works::LostUnits,
        (Fallen::No, Fallen::No | Fallen::Itself | Fallen::Later(..)) => Works::Up,
    };
    let states: Vec<Works> =
        fallen.iter().zip(&in_full).zip(has_lost).map(|((fallen, full), lost)| state(*fallen, *full, lost)).collect();
    let of = |at: &u32| usize::try_from(*at).ok().and_then(|at| states.get(at)).copied().unwrap_or(Works::Up);
    WhatIf {
        journeys: graph.journeys.iter().map(|entries| worst(entries.iter().map(of))).collect(),
        components: graph.components.iter().copied().zip(states.iter().copied()).collect(),
    }
}

/// A journey is as its entries are: down when one is down, up for as long as the first to go.
fn worst(entries: impl Iterator<Item = Works>) -> Works {
    let rank = |works: &Works| match works {
        Works::DownByItself => (0, 0.0),
        Works::DownByNeed(_) => (1, 0.0),
        Works::UpFor(_, hours) => (2, *hours),
        Works::Degraded(_) => (3, 0.0),
        Works::LostUnits => (4, 0.0),
        Works::Up => (5, 0.0),
    };
    let order = |a: &Works, b: &Works| {
        let (a, b) = (rank(a), rank(b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    };
    entries.min_by(order).unwrap_or(Works::Up)
}
