//! The focus is never lost: when what has it goes, what now stands in its place takes it, else what had it before. It
//! moves nothing that is still there, and nothing that a person has let go by a press beside it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::render::{AnimationFrame, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, NodeList};
use yew::prelude::*;

use super::hit;
use crate::ui::hooks::{use_effect_with, use_mut_ref};

/// What Tab comes to.
const REACHED: &str = ":is(a[href], button, input, select, textarea, summary, [tabindex=\"0\"]):not([tabindex=\"-1\"])";

/// The parts of the page whose contents belong together: beyond them what had the focus before is nearer.
const PARTS: &str = "section, header, aside, dialog, svg, [role=region], [role=status]";

/// How many that had the focus are remembered.
const REMEMBERED: usize = 8;

/// What had the focus, and where: its surroundings up to its part of the page, each with how many stand before it there.
struct Place {
    element: Element,
    around: Vec<(Element, u32)>,
}

/// Where the focus has been, the latest last.
type Places = Rc<RefCell<Vec<Place>>>;

/// Keeps the focus in the page, looking after every drawing of it and whenever something loses the focus; not while the
/// hand moves something: nothing goes then.
#[hook]
pub fn use_kept_focus(is_moving: bool) {
    let places = use_mut_ref(Vec::new);
    let frame = use_mut_ref(|| None::<AnimationFrame>);
    let look = {
        let places = Rc::clone(&places);
        // A frame later: whoever knows better has spoken by then.
        move || {
            *frame.borrow_mut() = Some(request_animation_frame({
                let places = Rc::clone(&places);
                move |_| keep(&places)
            }))
        }
    };
    use_effect({
        let look = look.clone();
        move || {
            if !is_moving {
                look();
            }
        }
    });
    use_effect_with((), move |()| {
        let page = gloo::utils::document();
        let listeners = [
            EventListener::new(&page, "focusin", move |_| {
                if let Some(element) = hit::focused().filter(|element| element.tag_name() != "BODY") {
                    remember(&mut places.borrow_mut(), element);
                }
            }),
            EventListener::new(&page, "focusout", move |_| look()),
        ];
        move || drop(listeners)
    });
}

/// Takes the focus from the drawing to what Tab comes to after it.
pub fn leave_drawing() {
    let next = gloo::utils::document().query_selector(".view-buttons [tabindex=\"0\"]").ok().flatten();
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        let _ = next.focus();
    }
}

/// In a toolbar Arrows, Home and End move the focus from button to button; Tab comes to one of them.
pub fn walk_toolbar(event: KeyboardEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let Some(list) = target.closest("[role=toolbar]").ok().flatten() else { return };
    let Ok(buttons) = list.query_selector_all("button") else { return };
    let count = buttons.length();
    let here = (0..count).find(|index| buttons.item(*index).is_some_and(|node| node.is_same_node(Some(&target))));
    let Some(here) = here else { return };
    let next = match event.key().as_str() {
        "ArrowDown" | "ArrowRight" => (here + 1) % count,
        "ArrowUp" | "ArrowLeft" => (here + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => return,
    };
    event.prevent_default();
    if let Some(button) = buttons.item(next).and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}

fn remember(places: &mut Vec<Place>, element: Element) {
    places.retain(|place| place.element != element && place.element.is_connected());
    if places.len() >= REMEMBERED {
        places.remove(0);
    }
    let mut around = Vec::new();
    let mut next = element.parent_element();
    while let Some(part) = next {
        let list = reached(&part);
        let count = list.as_ref().map_or(0, NodeList::length);
        let is_it = |index: &u32| list.as_ref().and_then(|list| list.item(*index)).as_ref() == Some(element.as_ref());
        let before = (0..count).find(is_it).unwrap_or(0);
        next = if part.matches(PARTS).unwrap_or(true) { None } else { part.parent_element() };
        around.push((part, before));
    }
    places.push(Place { element, around });
}

/// Gives the focus to what is nearest to where it was, if what had it is gone.
fn keep(places: &Places) {
    let is_kept = hit::focused().is_some_and(|element| element.tag_name() != "BODY");
    let next = {
        let places = places.borrow();
        let Some(last) = places.last().filter(|last| !is_kept && !can_hold(&last.element)) else { return };
        let near = last.around.iter().find_map(|(part, before)| nearest(part, *before));
        // From an emptied board the focus goes to the drawing, before what had it earlier.
        let is_drawn = last.around.iter().any(|(part, _)| part.id() == "canvas");
        let near = near.or_else(|| hit::drawing().filter(|_| is_drawn).map(Into::into));
        let earlier = || places.iter().rev().map(|place| &place.element).find(|element| can_hold(element)).cloned();
        near.or_else(earlier).or_else(|| hit::drawing().map(Into::into))
    };
    if let Some(element) = next {
        // Parts of a drawing have the same method.
        let _ = element.unchecked_ref::<HtmlElement>().focus();
    }
}

/// What can hold the focus in a part of the page, nearest to a place there.
fn nearest(part: &Element, before: u32) -> Option<Element> {
    let list = reached(part)?;
    let from = before.min(list.length());
    let mut near = (from..list.length()).chain((0..from).rev());
    near.find_map(|index| list.item(index)?.dyn_into().ok().filter(can_hold))
}

fn reached(part: &Element) -> Option<NodeList> {
    part.query_selector_all(REACHED).ok()
}

/// It stands, is drawn, and may be acted on.
fn can_hold(element: &Element) -> bool {
    let at = element.get_bounding_client_rect();
    element.is_connected() && at.width() > 0.0 && at.height() > 0.0 && !element.matches(":disabled").unwrap_or(true)
}
