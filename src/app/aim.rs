//! Where a hint leads: what is selected, which panel and which of its sections are open, and which field gets the focus.

use super::state::Panel;
use crate::engine::lint::{Field, Lint, Whose};
use crate::model::{Item, Param};

/// A field of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aim {
    /// What is selected; none: the panel is enough.
    pub item: Option<Item>,
    /// The panel.
    pub panel: Panel,
    /// Sections that must be open, from the outside in.
    pub sections: &'static [&'static str],
    /// Its id in the page.
    pub field: String,
}

impl Aim {
    /// Where a lint is mended.
    pub fn of(lint: &Lint) -> Self {
        let (whose, field) = lint.place();
        let (item, panel) = match whose {
            Whose::Component(id) => (Some(Item::Component(id)), Panel::Inspector),
            Whose::Link(id) => (Some(Item::Link(id)), Panel::Inspector),
            Whose::Goal => (None, Panel::Goal),
        };
        let param = |param: Param| format!("field-{}", param.row().slug);
        let (sections, field): (&[&str], String) = match field {
            Field::Units => (&["strategy"], "units-field".to_owned()),
            Field::Places => (&["placement"], "place-zone-0".to_owned()),
            Field::Misses => (&["strategy", "detection"], param(Param::Misses)),
            Field::PollInterval => (&["strategy", "detection"], param(Param::PollInterval)),
            Field::Fencing => (&["strategy", "detection"], "fenced-field".to_owned()),
            Field::Tests => (&["strategy", "tests"], param(Param::TestInterval)),
            Field::Coverage => (&["strategy"], param(Param::Coverage)),
            Field::CommonCause => (&["strategy"], param(Param::CommonCause)),
            Field::CachedFor => (&[], "field-cached-for".to_owned()),
            Field::Need => (&[], "need".to_owned()),
            Field::Detect => (&["recovery"], param(Param::PartDetect)),
            Field::Deploys => (&["work"], param(Param::Deploys)),
            Field::Whole => (&[], "name-field".to_owned()),
            Field::Rpo => (&[], "field-rpo".to_owned()),
            Field::PeakLoad => (&[], "field-peak-load".to_owned()),
            Field::JourneyTarget(id) => (&[], format!("field-journey-target-{}", id.0)),
        };
        Self { item, panel, sections, field }
    }
}
