//! The model: its tables are whole, its one door keeps plans legal, its validator changes nothing that is legal.

use std::collections::BTreeSet;
use std::rc::Rc;

use nines::model::check::{clean_name, mend};
use nines::model::kind::{KINDS, ZONE_KINDS};
use nines::model::param::PARAMS;
use nines::model::*;

fn apply(plan: &Plan, edit: Edit) -> Plan {
    edit.apply(plan).unwrap_or_else(|refusal| panic!("{edit:?} was refused: {refusal:?}"))
}

fn add(plan: &Plan, kind: Kind, name: &str) -> (Plan, ComponentId) {
    let edit = Edit::AddComponent { kind, name: name.to_owned(), at: Point { x: 8.0, y: 16.0 }, zone: None };
    let next = apply(plan, edit);
    let id = *next.topology.components.keys().next_back().expect("it was added");
    (next, id)
}

/// users → service → sql, with two zones.
fn sketch() -> (Plan, [ComponentId; 3], [ZoneId; 2]) {
    let (plan, users) = add(&Plan::default(), Kind::Users, "users");
    let (plan, service) = add(&plan, Kind::Service, "shop");
    let (mut plan, sql) = add(&plan, Kind::Sql, "orders");
    for (from, to) in [(users, service), (service, sql)] {
        plan = apply(&plan, Edit::Connect { from, to });
    }
    for name in ["A", "B"] {
        let rect = Rect { x: 0.0, y: 0.0, width: 400.0, height: 300.0 };
        plan = apply(&plan, Edit::AddZone { kind: ZoneKind::Zone, name: name.to_owned(), rect, parent: None });
    }
    let zones: Vec<ZoneId> = plan.topology.zones.keys().copied().collect();
    (plan, [users, service, sql], [zones[0], zones[1]])
}

#[test]
fn every_slug_and_letter_is_its_own() {
    let all = |slugs: Vec<&str>| slugs.iter().collect::<BTreeSet<_>>().len() == slugs.len();
    assert!(all(KINDS.iter().map(|row| row.slug).collect()));
    assert!(all(ZONE_KINDS.iter().map(|row| row.slug).collect()));
    assert!(all(PARAMS.iter().map(|row| row.slug).collect()));
    assert_eq!(KINDS.iter().map(|row| row.letter).collect::<BTreeSet<_>>().len(), KINDS.len());
}

#[test]
fn every_row_is_found_by_its_own_key() {
    for row in &KINDS {
        assert_eq!((row.kind.row().slug, Kind::from_slug(row.slug)), (row.slug, Some(row.kind)));
    }
    for row in &ZONE_KINDS {
        assert_eq!((row.kind.row().slug, ZoneKind::from_slug(row.slug)), (row.slug, Some(row.kind)));
    }
    for row in &PARAMS {
        assert_eq!((row.param.row().slug, Param::from_slug(row.slug)), (row.slug, Some(row.param)));
    }
    for mode in Mode::ALL {
        assert_eq!((Mode::from_slug(mode.slug()), mode.preset().mode()), (Some(mode), mode));
    }
}

#[test]
fn defaults_lie_inside_their_ranges() {
    for row in &KINDS {
        for mode in Mode::ALL {
            let mut component = Component::new(ComponentId(1), row.kind, "x".to_owned());
            component.strategy = mode.preset();
            assert_eq!(component.clone().clamp(), Vec::new(), "{:?} {mode:?}", row.kind);
        }
    }
}

#[test]
fn what_is_written_is_what_is_read() {
    for mode in Mode::ALL {
        for fault in [
            Fault::Law(Lifetime::Weibull { mean_h: 10.0, shape: 2.0 }),
            Fault::Law(Lifetime::Lognormal { mean_h: 10.0, sigma: 1.0 }),
            Fault::Law(Lifetime::Logistic { steepness_per_h: 0.1, median_h: 50.0 }),
            Fault::Published { unavailability: 1e-3 },
        ] {
            let mut component = Component::new(ComponentId(1), Kind::Sql, "x".to_owned());
            (component.strategy, component.fault) = (mode.preset(), fault);
            for row in &PARAMS {
                let Some(before) = row.param.read(&component) else { continue };
                let value = row.param.clamp(before * 0.5 + row.min * 0.5).expect("a number");
                assert!(row.param.write(&mut component, value), "{:?}", row.param);
                assert_eq!(row.param.read(&component), Some(value), "{:?}", row.param);
            }
        }
    }
}

#[test]
fn a_number_out_of_range_is_clamped_and_no_number_is_refused() {
    let mut component = Component::new(ComponentId(1), Kind::Service, "x".to_owned());
    component.strategy = Mode::HotStandby.preset();
    assert!(Param::Coverage.write(&mut component, 7.0));
    assert_eq!(Param::Coverage.read(&component), Some(1.0));
    assert!(!Param::Coverage.write(&mut component, f64::NAN));
    assert!(!Param::Needed.write(&mut component, 2.0), "a standby has no k");
}

#[test]
fn another_mode_keeps_what_a_person_has_changed_and_takes_the_rest_from_its_preset() {
    let mut hot = Mode::HotStandby.preset();
    hot.redundancy_mut().expect("it has").coverage = 0.8;
    let cluster = hot.with_mode(Mode::Cluster);
    let (mine, preset) = (cluster.redundancy().expect("it has"), Mode::Cluster.preset());
    assert_eq!(mine.coverage.to_bits(), 0.8_f64.to_bits());
    assert_eq!(mine.detection, preset.redundancy().expect("it has").detection);
}

#[test]
fn an_edit_leaves_the_plan_it_was_given_alone() {
    let (plan, [_, service, _], _) = sketch();
    let before = plan.clone();
    let after = apply(&plan, Edit::Remove(vec![Item::Component(service)]));
    assert_eq!(plan, before);
    assert_eq!(after.topology.links.len(), 0, "its links went with it");
}

#[test]
fn edits_that_make_no_sense_are_refused_with_the_reason() {
    let (plan, [users, service, _], [zone_a, zone_b]) = sketch();
    let refused = |edit: Edit| edit.apply(&plan).expect_err("it must be refused");
    assert_eq!(refused(Edit::Connect { from: users, to: users }), Refusal::SelfLink);
    assert_eq!(refused(Edit::Connect { from: users, to: service }), Refusal::LinkExists);
    assert_eq!(refused(Edit::Connect { from: users, to: ComponentId(99) }), Refusal::Missing);
    assert_eq!(refused(Edit::AnyOf { links: vec![LinkId(1)], needed: 1 }), Refusal::NotASet);
    assert_eq!(refused(Edit::AnyOf { links: vec![LinkId(1), LinkId(2)], needed: 1 }), Refusal::NotASet);
    assert_eq!(refused(Edit::RenamePlan(String::new())), Refusal::Nothing);
    let inside = |zone: ZoneId, parent: ZoneId, plan: &Plan| {
        let mut zone = (*plan.topology.zones[&zone]).clone();
        zone.parent = Some(parent);
        Edit::PutZone(Rc::new(zone))
    };
    assert_eq!(refused(inside(zone_a, zone_a, &plan)), Refusal::ZoneInItself);
    let nested = apply(&plan, inside(zone_a, zone_b, &plan));
    assert_eq!(inside(zone_b, zone_a, &nested).apply(&nested), Err(Refusal::ZoneInItself));
}

#[test]
fn a_set_of_one_becomes_a_hard_link_and_k_stays_within_the_set() {
    let (plan, [_, service, sql], _) = sketch();
    let (plan, other) = add(&plan, Kind::Cache, "cache");
    let plan = apply(&plan, Edit::Connect { from: service, to: other });
    let links: Vec<LinkId> =
        plan.topology.links.values().filter(|link| link.from == service).map(|link| link.id).collect();
    let plan = apply(&plan, Edit::AnyOf { links, needed: 9 });
    let set = *plan.topology.sets.keys().next().expect("a set");
    assert_eq!(plan.topology.sets[&set].needed, 2);
    let plan = apply(&plan, Edit::Remove(vec![Item::Component(sql)]));
    assert!(plan.topology.sets.is_empty());
    assert!(plan.topology.links.values().all(|link| link.need == Need::Hard));
}

#[test]
fn units_move_to_the_zone_around_when_theirs_is_removed() {
    let (plan, [_, service, _], [zone_a, zone_b]) = sketch();
    let mut component = (*plan.topology.components[&service]).clone();
    component.strategy = Mode::Cluster.preset();
    component.placement = vec![Place { zone: Some(zone_a), units: 2 }, Place { zone: Some(zone_b), units: 1 }];
    let plan = apply(&plan, Edit::PutComponent(Rc::new(component)));
    let plan = apply(&plan, Edit::Remove(vec![Item::Zone(zone_a)]));
    let placement = &plan.topology.components[&service].placement;
    assert_eq!(placement, &vec![Place { zone: None, units: 2 }, Place { zone: Some(zone_b), units: 1 }]);
}

#[test]
fn units_always_fit_the_strategy() {
    let (plan, [_, service, _], [zone_a, zone_b]) = sketch();
    for mode in Mode::ALL {
        for units in [1, 2, 5, 64] {
            let mut component = (*plan.topology.components[&service]).clone();
            component.strategy = mode.preset();
            component.placement = vec![Place { zone: Some(zone_a), units }, Place { zone: Some(zone_b), units: 1 }];
            let next = Edit::PutComponent(Rc::new(component)).apply(&plan).expect("legal");
            let (min, max) = mode.units_range();
            let units = next.topology.components[&service].units();
            assert!((min..=max).contains(&units), "{mode:?} {units}");
            assert_eq!(mend(next).1, Vec::new());
        }
    }
}

#[test]
fn a_zone_takes_along_what_is_drawn_inside() {
    let (plan, [users, service, _], [zone_a, _]) = sketch();
    let plan = apply(&plan, Edit::MoveInto { components: vec![service], zone: Some(zone_a) });
    let moved = apply(&plan, Edit::Move { items: vec![Item::Zone(zone_a)], dx: 8.0, dy: -8.0 });
    let at = |plan: &Plan, id: ComponentId| plan.layout.components[&id];
    assert_eq!(at(&moved, service), Point { x: at(&plan, service).x + 8.0, y: at(&plan, service).y - 8.0 });
    assert_eq!(at(&moved, users), at(&plan, users));
}

#[test]
fn a_copy_keeps_its_links_and_alternatives_among_the_copies() {
    let (plan, [_, service, sql], _) = sketch();
    let items = vec![Item::Component(service), Item::Component(sql)];
    let copy = apply(&plan, Edit::Duplicate { items, dx: 24.0, dy: 24.0 });
    assert_eq!((copy.topology.components.len(), copy.topology.links.len()), (5, 3));
    assert_eq!(mend(copy).1, Vec::new());
}

#[test]
fn the_validator_leaves_a_legal_plan_as_it_is_and_mends_the_rest() {
    let (plan, [_, service, _], _) = sketch();
    assert_eq!(mend(plan.clone()), (plan.clone(), Vec::new()));
    let mut broken = plan.clone();
    let topology = Rc::make_mut(&mut broken.topology);
    let mut component = (*topology.components[&service]).clone();
    component.name = format!("a\u{202e}b{}", "x".repeat(200));
    component.capacity = f64::NAN;
    component.placement = vec![Place { zone: Some(ZoneId(77)), units: 3 }];
    topology.components.insert(service, Rc::new(component));
    topology.links.insert(LinkId(9), Link { id: LinkId(9), from: service, to: ComponentId(50), need: Need::Hard });
    let (mended, findings) = mend(broken);
    assert_eq!(findings.len(), 4, "{findings:?}");
    assert_eq!(mend(mended.clone()), (mended, Vec::new()), "mending twice changes nothing");
}

#[test]
fn names_lose_control_and_direction_characters() {
    assert_eq!(clean_name("  订单\u{202e}库\u{7}\nA "), "订单库 A");
}

#[test]
fn a_name_that_is_cut_at_a_space_needs_no_second_cleaning() {
    let name = clean_name(&format!("{} y", "x".repeat(limits::NAME_CHARS - 1)));
    assert_eq!((name.len(), clean_name(&name)), (limits::NAME_CHARS - 1, name));
}

/// `edit` of `plan` leaves a plan in which the validator finds nothing to change.
fn assert_legal_after(plan: &Plan, edit: Edit) -> Plan {
    let next = apply(plan, edit);
    assert_eq!(mend(next.clone()), (next.clone(), Vec::new()));
    next
}

#[test]
fn what_is_added_takes_the_place_of_nothing_even_behind_the_highest_id() {
    let (mut plan, [users, service, _], _) = sketch();
    let last = ComponentId(u32::MAX);
    let topology = Rc::make_mut(&mut plan.topology);
    topology.components.insert(last, Rc::new(Component::new(last, Kind::Sql, "last".to_owned())));
    topology.links.insert(LinkId(u32::MAX), Link { id: LinkId(u32::MAX), from: users, to: last, need: Need::Hard });
    let plan = mend(plan).0;
    let (added, _) = add(&plan, Kind::Dns, "new");
    assert_eq!(added.topology.components.len(), plan.topology.components.len() + 1);
    assert_eq!(added.topology.components[&last].name, "last");
    let linked = assert_legal_after(&added, Edit::Connect { from: service, to: last });
    assert_eq!(linked.topology.links.len(), plan.topology.links.len() + 1);
    let copied = assert_legal_after(&plan, Edit::Duplicate { items: vec![Item::Component(last)], dx: 8.0, dy: 8.0 });
    assert_eq!(copied.topology.components.values().filter(|component| component.name == "last").count(), 2);
}

#[test]
fn everything_lies_on_the_canvas_wherever_it_is_put() {
    let (plan, [users, ..], [zone, _]) = sketch();
    for far in [f64::NAN, f64::INFINITY, -1e308] {
        let (at, name) = (Point { x: far, y: far }, String::new());
        let rect = Rect { x: far, y: far, width: far, height: far };
        let items = || vec![Item::Component(users), Item::Zone(zone)];
        assert_legal_after(&plan, Edit::AddComponent { kind: Kind::Dns, name: name.clone(), at, zone: None });
        assert_legal_after(&plan, Edit::AddZone { kind: ZoneKind::Zone, name, rect, parent: None });
        assert_legal_after(&plan, Edit::ResizeZone { zone, rect });
        assert_legal_after(&plan, Edit::Move { items: items(), dx: far, dy: -far });
        assert_legal_after(&plan, Edit::Duplicate { items: items(), dx: far, dy: -far });
    }
}

#[test]
fn a_goal_has_only_journeys_that_the_plan_can_make() {
    let (plan, [users, ..], _) = sketch();
    let journey = |id, entry| Journey { id: JourneyId(id), name: "buy".to_owned(), entry, target_u: None, weight: 1.0 };
    let mut journeys = vec![journey(1, users), journey(1, users), journey(2, ComponentId(99))];
    journeys.extend((3..60).map(|id| journey(id, users)));
    let next = assert_legal_after(&plan, Edit::PutGoal(Rc::new(Goal { journeys, ..Goal::default() })));
    assert_eq!(next.goal.journeys.len(), limits::JOURNEYS);
}

#[test]
fn a_thousand_components_without_a_place_get_one_on_the_board() {
    let mut topology = Topology::default();
    for id in 1..=1_000 {
        let component = Component::new(ComponentId(id), Kind::Service, String::new());
        topology.components.insert(component.id, Rc::new(component));
    }
    let (mended, _) = mend(Plan { topology: Rc::new(topology), ..Plan::default() });
    assert_eq!(mend(mended.clone()).0, mended, "what was mended stays");
    let points = mended.layout.components.values();
    let spots: BTreeSet<(u64, u64)> = points.map(|at| (at.x.to_bits(), at.y.to_bits())).collect();
    assert_eq!(spots.len(), 1_000);
}
