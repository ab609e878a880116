//! The three steps of a first visit: what has been done of them. It goes away when all are done, or when it is sent away.

use super::action::Action;
use super::state::State;
use crate::app::Gesture;

/// Which of the three steps have been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hint {
    /// Something of the plan was changed.
    pub changed: bool,
    /// Something was failed by hand.
    pub failed: bool,
    /// The recommendation was applied.
    pub applied: bool,
}

impl Hint {
    /// What is left of it after an action; none: nothing.
    pub fn after(self, action: &Action, before: &State) -> Option<Self> {
        let moves = !matches!(before.gesture, Gesture::None | Gesture::Marquee { .. } | Gesture::Pan);
        let changes = matches!(action, Action::Edit(_) | Action::DuplicateSelection | Action::Nudge(..));
        let fails = matches!(action, Action::ToggleFailed(_) | Action::ToggleFailedSelection | Action::FailExactly(_));
        let next = Self {
            changed: self.changed || changes || (moves && matches!(action, Action::Commit)),
            failed: self.failed || fails,
            applied: self.applied || matches!(action, Action::ApplyRecommendation(_) | Action::ApplyPreview),
        };
        let is_done = next.changed && next.failed && next.applied;
        (!is_done && !matches!(action, Action::DropHint)).then_some(next)
    }
}
