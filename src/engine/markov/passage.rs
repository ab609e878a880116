//! How a chain moves in time: transition matrices by uniformisation, and the law of a first passage.
//!
//! Every matrix is made of sums of positive terms and its rows are brought back to 1; it must never know what a state means.
#![expect(clippy::indexing_slicing, reason = "a dense kernel; every index is below the order it was sized by")]

use crate::engine::numeric;

/// Most doublings of the time step in a search for a passage time: beyond them a passage counts as never.
const DOUBLINGS: usize = 64;
/// Largest (rate × step) of the series that starts the doublings.
const BASE_STEP: f64 = 0.25;
/// Terms of that series: 0.25ᵐ/m! is below 1e-18 from m = 12 on.
const BASE_TERMS: usize = 14;
/// A chance of still being down below which no larger step is prepared.
const NOTHING_LEFT: f64 = 1e-12;

/// The law of the time until an up state: a phase-type law, held as its transition matrices over doubling steps.
///
/// The last index is "up", which is never left. Every matrix is made of sums of positive terms and its rows are brought
/// back to 1, so slow rates keep their digits beside fast ones; the number of doublings bounds the work whatever the rates.
#[derive(Debug, Clone)]
pub struct Passage {
    /// Chances at time 0; the last is that of being up at once.
    start: Vec<f64>,
    /// One jump of the uniformised chain, rate `fastest_per_h`.
    jump: Vec<f64>,
    fastest_per_h: f64,
    /// `powers[k]` is the transition matrix over `step_h · 2ᵏ`.
    powers: Vec<Vec<f64>>,
    step_h: f64,
}

impl Passage {
    /// `jump` holds the rates between the states, up last; its diagonal is set here.
    pub(super) fn new(start: Vec<f64>, mut jump: Vec<f64>) -> Self {
        let n = start.len();
        let exits: Vec<f64> = jump.chunks_exact(n).map(|row| row.iter().sum()).collect();
        let fastest_per_h = exits.iter().copied().fold(0.0, f64::max);
        if fastest_per_h <= 0.0 {
            return Self { start, jump, fastest_per_h, powers: Vec::new(), step_h: 0.0 };
        }
        for rate in &mut jump {
            *rate /= fastest_per_h;
        }
        for (a, exit) in exits.iter().enumerate() {
            jump[a * n + a] = (fastest_per_h - exit) / fastest_per_h;
        }
        let mut powers = vec![base_step(n, &jump, BASE_STEP)];
        while powers.len() < DOUBLINGS {
            let last = &powers[powers.len() - 1];
            if last.chunks_exact(n).map(down).fold(0.0, f64::max) < NOTHING_LEFT {
                break;
            }
            powers.push(product(n, last, last));
        }
        Self { start, jump, fastest_per_h, powers, step_h: BASE_STEP / fastest_per_h }
    }

    /// The probability that no up state was reached by `t_h` hours.
    #[must_use]
    pub fn survival(&self, t_h: f64) -> f64 {
        if t_h.is_nan() || t_h <= 0.0 || self.powers.is_empty() {
            return down(&self.start);
        }
        let (at, rest) = self.walk(t_h);
        series_at(&self.series(&at), rest)
    }

    /// The mean of what is left of the time beyond `t_h`, `E[(D − t)⁺]`, in h: the chances at t times the mean time from
    /// each state, which comes from an elimination that only adds.
    #[must_use]
    pub fn mean_beyond_h(&self, t_h: f64) -> f64 {
        let means_h = self.means_h();
        let left_h = |row: &[f64]| -> f64 {
            row.iter().zip(&means_h).filter(|(chance, _)| **chance > 0.0).map(|(chance, mean_h)| chance * mean_h).sum()
        };
        if t_h.is_nan() || t_h <= 0.0 || self.powers.is_empty() {
            return left_h(&self.start);
        }
        let (mut at, rest) = self.walk(t_h);
        let mut left = [0.0; BASE_TERMS];
        for slot in &mut left {
            *slot = left_h(&at);
            at = moved(&at, &self.jump);
        }
        series_at(&left, rest)
    }

    /// The mean time to an up state from each state that is down, in h; infinite where there is no way.
    fn means_h(&self) -> Vec<f64> {
        let n = self.start.len();
        let up = n - 1;
        let mut rates: Vec<f64> = self.jump.iter().map(|share| share * self.fastest_per_h).collect();
        let mut stays = vec![1.0; up];
        let mut exits = vec![0.0; up];
        for k in (0..up).rev() {
            exits[k] = rates[k * n..k * n + k].iter().sum::<f64>() + rates[k * n + up];
            for i in 0..k {
                let share = if exits[k] > 0.0 { rates[i * n + k] / exits[k] } else { 0.0 };
                for j in (0..k).chain([up]).filter(|&j| j != i) {
                    rates[i * n + j] += share * rates[k * n + j];
                }
                stays[i] += share * stays[k];
            }
        }
        let mut means_h: Vec<f64> = Vec::with_capacity(up);
        for k in 0..up {
            let below: f64 = (0..k).map(|j| rates[k * n + j] * means_h[j]).sum();
            let mean_h = (stays[k] + below) / exits[k];
            means_h.push(if mean_h.is_nan() { f64::INFINITY } else { mean_h });
        }
        means_h
    }

    /// The chances after all but the last part of `t_h`, and that part in mean jump times.
    fn walk(&self, t_h: f64) -> (Vec<f64>, f64) {
        let mut at = self.start.clone();
        let mut rest_h = t_h;
        for (k, power) in self.powers.iter().enumerate().rev() {
            let span_h = self.span_h(k);
            // Only the largest step is taken more than once, and then hardly anything is left each time.
            for _ in 0..DOUBLINGS {
                if rest_h < span_h {
                    break;
                }
                at = moved(&at, power);
                rest_h -= span_h;
            }
        }
        (at, self.fastest_per_h * rest_h.min(self.step_h))
    }

    /// The probability that an up state was reached by `t_h` hours.
    #[must_use]
    pub fn cdf(&self, t_h: f64) -> f64 {
        1.0 - self.survival(t_h)
    }

    /// The time by which an up state was reached with probability `q`, in h; ∞ when it never is.
    #[must_use]
    pub fn quantile_h(&self, q: f64) -> f64 {
        let left = 1.0 - q;
        if down(&self.start) <= left {
            return 0.0;
        }
        let Some(largest) = self.powers.last() else { return f64::INFINITY };
        if down(&moved(&self.start, largest)) > left {
            return f64::INFINITY;
        }
        // The binary digits of the time, from the largest step down; the rest lies within one smallest step.
        let mut at = self.start.clone();
        let mut t_h = 0.0;
        for (k, power) in self.powers.iter().enumerate().rev() {
            let next = moved(&at, power);
            if down(&next) > left {
                at = next;
                t_h += self.span_h(k);
            }
        }
        let series = self.series(&at);
        let rest = numeric::root(|x| series_at(&series, x) - left, 0.0, BASE_STEP).unwrap_or(0.0);
        t_h + rest / self.fastest_per_h
    }

    fn span_h(&self, k: usize) -> f64 {
        self.step_h * libm::exp2(numeric::count(k))
    }

    /// The chance of still being down after m jumps from `at`, for each m.
    fn series(&self, at: &[f64]) -> [f64; BASE_TERMS] {
        let mut chances = [0.0; BASE_TERMS];
        let mut now = at.to_vec();
        for chance in &mut chances {
            *chance = down(&now);
            now = moved(&now, &self.jump);
        }
        chances
    }
}

/// The chance of being down in a row of chances, up last.
fn down(row: &[f64]) -> f64 {
    row.split_last().map_or(0.0, |(_, down)| down.iter().sum())
}

/// `e⁻ˣ Σ downₘ xᵐ/m!`: still down after x mean jump times.
fn series_at(down: &[f64; BASE_TERMS], x: f64) -> f64 {
    let mut weight = 1.0;
    let mut sum = 0.0;
    let mut m = 0.0;
    for chance in down {
        sum += weight * chance;
        m += 1.0;
        weight *= x / m;
    }
    libm::exp(-x) * sum
}

/// The transition matrix over `jumps` mean jump times, at most [`BASE_STEP`], by uniformisation.
fn base_step(n: usize, jump: &[f64], jumps: f64) -> Vec<f64> {
    let mut term = vec![0.0; n * n];
    for a in 0..n {
        term[a * n + a] = 1.0;
    }
    let mut sum = term.clone();
    let mut weight = 1.0;
    let mut m = 0.0;
    for _ in 1..BASE_TERMS {
        m += 1.0;
        weight *= jumps / m;
        term = product(n, &term, jump);
        for (total, entry) in sum.iter_mut().zip(&term) {
            *total += weight * entry;
        }
    }
    whole_rows(n, &mut sum);
    sum
}

/// The product of two stochastic matrices.
fn product(n: usize, left: &[f64], right: &[f64]) -> Vec<f64> {
    let mut result = vec![0.0; n * n];
    for (row, out) in left.chunks_exact(n).zip(result.chunks_exact_mut(n)) {
        for (&share, onward) in row.iter().zip(right.chunks_exact(n)) {
            if share > 0.0 {
                for (to, chance) in out.iter_mut().zip(onward) {
                    *to += share * chance;
                }
            }
        }
    }
    whole_rows(n, &mut result);
    result
}

/// Brings every row back to a sum of 1.
fn whole_rows(n: usize, matrix: &mut [f64]) {
    for row in matrix.chunks_exact_mut(n) {
        let total: f64 = row.iter().sum();
        for entry in row {
            *entry /= total;
        }
    }
}

/// A row of chances after one matrix.
pub(super) fn moved(at: &[f64], matrix: &[f64]) -> Vec<f64> {
    let mut next = vec![0.0; at.len()];
    for (&share, row) in at.iter().zip(matrix.chunks_exact(at.len())) {
        for (to, chance) in next.iter_mut().zip(row) {
            *to += share * chance;
        }
    }
    next
}

/// The transition matrix over `step_h` hours of a chain with these rates per h: a small step of the uniformised chain,
/// squared until it is long enough, so that neither the fastest rate nor the time makes it long.
pub(in crate::engine) fn over_step(n: usize, mut rates: Vec<f64>, step_h: f64) -> Vec<f64> {
    let fastest_per_h = rates.chunks_exact(n).map(|row| row.iter().sum()).fold(0.0, f64::max);
    let mut jumps = (fastest_per_h * step_h).min(f64::MAX);
    if jumps.is_nan() || jumps <= 0.0 {
        return (0..n * n).map(|at| if at / n == at % n { 1.0 } else { 0.0 }).collect();
    }
    let mut squarings = 0;
    while jumps > BASE_STEP {
        jumps /= 2.0;
        squarings += 1;
    }
    for (state, row) in rates.chunks_exact_mut(n).enumerate() {
        let exit: f64 = row.iter().sum();
        for rate in row.iter_mut() {
            *rate /= fastest_per_h;
        }
        row[state] = (fastest_per_h - exit) / fastest_per_h;
    }
    let mut over = base_step(n, &rates, jumps);
    for _ in 0..squarings {
        over = product(n, &over, &over);
    }
    over
}
