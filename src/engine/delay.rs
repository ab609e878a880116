//! Delays: how long an outage must last before it is felt.

/// A delay in whole microseconds, so that the sum along a path does not depend on the order of its links, and two ways of
/// the same length are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Delay(u64);

/// Microseconds in an hour.
const HOUR: f64 = 3.6e9;

impl Delay {
    /// Felt at once.
    pub const NONE: Self = Self(0);

    /// No longer one is there.
    pub const MOST: Self = Self(u64::MAX);

    /// The nearest to a time in h; what is negative or no number is none.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates, NaN becomes 0")]
    pub fn of_hours(hours: f64) -> Self {
        Self((hours * HOUR).round() as u64)
    }

    /// In h.
    #[expect(clippy::cast_precision_loss, reason = "a few years in microseconds are below 2⁵³")]
    pub fn hours(self) -> f64 {
        self.0 as f64 / HOUR
    }

    /// One after the other.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Part of a fingerprint.
    #[expect(clippy::cast_possible_truncation, reason = "both halves are kept")]
    pub fn write_key(self, key: &mut Vec<u32>) {
        key.extend([self.0 as u32, (self.0 >> 32) as u32]);
    }
}
