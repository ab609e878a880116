//! What follows from a plan, as data. Nothing here is stored with the plan, and nothing here speaks a language.

use crate::model::ordered::Map;
use crate::model::strategy::{Family, Mode};
use crate::model::{Component, ComponentId, Edit, Fault, Goal, JourneyId, Place, Skill, Strategy, Topology, ZoneId};

/// All that follows from a topology and a goal.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The figures are exact, or bounds because the node budget was spent.
    pub exactness: Exactness,
    /// One per journey of the goal; without journeys the one through everything that nothing else needs.
    /// Empty only when the plan has no components.
    pub journeys: Vec<JourneyReport>,
    /// Each component's own figures.
    pub components: Map<ComponentId, ComponentReport>,
    /// Each zone's own figures.
    pub zones: Map<ZoneId, ZoneReport>,
    /// Sum over the components, in the plan's currency.
    pub cost_per_month: f64,
    /// What to look at, worst first.
    pub diagnostics: Vec<Diagnostic>,
}

/// Whether the figures are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exactness {
    /// Exact for the model.
    Exact,
    /// The node budget was spent: lower and upper bounds.
    Bounds,
}

/// A figure between two bounds; equal when exact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounded {
    /// Not below this.
    pub low: f64,
    /// Not above this.
    pub high: f64,
}

/// Whether a target is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Met for certain.
    Met,
    /// Missed for certain.
    Missed,
    /// The bounds lie on both sides of the target.
    Unknown,
}

/// A journey's figures.
#[derive(Debug, Clone, PartialEq)]
pub struct JourneyReport {
    /// Which; none for the implicit one.
    pub journey: Option<JourneyId>,
    /// Unavailability.
    pub u: Bounded,
    /// Most unavailability allowed.
    pub target_u: f64,
    /// Outages per hour of the worst journey; none of the others, where there are only bounds, or where counting would
    /// take too long (`limits::OUTAGE_STEPS`).
    pub outages_per_h: Option<f64>,
    /// The share of time that it works, but not in full; none where no soft link lies on it.
    pub degraded_u: Option<Bounded>,
    /// How much it counts beside the others.
    pub weight: f64,
}

impl JourneyReport {
    /// Whether its target is met. A figure equal to the target meets it (to 1e-12 relative, a rounding).
    pub fn standing(&self) -> Standing {
        let limit = self.target_u * (1.0 + 1e-12);
        if self.u.high <= limit {
            Standing::Met
        } else if self.u.low > limit {
            Standing::Missed
        } else {
            Standing::Unknown
        }
    }

    /// The mean length of an outage in h; none where their number is not known or there are none.
    pub fn mean_outage_h(&self) -> Option<f64> {
        self.outages_per_h.filter(|per_h| *per_h > 0.0).map(|per_h| self.u.high / per_h)
    }

    /// Unavailability over target: above 1 it misses.
    pub fn strain(&self) -> f64 {
        self.u.high / self.target_u
    }
}

impl Report {
    /// Unavailability over all journeys by their weights, Σ wᵢUᵢ / Σ wᵢ; none with fewer than two.
    pub fn weighted_u(&self) -> Option<Bounded> {
        let weights: f64 = self.journeys.iter().map(|journey| journey.weight).sum();
        let mean = |u: fn(&JourneyReport) -> f64| {
            self.journeys.iter().map(|journey| journey.weight * u(journey)).sum::<f64>() / weights
        };
        (self.journeys.len() > 1)
            .then(|| Bounded { low: mean(|journey| journey.u.low), high: mean(|journey| journey.u.high) })
    }

    /// The journey that misses its target by most, or meets it by least: the one that the page leads with.
    pub fn worst(&self) -> Option<&JourneyReport> {
        self.journeys.iter().max_by(|a, b| a.strain().total_cmp(&b.strain()))
    }
}

/// One component's figures as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct ComponentReport {
    /// One unit alone.
    pub unit: UnitFigures,
    /// The component with its strategy and placement, what it needs left aside.
    pub figures: Figures,
    /// Of the worst journey's unavailability, how much would go if this component never failed.
    pub cost_of_faults_u: f64,
    /// While this component is down, some journey is down.
    pub is_single_point: bool,
}

impl ComponentReport {
    /// One fault of one unit takes a journey down: nothing stands by.
    pub fn is_bare(&self) -> bool {
        self.is_single_point && self.figures.u > 0.0 && self.figures.units <= self.figures.needed
    }
}

/// One unit's figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitFigures {
    /// Mean time to failure in h, infinite when it never fails.
    pub mttf_h: f64,
    /// Mean time to recovery in h.
    pub mttr_h: f64,
    /// Unavailability.
    pub u: f64,
    /// Outages per hour.
    pub outages_per_h: f64,
    /// P(0): the chance that a restart does not hold.
    pub fault_mass_at_0: f64,
    /// R(0): the chance of an instant recovery.
    pub recovery_mass_at_0: f64,
    /// The chance of a fault within the next 720 h at the component's age.
    pub risk_30_days: f64,
}

/// What a strategy with a placement gives a component (DOMAIN §3, "What each strategy also has").
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Units in all.
    pub units: u32,
    /// k: units needed (per site for multi-site).
    pub needed: u32,
    /// Unavailability, faults of its zones included.
    pub u: f64,
    /// Outages per hour, those by zones included.
    pub outages_per_h: f64,
    /// Mean outage in h; none when there is none.
    pub mean_outage_h: Option<f64>,
    /// Cost per month, extras included.
    pub cost_per_month: f64,
    /// Time to serve again after the loss of a unit, in h: median and 95 % point.
    pub rto_h: Rto,
    /// Data that a takeover may lose, in h; none for a kind that holds no data.
    pub rpo_h: Option<f64>,
    /// What a write must wait for between zones, in ms.
    pub write_latency_ms: f64,
    /// The largest load it carries, in the goal's load unit; infinite when no load is stated.
    pub ceiling_load: f64,
    /// Places that hold the data or run the code.
    pub sites: u32,
    /// Units reachable from outside: endpoints to protect.
    pub endpoints: u32,
    /// What it asks of the people who run it.
    pub skill: Skill,
    /// A zone that holds some of its data and may not; none where it holds none, or all may.
    pub closed_to_data: Option<ZoneId>,
}

impl Figures {
    /// The limits of the goal that a component with these figures breaks. What never fails is never late; sites count where
    /// they hold data.
    pub fn broken_limits(&self, fault: &Fault, goal: &Goal) -> Vec<WhyNot> {
        let p95_h = self.rto_h.p95_h;
        let is_late = *fault != Fault::Never && goal.rto_h.is_some_and(|limit| p95_h > limit);
        let lost_h = self.rpo_h.filter(|rpo_h| goal.rpo_h.is_some_and(|limit| *rpo_h > limit));
        let latency_ms = self.write_latency_ms;
        let is_slow = goal.latency_ms.is_some_and(|limit| latency_ms > limit);
        let sites = self.rpo_h.and(goal.most_sites).filter(|most| self.sites > *most);
        let endpoints = goal.most_endpoints.filter(|most| self.endpoints > *most);
        let broken = [
            is_late.then_some(WhyNot::BreaksRto { p95_h }),
            lost_h.map(|rpo_h| WhyNot::BreaksRpo { rpo_h }),
            is_slow.then_some(WhyNot::BreaksLatency { latency_ms }),
            self.closed_to_data.map(|zone| WhyNot::ClosedToData { zone }),
            sites.map(|_| WhyNot::TooManySites { sites: self.sites }),
            endpoints.map(|_| WhyNot::TooManyEndpoints { endpoints: self.endpoints }),
            (self.skill > goal.skill).then_some(WhyNot::NeedsSkill { skill: self.skill }),
        ];
        broken.into_iter().flatten().collect()
    }
}

/// Quantiles of the time to serve again, in h.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rto {
    /// Half of the disruptions are over by then.
    pub median_h: f64,
    /// 95 % of them are.
    pub p95_h: f64,
}

/// A zone's own figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZoneReport {
    /// Its own unavailability, its parents' left aside.
    pub u: f64,
    /// Its outages per hour.
    pub outages_per_h: f64,
    /// Of the worst journey's unavailability, how much would go if this zone never failed.
    pub cost_of_faults_u: f64,
    /// While this zone is down, some journey is down.
    pub is_single_point: bool,
}

/// Something a person should know about the plan.
#[derive(Debug, Clone, PartialEq)]
pub enum Diagnostic {
    /// The load needs more units than there are: it counts as down.
    Overloaded {
        /// Which component.
        component: ComponentId,
        /// Units needed.
        needed: u32,
        /// Units there are.
        units: u32,
    },
    /// P(0) is above 1 %: restarts often do not hold.
    DeadOnArrival {
        /// Which component.
        component: ComponentId,
        /// P(0).
        mass: f64,
    },
    /// R(0) is above 1 %: many recoveries are counted as instant.
    InstantRecovery {
        /// Which component.
        component: ComponentId,
        /// R(0).
        mass: f64,
    },
    /// A quorum with an even number of units tolerates no more than with one fewer.
    EvenQuorum {
        /// Which component.
        component: ComponentId,
    },
    /// A redundant component whose units all lie in one zone.
    OneZone {
        /// Which component.
        component: ComponentId,
        /// The zone.
        zone: ZoneId,
    },
    /// A distributed strategy whose sites are not in different zones.
    NoSites {
        /// Which component.
        component: ComponentId,
    },
    /// A standby that is never tested.
    UntestedStandby {
        /// Which component.
        component: ComponentId,
    },
    /// It breaks a limit of the goal.
    Breaks {
        /// Which component.
        component: ComponentId,
        /// Which limit, and by how much.
        limit: WhyNot,
    },
    /// Components need each other in a circle; they work together or not at all.
    Cycle {
        /// Some component on it.
        component: ComponentId,
    },
    /// Takeovers after one zone's fault are counted as if they did not overlap, so the figure is a little too bad.
    SharedZoneTakeovers {
        /// How many components.
        components: usize,
    },
    /// The monthly cost is above the budget.
    OverBudget,
    /// Cached links lead to so many different delays that some count as shorter than they are: the figure is a little too
    /// bad.
    DelaysCut,
}

/// The cheapest set of strategies that meets the goal, with reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation {
    /// What it comes to.
    pub outcome: Outcome,
    /// The choice for every component that has one, in order of ids.
    pub choices: Vec<Choice>,
    /// Unavailability of each journey (as in the report) once applied.
    pub u_after: Vec<f64>,
    /// Cost per month once applied.
    pub cost_after_per_month: f64,
    /// No cheaper set meets the goal, for certain; otherwise the search ended early.
    pub proven: bool,
    /// Cost per month below which nothing meets the goal, for certain; infinite when nothing does at all.
    pub bound_per_month: f64,
    /// When the goal is out of reach: the parts of it without any one of which it would be in reach.
    pub obstacles: Vec<Obstacle>,
    /// Of the plan as it stands: the single changes that save most downtime for their money, the best first.
    pub buys: Vec<Buy>,
    /// Every unit has the same price, so the cost compares numbers of units only.
    pub equal_prices: bool,
}

/// A part of the goal that can be left aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// The target of a journey, by its place in the report.
    Target(usize),
    /// The load to be carried.
    Load,
    /// The limit on the time to serve again.
    Rto,
    /// The limit on lost data.
    Rpo,
    /// The limit on added latency.
    Latency,
    /// Where data may be kept.
    Data,
    /// The limit on places that hold data.
    Sites,
    /// The limit on endpoints.
    Endpoints,
    /// What the team can do.
    Skill,
    /// What a person has pinned and ruled out.
    Wishes,
}

impl Recommendation {
    /// By how much of the proven bound the cost may be above the least, at most; 0 when it is proven.
    pub fn gap(&self) -> f64 {
        let over = self.cost_after_per_month - self.bound_per_month;
        if self.proven || over <= 0.0 { 0.0 } else { over / self.bound_per_month }
    }
}

/// What a recommendation comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// What is there is already the cheapest that meets the goal.
    Keep,
    /// Other strategies meet the goal, or meet it for less.
    Change,
    /// The targets can be met, but not within the budget; this is the cheapest that meets them.
    OverBudget,
    /// Nothing on the menu meets the goal; this is the best that can be had.
    Unreachable,
    /// The plan has nothing to choose.
    Empty,
}

/// One way to run a component.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// Strategy with parameters.
    pub strategy: Strategy,
    /// Where its units go.
    pub placement: Vec<Place>,
    /// What it gives.
    pub figures: Figures,
}

impl Alternative {
    /// The edit that runs `component` so; none when it is gone.
    pub fn edit(&self, topology: &Topology, component: ComponentId) -> Option<Edit> {
        let now = topology.components.get(&component)?;
        Some(Edit::PutComponent(self.on(now).into()))
    }

    /// The component as it would be.
    pub fn on(&self, now: &Component) -> Component {
        Component { strategy: self.strategy, placement: self.placement.clone(), ..now.clone() }
    }

    /// The component runs so already.
    pub fn is_there(&self, topology: &Topology, component: ComponentId) -> bool {
        topology.components.get(&component).is_some_and(|now| self.is_how(now))
    }

    /// This is how the component runs.
    pub fn is_how(&self, now: &Component) -> bool {
        now.strategy == self.strategy && now.placement == self.placement
    }
}

/// A single change of the plan as it stands that saves downtime, and what it costs.
#[derive(Debug, Clone, PartialEq)]
pub struct Buy {
    /// Which component.
    pub component: ComponentId,
    /// How it would be run.
    pub to: Alternative,
    /// Unavailability that the worst journey would lose, > 0.
    pub saves_u: f64,
    /// More per month; below 0 it saves money too.
    pub more_per_month: f64,
}

impl Buy {
    /// Unavailability saved per unit of money; infinite where it costs nothing.
    pub fn per_money(&self) -> f64 {
        if self.more_per_month > 0.0 { self.saves_u / self.more_per_month } else { f64::INFINITY }
    }
}

/// The choice for one component.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Which component.
    pub component: ComponentId,
    /// What is chosen.
    pub chosen: Alternative,
    /// The limit of the goal that it breaks: nothing on the menu keeps them all.
    pub breaks: Option<WhyNot>,
    /// It differs from what is there.
    pub is_change: bool,
    /// Why, the weightiest first; at most three.
    pub reasons: Vec<Reason>,
    /// Each strategy that was not chosen, and why.
    pub rejected: Vec<Rejected>,
    /// The worst journey as chosen, by its u over its target.
    pub journey: Worst,
}

/// A fact that decided for a strategy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reason {
    /// A person wants it as it is.
    Pinned,
    /// A person has ruled out every other strategy that is usual for the kind.
    OnlyOneAllowed,
    /// It takes this much downtime off the worst journey, against what is there.
    Saves {
        /// Unavailability gained.
        u: f64,
    },
    /// It costs less than what is there, and the target is still met.
    Cheaper {
        /// Saved per month.
        per_month: f64,
    },
    /// Without it the worst journey would miss its target.
    NeededForTarget {
        /// Unavailability of that journey with a single unit instead.
        u_without: f64,
    },
    /// One unit is good enough: anything more would buy time that the target does not ask for.
    OneIsEnough {
        /// Unavailability that the component costs the worst journey.
        u: f64,
    },
    /// One unit cannot carry the load: this many are needed (scale).
    CarriesLoad {
        /// k.
        needed: u32,
    },
    /// It stays up when a zone goes.
    SurvivesZone,
    /// It is back within the RTO.
    WithinRto {
        /// 95 % point of the time to serve again, in h.
        p95_h: f64,
    },
    /// No write is lost (performance and safety of data).
    NoDataLoss,
    /// No write waits for another zone (performance).
    NoAddedLatency,
    /// Fewest places to protect (security).
    FewestSites {
        /// How many.
        sites: u32,
    },
    /// It is what is there, and it is the cheapest that meets the goal.
    AlreadyCheapest,
}

/// A strategy that was not chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Rejected {
    /// The best variant of the strategy.
    pub mode: Mode,
    /// Its family.
    pub family: Family,
    /// Its best variant and the worst journey with it, all else as chosen; none when it cannot be built here.
    pub best: Option<(Alternative, Worst)>,
    /// Why not.
    pub why: WhyNot,
}

/// The journey that misses its target by most, or meets it by least.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worst {
    /// Its unavailability.
    pub u: f64,
    /// That over its target: met up to 1.
    pub strain: f64,
}

impl Worst {
    /// Its target is met; a figure equal to the target meets it.
    pub fn is_met(self) -> bool {
        self.strain <= 1.0 + 1e-12
    }
}

/// Why a strategy was not chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WhyNot {
    /// Not on this kind's menu.
    NotOnMenu,
    /// A person wants the component as it is.
    Pinned,
    /// A person has ruled it out.
    RuledOut,
    /// It needs at least two zones.
    NeedsZones,
    /// The load outgrows it.
    OverCapacity {
        /// The largest stated peak that it carries, growth and headroom included.
        ceiling_load: f64,
        /// The stated peak.
        load: f64,
    },
    /// It is back too late.
    BreaksRto {
        /// 95 % point, in h.
        p95_h: f64,
    },
    /// It may lose too much.
    BreaksRpo {
        /// In h.
        rpo_h: f64,
    },
    /// Its writes wait too long.
    BreaksLatency {
        /// In ms.
        latency_ms: f64,
    },
    /// It keeps data where none may be kept.
    ClosedToData {
        /// Where.
        zone: ZoneId,
    },
    /// Its data lies in too many places.
    TooManySites {
        /// In how many.
        sites: u32,
    },
    /// It has too many endpoints to protect.
    TooManyEndpoints {
        /// How many.
        endpoints: u32,
    },
    /// It asks for more than the team can do.
    NeedsSkill {
        /// What it asks for.
        skill: Skill,
    },
    /// With it in this place, all else as chosen, a target is missed.
    MissesTarget {
        /// Unavailability of the worst journey.
        u: f64,
    },
    /// It meets the goal too but costs more.
    CostsMore {
        /// More per month.
        per_month: f64,
    },
    /// Same cost, no better.
    NoBetter,
}

impl Recommendation {
    /// The edit that applies it, or only its choice for `only`; none when nothing changes.
    pub fn edit(&self, topology: &Topology, only: Option<ComponentId>) -> Option<Edit> {
        let edits: Vec<Edit> = self
            .choices
            .iter()
            .filter(|choice| choice.is_change && only.is_none_or(|id| id == choice.component))
            .filter_map(|choice| choice.chosen.edit(topology, choice.component))
            .collect();
        (!edits.is_empty()).then_some(Edit::All(edits))
    }
}

/// What still works when some components and zones are failed by hand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WhatIf {
    /// Each component.
    pub components: Map<ComponentId, Works>,
    /// Each journey of the report.
    pub journeys: Vec<Works>,
}

/// Whether a component works.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Works {
    /// All of it.
    Up,
    /// It lost units, and enough are left.
    LostUnits,
    /// It works, but not in full: for want of this.
    Degraded(ComponentId),
    /// It lives on what is cached, for so long, in h; then it needs this.
    UpFor(ComponentId, f64),
    /// It failed, or too few of its units are left.
    DownByItself,
    /// Something that it needs is down.
    DownByNeed(ComponentId),
}

impl Works {
    /// It works now, in full or not, for long or not.
    pub fn is_up(self) -> bool {
        match self {
            Self::Up | Self::LostUnits | Self::Degraded(_) | Self::UpFor(..) => true,
            Self::DownByItself | Self::DownByNeed(_) => false,
        }
    }
}
