//! Gestures: what is previewed is what is made, Esc leaves the plan alone, and things land in the zone under them.

use std::rc::Rc;

use nines::app::hand::{Grip, Hand, Press};
use nines::app::{Action, Gesture, State};
use nines::model::{ComponentId, Edit, Item, Kind, LinkId, Point, Rect, ZoneId, ZoneKind};

use crate::board::{Dice, started};
use crate::size::size;

#[test]
fn what_is_previewed_is_what_is_made() {
    for seed in 0..size("edit_scripts") {
        let mut dice = Dice(seed);
        let state = started(&mut dice);
        let gesture = dice.gesture(&state);
        let showing = state.apply(Action::Gesture(gesture.clone()));
        let preview = showing.shown();
        let made = showing.apply(Action::Commit);
        // What is new appears only when it is made.
        if !matches!(gesture, Gesture::Connect { .. } | Gesture::Place { .. }) {
            assert_eq!(preview, made.plan, "seed {seed}: {gesture:?}");
        }
        assert_eq!(made.gesture, Gesture::None);
    }
}

#[test]
fn esc_leaves_the_plan_and_its_history_alone() {
    for seed in 0..size("edit_scripts") {
        let mut dice = Dice(seed);
        let state = started(&mut dice);
        let dropped = state.apply(Action::Gesture(dice.gesture(&state))).apply(Action::Abort);
        assert!(Rc::ptr_eq(&dropped.plan, &state.plan), "seed {seed}");
        assert_eq!(dropped.past.len(), state.past.len(), "seed {seed}");
        assert_eq!(dropped.shown(), state.plan, "seed {seed}");
    }
}

#[test]
fn a_hand_at_random_never_leaves_a_gesture_behind() {
    for seed in 0..size("edit_scripts") {
        let mut dice = Dice(seed);
        let mut state = started(&mut dice);
        let mut hand = Hand::default();
        for _ in 0..12 {
            let actions = match dice.below(5) {
                0 | 1 => hand.press(dice.press(&state), &state),
                2 | 3 => hand.moved(i32::try_from(dice.below(3)).unwrap(), dice.point(), &state),
                _ => hand.release(i32::try_from(dice.below(3)).unwrap(), dice.point(), &state),
            };
            state = all(state, actions);
        }
        for pointer in 0..3 {
            let actions = hand.release(pointer, dice.point(), &state);
            state = all(state, actions);
        }
        state = state.apply(Action::Abort);
        assert_eq!(state.gesture, Gesture::None, "seed {seed}");
    }
}

fn all(state: State, actions: Vec<Action>) -> State {
    actions.into_iter().fold(state, |state, action| state.apply(action))
}

/// A zone at the right of a component, the view at its own size.
fn board() -> State {
    let edits = [
        Edit::AddComponent { kind: Kind::Sql, name: "db".into(), at: Point { x: 0.0, y: 0.0 }, zone: None },
        Edit::AddComponent { kind: Kind::Service, name: "api".into(), at: Point { x: 0.0, y: 160.0 }, zone: None },
        Edit::AddZone {
            kind: ZoneKind::Zone,
            name: "A".into(),
            rect: Rect { x: 400.0, y: 0.0, width: 400.0, height: 320.0 },
            parent: None,
        },
    ];
    let state = State::default().apply(Action::CanvasSize(1200.0, 700.0));
    let state = edits.into_iter().fold(state, |state, edit| state.apply(Action::Edit(edit)));
    state.apply(Action::Select([].into())).apply(Action::View(nines::app::geometry::View::default()))
}

/// Presses on a grip, moves in steps, lets go.
fn dragged(state: &State, grip: Grip, from: Point, to: Point, is_touch: bool) -> State {
    let mut hand = Hand::default();
    let press = Press { pointer: 1, at: from, grip, is_touch, pans: false, asks: false, extends: false };
    let mut state = all(state.clone(), hand.press(press, state));
    for step in 1..=4 {
        let part = f64::from(step) / 4.0;
        let at = Point { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
        state = all(state.clone(), hand.moved(1, at, &state));
    }
    all(state.clone(), hand.release(1, to, &state))
}

const DB: ComponentId = ComponentId(1);
const API: ComponentId = ComponentId(2);

#[test]
fn dropping_into_a_zone_puts_all_units_there_in_one_step() {
    let before = board();
    let grip = Grip::Body(Item::Component(DB));
    let after = dragged(&before, grip, Point { x: 20.0, y: 20.0 }, Point { x: 523.0, y: 101.0 }, false);
    assert_eq!(after.plan.topology.components[&DB].home(), Some(ZoneId(1)));
    // On the grid, though the hand was not.
    assert_eq!(after.plan.layout.components[&DB], Point { x: 504.0, y: 80.0 });
    assert_eq!(after.past.len(), before.past.len() + 1);
    assert_eq!(after.apply(Action::Undo).plan, before.plan);
    let out = dragged(&after, grip, Point { x: 520.0, y: 100.0 }, Point { x: 20.0, y: 20.0 }, false);
    assert_eq!(out.plan.topology.components[&DB].home(), None);
}

#[test]
fn a_zone_takes_along_what_is_inside_and_they_stay_in_it() {
    let grip = Grip::Body(Item::Component(DB));
    let inside = dragged(&board(), grip, Point { x: 20.0, y: 20.0 }, Point { x: 520.0, y: 100.0 }, false);
    let zone = Grip::Body(Item::Zone(ZoneId(1)));
    let moved = dragged(&inside, zone, Point { x: 410.0, y: 10.0 }, Point { x: 410.0, y: 410.0 }, false);
    assert_eq!(moved.plan.topology.components[&DB].home(), Some(ZoneId(1)));
    let now = moved.plan.layout.components[&DB];
    let then = inside.plan.layout.components[&DB];
    assert_eq!(now, Point { y: then.y + 400.0, ..then });
}

#[test]
fn a_zone_that_comes_to_cover_a_component_takes_it_in_and_lets_it_go_again() {
    let state = board();
    let wide = Gesture::Resize { zone: ZoneId(1), rect: Rect { x: -40.0, y: -40.0, width: 840.0, height: 160.0 } };
    let covered = state.apply(Action::Gesture(wide)).apply(Action::Commit);
    assert_eq!(covered.plan.topology.components[&DB].home(), Some(ZoneId(1)));
    assert_eq!(covered.plan.topology.components[&API].home(), None);
    let small = Gesture::Resize { zone: ZoneId(1), rect: Rect { x: 400.0, y: 0.0, width: 400.0, height: 320.0 } };
    let uncovered = covered.apply(Action::Gesture(small)).apply(Action::Commit);
    assert_eq!(uncovered.plan.topology.components[&DB].home(), None);
}

#[test]
fn a_link_is_drawn_from_the_handle_and_jumps_to_a_target_20_px_away() {
    let near = Point { x: -18.0, y: 200.0 };
    let linked = dragged(&board(), Grip::Handle(DB), Point { x: 168.0, y: 36.0 }, near, false);
    assert_eq!(linked.plan.topology.links[&LinkId(1)].to, API);
    let far = Point { x: -24.0, y: 200.0 };
    let missed = dragged(&board(), Grip::Handle(DB), Point { x: 168.0, y: 36.0 }, far, false);
    assert!(missed.plan.topology.links.is_empty());
}

#[test]
fn a_link_is_made_by_two_clicks_too() {
    let mut state = board();
    for grip in [Grip::Handle(DB), Grip::Body(Item::Component(API))] {
        state = dragged(&state, grip, Point::default(), Point::default(), false);
    }
    assert_eq!(state.plan.topology.links.len(), 1);
}

#[test]
fn a_small_move_is_a_click_and_a_finger_may_move_more() {
    let grip = Grip::Body(Item::Component(DB));
    let from = Point { x: 20.0, y: 20.0 };
    for (by, is_touch, moves) in [(3.0, false, false), (8.0, false, true), (5.0, true, false), (8.0, true, true)] {
        let after = dragged(&board(), grip, from, Point { x: from.x + by, ..from }, is_touch);
        let has_moved = after.plan.layout.components[&DB].x > 0.0;
        assert_eq!(has_moved, moves, "{by} px, touch {is_touch}");
        assert_eq!(after.only_selected(), Some(Item::Component(DB)));
    }
}

#[test]
fn on_empty_canvas_a_mouse_selects_and_a_finger_pans() {
    let (from, to) = (Point { x: -30.0, y: -30.0 }, Point { x: 200.0, y: 300.0 });
    let by_mouse = dragged(&board(), Grip::Empty, from, to, false);
    assert_eq!(by_mouse.selection, [Item::Component(DB), Item::Component(API)].into());
    let by_finger = dragged(&board(), Grip::Empty, from, to, true);
    assert!(by_finger.selection.is_empty());
    assert_eq!((by_finger.view.x, by_finger.view.y), (230.0, 330.0));
}

#[test]
fn two_fingers_zoom_about_the_middle_between_them() {
    let mut hand = Hand::default();
    let mut state = board();
    let press = |pointer, x| Press {
        pointer,
        at: Point { x, y: 100.0 },
        grip: Grip::Empty,
        is_touch: true,
        pans: false,
        asks: false,
        extends: false,
    };
    for (pointer, x) in [(1, 100.0), (2, 200.0)] {
        state = all(state.clone(), hand.press(press(pointer, x), &state));
    }
    let middle = state.view.to_canvas(Point { x: 150.0, y: 100.0 });
    for (pointer, x) in [(1, 50.0), (2, 250.0)] {
        state = all(state.clone(), hand.moved(pointer, Point { x, y: 100.0 }, &state));
    }
    assert!((state.view.zoom - 2.0).abs() < 1e-12);
    let now = state.view.to_canvas(Point { x: 150.0, y: 100.0 });
    assert!((now.x - middle.x).abs() + (now.y - middle.y).abs() < 1e-9);
}

#[test]
fn a_second_finger_drops_what_the_hand_does() {
    let before = board();
    let at = |x| Point { x, y: 20.0 };
    let press =
        |pointer, x, grip| Press { pointer, at: at(x), grip, is_touch: true, pans: false, asks: false, extends: false };
    for grip in [Grip::Body(Item::Component(DB)), Grip::Handle(DB)] {
        let mut hand = Hand::default();
        let mut state = all(before.clone(), hand.press(press(1, 20.0, grip), &before));
        state = all(state.clone(), hand.moved(1, at(160.0), &state));
        assert_ne!(state.gesture, Gesture::None);
        state = all(state.clone(), hand.press(press(2, 300.0, Grip::Empty), &state));
        assert_eq!(state.shown(), before.plan, "{grip:?}");
        for pointer in [2, 1] {
            state = all(state.clone(), hand.release(pointer, at(160.0), &state));
        }
        assert_eq!((&state.plan, &state.gesture), (&before.plan, &Gesture::None), "{grip:?}");
    }
    // What comes from the palette is in another finger.
    let new = nines::app::spot::New::Component(Kind::Sql);
    let carried = before.apply(Action::Gesture(Gesture::Place { new, name: "db".into(), at: Some(at(100.0)) }));
    let mut hand = Hand::default();
    let mut state = all(carried.clone(), hand.press(press(2, 300.0, Grip::Empty), &carried));
    state = all(state.clone(), hand.release(2, at(300.0), &state));
    assert_eq!((&state.plan, &state.gesture), (&before.plan, &Gesture::None));
}

#[test]
fn the_right_button_asks_for_the_menu_where_it_is_let_go_and_pans_where_it_is_dragged() {
    let db = Item::Component(DB);
    let (before, at) = (board(), Point { x: 20.0, y: 20.0 });
    let press = |grip| Press { pointer: 1, at, grip, is_touch: false, pans: false, asks: true, extends: false };
    let clicked = |state: &State, grip| {
        let mut hand = Hand::default();
        let state = all(state.clone(), hand.press(press(grip), state));
        let near = Point { x: at.x + 3.0, y: at.y };
        let state = all(state.clone(), hand.moved(1, near, &state));
        all(state.clone(), hand.release(1, near, &state))
    };
    let on_db = clicked(&before, Grip::Body(db));
    assert_eq!((on_db.menu, on_db.only_selected()), (Some(at), Some(db)));
    // What is selected stays so when the menu is asked for on a part of it; on the ground nothing is.
    let several = before.apply(Action::SelectAll);
    assert_eq!(clicked(&several, Grip::Body(db)).selection, several.selection);
    let on_ground = clicked(&several, Grip::Empty);
    assert!(on_ground.selection.is_empty() && on_ground.menu == Some(at));
    assert_eq!(on_ground.apply(Action::PanBy(1.0, 0.0)).menu, None, "it goes with the next thing that is done");

    let mut hand = Hand::default();
    let state = all(before.clone(), hand.press(press(Grip::Body(db)), &before));
    let state = all(state.clone(), hand.moved(1, Point { x: 60.0, y: 50.0 }, &state));
    let state = all(state.clone(), hand.release(1, Point { x: 60.0, y: 50.0 }, &state));
    assert_eq!((state.view.x - before.view.x, state.view.y - before.view.y), (40.0, 30.0));
    assert!(state.menu.is_none() && state.selection.is_empty() && state.gesture == Gesture::None);
    assert_eq!(state.plan, before.plan);
}

#[test]
fn esc_in_the_middle_of_a_drag_ends_it_for_good() {
    let before = board();
    let mut hand = Hand::default();
    let grip = Grip::Body(Item::Component(DB));
    let press = Press {
        pointer: 1,
        at: Point { x: 20.0, y: 20.0 },
        grip,
        is_touch: false,
        pans: false,
        asks: false,
        extends: false,
    };
    let mut state = all(before.clone(), hand.press(press, &before));
    state = all(state.clone(), hand.moved(1, Point { x: 120.0, y: 20.0 }, &state));
    assert_ne!(state.shown(), before.plan);
    state = state.apply(Action::Abort);
    state = all(state.clone(), hand.moved(1, Point { x: 220.0, y: 20.0 }, &state));
    state = all(state.clone(), hand.release(1, Point { x: 220.0, y: 20.0 }, &state));
    assert_eq!(state.plan, before.plan);
    assert_eq!(state.shown(), before.plan);
}
