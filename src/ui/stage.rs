//! Presenting: the full screen follows the state, and the state follows the full screen.

use yew::prelude::*;

use super::env::Store;
use crate::app::Action;
use crate::browser::stage;
use crate::ui::hooks::{use_effect_with, use_mut_ref};

/// Enters and leaves the full screen as presenting begins and ends; leaving it by the browser ends presenting.
#[hook]
pub fn use_stage(is_on: bool, dispatch: &UseReducerDispatcher<Store>) {
    let was_on = use_mut_ref(|| false);
    let dispatch = dispatch.clone();
    use_effect_with(is_on, move |is_on| {
        if *is_on {
            stage::enter();
        } else if *was_on.borrow() {
            stage::leave();
        }
        *was_on.borrow_mut() = *is_on;
        let left = is_on.then(|| stage::on_left(move || dispatch.dispatch(Action::Present(false))));
        move || drop(left)
    });
}
