//! What was computed before, to be had again: a slider's move solves one chain, not all.
//!
//! Only a cache: with or without it every answer is the same, bit for bit. Keys are the exact bits of what an answer
//! depends on; when it is full it is emptied.

use std::collections::HashMap;
use std::rc::Rc;

use super::group::{Group, GroupSolution, Loss, Rto};
use super::longer::Lasting;
use super::markov::Chain;
use super::prepared::Prepared;
use crate::model::TestInterval;

/// Most chains kept.
const CHAINS: usize = 20_000;
/// Most structures kept: the plan as it is, the one before, and a few trials.
const STRUCTURES: usize = 4;

/// The bits that a chain's answer depends on.
type Key = [u64; 14];

/// Solved chains and built structures.
#[derive(Debug, Default)]
pub struct Cache {
    solutions: HashMap<Key, GroupSolution>,
    rtos: HashMap<Key, Rto>,
    lasting: HashMap<Key, Lasting>,
    structures: Vec<(Vec<u32>, Rc<Prepared>)>,
    chain: Chain,
    solved: u64,
    built: u64,
}

impl Cache {
    /// An empty cache.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Chains solved so far: the work done, for tests that assert work.
    #[must_use]
    pub fn chains_solved(&self) -> u64 {
        self.solved
    }

    /// Structures built so far: the work done, for tests that assert work.
    #[must_use]
    pub fn structures_built(&self) -> u64 {
        self.built
    }

    /// The steady state of a group.
    pub(super) fn solve(&mut self, group: &Group) -> GroupSolution {
        let Some(key) = key(group, 0) else { return group.solve(&mut self.chain) };
        if let Some(known) = self.solutions.get(&key) {
            return *known;
        }
        self.solved += 1;
        let solution = group.solve(&mut self.chain);
        if self.solutions.len() >= CHAINS {
            self.solutions.clear();
        }
        self.solutions.insert(key, solution);
        solution
    }

    /// The time to serve again after a loss.
    pub(super) fn rto(&mut self, group: &Group, loss: Loss) -> Rto {
        let tag = match loss {
            Loss::All => u64::MAX,
            Loss::Units(units) => u64::from(units),
        };
        let Some(key) = key(group, tag) else { return group.rto(loss, &mut self.chain) };
        if let Some(known) = self.rtos.get(&key) {
            return *known;
        }
        self.solved += 1;
        let rto = group.rto(loss, &mut self.chain);
        if self.rtos.len() >= CHAINS {
            self.rtos.clear();
        }
        self.rtos.insert(key, rto);
        rto
    }

    /// The outages of a group longer than some time, in h.
    pub(super) fn longer(&mut self, group: &Group, after_h: f64) -> Lasting {
        let Some(key) = key(group, after_h.to_bits()) else { return group.longer(after_h, &mut self.chain) };
        if let Some(known) = self.lasting.get(&key) {
            return *known;
        }
        self.solved += 1;
        let lasting = group.longer(after_h, &mut self.chain);
        if self.lasting.len() >= CHAINS {
            self.lasting.clear();
        }
        self.lasting.insert(key, lasting);
        lasting
    }

    /// The structure with this fingerprint, built when it is new.
    pub(super) fn structure(&mut self, key: Vec<u32>, build: impl FnOnce() -> Prepared) -> Rc<Prepared> {
        if let Some(at) = self.structures.iter().position(|(known, _)| *known == key) {
            let found = self.structures.remove(at);
            let prepared = Rc::clone(&found.1);
            self.structures.push(found);
            return prepared;
        }
        self.built += 1;
        let prepared = Rc::new(build());
        if self.structures.len() >= STRUCTURES {
            self.structures.remove(0);
        }
        self.structures.push((key, Rc::clone(&prepared)));
        prepared
    }
}

/// None: not worth keeping.
fn key(group: &Group, tag: u64) -> Option<Key> {
    match group {
        Group::Single(_) => None,
        Group::Standby(chain) => {
            let (test, every_h) = match chain.test {
                TestInterval::Monitored => (0, 0.0),
                TestInterval::Every { hours } => (1, hours),
                TestInterval::Never => (2, 0.0),
            };
            Some([
                tag,
                test,
                u64::from(chain.crews),
                chain.mttf_h.to_bits(),
                chain.mttr_h.to_bits(),
                chain.fault_factor.to_bits(),
                chain.coverage.to_bits(),
                chain.common_cause.to_bits(),
                chain.detect_h.to_bits(),
                chain.switch_h.to_bits(),
                chain.manual_h.to_bits(),
                every_h.to_bits(),
                chain.false_per_h.to_bits(),
                chain.found_per_h.to_bits(),
            ])
        }
        Group::Cluster(chain) => {
            let (kind, detect_h, elect_h) =
                chain.leader.map_or((3, 0.0, 0.0), |leader| (4, leader.detect_h, leader.elect_h));
            Some([
                tag,
                kind,
                u64::from(chain.crews),
                chain.mttf_h.to_bits(),
                chain.mttr_h.to_bits(),
                u64::from(chain.units),
                u64::from(chain.needed),
                chain.coverage.to_bits(),
                chain.common_cause.to_bits(),
                chain.manual_h.to_bits(),
                detect_h.to_bits(),
                elect_h.to_bits(),
                0,
                0,
            ])
        }
    }
}
