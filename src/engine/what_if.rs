//! What still works when chosen components, zones and links have failed: yes or no, no chances.

use super::placement::{Setting, Units};
use super::report::{WhatIf, Works};
use super::structure::{Fallen, Graph};
use crate::model::ordered::{Map, Set};
use crate::model::{ComponentId, Goal, Item, Need, Topology, ZoneId};

/// What still works when `failed` have failed: the greatest fixed point, nothing fails unless something forces it.
///
/// Behind a link that has failed its target counts as down, for that one needer only.
pub fn what_if(topology: &Topology, goal: &Goal, failed: &Set<Item>) -> WhatIf {
    let whole = Graph::new(topology, goal);
    let (rest, starved) = without_links(topology, failed);
    let graph = if rest.links.len() < topology.links.len() { Graph::new(&rest, goal) } else { whole.clone() };
    let laws = Map::new();
    let setting = Setting { topology, goal, laws: &laws };
    let is_lost = |zone: ZoneId| {
        failed.iter().any(|target| match target {
            Item::Zone(outer) => topology.is_within(zone, *outer),
            Item::Component(_) | Item::Link(_) => false,
        })
    };
    let mut down = Vec::with_capacity(graph.components.len());
    let mut itself = Vec::with_capacity(graph.components.len());
    let mut has_lost = Vec::with_capacity(graph.components.len());
    for component in topology.components.values() {
        let units = Units::new(&setting, component);
        let (left, all) = units.left(|zone| !is_lost(zone));
        let is_itself = failed.contains(&Item::Component(component.id)) || !units.is_enough(|zone| !is_lost(zone));
        itself.push(is_itself);
        down.push(is_itself || starved.contains_key(&component.id));
        has_lost.push(left < all);
    }
    let fallen = graph.fallen(&down);
    let by_need = |id: Option<&ComponentId>| id.copied().map_or(Works::DownByItself, Works::DownByNeed);
    let components = graph.components.iter().zip(fallen.iter().zip(itself).zip(has_lost));
    let state = |(id, ((fallen, itself), has_lost)): (&ComponentId, ((&Fallen, bool), bool))| {
        let works = match fallen {
            Fallen::No if has_lost => Works::LostUnits,
            Fallen::No => Works::Up,
            Fallen::Itself if itself => Works::DownByItself,
            Fallen::Itself => by_need(starved.get(id)),
            Fallen::Through(at) => by_need(usize::try_from(*at).ok().and_then(|at| graph.components.get(at))),
        };
        (*id, works)
    };
    // What a cut link leaves unneeded is no journey of its own.
    WhatIf { components: components.map(state).collect(), journeys: whole.journeys_up(&fallen) }
}

/// The topology without the links of sets that have failed, and who is down for want of what behind a failed link.
fn without_links(topology: &Topology, failed: &Set<Item>) -> (Topology, Map<ComponentId, ComponentId>) {
    let mut rest = topology.clone();
    let mut starved = Map::new();
    for item in failed {
        let Item::Link(id) = item else { continue };
        let Some(link) = topology.links.get(id) else { continue };
        let is_missed = match link.need {
            Need::Hard => true,
            Need::OneOf(set) => {
                rest.links.remove(id);
                let (left, all) = (rest.members(set).count(), topology.members(set).count());
                let needed = topology.sets.get(&set).map_or(1, |set| usize::try_from(set.needed).unwrap_or(1));
                left < needed.clamp(1, all)
            }
        };
        if is_missed {
            starved.insert(link.from, link.to);
        }
    }
    (rest, starved)
}
