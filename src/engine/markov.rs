//! Continuous-time Markov chains: steady state by GTH elimination, and first passage to an up state.
//!
//! It must never subtract probabilities (GTH needs no subtraction, so every figure keeps its relative precision), and
//! never know what a state means: that is `group`.
#![expect(clippy::indexing_slicing, reason = "a dense kernel; every index is below the order it was sized by")]

mod passage;

pub use passage::Passage;
use passage::moved;
pub(super) use passage::over_step;

/// Where the weights of the steady state are brought back into range.
const HUGE: f64 = 1e200;

/// A chain being built or solved; keeps its buffers, so that one value can solve many chains.
///
/// States are indices below the order given to [`Self::reset`]; the first, 0, is where the chain starts.
#[derive(Debug, Clone, Default)]
pub struct Chain {
    order: usize,
    /// Row by row, per h; of an instant state, the weights of its branches instead.
    rates: Vec<f64>,
    up: Vec<bool>,
    instant: Vec<bool>,
    any_instant: bool,
    pi: Vec<f64>,
    alive: Vec<usize>,
    stack: Vec<usize>,
    work: Vec<f64>,
    row: Vec<usize>,
    reduced: Vec<f64>,
}

/// What the steady state says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Steady {
    /// Unavailability: the sum of π over the states that are down.
    pub u: f64,
    /// Outages per hour: the sum of π·rate over the steps from up to down.
    pub outages_per_h: f64,
}

/// A chain some time after it started in its first state.
#[derive(Debug, Clone, PartialEq)]
pub struct Onward {
    /// The chance to be down.
    pub down: f64,
    /// The chance that some down state was met so far.
    pub met: f64,
    /// Outages per hour just then: the sum of chances times rates over the steps from up to down.
    pub outages_per_h: f64,
    /// The chance of each state.
    pub at: Vec<f64>,
}

impl Steady {
    /// Mean length of an outage, in h; none when there are no outages.
    #[must_use]
    pub fn mean_outage_h(&self) -> Option<f64> {
        (self.outages_per_h > 0.0).then(|| self.u / self.outages_per_h)
    }
}

impl Chain {
    /// A chain of `order` states, all up, without rates.
    #[must_use]
    pub fn new(order: usize) -> Self {
        let mut chain = Self::default();
        chain.reset(order);
        chain
    }

    /// Starts anew with `order` states, all up, keeping the buffers.
    pub fn reset(&mut self, order: usize) {
        self.order = order;
        self.rates.clear();
        self.rates.resize(order * order, 0.0);
        self.up.clear();
        self.up.resize(order, true);
        self.instant.clear();
        self.instant.resize(order, false);
        self.pi.clear();
        self.pi.resize(order, 0.0);
        self.any_instant = false;
    }

    /// How many states it was built with.
    #[must_use]
    pub fn order(&self) -> usize {
        self.order
    }

    /// Says that `state` is down.
    pub fn down(&mut self, state: usize) {
        self.up[state] = false;
    }

    /// Adds a rate per h; rates between the same two states add. An infinite rate makes `from` an instant state, which
    /// is contracted: who enters it is at once in its successor (with equal chances when it has several instant ones).
    pub fn add(&mut self, from: usize, to: usize, rate_per_h: f64) {
        if from == to || rate_per_h.is_nan() || rate_per_h <= 0.0 {
            return;
        }
        let order = self.order;
        if rate_per_h.is_infinite() {
            if !self.instant[from] {
                self.instant[from] = true;
                self.any_instant = true;
                self.rates[from * order..(from + 1) * order].fill(0.0);
            }
            self.rates[from * order + to] = 1.0;
        } else if !self.instant[from] {
            self.rates[from * order + to] += rate_per_h;
        }
    }

    /// Contracts the instant states, leaves out what cannot be reached from the first, and solves for the steady state.
    /// The chain's rates stay, contracted, for [`Self::passage`].
    pub fn solve(&mut self) -> Steady {
        self.contract();
        self.pi.fill(0.0);
        if self.order == 0 {
            return Steady { u: 0.0, outages_per_h: 0.0 };
        }
        if self.instant[0] {
            for (state, share) in self.landing(0, 1.0) {
                self.settle(state, share);
            }
        } else {
            self.settle(0, 1.0);
        }
        let mut steady = Steady { u: 0.0, outages_per_h: 0.0 };
        let order = self.order;
        for i in 0..order {
            let pi = self.pi[i];
            if !self.up[i] {
                steady.u += pi;
            } else if pi > 0.0 {
                let mut leaving = 0.0;
                for j in 0..order {
                    if !self.up[j] {
                        leaving += self.rates[i * order + j];
                    }
                }
                steady.outages_per_h += pi * leaving;
            }
        }
        // Rounding of the sum of shares must not lift a system that is always down above 1.
        steady.u = steady.u.min(1.0);
        steady
    }

    /// The steady state, by state; 0 for states left out or contracted. Valid after [`Self::solve`].
    #[must_use]
    pub fn pi(&self) -> &[f64] {
        &self.pi
    }

    /// Whether `state` counts as up.
    #[must_use]
    pub fn is_up(&self, state: usize) -> bool {
        self.up.get(state).copied().unwrap_or(false)
    }

    /// The mean time from entering each state until the next up state, in h: 0 for those that are up, of a contracted
    /// state that of its successors; ∞ or NaN where no up state follows. By elimination without a subtraction. Valid
    /// after [`Self::solve`].
    #[must_use]
    pub fn mean_down_h(&self) -> Vec<f64> {
        let order = self.order;
        let down: Vec<usize> = (0..order).filter(|&i| !self.up[i] && !self.instant[i]).collect();
        let n = down.len();
        // The steps among them, the step to an up state last, then what a stay adds: an hour per hour.
        let width = n + 2;
        let mut rows: Vec<f64> = Vec::with_capacity(n * width);
        for &i in &down {
            let row = &self.rates[i * order..(i + 1) * order];
            rows.extend(down.iter().map(|&j| if i == j { 0.0 } else { row[j] }));
            rows.push((0..order).filter(|&j| self.up[j]).map(|j| row[j]).sum());
            rows.push(1.0);
        }
        let mut totals = vec![0.0; n];
        for k in (0..n).rev() {
            let leaving = rows[k * width..k * width + k].iter().sum::<f64>() + rows[k * width + n];
            totals[k] = leaving;
            for i in 0..k {
                let share = rows[i * width + k] / leaving;
                if share > 0.0 {
                    for j in (0..k).chain([n, n + 1]).filter(|&j| j != i) {
                        rows[i * width + j] += share * rows[k * width + j];
                    }
                }
            }
        }
        let mut mean_h = vec![0.0; n];
        for k in 0..n {
            let onward: f64 = (0..k).map(|j| rows[k * width + j] * mean_h[j]).sum();
            mean_h[k] = (rows[k * width + n + 1] + onward) / totals[k];
        }
        let mut all = vec![0.0; order];
        for (&i, mean_h) in down.iter().zip(mean_h) {
            all[i] = mean_h;
        }
        // A contracted state passes its time on; its rates are the chances of its successors.
        for k in (0..order).filter(|&k| self.instant[k]) {
            all[k] = (0..order).filter(|&j| !self.instant[j]).map(|j| self.rates[k * order + j] * all[j]).sum();
        }
        all
    }

    /// Replaces every step into an instant state by steps into its successors.
    fn contract(&mut self) {
        let order = self.order;
        if !self.any_instant {
            return;
        }
        for k in 0..order {
            if !self.instant[k] {
                continue;
            }
            // A branch back to itself decides nothing; without any other branch it is a state like any other.
            self.rates[k * order + k] = 0.0;
            let total: f64 = self.rates[k * order..(k + 1) * order].iter().sum();
            if total <= 0.0 {
                self.instant[k] = false;
                continue;
            }
            for j in 0..order {
                self.rates[k * order + j] /= total;
            }
            for i in 0..order {
                let into = self.rates[i * order + k];
                if i == k || into <= 0.0 {
                    continue;
                }
                self.rates[i * order + k] = 0.0;
                for j in 0..order {
                    let share = self.rates[k * order + j];
                    if share > 0.0 && j != i {
                        self.rates[i * order + j] += into * share;
                    }
                }
            }
        }
        self.any_instant = false;
    }

    /// Where an entry into `state` ends: itself, or the successors of an instant state.
    fn landing(&self, state: usize, share: f64) -> Vec<(usize, f64)> {
        if !self.instant[state] {
            return vec![(state, share)];
        }
        let order = self.order;
        (0..order)
            .filter(|&j| !self.instant[j] && self.rates[state * order + j] > 0.0)
            .map(|j| (j, share * self.rates[state * order + j]))
            .collect()
    }

    /// Adds `share` of the steady state of a chain started in `start`.
    fn settle(&mut self, start: usize, share: f64) {
        self.reach(start);
        if self.all_return(start) {
            self.gth(share);
            return;
        }
        // Some reachable states never lead back: follow the chances of ending in each closed class.
        let reachable = self.alive.clone();
        let n = reachable.len();
        let mut reaches = vec![false; n * n];
        for (a, &state) in reachable.iter().enumerate() {
            self.reach(state);
            for (b, other) in reachable.iter().enumerate() {
                reaches[a * n + b] = self.alive.binary_search(other).is_ok();
            }
        }
        let closed: Vec<bool> = (0..n).map(|a| (0..n).all(|b| !reaches[a * n + b] || reaches[b * n + a])).collect();
        let ends = self.absorption(&reachable, start, &closed);
        for a in 0..n {
            // The first member stands for its class.
            if !closed[a] || (0..a).any(|b| reaches[a * n + b] && reaches[b * n + a]) {
                continue;
            }
            let chance: f64 = (0..n).filter(|&b| reaches[a * n + b]).map(|b| ends[b]).sum();
            self.reach(reachable[a]);
            self.gth(share * chance);
        }
    }

    /// The chance that each member of a closed class is the first one entered, by eliminating the transient states.
    fn absorption(&self, reachable: &[usize], start: usize, closed: &[bool]) -> Vec<f64> {
        let (n, order) = (reachable.len(), self.order);
        let mut q: Vec<f64> = Vec::with_capacity(n * n);
        for &i in reachable {
            q.extend(reachable.iter().map(|&j| if i == j { 0.0 } else { self.rates[i * order + j] }));
        }
        let mut entered: Vec<f64> = reachable.iter().map(|&i| if i == start { 1.0 } else { 0.0 }).collect();
        for k in (0..n).filter(|&k| !closed[k]) {
            q[k * n + k] = 0.0;
            let total: f64 = q[k * n..(k + 1) * n].iter().sum();
            let mass = std::mem::take(&mut entered[k]);
            for j in 0..n {
                let share = if total > 0.0 { q[k * n + j] / total } else { 0.0 };
                entered[j] += mass * share;
                for i in (0..n).filter(|&i| i != k && !closed[i]) {
                    q[i * n + j] += q[i * n + k] * share;
                }
            }
            for i in 0..n {
                q[i * n + k] = 0.0;
            }
        }
        entered
    }

    /// Fills `alive` with the states reachable from `start`, in order.
    fn reach(&mut self, start: usize) {
        let order = self.order;
        self.row.clear();
        self.row.resize(order, 0);
        self.stack.clear();
        self.stack.push(start);
        self.row[start] = 1;
        while let Some(i) = self.stack.pop() {
            for j in 0..order {
                if self.row[j] == 0 && self.rates[i * order + j] > 0.0 {
                    self.row[j] = 1;
                    self.stack.push(j);
                }
            }
        }
        self.alive.clear();
        for (i, &seen) in self.row.iter().enumerate() {
            if seen == 1 {
                self.alive.push(i);
            }
        }
    }

    /// Every state in `alive` leads back to `start`. Uses the marks that `reach` left in `row`.
    fn all_return(&mut self, start: usize) -> bool {
        let order = self.order;
        let mut left = self.alive.len() - 1;
        self.stack.push(start);
        self.row[start] = 2;
        while let Some(j) = self.stack.pop() {
            for &i in &self.alive {
                if self.row[i] == 1 && self.rates[i * order + j] > 0.0 {
                    self.row[i] = 2;
                    left -= 1;
                    self.stack.push(i);
                }
            }
        }
        left == 0
    }

    /// Steady state of the irreducible chain on `alive`, times `share`, added to `pi` (Grassmann, Taksar, Heyman 1985).
    fn gth(&mut self, share: f64) {
        let order = self.order;
        let n = self.alive.len();
        self.work.clear();
        for &i in &self.alive {
            let row = &self.rates[i * order..(i + 1) * order];
            self.work.extend(self.alive.iter().map(|&j| row[j]));
        }
        let q = &mut self.work;
        for k in (1..n).rev() {
            let (above, from_k) = q.split_at_mut(k * n);
            let successors = &from_k[..k];
            let total: f64 = successors.iter().sum();
            self.row.clear();
            self.row.extend((0..k).filter(|&j| successors[j] > 0.0));
            for row in above.chunks_exact_mut(n) {
                if row[k] > 0.0 {
                    let into = row[k] / total;
                    row[k] = into;
                    for &j in &self.row {
                        row[j] += into * successors[j];
                    }
                }
            }
        }
        self.reduced.clear();
        self.reduced.push(1.0);
        let mut sum = 1.0;
        for k in 1..n {
            let mut value = 0.0;
            for i in 0..k {
                value += self.reduced[i] * q[i * n + k];
            }
            self.reduced.push(value);
            sum += value;
            // Only ratios matter; the first state may be so rare that the others would leave the range.
            if sum > HUGE {
                sum /= HUGE;
                self.reduced.iter_mut().for_each(|value| *value /= HUGE);
            }
        }
        for (&state, value) in self.alive.iter().zip(&self.reduced) {
            self.pi[state] += share * value / sum;
        }
    }

    /// The law of an outage's length, from the states that outages begin in; none when there are none. Valid after
    /// [`Self::solve`].
    #[must_use]
    pub fn outage(&mut self) -> Option<Passage> {
        let order = self.order;
        let entry = |j: usize| -> f64 {
            (0..order).filter(|&i| self.up[i]).map(|i| self.pi[i] * self.rates[i * order + j]).sum()
        };
        let mut start: Vec<(usize, f64)> = (0..order).filter(|&j| !self.up[j]).map(|j| (j, entry(j))).collect();
        let per_h: f64 = start.iter().map(|(_, rate)| rate).sum();
        for (_, rate) in &mut start {
            *rate /= per_h;
        }
        (per_h > 0.0).then(|| self.passage(&start))
    }

    /// The time from a start (states with their chances) until the first up state. Contracts the chain if needed.
    #[must_use]
    pub fn passage(&mut self, start: &[(usize, f64)]) -> Passage {
        self.contract();
        let order = self.order;
        // The states that are down and can be met on the way.
        let mut place = vec![usize::MAX; order];
        let mut met: Vec<usize> = Vec::new();
        let mut begin: Vec<(usize, f64)> = Vec::new();
        for &(state, share) in start {
            begin.extend(self.landing(state, share));
        }
        for &(state, share) in &begin {
            if !self.up[state] && share > 0.0 && place[state] == usize::MAX {
                place[state] = met.len();
                met.push(state);
            }
        }
        let mut next = 0;
        while next < met.len() {
            let i = met[next];
            next += 1;
            for (j, seen) in place.iter_mut().enumerate() {
                if !self.up[j] && *seen == usize::MAX && self.rates[i * order + j] > 0.0 {
                    *seen = met.len();
                    met.push(j);
                }
            }
        }
        let n = met.len() + 1;
        let mut chances = vec![0.0; n];
        for &(state, share) in &begin {
            chances[place[state].min(n - 1)] += share;
        }
        let mut rates = vec![0.0; n * n];
        for (a, &i) in met.iter().enumerate() {
            for j in (0..order).filter(|&j| j != i) {
                rates[a * n + place[j].min(n - 1)] += self.rates[i * order + j];
            }
        }
        Passage::new(chances, rates)
    }

    /// The way from the first state, after each of `steps` steps of `step_h` hours. Contracts the chain if needed;
    /// transition matrices by uniformisation.
    #[must_use]
    pub fn onward(&mut self, step_h: f64, steps: usize) -> Vec<Onward> {
        self.contract();
        let n = self.order;
        if n == 0 {
            return vec![Onward { down: 0.0, met: 0.0, outages_per_h: 0.0, at: Vec::new() }; steps];
        }
        let mut start = vec![0.0; n];
        for (state, share) in self.landing(0, 1.0) {
            start[state] += share;
        }
        let is_left = |state: usize| !self.instant[state];
        let rates: Vec<f64> = (0..n * n).map(|at| if is_left(at / n) { self.rates[at] } else { 0.0 }).collect();
        let falls = |from: usize| -> f64 { (0..n).filter(|to| !self.up[*to]).map(|to| rates[from * n + to]).sum() };
        let falls_per_h: Vec<f64> = (0..n).map(|from| if self.up[from] { falls(from) } else { 0.0 }).collect();
        let mut until_down = rates.clone();
        for state in (0..n).filter(|state| !self.up[*state]) {
            until_down[state * n..(state + 1) * n].fill(0.0);
        }
        let down = |at: &[f64]| -> f64 { (0..n).filter(|state| !self.up[*state]).map(|state| at[state]).sum() };
        let (over, over_until) = (over_step(n, rates, step_h), over_step(n, until_down, step_h));
        let (mut at, mut met) = (start.clone(), start);
        let mut way = Vec::with_capacity(steps);
        for _ in 0..steps {
            (at, met) = (moved(&at, &over), moved(&met, &over_until));
            let outages_per_h = at.iter().zip(&falls_per_h).map(|(chance, per_h)| chance * per_h).sum();
            way.push(Onward { down: down(&at), met: down(&met), outages_per_h, at: at.clone() });
        }
        way
    }
}
