//! What a person should look at in a plan, as data, worst first. Says nothing that the figures do not.

use super::placement::{Placed, Setting};
use super::prepared::Prepared;
use super::report::{ComponentReport, Diagnostic};
use crate::model::ordered::{self, Map};
use crate::model::strategy::Family;
use crate::model::{Component, ComponentId, Strategy, TestInterval, ZoneId};

/// Mass at 0 above which a law is worth a warning (DOMAIN §2).
const MASS_WARNED: f64 = 0.01;

/// Everything to look at; `placed` in order of ids.
pub fn diagnostics(
    setting: &Setting<'_>,
    placed: &[Placed],
    components: &Map<ComponentId, ComponentReport>,
    prepared: &Prepared,
    cost_per_month: f64,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (component, placed) in setting.topology.components.values().zip(placed) {
        if let Some(report) = components.get(&component.id) {
            of_component(setting, component, placed, report, &mut found);
        }
    }
    found.extend(prepared.circles.iter().map(|component| Diagnostic::Cycle { component: *component }));
    if setting.goal.budget_per_month.is_some_and(|budget| cost_per_month > budget) {
        found.push(Diagnostic::OverBudget);
    }
    let sharing = sharing_takeovers(placed);
    if sharing > 1 {
        found.push(Diagnostic::SharedZoneTakeovers { components: sharing });
    }
    if prepared.is_cut {
        found.push(Diagnostic::DelaysCut);
    }
    ordered::sort_by_key(&mut found, rank);
    found
}

/// Worst first: what counts as down, what breaks the goal, what is redundant in name only, then hints.
fn rank(diagnostic: &Diagnostic) -> u8 {
    match diagnostic {
        Diagnostic::Overloaded { .. } => 0,
        Diagnostic::OverBudget => 1,
        Diagnostic::Breaks { .. } => 2,
        Diagnostic::UntestedStandby { .. } => 3,
        Diagnostic::NoSites { .. } => 4,
        Diagnostic::OneZone { .. } => 5,
        Diagnostic::DeadOnArrival { .. } => 6,
        Diagnostic::InstantRecovery { .. } => 7,
        Diagnostic::Cycle { .. } => 8,
        Diagnostic::EvenQuorum { .. } => 9,
        Diagnostic::SharedZoneTakeovers { .. } => 10,
        Diagnostic::DelaysCut => 11,
    }
}

fn of_component(
    setting: &Setting<'_>,
    component: &Component,
    placed: &Placed,
    report: &ComponentReport,
    found: &mut Vec<Diagnostic>,
) {
    let id = component.id;
    let units = report.figures.units;
    let strategy = &component.strategy;
    let family = strategy.mode().family();
    if placed.is_overloaded {
        let for_load = super::group::units_needed(setting.load(component), component.capacity);
        found.push(Diagnostic::Overloaded { component: id, needed: placed.needed.max(for_load), units });
    }
    if report.unit.fault_mass_at_0 > MASS_WARNED {
        found.push(Diagnostic::DeadOnArrival { component: id, mass: report.unit.fault_mass_at_0 });
    }
    if report.unit.recovery_mass_at_0 > MASS_WARNED {
        found.push(Diagnostic::InstantRecovery { component: id, mass: report.unit.recovery_mass_at_0 });
    }
    if matches!(strategy, Strategy::Quorum { .. }) && units.is_multiple_of(2) {
        found.push(Diagnostic::EvenQuorum { component: id });
    }
    if family == Family::Distributed && placed.places < 2 {
        found.push(Diagnostic::NoSites { component: id });
    } else if let Some([zone]) = placed.zones.get(..placed.places)
        && family != Family::Single
        && report.figures.sites == 1
        && units > 1
    {
        found.push(Diagnostic::OneZone { component: id, zone: *zone });
    }
    if matches!(strategy, Strategy::Standby { test: TestInterval::Never, .. }) {
        found.push(Diagnostic::UntestedStandby { component: id });
    }
    // What is overloaded never comes back: said already.
    if !placed.is_overloaded {
        let broken = report.figures.broken_limits(&component.fault, setting.goal);
        found.extend(broken.into_iter().map(|limit| Diagnostic::Breaks { component: id, limit }));
    }
}

/// Components whose takeovers one zone's fault starts together with another's.
fn sharing_takeovers(placed: &[Placed]) -> usize {
    let mut users: Map<ZoneId, usize> = Map::new();
    let taking = || placed.iter().filter(|placed| placed.has_zone_takeovers);
    for zone in taking().flat_map(|placed| placed.zones.iter().take(placed.places)) {
        *users.or_default(*zone) += 1;
    }
    taking().filter(|placed| placed.zones.iter().any(|zone| users.get(zone).is_some_and(|users| *users > 1))).count()
}
