//! What is looked at before it is made: the page shows it, nothing is changed, and every way out leaves no trace.

use std::rc::Rc;

use nines::app::examples::first_visit;
use nines::app::front_view::{HEIGHT_PX, Label, picture};
use nines::app::geometry::text_width;
use nines::app::{Action, Preview, State};
use nines::engine::front::{EFFORT_SOON, Front, Mark, front};
use nines::engine::inverse::{reaches, with};
use nines::engine::{Budget, Cache, analyse};
use nines::i18n::Lang;
use nines::i18n::reasons::Context;
use nines::i18n::studies;
use nines::model::{ComponentId, Edit, Goal, Plan};

fn board() -> State {
    State::default().apply(Action::Load(Rc::new(first_visit(Lang::En))))
}

/// The edit that renames a component.
fn rename(state: &State, id: u32, name: &str) -> Rc<Edit> {
    let mut component = (*state.plan.topology.components[&ComponentId(id)]).clone();
    component.name = name.to_owned();
    Rc::new(Edit::PutComponent(component.into()))
}

fn name(plan: &Plan, id: u32) -> String {
    plan.topology.components[&ComponentId(id)].name.clone()
}

#[test]
fn a_preview_is_shown_and_changes_nothing() {
    let state = board();
    let looked = state.apply(Action::Preview(Some(rename(&state, 2, "looked at"))));
    assert_eq!(name(&looked.shown(), 2), "looked at");
    assert!(Rc::ptr_eq(&looked.plan, &state.plan) && looked.past.is_empty());
    assert!(Rc::ptr_eq(&looked.shown(), &looked.shown()), "kept, so that it is analysed once");
    let moved = looked.apply(Action::PanBy(9.0, 9.0)).apply(Action::SelectAll);
    assert_eq!(name(&moved.shown(), 2), "looked at", "it outlives looking around");
    // What changes nothing is not looked at.
    let same = Rc::new(Edit::PutComponent(Rc::clone(&state.plan.topology.components[&ComponentId(2)])));
    assert_eq!(state.apply(Action::Preview(Some(Rc::clone(&same)))).preview, Preview::of(same, &state.plan));
    assert_eq!(state.apply(Action::Preview(None)).preview, None);
}

#[test]
fn every_way_out_of_a_preview_leaves_no_trace() {
    let state = board();
    let looked = state.apply(Action::Preview(Some(rename(&state, 2, "looked at"))));
    assert!(!looked.nothing_to_abort());
    let aborted = looked.apply(Action::Abort);
    assert!(aborted.preview.is_none() && Rc::ptr_eq(&aborted.shown(), &state.plan));
    assert!(looked.apply(Action::Preview(None)).preview.is_none());
    let edited = looked.apply(Action::Edit((*rename(&state, 3, "edited")).clone()));
    assert_eq!((name(&edited.shown(), 2), name(&edited.shown(), 3)), (name(&state.plan, 2), "edited".to_owned()));
    assert!(edited.apply(Action::Undo).preview.is_none());
    // So do actions that find the board as they want it.
    assert!(looked.apply(Action::Open(Rc::clone(&state.plan))).preview.is_none());
    let told = state.apply(Action::AddStep("Now".to_owned()));
    let looked = told.apply(Action::Preview(Some(rename(&told, 2, "looked at"))));
    assert!(looked.apply(Action::ShowStep(0)).preview.is_none());
    let kept = state.apply(Action::Compare(true));
    let looked = kept.apply(Action::Preview(Some(rename(&kept, 2, "looked at"))));
    assert!(looked.apply(Action::BackToA).preview.is_none());
}

#[test]
fn an_applied_preview_is_one_step_of_undo() {
    let state = board();
    let looked = state.apply(Action::Preview(Some(rename(&state, 2, "looked at"))));
    let applied = looked.apply(Action::ApplyPreview);
    assert_eq!(name(&applied.plan, 2), "looked at");
    assert!(applied.just_applied && applied.preview.is_none() && applied.past.len() == 1);
    assert_eq!(applied.apply(Action::Undo).plan, state.plan);
    // A recommendation for what is looked at is made on it.
    let both = looked.apply(Action::ApplyRecommendation((*rename(&state, 3, "recommended")).clone()));
    assert_eq!((name(&both.plan, 2), name(&both.plan, 3)), ("looked at".to_owned(), "recommended".to_owned()));
    assert_eq!(both.past.len(), 1);
}

fn found() -> (Plan, Front) {
    let plan = first_visit(Lang::En);
    let found = front(&plan.topology, &plan.goal, EFFORT_SOON, &mut Cache::default()).expect("something to choose");
    (plan, found)
}

#[test]
fn the_picture_of_a_front_falls_to_the_right_and_its_words_do_not_touch() {
    let (plan, front) = found();
    let words = |mark: &Mark| format!("{} h", mark.u * 8766.0);
    let shape = picture(&front, Some(plan.goal.target_u), "$", &words);
    assert_eq!(shape.stops.len(), front.stops.len());
    assert!(shape.stops.windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 <= pair[1].1), "{shape:?}");
    let inside = |(x, y): &(f64, f64)| (0.0..=100.0).contains(x) && (0.0..=HEIGHT_PX).contains(y);
    assert!(shape.stops.iter().all(inside) && inside(&shape.now) && shape.recommended.iter().all(inside));
    // Above the line is more downtime than the target allows.
    for (stop, (_, y)) in front.stops.iter().zip(&shape.stops) {
        assert_eq!(stop.at.strain > 1.0, *y < shape.target_px, "{stop:?}");
    }
    assert!(shape.downtimes.len() > 1 && shape.costs.len() > 1 && !shape.labels.is_empty(), "{shape:?}");
    let area = |label: &Label| {
        let width = 100.0 * text_width(&label.text, 12.0) / 270.0;
        let from = if label.ends { label.at.0 - width } else { label.at.0 };
        (from, from + width, label.at.1 - 11.0, label.at.1)
    };
    for (at, one) in shape.labels.iter().enumerate() {
        for other in &shape.labels[at + 1..] {
            let (a, b) = (area(one), area(other));
            assert!(a.1 <= b.0 || b.1 <= a.0 || a.3 <= b.2 || b.3 <= a.2, "{one:?} {other:?}");
        }
    }
    // With nothing to choose from there is still a picture.
    let single = Front { stops: front.stops[..1].to_vec(), ..front };
    assert_eq!(picture(&single, None, "$", &words).stops.len(), 1);
}

#[test]
fn the_value_that_a_button_sets_meets_the_target_and_is_said_with_three_digits() {
    let mut set = 0;
    let plan = first_visit(Lang::En);
    for target_u in [plan.goal.target_u, 1.5e-3] {
        let goal = Goal { target_u, ..(*plan.goal).clone() };
        for (id, component) in &plan.topology.components {
            for reach in reaches(&plan.topology, &goal, *id, &mut Cache::new()) {
                for lang in [Lang::En, Lang::Zh] {
                    let at = Context { lang, topology: &plan.topology, goal: &goal };
                    let Some((said, value)) = studies::reach(at, component.strategy.mode(), &reach) else { continue };
                    let Some(value) = value else { continue };
                    let mut trial = (*plan.topology).clone();
                    trial.components.insert(*id, with(&plan.topology, *id, reach.input, value).expect("its input"));
                    let after = analyse(&trial, &goal, Budget::FRAME, &mut Cache::new());
                    let worst = after.worst().expect("a journey");
                    assert!(worst.strain() <= 1.0 + 1e-12, "{said}: {value}");
                    assert!(worst.strain() > 0.97, "not far below either: {said}");
                    set += 1;
                }
            }
        }
    }
    assert!(set >= 4, "{set}");
}
