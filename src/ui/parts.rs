//! Shapes and links in parts: what does not change is neither made nor compared anew, one by one.

use std::rc::Rc;

use yew::prelude::*;

use super::hit;
use super::link_shape::{LinkProps, LinkShape};
use super::mount::mount;
use super::shape::{Props as ShapeProps, Shape};
use crate::model::Item;
use crate::ui::element::html;

/// So many things with neighbouring ids are looked at together: of a part in which nothing changes, no element is compared.
/// By id, so that nothing wanders from part to part, and loses the focus, when something before it goes.
const PART: u32 = 24;

/// Neighbours, and which they are.
pub(super) struct Part<T> {
    number: u32,
    items: Rc<[T]>,
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        Self { number: self.number, items: Rc::clone(&self.items) }
    }
}

/// `things` in parts, the old ones where all in them `is_same`; `old` shows the same things, or nothing.
pub(super) fn parts<K, T>(
    things: &[K],
    old: &[Part<T>],
    id: impl Fn(&K) -> u32,
    is_same: impl Fn(&K, &T) -> bool,
    make: impl Fn(&K) -> T,
) -> Vec<Part<T>> {
    let part = |things: &[K]| {
        let number = things.first().map_or(0, &id) / PART;
        let kept = old.iter().find(|part| part.number == number && part.items.len() == things.len());
        match kept.filter(|part| things.iter().zip(part.items.iter()).all(|(thing, old)| is_same(thing, old))) {
            Some(part) => part.clone(),
            None => Part { number, items: things.iter().map(&make).collect() },
        }
    };
    things.chunk_by(|a, b| id(a) / PART == id(b) / PART).map(part).collect()
}

#[derive(Properties, Clone)]
struct PartProps<T: PartialEq> {
    items: Rc<[T]>,
}

impl<T: PartialEq> PartialEq for PartProps<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.items, &other.items) || self.items == other.items
    }
}

impl Part<ShapeProps> {
    /// Puts them here.
    pub(super) fn mount(self) -> Html {
        mount::<ShapePart>(format!("shapes-{}", self.number), PartProps { items: self.items })
    }
}

#[component]
fn ShapePart(props: &PartProps<ShapeProps>) -> Html {
    let shape = |props: &ShapeProps| mount::<Shape>(hit::key(Item::Component(props.component.id)), props.clone());
    html! { <>{ for props.items.iter().map(shape) }</> }
}

impl Part<LinkProps> {
    /// Puts them here.
    pub(super) fn mount(self) -> Html {
        mount::<LinkPart>(format!("links-{}", self.number), PartProps { items: self.items })
    }
}

#[component]
fn LinkPart(props: &PartProps<LinkProps>) -> Html {
    let link = |props: &LinkProps| mount::<LinkShape>(hit::key(Item::Link(props.id)), props.clone());
    html! { <>{ for props.items.iter().map(link) }</> }
}
