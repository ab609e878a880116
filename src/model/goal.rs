//! What the system must achieve: target and window, RTO, RPO, load and growth, budget, latency; and the journeys.

use super::topology::ComponentId;
use super::wishes::Skill;

/// What is asked of the system.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// Most unavailability allowed: 5e-4 is an SLA of 99.95 %.
    pub target_u: f64,
    /// The window that the SLA is counted in.
    pub window: Window,
    /// Longest time until a component serves again after the loss of a unit, in h.
    pub rto_h: Option<f64>,
    /// Longest stretch of data that may be lost, in h.
    pub rpo_h: Option<f64>,
    /// Peak load today, in `load_unit`; 0: not stated, so one unit carries it.
    pub peak_load: f64,
    /// What the load is counted in.
    pub load_unit: LoadUnit,
    /// Growth of the load over the planning horizon, ≥ 1 (1.5 = half as much again).
    pub growth: f64,
    /// Room above the peak, ≥ 1.
    pub headroom: f64,
    /// Most that may be spent per month.
    pub budget_per_month: Option<f64>,
    /// Currency sign, shown before amounts.
    pub currency: String,
    /// Most latency that a strategy may add to a write, in ms.
    pub latency_ms: Option<f64>,
    /// What the people who run it can do: no strategy may ask for more.
    pub skill: Skill,
    /// Most places that may hold one component's data, ≥ 1.
    pub most_sites: Option<u32>,
    /// Most endpoints that one component may have, ≥ 1.
    pub most_endpoints: Option<u32>,
    /// What encrypted traffic between zones adds to the price of the units of a component that lies in several, as a
    /// share of it.
    pub between_sites: f64,
    /// What users do; empty: one journey through everything that nothing else needs.
    pub journeys: Vec<Journey>,
}

impl Default for Goal {
    fn default() -> Self {
        Self {
            target_u: 1e-3,
            window: Window::Days30,
            rto_h: None,
            rpo_h: None,
            peak_load: 0.0,
            load_unit: LoadUnit::RequestsPerSecond,
            growth: 1.0,
            headroom: 1.25,
            budget_per_month: None,
            currency: "$".to_owned(),
            latency_ms: None,
            skill: Skill::Expert,
            most_sites: None,
            most_endpoints: None,
            between_sites: 0.0,
            journeys: Vec::new(),
        }
    }
}

/// Names one journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JourneyId(pub u32);

/// What a user does, from an entry component.
#[derive(Debug, Clone, PartialEq)]
pub struct Journey {
    /// Its identity.
    pub id: JourneyId,
    /// As the person calls it.
    pub name: String,
    /// Where it enters.
    pub entry: ComponentId,
    /// Its own target; none: the goal's.
    pub target_u: Option<f64>,
    /// How much it counts where several journeys are one figure, > 0.
    pub weight: f64,
}

impl Journey {
    /// A journey that counts as much as any other and has the goal's target.
    pub fn new(id: JourneyId, name: String, entry: ComponentId) -> Self {
        Self { id, name, entry, target_u: None, weight: 1.0 }
    }
}

/// A window that downtime is counted in. Lengths in h: a year is 8,766, a month 730.5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Window {
    /// A twelfth of a year.
    Month,
    /// 28 days.
    Days28,
    /// 30 days.
    Days30,
    /// A quarter of a year.
    Quarter,
    /// 365.25 days.
    Year,
}

impl Window {
    /// Every window, shortest first.
    pub const ALL: [Self; 5] = [Self::Days28, Self::Days30, Self::Month, Self::Quarter, Self::Year];

    /// Its length in h.
    pub fn hours(self) -> f64 {
        match self {
            Self::Month => 730.5,
            Self::Days28 => 672.0,
            Self::Days30 => 720.0,
            Self::Quarter => 2191.5,
            Self::Year => 8766.0,
        }
    }

    /// Name in links and files.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Days28 => "28d",
            Self::Days30 => "30d",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

/// What a load is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LoadUnit {
    /// Requests per second.
    RequestsPerSecond,
    /// Transactions per second.
    TransactionsPerSecond,
    /// Messages per second.
    MessagesPerSecond,
    /// Megabits per second.
    MegabitsPerSecond,
    /// Concurrent users.
    Users,
}

impl LoadUnit {
    /// Every unit, in the order of menus.
    pub const ALL: [Self; 5] = [
        Self::RequestsPerSecond,
        Self::TransactionsPerSecond,
        Self::MessagesPerSecond,
        Self::MegabitsPerSecond,
        Self::Users,
    ];

    /// Name in links and files.
    pub fn slug(self) -> &'static str {
        match self {
            Self::RequestsPerSecond => "req/s",
            Self::TransactionsPerSecond => "tx/s",
            Self::MessagesPerSecond => "msg/s",
            Self::MegabitsPerSecond => "Mbit/s",
            Self::Users => "users",
        }
    }
}
