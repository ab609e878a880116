//! The choice on made-up plans, and what is asked about it: the front, the win share, the flip points.

use nines::engine::flip::{self, Flip};
use nines::engine::front::{EFFORT_SOON, EFFORT_WHOLE, front};
use nines::engine::menu::menu;
use nines::engine::placement::Setting;
use nines::engine::recommend::{EFFORT_FLIP, EFFORT_FRAME, EFFORT_WORKER, Memo, recommend};
use nines::engine::report::{Outcome, Recommendation};
use nines::engine::win::{FEWEST, win};
use nines::engine::{Cache, zones};
use nines::model::{
    Component, ComponentId, Goal, Kind, Link, LinkId, LinkSet, Need, Place, SetId, Topology, Zone, ZoneId, ZoneKind,
};

use crate::answer::Clock;

const KINDS: [Kind; 8] =
    [Kind::Service, Kind::Sql, Kind::Balancer, Kind::Queue, Kind::Service, Kind::Cache, Kind::KeyValue, Kind::Worker];

/// A made-up plan with its goal; none when there is no such form.
pub(crate) fn made_up(form: &str, components: u32, target_u: f64) -> Option<(Topology, Goal)> {
    let (zones, alternatives) = match form {
        "one-place" => (1, false),
        "three-zones" => (3, false),
        "alternatives" => (3, true),
        _ => return None,
    };
    let (topology, mut goal) = plan(components, zones, alternatives);
    goal.target_u = target_u * f64::from(components) / 30.0;
    Some((topology, goal))
}

/// Options of all menus; then for the frame's effort and for the worker's: milliseconds, menus included, the least of some
/// runs, and `proven`, `unreachable`, or by how much of the proven bound the cost may be too high.
pub(crate) fn choice(topology: &Topology, goal: &Goal, runs: u32, now_ms: Clock<'_>) -> String {
    let laws = zones::laws(topology);
    let setting = Setting { topology, goal, laws: &laws };
    let options: usize = topology.components.values().map(|component| menu(component, &setting).len()).sum();
    let timed = |effort: usize| {
        let once = |_| {
            let start = now_ms();
            let found = recommend(topology, goal, effort, &mut Cache::default(), &mut Memo::default());
            (now_ms() - start, found)
        };
        let best = (0..runs).map(once).min_by(|a, b| a.0.total_cmp(&b.0));
        best.map_or_else(String::new, |(ms, found)| format!("{ms} {}", state(&found)))
    };
    format!("{options} {} {}", timed(EFFORT_FRAME), timed(EFFORT_WORKER))
}

fn state(found: &Recommendation) -> String {
    match found.outcome {
        Outcome::Unreachable => "unreachable".to_owned(),
        Outcome::Keep | Outcome::Change | Outcome::OverBudget | Outcome::Empty if found.proven => "proven".to_owned(),
        Outcome::Keep | Outcome::Change | Outcome::OverBudget | Outcome::Empty => found.gap().to_string(),
    }
}

/// One line each, milliseconds first: the front that is wanted soon and the whole one (stops, gap), the first win share
/// (draws, of these unproven), and of the component in the middle the flips by its own inputs and by those of others (how
/// many).
pub(crate) fn studies(topology: &Topology, goal: &Goal, now_ms: Clock<'_>) -> String {
    let mut lines = Vec::new();
    for (name, effort) in [("front-soon", EFFORT_SOON), ("front", EFFORT_WHOLE)] {
        let start = now_ms();
        let found = front(topology, goal, effort, &mut Cache::new()).unwrap_or_default();
        lines.push(format!("{name} {} {} {}", now_ms() - start, found.stops.len(), found.gap()));
    }
    let start = now_ms();
    let tally = win(topology, goal, (0, FEWEST), EFFORT_FLIP, &mut Cache::new());
    lines.push(format!("win {} {} {}", now_ms() - start, tally.draws, tally.unproven));
    let middle = topology.components.keys().nth(topology.components.len() / 2).copied().unwrap_or(ComponentId(1));
    type Flips = fn(&Topology, &Goal, ComponentId, usize, &mut Cache) -> Vec<Flip>;
    for (name, of) in [("flips", flip::flips as Flips), ("flips-of-others", flip::flips_of_others)] {
        let start = now_ms();
        let mut cache = Cache::new();
        let settled = flip::settled(topology, goal, EFFORT_FLIP, &mut cache);
        let flips = of(&settled, goal, middle, EFFORT_FLIP, &mut cache);
        lines.push(format!("{name} {} {} 0", now_ms() - start, flips.len()));
    }
    lines.join("\n")
}

/// A tree of components over these zones, each needing the one above it; some have a second one to turn to.
fn plan(components: u32, zones: u32, alternatives: bool) -> (Topology, Goal) {
    let mut topology = Topology::default();
    for id in 1..=zones {
        let (id, row) = (ZoneId(id), ZoneKind::Zone.row());
        let (name, note) = (format!("zone {}", id.0), String::new());
        let (fault, recovery) = (row.fault, row.recovery);
        let zone = Zone {
            may_hold_data: true,
            spans: Default::default(),
            id,
            kind: ZoneKind::Zone,
            name,
            parent: None,
            fault,
            recovery,
            round_trip_ms: row.round_trip_ms,
            note,
        };
        topology.zones.insert(id, zone.into());
    }
    for id in 1..=components {
        let kind = KINDS.get(id as usize % KINDS.len()).copied().unwrap_or(Kind::Service);
        let mut component = Component::new(ComponentId(id), kind, format!("part {id}"));
        // No two cost the same.
        component.price_per_month = 60.0 + f64::from(id * 7919 % 97);
        component.placement = vec![Place { zone: Some(ZoneId(1)), units: 1 }];
        topology.components.insert(component.id, component.into());
    }
    for to in 2..=components {
        let from = if to % 3 == 0 { to / 2 } else { to - 1 };
        let add = |topology: &mut Topology, need| {
            let id = LinkId(u32::try_from(topology.links.len()).unwrap_or(0) + 1);
            topology.links.insert(id, Link { id, from: ComponentId(from), to: ComponentId(to), need });
        };
        if alternatives && to % 4 == 0 && to < components {
            let set = SetId(to);
            add(&mut topology, Need::OneOf(set));
            let id = LinkId(u32::try_from(topology.links.len()).unwrap_or(0) + 1);
            let other = ComponentId(to + 1);
            topology.links.insert(id, Link { id, from: ComponentId(from), to: other, need: Need::OneOf(set) });
            topology.sets.insert(set, LinkSet { id: set, needed: 1, switching: 1.0 });
        } else {
            add(&mut topology, Need::Hard);
        }
    }
    (topology, Goal::default())
}
