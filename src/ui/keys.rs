//! Keys of the whole page: one listener asks the table of commands. On the canvas, Tab walks, Enter chooses.
//! It never acts while text is typed, while an input method composes, or under a dialog.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::env::{Latest, Store};
use super::focus::leave_drawing;
use super::hit;
use crate::app::command::{CommandId, Keystroke, Scope, Step, command_for};
use crate::app::geometry::{neighbour, reading_order};
use crate::app::{Action, Gesture, Panel, State, Tool};
use crate::model::Item;
use crate::ui::hooks::use_effect_with;

/// Space on the canvas: alone it chooses when it is let go; held, it pans with the arrows or with what is pressed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    Up,
    /// Down on an item; whether with Shift.
    Down(Item, bool),
    /// Down, and it has panned.
    Spent,
}

/// Listens for as long as the page lives.
#[hook]
pub fn use_keys(latest: &Latest, dispatch: &UseReducerDispatcher<Store>) {
    let latest = latest.clone();
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let space = Rc::new(Cell::new(Space::Up));
        let listen = |name: &'static str, run: Box<dyn Fn(&web_sys::Event)>| {
            let options = EventListenerOptions::enable_prevent_default();
            web_sys::window()
                .map(|window| EventListener::new_with_options(&window, name, options, move |event| run(event)))
        };
        let down = {
            let (space, dispatch) = (Rc::clone(&space), dispatch.clone());
            listen(
                "keydown",
                Box::new(move |event| {
                    let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
                    if pressed(key, &latest.now(), &space, &dispatch) {
                        event.prevent_default();
                    }
                }),
            )
        };
        let up = {
            let space = Rc::clone(&space);
            listen(
                "keyup",
                Box::new(move |event| {
                    if event.dyn_ref::<KeyboardEvent>().is_none_or(|key| key.code() != "Space") {
                        return;
                    }
                    if let Space::Down(item, extends) = space.replace(Space::Up) {
                        dispatch.dispatch(if extends { Action::Toggle(item) } else { Action::Select([item].into()) });
                    }
                }),
            )
        };
        let pointer = {
            let space = Rc::clone(&space);
            listen(
                "pointerdown",
                Box::new(move |_| {
                    if space.get() != Space::Up {
                        space.set(Space::Spent);
                    }
                }),
            )
        };
        // Where it is let go then, nobody tells.
        let blur = listen("blur", Box::new(move |_| space.set(Space::Up)));
        move || drop((down, up, pointer, blur))
    });
}

/// Whether the key meant something.
fn pressed(event: &KeyboardEvent, state: &State, space: &Cell<Space>, dispatch: &UseReducerDispatcher<Store>) -> bool {
    if event.is_composing() || event.key_code() == 229 || event.default_prevented() || dialog_is_open() {
        return false;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    // In a field where nothing has been typed since it was last handed over, and in a list, undo is the plan's.
    let is_at_rest =
        target.as_ref().is_some_and(|element| element.has_attribute("data-at-rest") || element.tag_name() == "SELECT");
    let is_history = (event.ctrl_key() || event.meta_key()) && matches!(event.key().as_str(), "z" | "Z" | "y");
    let is_typing = target.as_ref().is_some_and(takes_text) && !(is_at_rest && is_history);
    let is_on_canvas = target.as_ref().is_some_and(|element| element.closest("#canvas").ok().flatten().is_some());
    let focused = target.as_ref().filter(|_| is_on_canvas).and_then(hit::item_of);
    if is_on_canvas && let Some(done) = walked(event, state, focused, space, dispatch) {
        return done;
    }
    let key = event.key();
    let code = event.code();
    let stroke = Keystroke {
        key: &key,
        code: &code,
        ctrl: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
    };
    // A slider, a tab and a group of choices have arrows of their own.
    let keeps_arrows = target.as_ref().is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "SUMMARY") || element.has_attribute("role") && !is_on_canvas
    });
    let acts = |scope| match scope {
        Scope::Browser => false,
        Scope::Everywhere => true,
        Scope::Page => !is_typing,
        Scope::Canvas => is_on_canvas,
        // A presenter's remote sends PageUp and PageDown.
        Scope::Stage => {
            !is_typing && state.presenting && (state.selection.is_empty() || key.starts_with("Page")) && !keeps_arrows
        }
        Scope::Letter => is_on_canvas && state.settings.single_keys,
    };
    let Some(command) = command_for(stroke, acts) else {
        // What comes from the palette is dropped wherever the focus is.
        if key == "Escape" && matches!(state.gesture, Gesture::Place { .. }) {
            dispatch.dispatch(Action::Gesture(Gesture::None));
            return true;
        }
        // What is only looked at goes wherever the focus is.
        if !is_typing && key == "Escape" && state.preview.is_some() {
            dispatch.dispatch(Action::Preview(None));
            return true;
        }
        let leaves = !is_typing && state.presenting && key == "Escape" && state.nothing_to_abort();
        if leaves {
            dispatch.dispatch(Action::Present(false));
        }
        return leaves;
    };
    if command.id == CommandId::Abort && state.nothing_to_abort() {
        if state.presenting {
            dispatch.dispatch(Action::Present(false));
        }
        // Esc leaves the canvas at once when there is nothing left to drop.
        if is_on_canvas {
            leave_drawing();
        }
        return true;
    }
    let words = state.settings.lang.canvas();
    match focused.filter(|item| command.needs_selection && !state.selection.contains(item)) {
        // What has the focus is what the key means.
        Some(item) => {
            let pick = Action::Pick([item].into());
            let Some(action) = command.id.run(&state.apply(pick.clone()), words) else { return false };
            dispatch.dispatch(pick);
            dispatch.dispatch(action);
        }
        None => {
            let Some(action) = command.id.run(state, words) else { return false };
            dispatch.dispatch(action);
        }
    }
    true
}

/// Keys that walk the canvas; none: the key means something else.
fn walked(
    event: &KeyboardEvent,
    state: &State,
    focused: Option<Item>,
    space: &Cell<Space>,
    dispatch: &UseReducerDispatcher<Store>,
) -> Option<bool> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let key = event.key();
    let step = match key.as_str() {
        "ArrowLeft" => Some(Step::Left),
        "ArrowRight" => Some(Step::Right),
        "ArrowUp" => Some(Step::Up),
        "ArrowDown" => Some(Step::Down),
        _ => None,
    };
    if let Some(step) = step
        && space.get() != Space::Up
    {
        space.set(Space::Spent);
        if let Some(action) = CommandId::Pan(step).run(state, state.settings.lang.canvas()) {
            dispatch.dispatch(action);
        }
        return Some(true);
    }
    match (key.as_str(), state.tool, focused) {
        ("Tab", _, focused) => {
            let order = reading_order(&state.plan);
            // The focus may not have caught up with what has just been made.
            let at = focused.or(state.only_selected()).and_then(|item| order.iter().position(|other| *other == item));
            let next = match (at, event.shift_key()) {
                (Some(at), false) => order.get(at + 1),
                (Some(at), true) => at.checked_sub(1).and_then(|at| order.get(at)),
                (None, false) => order.first(),
                (None, true) => None,
            };
            next.map(|item| focus(*item));
            Some(next.is_some())
        }
        ("Enter" | " ", Tool::ConnectFrom(from), Some(Item::Component(to))) => {
            dispatch.dispatch(if to == from { Action::Tool(Tool::Select) } else { Action::ConnectTo(to) });
            Some(true)
        }
        // What is selected already is renamed.
        ("Enter", Tool::Select, Some(item)) => {
            let is_chosen = state.only_selected() == Some(item) && state.panel == Panel::Inspector;
            dispatch.dispatch(if is_chosen { Action::Rename } else { Action::Select([item].into()) });
            Some(true)
        }
        (" ", _, focused) => {
            if space.get() == Space::Up {
                space.set(focused.map_or(Space::Spent, |item| Space::Down(item, event.shift_key())));
            }
            Some(true)
        }
        (_, Tool::ConnectFrom(from), focused) => {
            let step = step?;
            let here = focused.unwrap_or(Item::Component(from));
            neighbour(&state.plan, here, step.unit()).map(focus);
            Some(true)
        }
        _ => None,
    }
}

fn focus(item: Item) -> bool {
    hit::element(item).is_some_and(|element| element.focus().is_ok())
}

pub(super) fn dialog_is_open() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.query_selector("dialog[open]").ok().flatten().is_some())
}

/// Text is typed here, so every key belongs to it.
pub(super) fn takes_text(element: &Element) -> bool {
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => element
            .dyn_ref::<HtmlInputElement>()
            .is_none_or(|input| !matches!(input.type_().as_str(), "range" | "checkbox" | "radio" | "button")),
        _ => element.has_attribute("contenteditable"),
    }
}
