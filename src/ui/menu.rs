//! The menu of what is selected, where the pointer asked for it: the commands that can act now, off the one table.
//! Arrows walk it, a letter jumps, Esc, Tab and a press elsewhere close it.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::env::use_env;
use super::field::icon;
use super::hit;
use super::shortcuts::chord;
use crate::app::command::{CommandId, MENU, command};
use crate::app::{Action, State};
use crate::model::Point;
use crate::ui::element::html;
use crate::ui::hooks::{use_effect_with, use_node_ref};

/// Where the menu is, and of what.
#[derive(Properties, Clone)]
pub struct Props {
    /// The page's state.
    pub state: Rc<State>,
    /// Where it was asked for, in px from the canvas's corner.
    pub at: Point,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state) && self.at == other.at
    }
}

/// Room between the menu and the edge of the page.
const MARGIN_PX: f64 = 4.0;

/// The menu.
#[component]
pub fn Menu(props: &Props) -> Html {
    let env = use_env();
    let words = env.lang.canvas();
    let list = use_node_ref();
    use_place(&list, props.at);
    {
        let env = env.clone();
        use_effect_with(list.clone(), move |list| {
            let (inside, options) =
                (list.clone(), EventListenerOptions { phase: EventListenerPhase::Capture, passive: true });
            let listener = web_sys::window().map(|window| {
                EventListener::new_with_options(&window, "pointerdown", options, move |event| {
                    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
                    let is_inside = inside.cast::<Element>().is_some_and(|list| list.contains(target.as_ref()));
                    if !is_inside {
                        env.send(Action::Menu(None));
                    }
                })
            });
            move || drop(listener)
        });
    }
    let state = &props.state;
    let rows = |ids: &&'static [CommandId]| -> Vec<(CommandId, Action)> {
        ids.iter().filter_map(|id| Some((*id, id.run(state, words)?))).collect()
    };
    let groups: Vec<Vec<(CommandId, Action)>> = MENU.iter().map(rows).filter(|rows| !rows.is_empty()).collect();
    let back = state.only_selected();
    let row = |(id, action): (CommandId, Action)| {
        let row = command(id)?;
        let env = env.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            // The focus goes back first, for the command may move it on.
            focus_canvas(back);
            env.send(Action::Menu(None));
            env.send(action.clone());
        });
        let key = row.keys.first().map(chord).unwrap_or_default();
        Some(html! {
            <button type="button" key={id.words(words)} class="menu__row" role="menuitem" tabindex="-1" {onclick}>
                if row.icon.is_empty() { <span class="icon"></span> } else { { icon(row.icon) } }
                <span class="menu__name">{ id.words(words) }</span>
                <kbd aria-hidden="true">{ key }</kbd>
            </button>
        })
    };
    let onkeydown = {
        let env = env.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" | "Tab" => {
                event.prevent_default();
                event.stop_propagation();
                focus_canvas(back);
                env.send(Action::Menu(None));
            }
            _ => walk(&event),
        })
    };
    html! {
        <div ref={list} class="menu" role="menu" aria-label={words.menu} {onkeydown} oncontextmenu={|event: MouseEvent| event.prevent_default()}>
            { for groups.into_iter().enumerate().map(|(index, rows)| html! {
                <div class="menu__group" key={index} role="group">{ for rows.into_iter().filter_map(row) }</div>
            }) }
        </div>
    }
}

/// Puts the menu where it was asked for, but wholly on the page, and its first row into focus.
#[hook]
fn use_place(list: &NodeRef, at: Point) {
    let list = list.clone();
    use_effect_with((at.x.to_bits(), at.y.to_bits()), move |_| {
        let Some(menu) = list.cast::<HtmlElement>() else { return };
        let Some(frame) = menu.parent_element().map(|frame| frame.get_bounding_client_rect()) else { return };
        let (width, height) = (f64::from(menu.offset_width()), f64::from(menu.offset_height()));
        let page = gloo::utils::document_element();
        let (page_width, page_height) = (f64::from(page.client_width()), f64::from(page.client_height()));
        // It opens down and to the right; where there is no room, to the other side, and on a small page wherever it fits.
        let along = |start: f64, length: f64, page: f64| {
            let room = page - MARGIN_PX;
            let begin = if start + length <= room { start } else { start - length };
            if begin >= MARGIN_PX { begin } else { (room - length).max(0.0) }
        };
        let x = along(frame.left() + at.x, width, page_width);
        let y = along(frame.top() + at.y, height, page_height);
        let place = menu.style();
        let _ = place.set_property("left", &format!("{x}px"));
        let _ = place.set_property("top", &format!("{y}px"));
        if let Some(first) = rows(&menu).first() {
            let _ = first.focus();
        }
    });
}

fn rows(menu: &Element) -> Vec<HtmlElement> {
    let Ok(found) = menu.query_selector_all(".menu__row") else { return vec![] };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

/// Arrows, Home, End and first letters move the focus.
fn walk(event: &KeyboardEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(menu) = target.as_ref().and_then(|target| target.closest(".menu").ok().flatten()) else { return };
    let rows = rows(&menu);
    let Some(here) = rows.iter().position(|row| target.as_ref() == Some(row.as_ref())) else { return };
    let count = rows.len();
    let key = event.key();
    let next = match key.as_str() {
        "ArrowDown" => (here + 1) % count,
        "ArrowUp" => (here + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        letter if letter.chars().count() == 1 && letter != " " && !event.ctrl_key() && !event.meta_key() => {
            let begins = |row: &HtmlElement| {
                let text = row.text_content().unwrap_or_default();
                text.trim_start().to_lowercase().starts_with(&letter.to_lowercase())
            };
            let found =
                (1..=count).map(|step| (here + step) % count).find(|index| rows.get(*index).is_some_and(begins));
            found.unwrap_or(here)
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(row) = rows.get(next) {
        let _ = row.focus();
    }
}

/// Gives the focus back to what the menu was of, else to the canvas.
fn focus_canvas(item: Option<crate::model::Item>) {
    if let Some(element) = item.and_then(hit::element).or_else(hit::drawing) {
        let _ = element.focus();
    }
}
