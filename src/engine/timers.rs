//! Which interval and how many misses a takeover loop should have: among those that keep the RTO, the one with the fewest
//! takeovers without need (DOMAIN §3).
//!
//! Polls are taken to be lost one by one: a glitch that is longer than all misses together takes them all.

/// Intervals that people set, in s, ascending.
pub const INTERVALS_S: [f64; 15] = [0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 15.0, 20.0, 30.0, 60.0, 120.0, 300.0];
/// Most misses that are looked at.
pub const MISSES: u32 = 10;
/// A false takeover rarer than this counts as none, per hour: once in a thousand years.
pub const RARE_PER_H: f64 = 1e-3 / 8766.0;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish {
    /// Until it must serve again at the latest, in h.
    pub rto_h: f64,
    /// T_switch, in h.
    pub switch_h: f64,
    /// Added after the last miss, in s.
    pub timeout_s: f64,
    /// p: the chance that a poll of a healthy unit is lost.
    pub poll_loss: f64,
    /// The shortest interval that may be set, in s.
    pub least_interval_s: f64,
}

/// One setting of the loop and what it comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// i: time between polls, in s.
    pub interval_s: f64,
    /// m: misses in a row.
    pub misses: u32,
    /// Half of the faults are noticed by then, in h.
    pub median_h: f64,
    /// 95 % of them are.
    pub p95_h: f64,
    /// All of them are.
    pub worst_h: f64,
    /// Takeovers without need, per hour.
    pub false_per_h: f64,
    /// The takeover is over within the RTO, however the fault falls between two polls.
    pub is_in_time: bool,
}

impl Wish {
    /// What a setting comes to. A fault falls evenly between two polls, so a share q of the faults is noticed
    /// `(m − 1 + q)·i + timeout` after it; f is `(3600/i)·(1−p)·p^m`.
    pub fn setting(&self, interval_s: f64, misses: u32) -> Setting {
        let detected_h = |q: f64| ((f64::from(misses) - 1.0 + q) * interval_s + self.timeout_s) / 3600.0;
        let lost = libm::pow(self.poll_loss, f64::from(misses));
        let worst_h = detected_h(1.0);
        Setting {
            interval_s,
            misses,
            median_h: detected_h(0.5),
            p95_h: detected_h(0.95),
            worst_h,
            false_per_h: 3600.0 / interval_s * (1.0 - self.poll_loss) * lost,
            is_in_time: worst_h + self.switch_h <= self.rto_h * (1.0 + 1e-12),
        }
    }

    /// Every setting that is looked at: intervals ascending, for each the misses ascending.
    pub fn settings(&self) -> impl Iterator<Item = Setting> {
        let least_s = self.least_interval_s * (1.0 - 1e-12);
        let intervals = INTERVALS_S.into_iter().filter(move |interval_s| *interval_s >= least_s);
        intervals.flat_map(move |interval_s| (1..=MISSES).map(move |misses| self.setting(interval_s, misses)))
    }

    /// The best in time: the fewest false takeovers, those rarer than [`RARE_PER_H`] counting as none; then the quickest,
    /// then the fewest polls. None when no setting is in time.
    pub fn best(&self) -> Option<Setting> {
        let counted = |it: &Setting| if it.false_per_h < RARE_PER_H { 0.0 } else { it.false_per_h };
        self.settings().filter(|it| it.is_in_time).min_by(|a, b| {
            let by_false = counted(a).total_cmp(&counted(b));
            by_false.then(a.median_h.total_cmp(&b.median_h)).then(b.interval_s.total_cmp(&a.interval_s))
        })
    }

    /// The settings around one, by rows of one interval each: at most `rows` intervals and `columns` counts of misses.
    pub fn around(&self, best: &Setting, rows: usize, columns: u32) -> Vec<Vec<Setting>> {
        let least_s = self.least_interval_s * (1.0 - 1e-12);
        let intervals: Vec<f64> = INTERVALS_S.into_iter().filter(|interval_s| *interval_s >= least_s).collect();
        let at = intervals.iter().position(|interval_s| *interval_s >= best.interval_s).unwrap_or(0);
        let first = at.saturating_sub(rows / 2).min(intervals.len().saturating_sub(rows));
        let fewest = best.misses.saturating_sub(columns / 2).clamp(1, (MISSES + 1).saturating_sub(columns).max(1));
        let row = |interval_s: &f64| {
            (fewest..fewest + columns).map(|misses| self.setting(*interval_s, misses)).collect::<Vec<_>>()
        };
        intervals.iter().skip(first).take(rows).map(row).collect()
    }
}
