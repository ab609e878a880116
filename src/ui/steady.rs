//! What is under the hand in the panel stays there, whatever gets longer or shorter above it: the panel scrolls along.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, PointerEvent, ResizeObserver};
use yew::prelude::*;

use crate::ui::hooks::use_effect_with;

/// What was pressed stays under the hand, whatever comes or goes above it: this looks when all is drawn, before it is seen.
pub fn stay(event: &MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let pressed = target.and_then(|target| target.closest("button").ok().flatten());
    let panel = gloo::utils::document().get_element_by_id("panel");
    let (Some(pressed), Some(panel), Some(window)) = (pressed, panel, web_sys::window()) else { return };
    let before = pressed.get_bounding_client_rect().top();
    let look = Closure::once_into_js(move || {
        if pressed.is_connected() {
            panel.scroll_by_with_x_and_y(0.0, pressed.get_bounding_client_rect().top() - before);
        }
    });
    let _ = window.request_animation_frame(look.unchecked_ref());
}

/// A slider that a pointer holds, and how far down the page it is to stay.
struct Held {
    slider: Element,
    top: f64,
}

/// A slider stays under the pointer that holds it. The verdict above, whose sentences get longer and shorter meanwhile,
/// gives no room back until it is let go, and the panel has room to scroll.
#[hook]
pub fn use_steady_sliders() {
    use_effect_with((), |()| {
        let document = gloo::utils::document();
        let slot = document.query_selector(".verdict-slot").ok().flatten();
        let slot = slot.and_then(|slot| slot.dyn_into::<HtmlElement>().ok());
        let panel = document.get_element_by_id("panel").and_then(|panel| panel.dyn_into::<HtmlElement>().ok());
        let kept = slot.zip(panel).zip(web_sys::window()).and_then(|((slot, panel), window)| {
            let held = Rc::new(RefCell::new(None::<Held>));
            let look = {
                let (held, panel) = (Rc::clone(&held), panel.clone());
                Closure::<dyn FnMut()>::new(move || {
                    if let Some(Held { slider, top }) = &*held.borrow()
                        && slider.is_connected()
                    {
                        panel.scroll_by_with_x_and_y(0.0, slider.get_bounding_client_rect().top() - top);
                    }
                })
            };
            // It is asked when all is laid out, before it is seen.
            let observer = ResizeObserver::new(look.as_ref().unchecked_ref()).ok()?;
            let press = {
                let (held, slot, panel, observer) = (Rc::clone(&held), slot.clone(), panel.clone(), observer.clone());
                EventListener::new(&panel.clone(), "pointerdown", move |event| {
                    let is_hold = event.dyn_ref::<PointerEvent>().is_some_and(|it| it.button() == 0 && it.is_primary());
                    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                    let slider = target.filter(|target| target.matches("input[type=range]").unwrap_or(false));
                    if let Some(slider) = slider.filter(|_| is_hold) {
                        let height = slot.get_bounding_client_rect().height();
                        let top = slider.get_bounding_client_rect().top();
                        let _ = slot.style().set_property("min-block-size", &format!("{height}px"));
                        let _ = panel.style().set_property("padding-block-end", "60dvh");
                        // What grows above it in the panel makes all around it grow.
                        let around = std::iter::successors(slider.parent_element(), |it| it.parent_element());
                        around.take_while(|element| element.id() != "panel").for_each(|it| observer.observe(&it));
                        [&slot, &panel].into_iter().for_each(|it| observer.observe(it));
                        *held.borrow_mut() = Some(Held { slider, top });
                    }
                })
            };
            let let_go = |name: &'static str| {
                let (held, slot, panel, observer) = (Rc::clone(&held), slot.clone(), panel.clone(), observer.clone());
                EventListener::new(&window, name, move |_| {
                    if held.borrow_mut().take().is_some() {
                        observer.disconnect();
                        let _ = slot.style().remove_property("min-block-size");
                        let _ = panel.style().remove_property("padding-block-end");
                    }
                })
            };
            Some((look, [press, let_go("pointerup"), let_go("pointercancel"), let_go("blur")]))
        });
        move || drop(kept)
    });
}
