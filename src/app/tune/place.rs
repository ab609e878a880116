//! The split of a component's units over zones: every change leaves a placement that the strategy allows.

use crate::model::check::fit_units;
use crate::model::{Mode, Place, Topology, ZoneId, ZoneKind, limits};

/// The placement with `units` in one row; where the strategy fixes the total, another row gives or takes.
pub fn with_units(placement: &[Place], row: usize, units: u32, mode: Mode) -> Vec<Place> {
    let (min, max) = mode.units_range();
    let mut next = placement.to_vec();
    let Some(slot) = next.get_mut(row) else { return next };
    slot.units = units.clamp(1, max);
    let others = next.len() > 1;
    while total(&next) > max && others {
        let Some(giver) = largest_other(&next, row) else { break };
        let Some(slot) = next.get_mut(giver) else { break };
        slot.units -= 1;
    }
    if total(&next) < min
        && let Some(taker) = (0..next.len()).find(|index| *index != row)
    {
        let missing = min - total(&next);
        if let Some(slot) = next.get_mut(taker) {
            slot.units += missing;
        }
    }
    next.retain(|place| place.units > 0);
    fit_units(next, mode)
}

/// The placement with one row in another zone; rows that meet in a zone become one.
pub fn with_zone(placement: &[Place], row: usize, zone: Option<ZoneId>) -> Vec<Place> {
    let mut next: Vec<Place> = Vec::new();
    for (index, place) in placement.iter().enumerate() {
        let at = if index == row { zone } else { place.zone };
        match next.iter_mut().find(|seen| seen.zone == at) {
            Some(seen) => seen.units += place.units,
            None => next.push(Place { zone: at, units: place.units }),
        }
    }
    next
}

/// The placement with a row more, in `zone`: a new unit where the strategy allows one, else one of the fullest row.
pub fn add_place(placement: &[Place], zone: Option<ZoneId>, mode: Mode) -> Vec<Place> {
    let mut next = placement.to_vec();
    if next.len() >= limits::PLACES || next.iter().any(|place| place.zone == zone) {
        return next;
    }
    let fullest =
        largest_other(&next, usize::MAX).filter(|index| next.get(*index).is_some_and(|place| place.units > 1));
    if let Some(slot) = fullest.and_then(|index| next.get_mut(index)) {
        slot.units -= 1;
    } else if total(&next) >= mode.units_range().1 {
        return next;
    }
    next.push(Place { zone, units: 1 });
    next
}

/// Where a new row would go so that it outlives what the others do not: a zone beside one that is used, then one of the
/// same kind elsewhere, then any that neither holds nor lies in a used one, then outside every zone; none when all are used.
pub fn next_zone(topology: &Topology, placement: &[Place]) -> Option<Option<ZoneId>> {
    let used: Vec<ZoneId> = placement.iter().filter_map(|place| place.zone).collect();
    let is_apart = |id: ZoneId| used.iter().all(|own| !topology.is_within(id, *own) && !topology.is_within(*own, id));
    let owns = || used.iter().filter_map(|own| topology.zones.get(own));
    let nearness = |id: ZoneId| {
        let Some(zone) = topology.zones.get(&id) else { return 2_u8 };
        if owns().any(|own| own.kind == zone.kind && own.parent == zone.parent) {
            0
        } else if owns().any(|own| own.kind == zone.kind) {
            1
        } else {
            2
        }
    };
    let is_place = |id: ZoneId| topology.zones.get(&id).is_some_and(|zone| zone.kind != ZoneKind::ReleaseTrain);
    let free = topology.zones.keys().copied().filter(|id| is_apart(*id) && is_place(*id));
    let zone = free.min_by_key(|id| nearness(*id));
    match zone {
        Some(id) => Some(Some(id)),
        None => placement.iter().all(|place| place.zone.is_some()).then_some(None),
    }
}

/// The placement without a row; its units go where the strategy still needs them. The last row stays.
pub fn remove_place(placement: &[Place], row: usize, mode: Mode) -> Vec<Place> {
    if placement.len() < 2 {
        return placement.to_vec();
    }
    let next = placement.iter().enumerate().filter(|(index, _)| *index != row).map(|(_, place)| *place).collect();
    fit_units(next, mode)
}

/// The placement with so many units in all: new ones go to the emptiest row, and they leave the fullest.
pub fn with_total(placement: &[Place], units: u32, mode: Mode) -> Vec<Place> {
    let (min, max) = mode.units_range();
    let wanted = units.clamp(min, max);
    let mut next = placement.to_vec();
    while total(&next) < wanted {
        let Some(slot) = next.iter_mut().min_by_key(|place| place.units) else { break };
        slot.units += 1;
    }
    while total(&next) > wanted {
        let Some(giver) = largest_other(&next, usize::MAX) else { break };
        let Some(slot) = next.get_mut(giver) else { break };
        slot.units -= 1;
        next.retain(|place| place.units > 0);
    }
    fit_units(next, mode)
}

fn total(placement: &[Place]) -> u32 {
    placement.iter().map(|place| place.units).sum()
}

/// The fullest row but `row`, the last of equals, so that the home keeps its units longest; none when all are empty.
fn largest_other(placement: &[Place], row: usize) -> Option<usize> {
    let rows = placement.iter().enumerate().filter(|(index, place)| *index != row && place.units > 0);
    rows.max_by_key(|(_, place)| place.units).map(|(index, _)| index)
}
