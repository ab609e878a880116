//! The examples: whole, legal, well laid out, and right in what they claim.

use std::collections::BTreeSet;

use nines::app::examples::{Claim, Example, first_visit};
use nines::app::geometry::{GRID, component_box};
use nines::engine::{self, Budget, Cache, Report};
use nines::i18n::Lang;
use nines::model::{Component, Detection, Edit, Fault, Kind, Lifetime, Mode, Place, Plan, Rect, Zone, ZoneKind, check};

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
