//! What the inspector remembers while the selection changes: open sections, and how a law is stated.

use crate::model::Mode;
use crate::model::ordered::Set;
use yew::prelude::*;

use crate::ui::hooks::Kept;

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
