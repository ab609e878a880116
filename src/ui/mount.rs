//! One component of Yew that stands in for all of ours: each type of component would bring a life cycle of its own into
//! the page, 0.5 kB after compression. It holds no state; the hooks of what it shows do.

use std::any::Any;
use std::rc::Rc;

use yew::functional::{FunctionProvider, Hook, HookContext};
use yew::prelude::*;
use yew::virtual_dom::Key;

/// A component with its properties, its type forgotten.
trait Mounted {
    /// Draws it.
    fn draw(&self, context: &mut HookContext) -> HtmlResult;
    /// Whether the other one is the same component with equal properties.
    fn is_same(&self, other: &dyn Mounted) -> bool;
    /// For comparing.
    fn as_any(&self) -> &dyn Any;
}

/// A component with its properties.
struct Of<F: FunctionProvider>(F::Properties);

impl<F: FunctionProvider + 'static> Mounted for Of<F>
where
    F::Properties: 'static,
{
    fn draw(&self, context: &mut HookContext) -> HtmlResult {
        F::run(context, &self.0)
    }

    fn is_same(&self, other: &dyn Mounted) -> bool {
        other.as_any().downcast_ref::<Self>().is_some_and(|other| other.0 == self.0)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Properties)]
struct HostProps {
    it: Rc<dyn Mounted>,
}

impl PartialEq for HostProps {
    fn eq(&self, other: &Self) -> bool {
        self.it.is_same(&*other.it)
    }
}

struct Draw(Rc<dyn Mounted>);

impl Hook for Draw {
    type Output = HtmlResult;

    fn run(self, context: &mut HookContext) -> HtmlResult {
        self.0.draw(context)
    }
}

fn use_mounted(it: &Rc<dyn Mounted>) -> Draw {
    Draw(Rc::clone(it))
}

#[component]
fn Host(props: &HostProps) -> HtmlResult {
    use_mounted(&props.it)
}

fn host(key: Key, it: Rc<dyn Mounted>) -> Html {
    html! { <Host {key} {it} /> }
}

/// Puts a component here. The key tells it from everything that may ever stand beside it or in its place: Yew takes
/// two components with the same key for one, whatever their type.
pub fn mount<F>(key: impl Into<Key>, props: F::Properties) -> Html
where
    F: FunctionProvider + 'static,
    F::Properties: 'static,
{
    host(key.into(), Rc::new(Of::<F>(props)))
}
