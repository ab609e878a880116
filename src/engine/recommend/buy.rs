//! What to buy next: of the plan as it stands, the single changes that save most downtime for their money.
//!
//! Exact for one change at a time, since U is linear in each part; two of them together save another sum.

use super::{Ground, Priced};
use crate::engine::optimise::{Around, Problem};
use crate::engine::report::Buy;
use crate::model::{Kind, limits, ordered};

impl Ground<'_> {
    /// The best change of each component, the one that saves most per unit of money first; those that cost nothing more
    /// come before all others, by what they save.
    pub(super) fn buys(&self, problem: &Problem<'_>) -> Vec<Buy> {
        let here = vec![0; self.offers.len()];
        let around = problem.around(&here);
        let strain = |at: &usize| around.now.get(*at).zip(self.targets.get(*at)).map_or(0.0, |(u, target)| u / target);
        let Some(worst) = (0..self.targets.len()).max_by(|a, b| strain(a).total_cmp(&strain(b))) else {
            return Vec::new();
        };
        let mut buys: Vec<Buy> = (0..self.menus.len()).filter_map(|part| self.best_buy(&around, worst, part)).collect();
        ordered::sort_by(&mut buys, by_worth);
        buys.truncate(limits::BUYS);
        buys
    }

    fn best_buy(&self, around: &Around<'_>, worst: usize, part: usize) -> Option<Buy> {
        let component = self.system.order.get(part)?;
        let is_people = self.topology.components.get(component).is_none_or(|it| it.kind == Kind::Users);
        let (menu, now_u) = (self.menus.get(part)?, *around.now.get(worst)?);
        let first = menu.first().filter(|_| !is_people)?;
        let buy = |(pick, option): (usize, &Priced)| {
            let saves_u = now_u - around.with(part, pick).get(worst)?;
            let more_per_month = option.figures.cost_per_month - first.figures.cost_per_month;
            let buy = Buy { component: *component, to: option.alternative(), saves_u, more_per_month };
            (saves_u > now_u * LEAST).then_some(buy)
        };
        let open = menu.iter().enumerate().skip(1).filter(|(_, option)| option.gates.is_empty());
        open.filter_map(buy).min_by(by_worth)
    }
}

/// A smaller share of the downtime is not worth a line.
const LEAST: f64 = 1e-3;

/// The better one first: by downtime saved per unit of money, then by downtime saved.
fn by_worth(a: &Buy, b: &Buy) -> std::cmp::Ordering {
    b.per_money().total_cmp(&a.per_money()).then(b.saves_u.total_cmp(&a.saves_u))
}
