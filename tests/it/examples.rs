//! The examples: whole, legal, well laid out, and right in what they claim.

use std::collections::BTreeSet;

use nines::app::examples::{Claim, Example, first_visit};
use nines::app::geometry::{GRID, component_box};
use nines::engine::{self, Budget, Cache, Report};
use nines::i18n::Lang;
use nines::model::{Detection, Edit, Fault, Kind, Plan, Rect, Zone, ZoneKind, check};

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
    assert_eq!(sizes(Example::City), (4, 3, 3));
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

#[test]
fn print_figures() {
    for (example, lang, plan) in every_plan() {
        let report = analyse(&plan);
        let worst = report.worst().unwrap();
        println!(
            "{example:?} {:.4} h/yr strain {:.3} {:?} :: {}",
            worst.u.high * 8766.0,
            worst.strain(),
            report.diagnostics,
            example.insight(lang, &analyse)
        );
        for (id, c) in &report.components {
            println!(
                "   {} own {:.4} cost {:.4} h/yr  out {:?}",
                plan.topology.components[id].name,
                c.figures.u * 8766.0,
                c.cost_of_faults_u * 8766.0,
                c.figures.mean_outage_h
            );
        }
        for (id, z) in &report.zones {
            println!(
                "   {} own {:.4} cost {:.4} h/yr",
                plan.topology.zones[id].name,
                z.u * 8766.0,
                z.cost_of_faults_u * 8766.0
            );
        }
    }
}
