//! Studies: what the page asks of the worker while somebody looks at it. What can be asked, what is found, and how both
//! travel as numbers.
//!
//! A long study comes in parts, each asked for by itself, so that nothing else waits long and a part that was found is kept.

use super::letter::{Numbers, count, read_flip, write_flip};
use crate::engine::Cache;
use crate::engine::flip::{self, Flip};
use crate::engine::front::{Front, Mark, Stop, front};
use crate::engine::inverse::{Reach, reaches};
use crate::engine::recommend::EFFORT_FLIP;
use crate::engine::weigh::Input;
use crate::engine::win::{Rival, Tally, win};
use crate::model::param::PARAMS;
use crate::model::{ComponentId, Mode, Plan};

/// What can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Study {
    /// What every amount of downtime costs at least.
    Front {
        /// Sets that branch and bound may look at.
        effort: usize,
    },
    /// How often the recommended choice stays the best.
    Win {
        /// The number of the first draw.
        from: u32,
        /// How many.
        draws: u32,
    },
    /// Where each input of a component would just meet the target.
    Inverse {
        /// The component's id.
        component: u32,
    },
    /// Which inputs of everything else would change the choice for a component.
    FlipsOfOthers {
        /// The component's id.
        component: u32,
    },
}

/// What was found; it says to which question.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// None where nothing is to be chosen.
    Front(usize, Option<Front>),
    /// From the draw of this number on.
    Win(u32, Tally),
    /// Of this component.
    Inverse(u32, Vec<Reach>),
    /// Of this component.
    FlipsOfOthers(u32, Vec<Flip>),
}

impl Study {
    /// Finds it; runs in the worker.
    pub(super) fn run(self, plan: &Plan, cache: &mut Cache) -> Finding {
        let (topology, goal) = (&*plan.topology, &*plan.goal);
        match self {
            Self::Front { effort } => Finding::Front(effort, front(topology, goal, effort, cache)),
            Self::Win { from, draws } => Finding::Win(from, win(topology, goal, (from, draws), EFFORT_FLIP, cache)),
            Self::Inverse { component } => {
                Finding::Inverse(component, reaches(topology, goal, ComponentId(component), cache))
            }
            Self::FlipsOfOthers { component } => {
                let settled = flip::settled(topology, goal, EFFORT_FLIP, cache);
                let flips = flip::flips_of_others(&settled, goal, ComponentId(component), EFFORT_FLIP, cache);
                Finding::FlipsOfOthers(component, flips)
            }
        }
    }

    pub(super) fn write(self) -> [u64; 3] {
        match self {
            Self::Front { effort } => [0, count(effort), 0],
            Self::Win { from, draws } => [1, from.into(), draws.into()],
            Self::Inverse { component } => [2, component.into(), 0],
            Self::FlipsOfOthers { component } => [3, component.into(), 0],
        }
    }

    pub(super) fn read(kind: usize, numbers: &mut Numbers) -> Option<Self> {
        let (one, other) = (numbers.whole()?, numbers.whole()?);
        let small = |number: u64| u32::try_from(number).ok();
        Some(match kind {
            0 => Self::Front { effort: usize::try_from(one).ok()? },
            1 => Self::Win { from: small(one)?, draws: small(other)? },
            2 => Self::Inverse { component: small(one)? },
            3 => Self::FlipsOfOthers { component: small(one)? },
            _ => return None,
        })
    }
}

impl Finding {
    pub(super) fn write(&self, numbers: &mut Vec<u64>) {
        match self {
            Self::Front(effort, found) => {
                numbers.extend([0, count(*effort), found.is_some().into()]);
                if let Some(front) = found {
                    write_front(front, numbers);
                }
            }
            Self::Win(from, tally) => {
                numbers.extend([1, (*from).into()]);
                write_tally(tally, numbers);
            }
            Self::Inverse(component, reaches) => {
                numbers.extend([2, (*component).into()]);
                reaches.iter().for_each(|reach| write_reach(reach, numbers));
            }
            Self::FlipsOfOthers(component, flips) => {
                numbers.extend([3, (*component).into()]);
                flips.iter().for_each(|flip| write_flip(flip, numbers));
            }
        }
    }

    pub(super) fn read(numbers: &mut Numbers) -> Option<Self> {
        Some(match numbers.whole()? {
            0 => {
                let (effort, is_there) = (numbers.count()?, numbers.flag()?);
                Self::Front(effort, if is_there { Some(read_front(numbers)?) } else { None })
            }
            1 => Self::Win(numbers.id()?, read_tally(numbers)?),
            2 => {
                let (component, mut all) = (numbers.id()?, Vec::new());
                while let Some(input) = numbers.count() {
                    all.push(read_reach(input, numbers)?);
                }
                Self::Inverse(component, all)
            }
            3 => {
                let (component, mut all) = (numbers.id()?, Vec::new());
                while let Some(kind) = numbers.whole() {
                    all.push(read_flip(kind, numbers)?);
                }
                Self::FlipsOfOthers(component, all)
            }
            _ => return None,
        })
    }
}

fn write_mark(mark: &Mark, numbers: &mut Vec<u64>) {
    numbers.extend([mark.cost_per_month, mark.strain, mark.u].map(f64::to_bits));
}

fn read_mark(numbers: &mut Numbers) -> Option<Mark> {
    Some(Mark { cost_per_month: numbers.real()?, strain: numbers.real()?, u: numbers.real()? })
}

fn write_front(front: &Front, numbers: &mut Vec<u64>) {
    numbers.extend([front.are_least, front.is_whole].map(u64::from));
    numbers.extend([front.recommended.is_some().into(), count(front.stops.len())]);
    write_mark(&front.now, numbers);
    if let Some(mark) = &front.recommended {
        write_mark(mark, numbers);
    }
    for stop in &front.stops {
        write_mark(&stop.at, numbers);
        numbers.extend([stop.bound_per_month.to_bits(), count(stop.picks.len())]);
        for (component, pick) in &stop.picks {
            numbers.extend([component.0.into(), count(*pick)]);
        }
    }
}

fn read_front(numbers: &mut Numbers) -> Option<Front> {
    let (are_least, is_whole) = (numbers.flag()?, numbers.flag()?);
    let (is_recommended, stops) = (numbers.flag()?, numbers.count()?);
    let mut front = Front { are_least, is_whole, now: read_mark(numbers)?, ..Front::default() };
    if is_recommended {
        front.recommended = Some(read_mark(numbers)?);
    }
    for _ in 0..stops {
        let (at, bound_per_month, picks) = (read_mark(numbers)?, numbers.real()?, numbers.count()?);
        let mut stop = Stop { at, bound_per_month, picks: Vec::new() };
        for _ in 0..picks {
            stop.picks.push((ComponentId(numbers.id()?), numbers.count()?));
        }
        front.stops.push(stop);
    }
    Some(front)
}

fn write_tally(tally: &Tally, numbers: &mut Vec<u64>) {
    let Tally { draws, same, tied, unreachable, unproven, inputs, is_by_intervals, rivals } = tally;
    numbers.extend([*draws, *same, *tied, *unreachable, *unproven, *inputs].map(u64::from));
    numbers.push((*is_by_intervals).into());
    for rival in rivals {
        numbers.extend([rival.wins.into(), count(rival.changes.len())]);
        for (component, mode, units) in &rival.changes {
            let mode = Mode::ALL.into_iter().position(|row| row == *mode).unwrap_or(0);
            numbers.extend([component.0.into(), count(mode), (*units).into()]);
        }
    }
}

fn read_tally(numbers: &mut Numbers) -> Option<Tally> {
    let mut tally = Tally {
        draws: numbers.id()?,
        same: numbers.id()?,
        tied: numbers.id()?,
        unreachable: numbers.id()?,
        unproven: numbers.id()?,
        inputs: numbers.id()?,
        is_by_intervals: numbers.flag()?,
        rivals: Vec::new(),
    };
    while let Some(wins) = numbers.id() {
        let mut changes = Vec::new();
        for _ in 0..numbers.count()? {
            changes.push((ComponentId(numbers.id()?), *Mode::ALL.get(numbers.count()?)?, numbers.id()?));
        }
        tally.rivals.push(Rival { changes, wins });
    }
    Some(tally)
}

/// What has no value travels as a number that is none.
fn write_reach(reach: &Reach, numbers: &mut Vec<u64>) {
    let input = match reach.input {
        Input::FaultTime => 0,
        Input::RecoveryTime => 1,
        Input::Param(param) => 2 + count(PARAMS.iter().position(|row| row.param == param).unwrap_or(0)),
    };
    let to = reach.to.unwrap_or(f64::NAN);
    numbers.extend([input, reach.is_met.into()]);
    numbers.extend([reach.from, to, reach.best_u, reach.best_at].map(f64::to_bits));
}

fn read_reach(input: usize, numbers: &mut Numbers) -> Option<Reach> {
    let input = match input {
        0 => Input::FaultTime,
        1 => Input::RecoveryTime,
        row => Input::Param(PARAMS.get(row - 2)?.param),
    };
    let is_met = numbers.flag()?;
    let (from, to, best_u, best_at) = (numbers.real()?, numbers.real()?, numbers.real()?, numbers.real()?);
    Some(Reach { input, from, is_met, to: Some(to).filter(|to| !to.is_nan()), best_u, best_at })
}
