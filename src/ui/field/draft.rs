//! Text in hand: what a person has typed and not yet handed over.

use std::rc::Rc;

use crate::ui::hooks::{use_effect_with, use_mut_ref, use_state_eq};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What a text control shows and where its events go.
pub(super) struct Draft {
    /// What is being typed; none: the control shows its value.
    pub(super) text: Option<AttrValue>,
    /// The text was handed over and not taken.
    pub(super) is_refused: bool,
    /// Every key.
    pub(super) oninput: Callback<InputEvent>,
    /// Enter, or the focus leaves.
    pub(super) onchange: Callback<Event>,
    /// Esc gives the value back.
    pub(super) onkeydown: Callback<KeyboardEvent>,
}

#[derive(Clone, PartialEq, Default)]
struct Hand {
    text: Option<AttrValue>,
    is_refused: bool,
}

/// Keeps the text in hand for a control that shows `value`; `take` says whether it accepts a text.
/// A value that changes from elsewhere replaces the text; a control that goes away hands its text over first.
#[hook]
pub(super) fn use_draft(value: AttrValue, take: Rc<dyn Fn(&str) -> bool>) -> Draft {
    let hand = use_state_eq(Hand::default);
    let latest = use_mut_ref(|| Rc::clone(&take));
    let pending = use_mut_ref(|| None::<String>);
    *latest.borrow_mut() = Rc::clone(&take);

    {
        let (hand, pending) = (hand.clone(), Rc::clone(&pending));
        use_effect_with(value, move |_| {
            *pending.borrow_mut() = None;
            hand.set(Hand::default());
        });
    }
    {
        let (latest, pending) = (Rc::clone(&latest), Rc::clone(&pending));
        use_effect_with((), move |()| {
            move || {
                let text = pending.borrow_mut().take();
                if let Some(text) = text {
                    let take = Rc::clone(&latest.borrow());
                    take(&text);
                }
            }
        });
    }
    let oninput = {
        let (hand, pending) = (hand.clone(), Rc::clone(&pending));
        Callback::from(move |event: InputEvent| {
            let text = text_of(&event);
            *pending.borrow_mut() = Some(text.clone());
            hand.set(Hand { text: Some(text.into()), is_refused: false });
        })
    };
    let onchange = {
        let (hand, pending) = (hand.clone(), Rc::clone(&pending));
        Callback::from(move |event: Event| {
            let text = text_of(&event);
            *pending.borrow_mut() = None;
            let is_taken = take(&text);
            hand.set(if is_taken { Hand::default() } else { Hand { text: Some(text.into()), is_refused: true } });
        })
    };
    let onkeydown = {
        let (is_idle, hand) = (hand.text.is_none(), hand.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !is_idle && !event.is_composing() {
                // Only the text is given up; the selection stays.
                event.stop_propagation();
                *pending.borrow_mut() = None;
                hand.set(Hand::default());
            }
        })
    };
    Draft { text: hand.text.clone(), is_refused: hand.is_refused, oninput, onchange, onkeydown }
}

/// What stands in the input or the text area that an event comes from.
fn text_of<E: TargetCast>(event: &E) -> String {
    event
        .target_dyn_into::<HtmlInputElement>()
        .map(|input| input.value())
        .or_else(|| event.target_dyn_into::<HtmlTextAreaElement>().map(|area| area.value()))
        .unwrap_or_default()
}
