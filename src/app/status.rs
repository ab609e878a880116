//! How each component stands: fine, worth a look, failed, or down for want of another. Derived, never stored.

use crate::engine::report::{Report, WhatIf, Works};
use crate::model::limits;
use crate::model::ordered::Set;
use crate::model::{ComponentId, Item};

/// How a component stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Status {
    /// Not computed.
    Unknown,
    /// Nothing to see.
    Ok,
    /// It costs more than a quarter of the worst journey's downtime.
    Watch,
    /// Failed by hand.
    Failed,
    /// Too few of its units are left, or it never works.
    Down,
    /// What it needs is down.
    DownByNeed(ComponentId),
    /// It lost units and is still up.
    LostUnits,
    /// It works, but not in full: for want of this.
    Degraded(ComponentId),
    /// It lives on what is cached, for so long, in h.
    UpFor(f64),
}

/// A share of the worst journey's downtime from which a component is worth a look.
const WATCH_SHARE: f64 = 0.25;

/// A component's status, and its share of the worst journey's downtime (0 when nothing is known).
pub fn status(id: ComponentId, report: &Report, what_if: Option<&WhatIf>, failed: &Set<Item>) -> (Status, f64) {
    let worst_u = report.worst().map_or(0.0, |journey| journey.u.high);
    let own = report.components.get(&id);
    let share = own
        .map_or(0.0, |own| if worst_u > 0.0 { limits::clamped(own.cost_of_faults_u / worst_u, 0.0, 1.0) } else { 0.0 });
    if failed.contains(&Item::Component(id)) {
        return (Status::Failed, share);
    }
    let status = match what_if.and_then(|what_if| what_if.components.get(&id)) {
        Some(Works::DownByItself) => Status::Down,
        Some(Works::DownByNeed(need)) => Status::DownByNeed(*need),
        Some(Works::LostUnits) => Status::LostUnits,
        Some(Works::Degraded(need)) => Status::Degraded(*need),
        Some(Works::UpFor(_, hours)) => Status::UpFor(*hours),
        Some(Works::Up) | None => match own {
            None => Status::Unknown,
            Some(own) if own.figures.u >= 1.0 => Status::Down,
            Some(_) if share > WATCH_SHARE => Status::Watch,
            Some(_) => Status::Ok,
        },
    };
    (status, share)
}

impl Status {
    /// It does not work in the scene being played.
    pub fn is_down(self) -> bool {
        match self {
            Self::Failed | Self::Down | Self::DownByNeed(_) => true,
            Self::Unknown | Self::Ok | Self::Watch | Self::LostUnits | Self::Degraded(_) | Self::UpFor(_) => false,
        }
    }
}
