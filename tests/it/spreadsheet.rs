//! The way from a spreadsheet to the model: it adds up, and every term is 0 where its cause is not there.

use std::rc::Rc;

use nines::app::examples::Example;
use nines::engine::spreadsheet::{Reconciled, Term, reconcile};
use nines::engine::{Budget, Cache, analyse};
use nines::i18n::Lang;
use nines::i18n::figures::availabilities;
use nines::model::{
    Component, Fault, Goal, Lifetime, Mode, Need, Place, Redundancy, Strategy, Temperature, TestInterval, Topology,
    ZoneId,
};

use crate::close;
use crate::plans::{self, Dice, Form, Shape, grown, journeys, laws, link, needs, needs_some, part, put_zone, topology};

fn of(topology: &Topology, goal: &Goal) -> Reconciled {
    let found = reconcile(topology, goal, Budget::WORKER, &mut Cache::new()).expect("exact");
    assert!(!format!("{found:?}").contains("NaN"), "{found:?}");
    let report = analyse(topology, goal, Budget::WORKER, &mut Cache::new());
    assert_eq!(found.model_u, report.worst().unwrap().u.high);
    assert_eq!(found.journey, report.worst().unwrap().journey);
    let sum: f64 = found.terms.iter().sum();
    let scale = found.spreadsheet_u.max(found.model_u);
    assert!((found.spreadsheet_u + sum - found.model_u).abs() <= 1e-12 * scale, "{found:?}");
    found
}

fn term(found: &Reconciled, term: Term) -> f64 {
    found.terms[Term::ALL.iter().position(|it| *it == term).unwrap()]
}

/// Only these terms are not 0, up to the last digits.
#[track_caller]
fn only(found: &Reconciled, expected: &[Term]) {
    let scale = found.spreadsheet_u.max(found.model_u);
    for (term, u) in Term::ALL.iter().zip(found.terms) {
        let is_there = u.abs() > 1e-13 * scale;
        assert_eq!(is_there, expected.contains(term), "{term:?}: {u:e} of {found:?}");
    }
}

/// One unit that fails every 1,000 h and is back after 2 h.
fn unit(id: u32, strategy: Strategy, units: u32) -> Component {
    let mut component = part(id, 0.0);
    (component.fault, component.recovery) = laws(1000.0, 2.0);
    component.strategy = strategy;
    component.placement = vec![Place { zone: None, units }];
    component
}

const U: f64 = 2.0 / 1002.0;

fn cluster(needed: u32, redundancy: Redundancy) -> Strategy {
    Strategy::Cluster { needed: Some(needed), redundancy }
}

/// Without any loss of time, detection included.
fn perfect(crews: u32) -> Redundancy {
    let mut redundancy = plans::perfect(crews);
    redundancy.detection.poll_interval_s = 1e-250;
    redundancy
}

fn pair(test: TestInterval, redundancy: Redundancy) -> Strategy {
    Strategy::Standby { temperature: Temperature::Hot, fault_factor: 1.0, test, redundancy }
}

#[test]
fn a_plan_without_what_a_spreadsheet_leaves_out_is_the_product_of_its_availabilities() {
    let mut plan = topology([
        part(1, 1e-3),
        unit(2, cluster(1, perfect(3)), 3),
        unit(3, pair(TestInterval::Monitored, perfect(2)), 2),
        part(4, 2e-3),
        part(5, 3e-3),
    ]);
    needs(&mut plan, 1, 2);
    needs(&mut plan, 2, 3);
    needs_some(&mut plan, 3, 1, &[4, 5]);
    let found = of(&plan, &Goal::default());
    let a = (1.0 - 1e-3) * (1.0 - U * U * U) * (1.0 - U * U) * (1.0 - 2e-3 * 3e-3);
    close("the product", found.spreadsheet_u, 1.0 - a, 1e-12);
    close("the model", found.model_u, found.spreadsheet_u, 1e-12);
    only(&found, &[]);
}

#[test]
fn what_alternatives_share_is_counted_once_and_what_a_row_needs_twice_is_one_row() {
    let mut plan = topology([part(1, 0.0), part(2, 0.01), part(3, 0.02), part(4, 0.03)]);
    needs_some(&mut plan, 1, 1, &[2, 3]);
    needs(&mut plan, 2, 4);
    needs(&mut plan, 3, 4);
    let found = of(&plan, &Goal::default());
    let way = |u: f64| 1.0 - (1.0 - u) * (1.0 - 0.03);
    close("the spreadsheet", found.spreadsheet_u, way(0.01) * way(0.02), 1e-13);
    close("the model", found.model_u, 0.03 + 0.97 * 0.01 * 0.02, 1e-13);
    only(&found, &[Term::Shared]);

    let mut series = topology([part(1, 0.01), part(2, 0.02), part(3, 0.03)]);
    needs(&mut series, 1, 2);
    needs(&mut series, 1, 3);
    needs(&mut series, 2, 3);
    needs(&mut series, 3, 1);
    let found = of(&series, &Goal::default());
    close("each once", found.spreadsheet_u, 1.0 - 0.99 * 0.98 * 0.97, 1e-13);
    only(&found, &[]);
}

#[test]
fn one_cause_alone_is_the_one_term_and_what_its_formula_gives() {
    let one = |strategy: Strategy, units: u32| of(&topology([unit(1, strategy, units)]), &Goal::default());
    let (lambda, mu) = (1e-3, 0.5);

    let two_of_three = one(cluster(2, perfect(3)), 3);
    close("two of three", two_of_three.model_u, 3.0 * U * U * (1.0 - U) + U * U * U, 1e-12);
    only(&two_of_three, &[Term::Needed]);

    let one_crew = one(cluster(1, perfect(1)), 2);
    let rho = lambda / mu;
    close("one crew", one_crew.model_u, 2.0 * rho * rho / (1.0 + 2.0 * rho + 2.0 * rho * rho), 1e-12);
    only(&one_crew, &[Term::Repair]);

    let common = one(cluster(1, Redundancy { common_cause: 0.1, ..perfect(2) }), 2);
    only(&common, &[Term::CommonCause]);
    close("both down for half a repair", term(&common, Term::CommonCause), 0.1 * lambda / (2.0 * mu), 0.03);

    let slow = one(pair(TestInterval::Monitored, Redundancy { switch_h: 0.01, ..plans::perfect(2) }), 2);
    only(&slow, &[Term::TakeoverTime]);
    close("half a poll and the switch", term(&slow, Term::TakeoverTime), lambda * (0.01 + 0.5 / 3600.0), 0.03);

    let mut nervous = Redundancy { switch_h: 0.01, ..plans::perfect(2) };
    nervous.detection.poll_loss = 1e-3;
    let nervous = one(pair(TestInterval::Monitored, nervous), 2);
    only(&nervous, &[Term::TakeoverTime, Term::FalseTakeovers]);
    close("3.6 × 0.999 in an hour", term(&nervous, Term::FalseTakeovers), 3.6 * 0.999 * 0.01, 0.05);

    let unsure = one(cluster(1, Redundancy { coverage: 0.9, ..perfect(2) }), 2);
    only(&unsure, &[Term::FailedTakeovers]);

    let untested = one(pair(TestInterval::Every { hours: 500.0 }, perfect(2)), 2);
    only(&untested, &[Term::Undetected]);

    let mut worked = unit(1, Strategy::Single, 1);
    worked.work.deploys_per_week = 2.0;
    let found = of(&topology([worked.clone()]), &Goal::default());
    close("changes", term(&found, Term::Changes), (1.0 - U) * (0.1 / 168.0 / (1.0 + 0.1 / 168.0)), 1e-9);
    only(&found, &[Term::Changes]);
    worked.work.deploys_per_week = 0.0;
    worked.work.windows_per_year = 4.0;
    only(&of(&topology([worked]), &Goal::default()), &[Term::Planned]);

    let mut zoned = unit(1, cluster(1, perfect(2)), 2);
    zoned.placement = vec![Place { zone: Some(ZoneId(1)), units: 2 }];
    let mut plan = topology([zoned]);
    put_zone(&mut plan, plans::zone(1, None, 10_000.0, 3.0));
    let found = of(&plan, &Goal::default());
    close("its zone", term(&found, Term::Zones), 3.0 / 10_003.0 * (1.0 - U * U), 1e-9);
    only(&found, &[Term::Zones]);

    let mut cached = topology([part(1, 0.0), unit(2, Strategy::Single, 1)]);
    link(&mut cached, 1, 2, Need::Cached { hours: 1.0 });
    let found = of(&cached, &Goal::default());
    close("what is hidden", found.model_u, U * libm::exp(-0.5), 1e-9);
    only(&found, &[Term::Links]);

    let mut switched = topology([part(1, 0.0), part(2, 0.01), part(3, 0.01)]);
    needs_some(&mut switched, 1, 1, &[2, 3]);
    switched.sets.values_mut().for_each(|set| set.switching = 0.9);
    let found = of(&switched, &Goal::default());
    close("the switch", term(&found, Term::Links), 0.1 * 0.01 * (1.0 - 0.01), 1e-9);
    only(&found, &[Term::Links]);
}

#[test]
fn a_load_that_needs_more_than_one_unit_is_a_term() {
    let goal = Goal { peak_load: 10.0, headroom: 1.0, ..Goal::default() };
    let mut component = unit(1, Strategy::Cluster { needed: None, redundancy: perfect(3) }, 3);
    (component.capacity, component.load_share) = (5.0, 1.0);
    only(&of(&topology([component.clone()]), &goal), &[Term::Needed]);
    component.strategy = Strategy::Single;
    component.placement = vec![Place { zone: None, units: 1 }];
    let found = of(&topology([component]), &goal);
    close("one unit cannot carry it", found.model_u, 1.0, 0.0);
    only(&found, &[Term::Needed]);
}

/// The plan without one cause.
fn without(plan: &Topology, goal: &Goal, term: Term) -> (Topology, Goal) {
    let (mut plan, mut goal) = (plan.clone(), goal.clone());
    for slot in plan.components.values_mut() {
        let component = Rc::make_mut(slot);
        let units = component.units();
        if let Strategy::Standby { fault_factor, test, .. } = &mut component.strategy {
            if term == Term::Repair {
                *fault_factor = 1.0;
            } else if term == Term::Undetected {
                *test = TestInterval::Monitored;
            }
        }
        if term == Term::Needed
            && let Some(redundancy) = component.strategy.redundancy().copied()
            && !matches!(component.strategy, Strategy::Standby { .. } | Strategy::MultiSite { .. })
        {
            component.strategy = cluster(1, redundancy);
        }
        if term == Term::Zones {
            component.placement = vec![Place { zone: None, units }];
            component.train = None;
            if let Strategy::MultiSite { redundancy, needed } = component.strategy {
                component.strategy = Strategy::Cluster { needed, redundancy };
            }
        }
        if let Some(redundancy) = component.strategy.redundancy_mut() {
            match term {
                Term::Repair => redundancy.crews = 99,
                Term::CommonCause => redundancy.common_cause = 0.0,
                Term::FalseTakeovers => redundancy.detection.poll_loss = 0.0,
                Term::FailedTakeovers => redundancy.coverage = 1.0,
                Term::TakeoverTime => {
                    redundancy.switch_h = 0.0;
                    redundancy.detection.poll_interval_s = 1e-250;
                    redundancy.detection.timeout_s = 0.0;
                    redundancy.detection.poll_loss = 0.0;
                }
                Term::Shared
                | Term::Needed
                | Term::Undetected
                | Term::Zones
                | Term::Changes
                | Term::Planned
                | Term::Links => {}
            }
        }
        if term == Term::Changes {
            component.work.deploys_per_week = 0.0;
        } else if term == Term::Planned {
            component.work.windows_per_year = 0.0;
        }
    }
    if term == Term::Links {
        plan.sets.values_mut().for_each(|set| set.switching = 1.0);
        plan.links.values_mut().filter(|link| matches!(link.need, Need::Cached { .. })).for_each(|link| {
            link.need = Need::Hard;
        });
    }
    if term == Term::Needed {
        goal.peak_load = 0.0;
    }
    (plan, goal)
}

#[test]
fn on_random_plans_the_terms_add_up_and_a_cause_that_is_taken_away_takes_its_term_along() {
    let mut seen = [0_u32; Term::ALL.len()];
    for seed in 0..60 {
        let shape =
            Shape { components: 2 + seed as usize % 5, zones: 3, sets: 0.4, has_circles: false, is_plain: false };
        let (mut plan, goal) = plans::random(seed, shape);
        let mut dice = Dice(seed);
        for slot in plan.components.values_mut() {
            let component = Rc::make_mut(slot);
            component.work.deploys_per_week = dice.share();
            component.work.windows_per_year = dice.share() * 5.0;
            if let Some(redundancy) = component.strategy.redundancy_mut() {
                redundancy.detection.poll_loss = dice.share() * 0.01;
            }
        }
        plan.sets.values_mut().for_each(|set| set.switching = dice.share());
        for link in plan.links.values_mut().filter(|link| link.need == Need::Hard) {
            if dice.is(0.3) {
                link.need = Need::Cached { hours: dice.ratio(0.05, 5.0) };
            }
        }
        let whole = of(&plan, &goal);
        for (count, u) in seen.iter_mut().zip(whole.terms) {
            *count += u32::from(u != 0.0);
        }
        for cause in Term::ALL.into_iter().filter(|cause| *cause != Term::Shared) {
            let (plan, goal) = without(&plan, &goal, cause);
            let found = of(&plan, &goal);
            let scale = found.spreadsheet_u.max(found.model_u);
            assert!(term(&found, cause).abs() <= 1e-12 * scale, "seed {seed}, {cause:?}: {found:?}");
        }
    }
    assert!(seen.iter().all(|count| *count > 5), "{seen:?}");
}

#[test]
fn the_examples_add_up_and_what_never_or_always_fails_does_too() {
    for example in Example::ALL {
        let plan = example.plan(Lang::En);
        of(&plan.topology, &plan.goal);
    }
    let web = Example::Web.plan(Lang::En);
    only(&of(&web.topology, &web.goal), &[]);
    for unavailability in [0.0, 1.0] {
        let mut plan = topology([part(1, unavailability), part(2, 0.5)]);
        needs(&mut plan, 1, 2);
        of(&plan, &Goal::default());
    }
    let mut never = part(1, 0.0);
    never.fault = Fault::Law(Lifetime::Exponential { mean_h: f64::INFINITY });
    never.strategy = Mode::HotStandby.preset();
    never.placement = vec![Place { zone: None, units: 2 }];
    of(&topology([never]), &Goal::default());
    assert_eq!(reconcile(&Topology::default(), &Goal::default(), Budget::FRAME, &mut Cache::new()), None);
}

#[test]
fn a_large_plan_and_a_circle_are_reconciled_without_repeating_work() {
    let (layered, goal) = grown(Form::Zoned, 1, 30);
    of(&layered, &goal);
    let mut circle = topology((1..=12).map(|id| part(id, 0.01)));
    (1..=12).for_each(|id| needs_some(&mut circle, id, 1, &[id % 12 + 1, (id + 1) % 12 + 1]));
    of(&circle, &journeys(&[1, 5]));
    // Every member of every set leads to the next layer: as many ways as there are atoms, each part looked at once.
    let mut ways = topology((1..=80).map(|id| part(id, 0.01)));
    for layer in 0..39_u32 {
        for at in [2 * layer + 1, 2 * layer + 2] {
            needs_some(&mut ways, at, 1, &[2 * layer + 3, 2 * layer + 4]);
        }
    }
    of(&ways, &journeys(&[1]));
}

#[test]
fn two_availabilities_are_told_with_as_many_digits_as_tell_them_apart() {
    let said = |a, b| availabilities(a, b);
    assert_eq!(said(1.004e-3, 1.028e-3), ("99.9 %".into(), "99.897 %".into()));
    assert_eq!(said(1.7e-3, 2.9e-3), ("99.83 %".into(), "99.71 %".into()));
    assert_eq!(said(1e-3, 1e-3), ("99.9 %".into(), "99.9 %".into()));
    assert_eq!(said(0.0, 1e-12), ("100 %".into(), "99.9999999999 %".into()));
}
