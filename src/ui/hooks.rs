//! Yew's hooks with the types of what they keep forgotten: each type would bring a life cycle of its own into the page,
//! some hundreds of bytes. They do as Yew's do, and nothing more.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::ops::Deref;
use std::rc::Rc;

use yew::functional::{self, Hook, HookContext, UseStateHandle};
use yew::html::NodeRef;

/// What an effect depends on.
struct About {
    it: Box<dyn Any>,
    is_same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for About {
    fn eq(&self, other: &Self) -> bool {
        (self.is_same)(&*self.it, &*other.it)
    }
}

fn is_same<T: PartialEq + 'static>(one: &dyn Any, other: &dyn Any) -> bool {
    one.downcast_ref::<T>().is_some_and(|one| other.downcast_ref::<T>() == Some(one))
}

type End = Box<dyn FnOnce()>;

/// What an effect leaves to be done at its end.
pub trait Ending {
    /// That, its type forgotten.
    fn boxed(self) -> End;
}

impl Ending for () {
    fn boxed(self) -> End {
        Box::new(|| ())
    }
}

impl<F: FnOnce() + 'static> Ending for F {
    fn boxed(self) -> End {
        Box::new(self)
    }
}

struct Effect {
    about: About,
    begin: Box<dyn FnOnce(&About) -> End>,
}

impl Hook for Effect {
    type Output = ();

    #[inline(never)]
    fn run(self, context: &mut HookContext) {
        functional::use_effect_with(self.about, self.begin).run(context);
    }
}

/// Does something after the first render and after each that changed what it is about.
pub fn use_effect_with<T, D>(about: T, effect: impl FnOnce(&T) -> D + 'static) -> impl Hook<Output = ()>
where
    T: PartialEq + 'static,
    D: Ending,
{
    let begin = move |about: &About| about.it.downcast_ref().map_or_else(|| ().boxed(), |about| effect(about).boxed());
    Effect { about: About { it: Box::new(about), is_same: is_same::<T> }, begin: Box::new(begin) }
}

/// One kept value.
#[inline(never)]
fn kept(context: &mut HookContext, first: &mut dyn FnMut() -> Rc<dyn Any>) -> Rc<dyn Any> {
    Rc::clone(&functional::use_ref(first).run(context))
}

struct MutRef<F>(F);

impl<T: 'static, F: FnOnce() -> T> Hook for MutRef<F> {
    type Output = Rc<RefCell<T>>;

    fn run(self, context: &mut HookContext) -> Self::Output {
        let mut first = Some(self.0);
        let kept = kept(context, &mut || match first.take() {
            Some(first) => Rc::new(RefCell::new(first())),
            None => Rc::new(()),
        });
        #[expect(clippy::expect_used, reason = "hooks run in the same order at each render")]
        kept.downcast().expect("a hook is not asked for by a condition")
    }
}

/// A value that is kept from render to render, and changed without one.
pub fn use_mut_ref<T: 'static>(first: impl FnOnce() -> T) -> impl Hook<Output = Rc<RefCell<T>>> {
    MutRef(first)
}

struct Node;

impl Hook for Node {
    type Output = NodeRef;

    #[inline(never)]
    fn run(self, context: &mut HookContext) -> NodeRef {
        functional::use_node_ref().run(context)
    }
}

/// Where an element is found once it stands.
pub fn use_node_ref() -> impl Hook<Output = NodeRef> {
    Node
}

/// A kept value of any type.
struct Held(About);

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// A value that is kept from render to render; setting it brings a render.
pub struct Kept<T> {
    handle: UseStateHandle<Held>,
    is_same: fn(&dyn Any, &dyn Any) -> bool,
    of: PhantomData<T>,
}

impl<T: 'static> Kept<T> {
    /// Keeps another value from here on.
    pub fn set(&self, value: T) {
        set(&self.handle, Box::new(value), self.is_same);
    }
}

#[inline(never)]
fn set(handle: &UseStateHandle<Held>, it: Box<dyn Any>, is_same: fn(&dyn Any, &dyn Any) -> bool) {
    handle.set(Held(About { it, is_same }));
}

#[inline(never)]
fn get(handle: &UseStateHandle<Held>) -> &dyn Any {
    &*handle.0.it
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Self { handle: self.handle.clone(), is_same: self.is_same, of: PhantomData }
    }
}

impl<T: 'static> Deref for Kept<T> {
    type Target = T;

    fn deref(&self) -> &T {
        #[expect(clippy::expect_used, reason = "hooks run in the same order at each render")]
        get(&self.handle).downcast_ref().expect("a hook is not asked for by a condition")
    }
}

#[inline(never)]
fn held(context: &mut HookContext, first: &mut dyn FnMut() -> About) -> UseStateHandle<Held> {
    functional::use_state_eq(|| Held(first())).run(context)
}

struct State<F>(F, fn(&dyn Any, &dyn Any) -> bool);

impl<T: 'static, F: FnOnce() -> T> Hook for State<F> {
    type Output = Kept<T>;

    fn run(self, context: &mut HookContext) -> Kept<T> {
        let is_same = self.1;
        let mut first = Some(self.0);
        let handle = held(context, &mut || match first.take() {
            Some(first) => About { it: Box::new(first()), is_same },
            None => About { it: Box::new(()), is_same },
        });
        Kept { handle, is_same, of: PhantomData }
    }
}

/// A value that is kept from render to render; setting it brings a render, be it the same or not.
pub fn use_state<T: 'static>(first: impl FnOnce() -> T) -> impl Hook<Output = Kept<T>> {
    State(first, |_, _| false)
}

/// A value that is kept from render to render; setting it to another one brings a render.
pub fn use_state_eq<T: PartialEq + 'static>(first: impl FnOnce() -> T) -> impl Hook<Output = Kept<T>> {
    State(first, is_same::<T>)
}
