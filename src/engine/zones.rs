//! What zones do to the units inside (DOMAIN §4): how likely each set of them is up, and how often one takes another down.
//!
//! A zone counts as up when it and all zones around it are up. Knows no components beyond the zones they use.

#![expect(
    clippy::indexing_slicing,
    reason = "a kernel: states are masks over at most six zones, rows are made as wide"
)]

use super::lifetime::Unit;
use super::structure::within;
use crate::model::ordered::{Map, Set};
use crate::model::{Topology, ZoneId, limits};

/// One zone's own fault and repair, its parents' left aside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZoneLaw {
    /// Unavailability.
    pub u: f64,
    /// λ_z: faults per hour while it is up.
    pub fault_per_h: f64,
    /// μ_z: repairs per hour while it is down; infinite when repair takes no time.
    pub repair_per_h: f64,
}

/// The law of every zone of a topology.
pub fn laws(topology: &Topology) -> Map<ZoneId, ZoneLaw> {
    let law = |unit: Unit| ZoneLaw {
        u: unit.unavailability(),
        fault_per_h: unit.fault_rate_per_h(),
        repair_per_h: unit.repair_rate_per_h(),
    };
    topology.zones.iter().map(|(id, zone)| (*id, law(Unit::new(&zone.fault, &zone.recovery)))).collect()
}

/// A fault of a zone that changes which of a component's zones are up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fall {
    /// Zones up before, as a mask.
    pub from: usize,
    /// Zones up just after.
    pub to: usize,
    /// How often it happens, per hour.
    pub per_h: f64,
    /// Rate at which something that is down afterwards is repaired, per hour: of what failed, where nothing else is down.
    pub repair_per_h: f64,
}

/// The states of one component's zones.
#[derive(Debug, Clone, PartialEq)]
pub struct Exposure {
    /// Chance of each set of zones being up, by mask: bit i is the i-th zone.
    pub chance: Vec<f64>,
    /// Every way from one set to a smaller one.
    pub falls: Vec<Fall>,
    /// Faults per hour of each zone with those around it.
    pub fault_per_h: Vec<f64>,
}

impl Exposure {
    /// For the distinct `zones` of a component, at most six.
    pub fn new(topology: &Topology, laws: &Map<ZoneId, ZoneLaw>, zones: &[ZoneId]) -> Self {
        let zones = zones.get(..limits::PLACES).unwrap_or(zones);
        // What takes the same zones down counts as one: a region around all of them, for instance. At most eleven remain.
        let mut inside: Map<ZoneId, usize> = Map::new();
        let mut fault_per_h = vec![0.0; zones.len()];
        for (at, zone) in zones.iter().enumerate() {
            for outer in within(topology, *zone) {
                *inside.or_default(outer) |= 1 << at;
                fault_per_h[at] += laws.get(&outer).map_or(0.0, |law| law.fault_per_h);
            }
        }
        let mut by_mask: Map<usize, ZoneLaw> = Map::new();
        // Those that count as one are repaired at rates of their own, and a takeover hangs on how long that takes.
        let mut members: Map<usize, Vec<ZoneLaw>> = Map::new();
        for (zone, mask) in inside {
            if let Some(law) = laws.get(&zone).filter(|law| law.u > 0.0) {
                members.or_default(mask).push(*law);
                match by_mask.get_mut(&mask) {
                    Some(seen) => *seen = in_series(seen, law),
                    None => {
                        by_mask.insert(mask, *law);
                    }
                }
            }
        }
        let causes: Vec<(usize, ZoneLaw)> = by_mask.into_iter().collect();
        let all = (1_usize << zones.len()) - 1;
        let mut chance = vec![0.0; all + 1];
        // By zones up after, zones up before, cause and which of its members: how often, and how often times the rate of repair.
        let mut falls: Map<(usize, usize, usize, usize), (f64, f64)> = Map::new();
        for state in 0..1_usize << causes.len() {
            let (mut share, mut up, mut repair_per_h) = (1.0, all, 0.0);
            for (at, (mask, law)) in causes.iter().enumerate() {
                if state >> at & 1 == 1 {
                    share *= law.u;
                    up &= !mask;
                    repair_per_h += law.repair_per_h;
                } else {
                    share *= 1.0 - law.u;
                }
            }
            chance[up] += share;
            let still_up = |at: &usize, mask: &usize| state >> at & 1 == 0 && up & mask != 0;
            for (at, (mask, _)) in causes.iter().enumerate().filter(|(at, (mask, _))| still_up(at, mask)) {
                for (which, law) in members.get(mask).into_iter().flatten().enumerate() {
                    let per_h = share * law.fault_per_h;
                    if per_h > 0.0 && per_h.is_finite() {
                        let seen = falls.or_default((up & !mask, up, at, which));
                        seen.0 += per_h;
                        seen.1 += per_h * (repair_per_h + law.repair_per_h);
                    }
                }
            }
        }
        let falls = falls
            .into_iter()
            .map(|((to, from, ..), (per_h, times))| Fall { from, to, per_h, repair_per_h: times / per_h })
            .collect();
        Self { chance, falls, fault_per_h }
    }
}

/// Two zones as one that is down when either is.
fn in_series(a: &ZoneLaw, b: &ZoneLaw) -> ZoneLaw {
    let u = a.u + (1.0 - a.u) * b.u;
    let fault_per_h = a.fault_per_h + b.fault_per_h;
    ZoneLaw { u, fault_per_h, repair_per_h: fault_per_h * (1.0 - a.u) * (1.0 - b.u) / u }
}

/// One state of all zones that matter.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Its chance.
    pub chance: f64,
    /// Zones that have failed by themselves.
    pub failed: Set<ZoneId>,
    /// Zones that are down, by themselves or with one around them.
    pub down: Set<ZoneId>,
}

/// The likeliest states of the zones, by how many have failed, and the chance of the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct States {
    /// All zones up first.
    pub states: Vec<State>,
    /// Chance of all other states; 0 exactly when none is left out.
    pub rest: f64,
}

impl States {
    /// States of `zones` and the zones around them, at most `limit` (but never fewer than one).
    pub fn new(topology: &Topology, laws: &Map<ZoneId, ZoneLaw>, zones: &Set<ZoneId>, limit: usize) -> Self {
        let all: Set<ZoneId> = zones.iter().flat_map(|zone| within(topology, *zone)).collect();
        let inner = |zone: ZoneId| all.iter().copied().filter(move |id| topology.is_within(*id, zone));
        let causes: Vec<(ZoneId, f64)> =
            all.iter().filter_map(|zone| Some((*zone, laws.get(zone)?.u))).filter(|(_, u)| *u > 0.0).collect();
        let none_up = |failed: &Set<ZoneId>| {
            causes.iter().map(|(zone, u)| if failed.contains(zone) { *u } else { 1.0 - u }).product::<f64>()
        };
        let mut level: Vec<Vec<usize>> = vec![Vec::new()];
        let mut states = Vec::new();
        let mut depth = 0;
        while !level.is_empty() && (states.is_empty() || states.len() + level.len() <= limit) {
            for picked in &level {
                let failed: Set<ZoneId> = picked.iter().map(|at| causes[*at].0).collect();
                let down = failed.iter().flat_map(|zone| inner(*zone)).collect();
                states.push(State { chance: none_up(&failed), failed, down });
            }
            depth += 1;
            level = next_level(&level, causes.len(), limit);
        }
        let rest = if level.is_empty() { 0.0 } else { chance_of_at_least(depth, &causes) };
        Self { states, rest }
    }
}

/// Every choice with one more, in order; at most a little more than `limit` of them.
fn next_level(level: &[Vec<usize>], size: usize, limit: usize) -> Vec<Vec<usize>> {
    let mut next = Vec::new();
    for picked in level {
        for at in picked.last().map_or(0, |last| last + 1)..size {
            let mut more = picked.clone();
            more.push(at);
            next.push(more);
        }
        if next.len() > limit {
            break;
        }
    }
    next
}

/// Chance that `k` or more of the causes have failed: sums of positive products.
fn chance_of_at_least(k: usize, causes: &[(ZoneId, f64)]) -> f64 {
    // reached[j]: exactly j, the last one: that many or more.
    let mut reached = vec![0.0; k + 1];
    reached[0] = 1.0;
    for (_, u) in causes {
        for j in (0..=k).rev() {
            let stays = if j == k { reached[j] } else { reached[j] * (1.0 - u) };
            reached[j] = stays + if j == 0 { 0.0 } else { reached[j - 1] * u };
        }
    }
    reached[k].min(1.0)
}
