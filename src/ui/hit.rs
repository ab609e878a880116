//! How markup says what it draws: `data-item` and `data-part`, written by the shapes and read back under a pointer.
//! The one place that knows the attributes.

use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::app::hand::{Corner, Grip};
use crate::model::{ComponentId, Item, LinkId, ZoneId};

/// The value of `data-item`.
pub fn key(item: Item) -> String {
    match item {
        Item::Component(id) => format!("c{}", id.0),
        Item::Link(id) => format!("l{}", id.0),
        Item::Zone(id) => format!("z{}", id.0),
    }
}

fn item(key: &str) -> Option<Item> {
    let number = key.get(1..)?.parse().ok()?;
    match key.get(..1)? {
        "c" => Some(Item::Component(ComponentId(number))),
        "l" => Some(Item::Link(LinkId(number))),
        "z" => Some(Item::Zone(ZoneId(number))),
        _ => None,
    }
}

/// The item that an element belongs to.
pub fn item_of(element: &Element) -> Option<Item> {
    let holder = element.closest("[data-item]").ok()??;
    item(&holder.get_attribute("data-item")?)
}

/// What a pointer would get hold of on this element.
pub fn grip_of(element: &Element) -> Grip {
    let Some(item) = item_of(element) else { return Grip::Empty };
    let part = element.closest("[data-part]").ok().flatten().and_then(|holder| holder.get_attribute("data-part"));
    match (part.as_deref(), item) {
        (Some("handle"), Item::Component(id)) => Grip::Handle(id),
        (Some("fail"), _) => Grip::Fail(item),
        (Some("nw"), Item::Zone(id)) => Grip::Corner(id, Corner::TopLeft),
        (Some("ne"), Item::Zone(id)) => Grip::Corner(id, Corner::TopRight),
        (Some("sw"), Item::Zone(id)) => Grip::Corner(id, Corner::BottomLeft),
        (Some("se"), Item::Zone(id)) => Grip::Corner(id, Corner::BottomRight),
        _ => Grip::Body(item),
    }
}

/// The element on which an item is drawn.
pub fn element(item: Item) -> Option<web_sys::SvgElement> {
    let document = web_sys::window()?.document()?;
    let found = document.query_selector(&format!("#canvas [data-item=\"{}\"]", key(item))).ok()??;
    found.dyn_into().ok()
}

/// The canvas's drawing.
pub fn drawing() -> Option<web_sys::SvgElement> {
    web_sys::window()?.document()?.get_element_by_id("canvas")?.dyn_into().ok()
}

/// What has the focus.
pub fn focused() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}
