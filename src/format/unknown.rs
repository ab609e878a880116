//! Which fields of a plan's JSON this version does not know, by their paths: `c.3.colour`.
//!
//! It looks at names only. Values are judged by the wire's structs, which read the same text first.

use std::fmt;

use serde::Deserialize as _;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::model::limits;

/// What a field holds.
#[derive(Clone, Copy)]
enum Holds {
    /// Something without names of its own, or with free ones.
    Plain,
    /// A struct.
    One(Fields),
    /// A list of structs. Those beyond its limit are counted elsewhere, and not looked at.
    Many(Fields, usize),
}

type Fields = &'static [(&'static str, Holds)];

impl Holds {
    /// What the field of this name holds; none: there is no such field.
    fn field(self, name: &str) -> Option<Self> {
        match self {
            Self::One(fields) => fields.iter().find(|(known, _)| *known == name).map(|(_, holds)| *holds),
            Self::Plain | Self::Many(..) => None,
        }
    }

    /// What the item at `index` of a list holds. A struct may be written as the list of its fields.
    fn item(self, index: usize) -> Self {
        match self {
            Self::Many(fields, most) if index < most => Self::One(fields),
            Self::One(fields) => fields.get(index).map_or(Self::Plain, |(_, holds)| *holds),
            Self::Plain | Self::Many(..) => Self::Plain,
        }
    }
}

/// The names in [`super::wire`], in its order; each new field gets a row here.
const PLAN: Fields = &[
    ("nines", Holds::Plain),
    ("n", Holds::Plain),
    ("c", Holds::Many(COMPONENT, limits::COMPONENTS)),
    ("l", Holds::Plain),
    ("li", Holds::Plain),
    ("s", Holds::Plain),
    ("z", Holds::Many(ZONE, limits::ZONES)),
    ("g", Holds::One(GOAL)),
    ("sum", Holds::Plain),
];
const COMPONENT: Fields = &plain(["i", "k", "n", "f", "r", "s", "t", "fe", "at", "p", "xy", "o"]);
const ZONE: Fields = &plain(["i", "k", "n", "in", "f", "r", "p", "rt", "xy", "o"]);
const GOAL: Fields = &[
    ("u", Holds::Plain),
    ("w", Holds::Plain),
    ("rto", Holds::Plain),
    ("rpo", Holds::Plain),
    ("pl", Holds::Plain),
    ("lu", Holds::Plain),
    ("gr", Holds::Plain),
    ("hr", Holds::Plain),
    ("bu", Holds::Plain),
    ("cu", Holds::Plain),
    ("la", Holds::Plain),
    ("j", Holds::Many(JOURNEY, limits::JOURNEYS)),
];
const JOURNEY: Fields = &plain(["i", "n", "e", "u"]);

/// Names of fields that hold nothing with names.
#[expect(clippy::indexing_slicing, reason = "both have N items, and it runs while compiling")]
const fn plain<const N: usize>(names: [&'static str; N]) -> [(&'static str, Holds); N] {
    let mut fields = [("", Holds::Plain); N];
    let mut at = 0;
    while at < N {
        fields[at].0 = names[at];
        at += 1;
    }
    fields
}

/// Tells the path of every unknown field of a plan's JSON, in the order of the text.
pub(super) fn name(json: &str, tell: &mut dyn FnMut(String)) {
    let mut from = serde_json::Deserializer::from_str(json);
    // The wire's structs have found no fault with the text.
    let _ = Look { at: String::new(), holds: Holds::One(PLAN), tell }.deserialize(&mut from);
}

/// Looks through what one field holds.
struct Look<'a> {
    /// Path of what it holds, with the point behind it.
    at: String,
    holds: Holds,
    tell: &'a mut dyn FnMut(String),
}

impl<'de> DeserializeSeed<'de> for Look<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        match self.holds {
            Holds::Plain => IgnoredAny::deserialize(from).map(|_| ()),
            Holds::One(_) | Holds::Many(..) => from.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Look<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a struct or a list of structs")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let at = format!("{}{key}", self.at);
            let known = self.holds.field(&key);
            if known.is_none() {
                (self.tell)(at.clone());
            }
            map.next_value_seed(Look { at: at + ".", holds: known.unwrap_or(Holds::Plain), tell: self.tell })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut index = 0;
        loop {
            let look = Look { at: format!("{}{index}.", self.at), holds: self.holds.item(index), tell: self.tell };
            if list.next_element_seed(look)?.is_none() {
                return Ok(());
            }
            index += 1;
        }
    }
}
