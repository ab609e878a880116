//! What the inspector remembers while the selection changes: open sections, and how a law is stated.

use crate::model::Mode;
use crate::model::ordered::Set;
use yew::prelude::*;

use crate::app::Aim;
use crate::ui::hooks::{Kept, use_effect_with};

/// It lives as long as the page and is kept nowhere.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Memory {
    /// Sections that are open, by slug.
    pub(super) open: Set<&'static str>,
    /// Logistic laws are stated by median and 90 % point, not by steepness and median.
    pub(super) by_quantiles: bool,
    /// The strategy whose details are open in the comparison.
    pub(super) compared: Option<Mode>,
}

impl Default for Memory {
    fn default() -> Self {
        Self { open: Set::from(["strategy", "fault", "recovery", "curves"]), by_quantiles: false, compared: None }
    }
}

/// Whether a section is open, and where its toggles go.
pub(super) fn fold(memory: &Kept<Memory>, slug: &'static str) -> (bool, Callback<bool>) {
    let handle = memory.clone();
    let ontoggle = Callback::from(move |open: bool| {
        let mut next = (*handle).clone();
        let is_changed = if open { next.open.insert(slug) } else { next.open.remove(&slug) };
        if is_changed {
            handle.set(next);
        }
    });
    (memory.open.contains(&slug), ontoggle)
}

/// Opens the sections of each hint that leads here; whether those of the latest are open.
#[hook]
pub(super) fn use_open(memory: &Kept<Memory>, aims: u32, aim: Option<&Aim>) -> bool {
    let sections = aim.map_or(&[][..], |aim| aim.sections);
    let handle = memory.clone();
    use_effect_with((aims, sections), move |(_, sections)| {
        let mut next = (*handle).clone();
        next.open.extend(sections.iter().copied());
        handle.set(next);
    });
    sections.iter().all(|section| memory.open.contains(section))
}
