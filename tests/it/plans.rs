//! Plans for tests and for the bench: hand-made parts, and random plans from a seed. The same bits on every machine.

#![allow(dead_code, reason = "each test module uses what it needs")]
#![allow(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "what is made here is small, and a test that meets the unexpected should stop"
)]

use std::rc::Rc;

use nines::model::lifetime::{Fault, Lifetime, Recovery};
use nines::model::ordered::Map;
use nines::model::{
    Component, ComponentId, Detection, Goal, Journey, JourneyId, Kind, Link, LinkId, LinkSet, Need, Place, Redundancy,
    SetId, Strategy, Temperature, TestInterval, Topology, Zone, ZoneId, ZoneKind,
};

/// A repeatable source of choices (SplitMix64).
#[derive(Debug, Clone)]
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// The next 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// From 0 up to `n`, `n` left out.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.bits() % n.max(1) as u64) as usize
    }

    /// From 0 to 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Whether a chance comes true.
    pub(crate) fn is(&mut self, chance: f64) -> bool {
        self.share() < chance
    }

    /// From `low` to `high`, even by ratio.
    pub(crate) fn ratio(&mut self, low: f64, high: f64) -> f64 {
        low * libm::pow(high / low, self.share())
    }

    /// One of several.
    pub(crate) fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// A constant hazard and a constant repair rate.
pub(crate) fn laws(mttf_h: f64, mttr_h: f64) -> (Fault, Recovery) {
    (Fault::Law(Lifetime::Exponential { mean_h: mttf_h }), Recovery::Law(Lifetime::Exponential { mean_h: mttr_h }))
}

/// One unit with a published unavailability, repaired in an hour, nowhere in particular.
pub(crate) fn part(id: u32, u: f64) -> Component {
    let mut component = Component::new(ComponentId(id), Kind::Service, format!("part {id}"));
    component.fault = Fault::Published { unavailability: u };
    component.recovery = Recovery::Law(Lifetime::Exponential { mean_h: 1.0 });
    component.strategy = Strategy::Single;
    component.placement = vec![Place { zone: None, units: 1 }];
    component.capacity = 1.0;
    component.load_share = 0.0;
    component
}

/// Takeovers that always work, no common cause, a crew for every unit, no loss of time.
pub(crate) fn perfect(crews: u32) -> Redundancy {
    Redundancy {
        detection: Detection { poll_interval_s: 1.0, misses: 1, timeout_s: 0.0, poll_loss: 0.0, fenced: true },
        switch_h: 0.0,
        coverage: 1.0,
        manual_h: 1.0,
        common_cause: 0.0,
        crews,
        lag_h: 0.0,
    }
}

/// A zone with a constant hazard and a constant repair rate.
pub(crate) fn zone(id: u32, parent: Option<u32>, mttf_h: f64, mttr_h: f64) -> Zone {
    let (fault, recovery) = laws(mttf_h, mttr_h);
    Zone {
        id: ZoneId(id),
        kind: ZoneKind::Zone,
        name: format!("zone {id}"),
        parent: parent.map(ZoneId),
        fault,
        recovery,
        round_trip_ms: 1.0,
        may_hold_data: true,
        spans: nines::model::Spans::new(),
        note: String::new(),
    }
}

/// A topology of these components, without links.
pub(crate) fn topology(components: impl IntoIterator<Item = Component>) -> Topology {
    let mut topology = Topology::default();
    for component in components {
        topology.components.insert(component.id, Rc::new(component));
    }
    topology
}

/// Adds a zone.
pub(crate) fn put_zone(topology: &mut Topology, zone: Zone) {
    topology.zones.insert(zone.id, Rc::new(zone));
}

/// Adds a hard link.
pub(crate) fn needs(topology: &mut Topology, from: u32, to: u32) {
    link(topology, from, to, Need::Hard);
}

/// Adds a set of alternatives.
pub(crate) fn needs_some(topology: &mut Topology, from: u32, needed: u32, of: &[u32]) {
    let id = SetId(topology.sets.len() as u32 + 1);
    topology.sets.insert(id, LinkSet::new(id, needed));
    for to in of {
        link(topology, from, *to, Need::OneOf(id));
    }
}

/// Adds a link of any kind, unless these two are linked already.
pub(crate) fn link(topology: &mut Topology, from: u32, to: u32, need: Need) {
    let (from, to) = (ComponentId(from), ComponentId(to));
    let is_there = topology.links.values().any(|link| link.from == from && link.to == to);
    if from != to && !is_there {
        let id = LinkId(topology.links.len() as u32 + 1);
        topology.links.insert(id, Link { id, from, to, need });
    }
}

/// A goal with a journey from each of these.
pub(crate) fn journeys(entries: &[u32]) -> Goal {
    let journey = |(at, entry): (usize, &u32)| Journey {
        id: JourneyId(at as u32 + 1),
        name: format!("journey {at}"),
        entry: ComponentId(*entry),
        target_u: None,
        weight: 1.0,
    };
    Goal { journeys: entries.iter().enumerate().map(journey).collect(), ..Goal::default() }
}

/// What a random plan is like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// How many components.
    pub(crate) components: usize,
    /// How many zones; some lie inside others.
    pub(crate) zones: usize,
    /// Chance that a component's need is a set of alternatives.
    pub(crate) sets: f64,
    /// Links may close circles.
    pub(crate) has_circles: bool,
    /// Only single units.
    pub(crate) is_plain: bool,
}

/// A random plan: the same seed gives the same plan.
pub(crate) fn random(seed: u64, shape: Shape) -> (Topology, Goal) {
    let mut dice = Dice(seed);
    let mut topology = Topology::default();
    for id in 1..=shape.zones as u32 {
        let parent = (id > 1 && dice.is(0.4)).then(|| dice.below(id as usize - 1) as u32 + 1);
        let depth = |mut at: Option<u32>| {
            let mut depth = 0;
            while let Some(id) = at {
                depth += 1;
                at = topology.zones.get(&ZoneId(id)).and_then(|zone| zone.parent).map(|id| id.0);
            }
            depth
        };
        let parent = parent.filter(|parent| depth(Some(*parent)) < 4);
        let zone = zone(id, parent, dice.ratio(100.0, 10_000.0), dice.ratio(0.5, 10.0));
        put_zone(&mut topology, zone);
    }
    for id in 1..=shape.components as u32 {
        let component = random_component(&mut dice, id, shape);
        topology.components.insert(component.id, Rc::new(component));
    }
    for from in 1..=shape.components {
        let far = if shape.has_circles { 0 } else { from };
        let left = shape.components - far;
        if left == 0 {
            continue;
        }
        for _ in 0..1 + dice.below(2) {
            if dice.is(shape.sets) && left > 1 {
                let count = 2 + dice.below(3);
                let mut of: Vec<u32> = (0..count).map(|_| (far + 1 + dice.below(left)) as u32).collect();
                of.sort_unstable();
                of.dedup();
                of.retain(|to| *to as usize != from);
                of.retain(|to| {
                    let (from, to) = (ComponentId(from as u32), ComponentId(*to));
                    !topology.links.values().any(|link| link.from == from && link.to == to)
                });
                if of.len() > 1 {
                    let needed = 1 + dice.below(of.len() - 1) as u32;
                    needs_some(&mut topology, from as u32, needed, &of);
                }
            } else {
                needs(&mut topology, from as u32, (far + 1 + dice.below(left)) as u32);
            }
        }
    }
    let entries: Vec<u32> = (0..dice.below(3)).map(|_| 1 + dice.below(shape.components) as u32).collect();
    (topology, journeys(&entries))
}

fn random_component(dice: &mut Dice, id: u32, shape: Shape) -> Component {
    let mut component = part(id, 0.5);
    (component.fault, component.recovery) = laws(dice.ratio(20.0, 5_000.0), dice.ratio(0.1, 5.0));
    if !shape.is_plain {
        component.strategy = random_strategy(dice);
    }
    let (least, most) = component.strategy.mode().units_range();
    let mut units = if most > least { least + dice.below(3) as u32 } else { least };
    if matches!(component.strategy, Strategy::Quorum { .. }) {
        units |= 1;
    }
    let mut places: Vec<Place> = Vec::new();
    for _ in 0..units {
        let zone = (shape.zones > 0 && dice.is(0.85)).then(|| ZoneId(1 + dice.below(shape.zones.min(6)) as u32));
        match places.iter().position(|place| place.zone == zone) {
            Some(at) => places[at].units += 1,
            None if places.len() < 4 => places.push(Place { zone, units: 1 }),
            None => places[0].units += 1,
        }
    }
    component.placement = places;
    component
}

/// A random strategy with random parameters.
pub(crate) fn random_strategy(dice: &mut Dice) -> Strategy {
    let redundancy = Redundancy {
        detection: Detection {
            poll_interval_s: dice.ratio(0.1, 30.0),
            misses: 1 + dice.below(4) as u32,
            timeout_s: dice.share() * 5.0,
            poll_loss: 0.0,
            fenced: true,
        },
        switch_h: dice.ratio(1e-4, 0.2),
        coverage: 0.9 + dice.share() * 0.1,
        manual_h: dice.ratio(0.1, 4.0),
        common_cause: dice.share() * 0.1,
        crews: 1 + dice.below(3) as u32,
        lag_h: 0.0,
    };
    match dice.below(5) {
        0 => Strategy::Single,
        1 => Strategy::Standby {
            temperature: Temperature::Hot,
            fault_factor: dice.share(),
            test: dice.pick(&[TestInterval::Monitored, TestInterval::Every { hours: 168.0 }, TestInterval::Never]),
            redundancy,
        },
        2 => Strategy::Cluster { needed: Some(1 + dice.below(2) as u32), redundancy },
        3 => Strategy::Quorum { redundancy },
        _ => Strategy::MultiSite { needed: Some(1), redundancy },
    }
}

/// How a large plan is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Layers, each component needing some of the next; units stand alone.
    Layered,
    /// The same over three zones in one region.
    Zoned,
    /// Components that need others near them, some in circles, over six zones in two regions.
    Meshed,
}

impl Form {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Layered, Self::Zoned, Self::Meshed];

    /// Its name in questions and tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Layered => "layered",
            Self::Zoned => "zoned",
            Self::Meshed => "meshed",
        }
    }

    /// The one of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// A plan of some form: the same seed gives the same plan.
pub(crate) fn grown(form: Form, seed: u64, components: usize) -> (Topology, Goal) {
    match form {
        Form::Layered => {
            let (mut topology, goal) = layered(seed, components);
            for component in topology.components.values_mut() {
                let component = Rc::make_mut(component);
                let units = component.units();
                component.placement = vec![Place { zone: None, units }];
            }
            topology.zones = Map::new();
            (topology, goal)
        }
        Form::Zoned => layered(seed, components),
        Form::Meshed => meshed(seed, components),
    }
}

/// How far a component of a meshed plan looks for others.
const REACH: usize = 12;

/// A plan as services grow: every component needs one of those near it that were made later, or one of two alternatives,
/// and now and then an earlier one, which closes a circle.
fn meshed(seed: u64, components: usize) -> (Topology, Goal) {
    let mut dice = Dice(seed);
    let mut topology = Topology::default();
    for region in [1, 5] {
        put_zone(&mut topology, zone(region, None, 87_660.0, 4.0));
        for id in 1..=3 {
            put_zone(&mut topology, zone(region + id, Some(region), 43_830.0, 3.0));
        }
    }
    for id in 1..=components as u32 {
        let mut component = part(id, 0.5);
        (component.fault, component.recovery) = laws(dice.ratio(1_000.0, 20_000.0), dice.ratio(0.1, 2.0));
        component.strategy = random_strategy(&mut dice);
        let units = component.strategy.mode().default_units();
        let region = dice.pick(&[2, 6]);
        component.placement =
            (0..units).map(|unit| Place { zone: Some(ZoneId(region + unit % 3)), units: 1 }).collect();
        topology.components.insert(component.id, Rc::new(component));
    }
    for from in 1..=components {
        let ahead = (components - from).min(REACH);
        if ahead >= 2 && dice.is(0.5) {
            let first = 1 + dice.below(ahead - 1);
            needs_some(&mut topology, from as u32, 1, &[(from + first) as u32, (from + first + 1) as u32]);
        } else if ahead > 0 {
            needs(&mut topology, from as u32, (from + 1 + dice.below(ahead)) as u32);
        }
        if from > 1 && dice.is(0.05) {
            needs(&mut topology, from as u32, (from - 1 - dice.below((from - 1).min(REACH))) as u32);
        }
    }
    (topology, Goal::default())
}

/// A plan in layers as people draw them: every component needs two or three of the next layer, some as alternatives;
/// most have two or three units over three zones in one region.
pub(crate) fn layered(seed: u64, components: usize) -> (Topology, Goal) {
    let mut dice = Dice(seed);
    let mut topology = Topology::default();
    put_zone(&mut topology, zone(1, None, 87_660.0, 4.0));
    for id in 2..=4 {
        put_zone(&mut topology, zone(id, Some(1), 43_830.0, 3.0));
    }
    let width = 6.min(components);
    for id in 1..=components as u32 {
        let mut component = part(id, 0.5);
        (component.fault, component.recovery) = laws(dice.ratio(1_000.0, 20_000.0), dice.ratio(0.1, 2.0));
        component.strategy = random_strategy(&mut dice);
        let units = component.strategy.mode().default_units();
        component.placement = (0..units).map(|unit| Place { zone: Some(ZoneId(2 + unit % 3)), units: 1 }).collect();
        topology.components.insert(component.id, Rc::new(component));
    }
    for from in 1..=components {
        let next = (from - 1) / width * width + width + 1;
        if next > components {
            continue;
        }
        let left = (components - next + 1).min(width);
        if dice.is(0.25) && left >= 2 {
            let first = dice.below(left - 1);
            needs_some(&mut topology, from as u32, 1, &[(next + first) as u32, (next + first + 1) as u32]);
        }
        for _ in 0..1 + dice.below(2) {
            needs(&mut topology, from as u32, (next + dice.below(left)) as u32);
        }
    }
    (topology, Goal::default())
}
