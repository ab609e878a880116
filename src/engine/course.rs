//! A chain's course from its start: the long run, the mean time to the first down state, the chance to be up at a time.
//!
//! For the reference runner and for checks; the page never asks this. It must never subtract probabilities, so slow
//! rates keep their digits beside fast ones, and never know what a state means.
#![expect(clippy::indexing_slicing, reason = "a dense kernel; every index is below the order it was sized by")]

use super::markov::{Chain, over_step};

/// A chain of states, all up unless said otherwise, in one of which it starts.
#[derive(Debug, Clone)]
pub struct Course {
    order: usize,
    start: usize,
    /// Row by row, per h; the diagonal is 0.
    rates: Vec<f64>,
    up: Vec<bool>,
}

/// What holds in the long run, whatever the chances of where the chain ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LongRun {
    /// Unavailability.
    pub u: f64,
    /// Availability, summed on its own.
    pub a: f64,
    /// Outages per hour.
    pub outages_per_h: f64,
}

impl LongRun {
    /// Mean time from a recovery to the next outage, in h; none when there are no outages.
    #[must_use]
    pub fn mean_up_h(&self) -> Option<f64> {
        (self.outages_per_h > 0.0).then(|| self.a / self.outages_per_h)
    }

    /// Mean length of an outage, in h; none when there are no outages.
    #[must_use]
    pub fn mean_down_h(&self) -> Option<f64> {
        (self.outages_per_h > 0.0).then(|| self.u / self.outages_per_h)
    }
}

impl Course {
    /// A chain of `order` states, all up, without rates; `start` is below `order`.
    #[must_use]
    pub fn new(order: usize, start: usize) -> Self {
        Self { order, start, rates: vec![0.0; order * order], up: vec![true; order] }
    }

    /// Says that `state` is down.
    pub fn down(&mut self, state: usize) {
        self.up[state] = false;
    }

    /// Adds a finite rate per h; rates between the same two states add, and one from a state to itself says nothing.
    pub fn add(&mut self, from: usize, to: usize, rate_per_h: f64) {
        if from != to && rate_per_h > 0.0 {
            self.rates[from * self.order + to] += rate_per_h;
        }
    }

    /// The long run, by GTH elimination.
    #[must_use]
    pub fn long_run(&self) -> LongRun {
        let n = self.order;
        // A chain starts in its first state, so that one and the start change places.
        let at = |state: usize| match state {
            0 => self.start,
            state if state == self.start => 0,
            state => state,
        };
        let mut chain = Chain::new(n);
        for from in 0..n {
            if !self.up[from] {
                chain.down(at(from));
            }
            for to in 0..n {
                chain.add(at(from), at(to), self.rates[from * n + to]);
            }
        }
        let steady = chain.solve();
        let a = (0..n).filter(|&state| self.up[state]).map(|state| chain.pi()[at(state)]).sum();
        LongRun { u: steady.u, a, outages_per_h: steady.outages_per_h }
    }

    /// Mean time from the start to the first down state, in h: 0 when it starts down, infinite when it may never get
    /// there.
    ///
    /// The up states are eliminated one by one. Each keeps its rates to the others, its rate down and the time that a
    /// stay in it stands for; all three only grow, so the mean has the digits of the rates.
    #[must_use]
    pub fn mean_time_to_down_h(&self) -> f64 {
        if !self.up[self.start] {
            return 0.0;
        }
        let n = self.order;
        let met = self.met_before_down(self.start);
        if !met.iter().all(|&state| self.leads_down(state)) {
            return f64::INFINITY;
        }
        let mut rates = self.rates.clone();
        let mut stays = vec![1.0; n];
        let mut down: Vec<f64> =
            (0..n).map(|i| (0..n).filter(|&j| !self.up[j]).map(|j| self.rates[i * n + j]).sum()).collect();
        // The start is the first that was met and the only one that stays.
        for (left, &k) in met.iter().enumerate().skip(1).rev() {
            let others = &met[..left];
            let total = down[k] + others.iter().map(|&j| rates[k * n + j]).sum::<f64>();
            for &i in others {
                let share = rates[i * n + k] / total;
                for &j in others.iter().filter(|&&j| j != i) {
                    rates[i * n + j] += share * rates[k * n + j];
                }
                down[i] += share * down[k];
                stays[i] += share * stays[k];
            }
        }
        stays[self.start] / down[self.start]
    }

    /// The chance to be up after `t_h` hours, by squaring the uniformised chain's transition matrix: as many times as
    /// the time has binary digits in jumps, so that neither the fastest rate nor the time makes it long.
    #[must_use]
    pub fn up_at(&self, t_h: f64) -> f64 {
        let n = self.order;
        let over = over_step(n, self.rates.clone(), t_h);
        let row = &over[self.start * n..(self.start + 1) * n];
        let chance = |is_up: bool| -> f64 { (0..n).filter(|&j| self.up[j] == is_up).map(|j| row[j]).sum() };
        let (up, down) = (chance(true), chance(false));
        up / (up + down)
    }

    /// The up states that can be met on the way from `state` to the first down state, `state` first.
    fn met_before_down(&self, state: usize) -> Vec<usize> {
        let n = self.order;
        let mut met = vec![state];
        let mut next = 0;
        while next < met.len() {
            let i = met[next];
            next += 1;
            for j in 0..n {
                if self.up[j] && self.rates[i * n + j] > 0.0 && !met.contains(&j) {
                    met.push(j);
                }
            }
        }
        met
    }

    /// Some way leads from `state` to a down state.
    fn leads_down(&self, state: usize) -> bool {
        let n = self.order;
        self.met_before_down(state).iter().any(|&i| (0..n).any(|j| !self.up[j] && self.rates[i * n + j] > 0.0))
    }
}
