//! Sliders and the edits they make: a position and its value agree, a change of form keeps the mean.

use std::rc::Rc;

use nines::app::tune::{
    FaultForm, GoalKnob, Knob, Quantile, Range, RecoveryForm, SHARED, Subject, add_place, is_shared, members,
    next_zone, remove_place, shared_modes, with_fault_form, with_kind, with_kind_of_need, with_member, with_mode,
    with_needed, with_recovery_form, with_total, with_units, with_zone,
};
use nines::engine::lifetime::Unit;
use nines::model::param::PARAMS;
use nines::model::{
    Component, ComponentId, Edit, Fault, Goal, Kind, LinkId, Mode, Need, NeedKind, Param, Place, Plan, Point, Rect,
    Strategy, ZoneId, ZoneKind,
};

fn component(kind: Kind) -> Component {
    Component::new(ComponentId(1), kind, "x".to_owned())
}

fn ranges() -> Vec<(String, Range)> {
    let goal = Subject::Goal(Rc::new(Goal::default()));
    let service = Subject::Component(Rc::new(component(Kind::Service)));
    let rows = PARAMS.iter().map(|row| (row.slug.to_owned(), Range::of(row.param)));
    let goals = [
        Knob::Goal(GoalKnob::Target),
        Knob::Goal(GoalKnob::Rto),
        Knob::Goal(GoalKnob::Rpo),
        Knob::Goal(GoalKnob::PeakLoad),
        Knob::Goal(GoalKnob::Growth),
        Knob::Goal(GoalKnob::Headroom),
        Knob::Goal(GoalKnob::Budget),
        Knob::Goal(GoalKnob::Latency),
        Knob::RoundTrip,
    ];
    let goals = goals.into_iter().map(|knob| (knob.slug().to_owned(), goal.range(knob)));
    let laws = [
        Knob::Quantile(Quantile::FaultHalf),
        Knob::Quantile(Quantile::FaultMost),
        Knob::Quantile(Quantile::RecoveryHalf),
        Knob::Quantile(Quantile::RecoveryMost),
    ];
    let laws = laws.into_iter().map(|knob| (knob.slug().to_owned(), service.range(knob)));
    rows.chain(goals).chain(laws).collect()
}

#[test]
fn another_kind_brings_its_own_capacity_unless_one_was_stated() {
    use nines::model::limits::UNLIMITED_LOAD;
    let service = Component::new(ComponentId(1), Kind::Service, "s".into());
    assert_eq!(service.capacity, 1_000.0);
    assert_eq!(with_kind(&service, Kind::Sql).capacity, UNLIMITED_LOAD);
    assert_eq!(with_kind(&with_kind(&service, Kind::Sql), Kind::Worker).capacity, 1_000.0);
    let stated = Component { capacity: 250.0, ..service };
    assert_eq!(with_kind(&stated, Kind::Sql).capacity, 250.0);
}

#[test]
fn every_slider_stands_where_its_value_says() {
    for (slug, range) in ranges() {
        for position in 0..=range.stops() {
            let value = range.value(position);
            assert_eq!(range.position(value), position, "{slug}: {position} of {} is {value}", range.stops());
            assert!((range.min..=range.max).contains(&value), "{slug}: {value}");
        }
    }
}

#[test]
fn every_step_of_a_slider_changes_the_value_the_same_way() {
    for (slug, range) in ranges() {
        let values: Vec<f64> = (0..=range.stops()).map(|position| range.value(position)).collect();
        let rises = values[0] < values[1];
        assert!(
            values.windows(2).all(|pair| (pair[0] < pair[1]) == rises && pair[0].to_bits() != pair[1].to_bits()),
            "{slug}"
        );
    }
}

#[test]
fn to_the_right_an_availability_rises() {
    let range = Range::of(Param::FaultUnavailability);
    assert!(range.value(range.stops()) < range.value(0));
}

#[test]
fn a_slider_s_ends_are_those_of_the_table() {
    let range = Range::of(Param::Switch);
    assert_eq!(range.value(0).to_bits(), 0.0_f64.to_bits());
    assert!((range.value(range.stops()) - 4.0).abs() < 1e-9);
    let range = Range::of(Param::Coverage);
    assert!((range.value(0) - 0.5).abs() < 1e-12 && (range.value(range.stops()) - 1.0).abs() < 1e-12);
}

#[test]
fn another_form_keeps_the_mean() {
    let base = component(Kind::Sql);
    let before = Unit::new(&base.fault, &base.recovery);
    for form in FaultForm::ALL {
        let fault = with_fault_form(&base.fault, &base.recovery, form);
        let after = Unit::new(&fault, &base.recovery);
        if form != FaultForm::Never {
            assert!((after.mttf_h() / before.mttf_h() - 1.0).abs() < 1e-9, "{form:?}");
            let back = with_fault_form(&fault, &base.recovery, FaultForm::Logistic);
            assert!((Unit::new(&back, &base.recovery).mttf_h() / before.mttf_h() - 1.0).abs() < 1e-9, "{form:?}");
        }
    }
    for form in RecoveryForm::ALL {
        let recovery = with_recovery_form(&base.recovery, form);
        assert!((Unit::new(&base.fault, &recovery).mttr_h() / before.mttr_h() - 1.0).abs() < 1e-9, "{form:?}");
    }
}

#[test]
fn what_never_failed_gets_a_finite_mean() {
    let users = component(Kind::Users);
    assert_eq!(users.fault, Fault::Never);
    let fault = with_fault_form(&users.fault, &users.recovery, FaultForm::Exponential);
    assert!(Unit::new(&fault, &users.recovery).mttf_h().is_finite());
}

#[test]
fn the_median_and_the_90_percent_point_are_two_ways_to_say_one_law() {
    let subject = Subject::Component(Rc::new(component(Kind::Service)));
    let (half, most) = (
        subject.read(Knob::Quantile(Quantile::FaultHalf)).unwrap(),
        subject.read(Knob::Quantile(Quantile::FaultMost)).unwrap(),
    );
    let Some(Edit::PutComponent(doubled)) = subject.edit(Knob::Quantile(Quantile::FaultHalf), Some(half * 2.0)) else {
        panic!()
    };
    let doubled = Subject::Component(doubled);
    assert!(
        (doubled.read(Knob::Quantile(Quantile::FaultMost)).unwrap() / most - 2.0).abs() < 1e-9,
        "the 90 % point moves along"
    );
    let Some(Edit::PutComponent(later)) = subject.edit(Knob::Quantile(Quantile::FaultMost), Some(most * 2.0)) else {
        panic!()
    };
    let later = Subject::Component(later);
    assert!((later.read(Knob::Quantile(Quantile::FaultHalf)).unwrap() / half - 1.0).abs() < 1e-9, "the median stays");
    assert!((later.read(Knob::Quantile(Quantile::FaultMost)).unwrap() / most - 2.0).abs() < 1e-9);
}

#[test]
fn optional_goals_can_be_cleared_and_the_others_cannot() {
    let goal = Subject::Goal(Rc::new(Goal { rto_h: Some(1.0), ..Goal::default() }));
    let Some(Edit::PutGoal(cleared)) = goal.edit(Knob::Goal(GoalKnob::Rto), None) else { panic!() };
    assert_eq!(cleared.rto_h, None);
    assert_eq!(goal.edit(Knob::Goal(GoalKnob::Target), None), None);
}

#[test]
fn a_strategy_brings_the_units_that_it_is_chosen_for() {
    let single = component(Kind::Sql);
    for (mode, units) in
        [(Mode::Cluster, 2), (Mode::HotStandby, 2), (Mode::Quorum, 3), (Mode::MultiSite, 2), (Mode::Single, 1)]
    {
        assert_eq!(with_mode(&single, mode).units(), units, "{mode:?}");
    }
    let mut five = with_mode(&single, Mode::Cluster);
    five.placement = vec![Place { zone: None, units: 5 }];
    assert_eq!(with_mode(&five, Mode::Quorum).units(), 5, "units that fit stay");
    assert_eq!(with_mode(&five, Mode::HotStandby).units(), 2);
}

const A: Option<ZoneId> = Some(ZoneId(1));
const B: Option<ZoneId> = Some(ZoneId(2));

fn placed(places: &[(Option<ZoneId>, u32)]) -> Vec<Place> {
    places.iter().map(|(zone, units)| Place { zone: *zone, units: *units }).collect()
}

#[test]
fn a_pair_is_split_over_two_zones_and_brought_together_again() {
    let pair = placed(&[(A, 2)]);
    let split = add_place(&pair, B, Mode::HotStandby);
    assert_eq!(split, placed(&[(A, 1), (B, 1)]));
    assert_eq!(remove_place(&split, 1, Mode::HotStandby), pair);
    assert_eq!(with_units(&split, 0, 2, Mode::HotStandby), pair, "a fixed total: the other row gives");
    assert_eq!(with_zone(&split, 1, A), pair, "rows that meet become one");
}

#[test]
fn a_cluster_s_units_grow_where_they_are_fewest() {
    let spread = placed(&[(A, 2), (B, 1)]);
    assert_eq!(with_total(&spread, 4, Mode::Cluster), placed(&[(A, 2), (B, 2)]));
    assert_eq!(with_total(&spread, 2, Mode::Cluster), placed(&[(A, 1), (B, 1)]));
    assert_eq!(with_units(&spread, 1, 5, Mode::Cluster), placed(&[(A, 2), (B, 5)]));
    assert_eq!(add_place(&placed(&[(A, 1)]), B, Mode::Single), placed(&[(A, 1)]), "one unit cannot be in two zones");
}

fn made(edits: &[Edit]) -> Plan {
    edits.iter().fold(Plan::default(), |plan, edit| edit.apply(&plan).expect("a legal edit"))
}

fn zone(kind: ZoneKind, parent: Option<ZoneId>) -> Edit {
    Edit::AddZone { kind, name: String::new(), rect: Rect::default(), parent }
}

#[test]
fn a_new_row_goes_beside_the_old_one_and_never_around_it() {
    let region = Some(ZoneId(1));
    let plan = made(&[
        zone(ZoneKind::Region, None),
        zone(ZoneKind::Zone, region),
        zone(ZoneKind::Rack, Some(ZoneId(2))),
        zone(ZoneKind::Zone, region),
    ]);
    let at = |zones: &[u32]| placed(&zones.iter().map(|id| (Some(ZoneId(*id)), 1)).collect::<Vec<_>>());
    assert_eq!(next_zone(&plan.topology, &at(&[2])), Some(Some(ZoneId(4))));
    assert_eq!(next_zone(&plan.topology, &at(&[2, 4])), Some(None), "then outside every zone");
    assert_eq!(next_zone(&plan.topology, &placed(&[(Some(ZoneId(2)), 1), (Some(ZoneId(4)), 1), (None, 1)])), None);
}

#[test]
fn links_become_alternatives_and_single_needs_again() {
    let add = Edit::AddComponent { kind: Kind::Service, name: String::new(), at: Point::default(), zone: None };
    let link = |to: u32| Edit::Connect { from: ComponentId(1), to: ComponentId(to) };
    let plan = made(&[add.clone(), add.clone(), add.clone(), add, link(2), link(3), link(4)]);
    let (first, second, third) = (LinkId(1), LinkId(2), LinkId(3));
    let pair = with_member(&plan.topology, first, second, true).apply(&plan).expect("a set of two");
    assert_eq!(members(&pair.topology, first), [first, second]);
    let three = with_member(&pair.topology, first, third, true).apply(&pair).expect("a set of three");
    let two_of = with_needed(&three.topology, first, 2).apply(&three).expect("another k");
    let Need::OneOf(set) = two_of.topology.links[&first].need else { panic!("in a set") };
    assert_eq!(two_of.topology.sets[&set].needed, 2);
    let left = with_member(&two_of.topology, first, third, false).apply(&two_of).expect("one leaves");
    assert_eq!(left.topology.links[&third].need, Need::Hard);
    assert_eq!(members(&left.topology, first), [first, second]);
    let none = with_member(&left.topology, first, second, false).apply(&left).expect("a set of one is no set");
    assert!(none.topology.sets.is_empty() && none.topology.links.values().all(|link| link.need == Need::Hard));
    let hard = with_kind_of_need(&three.topology, second, NeedKind::Hard).expect("it is in a set");
    assert!(hard.apply(&three).expect("dissolved").topology.sets.is_empty());
    assert_eq!(with_kind_of_need(&plan.topology, first, NeedKind::Hard), None);
    let soft = with_kind_of_need(&three.topology, third, NeedKind::Soft).expect("another kind");
    let soft = soft.apply(&three).expect("it leaves its set");
    assert_eq!((soft.topology.links[&third].need, members(&soft.topology, first)), (Need::Soft, vec![first, second]));
    let any = with_kind_of_need(&soft.topology, third, NeedKind::Any);
    assert_eq!(any, None, "the others are a set already, so there is none to be an alternative to");
    let cached = with_kind_of_need(&plan.topology, first, NeedKind::Cached).expect("another kind");
    let cached = cached.apply(&plan).expect("cached");
    assert_eq!(cached.topology.links[&first].need, Need::CACHED_DEFAULT);
    let any = with_kind_of_need(&cached.topology, second, NeedKind::Any).expect("two hard links are left");
    assert_eq!(members(&any.apply(&cached).expect("a set").topology, second), [second, third]);
}

#[test]
fn another_kind_brings_its_defaults_where_nothing_was_changed() {
    let mut service = component(Kind::Service);
    service.recovery = with_recovery_form(&service.recovery, RecoveryForm::Exponential);
    let sql = with_kind(&service, Kind::Sql);
    assert_eq!(sql.fault, Kind::Sql.row().fault);
    assert_eq!(sql.recovery, service.recovery, "what a person changed stays");
    assert_eq!(sql.strategy, Strategy::Single);
}

#[test]
fn every_parameter_has_one_place_among_those_that_several_components_share() {
    let mut listed: Vec<Param> = SHARED.iter().flat_map(|(_, params)| params.iter().copied()).collect();
    listed.sort_unstable();
    let mut all: Vec<Param> = PARAMS.iter().map(|row| row.param).collect();
    all.sort_unstable();
    assert_eq!(listed, all);
}

#[test]
fn several_components_are_turned_as_one() {
    let mut plan = Plan::default();
    for kind in [Kind::Service, Kind::Service, Kind::Sql] {
        let add = Edit::AddComponent { kind, name: "x".into(), at: Point::default(), zone: None };
        plan = add.apply(&plan).unwrap();
    }
    let dear = Subject::Component(Rc::clone(&plan.topology.components[&ComponentId(3)]));
    plan = dear.edit(Knob::Param(Param::Price), Some(250.0)).unwrap().apply(&plan).unwrap();
    let of = |plan: &Plan, ids: &[u32]| -> Vec<Rc<Component>> {
        ids.iter().map(|id| Rc::clone(&plan.topology.components[&ComponentId(*id)])).collect()
    };
    let several = |plan: &Plan, ids: &[u32]| Subject::Several(of(plan, ids).into());
    let price = Knob::Param(Param::Price);
    let (alike, mixed) = (several(&plan, &[1, 2]), several(&plan, &[1, 3]));
    assert_eq!(alike.read(price), Param::Price.read(&of(&plan, &[1])[0]));
    assert!(!alike.is_mixed(price) && alike.default_of(price) == alike.read(price));
    assert_eq!((mixed.read(price), mixed.is_mixed(price)), (None, true));
    assert_eq!(mixed.default_of(price), alike.default_of(price), "the kinds have one default");
    let after = mixed.edit(price, Some(123.0)).unwrap().apply(&plan).unwrap();
    assert_eq!(several(&after, &[1, 3]).read(price), Some(123.0));
    assert_eq!(of(&after, &[2]), of(&plan, &[2]), "what is not selected stays");
    let detect = Knob::Param(Param::PartDetect);
    let between = mixed.edit_between(detect, 0.05, 0.2).unwrap().apply(&plan).unwrap();
    assert!(several(&between, &[1, 3]).span(detect).is_some_and(|span| (span.low, span.high) == (0.05, 0.2)));
    assert_eq!(mixed.edit_between(price, 10.0, 20.0), None, "what is paid is known");
    // What one of them does not have is not shared, nor is the lag of one that keeps no data.
    assert!(is_shared(&of(&plan, &[1, 3]), Param::Price));
    assert!(!is_shared(&of(&plan, &[1, 3]), Param::Coverage), "one unit alone covers for none");
    assert!(!is_shared(&of(&plan, &[1, 2]), Param::DataParts));
    let cluster = Edit::All(
        of(&plan, &[1, 3]).iter().map(|one| Edit::PutComponent(Rc::new(with_mode(one, Mode::HotStandby)))).collect(),
    );
    let covered = cluster.apply(&plan).unwrap();
    assert!(is_shared(&of(&covered, &[1, 3]), Param::Coverage) && !is_shared(&of(&covered, &[1, 3]), Param::Lag));
    assert_eq!(mixed.edit(Knob::Param(Param::Coverage), Some(0.5)), None, "it is for all or for none");
    for mode in shared_modes(&of(&plan, &[1, 3])) {
        assert!([Kind::Service, Kind::Sql].iter().all(|kind| kind.row().menu.contains(&mode)));
    }
}
