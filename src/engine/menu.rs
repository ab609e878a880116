//! What could be chosen for one component: strategy × mode × units × placement, a finite menu (DOMAIN §5).
//!
//! The menu is a pure function of component, topology and goal, and its order never depends on anything else: an index
//! into it names an option across threads.

use super::group::units_needed;
use super::placement::Setting;
use crate::model::strategy::Mode;
use crate::model::{Component, Kind, Place, Strategy, Topology, ZoneId, ZoneKind, limits};

/// A strategy with a placement. The first of a menu is always what is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    /// Strategy with parameters.
    pub strategy: Strategy,
    /// Where its units go.
    pub placement: Vec<Place>,
}

/// Most units above k that a cluster of the menu has.
const SPARES: u32 = 3;
/// Most zones that the menu spreads a component over.
const SPREAD: usize = 3;

/// Every option for `component`, what is there first, each once.
pub fn menu(component: &Component, setting: &Setting<'_>) -> Vec<Recipe> {
    let mut options = vec![Recipe { strategy: component.strategy, placement: component.placement.clone() }];
    if component.kind == Kind::Users {
        return options;
    }
    // Units outside every zone are never met by a zone's fault: nothing is won by moving the others out.
    let home = component.placement.iter().find_map(|place| place.zone);
    let zones = zones_for(setting.topology, home);
    let usual = component.kind.row().menu;
    // What a person has ruled out stays on the menu, behind a gate, so that it can be told what it would have given.
    let more = Mode::ALL.iter().filter(|mode| !usual.contains(mode) && component.wishes.allows(component.kind, **mode));
    for mode in usual.iter().chain(more) {
        let strategy = component.strategy.with_mode(*mode);
        let span = Span { needed: needed(component, setting), most: component.wishes.most_units.unwrap_or(0) };
        for placement in placements(*mode, home, &zones, span) {
            let option = Recipe { strategy, placement };
            if !options.contains(&option) {
                options.push(option);
            }
        }
    }
    options
}

/// k: as fixed by hand, else what the load needs.
fn needed(component: &Component, setting: &Setting<'_>) -> u32 {
    let from_load = || units_needed(setting.load(component), component.capacity);
    component.strategy.needed().unwrap_or_else(from_load)
}

/// Zones that the units may be spread over, home first: the siblings of home; without a home, the zones at the top.
fn zones_for(topology: &Topology, home: Option<ZoneId>) -> Vec<ZoneId> {
    let like = home.and_then(|id| topology.zones.get(&id));
    let siblings = topology.zones.values().filter(|zone| match like {
        Some(home) => zone.parent == home.parent && zone.kind == home.kind,
        // A release train is no place that outlives another.
        None => zone.parent.is_none() && zone.kind != ZoneKind::ReleaseTrain,
    });
    let mut zones: Vec<ZoneId> = siblings.map(|zone| zone.id).collect();
    if let Some(home) = home {
        zones.retain(|id| *id != home);
        zones.insert(0, home);
    }
    zones.truncate(SPREAD);
    zones
}

/// How many units are needed, and how many a person wants looked at in any case.
#[derive(Clone, Copy)]
struct Span {
    needed: u32,
    most: u32,
}

fn placements(mode: Mode, home: Option<ZoneId>, zones: &[ZoneId], span: Span) -> Vec<Vec<Place>> {
    let Span { needed, most } = span;
    let together = |units: u32| vec![Place { zone: home, units }];
    // A component outside every zone stays there unless the strategy is about zones.
    let spreads: Vec<usize> = if home.is_some() { (2..=zones.len()).collect() } else { Vec::new() };
    match mode {
        Mode::Single => vec![together(1)],
        Mode::HotStandby | Mode::WarmStandby | Mode::ColdStandby => {
            let mut all = vec![together(2)];
            if !spreads.is_empty() {
                all.push(spread(zones, 2, 2));
            }
            all
        }
        Mode::Cluster => {
            let mut all = Vec::new();
            let last = needed.saturating_add(SPARES).max(most).min(limits::UNITS);
            for units in needed.min(last).max(2)..=last {
                all.push(together(units));
                all.extend(spreads.iter().map(|count| spread(zones, *count, units)));
            }
            // Enough that the load is carried with one zone gone.
            for count in &spreads {
                let per_zone = needed.div_ceil(u32::try_from(*count).unwrap_or(2).saturating_sub(1).max(1));
                let units = per_zone.saturating_mul(u32::try_from(*count).unwrap_or(2));
                if units <= limits::UNITS {
                    all.push(spread(zones, *count, units));
                }
            }
            all
        }
        Mode::Quorum => {
            let mut all = Vec::new();
            for units in [3, 5, 7].into_iter().chain((most >= 9).then_some(9)) {
                all.push(together(units));
                all.extend(spreads.iter().map(|count| spread(zones, *count, units)));
            }
            all
        }
        Mode::MultiSite => (2..=zones.len())
            .flat_map(|count| {
                let sites = u32::try_from(count).unwrap_or(2);
                let last = needed.saturating_add(1).max(most.min(limits::UNITS) / sites);
                (needed..=last).map(move |per_site| (count, per_site.saturating_mul(sites)))
            })
            .filter(|(_, units)| *units <= limits::UNITS)
            .map(|(count, units)| spread(zones, count, units))
            .collect(),
    }
}

/// `units` over the first `count` zones as evenly as possible, the first zones getting the odd ones.
fn spread(zones: &[ZoneId], count: usize, units: u32) -> Vec<Place> {
    let over = u32::try_from(count).unwrap_or(1).max(1);
    (0..over)
        .zip(zones)
        .map(|(index, zone)| Place { zone: Some(*zone), units: units / over + u32::from(index < units % over) })
        .filter(|place| place.units > 0)
        .collect()
}
