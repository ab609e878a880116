//! Fault trees: gates over basic events, solved exactly as far as the nodes go.
//!
//! A tree is simplified, cut into modules that share nothing, and each module becomes a decision diagram under the order
//! of variables that suits it. From the diagrams follow the probability, the minimal cut sets and the importance of each
//! event; where the nodes do not suffice, two bounds. Knows nothing of components or plans, and never panics or hangs.

pub mod natural;

mod bounds;
mod dag;
mod diagram;
mod modules;
mod order;
mod simplify;

pub mod chance;

pub mod compile;

pub mod cuts;

pub mod importance;

/// A basic event or a gate, by number from 0, possibly negated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input {
    /// What it is.
    pub part: Part,
    /// It counts where the part does *not* happen.
    pub is_negated: bool,
}

/// What an [`Input`] refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The basic event of this number.
    Event(u32),
    /// The gate of this number.
    Gate(u32),
}

/// When a gate happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// All inputs do.
    And,
    /// Some input does.
    Or,
    /// At least so many inputs do.
    AtLeast(u32),
    /// An odd number of inputs do.
    Xor,
}

/// An operator over its inputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// When it happens.
    pub operator: Operator,
    /// Over what.
    pub inputs: Vec<Input>,
}

/// A fault tree whose gates lead to events and never in a circle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    events: u32,
    gates: Vec<Gate>,
    top: Input,
}

/// What keeps gates from being a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A gate leads back to itself.
    Circle,
    /// An input refers to an event or gate that is not there.
    Missing,
    /// There are more events, gates or inputs than [`limits::PARTS`].
    TooLarge,
}

/// What a fault tree may grow to.
pub mod limits {
    /// Events, gates and inputs of a tree, each.
    pub const PARTS: usize = 1 << 20;
    /// Nodes that each order may make in the first round.
    pub const FIRST_CAP: usize = 2_000;
    /// Up to this cap all steady orders go on, beyond it only the best of them.
    pub const WIDE_CAP: usize = 8_000;
    /// Up to this cap a chancy order goes on too.
    pub const CHANCY_CAP: usize = 32_000;
    /// At this cap the best order is no longer alone.
    pub const LONE_CAP: usize = 4_096_000;
    /// By how much the cap grows from then on.
    pub const LATE_GROWTH: usize = 5;
    /// Orders that go on after that.
    pub const LATE_ORDERS: usize = 3;
    /// Entries of a computed cache.
    pub const COMPUTED: usize = 1 << 20;
    /// Short cut sets that are listed.
    pub const LISTED: usize = 100_000;
    /// Nodes of a module on the host: about 1 GB.
    pub const NODES: usize = 20_480_000;
    /// Nodes of the cut sets of a module on the host.
    pub const CUT_SET_NODES: usize = 20_000_000;
    /// Nodes that each bound of a gate keeps, where the nodes do not suffice.
    pub const KEPT: usize = 10_000;
    /// Nodes that one gate may make on the way to its bounds.
    pub const BOUND_NODES: usize = 400_000;
    /// Nodes that all gates of a module may make on the way to their bounds, about.
    pub const BOUND_WORK: usize = 40_000_000;
    /// The share of what is left of [`BOUND_WORK`] that one step may take is one in so many.
    pub const BOUND_SHARE: usize = 16;
    /// What one step may take in any case.
    pub const LEAST_BOUND_NODES: usize = 1_000;
}

impl Tree {
    /// A tree of `events` basic events. Gates may refer to each other in any order, but not in a circle.
    pub fn new(events: u32, gates: Vec<Gate>, top: Input) -> Result<Self, Fault> {
        let inputs: usize = gates.iter().map(|gate| gate.inputs.len()).sum();
        if gates.len().max(inputs).max(usize::try_from(events).unwrap_or(usize::MAX)) > limits::PARTS {
            return Err(Fault::TooLarge);
        }
        let is_there = |input: &Input| match input.part {
            Part::Event(event) => event < events,
            Part::Gate(gate) => usize::try_from(gate).is_ok_and(|gate| gate < gates.len()),
        };
        if !gates.iter().flat_map(|gate| &gate.inputs).chain([&top]).all(is_there) {
            return Err(Fault::Missing);
        }
        let tree = Self { events, gates, top };
        if dag::upward(&tree).is_some() { Ok(tree) } else { Err(Fault::Circle) }
    }

    /// Basic events, used or not.
    pub fn events(&self) -> u32 {
        self.events
    }
}
