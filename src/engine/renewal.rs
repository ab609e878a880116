//! A(t): the chance that one unit, new at 0, works at t (DOMAIN §2), for any laws of fault and recovery.
//!
//! It carries 1 − A, never A, and must stay bounded whatever the parameters: a chart asks for it on every slider move.
//!
//! Method. Beside the mass at 0, faults have an intensity f* and recoveries r* that solve
//! `f* = (1+N_r) f + P(0) r* + f ∗ r*` and `r* = N_f r + R(0) f* + r ∗ f*`, with `N_f = P(0)/(1−P(0)R(0))` faults and
//! `N_r = R(0) N_f` recoveries at time 0; then `1 − A = N_f (1−R) + (1−R) ∗ f*`, a sum of positive terms. Both are taken
//! as linear between the nodes of a grid, and the laws' own integrals are exact (product integration), so a recovery much
//! shorter than a step costs no accuracy. A fine first stretch resolves the mass at 0, even steps the rest. Solving again
//! with every step halved and extrapolating cancels the error of second order.
#![expect(clippy::indexing_slicing, reason = "a numerical kernel over arrays of one length")]

use super::lifetime::{self, Unit};
use super::numeric::{self, count};
use crate::model::Lifetime;
use crate::model::limits;

/// How fine a grid is, and how long it may get.
#[derive(Debug, Clone, Copy)]
struct Fineness {
    /// First steps, in scales of the narrower law.
    narrow_step: f64,
    /// Even steps, in scales of the wider law.
    wide_step: f64,
    /// Growth of the steps of the first stretch.
    growth: f64,
    /// What may be neglected where the first stretch ends.
    negligible: f64,
    /// What may be neglected of the tail of a law.
    tail: f64,
    /// Most even steps.
    steps: usize,
    /// Most steps of the first stretch.
    first_steps: usize,
    /// The same where the mass at 0 repeats the narrower law many times over.
    repeated_steps: usize,
}

/// Fewest even steps, however short the time.
const LEAST_STEPS: usize = 32;

/// For a chart: about 1e-4 of the curve's height.
const CHART: Fineness = Fineness {
    narrow_step: 0.7,
    wide_step: 0.7,
    growth: 1.6,
    negligible: 1e-3,
    tail: 1e-8,
    steps: 480,
    first_steps: 60,
    repeated_steps: 60,
};
/// For a figure: about 1e-8.
const FIGURE: Fineness = Fineness {
    narrow_step: 0.2,
    wide_step: 0.06,
    growth: 1.1,
    negligible: 1e-8,
    tail: f64::EPSILON,
    steps: 4_000,
    first_steps: 250,
    repeated_steps: 2_000,
};

/// A unit new at 0, some time on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Node {
    /// When, in h.
    pub t_h: f64,
    /// The chance of being down, 1 − A.
    pub down: f64,
    /// Outages per hour just then; stretches of length zero don't count.
    pub outages_per_h: f64,
}

/// The chance that a unit new at 0 is down at `t_h` hours.
#[must_use]
pub fn down_at(unit: &Unit, t_h: f64) -> f64 {
    if let Some(u) = plain(unit, t_h) {
        return u;
    }
    let Some(fault) = unit.fault else { return 0.0 };
    if t_h <= 0.0 {
        return down_at_0(&fault, &unit.recovery);
    }
    let grid = Grid::new(&fault, &unit.recovery, t_h, 1, FIGURE);
    extrapolated(unit, &fault, &grid).last().map_or(0.0, |node| node.down)
}

/// The curve of the chance of being down, (hours, 1 − A): `points` even steps from 0 to `horizon_h`, and before the first
/// of them as many nodes as the start needs. About 1e-4 of the curve's height, at bounded work.
#[must_use]
pub fn down_curve(unit: &Unit, horizon_h: f64, points: usize) -> Vec<(f64, f64)> {
    nodes(unit, horizon_h, points).into_iter().map(|node| (node.t_h, node.down)).collect()
}

/// The same with how often outages start.
#[must_use]
pub fn nodes(unit: &Unit, horizon_h: f64, points: usize) -> Vec<Node> {
    let points = points.max(1);
    if horizon_h.is_nan() || horizon_h <= 0.0 {
        return Vec::new();
    }
    if let Some(u) = plain(unit, horizon_h) {
        let outages_per_h = unit.outages_per_h();
        return [0.0, horizon_h].map(|t_h| Node { t_h, down: u, outages_per_h }).to_vec();
    }
    let Some(fault) = unit.fault else { return Vec::new() };
    let grid = Grid::new(&fault, &unit.recovery, horizon_h, points, CHART);
    let per_point = grid.even / points;
    let first_even = grid.fine.len() - 1;
    extrapolated(unit, &fault, &grid)
        .into_iter()
        .enumerate()
        .filter(|&(i, _)| i < first_even || (i - first_even + grid.skipped).is_multiple_of(per_point))
        .map(|(_, point)| point)
        .collect()
}

/// The curve A(t), (hours, A), as [`down_curve`]; for showing only.
#[must_use]
pub fn curve(unit: &Unit, horizon_h: f64, points: usize) -> Vec<(f64, f64)> {
    down_curve(unit, horizon_h, points).into_iter().map(|(t_h, u)| (t_h, 1.0 - u)).collect()
}

/// The answer where nothing ever changes: a unit that never fails, is back at once, or never stays up.
fn plain(unit: &Unit, t_h: f64) -> Option<f64> {
    let (mttf_h, mttr_h) = (unit.mttf_h(), unit.mttr_h());
    if t_h.is_nan() || mttf_h.is_infinite() || mttr_h.is_nan() || mttr_h <= 0.0 {
        Some(0.0)
    } else if mttf_h.is_nan() || mttf_h <= 0.0 {
        Some(1.0)
    } else if t_h.is_infinite() {
        Some(unit.unavailability())
    } else {
        None
    }
}

/// `P(0)(1−R(0)) / (1−P(0)R(0))`.
fn down_at_0(fault: &Lifetime, recovery: &Lifetime) -> f64 {
    let starts = Starts::new(fault, recovery);
    starts.faults * recovery.survival(0.0)
}

/// What happens at time 0 itself.
struct Starts {
    p0: f64,
    r0: f64,
    /// N_f: faults at time 0.
    faults: f64,
    /// N_r: recoveries at time 0.
    recoveries: f64,
}

impl Starts {
    fn new(fault: &Lifetime, recovery: &Lifetime) -> Self {
        let (p0, r0) = (fault.mass_at_0(), recovery.mass_at_0());
        // 1 − P(0)R(0), without cancellation where both are near 1.
        let faults = p0 / (fault.survival(0.0) + p0 * recovery.survival(0.0));
        Self { p0, r0, faults, recoveries: r0 * faults }
    }
}

/// Nodes: a fine first stretch up to a multiple of the even step, then even steps.
#[derive(Debug, Clone)]
struct Grid {
    /// From 0 to `skipped` even steps, both included.
    fine: Vec<f64>,
    /// Even steps that the first stretch covers.
    skipped: usize,
    /// Even steps from 0 to the end.
    even: usize,
    step_h: f64,
    /// A law counts as over when only this chance is left.
    tail: f64,
}

impl Grid {
    /// A grid to `end_h` with a multiple of `points` even steps.
    fn new(fault: &Lifetime, recovery: &Lifetime, end_h: f64, points: usize, fineness: Fineness) -> Self {
        let (fault_h, recovery_h) = (fault.scale_h(), recovery.scale_h());
        let small_h = fineness.narrow_step * fault_h.min(recovery_h);
        let wide_h = fineness.wide_step * fault_h.max(recovery_h);
        let steps_of = |step_h: f64| -> usize {
            // The number of even steps, a multiple of `points`, that makes each at most `step_h`.
            let most = (fineness.steps / points).max(1);
            let least = (LEAST_STEPS / points).max(1);
            points * (least..most).find(|&per_point| count(per_point * points) * step_h >= end_h).unwrap_or(most)
        };
        let all_even = steps_of(small_h);
        if end_h / count(all_even) <= small_h * 1.000_001 {
            return Self {
                fine: vec![0.0],
                skipped: 0,
                even: all_even,
                step_h: end_h / count(all_even),
                tail: fineness.tail,
            };
        }
        let even = steps_of(wide_h);
        let step_h = end_h / count(even);
        // The narrower law decides where the first stretch may begin to widen: at the end of its range, as often as it
        // is repeated at once.
        let (narrow, again) =
            if recovery_h <= fault_h { (recovery, fault.mass_at_0()) } else { (fault, recovery.mass_at_0()) };
        let repeats = (libm::log(fineness.negligible) / libm::log(again.min(0.99))).max(1.0);
        // The last repeat at its longest, those before it at their mean.
        let range_h = narrow.quantile_h(1.0 - fineness.negligible) + (repeats - 1.0) * narrow.mean_h();
        let first_steps = if repeats > 1.0 { fineness.repeated_steps } else { fineness.first_steps };
        let mut fine = vec![0.0];
        let (mut t_h, mut width_h) = (0.0, small_h.max(range_h.min(end_h) / count(first_steps) * 1.5));
        while width_h < step_h && t_h < end_h && fine.len() < 2 * first_steps {
            t_h += width_h;
            fine.push(t_h);
            if t_h >= range_h {
                width_h *= fineness.growth;
            }
        }
        // Stretched so that it ends on an even step.
        let skipped = (1..even).find(|&k| count(k) * step_h >= t_h * 0.999_999).unwrap_or(even);
        let stretch = count(skipped) * step_h / t_h;
        for node in &mut fine {
            *node *= stretch;
        }
        Self { fine, skipped, even, step_h, tail: fineness.tail }
    }

    /// The same with every step halved.
    fn halved(&self) -> Self {
        let mut fine = Vec::with_capacity(2 * self.fine.len());
        for pair in self.fine.windows(2) {
            fine.push(pair[0]);
            fine.push(0.5 * (pair[0] + pair[1]));
        }
        fine.extend(self.fine.last());
        Self { fine, skipped: 2 * self.skipped, even: 2 * self.even, step_h: 0.5 * self.step_h, tail: self.tail }
    }

    /// Nodes after the first stretch.
    fn even_after(&self) -> usize {
        self.even - self.skipped
    }

    fn nodes(&self) -> usize {
        self.fine.len() + self.even_after()
    }

    fn at(&self, i: usize) -> f64 {
        if i < self.fine.len() { self.fine[i] } else { count(i + 1 - self.fine.len() + self.skipped) * self.step_h }
    }
}

/// The nodes of `grid`, extrapolated from it and the grid with halved steps.
fn extrapolated(unit: &Unit, fault: &Lifetime, grid: &Grid) -> Vec<Node> {
    let recovery = &unit.recovery;
    let coarse = solve(fault, recovery, grid);
    let fine = solve(fault, recovery, &grid.halved());
    // Where parameters are so extreme that the arithmetic overflows, the mean in the long run.
    let extreme = [lifetime::unavailability(fault.mean_h(), recovery.mean_h()), unit.outages_per_h()];
    let mut points = Vec::with_capacity(coarse.len());
    for (i, (rough, better)) in coarse.iter().zip(fine.iter().step_by(2)).enumerate() {
        let at = |k: usize| {
            let value = better[k] + (better[k] - rough[k]) / 3.0;
            if value.is_finite() { value.max(0.0) } else { extreme[k] }
        };
        points.push(Node { t_h: grid.at(i), down: at(0).min(1.0), outages_per_h: at(1) });
    }
    points
}

/// A law as its kernel evaluates it.
#[derive(Debug, Clone, Copy)]
enum Tabled {
    Logistic(Logistic),
    Other(Lifetime),
}

/// A logistic law with what its integrals need at 0, so that each lag costs one exponential and one logarithm.
#[derive(Debug, Clone, Copy)]
struct Logistic {
    steepness_per_h: f64,
    kappa: f64,
    softplus: f64,
    softplus_integral: f64,
}

impl Logistic {
    fn lag(&self, t_h: f64) -> Lag {
        let z = self.steepness_per_h * t_h;
        let (survival, softplus, integral) = numeric::expit_integrals(self.kappa - z);
        let first_h = ((self.softplus - softplus) / self.steepness_per_h).max(0.0);
        let second_h2 =
            (z * self.softplus - (self.softplus_integral - integral)) / (self.steepness_per_h * self.steepness_per_h);
        Lag { t_h, survival, first_h, second_h2 }
    }
}

impl Tabled {
    fn new(law: &Lifetime) -> Self {
        match (*law, law.kappa()) {
            (Lifetime::Logistic { steepness_per_h, .. }, Some(kappa)) => {
                let (_, softplus, softplus_integral) = numeric::expit_integrals(kappa);
                Self::Logistic(Logistic { steepness_per_h, kappa, softplus, softplus_integral })
            }
            (law, _) => Self::Other(law),
        }
    }
}

/// What one cell of a convolution weighs: the node at its greater lag, and the one at its smaller lag.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    far: f64,
    near: f64,
}

/// The integrals of a law at one lag: S, ∫S and ∫∫S, from which every weight follows.
#[derive(Debug, Clone, Copy)]
struct Lag {
    t_h: f64,
    survival: f64,
    first_h: f64,
    second_h2: f64,
}

impl Lag {
    fn new(law: &Tabled, t_h: f64, second: bool) -> Self {
        let law = match law {
            Tabled::Logistic(logistic) => return logistic.lag(t_h),
            Tabled::Other(law) => law,
        };
        Self {
            t_h,
            survival: law.survival(t_h),
            first_h: law.mean_until_h(t_h),
            second_h2: if second { law.mean_until_integral_h2(t_h) } else { 0.0 },
        }
    }

    /// Weights of a linear function in `density ∗`, for the cell between two lags.
    fn density_cell(near: &Self, far: &Self) -> Cell {
        let mean = (far.first_h - near.first_h) / (far.t_h - near.t_h);
        Cell { far: (mean - far.survival).max(0.0), near: (near.survival - mean).max(0.0) }
    }

    /// Weights of a linear function in `survival ∗`, for the cell between two lags.
    fn survival_cell(near: &Self, far: &Self) -> Cell {
        let mean = (far.second_h2 - near.second_h2) / (far.t_h - near.t_h);
        Cell { far: (far.first_h - mean).max(0.0), near: (mean - near.first_h).max(0.0) }
    }
}

/// A kernel's weights at multiples of the even step.
#[derive(Debug, Default)]
struct Weights {
    /// Of the oldest node at each lag: the far half of one cell.
    far: Vec<f64>,
    /// Of an inner node at each lag: the halves of both its cells.
    inner: Vec<f64>,
}

impl Weights {
    fn new(cells: &[Cell]) -> Self {
        let mut weights = Self { far: vec![0.0], inner: vec![cells.first().map_or(0.0, |cell| cell.near)] };
        for (k, cell) in cells.iter().enumerate() {
            weights.far.push(cell.far);
            weights.inner.push(cell.far + cells.get(k + 1).map_or(0.0, |next| next.near));
        }
        weights
    }

    /// The convolution at the last of `values` (even nodes, oldest first), whose own value is left out.
    fn past(&self, values: &[f64]) -> f64 {
        let Some((oldest, inner)) = values.split_first() else { return 0.0 };
        let lag = values.len();
        let weights = self.inner.get(1..).unwrap_or_default();
        let reach = weights.len().min(inner.len());
        let (weights, values) = (&weights[..reach], &inner[inner.len() - reach..]);
        // Four sums at a time, in a fixed order: the same bits everywhere, and several times as fast as one.
        let (mut lanes, fours) = ([0.0; 4], weights.chunks_exact(4));
        let (rest, newest_first) = (fours.remainder(), values.rchunks_exact(4));
        let oldest_values = newest_first.remainder();
        for (weight, value) in fours.zip(newest_first) {
            for (k, lane) in lanes.iter_mut().enumerate() {
                *lane += weight[k] * value[3 - k];
            }
        }
        let mut sum = self.far.get(lag).map_or(0.0, |weight| weight * oldest);
        for (weight, value) in rest.iter().zip(oldest_values.iter().rev()) {
            sum += weight * value;
        }
        sum + ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
    }
}

/// A law, tabled at multiples of the even step up to its end.
struct Kernel<'a> {
    law: &'a Lifetime,
    tabled: Tabled,
    /// It hardly changes over an even step, so what happened in the first stretch may be moved to even nodes.
    smooth: bool,
    /// Beyond it nothing is left.
    end_h: f64,
    density: Vec<f64>,
    survival: Vec<f64>,
    by_density: Weights,
    by_survival: Weights,
}

impl<'a> Kernel<'a> {
    fn new(law: &'a Lifetime, smooth: bool, grid: &Grid, second: bool) -> Self {
        let tabled = Tabled::new(law);
        let end_h = law.quantile_h(1.0 - grid.tail);
        let last = (1..grid.even).find(|&k| count(k) * grid.step_h > end_h).unwrap_or(grid.even);
        let lags: Vec<Lag> = (0..=last).map(|k| Lag::new(&tabled, count(k) * grid.step_h, second)).collect();
        let density_cells: Vec<Cell> = lags.windows(2).map(|pair| Lag::density_cell(&pair[0], &pair[1])).collect();
        let survival_cells: Vec<Cell> = if second {
            lags.windows(2).map(|pair| Lag::survival_cell(&pair[0], &pair[1])).collect()
        } else {
            Vec::new()
        };
        Self {
            law,
            tabled,
            smooth,
            end_h,
            density: lags.iter().map(|lag| law.density_per_h(lag.t_h)).collect(),
            survival: lags.iter().map(|lag| lag.survival).collect(),
            by_density: Weights::new(&density_cells),
            by_survival: Weights::new(&survival_cells),
        }
    }
}

/// The three sums at one node, and the weights that its own unknowns have in them.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    /// In f ∗ r*.
    faults: f64,
    faults_own: f64,
    /// In r ∗ f*.
    recoveries: f64,
    recoveries_own: f64,
    /// In (1−R) ∗ f*.
    down_h: f64,
    down_own_h: f64,
}

/// 1 − A and outages per hour at the nodes of `grid`.
fn solve(fault: &Lifetime, recovery: &Lifetime, grid: &Grid) -> Vec<[f64; 2]> {
    let starts = Starts::new(fault, recovery);
    let wide_fault = fault.scale_h() >= recovery.scale_h();
    let fault = Kernel::new(fault, wide_fault, grid, false);
    let recovery = Kernel::new(recovery, !wide_fault, grid, true);
    let (faults_at_0, restarts) = (starts.faults, 1.0 + starts.recoveries);
    let nodes = grid.nodes();
    let first_even = grid.fine.len() - 1;

    let (mut faults, mut recoveries, mut down) =
        (Vec::with_capacity(nodes), Vec::with_capacity(nodes), Vec::with_capacity(nodes));
    let recovery_0 = faults_at_0 * opening_density(recovery.law, grid.at(1));
    let kept = 1.0 - starts.p0 * starts.r0;
    let fault_0 = (restarts * opening_density(fault.law, grid.at(1)) + starts.p0 * recovery_0) / kept;
    // A fault starts an outage unless it meets a unit that has just recovered, or is over at once, as often as it may be.
    let stays_down = recovery.survival[0] / kept;
    let outages = |faults: f64, recoveries: f64| (faults - starts.p0 * recoveries).max(0.0) * stays_down;
    faults.push(fault_0);
    recoveries.push(recovery_0 + starts.r0 * fault_0);
    down.push([faults_at_0 * recovery.survival[0], outages(fault_0, recovery_0 + starts.r0 * fault_0)]);

    let mut early = Early::default();
    for i in 1..nodes {
        let t_h = grid.at(i);
        let lag = (i + grid.skipped).checked_sub(first_even).filter(|_| i > first_even);
        let (fault_density, recovery_density, recovery_survival) = match lag {
            Some(lag) => (get(&fault.density, lag), get(&recovery.density, lag), get(&recovery.survival, lag)),
            None => (fault.law.density_per_h(t_h), recovery.law.density_per_h(t_h), recovery.law.survival(t_h)),
        };
        let mut sums = Sums::default();
        if let Some(lag) = lag {
            if i == first_even + 1 {
                early = Early::new(grid, &faults, &recoveries);
            }
            early.add(&mut sums, grid, t_h, lag, [&fault, &recovery], [&faults, &recoveries]);
            sums.faults += fault.by_density.past(&recoveries[first_even..]);
            sums.recoveries += recovery.by_density.past(&faults[first_even..]);
            sums.down_h += recovery.by_survival.past(&faults[first_even..]);
            sums.faults_own = fault.by_density.inner[0];
            sums.recoveries_own = recovery.by_density.inner[0];
            sums.down_own_h = recovery.by_survival.inner[0];
        } else {
            direct(&mut sums, &grid.fine[..=i], t_h, &fault, &recovery, true, true, &faults, &recoveries);
        }
        let known_faults = restarts * fault_density + sums.faults;
        let known_recoveries = faults_at_0 * recovery_density + sums.recoveries;
        let by_recoveries = starts.p0 + sums.faults_own;
        let by_faults = starts.r0 + sums.recoveries_own;
        let here = (known_faults + by_recoveries * known_recoveries) / (1.0 - by_recoveries * by_faults);
        let back = known_recoveries + by_faults * here;
        faults.push(here);
        recoveries.push(back);
        down.push([faults_at_0 * recovery_survival + sums.down_h + sums.down_own_h * here, outages(here, back)]);
    }
    down
}

/// The density just after 0; where it is singular, or the first step to `t_h` too long for it, one such that the line to
/// the density at `t_h` holds the mass between.
fn opening_density(law: &Lifetime, t_h: f64) -> f64 {
    let density = law.density_per_h(0.0);
    if density.is_finite() && t_h <= law.scale_h() {
        return density;
    }
    (2.0 * (law.cdf(t_h) - law.mass_at_0()) / t_h - law.density_per_h(t_h)).max(0.0)
}

fn get(values: &[f64], lag: usize) -> f64 {
    values.get(lag).copied().unwrap_or(0.0)
}

/// Adds the cells between the given nodes, seen from `t_h`, with weights computed for each.
#[expect(clippy::too_many_arguments, reason = "the state of one loop, nowhere else")]
fn direct(
    sums: &mut Sums,
    nodes: &[f64],
    t_h: f64,
    fault: &Kernel<'_>,
    recovery: &Kernel<'_>,
    by_fault: bool,
    by_recovery: bool,
    faults: &[f64],
    recoveries: &[f64],
) {
    if by_fault {
        walk(nodes, t_h, fault, false, |j, cell, _| match recoveries.get(j + 1) {
            Some(next) => sums.faults += cell.far * recoveries[j] + cell.near * next,
            None => {
                sums.faults += cell.far * recoveries[j];
                sums.faults_own = cell.near;
            }
        });
    }
    if by_recovery {
        walk(nodes, t_h, recovery, true, |j, cell, down| match faults.get(j + 1) {
            Some(next) => {
                sums.recoveries += cell.far * faults[j] + cell.near * next;
                sums.down_h += down.far * faults[j] + down.near * next;
            }
            None => {
                sums.recoveries += cell.far * faults[j];
                sums.recoveries_own = cell.near;
                sums.down_h += down.far * faults[j];
                sums.down_own_h = down.near;
            }
        });
    }
}

/// Visits the cells between `nodes`, newest first, while the kernel reaches them.
fn walk(nodes: &[f64], t_h: f64, kernel: &Kernel<'_>, second: bool, mut visit: impl FnMut(usize, Cell, Cell)) {
    let Some(newest) = nodes.last() else { return };
    let mut near = Lag::new(&kernel.tabled, t_h - newest, second);
    for (j, node) in nodes.iter().enumerate().rev().skip(1) {
        if near.t_h > kernel.end_h {
            return;
        }
        let far = Lag::new(&kernel.tabled, t_h - node, second);
        let down = if second { Lag::survival_cell(&near, &far) } else { Cell::default() };
        visit(j, Lag::density_cell(&near, &far), down);
        near = far;
    }
}

/// What happened in the first stretch, moved to even nodes so that its centre of mass stays: for kernels that are smooth
/// over an even step.
#[derive(Debug, Default)]
struct Early {
    faults: Vec<f64>,
    recoveries: Vec<f64>,
}

impl Early {
    fn new(grid: &Grid, faults: &[f64], recoveries: &[f64]) -> Self {
        let moved = |rates: &[f64]| {
            let mut masses = vec![0.0; grid.skipped + 2];
            for (pair, rate) in grid.fine.windows(2).zip(rates.windows(2)) {
                let width_h = pair[1] - pair[0];
                let total = rate[0] + rate[1];
                if total <= 0.0 {
                    continue;
                }
                let centre_h = pair[0] + width_h * (rate[0] + 2.0 * rate[1]) / (3.0 * total);
                let place = (1..=grid.skipped).find(|&k| count(k) * grid.step_h >= centre_h).unwrap_or(grid.skipped);
                let share = limits::clamped(count(place) - centre_h / grid.step_h, 0.0, 1.0);
                masses[place - 1] += 0.5 * width_h * total * share;
                masses[place] += 0.5 * width_h * total * (1.0 - share);
            }
            masses
        };
        if grid.skipped == 0 {
            return Self::default();
        }
        Self { faults: moved(faults), recoveries: moved(recoveries) }
    }

    /// Adds the first stretch as seen from the even node `lag`.
    fn add(&self, sums: &mut Sums, grid: &Grid, t_h: f64, lag: usize, laws: [&Kernel<'_>; 2], rates: [&[f64]; 2]) {
        let [fault, recovery] = laws;
        let [faults, recoveries] = rates;
        if fault.smooth {
            for (k, mass) in self.recoveries.iter().enumerate().take(lag) {
                sums.faults += mass * get(&fault.density, lag - k);
            }
        }
        if recovery.smooth {
            for (k, mass) in self.faults.iter().enumerate().take(lag) {
                sums.recoveries += mass * get(&recovery.density, lag - k);
                sums.down_h += mass * get(&recovery.survival, lag - k);
            }
        }
        direct(sums, &grid.fine, t_h, fault, recovery, !fault.smooth, !recovery.smooth, faults, recoveries);
    }
}
