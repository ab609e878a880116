//! What every part of the page may reach: the dispatcher, the language, the colours; and the derived values it shows.
//! It never holds the plan: a context re-renders all its readers on any change.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::studies::Studied;
use crate::app::geometry::View;
use crate::app::{Action, State, Theme, Topic};
use crate::engine::flip::Flip;
use crate::engine::mission::Mission;
use crate::engine::report::{Recommendation, Report, WhatIf};
use crate::engine::spreadsheet::Reconciled;
use crate::engine::weigh::Weighed;
use crate::i18n::Lang;
use crate::model::ordered::Set;
use crate::model::{ComponentId, Edit, Plan};
use crate::ui::hooks::use_effect_with;

/// The state as it is now, for callbacks: a render may lag behind the events.
#[derive(Clone)]
pub struct Latest(Rc<Now>);

struct Now {
    state: RefCell<Rc<State>>,
    /// Who is drawn anew when another part of the canvas is seen.
    viewers: RefCell<Vec<Rc<UseForceUpdateHandle>>>,
}

impl Latest {
    /// The state as it is now. Nothing stays borrowed, so actions may be sent while it is held.
    pub fn now(&self) -> Rc<State> {
        Rc::clone(&self.0.state.borrow())
    }
}

impl PartialEq for Latest {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What part of the canvas is seen, for who is drawn by it. While that alone changes, the root is not drawn anew, and the
/// state that it hands down has the view of its last drawing.
#[hook]
pub fn use_view(latest: &Latest) -> View {
    let update = use_force_update();
    let seen = latest.now().view;
    let now = Rc::clone(&latest.0);
    use_effect_with((), move |()| {
        let update = Rc::new(update);
        // Something may have moved it between the drawing and this.
        if now.state.borrow().view != seen {
            update.force_update();
        }
        now.viewers.borrow_mut().push(Rc::clone(&update));
        move || now.viewers.borrow_mut().retain(|viewer| !Rc::ptr_eq(viewer, &update))
    });
    seen
}

/// The root's state, as Yew wants it; another one when there is something to draw.
#[derive(Clone)]
pub struct Store {
    /// The state of this render, but for its view: see [`use_view`].
    pub state: Rc<State>,
    /// The state of the latest action.
    pub latest: Latest,
}

impl Store {
    /// A store that begins with a state.
    pub fn new(state: Rc<State>) -> Self {
        let now = Now { state: RefCell::new(Rc::clone(&state)), viewers: RefCell::default() };
        Self { latest: Latest(Rc::new(now)), state }
    }
}

impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
    }
}

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let now = self.latest.now();
        let only_looks = now.only_looks(&action);
        let state = Rc::new(now.apply(action));
        *self.latest.0.state.borrow_mut() = Rc::clone(&state);
        if state.view != now.view {
            self.latest.0.viewers.borrow().iter().for_each(|viewer| viewer.force_update());
        }
        if only_looks { self } else { Rc::new(Self { state, latest: self.latest.clone() }) }
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
    /// The colours as they were chosen: the projector's are light, too, and others.
    pub theme: Theme,
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

    /// A callback that sends one action on each click.
    pub fn click(&self, action: Action) -> Callback<MouseEvent> {
        self.callback(move |_: MouseEvent| action.clone())
    }
}

/// The environment of the nearest provider: the page has exactly one.
#[hook]
pub fn use_env() -> Env {
    #[expect(clippy::expect_used, reason = "the root provides it; without it the page cannot exist")]
    use_context::<Env>().expect("the root provides the environment")
}

/// The plan as shown and all that follows from it; equal when the pointers are, but for the layout, which only the canvas
/// draws: a drag then draws no figure anew.
#[derive(Clone)]
pub struct Shown {
    /// The plan, with the gesture in motion.
    pub plan: Rc<Plan>,
    /// What follows from it.
    pub report: Rc<Report>,
    /// What followed from the plan as committed, while a gesture shows another one.
    pub before: Option<Rc<Report>>,
    /// What to choose.
    pub recommendation: Rc<Recommendation>,
    /// What to choose from: of the plan as committed, also while a choice is only looked at.
    pub offered: Rc<Recommendation>,
    /// What still works with what has been failed by hand; none when nothing is.
    pub what_if: Option<Rc<WhatIf>>,
    /// The worker is still refining these figures.
    pub refining: bool,
    /// The component of which is asked what would change its choice.
    pub flips_of: Option<ComponentId>,
    /// What would; none while the worker looks for it.
    pub flips: Option<Rc<Vec<Flip>>>,
    /// What matters and how far the intervals carry the answer; none where nobody asked.
    pub weighed: Option<Rc<Weighed>>,
    /// How much each input matters is asked for.
    pub weighing: bool,
    /// It is of this plan.
    pub is_weighed: bool,
    /// The way from a spreadsheet to these figures, where there is one; none while nobody has found it.
    pub reconciled: Option<Rc<Option<Reconciled>>>,
    /// What the worker found about what somebody looks at, of the plan on the board.
    pub studied: Rc<Studied>,
    /// What somebody looks at.
    pub topics: Set<Topic>,
    /// The edit that is looked at: the plan is shown with it.
    pub preview: Option<Rc<Edit>>,
    /// The whole system over time; none where nobody asked.
    pub mission: Option<Rc<Mission>>,
    /// It is asked for.
    pub ahead: bool,
    /// It is of this plan.
    pub is_ahead: bool,
}

/// Both are the very same, or neither is there.
pub(super) fn is_same<T>(a: Option<&Rc<T>>, b: Option<&Rc<T>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Rc::ptr_eq(a, b),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.plan.topology, &other.plan.topology)
            && Rc::ptr_eq(&self.plan.goal, &other.plan.goal)
            && self.plan.name == other.plan.name
            && Rc::ptr_eq(&self.report, &other.report)
            && is_same(self.before.as_ref(), other.before.as_ref())
            && Rc::ptr_eq(&self.recommendation, &other.recommendation)
            && Rc::ptr_eq(&self.offered, &other.offered)
            && (self.refining, self.weighing, self.is_weighed) == (other.refining, other.weighing, other.is_weighed)
            && self.flips_of == other.flips_of
            && is_same(self.flips.as_ref(), other.flips.as_ref())
            && is_same(self.what_if.as_ref(), other.what_if.as_ref())
            && is_same(self.weighed.as_ref(), other.weighed.as_ref())
            && is_same(self.reconciled.as_ref(), other.reconciled.as_ref())
            && Rc::ptr_eq(&self.studied, &other.studied)
            && self.topics == other.topics
            && is_same(self.preview.as_ref(), other.preview.as_ref())
            && (self.ahead, self.is_ahead) == (other.ahead, other.is_ahead)
            && is_same(self.mission.as_ref(), other.mission.as_ref())
    }
}
