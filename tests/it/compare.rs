//! Plan A beside plan B: what differs, in data and in words, and that A is never lost.

use std::rc::Rc;

use nines::app::examples::Example;
use nines::app::{Action, State};
use nines::engine::recommend::{EFFORT_FRAME, Memo, recommend};
use nines::engine::{Cache, report};
use nines::i18n::{Lang, compare as say};
use nines::model::diff::{Change, GoalPart, diff};
use nines::model::{
    Component, ComponentId, Edit, Goal, Item, Kind, LinkId, Mode, Need, Param, Plan, Point, Rect, Window, Zone, ZoneId,
    ZoneKind,
};

use crate::board::{Dice, started};

fn made(plan: &Plan, edit: &Edit) -> Plan {
    edit.apply(plan).expect("a legal edit")
}

fn put(plan: &Plan, id: u32, change: impl FnOnce(&mut Component)) -> Plan {
    let mut component = (**plan.topology.components.get(&ComponentId(id)).unwrap()).clone();
    change(&mut component);
    made(plan, &Edit::PutComponent(component.into()))
}

/// Users, API, database, and a zone.
fn start() -> Plan {
    let mut plan = Plan::default();
    for (kind, name) in [(Kind::Users, "Users"), (Kind::Service, "API"), (Kind::Sql, "DB")] {
        let at = Point { x: 0.0, y: 0.0 };
        plan = made(&plan, &Edit::AddComponent { kind, name: name.to_owned(), at, zone: None });
    }
    plan = made(&plan, &Edit::Connect { from: ComponentId(1), to: ComponentId(2) });
    plan = made(&plan, &Edit::Connect { from: ComponentId(2), to: ComponentId(3) });
    let rect = Rect { x: 0.0, y: 0.0, width: 300.0, height: 200.0 };
    made(&plan, &Edit::AddZone { kind: ZoneKind::Zone, name: "A".to_owned(), rect, parent: None })
}

/// Just this differs, and it is said so in both languages.
#[track_caller]
fn differs(from: &Plan, to: &Plan, expected: &[Change], en: &str) {
    let found = diff(from, to);
    assert_eq!(found, expected);
    let words = |lang| found.iter().map(|it| say::change(lang, (from, to), it)).collect::<Vec<_>>().join("; ");
    assert_eq!(words(Lang::En), en);
    assert!(!words(Lang::Zh).is_empty());
}

#[test]
fn every_kind_of_difference_is_found_and_said() {
    let plan = start();
    let (api, db) = (Item::Component(ComponentId(2)), Item::Component(ComponentId(3)));
    assert_eq!(diff(&plan, &plan.clone()), []);
    differs(
        &plan,
        &put(&plan, 3, |db| db.strategy = Mode::HotStandby.preset()),
        &[Change::Strategy(ComponentId(3))],
        "DB: a single unit → hot standby",
    );
    differs(
        &plan,
        &put(&plan, 2, |api| {
            Param::Price.write(api, 250.0);
        }),
        &[Change::Number { item: api, param: Param::Price, from: 100.0, to: 250.0 }],
        "API: Price of one unit $100 → $250",
    );
    differs(&plan, &put(&plan, 2, |api| api.name = "Web".to_owned()), &[Change::Renamed(api)], "API → Web");
    differs(
        &plan,
        &put(&plan, 2, |api| api.fault = nines::model::Fault::Never),
        &[Change::Law(api)],
        "API: fault or recovery stated in another way",
    );
    assert_eq!(diff(&plan, &put(&plan, 2, |api| api.note = "why".to_owned())), [], "a note is no difference");
    differs(
        &plan,
        &made(&plan, &Edit::PutNeed { link: LinkId(2), need: Need::Soft }),
        &[Change::Need(LinkId(2))],
        "API → DB: Needed → Soft: degraded without it",
    );
    differs(
        &plan,
        &made(&plan, &Edit::Remove(vec![db])),
        &[Change::Removed(db), Change::Removed(Item::Link(LinkId(2)))],
        "DB is gone; API → DB is gone",
    );
    let goal = Goal { target_u: 1e-4, window: Window::Year, rto_h: Some(0.5), ..(*plan.goal).clone() };
    differs(
        &plan,
        &made(&plan, &Edit::PutGoal(goal.into())),
        &[Change::Goal(GoalPart::Target), Change::Goal(GoalPart::Window), Change::Goal(GoalPart::Rto)],
        "Target: 99.9 % → 99.99 %; Window: 30 days → Year; RTO: none → 30 min",
    );
    let zone = (**plan.topology.zones.get(&ZoneId(1)).unwrap()).clone();
    differs(
        &plan,
        &made(&plan, &Edit::PutZone(Zone { round_trip_ms: 7.0, ..zone }.into())),
        &[Change::Otherwise(Item::Zone(ZoneId(1)))],
        "A: set differently",
    );
    let moved = made(&plan, &Edit::Move { items: vec![api], dx: 80.0, dy: 0.0 });
    assert_eq!(diff(&plan, &moved), [], "where it is drawn is no difference");
}

#[test]
fn plans_that_differ_have_differences_and_what_is_new_one_way_is_gone_the_other() {
    for seed in 0..300 {
        let mut dice = Dice(seed);
        let state = started(&mut dice);
        let mut next = state.clone();
        for _ in 0..4 {
            let edit = dice.edit(&next);
            next = next.apply(Action::Edit(edit));
        }
        let (there, back) = (diff(&state.plan, &next.plan), diff(&next.plan, &state.plan));
        let counted = |of: &[Change]| {
            let new = of.iter().filter(|it| matches!(it, Change::Added(_))).count();
            (new, of.iter().filter(|it| matches!(it, Change::Removed(_))).count())
        };
        let (new, gone) = counted(&there);
        assert_eq!(counted(&back), (gone, new), "seed {seed}");
        assert_eq!(there.len(), back.len(), "seed {seed}: {there:?}");
        let is_same = state.plan.topology == next.plan.topology && state.plan.goal == next.plan.goal;
        assert!(!there.is_empty() || is_same || has_other_notes(&state.plan, &next.plan), "seed {seed}");
        if is_same {
            assert_eq!(there, []);
        }
        for change in there {
            assert!(!say::change(Lang::En, (&state.plan, &next.plan), &change).is_empty());
        }
    }
}

fn has_other_notes(a: &Plan, b: &Plan) -> bool {
    let notes = |plan: &Plan| plan.topology.components.values().map(|it| it.note.clone()).collect::<Vec<_>>();
    notes(a) != notes(b)
}

#[test]
fn a_comes_back_a_swap_is_undone_as_one_step_and_nothing_is_lost() {
    let (a, b) = (start(), put(&start(), 3, |db| db.strategy = Mode::HotStandby.preset()));
    let kept = State::default().apply(Action::Load(Rc::new(a.clone()))).apply(Action::Compare(true));
    let edited = kept.apply(Action::Edit(Edit::Replace(Rc::new(b.clone()))));
    let plans = |state: &State| ((*state.plan).clone(), state.compared.as_deref().cloned());
    assert_eq!(plans(&edited), (b.clone(), Some(a.clone())));
    // Undoing the edits that led to B leaves A what it is.
    assert_eq!(plans(&edited.apply(Action::Undo)), (a.clone(), Some(a.clone())));
    let back = edited.apply(Action::BackToA);
    assert_eq!(plans(&back), (a.clone(), Some(a.clone())));
    assert_eq!(plans(&back.apply(Action::Undo)), (b.clone(), Some(a.clone())));
    let swapped = edited.apply(Action::SwapWithA);
    assert_eq!(plans(&swapped), (a.clone(), Some(b.clone())));
    let undone = swapped.apply(Action::Undo);
    assert_eq!(plans(&undone), (b.clone(), Some(a.clone())));
    assert_eq!(plans(&undone.apply(Action::Redo)), (a.clone(), Some(b.clone())));
    assert_eq!(plans(&swapped.apply(Action::SwapWithA)), (b.clone(), Some(a.clone())));
    assert_eq!(swapped.apply(Action::Compare(false)).compared, None);
    assert_eq!(State::default().apply(Action::SwapWithA), State::default());
}

#[test]
fn the_story_stays_with_the_board_when_a_comes_back() {
    let a = start();
    let b = put(&a, 3, |db| db.strategy = Mode::HotStandby.preset());
    let kept = State::default().apply(Action::Load(Rc::new(a.clone()))).apply(Action::Compare(true));
    let edited = kept.apply(Action::Edit(Edit::Replace(Rc::new(b)))).apply(Action::AddStep("One".to_owned()));
    for back in [edited.apply(Action::BackToA), edited.apply(Action::SwapWithA)] {
        assert_eq!(back.plan.topology, a.topology);
        assert_eq!(back.plan.steps, edited.plan.steps);
        assert_eq!(back.apply(Action::Undo).plan, edited.plan);
    }
}

#[test]
fn what_apply_will_change_is_what_it_changes() {
    let mut seen = 0;
    for example in Example::ALL {
        let plan = example.plan(Lang::En);
        let (mut cache, mut memo) = (Cache::default(), Memo::default());
        let found: report::Recommendation = recommend(&plan.topology, &plan.goal, EFFORT_FRAME, &mut cache, &mut memo);
        let Some(edit) = found.edit(&plan.topology, None) else { continue };
        let changes = diff(&plan, &made(&plan, &edit));
        let changed: Vec<ComponentId> =
            found.choices.iter().filter(|choice| choice.is_change).map(|choice| choice.component).collect();
        // Whose strategy or whose numbers a change is about; anything else would be none of its business.
        let whose = |change: &Change| {
            if let Change::Strategy(id) = *change {
                return Some(id);
            }
            if let Change::Number { item: Item::Component(id), .. } | Change::Otherwise(Item::Component(id)) = *change {
                return Some(id);
            }
            None
        };
        assert!(changed.iter().all(|id| changes.iter().any(|change| whose(change) == Some(*id))), "{example:?}");
        assert!(changes.iter().all(|change| whose(change).is_some_and(|id| changed.contains(&id))), "{example:?}");
        seen += changes.len();
    }
    assert!(seen > 1, "{seen}");
}
