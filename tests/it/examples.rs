//! The examples: whole, legal, well laid out, and right in what they claim.

use std::collections::BTreeSet;

use nines::app::examples::{Claim, Example, first_visit};
use nines::app::geometry::{GRID, component_box};
use nines::engine::recommend::{EFFORT_FRAME, Memo, recommend};
use nines::engine::report::{Outcome, Reason};
use nines::engine::{self, Budget, Cache, Report};
use nines::i18n::Lang;
use nines::model::strategy::Family;
use nines::model::{
    Component, Detection, Edit, Fault, Goal, Kind, Lifetime, Mode, Place, Plan, Recovery, Rect, Redundancy, Strategy,
    Zone, ZoneKind, check,
};

const LANGS: [Lang; 2] = [Lang::En, Lang::Zh];

fn every_plan() -> Vec<(Example, Lang, Plan)> {
    let pairs = Example::ALL.into_iter().flat_map(|example| LANGS.map(|lang| (example, lang)));
    pairs.map(|(example, lang)| (example, lang, example.plan(lang))).collect()
}

#[test]
fn an_example_is_a_legal_plan_as_it_stands() {
    for (example, lang, plan) in every_plan() {
        let (mended, findings) = check::mend(plan.clone());
        assert_eq!(findings, vec![], "{example:?} {lang:?}");
        assert_eq!(mended, plan, "{example:?} {lang:?}");
    }
}

#[test]
fn no_edit_of_an_example_was_refused() {
    let sizes = |example: Example| {
        let plan = example.plan(Lang::En);
        (plan.topology.components.len(), plan.topology.links.len(), plan.topology.zones.len())
    };
    assert_eq!(sizes(Example::Web), (5, 4, 2));
    assert_eq!(sizes(Example::Pair), (2, 1, 0));
    assert_eq!(sizes(Example::Patroni), (4, 3, 3));
    assert_eq!(sizes(Example::City), (5, 4, 3));
    assert_eq!(sizes(Example::Redis), (4, 3, 3));
    assert_eq!(sizes(Example::Etcd), (3, 2, 3));
    assert_eq!(sizes(Example::Kafka), (3, 2, 3));
    assert_eq!(sizes(Example::Kubernetes), (3, 2, 3));
    assert_eq!(sizes(Example::Regions), (4, 3, 2));
    assert_eq!(sizes(Example::Centres), (4, 3, 5));
}

#[test]
fn an_example_is_the_same_in_both_languages_but_for_its_words() {
    for example in Example::ALL {
        let [en, zh] = LANGS.map(|lang| example.plan(lang));
        assert_eq!(en.layout, zh.layout, "{example:?}");
        assert_eq!(en.goal, zh.goal, "{example:?}");
        assert_ne!(en.name, zh.name, "{example:?}");
        for (a, b) in en.topology.components.values().zip(zh.topology.components.values()) {
            let worded = nines::model::Component { name: b.name.clone(), note: b.note.clone(), ..(**a).clone() };
            assert_eq!(worded, **b, "{example:?}");
        }
    }
}

#[test]
fn every_figure_of_an_example_names_its_source_or_says_suggested() {
    for (example, lang, plan) in every_plan() {
        for component in plan.topology.components.values().filter(|component| component.kind != Kind::Users) {
            assert!(!component.note.is_empty(), "{example:?} {lang:?}: {} says nothing of its figures", component.name);
        }
    }
}

#[test]
fn boxes_lie_on_the_grid_inside_their_zones_and_apart() {
    for (example, _, plan) in every_plan() {
        let boxes: Vec<(String, Rect)> = plan
            .topology
            .components
            .values()
            .map(|component| (component.name.clone(), component_box(&plan, component)))
            .collect();
        for (name, rect) in &boxes {
            assert!((rect.x / GRID).fract().abs() + (rect.y / GRID).fract().abs() == 0.0, "{example:?}: {name}");
        }
        for (index, (name, a)) in boxes.iter().enumerate() {
            for (other, b) in &boxes[index + 1..] {
                assert!(apart(*a, *b), "{example:?}: {name} lies on {other}");
            }
        }
        for component in plan.topology.components.values() {
            let inner = component_box(&plan, component);
            for (id, outer) in &plan.layout.zones {
                let homes = plan.topology.common_zone(component);
                let inside = homes.is_some_and(|home| plan.topology.is_within(home, *id));
                if inside {
                    assert!(holds(*outer, inner, 24.0, 40.0), "{example:?}: {} leans out", component.name);
                } else {
                    assert!(apart(*outer, inner), "{example:?}: {} lies in a zone that is not its own", component.name);
                }
            }
        }
        for (id, inner) in &plan.layout.zones {
            let parent = plan.topology.zones[id].parent;
            for (other, outer) in plan.layout.zones.iter().filter(|(other, _)| *other != id) {
                let is_inside = plan.topology.is_within(*id, *other);
                let is_outside = plan.topology.is_within(*other, *id);
                assert!(
                    is_outside || if is_inside { holds(*outer, *inner, 24.0, 40.0) } else { apart(*outer, *inner) }
                );
            }
            assert!(parent.is_none_or(|parent| plan.layout.zones.contains_key(&parent)));
        }
    }
}

#[test]
fn titles_differ_and_the_first_visit_is_among_them() {
    for lang in LANGS {
        let titles: BTreeSet<&str> = Example::ALL.iter().map(|example| example.card(lang).title).collect();
        assert_eq!(titles.len(), Example::ALL.len());
        assert!(titles.contains(first_visit(lang).name.as_str()));
    }
}

fn apart(a: Rect, b: Rect) -> bool {
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
}

fn holds(outer: Rect, inner: Rect, padding: f64, top: f64) -> bool {
    inner.x >= outer.x + padding
        && inner.y >= outer.y + top
        && inner.x + inner.width <= outer.x + outer.width - padding
        && inner.y + inner.height <= outer.y + outer.height - padding
}

fn analyse(plan: &Plan) -> Report {
    engine::analyse(&plan.topology, &plan.goal, Budget::FRAME, &mut Cache::default())
}

fn claim(example: Example, plan: &Plan) -> Claim {
    example.claim(plan, &analyse).expect("the plan holds what the claim is about")
}

/// The plan with the first component of a kind changed.
fn with(plan: &Plan, kind: Kind, change: impl FnOnce(&mut Component)) -> Plan {
    let found = plan.topology.components.values().find(|component| component.kind == kind);
    let mut component = (**found.expect("of this kind")).clone();
    change(&mut component);
    Edit::PutComponent(component.into()).apply(plan).expect("legal")
}

fn worst_u(plan: &Plan) -> f64 {
    analyse(plan).worst().expect("a journey").u.high
}

#[test]
fn the_first_visit_misses_its_target_by_a_visible_factor() {
    for lang in LANGS {
        let report = analyse(&first_visit(lang));
        let strain = report.worst().expect("a journey").strain();
        assert!((1.5..10.0).contains(&strain), "misses by {strain}");
        assert_eq!(report.diagnostics, vec![]);
    }
}

#[test]
fn a_second_region_for_the_storage_lets_the_first_visit_meet_its_target() {
    let plan = first_visit(Lang::En);
    let sites: Vec<Place> = plan.topology.zones.keys().map(|id| Place { zone: Some(*id), units: 1 }).collect();
    let two = with(&plan, Kind::ObjectStorage, |storage| {
        storage.strategy = Mode::MultiSite.preset();
        storage.placement = sites;
    });
    assert!(worst_u(&two) < plan.goal.target_u);
    // Nothing else alone is enough, so this is what there is to recommend.
    for kind in [Kind::Balancer, Kind::Service, Kind::Sql] {
        let perfect = with(&plan, kind, |component| component.fault = Fault::Never);
        assert!(worst_u(&perfect) > plan.goal.target_u, "{kind:?} alone would do");
    }
}

#[test]
fn slas_in_a_row_add_up_and_the_storage_weighs_most() {
    let holds = |plan: &Plan| {
        let Claim::Web { u, weakest, share } = claim(Example::Web, plan) else { panic!("another claim") };
        let product = 1.0 - 0.9999 * 0.9999 * 0.9995 * 0.999;
        (u - product).abs() < 1e-12 && weakest == "Images in S3" && (0.55..0.62).contains(&share)
    };
    let plan = Example::Web.plan(Lang::En);
    assert!(holds(&plan));
    let better = Fault::Published { unavailability: 1e-4 };
    assert!(!holds(&with(&plan, Kind::ObjectStorage, |storage| storage.fault = better)));
}

#[test]
fn an_impatient_pair_costs_more_than_the_faults_it_covers() {
    let holds = |plan: &Plan| {
        let Claim::Pair { false_per_year, u, u_patient } = claim(Example::Pair, plan) else { panic!("another claim") };
        let single = analyse(plan).components.values().map(|component| component.unit.u).fold(0.0, f64::max);
        (30_000.0..33_000.0).contains(&false_per_year) && u > 10.0 * single && u_patient * 100.0 < u
    };
    let plan = Example::Pair.plan(Lang::En);
    assert!(holds(&plan));
    let tune = |change: &dyn Fn(&mut Detection)| {
        with(&plan, Kind::Service, |pair| change(&mut pair.strategy.redundancy_mut().expect("a pair").detection))
    };
    assert!(!holds(&tune(&|detection| detection.misses = 3)));
    assert!(!holds(&tune(&|detection| detection.poll_loss = 1e-6)));
}

#[test]
fn waiting_for_a_crashed_server_is_most_of_a_takeover() {
    let holds = |plan: &Plan| {
        let Claim::Patroni { worst_h, takeover_h, takeover_without_h, saved_u } = claim(Example::Patroni, plan) else {
            panic!("another claim")
        };
        (worst_h * 3600.0 - 320.0).abs() < 1e-9
            && takeover_h > 10.0 * takeover_without_h
            && saved_u > 0.25 * worst_u(plan)
    };
    let plan = Example::Patroni.plan(Lang::En);
    assert!(holds(&plan));
    assert!(!holds(&with(&plan, Kind::Sql, |database| {
        database.strategy.redundancy_mut().expect("a standby").detection.timeout_s = 0.0;
    })));
}

#[test]
fn one_release_for_both_data_centres_outweighs_everything_else() {
    let holds = |plan: &Plan| {
        let Claim::City { u, u_staged, share } = claim(Example::City, plan) else { panic!("another claim") };
        share > 0.7 && u_staged < 0.1 * u
    };
    let plan = Example::City.plan(Lang::En);
    assert!(holds(&plan));
    let train = plan.topology.zones.values().find(|zone| zone.kind == ZoneKind::ReleaseTrain).expect("a train");
    let seldom = Zone { fault: Fault::Law(Lifetime::Exponential { mean_h: 1e7 }), ..(**train).clone() };
    assert!(!holds(&Edit::PutZone(seldom.into()).apply(&plan).expect("legal")));
}

#[test]
fn an_insight_is_said_with_its_figures_in_both_languages() {
    for (example, lang, _) in every_plan() {
        let sentence = example.insight(lang, &analyse);
        assert_ne!(sentence, example.card(lang).shows);
        assert!(sentence.chars().any(|c| c.is_ascii_digit()), "{sentence}");
    }
}

/// The example's plan with the first component of a kind changed no longer holds the claim that its own plan holds.
fn holds_and_falls_by(
    example: Example,
    holds: &dyn Fn(&Plan) -> bool,
    kind: Kind,
    changes: &[&dyn Fn(&mut Component)],
) {
    let plan = example.plan(Lang::En);
    assert!(holds(&plan), "{example:?}: {:?}", claim(example, &plan));
    for (number, change) in changes.iter().enumerate() {
        assert!(!holds(&with(&plan, kind, change)), "{example:?}: change {number} is not seen");
    }
}

fn redundancy(component: &mut Component) -> &mut Redundancy {
    component.strategy.redundancy_mut().expect("redundant")
}

#[test]
fn patience_of_the_sentinels_costs_downtime_and_saves_no_write() {
    let holds = |plan: &Plan| {
        let Claim::Redis { takeover_h, lost, saved_u } = claim(Example::Redis, plan) else { panic!("another claim") };
        // 0.556 faults a year, of which all but 5 % are the primary's alone, 97 % of them taken over 25 s sooner; and as
        // much for half of the faults of two zones.
        let sooner_h = 25.0 / 3600.0;
        let by_units = (1.0 - 0.05) * 0.97 * sooner_h / 15_766.0;
        let by_zones = 2.0 * 0.5 * 0.97 * sooner_h / 43_830.0;
        (takeover_h * 3600.0 - 32.5).abs() < 1e-9
            && (lost - 500.0).abs() < 1e-9
            && (saved_u / (by_units + by_zones) - 1.0).abs() < 0.01
    };
    holds_and_falls_by(
        Example::Redis,
        &holds,
        Kind::KeyValue,
        &[&|store| redundancy(store).detection.misses = 5, &|store| redundancy(store).lag_h = 0.0, &|store| {
            redundancy(store).coverage = 0.5
        }],
    );
}

#[test]
fn nothing_in_the_journey_waits_for_the_sentinels() {
    let plan = Example::Redis.plan(Lang::En);
    let sentinels = plan.topology.components.values().next_back().expect("the last").clone();
    let never = Component { fault: Fault::Never, ..(*sentinels).clone() };
    let without = Edit::PutComponent(never.into()).apply(&plan).expect("legal");
    assert_eq!(worst_u(&plan).to_bits(), worst_u(&without).to_bits());
}

#[test]
fn five_members_on_two_zones_are_worse_than_three_on_three() {
    let holds = |plan: &Plan| {
        let Claim::Etcd { u, u_five } = claim(Example::Etcd, plan) else { panic!("another claim") };
        // A zone is down for 3 h every 43,830: that is what the two zones add.
        let zone = 3.0 / 43_833.0;
        (u_five - u > 0.95 * zone) && (u_five - u < 1.1 * zone) && u < plan.goal.target_u && u_five > plan.goal.target_u
    };
    let plan = Example::Etcd.plan(Lang::En);
    holds_and_falls_by(Example::Etcd, &holds, Kind::KeyValue, &[&|store| store.placement.truncate(2)]);
    let lasting = plan.topology.zones.values().map(|zone| {
        let never = Zone { fault: Fault::Never, ..(**zone).clone() };
        Edit::PutZone(never.into())
    });
    assert!(!holds(&Edit::All(lasting.collect()).apply(&plan).expect("legal")));
}

#[test]
fn a_copy_more_in_step_stops_writes_and_a_copy_fewer_saves_little() {
    let holds = |plan: &Plan| {
        let Claim::Kafka { u, u_all, saved_u } = claim(Example::Kafka, plan) else { panic!("another claim") };
        // All three needed: each broker and each zone alone stops the writes.
        let alone = 3.0 * (1.0 / 15_767.0 + 3.0 / 43_833.0);
        (u_all / alone - 1.0).abs() < 0.1 && u < u_all / 20.0 && saved_u > 0.0 && saved_u < u / 2.0
    };
    let in_step = |copies: u32| {
        move |brokers: &mut Component| {
            if let Strategy::Cluster { needed, .. } = &mut brokers.strategy {
                *needed = Some(copies);
            }
        }
    };
    holds_and_falls_by(Example::Kafka, &holds, Kind::Queue, &[&in_step(3), &in_step(1)]);
}

#[test]
fn replacing_pods_takes_most_of_the_time_and_a_spare_pod_spares_it() {
    let holds = |plan: &Plan| {
        let Claim::Kubernetes { wait_h, cost_u, quick_u, spare_u } = claim(Example::Kubernetes, plan) else {
            panic!("another claim")
        };
        // Seven pods that are all needed, each away for 370 s with its node.
        let alone = 7.0 * (370.0 / 3600.0) / 15_766.0;
        (wait_h * 3600.0 - 340.0).abs() < 1e-9
            && (cost_u / alone - 1.0).abs() < 0.05
            && (quick_u / cost_u * 370.0 / 100.0 - 1.0).abs() < 0.05
            && spare_u * 20.0 < cost_u
    };
    holds_and_falls_by(
        Example::Kubernetes,
        &holds,
        Kind::Service,
        &[
            &|pods| {
                if let Recovery::Parts(parts) = &mut pods.recovery {
                    parts.detect_h = 40.0 / 3600.0;
                }
            },
            &|pods| pods.placement[0].units += 1,
        ],
    );
}

#[test]
fn a_lost_region_fails_requests_until_dns_points_away() {
    let holds = |plan: &Plan| {
        let Claim::Regions { u, away_h, failed, failed_fast } = claim(Example::Regions, plan) else {
            panic!("another claim")
        };
        // Two and a half intervals of 30 s and a TTL of 60 s, for half of 12,000 requests a second.
        (away_h * 3600.0 - 135.0).abs() < 1e-9
            && (failed - 135.0 * 6_000.0).abs() < 1e-3
            && (failed_fast - 85.0 * 6_000.0).abs() < 1e-3
            && u < plan.goal.target_u
    };
    holds_and_falls_by(
        Example::Regions,
        &holds,
        Kind::Service,
        &[
            &|service| redundancy(service).detection.poll_interval_s = 10.0,
            &|service| redundancy(service).switch_h = 0.0,
            &|service| service.strategy = Mode::Cluster.preset(),
        ],
    );
}

#[test]
fn a_lost_centre_loses_no_data_and_a_lost_city_the_last_seconds() {
    let holds = |plan: &Plan| {
        let Claim::Centres { centre_h, city_h, lost_h, in_step_ms } = claim(Example::Centres, plan) else {
            panic!("another claim")
        };
        let report = analyse(plan);
        let database = plan.topology.components.values().find(|component| component.kind == Kind::Sql).expect("one");
        report.components[&database.id].figures.rpo_h == Some(0.0)
            && centre_h < 0.1
            && (0.98..1.02).contains(&city_h)
            && (lost_h * 3600.0 - 10.0).abs() < 1e-9
            && (in_step_ms - 30.0).abs() < 1e-9
    };
    let plan = Example::Centres.plan(Lang::En);
    holds_and_falls_by(
        Example::Centres,
        &holds,
        Kind::Sql,
        &[&|database| redundancy(database).switch_h = 0.5, &|database| redundancy(database).lag_h = 1.0],
    );
    let copy = plan.topology.components.values().next_back().expect("the last").clone();
    let mut late = (*copy).clone();
    redundancy(&mut late).lag_h = 1.0;
    assert!(!holds(&Edit::PutComponent(late.into()).apply(&plan).expect("legal")));
    let city = plan.topology.zones.values().find(|zone| zone.kind == ZoneKind::Region).expect("a city").clone();
    let slow = Zone { recovery: ZoneKind::Region.row().recovery, ..(*city).clone() };
    assert!(!holds(&Edit::PutZone(slow.into()).apply(&plan).expect("legal")));
    let near = Zone { round_trip_ms: 1.0, ..(*city).clone() };
    let other = plan.topology.zones.values().rfind(|zone| zone.kind == ZoneKind::Region).expect("two");
    let also = Zone { round_trip_ms: 1.0, ..(**other).clone() };
    let both = Edit::All(vec![Edit::PutZone(near.into()), Edit::PutZone(also.into())]);
    assert!(!holds(&both.apply(&plan).expect("legal")));
}

/// What is recommended for the component that the example is about: its family, and the facts.
fn advised(example: Example, plan: &Plan) -> (Family, Vec<Reason>) {
    let choice = example.choice(plan).expect("there is a choice");
    (choice.chosen.strategy.mode().family(), choice.reasons)
}

/// The plan with another goal.
fn asked(plan: &Plan, change: impl FnOnce(&mut Goal)) -> Plan {
    let mut goal = (*plan.goal).clone();
    change(&mut goal);
    Edit::PutGoal(goal.into()).apply(plan).expect("legal")
}

#[test]
fn every_example_but_the_pair_is_advised_a_redundant_strategy() {
    for example in Example::ALL {
        let (family, _) = advised(example, &example.plan(Lang::En));
        assert_eq!(family == Family::Single, example == Example::Pair, "{example:?}");
    }
}

#[test]
fn each_family_is_recommended_somewhere_for_scale_performance_or_security() {
    let is_scale = |reason: &Reason| matches!(reason, Reason::CarriesLoad { .. });
    let is_performance = |reason: &Reason| matches!(reason, Reason::WithinRto { .. } | Reason::NoAddedLatency);
    let is_security = |reason: &Reason| matches!(reason, Reason::NoDataLoss | Reason::FewestSites { .. });
    let found = |family: Family, is: &dyn Fn(&Reason) -> bool| {
        Example::ALL.into_iter().any(|example| {
            let (chosen, reasons) = advised(example, &example.plan(Lang::En));
            chosen == family && reasons.iter().any(is)
        })
    };
    assert!(found(Family::Cluster, &is_scale));
    assert!(found(Family::Standby, &is_performance));
    assert!(found(Family::Standby, &is_security));
    assert!(found(Family::Distributed, &is_performance));
    assert!(found(Family::Distributed, &is_security));
}

#[test]
fn what_was_made_to_last_is_kept_as_it_stands() {
    for example in [Example::Redis, Example::Etcd, Example::Kafka, Example::Regions, Example::Centres] {
        let plan = example.plan(Lang::En);
        let (mut cache, mut memo) = (Cache::default(), Memo::default());
        let recommended = recommend(&plan.topology, &plan.goal, EFFORT_FRAME, &mut cache, &mut memo);
        assert_eq!(recommended.outcome, Outcome::Keep, "{example:?}");
    }
}

#[test]
fn without_what_decided_another_strategy_comes_out() {
    // Scale: a tenth of the load is carried by one pod.
    let pods = Example::Kubernetes.plan(Lang::En);
    assert_eq!(advised(Example::Kubernetes, &pods).0, Family::Cluster);
    let (family, reasons) = advised(Example::Kubernetes, &asked(&pods, |goal| goal.peak_load = 500.0));
    assert!(family != Family::Cluster || !reasons.iter().any(|reason| matches!(reason, Reason::CarriesLoad { .. })));
    // Performance: with an hour to recover, a colder standby does.
    let mode = |plan: &Plan| Example::Redis.choice(plan).expect("a choice").chosen.strategy.mode();
    let redis = Example::Redis.plan(Lang::En);
    assert_eq!(mode(&redis), Mode::HotStandby);
    assert_eq!(mode(&asked(&redis, |goal| goal.rto_h = Some(1.0))), Mode::ColdStandby);
    // Security of data and time to recover: without these limits a pair is enough where a majority was asked for.
    let etcd = with(&Example::Etcd.plan(Lang::En), Kind::KeyValue, |store| store.wishes.modes = None);
    assert_eq!(advised(Example::Etcd, &etcd).0, Family::Distributed);
    assert_eq!(advised(Example::Etcd, &asked(&etcd, |goal| goal.rto_h = Some(1.0))).0, Family::Standby);
}

#[test]
fn a_card_names_the_strategy_and_what_it_was_chosen_for_in_both_languages() {
    let said = |example: Example, lang: Lang| example.advice(lang, &example.plan(lang)).expect("advice");
    for example in Example::ALL {
        for lang in LANGS {
            assert!(said(example, lang).contains(" · "), "{example:?}");
        }
    }
    assert!(said(Example::Kubernetes, Lang::En).contains("a cluster of 12 · Scale: "));
    assert!(said(Example::Kubernetes, Lang::Zh).contains("12 单元集群 · 规模："));
    assert!(said(Example::Redis, Lang::En).contains("hot standby · Performance: "));
    assert!(said(Example::Etcd, Lang::Zh).contains("数据安全："));
}
