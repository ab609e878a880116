//! The words of the panels: labels, help, sentences around figures. One struct, one constant per language.

mod en;
pub mod names;
pub mod params;
mod zh;

use super::Lang;

/// What a number is called and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// Its name.
    pub label: &'static str,
    /// Its symbol in the formulas; empty when it has none.
    pub symbol: &'static str,
    /// Two sentences, with the formula where one applies.
    pub help: &'static str,
}

/// Every word of the inspector and the goal panel.
#[derive(Debug)]
pub struct PanelWords {
    /// The name field.
    pub name: &'static str,
    /// The kind field.
    pub kind: &'static str,
    /// Something without a name.
    pub unnamed: &'static str,
    /// Nothing is selected.
    pub hint: &'static str,
    /// Nothing is there.
    pub hint_empty: &'static str,
    /// Fail by hand.
    pub fail: &'static str,
    /// Mend by hand.
    pub mend: &'static str,
    /// What failing by hand does.
    pub fail_hint: &'static str,
    /// Copy beside itself.
    pub duplicate: &'static str,
    /// Delete.
    pub remove: &'static str,
    /// A component's own downtime.
    pub own_downtime: &'static str,
    /// 95 % point of the time to serve again.
    pub own_rto: &'static str,
    /// A component's cost.
    pub own_cost: &'static str,
    /// What the own figures leave aside.
    pub own_hint: &'static str,
    /// An amount per month.
    pub per_month: fn(&str) -> String,
    /// The section of the strategy.
    pub strategy: &'static str,
    /// The variant within a family.
    pub variant: &'static str,
    /// A strategy that is not on the kind's menu.
    pub unusual_strategy: &'static str,
    /// How many units.
    pub units: fn(u32) -> String,
    /// The stepper of units.
    pub units_label: &'static str,
    /// One fewer.
    pub fewer: &'static str,
    /// One more.
    pub more: &'static str,
    /// How k is chosen.
    pub needed_label: &'static str,
    /// k from the load.
    pub needed_from_load: &'static str,
    /// k by hand.
    pub needed_fixed: &'static str,
    /// k of n.
    pub needed_of: fn(u32, u32) -> String,
    /// k of each site.
    pub needed_per_site: fn(u32) -> String,
    /// The takeover loop.
    pub detection: &'static str,
    /// The takeover loop in one line: interval, misses, timeout.
    pub loop_line: fn(&str, u32, &str) -> String,
    /// Mean and worst detection, and false takeovers.
    pub detection_line: fn(&str, &str, &str) -> String,
    /// No such event.
    pub none: &'static str,
    /// The old primary is cut off.
    pub fenced: &'static str,
    /// What fencing does.
    pub fenced_hint: &'static str,
    /// Crews and tests.
    pub repair_and_tests: &'static str,
    /// How a standby is tested.
    pub test_label: &'static str,
    /// Always watched.
    pub test_monitored: &'static str,
    /// At intervals.
    pub test_every: &'static str,
    /// Never.
    pub test_never: &'static str,
    /// The section of the fault.
    pub fault: &'static str,
    /// The form of a law.
    pub stated_as: &'static str,
    /// Form of a fault.
    pub form_logistic_fault: &'static str,
    /// Form of a law.
    pub form_quantiles: &'static str,
    /// Form of a fault.
    pub form_mttf_exponential: &'static str,
    /// Form of a fault.
    pub form_mttf_weibull: &'static str,
    /// Form of a fault.
    pub form_mttf_lognormal: &'static str,
    /// Form of a fault.
    pub form_published: &'static str,
    /// Form of a fault.
    pub form_never: &'static str,
    /// Median of a fault with its 90 % point.
    pub fault_half: Words,
    /// 90 % point of a fault.
    pub fault_most: Words,
    /// No fault.
    pub never_fails: &'static str,
    /// MTTF, rate, and the availability of one unit.
    pub fault_line: fn(&str, &str, &str) -> String,
    /// P(0).
    pub dead_on_arrival: fn(&str) -> String,
    /// P(0) above 1 %.
    pub dead_on_arrival_warning: &'static str,
    /// The section of the recovery.
    pub recovery: &'static str,
    /// Section of the charts.
    pub curves: &'static str,
    /// Form of a recovery.
    pub form_parts: &'static str,
    /// Form of a recovery.
    pub form_logistic_recovery: &'static str,
    /// Form of a recovery.
    pub form_mttr_exponential: &'static str,
    /// Form of a recovery.
    pub form_mttr_weibull: &'static str,
    /// Form of a recovery.
    pub form_mttr_lognormal: &'static str,
    /// Median of a recovery with its 90 % point.
    pub recovery_half: Words,
    /// 90 % point of a recovery.
    pub recovery_most: Words,
    /// MTTR and the 95 % point.
    pub recovery_line: fn(&str, &str) -> String,
    /// R(0).
    pub instant_recovery: fn(&str) -> String,
    /// R(0) above 1 %.
    pub instant_recovery_warning: &'static str,
    /// Part of a recovery.
    pub part_detect: &'static str,
    /// Part of a recovery.
    pub part_diagnose: &'static str,
    /// Part of a recovery.
    pub part_repair: &'static str,
    /// Part of a recovery.
    pub part_verify: &'static str,
    /// The part that takes longest.
    pub costliest_part: fn(&str, &str) -> String,
    /// The section of the load.
    pub load: &'static str,
    /// No peak load is stated.
    pub no_load: &'static str,
    /// The unit carries any load.
    pub no_limit: &'static str,
    /// The load that arrives, and the sum that gives the units.
    pub load_line: fn(&str, &str) -> String,
    /// The section of the placement.
    pub placement: &'static str,
    /// What the placement means.
    pub placement_hint: &'static str,
    /// There are no zones.
    pub no_zones: &'static str,
    /// Outside every zone.
    pub no_zone: &'static str,
    /// The zone of a row.
    pub zone: &'static str,
    /// The units of a row.
    pub units_in: fn(&str) -> String,
    /// One row more.
    pub add_place: &'static str,
    /// One row less.
    pub remove_place: fn(&str) -> String,
    /// The section of the cost.
    pub cost: &'static str,
    /// Cost of the component per month.
    pub cost_line: fn(&str, u32) -> String,
    /// The section of changes and planned work.
    pub work: &'static str,
    /// The section of the age.
    pub age: &'static str,
    /// The risk ahead.
    pub risk_line: fn(&str) -> String,
    /// The section of the note.
    pub note: &'static str,
    /// What the note is for.
    pub note_hint: &'static str,
    /// A link.
    pub link: &'static str,
    /// What a link says.
    pub needs: fn(&str, &str) -> String,
    /// The need of a link.
    pub how_needed: &'static str,
    /// k of the set.
    pub enough_of: fn(u32) -> String,
    /// The members of the set.
    pub alternatives: &'static str,
    /// What stands beside a member that is used before the others.
    pub in_use: &'static str,
    /// The time of a cached link.
    pub cached_for: Words,
    /// The chance of a set's switch.
    pub switching: Words,
    /// Makes a set.
    pub make_any_of: fn(u32, u32) -> String,
    /// How much is selected: components, links, zones.
    pub selected: fn(usize, usize, usize) -> String,
    /// Puts components into a zone.
    pub move_into: &'static str,
    /// No zone chosen yet.
    pub choose_zone: &'static str,
    /// Not the same for all that are selected.
    pub several: &'static str,
    /// The field that lays the selection along a line.
    pub align: &'static str,
    /// Nothing chosen yet.
    pub choose_line: &'static str,
    /// Left, centre, right, top, middle, bottom; gaps across, gaps down.
    pub lines: [&'static str; 8],
    /// Where something lies on the canvas.
    pub position: &'static str,
    /// What a zone holds.
    pub inside: &'static str,
    /// Units and components in a zone.
    pub inside_line: fn(u32, u32) -> String,
    /// The zone around a zone.
    pub lies_in: &'static str,
    /// The section of the round trip.
    pub distance: &'static str,
    /// A zone's round trip.
    pub round_trip: Words,
    /// The goal.
    pub goal: &'static str,
    /// Group of the goal.
    pub goal_availability: &'static str,
    /// Group of the goal.
    pub goal_recovery: &'static str,
    /// Group of the goal.
    pub goal_load: &'static str,
    /// Group of the goal.
    pub goal_limits: &'static str,
    /// The target.
    pub target: Words,
    /// The window.
    pub window: &'static str,
    /// The downtime that the target allows.
    pub allows: fn(&str) -> String,
    /// The RTO.
    pub rto: Words,
    /// The RPO.
    pub rpo: Words,
    /// The peak load.
    pub peak_load: Words,
    /// The unit of the load.
    pub load_unit: &'static str,
    /// Growth.
    pub growth: Words,
    /// Headroom.
    pub headroom: Words,
    /// The budget.
    pub budget: Words,
    /// The latency limit.
    pub latency: Words,
    /// The currency sign.
    pub currency: &'static str,
    /// The journeys.
    pub journeys: &'static str,
    /// There are none.
    pub no_journeys: &'static str,
    /// A journey's name.
    pub journey_name: &'static str,
    /// A journey's entry.
    pub journey_entry: &'static str,
    /// A journey's own target.
    pub journey_target: Words,
    /// How much a journey counts.
    pub journey_weight: Words,
    /// A new journey's name.
    pub journey_default: fn(u32) -> String,
    /// One journey more.
    pub add_journey: &'static str,
    /// One journey less.
    pub remove_journey: fn(&str) -> String,
    /// The button that explains.
    pub about: fn(&str) -> String,
    /// The button that goes back to the default.
    pub reset: fn(&str, &str) -> String,
    /// The button that empties a field.
    pub clear: fn(&str) -> String,
    /// An optional field is empty.
    pub not_set: &'static str,
    /// The default.
    pub default_is: fn(&str) -> String,
    /// The zone whose releases all units get.
    pub train: &'static str,
    /// None of them.
    pub no_train: &'static str,
    /// Section: how likely data is lost.
    pub durability: &'static str,
    /// How an object is kept, from its parts of data and of parity.
    pub kept_as: fn(u32, u32) -> String,
    /// The methods, in the order of [`crate::engine::durability::AnnualLoss`]: name and what it takes for granted.
    pub loss_methods: [(&'static str, &'static str); 3],
    /// The chance to lose an object in a year: in nines, and as so many objects.
    pub loss: fn(f64) -> String,
    /// What no method sees.
    pub loss_note: &'static str,
    /// How an interval is read.
    pub nine_in_ten: fn(&str) -> String,
}

impl PanelWords {
    /// The words of a language.
    pub fn of(lang: Lang) -> &'static Self {
        lang.pick(&en::EN, &zh::ZH)
    }
}
