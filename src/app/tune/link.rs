//! Links that are alternatives: the edits that add a member, take one away, or ask for more of them.

use crate::model::ordered;
use crate::model::{Edit, LinkId, Need, Topology};

/// The links of the set that `link` belongs to, itself included; only itself when it is hard.
pub fn members(topology: &Topology, link: LinkId) -> Vec<LinkId> {
    match topology.links.get(&link).map(|link| link.need) {
        Some(Need::OneOf(set)) => topology.members(set).map(|member| member.id).collect(),
        Some(Need::Hard) | None => vec![link],
    }
}

fn needed(topology: &Topology, link: LinkId) -> u32 {
    match topology.links.get(&link).map(|link| link.need) {
        Some(Need::OneOf(set)) => topology.sets.get(&set).map_or(1, |set| set.needed),
        Some(Need::Hard) | None => 1,
    }
}

/// `other` joins the set of `link` or leaves it; a set with one member left is no set.
pub fn with_member(topology: &Topology, link: LinkId, other: LinkId, is_in: bool) -> Edit {
    let mut links = members(topology, link);
    links.retain(|id| *id != other);
    if is_in {
        links.push(other);
    }
    ordered::sort_by(&mut links, Ord::cmp);
    match (links.len(), topology.links.get(&link).map(|link| link.need)) {
        (0 | 1, Some(Need::OneOf(set))) => Edit::Dissolve(set),
        _ => Edit::AnyOf { needed: needed(topology, link), links },
    }
}

/// So many of the set of `link` are enough.
pub fn with_needed(topology: &Topology, link: LinkId, needed: u32) -> Edit {
    Edit::AnyOf { links: members(topology, link), needed }
}

/// Every link of the set is needed again; none when it is no set.
pub fn with_hard(topology: &Topology, link: LinkId) -> Option<Edit> {
    match topology.links.get(&link)?.need {
        Need::OneOf(set) => Some(Edit::Dissolve(set)),
        Need::Hard => None,
    }
}
