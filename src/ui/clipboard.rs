//! The clipboard on the page: the browser says by an event of its own that a key copies, cuts or pastes; a button or the
//! menu asks. What a text means is decided by `app::clip`.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element};
use yew::prelude::*;

use super::env::{Latest, Store};
use super::hit;
use super::keys;
use crate::app::clip::{Clip, copied, pasted};
use crate::app::{Action, Notice};
use crate::browser::exchange::{self, Copied};
use crate::model::Edit;
use crate::ui::hooks::use_effect_with;

/// Listens for as long as the page lives, and follows the wishes that the state counts.
#[hook]
pub fn use_clipboard(clips: (u32, Clip), latest: &Latest, dispatch: &UseReducerDispatcher<Store>) {
    {
        let (latest, dispatch) = (latest.clone(), dispatch.clone());
        use_effect_with((), move |()| {
            let listen = |name: &'static str, clip: Clip| {
                let (latest, dispatch) = (latest.clone(), dispatch.clone());
                let options = EventListenerOptions::enable_prevent_default();
                web_sys::window().map(|window| {
                    EventListener::new_with_options(&window, name, options, move |event| {
                        let Some(event) = event.dyn_ref::<ClipboardEvent>() else { return };
                        if is_of_the_plan(event, clip) && heard(event, clip, &latest, &dispatch).is_some() {
                            event.prevent_default();
                        }
                    })
                })
            };
            let listeners = [listen("copy", Clip::Copy), listen("cut", Clip::Cut), listen("paste", Clip::Paste)];
            move || drop(listeners)
        });
    }
    let (latest, dispatch) = (latest.clone(), dispatch.clone());
    use_effect_with(clips, move |(count, clip)| {
        if *count > 0 {
            wished(*clip, &latest, &dispatch);
        }
    });
}

/// The event is about the plan: no text is typed or to be copied, and no dialog is open.
fn is_of_the_plan(event: &ClipboardEvent, clip: Clip) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let has_text = clip != Clip::Paste && exchange::has_selected_text();
    !event.default_prevented() && !has_text && !target.as_ref().is_some_and(keys::takes_text) && !keys::dialog_is_open()
}

fn heard(event: &ClipboardEvent, clip: Clip, latest: &Latest, dispatch: &UseReducerDispatcher<Store>) -> Option<()> {
    let data = event.clipboard_data()?;
    let mut state = latest.now();
    // What has the focus is what the key means.
    let focused = event.target().and_then(|target| target.dyn_into::<Element>().ok()).as_ref().and_then(hit::item_of);
    if let Some(item) = focused.filter(|item| clip != Clip::Paste && !state.selection.contains(item)) {
        let pick = Action::Pick([item].into());
        state = Rc::new(state.apply(pick.clone()));
        dispatch.dispatch(pick);
    }
    match clip {
        Clip::Copy | Clip::Cut => {
            data.set_data("text/plain", &copied(&state)?).ok()?;
            if clip == Clip::Cut {
                dispatch.dispatch(Action::RemoveSelection);
            }
        }
        Clip::Paste => {
            let text = data.get_data("text/plain").ok().filter(|text| !text.trim().is_empty())?;
            for action in pasted(&state, &text) {
                dispatch.dispatch(action);
            }
        }
    }
    Some(())
}

fn wished(clip: Clip, latest: &Latest, dispatch: &UseReducerDispatcher<Store>) {
    let dispatch = dispatch.clone();
    match clip {
        Clip::Copy | Clip::Cut => {
            let state = latest.now();
            let Some(text) = copied(&state) else { return };
            // The clipboard answers later; another selection may be there by then.
            let items = state.selection.iter().copied().collect();
            let cut = Action::Edit(Edit::Remove(items));
            exchange::copy(&text, move |outcome| match outcome {
                Copied::Copied if clip == Clip::Cut => dispatch.dispatch(cut),
                Copied::Copied => {}
                Copied::ByHand => dispatch.dispatch(Action::Notice(Some(Notice::ClipboardRefused))),
            });
        }
        Clip::Paste => {
            let latest = latest.clone();
            exchange::paste(move |text| match text {
                Some(text) => pasted(&latest.now(), &text).into_iter().for_each(|action| dispatch.dispatch(action)),
                None => dispatch.dispatch(Action::Notice(Some(Notice::ClipboardRefused))),
            });
        }
    }
}
