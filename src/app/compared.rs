//! Plan A beside the board: back to it, and the two change places. The story belongs to the board and stays there.

use std::rc::Rc;

use super::state::State;
use crate::model::{Edit, Plan};

impl State {
    /// Puts A back onto the board; A stays A.
    pub(super) fn back_to_a(&mut self) {
        if let Some(plan) = self.compared.clone() {
            self.make(&Edit::Replace(self.with_own_steps(&plan)));
        }
    }

    /// A and the plan on the board change places.
    pub(super) fn swap_with_a(&mut self) {
        let before = Rc::clone(&self.plan);
        self.back_to_a();
        if !Rc::ptr_eq(&before, &self.plan) {
            self.compared = Some(before);
        }
    }

    /// A step through the history that brings A itself back undoes a swap: what leaves the board is A again.
    pub(super) fn unswap(&mut self, plan: &Rc<Plan>) {
        if self.compared.as_ref().is_some_and(|compared| Rc::ptr_eq(compared, plan)) {
            self.compared = Some(Rc::clone(&self.plan));
        }
    }

    fn with_own_steps(&self, plan: &Rc<Plan>) -> Rc<Plan> {
        if Rc::ptr_eq(&plan.steps, &self.plan.steps) {
            return Rc::clone(plan);
        }
        Rc::new(Plan { steps: Rc::clone(&self.plan.steps), ..(**plan).clone() })
    }
}
