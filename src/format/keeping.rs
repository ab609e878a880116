//! How the plan is kept between visits: two slots written in turn, each with a checksum, and the plans set aside.
//!
//! Pure: it reads and writes texts; where they lie is the browser's business. A tab never writes over what another
//! tab has saved since this one last looked, unless it is told to.

use super::{Decoded, Error, link, sum};
use crate::model::limits;
use crate::model::ordered;

/// First word of every slot.
const MARK: &str = "nines1";

/// One kept plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Rises by one with every save; the highest is the newest.
    pub count: u64,
    /// When it was saved, in ms since 1970.
    pub saved_ms: u64,
    /// The tab that saved it: letters and digits.
    pub writer: String,
    /// The plan as a link without `#`.
    pub body: String,
}

impl Slot {
    /// The slot as text: mark, count, time, writer, checksum, body, with one space between.
    pub fn to_text(&self) -> String {
        let Self { count, saved_ms, writer, body } = self;
        format!("{MARK} {count} {saved_ms} {writer} {:08x} {body}", self.sum())
    }

    /// The slot of a text; none when a single character of it is not as it was written.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let mark = words.next()?;
        let count = words.next()?.parse().ok()?;
        let saved_ms = words.next()?.parse().ok()?;
        let writer = words.next()?.to_owned();
        let sum = words.next()?;
        let body = words.next()?.to_owned();
        let slot = Self { count, saved_ms, writer, body };
        let is_whole = mark == MARK && words.next().is_none() && sum == format!("{:08x}", slot.sum());
        is_whole.then_some(slot)
    }

    fn sum(&self) -> u32 {
        let Self { count, saved_ms, writer, body } = self;
        sum::crc32(format!("{count} {saved_ms} {writer} {body}").as_bytes())
    }
}

/// What the two slots hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shelf {
    /// Whole slots with their place (0 or 1), newest first.
    pub slots: Vec<(usize, Slot)>,
    /// How many slots hold something that is not whole.
    pub damaged: usize,
}

impl Shelf {
    /// The shelf of two texts as they lie in storage.
    pub fn of(texts: [Option<&str>; 2]) -> Self {
        let mut shelf = Self::default();
        for (place, text) in texts.into_iter().enumerate() {
            match text.map(Slot::from_text) {
                Some(Some(slot)) => shelf.slots.push((place, slot)),
                Some(None) => shelf.damaged += 1,
                None => {}
            }
        }
        ordered::sort_by_key(&mut shelf.slots, |(_, slot)| std::cmp::Reverse((slot.count, slot.saved_ms)));
        shelf
    }

    /// The newest whole slot.
    pub fn newest(&self) -> Option<&Slot> {
        self.slots.first().map(|(_, slot)| slot)
    }

    /// The newest count.
    pub fn count(&self) -> u64 {
        self.newest().map_or(0, |slot| slot.count)
    }
}

/// What was kept from the last visit.
#[derive(Debug, Clone, PartialEq)]
pub enum Kept {
    /// Nothing: a first visit.
    Nothing,
    /// A plan.
    Plan {
        /// The plan, and what had to be changed in it.
        decoded: Box<Decoded>,
        /// The newest copy could not be read; this is the one before.
        fell_back: bool,
    },
    /// Something was kept and none of it can be read.
    Lost {
        /// Why not, when its text was whole: another version, for example.
        error: Option<Error>,
    },
}

/// The newest plan that can be read.
pub fn load(shelf: &Shelf) -> Kept {
    let mut error = None;
    for (_, slot) in &shelf.slots {
        match link::reopen(&slot.body) {
            Ok(decoded) => {
                let fell_back = shelf.damaged > 0 || error.is_some();
                return Kept::Plan { decoded: Box::new(decoded), fell_back };
            }
            Err(found) => error = error.or(Some(found)),
        }
    }
    if error.is_none() && shelf.damaged == 0 { Kept::Nothing } else { Kept::Lost { error } }
}

/// What one tab knows about the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Its name: letters and digits, different for each tab.
    pub writer: String,
    /// The highest count that it has read or written.
    pub seen: u64,
}

/// What to do with a plan that is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// Write this text into this slot; on success the tab has seen `count`.
    Write {
        /// 0 or 1.
        place: usize,
        /// What to write.
        text: String,
        /// The slot's count.
        count: u64,
    },
    /// It is kept already.
    Same,
    /// Another tab has saved another plan since; it must not be lost in silence.
    Elsewhere,
}

/// Where the plan with this link goes: into the older slot, so that the newest stays whole until this one is.
/// With `over`, what another tab has saved is no hindrance; the caller sets it aside first.
pub fn turn(shelf: &Shelf, tab: &Tab, body: &str, now_ms: u64, over: bool) -> Turn {
    if let Some(newest) = shelf.newest() {
        if newest.body == body {
            return Turn::Same;
        }
        if !over && newest.writer != tab.writer && newest.count > tab.seen {
            return Turn::Elsewhere;
        }
    }
    let count = shelf.count().max(tab.seen).saturating_add(1);
    let place = shelf.slots.first().map_or(0, |(newest, _)| 1 - newest.min(&1));
    let slot = Slot { count, saved_ms: now_ms, writer: tab.writer.clone(), body: body.to_owned() };
    Turn::Write { place, text: slot.to_text(), count }
}

/// The plans set aside, newest first.
pub fn aside(text: &str) -> Vec<Slot> {
    text.lines().filter_map(Slot::from_text).take(limits::PLANS_KEPT).collect()
}

/// `text` with one more plan set aside; the same plan is not kept twice, and the oldest make room.
pub fn set_aside(text: &str, slot: &Slot) -> String {
    let older = aside(text).into_iter().filter(|kept| kept.body != slot.body);
    let kept: Vec<String> =
        std::iter::once(slot.clone()).chain(older).take(limits::PLANS_KEPT).map(|slot| slot.to_text()).collect();
    kept.join("\n")
}
