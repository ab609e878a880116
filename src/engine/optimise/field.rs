//! Failure functions as polynomials over the numbers modulo 2⁶¹ − 1: two of them that agree at a random point are equal.
//!
//! A failure probability is a polynomial in those of the parts, of degree one in each. Two different ones of n parts agree
//! at a random point with a chance of n/2⁶¹ (Schwartz and Zippel). The points are fixed, so host and browser agree.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a kernel: cells point at cells before them, and products are folded below 2^61 before they are cut"
)]

use crate::engine::bdd::Diagram;

/// 2⁶¹ − 1, a prime.
const PRIME: u64 = (1 << 61) - 1;

/// A number modulo [`PRIME`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element(u64);

impl Element {
    pub(super) const ZERO: Self = Self(0);
    pub(super) const ONE: Self = Self(1);

    fn plus(self, other: Self) -> Self {
        let sum = self.0 + other.0;
        Self(if sum >= PRIME { sum - PRIME } else { sum })
    }

    pub(super) fn less(self, other: Self) -> Self {
        self.plus(Self(PRIME - other.0))
    }

    pub(super) fn times(self, other: Self) -> Self {
        let product = u128::from(self.0) * u128::from(other.0);
        Self(product as u64 & PRIME).plus(Self((product >> 61) as u64))
    }
}

/// The number of a part at the point where polynomials are compared (SplitMix64).
pub(super) fn random(part: usize) -> Element {
    let mut z = (part as u64).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    Element((z ^ z >> 31) % PRIME)
}

/// A root's value at a point and its slope in each part.
#[derive(Debug, Clone)]
pub(super) struct Swept {
    value: Element,
    slope: Vec<Element>,
}

impl Swept {
    /// The value with `part`, which is at `x`, working and with it failed.
    pub(super) fn with(&self, part: usize, x: Element) -> [Element; 2] {
        let slope = self.slope[part];
        let works = self.value.less(x.times(slope));
        [works, works.plus(slope)]
    }
}

/// Every root of a diagram at the point `x`.
pub(super) fn sweep(diagram: &Diagram, x: &[Element]) -> Vec<Swept> {
    let cells: Vec<(u32, [usize; 2])> = diagram.cells().collect();
    let mut value = vec![Element::ZERO, Element::ONE];
    for (level, [low, high]) in &cells {
        let rise = value[*high].less(value[*low]);
        value.push(value[*low].plus(x[*level as usize].times(rise)));
    }
    let of_root = |root: usize| {
        let mut slope = vec![Element::ZERO; x.len()];
        let mut reach = vec![Element::ZERO; root + 1];
        reach[root] = Element::ONE;
        for at in (2..=root).rev() {
            let (share, (level, [low, high])) = (reach[at], cells[at - 2]);
            if share == Element::ZERO {
                continue;
            }
            let level = level as usize;
            let failed = share.times(x[level]);
            reach[high] = reach[high].plus(failed);
            reach[low] = reach[low].plus(share.less(failed));
            slope[level] = slope[level].plus(share.times(value[high].less(value[low])));
        }
        Swept { value: value[root], slope }
    };
    diagram.root_cells().map(of_root).collect()
}
