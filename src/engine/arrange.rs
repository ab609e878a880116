//! Puts things in a row so that those that belong together stand near each other: where to look for a good order of the
//! variables of a diagram. Knows nothing of what the things are.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a kernel: things are numbered from 0, and every index is such a number"
)]

use crate::model::ordered;

/// Rounds of drawing things together.
const ROUNDS: usize = 100;
/// So many rounds may bring nothing.
const IDLE_ROUNDS: usize = 5;

/// The things of `row` drawn to the middle of their groups, again and again, as long as the groups become shorter (FORCE:
/// Aloul, Markov, Sakallah, GLSVLSI 2003). A thing may be in many groups or none; `things` is more than every number.
pub(super) fn drawn(mut row: Vec<u32>, groups: &[Vec<u32>], things: usize) -> Vec<u32> {
    let mut place = vec![0.0; things];
    stand(&row, &mut place);
    let mut uses = vec![0.0; things];
    groups.iter().flatten().for_each(|thing| uses[*thing as usize] += 1.0);
    let (mut best, mut least, mut idle) = (row.clone(), reach(groups, &place), 0);
    for _ in 0..ROUNDS {
        let mut pull = vec![0.0; things];
        for group in groups {
            let middle = group.iter().map(|thing| place[*thing as usize]).sum::<f64>() / group.len() as f64;
            group.iter().for_each(|thing| pull[*thing as usize] += middle);
        }
        for thing in row.iter().map(|thing| *thing as usize).filter(|thing| uses[*thing] > 0.0) {
            place[thing] = pull[thing] / uses[thing];
        }
        ordered::sort_by(&mut row, |a, b| place[*a as usize].total_cmp(&place[*b as usize]).then(a.cmp(b)));
        stand(&row, &mut place);
        let reach = reach(groups, &place);
        if reach < least {
            (least, idle) = (reach, 0);
            best.clone_from(&row);
        } else {
            idle += 1;
            if idle > IDLE_ROUNDS {
                break;
            }
        }
    }
    best
}

fn stand(row: &[u32], place: &mut [f64]) {
    row.iter().zip(0_u32..).for_each(|(thing, at)| place[*thing as usize] = f64::from(at));
}

/// How far the groups reach, all together.
fn reach(groups: &[Vec<u32>], place: &[f64]) -> f64 {
    let of = |group: &Vec<u32>| {
        let places = || group.iter().map(|thing| place[*thing as usize]);
        places().fold(0.0, f64::max) - places().fold(f64::INFINITY, f64::min)
    };
    groups.iter().map(of).sum()
}
