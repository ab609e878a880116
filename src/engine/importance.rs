//! How much each component and zone matters to a journey (DOMAIN §4), from the same diagram as its unavailability.
//!
//! The definitions are those of probabilistic risk analysis (Rauzy, "Probabilistic Safety Analysis with XFTA"). A
//! component is certain or impossible in all its states by zones at once; what a zone's loss makes certain stays so.

#![expect(clippy::indexing_slicing, reason = "a kernel: levels are those of one diagram")]

use super::cut_sets::CutSets;
use super::structure::{Exact, Graph, Variable};
use crate::model::Item;
use crate::model::ordered::Map;

/// How much one component or zone matters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Importance {
    /// Birnbaum: ∂U/∂p, the chance that the journey hangs on it.
    pub birnbaum: f64,
    /// Criticality: the share of the downtime that would go if it never failed.
    pub criticality: f64,
    /// Fussell–Vesely: the share of the downtime in which a cut set that holds it is down; none where the cut sets are
    /// too many.
    pub fussell_vesely: Option<f64>,
    /// Risk achievement worth: how many times worse while it is down.
    pub achievement: f64,
    /// Risk reduction worth: how many times better if it never failed; infinite where nothing happens without it.
    pub reduction: f64,
}

/// Below this share of the downtime, what is left without a part is had by subtraction without losing digits.
const SUBTRACTED: f64 = 0.5;

/// Of everything that is a variable of the diagram and can fail.
pub(super) fn importances(
    exact: &Exact,
    graph: &Graph,
    u: &[f64],
    root: usize,
    cut_sets: Option<&CutSets>,
) -> Map<Item, Importance> {
    let mut levels: Map<Item, Vec<usize>> = Map::new();
    for (level, variable) in exact.variables.iter().enumerate() {
        let item = match variable {
            Variable::Zone(id) => Some(Item::Zone(*id)),
            Variable::Part { component, .. } => {
                let at = usize::try_from(*component).ok();
                at.and_then(|at| graph.components.get(at)).map(|id| Item::Component(*id))
            }
            Variable::Longer { .. } | Variable::Switch(_) => None,
        };
        if let Some(item) = item {
            levels.or_default(item).push(level);
        }
    }
    levels.retain(|_, levels| levels.iter().any(|level| u[*level] > 0.0));

    let mut scratch = Vec::new();
    let total = exact.diagram.unavailability(root, u, &mut scratch);
    let slopes = exact.diagram.gradient(root, u, &mut scratch);
    let mut changed = u.to_vec();
    let of = |(item, levels): (Item, Vec<usize>)| {
        let birnbaum: f64 = levels.iter().map(|level| slopes[*level]).sum();
        let gone: f64 = levels.iter().map(|level| u[*level] * slopes[*level]).sum();
        let added: f64 = levels.iter().map(|level| (1.0 - u[*level]) * slopes[*level]).sum();
        let criticality = share(gone, total);
        let without = if criticality < SUBTRACTED {
            total - gone
        } else {
            levels.iter().for_each(|level| changed[*level] = 0.0);
            let without = exact.diagram.unavailability(root, &changed, &mut scratch);
            levels.iter().for_each(|level| changed[*level] = u[*level]);
            without
        };
        let fussell_vesely = cut_sets.and_then(|sets| sets.with.get(&item)).map(|with| share(*with, total));
        let importance = Importance {
            birnbaum,
            criticality,
            fussell_vesely,
            achievement: worth(total + added, total),
            reduction: worth(total, without),
        };
        (item, importance)
    };
    levels.into_iter().map(of).collect()
}

/// Of nothing there is no share.
fn share(part: f64, total: f64) -> f64 {
    if total > 0.0 { part / total } else { 0.0 }
}

/// How many times; of nothing in nothing it is 1.
fn worth(above: f64, below: f64) -> f64 {
    if above.total_cmp(&below).is_eq() { 1.0 } else { above / below }
}
