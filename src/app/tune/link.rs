//! How links are needed: the edits that make one of another kind, make a set of alternatives, give it a member or take one
//! away, or ask for more of them.

use crate::model::ordered;
use crate::model::{Edit, Link, LinkId, Need, NeedKind, Topology};

/// The links of the set that `link` belongs to, itself included; only itself when it is in none.
pub fn members(topology: &Topology, link: LinkId) -> Vec<LinkId> {
    match topology.links.get(&link).and_then(|link| link.need.set()) {
        Some(set) => topology.members(set).map(|member| member.id).collect(),
        None => vec![link],
    }
}

fn needed(topology: &Topology, link: LinkId) -> u32 {
    let set = topology.links.get(&link).and_then(|link| link.need.set());
    set.and_then(|set| topology.sets.get(&set)).map_or(1, |set| set.needed)
}

/// `other` joins the set of `link` or leaves it; a set with one member left is no set.
pub fn with_member(topology: &Topology, link: LinkId, other: LinkId, is_in: bool) -> Edit {
    let mut links = members(topology, link);
    links.retain(|id| *id != other);
    if is_in {
        links.push(other);
    }
    ordered::sort_by(&mut links, Ord::cmp);
    match (links.len(), topology.links.get(&link).and_then(|link| link.need.set())) {
        (0 | 1, Some(set)) => Edit::Dissolve(set),
        _ => Edit::AnyOf { needed: needed(topology, link), links },
    }
}

/// So many of the set of `link` are enough.
pub fn with_needed(topology: &Topology, link: LinkId, needed: u32) -> Edit {
    Edit::AnyOf { links: members(topology, link), needed }
}

/// The edit that makes a link of this kind: hard takes the whole set apart, any makes a set with all hard links of the same
/// component; none when nothing changes, or when there is nothing to be an alternative to.
pub fn with_kind_of_need(topology: &Topology, id: LinkId, kind: NeedKind) -> Option<Edit> {
    let link = topology.links.get(&id)?;
    if NeedKind::of(link.need) == kind {
        return None;
    }
    let put = |need| Some(Edit::PutNeed { link: id, need });
    match kind {
        NeedKind::Hard => link.need.set().map_or_else(|| put(Need::Hard), |set| Some(Edit::Dissolve(set))),
        NeedKind::Any => {
            let is_free = |other: &Link| other.id == id || other.need == Need::Hard;
            let all = topology.links.values().filter(|other| other.from == link.from && is_free(other));
            let links: Vec<LinkId> = all.map(|other| other.id).collect();
            (links.len() > 1).then_some(Edit::AnyOf { links, needed: 1 })
        }
        NeedKind::Soft => put(Need::Soft),
        NeedKind::Cached => put(Need::CACHED_DEFAULT),
        NeedKind::Async => put(Need::Async),
    }
}
