//! What breaks the worst journey: its downtime by cause, and what each component and zone matters to it.
//!
//! The partition's rule. Inside a component an outage is charged, its whole length, to what started it. Downtime that
//! several parts make only together is shared equally among them: the share of a part is `∫₀¹ p ∂U/∂p(t·p) dt`, every
//! chance scaled by t (Aumann and Shapley, Values of Non-Atomic Games, 1974). These shares add up to U by themselves, for
//! U is 0 where all chances are 0; a share in proportion to `p·∂U/∂p` would charge a pair twice and a single point less
//! than it costs. Never in a frame's analysis: it is asked for when somebody looks.

#![expect(clippy::indexing_slicing, reason = "a kernel: causes and levels are numbered here")]

use super::cut_sets::{self, CutSets};
use super::importance::{self, Importance};
use super::placement::Setting;
use super::prepared::{Chances, inputs};
use super::report::JourneyReport;
use super::structure::{Exact, Graph, Variable};
use super::{Budget, Cache, zones};
use crate::model::ordered::{Map, Set};
use crate::model::topology::ZoneKind;
use crate::model::{Goal, Item, JourneyId, Recovery, Topology};

/// What an outage starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Faults of units that nothing is left to cover, or that are not covered.
    Units,
    /// Takeovers while they run, those without need included.
    TakeoversWorked,
    /// Takeovers that did not work, those to a standby that had died in silence included.
    TakeoversFailed,
    /// Faults that take every unit of a component at once.
    CommonCause,
    /// Faults of zones.
    Zones,
    /// Changes that go wrong, those of a release train included.
    Changes,
    /// Planned windows.
    Planned,
    /// Too few units for the load.
    Load,
}

impl Cause {
    /// Every cause, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Units,
        Self::TakeoversWorked,
        Self::TakeoversFailed,
        Self::CommonCause,
        Self::Zones,
        Self::Changes,
        Self::Planned,
        Self::Load,
    ];

    /// Its place in [`Self::ALL`].
    fn place(self) -> usize {
        Self::ALL.iter().position(|cause| *cause == self).unwrap_or(0)
    }
}

/// An unavailability by cause.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Parts([f64; Cause::ALL.len()]);

impl Parts {
    /// All of it from one cause.
    pub fn only(cause: Cause, u: f64) -> Self {
        let mut parts = Self::default();
        parts.add(cause, u);
        parts
    }

    /// What one cause adds.
    pub fn of(&self, cause: Cause) -> f64 {
        self.0[cause.place()]
    }

    /// Adds to one cause.
    pub fn add(&mut self, cause: Cause, u: f64) {
        self.0[cause.place()] += u;
    }

    /// Adds `times` another.
    pub fn add_times(&mut self, other: &Self, times: f64) {
        for (mine, other) in self.0.iter_mut().zip(&other.0) {
            *mine += times * other;
        }
    }

    /// The sum.
    pub fn total(&self) -> f64 {
        self.0.iter().sum()
    }

    /// In the same proportions, with the sum `total`; where there are none, all of it from `otherwise`.
    #[must_use]
    pub fn scaled_to(&self, total: f64, otherwise: Cause) -> Self {
        let sum = self.total();
        if sum <= 0.0 || !sum.is_finite() {
            return Self::only(otherwise, total);
        }
        let mut scaled = Self::default();
        scaled.add_times(self, total / sum);
        scaled
    }
}

/// What breaks one journey: the one that misses its target by most, or meets it by least.
#[derive(Debug, Clone, PartialEq)]
pub struct Breaks {
    /// Which; none for the implicit one.
    pub journey: Option<JourneyId>,
    /// Its unavailability.
    pub u: f64,
    /// By cause; adds up to `u`.
    pub causes: Parts,
    /// Everything that can fail and matters to it, by itself.
    pub items: Map<Item, Share>,
    /// What takes it down together; none where that takes too many nodes.
    pub cut_sets: Option<CutSets>,
}

/// One component or zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Its part of the downtime by cause; over all items these add up to the whole.
    pub causes: Parts,
    /// How much it matters.
    pub importance: Importance,
}

/// A step on the way back to work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Until somebody or something knows.
    Detect,
    /// Until the cause is known.
    Diagnose,
    /// Until it is mended.
    Repair,
    /// Until it is known to be mended.
    Verify,
    /// The recovery as a whole, where it is not stated in parts.
    Recover,
    /// Takeovers while they run.
    TakeOver,
    /// Takeovers by hand, after one that did not work.
    TakeOverByHand,
    /// Undoing a bad change.
    Undo,
    /// A planned window.
    Window,
    /// Waiting for units that carry the load.
    Load,
}

/// The step that takes the most of something's downtime, and its share of that; none where it has none. Outages of
/// units, common causes and zones last as long as the recovery, in the proportions of its parts.
pub fn costliest(causes: &Parts, recovery: &Recovery) -> Option<(Step, f64)> {
    let recovering = causes.of(Cause::Units) + causes.of(Cause::CommonCause) + causes.of(Cause::Zones);
    let mut steps = vec![
        (Step::TakeOver, causes.of(Cause::TakeoversWorked)),
        (Step::TakeOverByHand, causes.of(Cause::TakeoversFailed)),
        (Step::Undo, causes.of(Cause::Changes)),
        (Step::Window, causes.of(Cause::Planned)),
        (Step::Load, causes.of(Cause::Load)),
    ];
    match recovery {
        Recovery::Parts(parts) => {
            let all_h = parts.detect_h + parts.diagnose_h + parts.repair_h + parts.verify_h;
            let share = |part_h: f64| if all_h > 0.0 { recovering * part_h / all_h } else { 0.0 };
            steps.extend([
                (Step::Detect, share(parts.detect_h)),
                (Step::Diagnose, share(parts.diagnose_h)),
                (Step::Repair, share(parts.repair_h)),
                (Step::Verify, share(parts.verify_h)),
            ]);
        }
        Recovery::Law(_) => steps.push((Step::Recover, recovering)),
    }
    let total = causes.total();
    let most = steps.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
    most.filter(|(_, u)| *u > 0.0 && total > 0.0).map(|(step, u)| (step, u / total))
}

/// What breaks the worst journey; none without components or where the figures are only bounds.
pub fn breaks(topology: &Topology, goal: &Goal, budget: Budget, cache: &mut Cache) -> Option<Breaks> {
    let graph = Graph::new(topology, goal);
    let laws = zones::laws(topology);
    let setting = Setting { topology, goal, laws: &laws };
    let (placed, prepared) = super::prepare(&graph, &setting, budget, cache);
    let exact = prepared.exact()?;
    let chances = Chances { placed: &placed, laws: &laws, topology };
    let evaluation = prepared.evaluate(&chances, graph.journeys.len());
    let journeys = super::journeys(&graph, goal, &evaluation);
    let strain = |at: &usize| journeys.get(*at).map_or(0.0, JourneyReport::strain);
    let root = (0..journeys.len()).max_by(|a, b| strain(a).total_cmp(&strain(b)))?;
    let worst = journeys.get(root)?;

    // What is felt behind a cache only is split by what lasts: with the shortest delay where there are several.
    let is_late = felt_late(exact, root);
    let by_cause: Vec<Vec<Parts>> = topology
        .components
        .values()
        .zip(&placed)
        .enumerate()
        .map(|(at, (component, placed))| match placed.longer.first() {
            Some((after, _)) if is_late(at) => setting.causes_longer(component, placed, *after, cache),
            Some(_) | None => setting.causes(component, placed, cache),
        })
        .collect();
    let u = inputs(exact, &chances);
    let mut items: Map<Item, Parts> = Map::new();
    let shares = shares(exact, &u, root);
    // Rounding, and the last digits of the integral where chances are near 1, are spread evenly.
    let scale = worst.u.high / shares.iter().sum::<f64>();
    for (level, share) in shares.into_iter().enumerate().filter(|(_, share)| *share > 0.0) {
        let share = share * scale;
        match exact.variables[level] {
            Variable::Zone(id) => {
                let is_release = topology.zones.get(&id).is_some_and(|zone| zone.kind == ZoneKind::ReleaseTrain);
                let cause = if is_release { Cause::Changes } else { Cause::Zones };
                items.or_default(Item::Zone(id)).add(cause, share);
            }
            Variable::Part { component, mask } => {
                let at = usize::try_from(component).unwrap_or(usize::MAX);
                let own = by_cause.get(at).and_then(|masks| masks.get(usize::from(mask)));
                if let (Some(own), Some(id)) = (own, graph.components.get(at)) {
                    let parts = items.or_default(Item::Component(*id));
                    parts.add_times(&own.scaled_to(share, Cause::Units), 1.0);
                }
            }
            Variable::Longer { .. } | Variable::Switch(_) => {}
        }
    }
    let mut causes = Parts::default();
    items.values().for_each(|parts| causes.add_times(parts, 1.0));
    let cut_sets = cut_sets::find(&graph, topology, exact, &placed, &u, root, budget.bdd_nodes);
    let importances = importance::importances(exact, &graph, &u, root, cut_sets.as_ref());
    let items = importances
        .into_iter()
        .map(|(item, importance)| (item, Share { causes: items.get(&item).copied().unwrap_or_default(), importance }))
        .collect();
    Some(Breaks { journey: worst.journey, u: worst.u.high, causes, items, cut_sets })
}

/// Whether a component, by number, breaks the journey only when it is down for longer than some delay: then nothing hangs
/// on its states where nothing lasts.
fn felt_late(exact: &Exact, root: usize) -> impl Fn(usize) -> bool {
    let u: Vec<f64> = exact.variables.iter().map(|variable| if variable.is_cause() { 0.5 } else { 0.0 }).collect();
    let slopes = exact.diagram.gradient(root, &u, &mut Vec::new());
    let at_once: Set<u32> = exact
        .variables
        .iter()
        .zip(slopes)
        .filter_map(|(variable, slope)| match variable {
            Variable::Part { component, .. } if slope > 0.0 => Some(*component),
            Variable::Part { .. } | Variable::Zone(_) | Variable::Longer { .. } | Variable::Switch(_) => None,
        })
        .collect();
    move |at| u32::try_from(at).is_ok_and(|at| !at_once.contains(&at))
}

/// Points and weights of Gauss and Legendre on [0, 1]: exact for polynomials up to t¹⁵, so for all that few parts do
/// together, whatever their chances.
const POINTS: [(f64, f64); 8] = [
    (0.019_855_071_751_231_88, 0.050_614_268_145_188_13),
    (0.101_666_761_293_186_64, 0.111_190_517_226_687_24),
    (0.237_233_795_041_835_5, 0.156_853_322_938_943_65),
    (0.408_282_678_752_175_1, 0.181_341_891_689_181),
    (0.591_717_321_247_825, 0.181_341_891_689_181),
    (0.762_766_204_958_164_5, 0.156_853_322_938_943_65),
    (0.898_333_238_706_813_4, 0.111_190_517_226_687_24),
    (0.980_144_928_248_768_1, 0.050_614_268_145_188_13),
];

/// Each variable's share of the journey's unavailability, by level. They add up to it as far as the integral is exact.
pub fn shares(exact: &Exact, u: &[f64], root: usize) -> Vec<f64> {
    let mut shares = vec![0.0; u.len()];
    let mut scratch = Vec::new();
    for (t, weight) in POINTS {
        let scaled: Vec<f64> =
            u.iter().zip(&exact.variables).map(|(u, of)| if of.is_cause() { t * u } else { *u }).collect();
        let slopes = exact.diagram.gradient(root, &scaled, &mut scratch);
        let causes =
            shares.iter_mut().zip(&exact.variables).zip(slopes).zip(u).filter(|(((_, of), _), _)| of.is_cause());
        for (((share, _), slope), u) in causes {
            *share += weight * u * slope;
        }
    }
    // More units may make a component worse (DOMAIN §5), then a zone's loss would save: nothing is charged below 0.
    shares.into_iter().map(|share: f64| share.max(0.0)).collect()
}
