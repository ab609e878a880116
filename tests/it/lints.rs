//! What people forget: each rule seen red and green, and what it says of the examples.

use std::rc::Rc;

use nines::app::examples::Example;
use nines::app::{Action, Aim, Panel, State};
use nines::engine::lint::{Field, Lint, TIMERS, Timer, Whose, lints};
use nines::engine::{Budget, Cache, analyse};
use nines::i18n::reasons::Context;
use nines::i18n::{Lang, lints as say};
use nines::model::{
    Component, ComponentId, Goal, Item, Journey, JourneyId, Kind, LinkId, Mode, Need, Place, Plan, Recovery,
    RecoveryParts, Strategy, TestInterval, Topology, ZoneId,
};

use crate::plans::{needs, put_zone, topology, zone};

fn of(topology: &Topology, goal: &Goal) -> Vec<Lint> {
    let report = analyse(topology, goal, Budget::FRAME, &mut Cache::new());
    lints(topology, goal, &report)
}

/// A plan in which nothing is forgotten: a service over two zones that needs a database over two.
fn good() -> (Topology, Goal) {
    let mut service = Component::new(ComponentId(1), Kind::Service, "API".to_owned());
    service.strategy = Mode::Cluster.preset();
    service.placement = [2, 3].map(|zone| Place { zone: Some(ZoneId(zone)), units: 2 }).to_vec();
    service.work.deploys_per_week = 1.0;
    service.recovery =
        Recovery::Parts(RecoveryParts { kappa: 6.0, detect_h: 0.01, diagnose_h: 0.01, repair_h: 0.05, verify_h: 0.01 });
    let mut database = Component::new(ComponentId(2), Kind::Sql, "DB".to_owned());
    database.strategy = Mode::HotStandby.preset();
    database.placement = [2, 3].map(|zone| Place { zone: Some(ZoneId(zone)), units: 1 }).to_vec();
    let mut plan = topology([service, database]);
    for id in 2..=3 {
        put_zone(&mut plan, zone(id, None, 40_000.0, 3.0));
    }
    needs(&mut plan, 1, 2);
    (plan, Goal { peak_load: 1_000.0, headroom: 1.0, ..Goal::default() })
}

/// The plan with one thing changed finds just these, besides nothing.
#[track_caller]
fn finds(change: impl FnOnce(&mut Topology, &mut Goal), expected: &[Lint]) {
    let (mut plan, mut goal) = good();
    change(&mut plan, &mut goal);
    assert_eq!(of(&plan, &goal), expected);
}

fn tune(plan: &mut Topology, id: u32, change: impl FnOnce(&mut Component)) {
    change(Rc::make_mut(plan.components.get_mut(&ComponentId(id)).unwrap()));
}

const API: ComponentId = ComponentId(1);
const DB: ComponentId = ComponentId(2);

fn quorum(plan: &mut Topology, units: &[(u32, u32)]) {
    for id in 4..=5 {
        put_zone(plan, zone(id, None, 40_000.0, 3.0));
    }
    tune(plan, 2, |db| {
        db.strategy = Mode::Quorum.preset();
        db.placement = units.iter().map(|(zone, units)| Place { zone: Some(ZoneId(*zone)), units: *units }).collect();
    });
}

#[test]
fn a_plan_in_which_nothing_is_forgotten_has_no_lints() {
    finds(|_, _| (), &[]);
    assert_eq!(of(&Topology::default(), &Goal::default()), []);
}

#[test]
fn units_and_places() {
    finds(|_, goal| goal.peak_load = 4_000.0, &[Lint::NoSpare { component: API, units: 4 }]);
    finds(
        |_, goal| goal.peak_load = 3_000.0,
        &[Lint::ThinWithoutZone { component: API, zone: ZoneId(2), left: 2, needed: 3 }],
    );
    finds(|_, goal| goal.peak_load = 2_000.0, &[]);
    let majority = Lint::MajorityInZone { component: DB, zone: ZoneId(3), inside: 2, units: 3 };
    finds(|plan, _| quorum(plan, &[(2, 1), (3, 2)]), &[majority]);
    finds(|plan, _| quorum(plan, &[(2, 1), (3, 1), (4, 1)]), &[]);
    finds(|plan, _| quorum(plan, &[(2, 2), (3, 2), (4, 1)]), &[]);
    let sites = |left: u32| {
        move |plan: &mut Topology, goal: &mut Goal| {
            goal.peak_load = 3_000.0;
            tune(plan, 1, |api| {
                api.strategy = Mode::MultiSite.preset();
                api.placement =
                    [(2, 3), (3, left)].map(|(zone, units)| Place { zone: Some(ZoneId(zone)), units }).to_vec();
            });
        }
    };
    finds(sites(3), &[]);
    finds(sites(2), &[Lint::ThinWithoutZone { component: API, zone: ZoneId(2), left: 2, needed: 3 }]);
    finds(
        |plan, _| {
            tune(plan, 1, |api| api.placement = vec![Place { zone: Some(ZoneId(2)), units: 4 }]);
            tune(plan, 2, |db| db.placement = vec![Place { zone: Some(ZoneId(2)), units: 2 }]);
        },
        &[Lint::OneGround { component: API, zone: ZoneId(2) }],
    );
    finds(
        |plan, _| {
            tune(plan, 1, |api| api.placement = vec![Place { zone: None, units: 4 }]);
            tune(plan, 2, |db| db.placement = vec![Place { zone: None, units: 2 }]);
        },
        &[Lint::NoGround { component: API }],
    );
}

#[test]
fn takeovers() {
    let redundancy = |change: fn(&mut nines::model::Redundancy)| {
        move |plan: &mut Topology, _: &mut Goal| tune(plan, 2, |db| change(db.strategy.redundancy_mut().unwrap()))
    };
    let fault_per_h = 1.0 / 15_766.0;
    let (plan, _) = good();
    let mut db = (**plan.components.get(&DB).unwrap()).clone();
    db.strategy.redundancy_mut().unwrap().detection.poll_loss = 0.1;
    let false_per_h = db.strategy.redundancy().unwrap().detection.false_per_h();
    let found = {
        let (mut plan, goal) = good();
        redundancy(|of| of.detection.poll_loss = 0.1)(&mut plan, &mut goal.clone());
        of(&plan, &goal)
    };
    let [Lint::EagerTakeover { component: DB, false_per_h: found, fault_per_h: faults }] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(*found, false_per_h);
    crate::close("faults of the active unit", *faults, fault_per_h, 1e-3);
    finds(redundancy(|of| of.detection.poll_loss = 1e-4), &[]);

    let slow = Lint::SlowTakeover { component: DB, takeover_h: 0.5 + 35.0 / 3600.0, allowed_h: 0.36 };
    finds(
        |plan, goal| {
            goal.target_u = 5e-4;
            tune(plan, 2, |db| db.strategy.redundancy_mut().unwrap().switch_h = 0.5);
        },
        &[slow],
    );
    finds(redundancy(|of| of.detection.fenced = false), &[Lint::Unfenced { component: DB }]);
    finds(redundancy(|of| of.coverage = 1.0), &[Lint::PerfectTakeover { component: DB }]);
    finds(redundancy(|of| of.common_cause = 0.0), &[Lint::NoCommonCause { component: DB }]);
    finds(redundancy(|of| of.lag_h = 0.25), &[Lint::LossWithoutLimit { component: DB, lag_h: 0.25 }]);
    finds(
        |plan, goal| {
            goal.rpo_h = Some(1.0);
            tune(plan, 2, |db| db.strategy.redundancy_mut().unwrap().lag_h = 0.25);
        },
        &[],
    );
    let tested = |every_h: f64| {
        move |plan: &mut Topology, _: &mut Goal| {
            tune(plan, 2, |db| {
                if let Strategy::Standby { test, .. } = &mut db.strategy {
                    *test = TestInterval::Every { hours: every_h };
                }
            });
        }
    };
    finds(tested(800.0), &[]);
    let (mut plan, goal) = good();
    tested(2_000.0)(&mut plan, &mut goal.clone());
    let found = of(&plan, &goal);
    let [Lint::RareTests { component: DB, every_h: 2_000.0, dead }] = found.as_slice() else { panic!("{found:?}") };
    let x: f64 = 2_000.0 / 15_766.0;
    crate::close("dead when wanted", *dead, 1.0 - (1.0 - (-x).exp()) / x, 1e-3);
}

#[test]
fn known_timers() {
    let waits = |wait_s: f64| {
        move |plan: &mut Topology, goal: &mut Goal| {
            goal.target_u = 0.01;
            tune(plan, 2, |db| {
                let detection = &mut db.strategy.redundancy_mut().unwrap().detection;
                (detection.poll_interval_s, detection.misses, detection.timeout_s) = (10.0, 1, wait_s - 10.0);
            });
        }
    };
    let patroni = Lint::KnownTimer { component: DB, timer: Timer::PatroniCrash, is_recovery: false };
    finds(waits(320.0), &[patroni]);
    finds(waits(310.0), &[]);
    let lost_node = |detect_h: f64| {
        move |plan: &mut Topology, _: &mut Goal| {
            tune(plan, 1, |api| {
                if let Recovery::Parts(parts) = &mut api.recovery {
                    parts.detect_h = detect_h;
                }
            });
        }
    };
    let kubernetes = Lint::KnownTimer { component: API, timer: Timer::KubernetesNode, is_recovery: true };
    finds(lost_node(340.0 / 3600.0), &[kubernetes]);
    finds(lost_node(70.0 / 3600.0), &[]);
    finds(lost_node(0.0), &[Lint::NoDetection { component: API }]);
    for row in TIMERS {
        assert_eq!(row.timer.row().wait_s, row.wait_s);
        assert!(!row.source.is_empty());
    }
}

#[test]
fn links_load_changes_recovery_and_targets() {
    finds(
        |plan, _| plan.links = nines::model::ordered::Map::new(),
        &[Lint::Unlinked { component: API }, Lint::Unlinked { component: DB }],
    );
    let cached = |hours: f64| {
        move |plan: &mut Topology, _: &mut Goal| {
            plan.links.values_mut().for_each(|link| link.need = Need::Cached { hours });
        }
    };
    finds(cached(0.25), &[]);
    // Two and a half polls of ten seconds, five more, and a minute to switch.
    let (mut plan, goal) = good();
    cached(0.02)(&mut plan, &mut goal.clone());
    let found = of(&plan, &goal);
    let [Lint::ShortCache { link: LinkId(1), from: API, to: DB, cached_h: 0.02, takeover_h }] = found.as_slice() else {
        panic!("{found:?}")
    };
    crate::close("a takeover", *takeover_h, 90.0 / 3600.0, 1e-12);
    // A balancer before two services of the same kind: any one may be meant.
    let balanced = |kind: Kind, need: Need| {
        move |plan: &mut Topology, _: &mut Goal| {
            let balancer = Component::new(ComponentId(3), kind, "LB".to_owned());
            let mut second = (**plan.components.get(&API).unwrap()).clone();
            second.id = ComponentId(4);
            plan.components.insert(ComponentId(3), balancer.into());
            plan.components.insert(ComponentId(4), second.into());
            needs(plan, 3, 1);
            needs(plan, 3, 4);
            plan.links.values_mut().filter(|link| link.from == ComponentId(3)).for_each(|link| link.need = need);
        }
    };
    let every =
        |plan: &Topology, goal: &Goal| of(plan, goal).into_iter().find(|it| matches!(it, Lint::EveryTarget { .. }));
    for (kind, need, is_found) in [
        (Kind::Balancer, Need::Hard, true),
        (Kind::Dns, Need::Hard, true),
        (Kind::Service, Need::Hard, false),
        (Kind::Balancer, Need::Soft, false),
    ] {
        let (mut plan, mut goal) = good();
        balanced(kind, need)(&mut plan, &mut goal);
        let lint =
            Lint::EveryTarget { link: LinkId(2), from: ComponentId(3), first: API, second: ComponentId(4), targets: 2 };
        assert_eq!(every(&plan, &goal), is_found.then_some(lint), "{kind:?} {need:?}");
    }
    finds(|_, goal| goal.peak_load = 0.0, &[Lint::NoLoad { component: API }]);
    finds(
        |plan, goal| {
            goal.peak_load = 0.0;
            tune(plan, 1, |api| {
                if let Strategy::Cluster { needed, .. } = &mut api.strategy {
                    *needed = Some(2);
                }
            });
        },
        &[],
    );
    finds(|plan, _| tune(plan, 1, |api| api.work.deploys_per_week = 0.0), &[Lint::NoChanges { component: API }]);
    finds(|plan, _| tune(plan, 1, |api| (api.work.deploys_per_week, api.work.windows_per_year) = (0.0, 1.0)), &[]);
    finds(
        |plan, _| tune(plan, 1, |api| api.recovery = Kind::Service.row().recovery),
        &[Lint::UntimedRecovery { component: API, components: 2 }],
    );
    let targets = |second: Option<f64>| {
        move |_: &mut Topology, goal: &mut Goal| {
            goal.journeys = vec![
                Journey { target_u: Some(1e-3), ..Journey::new(JourneyId(1), "buy".to_owned(), API) },
                Journey { target_u: second, ..Journey::new(JourneyId(2), "look".to_owned(), DB) },
            ];
        }
    };
    finds(targets(None), &[Lint::NoTarget { journey: JourneyId(2) }]);
    finds(targets(Some(1e-2)), &[]);
}

#[test]
fn a_lint_leads_to_its_field_and_something_else_ends_that() {
    let plan = Example::Pair.plan(Lang::En);
    let found = of(&plan.topology, &plan.goal);
    let eager = found.iter().find(|lint| matches!(lint, Lint::EagerTakeover { .. })).expect("an impatient loop");
    let aim = Aim::of(eager);
    assert_eq!(
        (aim.panel, aim.sections, aim.field.as_str()),
        (Panel::Inspector, &["strategy", "detection"][..], "field-dm")
    );
    let state = State::default().apply(Action::Load(Rc::new(plan)));
    let led = state.apply(Action::Aim(aim.clone()));
    assert_eq!((led.aims, led.aim.as_ref(), led.only_selected()), (1, Some(&aim), aim.item));
    assert_eq!(led.apply(Action::Panel(Panel::Goal)).aim, None);
    assert_eq!(led.apply(Action::Select([].into())).aim, None);
    assert_eq!(led.apply(Action::Undo).aims, 1);
    let rpo = Aim::of(&Lint::LossWithoutLimit { component: DB, lag_h: 1.0 });
    assert_eq!((rpo.item, rpo.panel, rpo.field.as_str()), (None, Panel::Goal, "field-rpo"));
    assert_eq!(Lint::Unlinked { component: DB }.place(), (Whose::Component(DB), Field::Whole));
    assert_eq!(Aim::of(&Lint::Unlinked { component: DB }).item, Some(Item::Component(DB)));
}

fn kinds(plan: &Plan) -> Vec<String> {
    let name = |lint: &Lint| format!("{lint:?}").split_once(' ').map_or(String::new(), |(name, _)| name.to_owned());
    of(&plan.topology, &plan.goal).iter().map(name).collect()
}

#[test]
fn the_examples_say_what_they_are_about_and_every_word_is_there_in_both_languages() {
    for lang in [Lang::En, Lang::Zh] {
        for example in Example::ALL {
            let plan = example.plan(lang);
            let at = Context { lang, topology: &plan.topology, goal: &plan.goal };
            for lint in of(&plan.topology, &plan.goal) {
                let advice = say::advice(at, &lint);
                assert!(!advice.problem.is_empty() && !advice.problem.ends_with('.') && !advice.remedy.is_empty());
                println!("{example:?}: {} – {}", advice.problem, advice.remedy);
            }
        }
    }
    let of = |example: Example| kinds(&example.plan(Lang::En));
    let has = |example: Example, lint: &str| assert!(of(example).iter().any(|it| it == lint), "{example:?} {lint}");
    has(Example::Pair, "EagerTakeover");
    has(Example::Pair, "Unfenced");
    has(Example::Patroni, "KnownTimer");
    has(Example::Patroni, "SlowTakeover");
    has(Example::Kubernetes, "KnownTimer");
    has(Example::Kubernetes, "NoSpare");
    has(Example::Redis, "KnownTimer");
    has(Example::Redis, "Unfenced");
    assert!(Example::ALL.iter().all(|example| of(*example).len() <= 7));
}
