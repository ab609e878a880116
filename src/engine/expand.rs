//! From a diagram over components to one over zones and the states that components are in by their zones: from the top
//! down, so that only states of zones are looked at in which something is still open, and hardly a node is made in vain.
//!
//! Knows levels only. What is made is the one diagram of this function in this order, however it is made.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a kernel: cells, levels and positions are numbered by the diagrams that own them"
)]

use super::bdd::{Bdd, Diagram, Node};
use crate::model::ordered;

/// What is known of the zones on a way down, a bit for each level of theirs that still matters.
type State = u128;

/// A level of a zone, from where it is decided to where it is asked for last; positions are those of components.
#[derive(Debug, Clone)]
pub(super) struct Stay {
    pub(super) level: u32,
    /// It matters only while this level has failed.
    pub(super) within: Option<u32>,
    /// It does not matter while one of these levels has failed.
    pub(super) around: Vec<u32>,
    pub(super) first: usize,
    pub(super) last: usize,
}

/// A level of a zone with its bit.
#[derive(Debug, Clone, Copy)]
struct ZoneLevel {
    level: u32,
    bit: State,
    /// It matters while all of these are set and none of those.
    within: State,
    around: State,
    first: usize,
    last: usize,
}

impl ZoneLevel {
    fn matters_in(&self, state: State) -> bool {
        state & self.within == self.within && state & self.around == 0
    }
}

/// The levels of zones, ascending.
#[derive(Debug, Default)]
pub(super) struct ZoneLevels(Vec<ZoneLevel>);

impl ZoneLevels {
    /// `stays` by level, ascending. None: more of them matter at once than a state can hold.
    pub(super) fn new(stays: Vec<Stay>) -> Option<Self> {
        let mut levels: Vec<ZoneLevel> = Vec::with_capacity(stays.len());
        for Stay { level, within, around, first, last } in stays {
            let taken = levels.iter().filter(|other| other.last >= first).fold(0, |all, other| all | other.bit);
            let bit = !taken & (taken.wrapping_add(1));
            if bit == 0 {
                return None;
            }
            let of = |level: &u32| levels.iter().find(|other| other.level == *level).map_or(0, |other| other.bit);
            let within = within.iter().map(of).fold(0, |all, bit| all | bit);
            let around = around.iter().map(of).fold(0, |all, bit| all | bit);
            levels.push(ZoneLevel { level, bit, within, around, first, last });
        }
        Some(Self(levels))
    }

    /// The bits of the levels from `first` to `last`.
    pub(super) fn bits(&self, first: u32, last: u32) -> State {
        let of = self.0.iter().filter(|at| (first..=last).contains(&at.level));
        of.fold(0, |all, at| all | at.bit)
    }

    /// From a component that comes before `from` to the one at `to`.
    fn way(&self, from: usize, to: usize) -> Way {
        let mut way = Way { kept: 0, decided: Vec::new() };
        for level in self.0.iter().filter(|level| level.first <= to && level.last >= to) {
            if level.first < from {
                way.kept |= level.bit;
            } else {
                way.decided.push(*level);
            }
        }
        way
    }
}

/// What happens to a state between two components: what is kept of it, and which levels are decided.
#[derive(Debug)]
struct Way {
    kept: State,
    decided: Vec<ZoneLevel>,
}

impl Way {
    /// The states in which a state arrives. None: more than `most`.
    fn ends(&self, state: State, most: usize, ends: &mut Vec<State>) -> Option<()> {
        ends.clear();
        ends.push(state & self.kept);
        for level in &self.decided {
            for at in 0..ends.len() {
                if level.matters_in(ends[at]) {
                    ends.push(ends[at] | level.bit);
                }
            }
            if ends.len() > most {
                return None;
            }
        }
        Some(())
    }
}

/// What a level of the diagram over components stands for.
#[derive(Debug)]
pub(super) enum Meaning {
    /// Another level that does not hang on zones.
    Level(u32),
    /// A component in the states of its zones.
    Part(Part),
}

/// A component as some see it.
#[derive(Debug)]
pub(super) struct Part {
    /// By zone of its own: it is down in a state that has all bits of one of these.
    pub(super) down: Vec<Vec<State>>,
    /// Bit S: with exactly the zones of S up it is down for certain, or never.
    pub(super) always_down: u64,
    pub(super) never_down: u64,
    /// The level of the state with all zones up; the others follow, each this many further on, in descending order.
    pub(super) first: u32,
    pub(super) stride: u32,
    /// So many levels that follow must have failed too.
    pub(super) depth: u32,
}

impl Part {
    /// One that is nowhere in particular, by its first level and how many that follow must have failed too.
    pub(super) fn without_zones(first: u32, depth: u32) -> Self {
        Self { down: Vec::new(), always_down: 0, never_down: 0, first, stride: 1, depth }
    }
}

/// What a level comes to in a state of the zones.
enum Own {
    Works,
    Failed,
    /// This level and so many that follow must have failed.
    Open(u32, u32),
}

impl Meaning {
    fn given(&self, state: State) -> Own {
        match self {
            Self::Level(level) => Own::Open(*level, 0),
            Self::Part(part) => {
                let is_up = |bits: &&Vec<State>| !bits.iter().any(|bits| state & bits == *bits);
                let up: u32 =
                    part.down.iter().enumerate().filter(|(_, bits)| is_up(bits)).map(|(at, _)| 1_u32 << at).sum();
                if part.always_down >> up & 1 == 1 {
                    Own::Failed
                } else if part.never_down >> up & 1 == 1 {
                    Own::Works
                } else {
                    let all = (1_u32 << part.down.len()) - 1;
                    Own::Open(part.first + (all - up) * part.stride, part.depth)
                }
            }
        }
    }
}

/// A diagram over components with what its levels stand for.
pub(super) struct Skeleton<'a> {
    pub(super) diagram: &'a Diagram,
    /// By level: the position of the component, and what it stands for.
    pub(super) meanings: &'a [(usize, Meaning)],
    pub(super) zones: &'a ZoneLevels,
}

/// A cell (0 and 1 are the constants) in a state of the zones.
type Place = (u32, State);

/// The places that are met at a level, ascending, and what each comes to.
#[derive(Default)]
struct Layer {
    places: Vec<Place>,
    values: Vec<Node>,
}

/// The ways from each cell to what comes below it.
type Ways = Vec<[Way; 2]>;

impl Skeleton<'_> {
    /// The roots, over zones and states. None: out of nodes, or more than `most` places are met.
    pub(super) fn expand(&self, bdd: &mut Bdd, most: usize) -> Option<Vec<Node>> {
        let cells: Vec<(u32, [usize; 2])> = self.diagram.cells().collect();
        let position = |at: usize| at.checked_sub(2).map_or(0, |at| self.meanings[cells[at].0 as usize].0);
        let way = |from: usize, to: usize| self.zones.way(from, position(to));
        let ways: Ways =
            cells.iter().map(|(level, below)| below.map(|to| way(self.meanings[*level as usize].0 + 1, to))).collect();
        let roots: Vec<(usize, Way)> = self.diagram.root_cells().map(|root| (root, way(0, root))).collect();
        let mut layers: Vec<Layer> = self.meanings.iter().map(|_| Layer::default()).collect();
        let mut ends = Vec::new();
        let mut arrive = |layers: &mut [Layer], (to, way): (usize, &Way), state| {
            if let Some(at) = to.checked_sub(2) {
                way.ends(state, most, &mut ends)?;
                layers[cells[at].0 as usize].places.extend(ends.iter().map(|end| (to as u32, *end)));
            }
            Some(())
        };
        for (root, way) in &roots {
            arrive(&mut layers, (*root, way), 0)?;
        }
        let mut left = most;
        for (level, (_, meaning)) in self.meanings.iter().enumerate() {
            let mut places = std::mem::take(&mut layers[level].places);
            ordered::sort_by(&mut places, Ord::cmp);
            places.dedup();
            left = left.checked_sub(places.len())?;
            for (at, state) in &places {
                let (at, own) = (*at as usize - 2, meaning.given(*state));
                for (side, way) in ways[at].iter().enumerate() {
                    if !matches!((&own, side), (Own::Works, 1) | (Own::Failed, 0)) {
                        arrive(&mut layers, (cells[at].1[side], way), *state)?;
                    }
                }
            }
            layers[level].places = places;
        }
        for (level, (_, meaning)) in self.meanings.iter().enumerate().rev() {
            let places = std::mem::take(&mut layers[level].places);
            let mut values = Vec::with_capacity(places.len());
            for (at, state) in &places {
                let at = *at as usize - 2;
                let (below, ways) = (cells[at].1, &ways[at]);
                let side = |bdd: &mut Bdd, side: usize| {
                    self.value(bdd, (below[side], &ways[side], 0), *state, &layers, &cells)
                };
                values.push(match meaning.given(*state) {
                    Own::Works => side(bdd, 0)?,
                    Own::Failed => side(bdd, 1)?,
                    Own::Open(level, depth) => {
                        let (works, failed) = (side(bdd, 0)?, side(bdd, 1)?);
                        // The innermost first: all of them must have failed.
                        (level..=level + depth)
                            .rev()
                            .try_fold(failed, |failed, level| bdd.choose(level, failed, works))?
                    }
                });
            }
            layers[level] = Layer { places, values };
        }
        roots.iter().map(|(root, way)| self.value(bdd, (*root, way, 0), 0, &layers, &cells)).collect()
    }

    /// What a cell comes to at the end of a way, the levels from `next` on still to be decided. As deep as a way has levels.
    fn value(
        &self,
        bdd: &mut Bdd,
        (to, way, next): (usize, &Way, usize),
        state: State,
        layers: &[Layer],
        cells: &[(u32, [usize; 2])],
    ) -> Option<Node> {
        let Some(at) = to.checked_sub(2) else { return Some(if to == 0 { Node::FALSE } else { Node::TRUE }) };
        let state = if next == 0 { state & way.kept } else { state };
        let Some(level) = way.decided.get(next) else {
            let layer = &layers[cells[at].0 as usize];
            return layer.places.binary_search(&(to as u32, state)).ok().map(|at| layer.values[at]);
        };
        let up = self.value(bdd, (to, way, next + 1), state, layers, cells)?;
        if !level.matters_in(state) {
            return Some(up);
        }
        let down = self.value(bdd, (to, way, next + 1), state | level.bit, layers, cells)?;
        bdd.choose(level.level, down, up)
    }
}
