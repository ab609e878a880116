//! A component on its way: all its units new at 0 and all zones up, at even moments from there.
//!
//! The same figures as [`Setting::place`] gives for the long run, and they tend to those. Takeovers that a zone's fault starts
//! are as frequent as faults are just then and count with their whole mean length; outages that are felt after a delay are as
//! frequent, against the long run, as outages are.

use std::rc::Rc;

use super::{Chains, Conditional, DOWN, People, Placed, Setting, Units, finite, tidy};
use crate::engine::delay::Delay;
use crate::engine::group::{Group, Way};
use crate::engine::markov::Chain;
use crate::engine::numeric;
use crate::engine::zones::{Exposure, ZoneLaw};
use crate::model::ordered::Map;
use crate::model::{Component, ZoneId};

/// Even moments, and the chains that were followed over them.
#[derive(Debug)]
pub struct Walk {
    step_h: f64,
    steps: usize,
    /// Moments that nobody asks about, from the first.
    skipped: usize,
    chain: Chain,
    known: Vec<(Group, Rc<Vec<Way>>)>,
}

impl Walk {
    /// After each of `steps` steps of `step_h` hours but the first `skipped`.
    pub fn new(step_h: f64, steps: usize, skipped: usize) -> Self {
        Self { step_h, steps, skipped, chain: Chain::default(), known: Vec::new() }
    }

    /// The moments, in h.
    pub fn times_h(&self) -> Vec<f64> {
        (self.skipped..self.steps).map(|step| self.step_h * numeric::count(step + 1)).collect()
    }

    /// A group at each moment.
    pub fn follow(&mut self, group: &Group) -> Rc<Vec<Way>> {
        if let Some((_, known)) = self.known.iter().find(|(known, _)| known == group) {
            return Rc::clone(known);
        }
        let mut way = group.onward(self.step_h, self.steps, &mut self.chain);
        let way = Rc::new(way.split_off(self.skipped.min(way.len())));
        self.known.push((*group, Rc::clone(&way)));
        way
    }
}

/// A component at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Moving {
    /// How it fares just then.
    pub placed: Placed,
    /// For each set of its zones: the chance of no outage so far, had just these been up all the time. None where that is
    /// not known.
    pub unbroken: Vec<Option<f64>>,
}

impl Setting<'_> {
    /// The component at each moment of `walk`; `placed` is [`Setting::place`] of the same with what is felt after delays, and
    /// `zones` has the law of every zone at each moment.
    pub fn onward(
        &self,
        component: &Component,
        placed: &Placed,
        zones: &[Map<ZoneId, ZoneLaw>],
        walk: &mut Walk,
    ) -> Vec<Moving> {
        let plan = Units::new(self, component);
        let settled = Exposure::new(self.topology, self.laws, &plan.zones);
        let masks = 0..settled.chance.len();
        let chains: Vec<Vec<(Conditional, Option<f64>)>> =
            masks.clone().map(|mask| plan.chains(mask).onward(walk)).collect();
        // Of a pair, how likely it is in Latent and in One when a zone goes.
        let pairs: Vec<Option<Rc<Vec<Way>>>> =
            masks.map(|mask| plan.pair_before(mask, &settled).map(|pair| walk.follow(&pair))).collect();
        let people = People::of(&component.work);
        let per_h: f64 = people.iter().map(|people| people.per_h).sum();
        let mut way = Vec::with_capacity(zones.len());
        for ((at, laws), t_h) in zones.iter().enumerate().zip(walk.times_h()) {
            let (solved, unbroken): (Vec<Conditional>, Vec<Option<f64>>) =
                chains.iter().filter_map(|way| way.get(at).copied()).unzip();
            let exposure = Exposure::new(self.topology, laws, &plan.zones);
            let mut now = plan.beside_zones(&exposure, solved, people.map(|people| people.at(t_h)), |fall| {
                let pair = pairs.get(fall.from).and_then(Option::as_ref).and_then(|way| way.get(at));
                plan.takeover_from(fall, pair.map_or((0.0, 0.0), |pair| (pair.latent, pair.one)))
            });
            let late = |(after, by_mask): &(Delay, Vec<Conditional>)| {
                let states = by_mask.iter().zip(&placed.by_mask).zip(&now.by_mask);
                let beyond_h = t_h - after.hours();
                (*after, states.map(|((late, all), now)| lasting(*late, *all, *now, beyond_h)).collect())
            };
            now.longer = placed.longer.iter().map(late).collect();
            let without_people = libm::exp(-per_h * t_h);
            let unbroken = unbroken.into_iter().map(|chance| Some(chance? * without_people)).collect();
            way.push(Moving { placed: now, unbroken });
        }
        way
    }
}

/// What has lasted: as much of it as there is in the long run, as outages are just now against then, less what would have
/// to have begun before everything was new; `beyond_h` is the time since the first could be felt.
fn lasting(late: Conditional, all: Conditional, now: Conditional, beyond_h: f64) -> Conditional {
    if all.outages_per_h <= 0.0 || late.outages_per_h <= 0.0 {
        return late;
    }
    let ratio = if beyond_h > 0.0 { now.outages_per_h / all.outages_per_h } else { 0.0 };
    let begun = -libm::expm1(-beyond_h.max(0.0) * late.outages_per_h / late.u);
    Conditional { u: (late.u * ratio * begun).min(now.u), outages_per_h: late.outages_per_h * ratio }
}

impl Chains {
    /// At each moment, with the chance of no outage so far.
    fn onward(&self, walk: &mut Walk) -> Vec<(Conditional, Option<f64>)> {
        let of = |way: &Way| Conditional { u: tidy(way.down), outages_per_h: finite(way.outages_per_h) };
        match self {
            Self::Down => walk.times_h().iter().map(|_| (DOWN, Some(0.0))).collect(),
            Self::One(group) => {
                walk.follow(group).iter().map(|way| (of(way), Some((1.0 - way.met).max(0.0)))).collect()
            }
            Self::Sites(groups, common) => {
                let sites: Vec<Rc<Vec<Way>>> = groups.iter().map(|group| walk.follow(group)).collect();
                let times_h = walk.times_h();
                let at = |(at, t_h): (usize, &f64)| {
                    let sites: Vec<Conditional> = sites.iter().filter_map(|way| way.get(at)).map(of).collect();
                    let rise = -libm::expm1(-(common.per_h + 1.0 / common.mean_h) * t_h);
                    (common.with_sites(&sites, common.u() * rise), None)
                };
                times_h.iter().enumerate().map(at).collect()
            }
        }
    }
}

impl People {
    /// Some time after they began.
    fn at(self, t_h: f64) -> Self {
        if self.length_h <= 0.0 {
            return self;
        }
        Self { u: self.u * -libm::expm1(-(self.per_h + 1.0 / self.length_h) * t_h), ..self }
    }
}
