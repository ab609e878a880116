//! What is looked at beside the plan: a choice before it is made, and studies that the worker makes.

use std::rc::Rc;

use crate::model::{Edit, Plan};

/// An edit that is looked at: the page shows the plan as it would be, and nothing is changed yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// What would be made.
    pub edit: Rc<Edit>,
    /// The plan with it.
    pub plan: Rc<Plan>,
}

impl Preview {
    /// The plan as this edit would make it; none of what changes nothing or cannot be made.
    pub fn of(edit: Rc<Edit>, plan: &Plan) -> Option<Self> {
        let plan = Rc::new(edit.apply(plan).ok()?);
        Some(Self { edit, plan })
    }
}

/// Something to be looked at beside the plan that takes the worker some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// What every amount of downtime costs at least.
    Front,
    /// How sure the recommended choice is.
    Win,
    /// Where each input of the selected component would just meet the target.
    Reach,
}
