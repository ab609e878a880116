//! The state machine: what is done can be undone and redone, and no sequence of actions leaves a plan that is not legal.

use std::rc::Rc;

use nines::app::command::{Keystroke, Scope, command_for, commands};
use nines::app::examples::first_visit;
use nines::app::state::all_items;
use nines::app::{Action, State, Tool};
use nines::i18n::Lang;
use nines::i18n::canvas::{EN, ZH};
use nines::model::{ComponentId, Edit, Item, Kind, Plan, Point, check};

use crate::board::{Dice, started};
use crate::size::size;

#[test]
fn undoing_everything_gives_the_first_plan_and_redoing_everything_the_last() {
    for seed in 0..size("edit_scripts") {
        let mut dice = Dice(seed);
        let first = State::default();
        let mut state = first.clone();
        for _ in 0..20 {
            state = match dice.below(4) {
                0 => state.apply(Action::Nudge(8.0, 0.0)),
                _ => state.apply(Action::Edit(dice.edit(&state))),
            };
        }
        let last = Rc::clone(&state.plan);
        let steps = state.past.len();
        for _ in 0..steps {
            state = state.apply(Action::Undo);
        }
        assert_eq!(state.plan, first.plan, "seed {seed}");
        assert_eq!(state.future.len(), steps);
        for _ in 0..steps {
            state = state.apply(Action::Redo);
        }
        assert_eq!(state.plan, last, "seed {seed}");
    }
}

#[test]
fn whatever_happens_the_plan_is_legal_and_the_selection_is_on_the_board() {
    let mut dice = Dice(1);
    let mut state = started(&mut dice);
    for step in 0..size("state_steps") {
        // Now and then a fresh board, so that the plan stays small.
        if step % 400 == 0 {
            state = started(&mut dice);
        }
        state = state.apply(dice.action(&state));
        holds(&state, step);
    }
}

#[test]
fn what_only_looks_changes_nothing_but_the_view() {
    let mut dice = Dice(2);
    let mut state = started(&mut dice).apply(Action::Load(Rc::new(first_visit(Lang::En))));
    let mut looks = 0;
    for step in 0..size("state_steps") / 10 {
        let moves = [Action::PanBy(8.0, 0.0), Action::ZoomBy(1.1, None), Action::ActualSize];
        for action in moves.into_iter().chain([dice.action(&state), Action::Menu(Some(dice.point()))]) {
            let next = state.apply(action.clone());
            if state.only_looks(&action) {
                looks += 1;
                assert_eq!(State { view: state.view, ..next.clone() }, state, "step {step}: {action:?}");
            }
            // A menu is open before some of them, and closes.
            if dice.coin() {
                state = next;
            }
        }
    }
    assert!(looks > size("state_steps") / 10, "{looks}");
}

#[test]
fn opening_a_plan_keeps_the_panel_that_was_open() {
    use nines::app::Panel;
    for panel in [Panel::Choose, Panel::Goal, Panel::Breaks, Panel::Outline, Panel::Inspector] {
        let state = State::default().apply(Action::CanvasSize(800.0, 600.0)).apply(Action::Panel(panel));
        let opened = state.apply(Action::Open(Rc::new(first_visit(Lang::En))));
        assert_eq!(opened.panel, panel);
        assert!(opened.selection.is_empty() && opened.past.len() == 1);
    }
}

fn holds(state: &State, step: u64) {
    let there = all_items(&state.plan);
    assert!(state.selection.is_subset(&there), "step {step}: selected what is not there");
    assert!(state.failed.is_subset(&there), "step {step}: failed what is not there");
    assert!(state.past.len() <= nines::model::limits::UNDO, "step {step}: too many steps of undo");
    if let Tool::ConnectFrom(id) = state.tool {
        assert!(there.contains(&Item::Component(id)), "step {step}: a link from what is not there");
    }
    let (mended, findings) = check::mend((*state.plan).clone());
    assert_eq!(findings, vec![], "step {step}");
    assert_eq!(mended.topology.components.len(), state.plan.layout.components.len(), "step {step}");
    assert_eq!(mended.topology.zones.len(), state.plan.layout.zones.len(), "step {step}");
    for component in state.plan.topology.components.values() {
        assert!(
            state.plan.layout.components.contains_key(&component.id),
            "step {step}: {:?} lies nowhere",
            component.id
        );
    }
}

fn pair() -> State {
    let mut state = State::default().apply(Action::CanvasSize(1200.0, 700.0));
    for (name, x) in [("a", 0.0), ("b", 300.0)] {
        let at = Point { x, y: 0.0 };
        state =
            state.apply(Action::Edit(Edit::AddComponent { kind: Kind::Service, name: name.into(), at, zone: None }));
    }
    state
}

#[test]
fn nudges_in_a_row_are_one_step_of_undo() {
    let before = pair();
    let mut state = before.clone();
    for _ in 0..5 {
        state = state.apply(Action::Nudge(8.0, 0.0));
    }
    assert_eq!(state.plan.layout.components[&ComponentId(2)], Point { x: 340.0, y: 0.0 });
    assert_eq!(state.past.len(), before.past.len() + 1);
    assert_eq!(state.apply(Action::Undo).plan, before.plan);
}

#[test]
fn esc_takes_back_one_thing_at_a_time() {
    let mut state = pair().apply(Action::Tool(Tool::ConnectFrom(ComponentId(1))));
    state = state.apply(Action::Abort);
    assert_eq!(state.tool, Tool::Select);
    assert!(!state.selection.is_empty());
    state = state.apply(Action::Abort);
    assert!(state.nothing_to_abort());
}

#[test]
fn a_refused_link_leaves_the_tool_in_the_hand() {
    let linked = pair().apply(Action::Tool(Tool::ConnectFrom(ComponentId(1)))).apply(Action::ConnectTo(ComponentId(2)));
    assert_eq!(linked.plan.topology.links.len(), 1);
    assert_eq!(linked.tool, Tool::Select);
    let again = linked.apply(Action::Tool(Tool::ConnectFrom(ComponentId(1)))).apply(Action::ConnectTo(ComponentId(2)));
    assert_eq!(again.tool, Tool::ConnectFrom(ComponentId(1)));
    assert!(again.notice.is_some());
    assert_eq!(again.plan, linked.plan);
}

#[test]
fn a_view_that_shows_everything_goes_on_showing_it() {
    let plan: Rc<Plan> = Rc::clone(&pair().plan);
    let early = State::default().apply(Action::Load(plan)).apply(Action::CanvasSize(1000.0, 600.0));
    let later = early.apply(Action::CanvasSize(400.0, 300.0));
    assert_eq!(later.view, later.apply(Action::FitView).view);
}

#[test]
fn every_key_means_one_thing() {
    let rows = commands();
    for row in &rows {
        for key in &row.keys {
            let stroke = Keystroke {
                key: key.key,
                code: key.code,
                ctrl: key.ctrl,
                shift: key.shift.unwrap_or(false),
                alt: false,
            };
            // Before a room some keys walk the story, and mean nothing else then.
            let acts = |scope| (scope == Scope::Stage) == (row.scope == Scope::Stage);
            assert_eq!(command_for(stroke, acts).map(|found| found.id), Some(row.id), "{key:?}");
        }
    }
}

#[test]
fn a_key_that_is_no_latin_letter_is_known_by_its_place() {
    let meant = |key, code, shift| {
        let stroke = Keystroke { key, code, ctrl: false, shift, alt: false };
        command_for(stroke, |_| true).map(|row| row.id)
    };
    let rows = commands();
    let id =
        |code: &str| rows.iter().find(|row| row.keys.iter().any(|key| key.code == code && !key.ctrl)).map(|row| row.id);
    assert_eq!(meant("с", "KeyC", false), id("KeyC"));
    assert_eq!(meant("1", "Digit1", true), id("Digit1"));
    // A Dvorak "e" lies where others have "d", and is an "e".
    assert_eq!(meant("e", "KeyD", false), id("KeyE"));
}

#[test]
fn letters_are_silent_unless_the_canvas_listens() {
    let stroke = Keystroke { key: "s", code: "KeyS", ctrl: false, shift: false, alt: false };
    assert!(command_for(stroke, |scope| scope != Scope::Letter).is_none());
}

#[test]
fn every_command_has_words_in_both_languages() {
    for row in commands() {
        assert!(!row.id.words(&EN).is_empty() && !row.id.words(&ZH).is_empty(), "{:?}", row.id);
    }
}
