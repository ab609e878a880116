//! Version 1 of a plan as JSON: the structs, frozen. Keys are short and values sparse, because links are shared by hand.
//!
//! A key never changes its meaning. Until the first tagged release a key may be added, with a default. What is left out
//! has the value of `baseline`. Ids are left out where each is the one before plus 1, from 1.

use serde::{Serialize, Serializer};

use super::read::{Fields, Read, Reader};
use crate::model::limits;
use crate::model::ordered::{self, Map};

/// The version that these structs are.
pub const VERSION: u32 = 1;

/// Parameters by the slug of their row in `model::param::PARAMS`.
pub type Params = Map<String, Num>;

/// Intervals of parameters, `[low, high]`, by the same slugs.
pub type WireSpans = Map<String, [Num; 2]>;

/// A whole plan.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Wire {
    /// The version; it also says that this JSON is a plan of Nines. Steps leave it out.
    #[serde(skip_serializing_if = "is_default")]
    pub nines: u32,
    /// Name of the plan.
    #[serde(rename = "n", skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Components.
    #[serde(rename = "c", skip_serializing_if = "Capped::is_empty")]
    pub components: Capped<WireComponent, { limits::COMPONENTS }>,
    /// Links: `[from, to]` is needed, `[from, to, set]` is one of a set of alternatives.
    #[serde(rename = "l", skip_serializing_if = "Capped::is_empty")]
    pub links: Capped<Vec<u32>, { limits::LINKS }>,
    /// Ids of the links, when they are not 1, 2, 3, ….
    #[serde(rename = "li", skip_serializing_if = "Capped::is_empty")]
    pub link_ids: Capped<u32, { limits::LINKS }>,
    /// Ids of the links that are soft.
    #[serde(rename = "so", skip_serializing_if = "Capped::is_empty")]
    pub soft: Capped<u32, { limits::LINKS }>,
    /// Ids of the links that are async.
    #[serde(rename = "as", skip_serializing_if = "Capped::is_empty")]
    pub unawaited: Capped<u32, { limits::LINKS }>,
    /// Ids of the links that are cached.
    #[serde(rename = "ca", skip_serializing_if = "Capped::is_empty")]
    pub cached: Capped<u32, { limits::LINKS }>,
    /// For how long each of them is, in h.
    #[serde(rename = "ch", skip_serializing_if = "Capped::is_empty")]
    pub cached_h: Capped<Num, { limits::LINKS }>,
    /// Sets of alternatives: `[id, how many are needed]`.
    #[serde(rename = "s", skip_serializing_if = "Capped::is_empty")]
    pub sets: Capped<[u32; 2], { limits::LINKS }>,
    /// The chance that the switch of each set works, when they are not all 1.
    #[serde(rename = "sw", skip_serializing_if = "Capped::is_empty")]
    pub switching: Capped<Num, { limits::LINKS }>,
    /// Zones.
    #[serde(rename = "z", skip_serializing_if = "Capped::is_empty")]
    pub zones: Capped<WireZone, { limits::ZONES }>,
    /// The goal.
    #[serde(rename = "g", skip_serializing_if = "is_default")]
    pub goal: WireGoal,
    /// What has failed by hand in a step: components.
    #[serde(rename = "fc", skip_serializing_if = "Capped::is_empty")]
    pub failed_components: Capped<u32, { limits::COMPONENTS }>,
    /// Links.
    #[serde(rename = "fl", skip_serializing_if = "Capped::is_empty")]
    pub failed_links: Capped<u32, { limits::LINKS }>,
    /// Zones.
    #[serde(rename = "fz", skip_serializing_if = "Capped::is_empty")]
    pub failed_zones: Capped<u32, { limits::ZONES }>,
    /// Steps of the story, each a whole plan whose name is its title: what it shares with the others packs to almost
    /// nothing.
    #[serde(rename = "st", skip_serializing_if = "Capped::is_empty")]
    pub steps: Capped<Wire, { limits::STEPS }>,
    /// Checksum of the text before it, only in links; read by the link, not from here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sum: Option<String>,
}

/// A component.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct WireComponent {
    /// Id.
    #[serde(rename = "i", skip_serializing_if = "Option::is_none")]
    pub id: Option<u32>,
    /// Slug of its kind.
    #[serde(rename = "k")]
    pub kind: String,
    /// Name.
    #[serde(rename = "n", skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Form of its fault.
    #[serde(rename = "f", skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// Form of its recovery.
    #[serde(rename = "r", skip_serializing_if = "Option::is_none")]
    pub recovery: Option<String>,
    /// Slug of its strategy's mode; none: single.
    #[serde(rename = "s", skip_serializing_if = "Option::is_none")]
    pub strategy: Option<String>,
    /// How a standby is tested: `every`, `mon` (monitored), `never`.
    #[serde(rename = "t", skip_serializing_if = "Option::is_none")]
    pub test: Option<String>,
    /// Whether the old primary is cut off before a takeover.
    #[serde(rename = "fe", skip_serializing_if = "Option::is_none")]
    pub fenced: Option<bool>,
    /// Placement: `[units]` stand alone, `[units, zone]` in a zone.
    #[serde(rename = "at", skip_serializing_if = "Option::is_none")]
    pub placement: Option<Vec<Vec<u32>>>,
    /// Id of the zone that is its release train.
    #[serde(rename = "tr", skip_serializing_if = "Option::is_none")]
    pub train: Option<u32>,
    /// Parameters.
    #[serde(rename = "p", skip_serializing_if = "Params::is_empty")]
    pub params: Params,
    /// Intervals of parameters that are not known exactly.
    #[serde(rename = "v", skip_serializing_if = "WireSpans::is_empty")]
    pub spans: WireSpans,
    /// True: it stays as it is.
    #[serde(rename = "pin", skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
    /// Slugs of the modes that may be chosen, when they are not the usual ones.
    #[serde(rename = "mo", skip_serializing_if = "Option::is_none")]
    pub modes: Option<Vec<String>>,
    /// Most units of a cluster that are looked at.
    #[serde(rename = "mu", skip_serializing_if = "Option::is_none")]
    pub most_units: Option<u32>,
    /// Top left corner on the canvas, in px.
    #[serde(rename = "xy", skip_serializing_if = "Option::is_none")]
    pub corner: Option<[Num; 2]>,
    /// Assumptions.
    #[serde(rename = "o", skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A zone.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct WireZone {
    /// Id.
    #[serde(rename = "i", skip_serializing_if = "Option::is_none")]
    pub id: Option<u32>,
    /// Slug of its kind.
    #[serde(rename = "k")]
    pub kind: String,
    /// Name.
    #[serde(rename = "n", skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The zone around it.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub parent: Option<u32>,
    /// Form of its fault.
    #[serde(rename = "f", skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// Form of its recovery.
    #[serde(rename = "r", skip_serializing_if = "Option::is_none")]
    pub recovery: Option<String>,
    /// Parameters of its laws.
    #[serde(rename = "p", skip_serializing_if = "Params::is_empty")]
    pub params: Params,
    /// Intervals of parameters that are not known exactly.
    #[serde(rename = "v", skip_serializing_if = "WireSpans::is_empty")]
    pub spans: WireSpans,
    /// Round trip to a sibling, in ms.
    #[serde(rename = "rt", skip_serializing_if = "Option::is_none")]
    pub round_trip_ms: Option<Num>,
    /// False: no data may be kept in it.
    #[serde(rename = "da", skip_serializing_if = "Option::is_none")]
    pub may_hold_data: Option<bool>,
    /// Its box on the canvas: x, y, width, height in px.
    #[serde(rename = "xy", skip_serializing_if = "Option::is_none")]
    pub rect: Option<[Num; 4]>,
    /// Assumptions.
    #[serde(rename = "o", skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The goal.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct WireGoal {
    /// Most unavailability allowed.
    #[serde(rename = "u", skip_serializing_if = "Option::is_none")]
    pub target_u: Option<Num>,
    /// Slug of the window.
    #[serde(rename = "w", skip_serializing_if = "Option::is_none")]
    pub window: Option<String>,
    /// RTO in h.
    #[serde(rename = "rto", skip_serializing_if = "Option::is_none")]
    pub rto_h: Option<Num>,
    /// RPO in h.
    #[serde(rename = "rpo", skip_serializing_if = "Option::is_none")]
    pub rpo_h: Option<Num>,
    /// Peak load.
    #[serde(rename = "pl", skip_serializing_if = "Option::is_none")]
    pub peak_load: Option<Num>,
    /// Slug of the load's unit.
    #[serde(rename = "lu", skip_serializing_if = "Option::is_none")]
    pub load_unit: Option<String>,
    /// Growth.
    #[serde(rename = "gr", skip_serializing_if = "Option::is_none")]
    pub growth: Option<Num>,
    /// Headroom.
    #[serde(rename = "hr", skip_serializing_if = "Option::is_none")]
    pub headroom: Option<Num>,
    /// Budget per month.
    #[serde(rename = "bu", skip_serializing_if = "Option::is_none")]
    pub budget_per_month: Option<Num>,
    /// Currency sign.
    #[serde(rename = "cu", skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Most latency added to a write, in ms.
    #[serde(rename = "la", skip_serializing_if = "Option::is_none")]
    pub latency_ms: Option<Num>,
    /// Slug of what the team can do.
    #[serde(rename = "sk", skip_serializing_if = "Option::is_none")]
    pub skill: Option<String>,
    /// Most places that may hold one component's data.
    #[serde(rename = "si", skip_serializing_if = "Option::is_none")]
    pub most_sites: Option<u32>,
    /// Most endpoints of one component.
    #[serde(rename = "ep", skip_serializing_if = "Option::is_none")]
    pub most_endpoints: Option<u32>,
    /// What traffic between zones adds to the price of units, as a share.
    #[serde(rename = "bs", skip_serializing_if = "Option::is_none")]
    pub between_sites: Option<Num>,
    /// Journeys.
    #[serde(rename = "j", skip_serializing_if = "Capped::is_empty")]
    pub journeys: Capped<WireJourney, { limits::JOURNEYS }>,
}

/// A journey.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct WireJourney {
    /// Id.
    #[serde(rename = "i", skip_serializing_if = "Option::is_none")]
    pub id: Option<u32>,
    /// Name.
    #[serde(rename = "n", skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Id of the component where it enters.
    #[serde(rename = "e")]
    pub entry: u32,
    /// Its own target.
    #[serde(rename = "u", skip_serializing_if = "Option::is_none")]
    pub target_u: Option<Num>,
    /// Its weight, when it is not 1.
    #[serde(rename = "w", skip_serializing_if = "Option::is_none")]
    pub weight: Option<Num>,
}

/// A number, written without a point where it is whole; it comes back with the same bits.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Num(pub f64);

impl Serialize for Num {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self(value) = *self;
        let is_short = value.abs() < 1e15 && value.trunc().to_bits() == value.to_bits();
        if is_short && (value != 0.0 || value.is_sign_positive()) {
            #[expect(clippy::cast_possible_truncation, reason = "whole and below 2⁵³")]
            to.serialize_i64(value as i64)
        } else {
            to.serialize_f64(value)
        }
    }
}

/// At most `MAX` items; those beyond are counted and not kept, so that a short text cannot ask for much memory.
#[derive(Debug, Clone, PartialEq)]
pub struct Capped<T, const MAX: usize> {
    /// The first ones.
    pub items: Vec<T>,
    /// How many more there were.
    pub surplus: usize,
}

impl<T, const MAX: usize> Capped<T, MAX> {
    /// It holds nothing.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl<T, const MAX: usize> Default for Capped<T, MAX> {
    fn default() -> Self {
        Self { items: Vec::new(), surplus: 0 }
    }
}

impl<T, const MAX: usize> FromIterator<T> for Capped<T, MAX> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self { items: items.into_iter().collect(), surplus: 0 }
    }
}

impl<T: Serialize> Serialize for Map<String, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self)
    }
}

impl<T: Serialize, const MAX: usize> Serialize for Capped<T, MAX> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.items.serialize(to)
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Fields for Wire {
    fn field(&mut self, name: &str) -> Option<&mut dyn Read> {
        Some(match name {
            "nines" => &mut self.nines,
            "n" => &mut self.name,
            "c" => &mut self.components,
            "l" => &mut self.links,
            "li" => &mut self.link_ids,
            "so" => &mut self.soft,
            "as" => &mut self.unawaited,
            "ca" => &mut self.cached,
            "ch" => &mut self.cached_h,
            "s" => &mut self.sets,
            "sw" => &mut self.switching,
            "z" => &mut self.zones,
            "g" => &mut self.goal,
            "fc" => &mut self.failed_components,
            "fl" => &mut self.failed_links,
            "fz" => &mut self.failed_zones,
            "st" => &mut self.steps,
            "sum" => &mut self.sum,
            _ => return None,
        })
    }
}

impl Fields for WireComponent {
    fn field(&mut self, name: &str) -> Option<&mut dyn Read> {
        Some(match name {
            "i" => &mut self.id,
            "k" => &mut self.kind,
            "n" => &mut self.name,
            "f" => &mut self.fault,
            "r" => &mut self.recovery,
            "s" => &mut self.strategy,
            "t" => &mut self.test,
            "fe" => &mut self.fenced,
            "at" => &mut self.placement,
            "tr" => &mut self.train,
            "p" => &mut self.params,
            "v" => &mut self.spans,
            "pin" => &mut self.pinned,
            "mo" => &mut self.modes,
            "mu" => &mut self.most_units,
            "xy" => &mut self.corner,
            "o" => &mut self.note,
            _ => return None,
        })
    }
}

impl Fields for WireZone {
    fn field(&mut self, name: &str) -> Option<&mut dyn Read> {
        Some(match name {
            "i" => &mut self.id,
            "k" => &mut self.kind,
            "n" => &mut self.name,
            "in" => &mut self.parent,
            "f" => &mut self.fault,
            "r" => &mut self.recovery,
            "p" => &mut self.params,
            "v" => &mut self.spans,
            "rt" => &mut self.round_trip_ms,
            "da" => &mut self.may_hold_data,
            "xy" => &mut self.rect,
            "o" => &mut self.note,
            _ => return None,
        })
    }
}

impl Fields for WireGoal {
    fn field(&mut self, name: &str) -> Option<&mut dyn Read> {
        Some(match name {
            "u" => &mut self.target_u,
            "w" => &mut self.window,
            "rto" => &mut self.rto_h,
            "rpo" => &mut self.rpo_h,
            "pl" => &mut self.peak_load,
            "lu" => &mut self.load_unit,
            "gr" => &mut self.growth,
            "hr" => &mut self.headroom,
            "bu" => &mut self.budget_per_month,
            "cu" => &mut self.currency,
            "la" => &mut self.latency_ms,
            "sk" => &mut self.skill,
            "si" => &mut self.most_sites,
            "ep" => &mut self.most_endpoints,
            "bs" => &mut self.between_sites,
            "j" => &mut self.journeys,
            _ => return None,
        })
    }
}

impl Fields for WireJourney {
    fn field(&mut self, name: &str) -> Option<&mut dyn Read> {
        Some(match name {
            "i" => &mut self.id,
            "n" => &mut self.name,
            "e" => &mut self.entry,
            "u" => &mut self.target_u,
            "w" => &mut self.weight,
            _ => return None,
        })
    }
}

impl Read for Wire {
    fn read(&mut self, from: &mut Reader<'_>) -> Option<()> {
        from.fields(self)
    }
}

impl Read for WireComponent {
    fn read(&mut self, from: &mut Reader<'_>) -> Option<()> {
        from.fields(self)
    }
}

impl Read for WireZone {
    fn read(&mut self, from: &mut Reader<'_>) -> Option<()> {
        from.fields(self)
    }
}

impl Read for WireGoal {
    fn read(&mut self, from: &mut Reader<'_>) -> Option<()> {
        from.fields(self)
    }
}

impl Read for WireJourney {
    fn read(&mut self, from: &mut Reader<'_>) -> Option<()> {
        from.fields(self)
    }
}

impl Read for Num {
    fn read(&mut self, from: &mut Reader<'_>) -> Option<()> {
        self.0.read(from)
    }
}

impl<T: Read + Default> Read for Map<String, T> {
    fn read(&mut self, from: &mut Reader<'_>) -> Option<()> {
        let mut rows = Vec::new();
        from.object(&mut |from, slug| {
            let mut value = T::default();
            value.read(from)?;
            rows.push((slug, value));
            Some(())
        })?;
        // In order, so that nothing has to move; of the same name the last one counts.
        ordered::sort_by(&mut rows, |(a, _), (b, _)| a.cmp(b));
        self.extend(rows);
        Some(())
    }
}

impl<T: Read + Default, const MAX: usize> Read for Capped<T, MAX> {
    fn read(&mut self, from: &mut Reader<'_>) -> Option<()> {
        from.list(&mut |from, index| {
            if index >= MAX {
                self.surplus += 1;
                return from.skip();
            }
            let mut item = T::default();
            item.read(from)?;
            self.items.push(item);
            Some(())
        })
    }
}
