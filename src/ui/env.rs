//! What every part of the page may reach: the dispatcher, the language, the colours; and the derived values it shows.
//! It never holds the plan: a context re-renders all its readers on any change.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::{Action, State};
use crate::engine::report::{Recommendation, Report, WhatIf};
use crate::i18n::Lang;
use crate::model::Plan;

/// The root's state, as Yew wants it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Store(pub Rc<State>);

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Self(Rc::new(self.0.apply(action))))
    }
}

/// Changes seldom: dispatcher, language, colours.
#[derive(Clone, PartialEq)]
pub struct Env {
    /// Where actions go.
    pub dispatch: UseReducerDispatcher<Store>,
    /// The language of the page.
    pub lang: Lang,
    /// The page is dark, whether by choice or by the system.
    pub dark: bool,
}

impl Env {
    /// Sends one action.
    pub fn send(&self, action: Action) {
        self.dispatch.dispatch(action);
    }

    /// A callback that sends the action made from each event.
    pub fn callback<E: 'static>(&self, action: impl Fn(E) -> Action + 'static) -> Callback<E> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |event| dispatch.dispatch(action(event)))
    }
}

/// The environment of the nearest provider: the page has exactly one.
#[hook]
pub fn use_env() -> Env {
    #[expect(clippy::expect_used, reason = "the root provides it; without it the page cannot exist")]
    use_context::<Env>().expect("the root provides the environment")
}

/// The plan as shown and all that follows from it; equal when the pointers are.
#[derive(Clone)]
pub struct Shown {
    /// The plan, with the gesture in motion.
    pub plan: Rc<Plan>,
    /// What follows from it.
    pub report: Rc<Report>,
    /// What to choose.
    pub recommendation: Rc<Recommendation>,
    /// What still works with what has been failed by hand; none when nothing is.
    pub what_if: Option<Rc<WhatIf>>,
    /// The worker is still refining these figures.
    pub refining: bool,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.plan, &other.plan)
            && Rc::ptr_eq(&self.report, &other.report)
            && Rc::ptr_eq(&self.recommendation, &other.recommendation)
            && self.refining == other.refining
            && match (&self.what_if, &other.what_if) {
                (Some(a), Some(b)) => Rc::ptr_eq(a, b),
                (None, None) => true,
                (Some(_), None) | (None, Some(_)) => false,
            }
    }
}
