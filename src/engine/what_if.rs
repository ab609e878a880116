//! What still works when chosen components, zones and links have failed, and for how long: no chances.

use std::rc::Rc;

use super::placement::{Setting, Units};
use super::report::{WhatIf, Works};
use super::structure::{Fallen, Graph, Quality};
use crate::model::ordered::{Map, Set};
use crate::model::{ComponentId, Goal, Item, Topology, ZoneId};

/// What still works when `failed` have failed and stay so: the greatest fixed point, nothing fails unless something forces
/// it. A switch to a fallback counts as working; behind a link that has failed its target counts as down, for that one
/// needer only.
pub fn what_if(topology: &Topology, goal: &Goal, failed: &Set<Item>) -> WhatIf {
    let whole = Graph::new(topology, goal);
    let (cut, ghosts) = with_ghosts(topology, failed);
    let graph = if ghosts.is_empty() { whole.clone() } else { Graph::new(&cut, goal) };
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
    for component in cut.components.values() {
        let units = Units::new(&setting, component);
        let (left, all) = units.left(|zone| !is_lost(zone));
        let has_failed = failed.contains(&Item::Component(component.id)) || ghosts.contains_key(&component.id);
        down.push(has_failed || !units.is_enough(|zone| !is_lost(zone)));
        has_lost.push(left < all);
    }
    let fallen = graph.fallen(&down, Quality::Working);
    let in_full = graph.fallen(&down, Quality::Full);
    let because = |at: u32| {
        let id = usize::try_from(at).ok().and_then(|at| graph.components.get(at)).copied()?;
        Some(ghosts.get(&id).copied().unwrap_or(id))
    };
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
    // Ghosts come last, so the others keep their numbers; and what a cut link leaves unneeded is no journey of its own.
    WhatIf {
        journeys: whole.journeys.iter().map(|entries| worst(entries.iter().map(of))).collect(),
        components: whole.components.iter().copied().zip(states.iter().copied()).collect(),
    }
}

/// The topology with every failed link leading to a component of its own instead, and whose place each of those takes.
fn with_ghosts(topology: &Topology, failed: &Set<Item>) -> (Topology, Map<ComponentId, ComponentId>) {
    let mut cut = topology.clone();
    let mut ghosts = Map::new();
    let mut next = topology.components.keys().last().map_or(0, |id| id.0);
    for item in failed {
        let Item::Link(id) = item else { continue };
        let Some(link) = cut.links.get_mut(id) else { continue };
        let (Some(target), Some(id)) = (topology.components.get(&link.to), next.checked_add(1)) else { continue };
        next = id;
        ghosts.insert(ComponentId(id), link.to);
        link.to = ComponentId(id);
        let mut ghost = (**target).clone();
        ghost.id = ComponentId(id);
        cut.components.insert(ghost.id, Rc::new(ghost));
    }
    (cut, ghosts)
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
