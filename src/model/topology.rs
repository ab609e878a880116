//! Components, links and zones: the system as sketched.

use std::rc::Rc;

use super::kind::Kind;
use super::lifetime::{Fault, Recovery};
use super::ordered::Map;
use super::span::Spans;
use super::strategy::Strategy;
use super::wishes::Wishes;

/// Names one component for the life of the plan; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComponentId(pub u32);

/// Names one link for the life of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u32);

/// Names one set of alternative links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetId(pub u32);

/// Names one zone for the life of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ZoneId(pub u32);

/// The system: what exists, what needs what, and what fails together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Topology {
    /// By id, so in the order of their making.
    pub components: Map<ComponentId, Rc<Component>>,
    /// By id.
    pub links: Map<LinkId, Link>,
    /// Sets of alternative links; every member leaves the same component.
    pub sets: Map<SetId, LinkSet>,
    /// By id.
    pub zones: Map<ZoneId, Rc<Zone>>,
}

/// A part of the system that a person names.
#[derive(Debug, Clone, PartialEq)]
pub struct Component {
    /// Its identity.
    pub id: ComponentId,
    /// What it is; gives defaults and the menu of strategies.
    pub kind: Kind,
    /// As the person calls it.
    pub name: String,
    /// When one unit fails.
    pub fault: Fault,
    /// When one unit is back.
    pub recovery: Recovery,
    /// How its units cover for each other.
    pub strategy: Strategy,
    /// Where its units are; never empty, each zone at most once, units ≥ 1 each.
    pub placement: Vec<Place>,
    /// The release train that all its units ride, in whatever zones they are: while it is down, so are they.
    pub train: Option<ZoneId>,
    /// Load that one unit carries, in the goal's load unit, > 0.
    pub capacity: f64,
    /// Share of the goal's peak load that reaches this component, ≥ 0 (1 = all of it).
    pub load_share: f64,
    /// Price of one unit per month, in the plan's currency.
    pub price_per_month: f64,
    /// Everything else it costs per month.
    pub extra_per_month: f64,
    /// Age of its units since their last (re)start, in h; only for the risk ahead.
    pub age_h: f64,
    /// The outages that people start.
    pub work: Work,
    /// How it keeps an object, if it keeps data: only for the chance to lose one.
    pub storage: Storage,
    /// Its numbers that are not known exactly; each interval holds the number itself.
    pub spans: Spans,
    /// What a recommendation must respect.
    pub wishes: Wishes,
    /// Assumptions, in the person's words.
    pub note: String,
}

/// Outages of a whole component that people start: changes that go wrong, and planned windows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Work {
    /// Changes per week.
    pub deploys_per_week: f64,
    /// The share of changes that take it down.
    pub bad_share: f64,
    /// Until a bad change is undone, in h.
    pub undo_h: f64,
    /// Planned windows per year in which it is down.
    pub windows_per_year: f64,
    /// How long each lasts, in h.
    pub window_h: f64,
}

impl Work {
    /// What a new component has: nothing happens until somebody says how often.
    pub const NONE: Self =
        Self { deploys_per_week: 0.0, bad_share: 0.1, undo_h: 0.5, windows_per_year: 0.0, window_h: 2.0 };
}

/// How an object is kept: cut into `data` parts, with `parity` more of which any `data` suffice; copies are one part of
/// data and the further copies as parity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Storage {
    /// k, ≥ 1.
    pub data: u32,
    /// m: parts that may be lost at once.
    pub parity: u32,
    /// AFR: the chance that one part fails within a year, 0 to 1.
    pub annual_failure: f64,
    /// Until a lost part is there again, in h, > 0.
    pub rebuild_h: f64,
}

impl Storage {
    /// Three copies on hard disks that are replaced within a day.
    pub const COPIES: Self = Self { data: 1, parity: 2, annual_failure: 0.0157, rebuild_h: 24.0 };
}

/// Some units of a component in one zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The zone; none: these units stand alone.
    pub zone: Option<ZoneId>,
    /// How many, ≥ 1.
    pub units: u32,
}

impl Component {
    /// All its units.
    pub fn units(&self) -> u32 {
        self.placement.iter().map(|place| place.units).sum()
    }

    /// The one zone that holds all its units, if there is one.
    pub fn home(&self) -> Option<ZoneId> {
        match self.placement.as_slice() {
            [only] => only.zone,
            _ => None,
        }
    }

    /// Its units lie in more than one place.
    pub fn is_spread(&self) -> bool {
        self.placement.len() > 1
    }
}

/// A → B: A needs B.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Its identity.
    pub id: LinkId,
    /// The one that needs.
    pub from: ComponentId,
    /// The one that is needed.
    pub to: ComponentId,
    /// How it is needed.
    pub need: Need,
}

/// How a link's target is needed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Need {
    /// Without it the component does not work.
    Hard,
    /// One of a set of alternatives; the set says how many suffice.
    OneOf(SetId),
    /// Without it the component works, but not in full: degraded, not down.
    Soft,
    /// The component lives on what it has cached: an outage of the target hurts only after a while.
    Cached {
        /// T: how long, in h, from 0 (as hard) to `limits::CACHED_H`.
        hours: f64,
    },
    /// The component never waits for it.
    Async,
}

impl Need {
    /// How long a link that becomes cached may do without its target, in h (suggested).
    pub const CACHED_DEFAULT: Self = Self::Cached { hours: 0.25 };

    /// The set that it belongs to.
    pub fn set(self) -> Option<SetId> {
        match self {
            Self::OneOf(set) => Some(set),
            Self::Hard | Self::Soft | Self::Cached { .. } | Self::Async => None,
        }
    }

    /// The same with its number inside the range.
    #[must_use]
    pub fn clamped(self) -> Self {
        match self {
            Self::Cached { hours } if hours.is_nan() => Self::CACHED_DEFAULT,
            Self::Cached { hours } => {
                Self::Cached { hours: super::limits::clamped(hours, 0.0, super::limits::CACHED_H) }
            }
            Self::Hard | Self::OneOf(_) | Self::Soft | Self::Async => self,
        }
    }
}

/// How a link may be needed, in the order of menus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedKind {
    /// Without it the component does not work.
    Hard,
    /// One of a set of alternatives.
    Any,
    /// For full quality only.
    Soft,
    /// An outage hurts only after a while.
    Cached,
    /// Never waited for.
    Async,
}

impl NeedKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Hard, Self::Any, Self::Soft, Self::Cached, Self::Async];

    /// The kind of a need.
    pub fn of(need: Need) -> Self {
        match need {
            Need::Hard => Self::Hard,
            Need::OneOf(_) => Self::Any,
            Need::Soft => Self::Soft,
            Need::Cached { .. } => Self::Cached,
            Need::Async => Self::Async,
        }
    }

    /// Its name in the page's markup.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Hard => "hard",
            Self::Any => "any",
            Self::Soft => "soft",
            Self::Cached => "cached",
            Self::Async => "async",
        }
    }
}

/// A set of alternative links from one component: the first `needed` of them, by their ids, are in use, the others are
/// fallbacks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinkSet {
    /// Its identity.
    pub id: SetId,
    /// k: how many of the targets are enough, 1 ≤ k ≤ members.
    pub needed: u32,
    /// c: the chance that the switch to a fallback works when it is wanted, 0 to 1.
    pub switching: f64,
}

impl LinkSet {
    /// A set whose switch always works.
    pub fn new(id: SetId, needed: u32) -> Self {
        Self { id, needed, switching: 1.0 }
    }
}

/// What a zone is; gives defaults and the round-trip time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZoneKind {
    /// A region.
    Region,
    /// An availability zone or a data centre.
    Zone,
    /// A rack or a host group.
    Rack,
    /// Units that get the same release at the same time.
    ReleaseTrain,
}

/// A container whose failure takes down every unit inside.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    /// Its identity.
    pub id: ZoneId,
    /// What it is.
    pub kind: ZoneKind,
    /// As the person calls it.
    pub name: String,
    /// The zone around it.
    pub parent: Option<ZoneId>,
    /// When the whole zone fails.
    pub fault: Fault,
    /// When the whole zone is back.
    pub recovery: Recovery,
    /// Round trip to a sibling zone, in ms: what a synchronous write between them adds.
    pub round_trip_ms: f64,
    /// Data may be kept in it; a zone inside one that may not may not either.
    pub may_hold_data: bool,
    /// Its numbers that are not known exactly; each interval holds the number itself.
    pub spans: Spans,
    /// Assumptions, in the person's words.
    pub note: String,
}

impl Topology {
    /// `zone` is `outer` or lies inside it.
    pub fn is_within(&self, zone: ZoneId, outer: ZoneId) -> bool {
        let mut at = Some(zone);
        for _ in 0..=super::limits::ZONES {
            match at {
                Some(id) if id == outer => return true,
                Some(id) => at = self.zones.get(&id).and_then(|zone| zone.parent),
                None => return false,
            }
        }
        false
    }

    /// Data may be kept in `zone`: neither it nor a zone around it is closed to data.
    pub fn may_hold_data(&self, zone: ZoneId) -> bool {
        !self.zones.values().any(|outer| !outer.may_hold_data && self.is_within(zone, outer.id))
    }

    /// The innermost zone that holds every unit of `component`, if there is one: where it is drawn.
    pub fn common_zone(&self, component: &Component) -> Option<ZoneId> {
        let (first, rest) = component.placement.split_first()?;
        let mut at = first.zone;
        for _ in 0..=super::limits::ZONES {
            let zone = at?;
            let holds = |place: &Place| place.zone.is_some_and(|id| self.is_within(id, zone));
            if rest.iter().all(holds) {
                return Some(zone);
            }
            at = self.zones.get(&zone).and_then(|zone| zone.parent);
        }
        None
    }

    /// Members of a set, in order of their ids.
    pub fn members(&self, set: SetId) -> impl Iterator<Item = &Link> {
        self.links.values().filter(move |link| link.need == Need::OneOf(set))
    }
}
