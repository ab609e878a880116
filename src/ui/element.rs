//! What builds the elements: `html!`, written as Yew's is, that leaves one call per element and per value where Yew's
//! spells every element out, some hundreds of bytes each. It never decides what is shown, and knows elements only:
//! for Yew's own components, `yew::html!` stays.

use std::cell::RefCell;
use std::mem::{replace, take};
use std::rc::Rc;

use yew::html::NodeRef;
use yew::virtual_dom::listeners::Listeners;
use yew::virtual_dom::{AttrValue, AttributeOrProperty, Attributes, Key, Listener, VList, VNode, VTag, VText};

use crate::model::ordered::Map;

/// What an element's place in the source fixes of it.
#[derive(Default)]
struct Shape {
    tag: &'static str,
    fixed: Vec<(&'static str, AttributeOrProperty)>,
    /// Names of all attributes, the fixed ones first; empty when all are fixed.
    keys: Vec<&'static str>,
}

thread_local! {
    /// The shapes that were used, by address and length of their text: one for each element in the source, no more.
    static SHAPES: RefCell<Map<(usize, usize), &'static Shape>> = RefCell::default();
}

/// The shape that `html!` wrote as one text: the tag, a name and a value for each fixed attribute, and where others are
/// told, nothing and their names; with a NUL between any two.
fn shape(text: &'static str) -> &'static Shape {
    let place = (text.as_ptr().addr(), text.len());
    SHAPES.with_borrow_mut(|shapes| {
        if let Some(shape) = shapes.get(&place) {
            return *shape;
        }
        let shape: &'static Shape = Box::leak(Box::new(read_shape(text)));
        shapes.insert(place, shape);
        shape
    })
}

fn read_shape(text: &'static str) -> Shape {
    let mut parts = text.split('\0');
    let mut shape = Shape { tag: parts.next().unwrap_or_default(), ..Shape::default() };
    while let (Some(name), value) = (parts.next(), parts.next()) {
        if name.is_empty() {
            shape.keys = shape.fixed.iter().map(|(name, _)| *name).chain(value).chain(parts).collect();
            break;
        }
        shape.fixed.push((name, AttributeOrProperty::Static(value.unwrap_or_default())));
    }
    shape
}

/// An element that is still open, or a fragment: that has no tag.
#[derive(Default)]
struct Open {
    tag: &'static str,
    fixed: &'static [(&'static str, AttributeOrProperty)],
    keys: &'static [&'static str],
    values: Vec<Option<AttributeOrProperty>>,
    listeners: Vec<Option<Rc<dyn Listener>>>,
    key: Option<Key>,
    node_ref: NodeRef,
    value: Option<AttrValue>,
    checked: Option<bool>,
    children: Vec<VNode>,
}

impl Open {
    fn new(text: &'static str) -> Self {
        let Shape { tag, fixed, keys } = shape(text);
        let values =
            if keys.is_empty() { vec![] } else { fixed.iter().map(|(_, value)| Some(value.clone())).collect() };
        Self { tag, fixed, keys, values, ..Self::default() }
    }

    fn shut(self) -> VNode {
        if self.tag.is_empty() {
            return list(self.children);
        }
        let attributes = if self.keys.is_empty() {
            Attributes::Static(self.fixed)
        } else {
            Attributes::Dynamic { keys: self.keys, values: self.values.into() }
        };
        let listeners =
            if self.listeners.is_empty() { Listeners::None } else { Listeners::Pending(self.listeners.into()) };
        let (node_ref, key) = (self.node_ref, self.key);
        VNode::VTag(Rc::new(match self.tag {
            "input" => VTag::__new_input(self.value, self.checked, node_ref, key, attributes, listeners),
            "textarea" => VTag::__new_textarea(self.value, None, node_ref, key, attributes, listeners),
            tag => VTag::__new_other(AttrValue::Static(tag), node_ref, key, attributes, listeners, list(self.children)),
        }))
    }
}

fn list(children: Vec<VNode>) -> VNode {
    VNode::VList(Rc::new(VList::with_children(children, None)))
}

/// The elements of one `html!`, while it is read from its first to its last.
#[derive(Default)]
pub struct Tree {
    top: Open,
    under: Vec<Open>,
}

impl Tree {
    /// Nothing yet.
    #[inline(never)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens the element of a shape; one without a tag is a fragment.
    #[inline(never)]
    pub fn open(&mut self, shape: &'static str) {
        self.under.push(replace(&mut self.top, Open::new(shape)));
    }

    /// The element that is open gets its tag.
    pub fn tag(&mut self, tag: &'static str) {
        self.top.tag = tag;
    }

    /// Closes what was opened last.
    #[inline(never)]
    pub fn close(&mut self) {
        if let Some(under) = self.under.pop() {
            let shut = replace(&mut self.top, under).shut();
            self.top.children.push(shut);
        }
    }

    /// Whether the element that is open has this tag.
    pub fn is_in(&self, tag: &str) -> bool {
        self.top.tag == tag
    }

    /// All of it.
    #[inline(never)]
    pub fn finish(&mut self) -> VNode {
        let mut children = take(&mut self.top.children);
        match children.pop() {
            Some(only) if children.is_empty() => only,
            last => {
                children.extend(last);
                list(children)
            }
        }
    }

    /// The value of the next attribute.
    #[inline(never)]
    pub fn attribute(&mut self, value: Option<AttrValue>) {
        self.top.values.push(value.map(AttributeOrProperty::Attribute));
    }

    /// The value of the next attribute, of any type that has one.
    pub fn set(&mut self, value: impl Value) {
        value.set(self);
    }

    /// The value of the next attribute, which an empty one leaves out.
    #[inline(never)]
    pub fn class(&mut self, class: impl Value) {
        class.set(self);
        if let Some(last) = self.top.values.last_mut()
            && matches!(last, Some(AttributeOrProperty::Attribute(class)) if class.is_empty())
        {
            *last = None;
        }
    }

    /// The next attribute is there or not.
    #[inline(never)]
    pub fn flag(&mut self, name: &'static str, is_set: bool) {
        self.attribute(is_set.then_some(AttrValue::Static(name)));
    }

    /// Where the element is found once it stands.
    #[inline(never)]
    pub fn node_ref(&mut self, node_ref: NodeRef) {
        self.top.node_ref = node_ref;
    }

    /// What tells the element from its siblings.
    #[inline(never)]
    pub fn key(&mut self, key: Key) {
        self.top.key = Some(key);
    }

    /// What a field holds.
    #[inline(never)]
    pub fn value(&mut self, value: impl Into<AttrValue>) {
        self.top.value = Some(value.into());
    }

    /// Whether a box is ticked.
    #[inline(never)]
    pub fn checked(&mut self, is_checked: bool) {
        self.top.checked = Some(is_checked);
    }

    /// What hears an event.
    #[inline(never)]
    pub fn listener(&mut self, listener: Option<Rc<dyn Listener>>) {
        self.top.listeners.push(listener);
    }

    /// The next child.
    pub fn child(&mut self, child: impl Child) {
        child.put(self);
    }

    /// The next children, in a list of their own.
    pub fn each(&mut self, children: impl IntoIterator<Item: Child>) {
        self.open("");
        for child in children {
            child.put(self);
        }
        self.close();
    }
}

/// What an attribute may be set to.
pub trait Value {
    /// Sets the next attribute.
    fn set(self, tree: &mut Tree);
}

impl Value for &'static str {
    #[inline(never)]
    fn set(self, tree: &mut Tree) {
        tree.attribute(Some(AttrValue::Static(self)));
    }
}

impl Value for String {
    #[inline(never)]
    fn set(self, tree: &mut Tree) {
        tree.attribute(Some(AttrValue::from(self)));
    }
}

impl Value for AttrValue {
    fn set(self, tree: &mut Tree) {
        tree.attribute(Some(self));
    }
}

impl<T: Value> Value for Option<T> {
    #[inline(never)]
    fn set(self, tree: &mut Tree) {
        match self {
            Some(value) => value.set(tree),
            None => tree.attribute(None),
        }
    }
}

/// What may stand in an element.
pub trait Child {
    /// Puts it after what is there.
    fn put(self, tree: &mut Tree);
}

impl Child for VNode {
    #[inline(never)]
    fn put(self, tree: &mut Tree) {
        tree.top.children.push(self);
    }
}

impl<T: Child> Child for Option<T> {
    #[inline(never)]
    fn put(self, tree: &mut Tree) {
        if let Some(child) = self {
            child.put(tree);
        }
    }
}

impl Child for Vec<VNode> {
    #[inline(never)]
    fn put(self, tree: &mut Tree) {
        tree.top.children.extend(self);
    }
}

impl Child for AttrValue {
    #[inline(never)]
    fn put(self, tree: &mut Tree) {
        tree.top.children.push(VNode::VText(VText::new(self)));
    }
}

impl Child for String {
    #[inline(never)]
    fn put(self, tree: &mut Tree) {
        AttrValue::from(self).put(tree);
    }
}

impl Child for &'static str {
    #[inline(never)]
    fn put(self, tree: &mut Tree) {
        AttrValue::Static(self).put(tree);
    }
}

impl Child for &String {
    #[inline(never)]
    fn put(self, tree: &mut Tree) {
        self.clone().put(tree);
    }
}

impl Child for &AttrValue {
    #[inline(never)]
    fn put(self, tree: &mut Tree) {
        self.clone().put(tree);
    }
}

impl Child for u32 {
    #[inline(never)]
    fn put(self, tree: &mut Tree) {
        self.to_string().put(tree);
    }
}

/// Elements, written as in HTML.
macro_rules! html {
    ($($it:tt)*) => {{
        let mut tree = $crate::ui::element::Tree::new();
        $crate::ui::element::read!(@in tree $($it)*);
        tree.finish()
    }};
}
pub(crate) use html;

/// Reads the next token of `html!`.
macro_rules! read {
    // Children.
    (@in $t:ident) => {};
    (@in $t:ident <> $($rest:tt)*) => {
        $t.open("");
        $crate::ui::element::read!(@in $t $($rest)*);
    };
    (@in $t:ident </> $($rest:tt)*) => { $crate::ui::element::read!(@shut $t "", $($rest)*); };
    (@in $t:ident </ @ > $($rest:tt)*) => {
        $t.close();
        $crate::ui::element::read!(@in $t $($rest)*);
    };
    (@in $t:ident </ $tag:ident > $($rest:tt)*) => {
        $crate::ui::element::read!(@shut $t stringify!($tag), $($rest)*);
    };
    (@shut $t:ident $tag:expr, $($rest:tt)*) => {
        debug_assert!($t.is_in($tag), "another element is open");
        $t.close();
        $crate::ui::element::read!(@in $t $($rest)*);
    };
    (@in $t:ident < @ { $tag:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t plain ("") () () () ($t.tag($tag);) $($rest)*);
    };
    (@in $t:ident < input $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t field ("input") () () () () $($rest)*);
    };
    (@in $t:ident < textarea $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t field ("textarea") () () () () $($rest)*);
    };
    (@in $t:ident < $tag:ident $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t plain (stringify!($tag)) () () () () $($rest)*);
    };
    (@in $t:ident { for $each:expr } $($rest:tt)*) => {
        $t.each($each);
        $crate::ui::element::read!(@in $t $($rest)*);
    };
    (@in $t:ident { $child:expr } $($rest:tt)*) => {
        $t.child($child);
        $crate::ui::element::read!(@in $t $($rest)*);
    };
    (@in $t:ident if $($rest:tt)*) => { $crate::ui::element::read!(@if $t () $($rest)*); };
    (@if $t:ident ($($if:tt)*) { $($then:tt)* } else { $($else:tt)* } $($rest:tt)*) => {
        $t.open("");
        if $($if)* {
            $crate::ui::element::read!(@in $t $($then)*);
        } else {
            $crate::ui::element::read!(@in $t $($else)*);
        }
        $t.close();
        $crate::ui::element::read!(@in $t $($rest)*);
    };
    (@if $t:ident ($($if:tt)*) { $($then:tt)* } $($rest:tt)*) => {
        $t.open("");
        if $($if)* {
            $crate::ui::element::read!(@in $t $($then)*);
        }
        $t.close();
        $crate::ui::element::read!(@in $t $($rest)*);
    };
    (@if $t:ident ($($if:tt)*) $next:tt $($rest:tt)*) => {
        $crate::ui::element::read!(@if $t ($($if)* $next) $($rest)*);
    };

    // Attributes: those with a fixed value, the names of the others, how these are told, and what else is told.
    (@at $t:ident $kind:tt ($tag:expr) ($(($key:expr, $fixed:expr))*) () () ($($more:tt)*) /> $($rest:tt)*) => {
        $t.open(concat!($tag $(, "\0", $key, "\0", $fixed)*));
        $($more)*
        $t.close();
        $crate::ui::element::read!(@in $t $($rest)*);
    };
    (@at $t:ident $kind:tt ($tag:expr) ($(($key:expr, $fixed:expr))*) () () ($($more:tt)*) > $($rest:tt)*) => {
        $t.open(concat!($tag $(, "\0", $key, "\0", $fixed)*));
        $($more)*
        $crate::ui::element::read!(@in $t $($rest)*);
    };
    (@at $t:ident $kind:tt ($tag:expr) ($(($key:expr, $fixed:expr))*) ($($name:expr,)*) ($($set:tt)*) ($($more:tt)*) /> $($rest:tt)*) => {
        $t.open(concat!($tag $(, "\0", $key, "\0", $fixed)*, "\0" $(, "\0", $name)*));
        $($set)*
        $($more)*
        $t.close();
        $crate::ui::element::read!(@in $t $($rest)*);
    };
    (@at $t:ident $kind:tt ($tag:expr) ($(($key:expr, $fixed:expr))*) ($($name:expr,)*) ($($set:tt)*) ($($more:tt)*) > $($rest:tt)*) => {
        $t.open(concat!($tag $(, "\0", $key, "\0", $fixed)*, "\0" $(, "\0", $name)*));
        $($set)*
        $($more)*
        $crate::ui::element::read!(@in $t $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) { $it:ident } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)*) $it={ $it } $($rest)*);
    };
    (@at $t:ident field $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) value={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t field $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.value($value);) $($rest)*);
    };
    (@at $t:ident field $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) checked={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t field $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.checked($value);) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) key={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.key(yew::virtual_dom::Key::from($value));) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) key=$value:literal $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.key(yew::virtual_dom::Key::from($value));) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) ref={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.node_ref($value);) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) hidden=true $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)* (stringify!(hidden), stringify!(hidden))) ($($name)*) ($($set)*) ($($more)*) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) readonly=true $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)* (stringify!(readonly), stringify!(readonly))) ($($name)*) ($($set)*) ($($more)*) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) disabled={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)* stringify!(disabled),) ($($set)* $t.flag(stringify!(disabled), $value);) ($($more)*) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) selected={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)* stringify!(selected),) ($($set)* $t.flag(stringify!(selected), $value);) ($($more)*) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) open={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)* stringify!(open),) ($($set)* $t.flag(stringify!(open), $value);) ($($more)*) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) readonly={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)* stringify!(readonly),) ($($set)* $t.flag(stringify!(readonly), $value);) ($($more)*) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) hidden={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)* stringify!(hidden),) ($($set)* $t.flag(stringify!(hidden), $value);) ($($more)*) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) multiple={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)* stringify!(multiple),) ($($set)* $t.flag(stringify!(multiple), $value);) ($($more)*) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) class={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)* "class",) ($($set)* $t.class($value);) ($($more)*) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) onblur={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.listener(yew::html::onblur::Wrapper::__macro_new($value));) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) onchange={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.listener(yew::html::onchange::Wrapper::__macro_new($value));) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) onclick={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.listener(yew::html::onclick::Wrapper::__macro_new($value));) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) oncontextmenu={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.listener(yew::html::oncontextmenu::Wrapper::__macro_new($value));) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) ondblclick={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.listener(yew::html::ondblclick::Wrapper::__macro_new($value));) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) onfocus={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.listener(yew::html::onfocus::Wrapper::__macro_new($value));) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) onfocusin={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.listener(yew::html::onfocusin::Wrapper::__macro_new($value));) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) oninput={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.listener(yew::html::oninput::Wrapper::__macro_new($value));) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) onkeydown={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.listener(yew::html::onkeydown::Wrapper::__macro_new($value));) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) onpointercancel={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.listener(yew::html::onpointercancel::Wrapper::__macro_new($value));) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) onpointerdown={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.listener(yew::html::onpointerdown::Wrapper::__macro_new($value));) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) onpointermove={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.listener(yew::html::onpointermove::Wrapper::__macro_new($value));) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) onpointerup={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.listener(yew::html::onpointerup::Wrapper::__macro_new($value));) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) ontoggle={ $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)*) ($($set)*) ($($more)* $t.listener(yew::html::ontoggle::Wrapper::__macro_new($value));) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) $a:ident $(-$b:ident)* = $value:literal $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)* (concat!(stringify!($a) $(, "-", stringify!($b))*), $value)) ($($name)*) ($($set)*) ($($more)*) $($rest)*);
    };
    (@at $t:ident $kind:tt $tag:tt ($($fixed:tt)*) ($($name:tt)*) ($($set:tt)*) ($($more:tt)*) $a:ident $(-$b:ident)* = { $value:expr } $($rest:tt)*) => {
        $crate::ui::element::read!(@at $t $kind $tag ($($fixed)*) ($($name)* concat!(stringify!($a) $(, "-", stringify!($b))*),) ($($set)* $t.set($value);) ($($more)*) $($rest)*);
    };
}
pub(crate) use read;
