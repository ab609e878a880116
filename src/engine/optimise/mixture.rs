//! Units of different types side by side in one group, one of them enough: the options of a redundancy allocation.

#![expect(clippy::indexing_slicing, reason = "a kernel: counts are by type")]

use super::blocks::Matters;
use super::{Offer, worth_looking_at};

/// One type of unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Type {
    /// Unavailability of one unit.
    pub u: f64,
    /// Cost of one unit.
    pub cost: f64,
    /// What one unit uses of each limited resource.
    pub uses: Vec<f64>,
}

/// Groups of one up to `most` units: how many of each type, and what that gives; with `mixed`, of several types at once.
/// Groups that another one beats in everything are left out.
pub fn groups(types: &[Type], most: u32, mixed: bool) -> Vec<(Vec<u32>, Offer)> {
    let mut all: Vec<Vec<u32>> = vec![Vec::new()];
    for _ in types {
        let with_one_more = |counts: &Vec<u32>| {
            let (so_far, counts) = (counts.iter().sum::<u32>(), counts.clone());
            let room = if so_far == 0 || mixed { most.saturating_sub(so_far) } else { 0 };
            (0..=room).map(move |count| counts.iter().copied().chain([count]).collect())
        };
        all = all.iter().flat_map(with_one_more).collect();
    }
    all.retain(|counts| counts.iter().any(|count| *count > 0));
    let offers: Vec<Offer> = all.iter().map(|counts| offer(types, counts)).collect();
    let worth = worth_looking_at(&offers, Matters::CostAndUnits);
    worth.into_iter().map(|at| (all[at].clone(), offers[at].clone())).collect()
}

fn offer(types: &[Type], counts: &[u32]) -> Offer {
    let resources = types.first().map_or(0, |first| first.uses.len());
    let mut offer = Offer { cost: 0.0, units: 0, uses: vec![0.0; resources], u: vec![1.0], open: true };
    for (of, count) in types.iter().zip(counts) {
        let units = f64::from(*count);
        offer.cost += units * of.cost;
        offer.units += count;
        offer.uses.iter_mut().zip(&of.uses).for_each(|(sum, one)| *sum += units * one);
        for _ in 0..*count {
            offer.u[0] *= of.u;
        }
    }
    offer
}
