//! Decimal digits → the nearest number, ties to even, bit for bit as the standard library reads them, without its tables:
//! they alone would be a fortieth of the page.
//!
//! Few digits and a small power are exact in one step; all else is one long division of whole numbers of any length.
#![expect(clippy::cast_possible_truncation, reason = "the lower half of a product is taken on purpose")]

use std::cmp::Ordering;

/// More digits than can decide between two neighbours.
const MOST_DIGITS: usize = 800;
/// The smallest step between two numbers, as a power of two.
const LEAST: i32 = -1074;
/// Bits of a number, without its exponent.
const BITS: i32 = 53;

/// `digits` × 10^`power`; infinite when it is too large. All of `digits` are ASCII digits.
pub(super) fn nearest(digits: &str, power: i64) -> f64 {
    let digits = digits.trim_start_matches('0');
    // The power of its first digit, plus 1.
    let size = i64::try_from(digits.len()).map_or(i64::MAX, |len| power.saturating_add(len));
    if digits.is_empty() || size < -330 {
        return 0.0;
    }
    if size > 330 {
        return f64::INFINITY;
    }
    let (kept, dropped) = digits.as_bytes().split_at(digits.len().min(MOST_DIGITS));
    let mut kept = kept.to_vec();
    if dropped.iter().any(|digit| *digit != b'0') {
        // A little more than what was kept.
        kept.push(b'1');
    }
    let power = i64::try_from(kept.len()).map_or(0, |len| size - len);
    let scale = power.unsigned_abs();
    if kept.len() <= 15 && scale <= 22 {
        let whole = kept.iter().fold(0.0, |whole, digit| whole * 10.0 + f64::from(digit - b'0'));
        let scale = (0..scale).fold(1.0, |scale, _| scale * 10.0);
        return if power < 0 { whole / scale } else { whole * scale };
    }
    let (mut top, mut bottom) = (Whole(Vec::new()), Whole(vec![1]));
    for digit in kept {
        top.times(10, u32::from(digit - b'0'));
    }
    let scaled = if power < 0 { &mut bottom } else { &mut top };
    for _ in 0..scale {
        scaled.times(10, 0);
    }
    quotient(top, bottom)
}

/// `top / bottom`, neither of them zero.
fn quotient(mut top: Whole, mut bottom: Whole) -> f64 {
    // It lies between 2^(size − 1) and 2^(size + 1); a step is what the last bit stands for.
    let size = top.bits() - bottom.bits();
    let mut step = (size - BITS).max(LEAST);
    top.double(-step);
    bottom.double(step);
    let mut limit = bottom.clone();
    limit.double(BITS);
    if top.compare(&limit).is_ge() {
        step += 1;
        bottom.double(1);
    }
    // From the highest bit down; what is left of `top` grows instead of `bottom` falling.
    bottom.double(BITS - 1);
    let mut steps = 0_u64;
    for _ in 0..BITS {
        steps *= 2;
        if top.compare(&bottom).is_ge() {
            top.minus(&bottom);
            steps += 1;
        }
        top.double(1);
    }
    let is_up = match top.compare(&bottom) {
        Ordering::Less => false,
        Ordering::Equal => steps % 2 == 1,
        Ordering::Greater => true,
    };
    let exponent = u64::from(step.abs_diff(LEAST));
    let bits = (exponent << (BITS - 1)) + steps + u64::from(is_up);
    f64::from_bits(bits.min(f64::INFINITY.to_bits()))
}

/// A whole number of any length: its digits to the base 2³², the lowest first, the highest not zero.
#[derive(Clone)]
struct Whole(Vec<u32>);

impl Whole {
    fn times(&mut self, factor: u32, more: u32) {
        let mut carry = u64::from(more);
        for digit in &mut self.0 {
            carry += u64::from(*digit) * u64::from(factor);
            *digit = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// So many times, or not at all.
    fn double(&mut self, times: i32) {
        for _ in 0..times {
            self.times(2, 0);
        }
    }

    /// Takes off a number that is not larger.
    fn minus(&mut self, other: &Self) {
        let mut is_short = false;
        for (at, digit) in self.0.iter_mut().enumerate() {
            let (rest, first) = digit.overflowing_sub(other.0.get(at).copied().unwrap_or(0));
            let (rest, second) = rest.overflowing_sub(u32::from(is_short));
            *digit = rest;
            is_short = first || second;
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    fn bits(&self) -> i32 {
        let low = self.0.iter().skip(1).map(|_| 32).sum::<i32>();
        let high = self.0.last().map_or(0, |digit| 32 - digit.leading_zeros().cast_signed());
        low + high
    }
}
