//! What the inspector remembers while the selection changes: open sections, and how a law is stated.

use std::collections::BTreeSet;

use yew::prelude::*;

/// It lives as long as the page and is kept nowhere.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Memory {
    /// Sections that are open, by slug.
    pub(super) open: BTreeSet<&'static str>,
    /// Logistic laws are stated by median and 90 % point, not by steepness and median.
    pub(super) by_quantiles: bool,
}

impl Default for Memory {
    fn default() -> Self {
        Self { open: BTreeSet::from(["strategy", "fault", "recovery", "curves"]), by_quantiles: false }
    }
}

/// Whether a section is open, and where its toggles go.
pub(super) fn fold(memory: &UseStateHandle<Memory>, slug: &'static str) -> (bool, Callback<bool>) {
    let handle = memory.clone();
    let ontoggle = Callback::from(move |open: bool| {
        let mut next = (*handle).clone();
        let is_changed = if open { next.open.insert(slug) } else { next.open.remove(slug) };
        if is_changed {
            handle.set(next);
        }
    });
    (memory.open.contains(slug), ontoggle)
}
