//! What this browser keeps: the plan in two slots, plans set aside, and preferences. Storage may throw, be full or absent.
//!
//! After a panic nothing is written any more: what is in memory cannot be trusted.

use std::cell::{Cell, RefCell};

use gloo::events::EventListener;
use wasm_bindgen::JsCast as _;

use super::now_ms;
use crate::format::keeping::{self, Kept, Shelf, Slot, Tab, Turn};
use crate::format::link;
use crate::model::{Plan, limits};

const SLOTS: [&str; 2] = ["nines.plan.0", "nines.plan.1"];
/// What a full storage's error is called: by the standard, and in Firefox.
const FULL: [&str; 2] = ["QuotaExceededError", "NS_ERROR_DOM_QUOTA_REACHED"];
const ASIDE: &str = "nines.aside";
const COMPARED: &str = "nines.compared";

thread_local! {
    static FROZEN: Cell<bool> = const { Cell::new(false) };
    static LATEST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// How keeping went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It is kept.
    Saved,
    /// There is no room.
    Full,
    /// This browser keeps nothing for this page, or the page has crashed.
    Unavailable,
    /// Another tab has saved another plan; nothing was written.
    OtherTab,
}

/// Something a person sets for this browser. The start script reads the first two before the first paint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preference {
    /// `light` or `dark`; absent: the system's.
    Theme,
    /// `en` or `zh-CN`; absent: the browser's.
    Language,
    /// `off`: no one-letter shortcuts; absent: on.
    SingleKeys,
    /// `done`: the hint of a first visit has gone; absent: it has not been shown.
    Hint,
}

impl Preference {
    fn key(self) -> &'static str {
        match self {
            Self::Theme => "nines.theme",
            Self::Language => "nines.language",
            Self::SingleKeys => "nines.keys",
            Self::Hint => "nines.hint",
        }
    }
}

/// The remembered value of a preference.
pub fn preference(which: Preference) -> Option<String> {
    read(which.key())
}

/// Remembers a preference; none forgets it.
pub fn set_preference(which: Preference, value: Option<&str>) -> Saved {
    match value {
        Some(value) => write(which.key(), value),
        None => match storage() {
            Some(storage) if storage.remove_item(which.key()).is_ok() => Saved::Saved,
            Some(_) | None => Saved::Unavailable,
        },
    }
}

/// The plan that was kept as A.
pub fn compared() -> Option<Plan> {
    link::reopen(&read(COMPARED)?).ok().map(|decoded| decoded.plan)
}

/// Keeps plan A; none forgets it.
pub fn keep_compared(plan: Option<&Plan>) -> Saved {
    match (plan, storage()) {
        (Some(plan), _) => write(COMPARED, &link::encode(plan)),
        (None, Some(storage)) if storage.remove_item(COMPARED).is_ok() => Saved::Saved,
        (None, Some(_) | None) => Saved::Unavailable,
    }
}

/// This tab's hold on the kept plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keeper {
    tab: Tab,
}

impl Keeper {
    /// The plan of the last visit, and the hold on it.
    pub fn open() -> (Self, Kept) {
        let shelf = shelf();
        let kept = keeping::load(&shelf);
        if let Kept::Lost { .. } = kept {
            // What cannot be read here may be readable elsewhere, so it is not written over.
            put_aside(&shelf);
        }
        // Two numbers of 32 bits: unlike in two tabs for certain enough.
        let writer = format!("{:08x}{:08x}", random(), random());
        (Self { tab: Tab { writer, seen: shelf.count() } }, kept)
    }

    /// Keeps the plan, unless another tab has saved another one since.
    pub fn save(&mut self, plan: &Plan) -> Saved {
        self.put(&link::encode(plan), false)
    }

    /// Keeps the plan even so; what the other tab has saved is set aside.
    pub fn save_here(&mut self, plan: &Plan) -> Saved {
        put_aside(&shelf());
        self.put(&link::encode(plan), true)
    }

    /// Sets the kept plan aside, because another one (a link, a file) takes its place with the next save.
    pub fn set_aside(&self) -> Saved {
        put_aside(&shelf())
    }

    fn put(&mut self, body: &str, over: bool) -> Saved {
        if FROZEN.get() {
            return Saved::Unavailable;
        }
        LATEST.with(|latest| {
            if let Ok(mut latest) = latest.try_borrow_mut() {
                *latest = Some(body.to_owned());
            }
        });
        match keeping::turn(&shelf(), &self.tab, body, whole(now_ms()), over) {
            Turn::Same => Saved::Saved,
            Turn::Elsewhere => Saved::OtherTab,
            Turn::Write { place, text, count } => {
                let saved = SLOTS.get(place).map_or(Saved::Unavailable, |key| write(key, &text));
                if saved == Saved::Saved {
                    self.tab.seen = count;
                }
                saved
            }
        }
    }
}

/// The plans set aside, newest first; `link::reopen` reads their bodies.
pub fn aside() -> Vec<Slot> {
    keeping::aside(&read(ASIDE).unwrap_or_default())
}

/// Calls back when another tab has saved a plan.
pub fn on_other_tab(tell: impl Fn() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "storage", move |event| {
        let key = event.dyn_ref::<web_sys::StorageEvent>().and_then(web_sys::StorageEvent::key);
        if key.is_some_and(|key| SLOTS.contains(&key.as_str())) {
            tell();
        }
    }))
}

/// From now on nothing is written.
pub(super) fn freeze() {
    FROZEN.set(true);
}

/// The latest plan as a link without `#`: the one to be saved last, else the one kept.
pub(super) fn latest_link() -> Option<String> {
    let latest = LATEST.with(|latest| latest.try_borrow().ok().and_then(|latest| latest.clone()));
    latest.or_else(|| shelf().newest().map(|slot| slot.body.clone()))
}

fn shelf() -> Shelf {
    let texts = SLOTS.map(read);
    let [first, second] = &texts;
    Shelf::of([first.as_deref(), second.as_deref()])
}

fn put_aside(shelf: &Shelf) -> Saved {
    let mut result = Saved::Saved;
    if let Some(newest) = shelf.newest() {
        let mut text = keeping::set_aside(&read(ASIDE).unwrap_or_default(), newest);
        // When there is no room, the oldest make some.
        for _ in 0..limits::PLANS_KEPT {
            result = write(ASIDE, &text);
            let Some((shorter, _)) = text.rsplit_once('\n') else { break };
            if result != Saved::Full {
                break;
            }
            text = shorter.to_owned();
        }
    }
    result
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

fn write(key: &str, value: &str) -> Saved {
    if FROZEN.get() {
        return Saved::Unavailable;
    }
    let Some(storage) = storage() else { return Saved::Unavailable };
    match storage.set_item(key, value) {
        Ok(()) => Saved::Saved,
        Err(error) => {
            let name = js_sys::Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
            let is_full = name.is_some_and(|name| FULL.contains(&name.as_str()));
            if is_full { Saved::Full } else { Saved::Unavailable }
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 2³² by Math.random")]
fn random() -> u32 {
    (js_sys::Math::random() * 4_294_967_296.0) as u32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a date of this age is below 2⁵³")]
fn whole(ms: f64) -> u64 {
    ms.max(0.0) as u64
}
