//! The panels beside the canvas, one at a time under their tabs; on a narrow page a sheet over it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver};
use yew::prelude::*;

use super::env::Env;
use super::field::{icon, icon_button};
use crate::app::{Action, Panel};
use crate::i18n::canvas::CanvasWords;
use crate::model::Item;
use crate::ui::element::html;
use crate::ui::hooks::use_effect_with;

const PANELS: [Panel; 5] = [Panel::Choose, Panel::Inspector, Panel::Goal, Panel::Breaks, Panel::Outline];

/// Name of a panel in ids.
fn slug(panel: Panel) -> &'static str {
    match panel {
        Panel::Choose => "choose",
        Panel::Inspector => "inspector",
        Panel::Goal => "goal",
        Panel::Breaks => "breaks",
        Panel::Outline => "outline",
    }
}

/// What a panel is called.
fn title(panel: Panel, words: &CanvasWords) -> &'static str {
    match panel {
        Panel::Choose => words.choose,
        Panel::Inspector => words.inspector,
        Panel::Goal => words.goal,
        Panel::Breaks => words.breaks,
        Panel::Outline => words.outline,
    }
}

/// The tabs and the open panel; on a narrow page, the sheet is drawn up or not.
pub fn side(env: &Env, open: Panel, is_up: bool, children: Html) -> Html {
    let words = env.lang.canvas();
    let tab = |panel: Panel| {
        let sprite = match panel {
            Panel::Choose => "check",
            Panel::Inspector => "settings",
            Panel::Goal => "target",
            Panel::Breaks => "alert",
            Panel::Outline => "list-tree",
        };
        let name = title(panel, words);
        let is_open = open == panel;
        html! {
            <button type="button" role="tab" class="tab" key={slug(panel)} id={format!("tab-{}", slug(panel))} aria-selected={is_open.to_string()}
                aria-controls="panel" tabindex={if is_open { "0" } else { "-1" }} onclick={env.click(Action::Panel(panel))}>
                { icon(sprite) }
                { name }
            </button>
        }
    };
    let onkeydown = {
        let env = env.clone();
        Callback::from(move |event: KeyboardEvent| {
            let at = PANELS.iter().position(|panel| *panel == open).unwrap_or(0);
            let next = match event.key().as_str() {
                "ArrowRight" => (at + 1) % PANELS.len(),
                "ArrowLeft" => (at + PANELS.len() - 1) % PANELS.len(),
                _ => return,
            };
            event.prevent_default();
            if let Some(panel) = PANELS.get(next) {
                env.send(Action::Panel(*panel));
                focus(&event, slug(*panel));
            }
        })
    };
    html! {
        <section class={if is_up { "side is-up" } else { "side" }} aria-label={words.panels}>
            <div class="side__head">
                <div class="tabs" role="tablist" aria-label={words.panels} {onkeydown}>{ for PANELS.into_iter().map(tab) }</div>
                { icon_button("button button--quiet button--icon side__close", "chevron-down", words.close_panel, false,
                    env.click(Action::Sheet(false))) }
            </div>
            <div class="side__panel" id="panel" role="tabpanel" aria-labelledby={format!("tab-{}", slug(open))}>
                <h2 class="visually-hidden">{ title(open, words) }</h2>
                { children }
            </div>
        </section>
    }
}

/// Another panel, or another thing in the inspector, is shown from its beginning.
#[hook]
pub fn use_beginning(open: Panel, selected: Option<Item>) {
    let about = selected.filter(|_| open == Panel::Inspector);
    use_effect_with((open, about), |_| {
        let panel = gloo::utils::document().get_element_by_id("panel");
        if let Some(panel) = panel {
            panel.set_scroll_top(0);
        }
    });
}

/// A slider that a pointer holds stays under it: the verdict above, whose sentences get longer and shorter while it moves,
/// gives no room back until it is let go, and where it takes more, the panel scrolls along.
#[hook]
pub fn use_steady_sliders() {
    use_effect_with((), |()| {
        let document = gloo::utils::document();
        let slot = document.query_selector(".verdict-slot").ok().flatten();
        let slot = slot.and_then(|slot| slot.dyn_into::<HtmlElement>().ok());
        let panel = document.get_element_by_id("panel");
        let kept = slot.zip(panel).zip(web_sys::window()).and_then(|((slot, panel), window)| {
            let held = Rc::new(RefCell::new(None::<(Element, f64)>));
            let look = {
                let (held, panel) = (Rc::clone(&held), panel.clone());
                Closure::<dyn FnMut()>::new(move || {
                    if let Some((slider, top)) = &*held.borrow() {
                        panel.scroll_by_with_x_and_y(0.0, slider.get_bounding_client_rect().top() - top);
                    }
                })
            };
            // Asked when all is laid out, before it is seen.
            let observer = ResizeObserver::new(look.as_ref().unchecked_ref()).ok()?;
            observer.observe(&slot);
            let press = {
                let (held, slot) = (Rc::clone(&held), slot.clone());
                EventListener::new(&panel, "pointerdown", move |event| {
                    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                    let slider = target.filter(|target| target.matches("input[type=range]").unwrap_or(false));
                    if let Some(slider) = slider {
                        let height = slot.get_bounding_client_rect().height();
                        let _ = slot.style().set_property("min-block-size", &format!("{height}px"));
                        let top = slider.get_bounding_client_rect().top();
                        *held.borrow_mut() = Some((slider, top));
                    }
                })
            };
            let let_go = |name: &'static str| {
                let (held, slot) = (Rc::clone(&held), slot.clone());
                EventListener::new(&window, name, move |_| {
                    if held.borrow_mut().take().is_some() {
                        let _ = slot.style().remove_property("min-block-size");
                    }
                })
            };
            let listeners = [press, let_go("pointerup"), let_go("pointercancel")];
            Some((observer, look, listeners))
        });
        move || {
            if let Some((observer, ..)) = &kept {
                observer.disconnect();
            }
            drop(kept);
        }
    });
}

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

fn focus(event: &KeyboardEvent, slug: &str) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let list = target.and_then(|target| target.closest("[role=tablist]").ok().flatten());
    let tab = list.and_then(|list| list.query_selector(&format!("#tab-{slug}")).ok().flatten());
    if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
        let _ = tab.focus();
    }
}
