//! What is left of a passage beyond some time. It must never subtract, like its parent.

#![expect(clippy::indexing_slicing, reason = "a dense kernel; every index is below the order it was sized by")]

use super::{BASE_TERMS, Passage, moved, series_at};

impl Passage {
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
}
