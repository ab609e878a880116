//! HOW a plan is written down: frozen wire structs, versions, the link. Foreign bytes pass one validator.
//!
//! It reads and writes text and nothing else: no storage, no address bar, no words for the screen.

pub mod export;
pub mod import;
pub mod json;
pub mod keeping;
pub mod link;
pub mod wire;

mod baseline;
mod decimal;
mod read;
mod sum;

use crate::model::Plan;
use crate::model::check::Finding;

/// A plan read from foreign bytes, and all that had to be changed or left out for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// A legal plan.
    pub plan: Plan,
    /// What the validator changed.
    pub findings: Vec<Finding>,
    /// Paths of what this version does not know, with the unknown word where there is one: `c.3.k=quantum`.
    /// At most [`crate::model::limits::UNKNOWN_NAMED`]; the last is then `…`.
    pub unknown: Vec<String>,
}

/// Why foreign bytes could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// There is nothing to read.
    Empty,
    /// The text is no link of Nines.
    NotALink,
    /// The file is no plan of Nines.
    NotAPlan,
    /// It was written by another version.
    Version {
        /// The version that it says.
        found: u32,
    },
    /// The link or file is longer than is accepted.
    TooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The longest accepted, in bytes.
        limit: usize,
    },
    /// Unpacked, it would be larger than is accepted.
    TooBig {
        /// The largest accepted, in bytes.
        limit: usize,
    },
    /// It ends before its end: a part was lost when it was copied.
    CutOff,
    /// Some characters changed on the way.
    Corrupt,
    /// The text inside does not follow the format.
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// Lists within lists, deeper than is accepted.
    TooDeep {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
}
