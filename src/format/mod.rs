//! HOW a plan is written down: frozen wire structs, versions, the link. Foreign bytes pass one validator.

/// Why foreign bytes could not be read. (The variants are the format room's.)
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// There is nothing to read.
    Empty,
}
