//! Where the plan comes from when the page opens, and where it goes after each change: this browser and the address bar.
//!
//! A link never takes the place of a kept plan without setting it aside.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::env::{Latest, Store};
use crate::app::examples;
use crate::app::hint::Hint;
use crate::app::{Action, Notice, SaveState, Settings, State, Theme};
use crate::browser::exchange::{self, Address};
use crate::browser::storage::{self, Keeper, Preference, Saved};
use crate::format::keeping::Kept;
use crate::format::link;
use crate::i18n::Lang;
use crate::model::Plan;
use crate::ui::hooks::{use_effect_with, use_mut_ref};

/// How long a plan must rest before its link is put into the address bar, in ms: browsers limit how often that may be.
const REST_MS: u32 = 300;

/// The page as it comes up, and the hold on what this browser keeps.
pub struct Opened {
    /// The first state.
    pub state: Rc<State>,
    keeper: Rc<RefCell<Keeper>>,
    /// The address held a link, so it goes on holding one.
    has_link: bool,
}

impl Opened {
    /// The plan of the address, else the kept one, else the first example.
    pub fn now() -> Self {
        let settings = settings();
        let (keeper, kept) = Keeper::open();
        let address = exchange::address();
        let read = address.as_deref().map(link::decode);
        let has_link = matches!(read, Some(Ok(_)));
        let is_first = matches!(kept, Kept::Nothing) && !has_link;
        let mut before = Vec::new();
        let (plan, notice) = match (read, kept) {
            (Some(Ok(decoded)), Kept::Plan { decoded: kept, .. }) if kept.plan != decoded.plan => {
                keeper.set_aside();
                // Undo brings it back, too.
                before.push(Rc::new(kept.plan));
                let notice = Notice::mended(&decoded).unwrap_or(Notice::OpenedLink);
                (decoded.plan, Some(notice))
            }
            (Some(Ok(decoded)), Kept::Plan { .. } | Kept::Nothing | Kept::Lost { .. }) => {
                let notice = Notice::mended(&decoded);
                (decoded.plan, notice)
            }
            (Some(Err(error)), kept) => (kept_or_first(kept, settings.lang).0, Some(Notice::BadLink(error))),
            (None, kept) => kept_or_first(kept, settings.lang),
        };
        let compared = storage::compared().map(Rc::new);
        let is_first = is_first && storage::preference(Preference::Hint).is_none();
        let hint = is_first.then(Hint::default);
        let state = State { plan: Rc::new(plan), past: before, compared, notice, settings, hint, ..State::default() };
        Self { state: Rc::new(state), keeper: Rc::new(RefCell::new(keeper)), has_link }
    }
}

fn kept_or_first(kept: Kept, lang: Lang) -> (Plan, Option<Notice>) {
    match kept {
        Kept::Plan { decoded, fell_back } => {
            let notice = Notice::mended(&decoded).or(fell_back.then_some(Notice::FellBack));
            (decoded.plan, notice)
        }
        Kept::Nothing => (examples::first_visit(lang), None),
        Kept::Lost { .. } => (examples::first_visit(lang), Some(Notice::Lost)),
    }
}

/// What a person has set for this browser.
fn settings() -> Settings {
    let lang = storage::preference(Preference::Language).unwrap_or_else(exchange::language);
    let theme = match storage::preference(Preference::Theme).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        Some("projector") => Theme::Projector,
        Some(_) | None => Theme::System,
    };
    let single_keys = storage::preference(Preference::SingleKeys).as_deref() != Some("off");
    Settings { lang: Lang::from_preference(&lang), theme, single_keys }
}

fn theme_name(theme: Theme) -> Option<&'static str> {
    match theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
        Theme::Projector => Some("projector"),
    }
}

/// Keeps the plan and the settings after each change, and follows the address bar.
#[hook]
pub fn use_keeping(opened: &Rc<Opened>, state: &Rc<State>, latest: &Latest, dispatch: &UseReducerDispatcher<Store>) {
    use_saving(opened, state, dispatch);
    use_other_tab(opened, latest, dispatch);
    use_address(opened, state, dispatch);
    let compared = state.compared.clone();
    let is_first = use_mut_ref(|| true);
    use_effect_with(compared.as_ref().map(|plan| Rc::as_ptr(plan).addr()), move |_| {
        // What was just read need not be written.
        if !is_first.replace(false) {
            storage::keep_compared(compared.as_deref());
        }
    });
    use_hint(opened, state.hint.is_some());
    use_effect_with(state.settings, |settings| {
        exchange::mark_document(settings.lang.tag(), theme_name(settings.theme));
        storage::set_preference(Preference::Theme, theme_name(settings.theme));
        let by_browser = Lang::from_preference(&exchange::language());
        let chosen = (settings.lang != by_browser).then(|| settings.lang.tag());
        storage::set_preference(Preference::Language, chosen);
        storage::set_preference(Preference::SingleKeys, (!settings.single_keys).then_some("off"));
    });
}

/// Once the hint has gone, it does not come back.
#[hook]
fn use_hint(opened: &Rc<Opened>, is_shown: bool) {
    let was_shown = opened.state.hint.is_some();
    use_effect_with(is_shown, move |is_shown| {
        if was_shown && !is_shown {
            storage::set_preference(Preference::Hint, Some("done"));
        }
    });
}

#[hook]
fn use_saving(opened: &Rc<Opened>, state: &Rc<State>, dispatch: &UseReducerDispatcher<Store>) {
    let keeper = Rc::clone(&opened.keeper);
    let (plan, saved, over) = (Rc::clone(&state.plan), state.saved, state.save_here);
    let dispatch = dispatch.clone();
    let about = (Rc::as_ptr(&state.plan).addr(), over);
    let heeded = use_mut_ref(|| 0);
    use_effect_with(about, move |_| {
        let mut keeper = keeper.borrow_mut();
        let outcome = if heeded.replace(over) == over { keeper.save(&plan) } else { keeper.save_here(&plan) };
        let now = save_state(outcome);
        if now != saved {
            dispatch.dispatch(Action::Saved(now));
        }
    });
}

/// Says so as soon as another tab has saved another plan than this tab's.
#[hook]
fn use_other_tab(opened: &Rc<Opened>, latest: &Latest, dispatch: &UseReducerDispatcher<Store>) {
    let (keeper, latest, dispatch) = (Rc::clone(&opened.keeper), latest.clone(), dispatch.clone());
    use_effect_with((), move |()| {
        let listener = storage::on_other_tab(move || {
            let state = latest.now();
            let now = save_state(keeper.borrow_mut().save(&state.plan));
            if now != state.saved {
                dispatch.dispatch(Action::Saved(now));
            }
        });
        move || drop(listener)
    });
}

fn save_state(saved: Saved) -> SaveState {
    match saved {
        Saved::Saved => SaveState::Saved,
        Saved::Full => SaveState::Full,
        Saved::Unavailable => SaveState::Unavailable,
        Saved::OtherTab => SaveState::OtherTab,
    }
}

#[hook]
fn use_address(opened: &Rc<Opened>, state: &Rc<State>, dispatch: &UseReducerDispatcher<Store>) {
    {
        let dispatch = dispatch.clone();
        use_effect_with((), move |()| {
            let listener = exchange::on_address(move |text| match link::decode(&text) {
                Ok(decoded) => {
                    let notice = Notice::mended(&decoded).unwrap_or(Notice::OpenedLink);
                    dispatch.dispatch(Action::Open(Rc::new(decoded.plan)));
                    dispatch.dispatch(Action::Notice(Some(notice)));
                }
                Err(error) => dispatch.dispatch(Action::Notice(Some(Notice::BadLink(error)))),
            });
            move || drop(listener)
        });
    }
    // A first visit keeps its clean address until something is changed.
    let wants_link = opened.has_link || !state.past.is_empty() || !state.future.is_empty();
    let plan = Rc::clone(&state.plan);
    let said = use_mut_ref(|| false);
    let dispatch = dispatch.clone();
    use_effect_with((Rc::as_ptr(&state.plan).addr(), wants_link), move |_| {
        let write = move || {
            let notice = match exchange::write_address(&plan) {
                Address::Written => None,
                Address::TooLong => Some(Notice::LinkTooLong),
                Address::Refused => Some(Notice::AddressRefused),
            };
            // Said once, not with every change.
            if notice.is_some() && !said.replace(notice.is_some()) {
                dispatch.dispatch(Action::Notice(notice));
            } else if notice.is_none() {
                said.replace(false);
            }
        };
        let timer = wants_link.then(|| Timeout::new(REST_MS, write));
        move || drop(timer)
    });
}
