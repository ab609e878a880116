//! The tip that explains a term: over whatever carries `data-tip`, on hover and on focus. One for the whole page.
//!
//! It can be pointed at, stays until one turns away, and Esc takes it away without doing anything else (WCAG 1.4.13).

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use crate::i18n::Lang;
use crate::i18n::terms::Term;
use crate::ui::element::html;
use crate::ui::hooks::{use_effect_with, use_node_ref};

/// How long a pointer rests on a term before it is explained, in ms.
const REST_MS: u32 = 250;
/// How long the way from the term to its tip may take, in ms.
const WAY_MS: u32 = 200;
/// Between the term and its tip, and at the page's edge, in px.
const GAP: f64 = 6.0;

/// A term as a quiet button: dotted underline, explained on hover, on focus and on touch.
pub fn term(text: impl Into<AttrValue>, about: impl Into<AttrValue>) -> Html {
    html! { <button type="button" class="term" data-tip={about.into()}>{ text.into() }</button> }
}

/// A term of the table under its own name.
pub fn named(lang: Lang, it: Term) -> Html {
    let (name, about) = it.words(lang);
    term(name, about)
}

/// The tip; mount it once.
#[component]
pub fn Tip() -> Html {
    let tip = use_node_ref();
    {
        let tip = tip.clone();
        use_effect_with((), move |()| {
            let desk = Rc::new(Desk { tip, over: RefCell::default(), timer: RefCell::default() });
            let listeners = [
                listen("pointerover", &desk, |desk, event| {
                    if event.dyn_ref::<PointerEvent>().is_some_and(|event| event.pointer_type() != "touch") {
                        desk.point(event);
                    }
                }),
                listen("focusin", &desk, |desk, event| match explained(event) {
                    Some(element) if element.matches(":focus-visible").unwrap_or(false) => desk.show(&element),
                    Some(_) => {}
                    None => desk.hide_soon(),
                }),
                listen("click", &desk, |desk, event| {
                    // A finger neither hovers nor brings a visible focus.
                    let element = explained(event).filter(|element| element.class_list().contains("term"));
                    if let Some(element) = element {
                        desk.show(&element);
                    }
                }),
                listen("keydown", &desk, |desk, event| {
                    let is_esc = event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape");
                    if is_esc && desk.hide() {
                        event.prevent_default();
                        event.stop_propagation();
                    }
                }),
                listen("scroll", &desk, |desk, _| {
                    desk.hide();
                }),
            ];
            move || drop(listeners)
        });
    }
    html! { <div class="tip" id="tip" role="tooltip" popover="manual" ref={tip} /> }
}

/// Where the tip is, what it is about, and what will happen to it.
struct Desk {
    tip: NodeRef,
    over: RefCell<Option<Element>>,
    timer: RefCell<Option<Timeout>>,
}

fn listen(name: &'static str, desk: &Rc<Desk>, heard: fn(&Rc<Desk>, &Event)) -> EventListener {
    let desk = Rc::clone(desk);
    // Before anything else hears of it: an Esc that takes the tip away closes no dialog.
    let options = EventListenerOptions {
        phase: gloo::events::EventListenerPhase::Capture,
        ..EventListenerOptions::enable_prevent_default()
    };
    let document = gloo::utils::document();
    EventListener::new_with_options(&document, name, options, move |event| heard(&desk, event))
}

/// What the event is over, if it is explained.
fn explained(event: &Event) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("[data-tip]").ok().flatten()
}

impl Desk {
    /// The pointer is somewhere.
    fn point(self: &Rc<Self>, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_on_tip = target.is_some_and(|target| target.closest("#tip").ok().flatten().is_some());
        match explained(event) {
            _ if is_on_tip => drop(self.timer.take()),
            Some(element) if self.is_over(&element) => drop(self.timer.take()),
            Some(element) => {
                let desk = Rc::clone(self);
                self.timer.replace(Some(Timeout::new(REST_MS, move || desk.show(&element))));
            }
            None => self.hide_soon(),
        }
    }

    fn is_over(&self, element: &Element) -> bool {
        self.over.borrow().as_ref() == Some(element)
    }

    fn hide_soon(self: &Rc<Self>) {
        let desk = Rc::clone(self);
        self.timer.replace(Some(Timeout::new(WAY_MS, move || {
            desk.hide();
        })));
    }

    /// Shows what an element is explained by, below it or, where there is no room, above.
    fn show(&self, element: &Element) {
        self.hide();
        let Some(tip) = self.tip.cast::<HtmlElement>() else { return };
        let Some(text) = element.get_attribute("data-tip").filter(|_| element.is_connected()) else { return };
        tip.set_text_content(Some(&text));
        if tip.show_popover().is_err() {
            return;
        }
        let _ = element.set_attribute("aria-describedby", "tip");
        place(&tip, element);
        self.over.replace(Some(element.clone()));
    }

    /// Takes it away; whether there was one.
    fn hide(&self) -> bool {
        drop(self.timer.take());
        let Some(element) = self.over.take() else { return false };
        let _ = element.remove_attribute("aria-describedby");
        if let Some(tip) = self.tip.cast::<HtmlElement>() {
            // It may have been closed by the browser already.
            let _ = tip.hide_popover();
        }
        true
    }
}

fn place(tip: &HtmlElement, element: &Element) {
    let (at, own) = (element.get_bounding_client_rect(), tip.get_bounding_client_rect());
    let root = gloo::utils::document_element();
    let (width, height) = (f64::from(root.client_width()), f64::from(root.client_height()));
    let left = at.left().min(width - own.width() - GAP).max(GAP);
    let below = at.bottom() + GAP;
    let top = if below + own.height() > height { (at.top() - own.height() - GAP).max(GAP) } else { below };
    let style = tip.style();
    // Both names are valid.
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("top", &format!("{top}px"));
}
