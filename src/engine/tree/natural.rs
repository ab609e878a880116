//! Whole numbers of any size, as far as counting needs them: sums, products and decimal digits.

use std::fmt;

/// A whole number from 0 up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Natural {
    /// 32 bits each, the lowest first; the last is not 0.
    limbs: Vec<u32>,
}

/// The digits that one division takes off.
const CHUNK: u64 = 1_000_000_000;

impl Natural {
    /// Nothing.
    pub const ZERO: Self = Self { limbs: Vec::new() };

    /// One.
    pub fn one() -> Self {
        Self { limbs: vec![1] }
    }

    /// The sum of both.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let (long, short) = if self.limbs.len() < other.limbs.len() { (other, self) } else { (self, other) };
        let mut carry = 0;
        let mut limbs: Vec<u32> = Vec::with_capacity(long.limbs.len() + 1);
        let padded = short.limbs.iter().copied().chain(std::iter::repeat(0));
        for (a, b) in long.limbs.iter().zip(padded) {
            carry += u64::from(*a) + u64::from(b);
            limbs.push(low(carry));
            carry >>= 32;
        }
        limbs.push(low(carry));
        Self::trimmed(limbs)
    }

    /// The product of both.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        let mut limbs = vec![0; self.limbs.len() + other.limbs.len()];
        for (start, a) in self.limbs.iter().enumerate() {
            let mut carry = 0;
            let factors = other.limbs.iter().copied().chain(std::iter::once(0));
            for (slot, b) in limbs.iter_mut().skip(start).zip(factors) {
                carry += u64::from(*a) * u64::from(b) + u64::from(*slot);
                *slot = low(carry);
                carry >>= 32;
            }
        }
        Self::trimmed(limbs)
    }

    fn trimmed(mut limbs: Vec<u32>) -> Self {
        while limbs.last() == Some(&0) {
            limbs.pop();
        }
        Self { limbs }
    }
}

/// The lower half.
fn low(wide: u64) -> u32 {
    u32::try_from(wide & u64::from(u32::MAX)).unwrap_or(u32::MAX)
}

impl From<u32> for Natural {
    fn from(value: u32) -> Self {
        Self::trimmed(vec![value])
    }
}

impl fmt::Display for Natural {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.limbs.clone();
        let mut chunks = Vec::new();
        while !rest.is_empty() {
            let mut left = 0;
            for limb in rest.iter_mut().rev() {
                let wide = left << 32 | u64::from(*limb);
                *limb = low(wide / CHUNK);
                left = wide % CHUNK;
            }
            chunks.push(left);
            while rest.last() == Some(&0) {
                rest.pop();
            }
        }
        let mut chunks = chunks.into_iter().rev();
        write!(f, "{}", chunks.next().unwrap_or(0))?;
        chunks.try_for_each(|chunk| write!(f, "{chunk:09}"))
    }
}
