//! What a strategy with a placement gives a component, beside its availability.

use nines::engine::report::{Diagnostic, Figures, Report, WhyNot};
use nines::engine::{Budget, Cache, analyse};
use nines::model::strategy::Mode;
use nines::model::{ComponentId, Goal, Kind, Place, Skill, Strategy, TestInterval, Topology, ZoneId};

use super::plans::{self, part, put_zone, topology, zone};

/// A region with zones 2, 3 inside and a second region 4 with zone 5 inside; an SQL database of this mode and placement.
fn database(mode: Mode, places: &[(Option<u32>, u32)]) -> Topology {
    let mut component = part(1, 1e-3);
    component.kind = Kind::Sql;
    component.strategy = mode.preset();
    component.placement = places.iter().map(|(zone, units)| Place { zone: zone.map(ZoneId), units: *units }).collect();
    component.price_per_month = 100.0;
    component.extra_per_month = 7.0;
    let mut plan = topology([component]);
    for (id, parent, round_trip_ms) in
        [(1, None, 30.0), (2, Some(1), 1.0), (3, Some(1), 2.0), (4, None, 40.0), (5, Some(4), 1.0)]
    {
        put_zone(&mut plan, nines::model::Zone { round_trip_ms, ..zone(id, parent, 43_830.0, 3.0) });
    }
    plan
}

fn report(plan: &Topology, goal: &Goal) -> Report {
    analyse(plan, goal, Budget::FRAME, &mut Cache::new())
}

fn figures(plan: &Topology) -> Figures {
    report(plan, &Goal::default()).components[&ComponentId(1)].figures.clone()
}

#[test]
fn cost_is_units_times_price_times_the_modes_share_and_extras() {
    assert_eq!(figures(&database(Mode::Single, &[(None, 1)])).cost_per_month, 107.0);
    assert_eq!(figures(&database(Mode::ColdStandby, &[(None, 2)])).cost_per_month, 127.0);
    assert_eq!(figures(&database(Mode::MultiSite, &[(Some(2), 1), (Some(3), 1)])).cost_per_month, 257.0);
}

#[test]
fn data_that_may_be_lost_is_the_lag_or_a_days_backup() {
    assert_eq!(figures(&database(Mode::Single, &[(None, 1)])).rpo_h, Some(24.0));
    assert_eq!(figures(&database(Mode::HotStandby, &[(None, 2)])).rpo_h, Some(0.0));
    assert_eq!(figures(&database(Mode::WarmStandby, &[(None, 2)])).rpo_h, Some(10.0 / 3600.0));
    let mut stateless = database(Mode::HotStandby, &[(None, 2)]);
    let component = stateless.components.values_mut().next().unwrap();
    std::rc::Rc::make_mut(component).kind = Kind::Service;
    assert_eq!(figures(&stateless).rpo_h, None);
}

#[test]
fn a_write_in_step_waits_for_the_outermost_level_that_differs() {
    let latency = |mode, places: &[(Option<u32>, u32)]| figures(&database(mode, places)).write_latency_ms;
    assert_eq!(latency(Mode::HotStandby, &[(Some(2), 2)]), 0.0);
    assert_eq!(latency(Mode::HotStandby, &[(Some(2), 1), (Some(3), 1)]), 2.0);
    assert_eq!(latency(Mode::HotStandby, &[(Some(2), 1), (Some(5), 1)]), 40.0);
    assert_eq!(latency(Mode::Quorum, &[(Some(2), 1), (Some(3), 1), (Some(5), 1)]), 40.0);
    // Behind by a lag, it waits for nobody.
    assert_eq!(latency(Mode::WarmStandby, &[(Some(2), 1), (Some(5), 1)]), 0.0);
}

#[test]
fn places_endpoints_and_skill_follow_the_strategy() {
    let said = |mode, places: &[(Option<u32>, u32)]| {
        let figures = figures(&database(mode, places));
        (figures.units, figures.needed, figures.sites, figures.endpoints, figures.skill)
    };
    assert_eq!(said(Mode::Single, &[(Some(2), 1)]), (1, 1, 1, 1, Skill::Basic));
    assert_eq!(said(Mode::HotStandby, &[(Some(2), 1), (Some(3), 1)]), (2, 1, 2, 1, Skill::Practised));
    assert_eq!(said(Mode::Cluster, &[(None, 3)]), (3, 1, 1, 3, Skill::Practised));
    assert_eq!(said(Mode::Quorum, &[(Some(2), 1), (Some(3), 2)]), (3, 2, 2, 3, Skill::Expert));
    assert_eq!(said(Mode::MultiSite, &[(Some(2), 2), (Some(5), 2)]), (4, 1, 2, 4, Skill::Expert));
}

#[test]
fn a_faster_takeover_serves_again_sooner() {
    let hot = figures(&database(Mode::HotStandby, &[(None, 2)])).rto_h;
    let cold = figures(&database(Mode::ColdStandby, &[(None, 2)])).rto_h;
    let single = figures(&database(Mode::Single, &[(None, 1)])).rto_h;
    assert!(hot.median_h < cold.median_h && cold.median_h < single.median_h, "{hot:?} {cold:?} {single:?}");
    assert!(hot.median_h > 0.0 && hot.median_h < hot.p95_h);
    // A cluster that covers 99 % of losses goes on at once.
    assert_eq!(figures(&database(Mode::Cluster, &[(None, 3)])).rto_h.p95_h, 0.0);
}

#[test]
fn losing_a_zone_with_the_majority_stops_a_quorum_and_losing_another_does_not() {
    let minority_in_one = figures(&database(Mode::Quorum, &[(Some(2), 2), (Some(5), 1)]));
    let spread = figures(&database(Mode::Quorum, &[(Some(2), 1), (Some(3), 1), (Some(5), 1)]));
    assert!(minority_in_one.u > 1e-4, "{minority_in_one:?}");
    assert!(spread.u < minority_in_one.u, "{spread:?}");
}

#[test]
fn an_outage_of_the_zone_is_an_outage_of_what_is_only_there() {
    let mut plan = database(Mode::Single, &[(Some(1), 1)]);
    let component = plan.components.values_mut().next().unwrap();
    std::rc::Rc::make_mut(component).fault = nines::model::Fault::Never;
    let figures = figures(&plan);
    // Once in 43,830 h of working, for 3 h.
    assert!((figures.outages_per_h * (43_830.0 + 3.0) - 1.0).abs() < 1e-12, "{figures:?}");
    assert!((figures.mean_outage_h.unwrap() - 3.0).abs() < 1e-9, "{figures:?}");
}

#[test]
fn a_plan_is_told_what_to_look_at_the_worst_first() {
    let id = ComponentId(1);
    let mut plan = database(Mode::ColdStandby, &[(Some(2), 2)]);
    let component = std::rc::Rc::make_mut(plan.components.values_mut().next().unwrap());
    if let Strategy::Standby { test, .. } = &mut component.strategy {
        *test = TestInterval::Never;
    }
    let goal = Goal { rto_h: Some(0.1), budget_per_month: Some(1.0), ..Goal::default() };
    let said = report(&plan, &goal).diagnostics;
    let late = |p95_h: f64| p95_h > 0.25;
    assert!(
        matches!(said[1], Diagnostic::Breaks { component, limit: WhyNot::BreaksRto { p95_h } } if component == id && late(p95_h))
    );
    assert_eq!(said.len(), 4);
    assert_eq!(said[0], Diagnostic::OverBudget);
    assert_eq!(said[2], Diagnostic::UntestedStandby { component: id });
    assert_eq!(said[3], Diagnostic::OneZone { component: id, zone: ZoneId(2) });
    let even = report(&database(Mode::Quorum, &[(Some(2), 4)]), &Goal::default()).diagnostics;
    assert_eq!(even, vec![Diagnostic::NoSites { component: id }, Diagnostic::EvenQuorum { component: id }]);
    let mut circle = topology([part(1, 0.1), part(2, 0.1)]);
    plans::needs(&mut circle, 1, 2);
    plans::needs(&mut circle, 2, 1);
    assert_eq!(report(&circle, &Goal::default()).diagnostics, vec![Diagnostic::Cycle { component: id }]);
}
