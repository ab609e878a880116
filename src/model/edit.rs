//! The only door through which a plan changes: `Edit::apply(&plan) → plan' or a refusal`.
//!
//! An edit never touches the plan it is given. One edit is one step of undo.

use std::rc::Rc;

use super::check::{self, mend_placement, mend_train, settle_sets};
use super::goal::Goal;
use super::kind::Kind;
use super::limits;
use super::ordered::{Map, Set};
use super::plan::{Layout, Plan, Point, Rect, Step};
use super::span::Spans;
use super::topology::{
    Component, ComponentId, Link, LinkId, LinkSet, Need, Place, SetId, Topology, Zone, ZoneId, ZoneKind,
};

/// Something on the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// A component.
    Component(ComponentId),
    /// A link.
    Link(LinkId),
    /// A zone.
    Zone(ZoneId),
}

/// One change of a plan.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Rename the plan.
    RenamePlan(String),
    /// Add a component of a kind, with its defaults, its top left corner at a point, all units in one zone.
    AddComponent {
        /// What it is.
        kind: Kind,
        /// Its name.
        name: String,
        /// Top left corner.
        at: Point,
        /// The zone it stands in.
        zone: Option<ZoneId>,
    },
    /// Put a changed component in the place of the one with its id; numbers are clamped, units fitted to the strategy.
    PutComponent(Rc<Component>),
    /// Add a zone.
    AddZone {
        /// What it is.
        kind: ZoneKind,
        /// Its name.
        name: String,
        /// Its box.
        rect: Rect,
        /// The zone around it.
        parent: Option<ZoneId>,
    },
    /// Put a changed zone in the place of the one with its id.
    PutZone(Rc<Zone>),
    /// Make `from` need `to` (hard).
    Connect {
        /// The one that needs.
        from: ComponentId,
        /// The one that is needed.
        to: ComponentId,
    },
    /// Of these links from one component, any `needed` are enough.
    AnyOf {
        /// Two or more links that leave the same component.
        links: Vec<LinkId>,
        /// k.
        needed: u32,
    },
    /// Every link of a set is needed again.
    Dissolve(SetId),
    /// Put another need in the place of a link's; its ends stay. Of a set only a set that its component has.
    PutNeed {
        /// Which link.
        link: LinkId,
        /// How its target is needed.
        need: Need,
    },
    /// Put another chance that the switch of a set works.
    PutSwitching {
        /// Which set.
        set: SetId,
        /// c, 0 to 1.
        switching: f64,
    },
    /// Take away items, the links of removed components too. Units in a removed zone move to the zone around it.
    Remove(Vec<Item>),
    /// Move items on the canvas; a zone takes along what is drawn inside it.
    Move {
        /// What moves.
        items: Vec<Item>,
        /// To the right, in px.
        dx: f64,
        /// Down, in px.
        dy: f64,
    },
    /// Put all units of these components into one zone, or outside every zone.
    MoveInto {
        /// Which components.
        components: Vec<ComponentId>,
        /// Where to.
        zone: Option<ZoneId>,
    },
    /// Give a zone's box another place and size.
    ResizeZone {
        /// Which.
        zone: ZoneId,
        /// The new box.
        rect: Rect,
    },
    /// Copy items beside themselves (links between copied components too).
    Duplicate {
        /// Components, zones and links.
        items: Vec<Item>,
        /// To the right, in px.
        dx: f64,
        /// Down, in px.
        dy: f64,
    },
    /// Put the components, zones and links of another plan beside what is there, moved.
    Paste {
        /// What is put there.
        part: Rc<Plan>,
        /// To the right, in px.
        dx: f64,
        /// Down, in px.
        dy: f64,
        /// By component and zone of the part that is in none of its zones: the zone of the plan into which it comes.
        homes: Map<Item, ZoneId>,
    },
    /// Draw everything where a layout says; what it does not name stays.
    Arrange(Rc<Layout>),
    /// Put another goal.
    PutGoal(Rc<Goal>),
    /// Put another story.
    PutSteps(Rc<Vec<Step>>),
    /// Bring back the state of a step, by its place in the story.
    ShowStep(usize),
    /// Put another plan in the place of this one (an example, a link, a file).
    Replace(Rc<Plan>),
    /// Several edits as one step.
    All(Vec<Edit>),
}

/// Why an edit was not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Something that it names is not in the plan.
    Missing,
    /// A component cannot need itself.
    SelfLink,
    /// The link is there already.
    LinkExists,
    /// A set needs two or more links that leave the same component.
    NotASet,
    /// A zone cannot lie inside itself.
    ZoneInItself,
    /// Zones may be nested four deep.
    ZoneTooDeep,
    /// The plan is full.
    Full {
        /// The limit reached.
        limit: usize,
    },
    /// The edit changes nothing.
    Nothing,
}

impl Edit {
    /// The plan after this edit.
    ///
    /// # Errors
    /// A [`Refusal`] that says what is in the way; the plan stays as it was.
    pub fn apply(&self, plan: &Plan) -> Result<Plan, Refusal> {
        let mut next = plan.clone();
        self.run(&mut next)?;
        if !Rc::ptr_eq(&next.layout, &plan.layout) {
            check::mend_layout(&next.topology, Rc::make_mut(&mut next.layout));
        }
        if is_same(&next, plan) {
            return Err(Refusal::Nothing);
        }
        Ok(next)
    }

    fn run(&self, plan: &mut Plan) -> Result<(), Refusal> {
        match self {
            Self::RenamePlan(name) => plan.name = check::clean_name(name),
            Self::AddComponent { kind, name, at, zone } => {
                add_component(plan, *kind, name, *at, *zone)?;
            }
            Self::PutComponent(component) => put_component(plan, component)?,
            Self::AddZone { kind, name, rect, parent } => add_zone(plan, *kind, name, *rect, *parent)?,
            Self::PutZone(zone) => put_zone(plan, zone)?,
            Self::Connect { from, to } => connect(plan, *from, *to)?,
            Self::AnyOf { links, needed } => any_of(plan, links, *needed)?,
            Self::Dissolve(set) => {
                let topology = Rc::make_mut(&mut plan.topology);
                topology.sets.remove(set).ok_or(Refusal::Missing)?;
                settle_sets(topology);
            }
            Self::PutNeed { link, need } => {
                let topology = Rc::make_mut(&mut plan.topology);
                let from = topology.links.get(link).ok_or(Refusal::Missing)?.from;
                if let Need::OneOf(set) = need
                    && !topology.members(*set).all(|member| member.from == from)
                {
                    return Err(Refusal::NotASet);
                }
                topology.links.get_mut(link).ok_or(Refusal::Missing)?.need = need.clamped();
                settle_sets(topology);
            }
            Self::PutSwitching { set, switching } => {
                let topology = Rc::make_mut(&mut plan.topology);
                let slot = topology.sets.get_mut(set).ok_or(Refusal::Missing)?;
                slot.switching = check::mended_switching(*switching);
            }
            Self::Remove(items) => remove(plan, items),
            Self::Move { items, dx, dy } => shift(plan, items, *dx, *dy),
            Self::MoveInto { components, zone } => move_into(plan, components, *zone)?,
            Self::ResizeZone { zone, rect } => {
                let layout = Rc::make_mut(&mut plan.layout);
                *layout.zones.get_mut(zone).ok_or(Refusal::Missing)? = *rect;
            }
            Self::Duplicate { items, dx, dy } => {
                let source = plan.clone();
                let what = moving(&source, items);
                graft(plan, &source, what, (*dx, *dy), &|_, zone| zone, &Some)?;
            }
            Self::Paste { part, dx, dy, homes } => {
                homes.values().try_for_each(|home| require_zone(&plan.topology, Some(*home)))?;
                let part = check::mend((**part).clone()).0;
                let topology = &part.topology;
                let what = (topology.components.keys().copied().collect(), topology.zones.keys().copied().collect());
                graft(plan, &part, what, (*dx, *dy), &|item, _| homes.get(&item).copied(), &|_| None)?;
            }
            Self::Arrange(layout) => {
                let slot = Rc::make_mut(&mut plan.layout);
                for (id, at) in &layout.components {
                    slot.components.insert(*id, *at);
                }
                for (id, rect) in &layout.zones {
                    slot.zones.insert(*id, *rect);
                }
            }
            Self::PutGoal(goal) => {
                let mut goal = goal.mended();
                check::mend_journeys(&plan.topology, &mut goal);
                plan.goal = Rc::new(goal);
            }
            Self::PutSteps(steps) => {
                if steps.len() > limits::STEPS {
                    return Err(Refusal::Full { limit: limits::STEPS });
                }
                plan.steps = check::mend_steps(steps).0;
            }
            Self::ShowStep(at) => {
                let Plan { topology, goal, layout, .. } = plan.steps.get(*at).ok_or(Refusal::Missing)?.plan.clone();
                (plan.topology, plan.goal, plan.layout) = (topology, goal, layout);
            }
            Self::Replace(other) => *plan = check::mend((**other).clone()).0,
            Self::All(edits) => {
                for edit in edits {
                    match edit.run(plan) {
                        Ok(()) | Err(Refusal::Nothing) => {}
                        Err(refusal) => return Err(refusal),
                    }
                }
            }
        }
        Ok(())
    }
}

/// Two plans are equal; what they share is not compared.
fn is_same(one: &Plan, other: &Plan) -> bool {
    fn part<T: PartialEq>(one: &Rc<T>, other: &Rc<T>) -> bool {
        Rc::ptr_eq(one, other) || one == other
    }
    // What a drag changes comes first; a new part of a plan does not compile before it is compared.
    let Plan { name, topology, goal, layout, steps } = one;
    part(layout, &other.layout)
        && *name == other.name
        && part(topology, &other.topology)
        && part(goal, &other.goal)
        && part(steps, &other.steps)
}

impl Plan {
    /// The plan of only these items, and of what moves along with them.
    #[must_use]
    pub fn part(&self, items: &[Item]) -> Self {
        let (components, zones) = moving(self, items);
        let others =
            self.topology.components.keys().filter(|id| !components.contains(id)).copied().map(Item::Component);
        let around = self.topology.zones.keys().filter(|id| !zones.contains(id)).copied().map(Item::Zone);
        let mut part = self.clone();
        remove(&mut part, &others.chain(around).collect::<Vec<_>>());
        Self { name: String::new(), goal: Rc::default(), steps: Rc::default(), ..part }
    }
}

/// The id after the last; when a foreign plan has taken the highest there is, the first that is free.
fn next_id<K: Copy, V>(map: &Map<K, V>, number: impl Fn(K) -> u32) -> u32 {
    let next = map.keys().next_back().map_or(1, |last| number(*last).wrapping_add(1));
    (next.max(1)..=u32::MAX).find(|id| map.keys().all(|key| number(*key) != *id)).unwrap_or(next)
}

fn require_zone(topology: &Topology, zone: Option<ZoneId>) -> Result<(), Refusal> {
    match zone {
        Some(id) if !topology.zones.contains_key(&id) => Err(Refusal::Missing),
        Some(_) | None => Ok(()),
    }
}

fn room<K, V>(map: &Map<K, V>, limit: usize) -> Result<(), Refusal> {
    if map.len() < limit { Ok(()) } else { Err(Refusal::Full { limit }) }
}

fn add_component(
    plan: &mut Plan,
    kind: Kind,
    name: &str,
    at: Point,
    zone: Option<ZoneId>,
) -> Result<ComponentId, Refusal> {
    room(&plan.topology.components, limits::COMPONENTS)?;
    require_zone(&plan.topology, zone)?;
    let topology = Rc::make_mut(&mut plan.topology);
    let id = ComponentId(next_id(&topology.components, |id| id.0));
    let mut component = Component::new(id, kind, check::clean_name(name));
    component.placement = vec![Place { zone, units: 1 }];
    topology.components.insert(id, Rc::new(component));
    Rc::make_mut(&mut plan.layout).components.insert(id, at);
    Ok(id)
}

fn put_component(plan: &mut Plan, component: &Component) -> Result<(), Refusal> {
    let topology = Rc::make_mut(&mut plan.topology);
    if !topology.components.contains_key(&component.id) {
        return Err(Refusal::Missing);
    }
    let mut next = component.clone();
    next.clamp();
    next.name = check::clean_name(&next.name);
    next.note = check::clean_text(&next.note, limits::NOTE_CHARS);
    let zones = topology.zones.keys().copied().collect();
    next.placement = mend_placement(&next, &zones);
    next.wishes = next.wishes.mended();
    next.train = mend_train(next.train, &next.placement, &zones);
    topology.components.insert(next.id, Rc::new(next));
    Ok(())
}

fn add_zone(plan: &mut Plan, kind: ZoneKind, name: &str, rect: Rect, parent: Option<ZoneId>) -> Result<(), Refusal> {
    room(&plan.topology.zones, limits::ZONES)?;
    require_zone(&plan.topology, parent)?;
    let topology = Rc::make_mut(&mut plan.topology);
    let id = ZoneId(next_id(&topology.zones, |id| id.0));
    let row = kind.row();
    let zone = Zone {
        id,
        kind,
        name: check::clean_name(name),
        parent,
        fault: row.fault,
        recovery: row.recovery,
        round_trip_ms: row.round_trip_ms,
        may_hold_data: true,
        spans: Spans::new(),
        note: String::new(),
    };
    require_depth(topology, &zone)?;
    topology.zones.insert(id, Rc::new(zone));
    Rc::make_mut(&mut plan.layout).zones.insert(id, rect);
    Ok(())
}

fn put_zone(plan: &mut Plan, zone: &Zone) -> Result<(), Refusal> {
    require_zone(&plan.topology, zone.parent)?;
    if zone.parent.is_some_and(|parent| plan.topology.is_within(parent, zone.id)) {
        return Err(Refusal::ZoneInItself);
    }
    let topology = Rc::make_mut(&mut plan.topology);
    if !topology.zones.contains_key(&zone.id) {
        return Err(Refusal::Missing);
    }
    require_depth(topology, zone)?;
    let mut next = zone.clone();
    next.clamp();
    next.name = check::clean_name(&next.name);
    next.note = check::clean_text(&next.note, limits::NOTE_CHARS);
    topology.zones.insert(zone.id, Rc::new(next));
    Ok(())
}

/// With `zone` where it says, no chain of zones is deeper than the limit.
fn require_depth(topology: &Topology, zone: &Zone) -> Result<(), Refusal> {
    let parent = |id: ZoneId| {
        if id == zone.id { zone.parent } else { topology.zones.get(&id).and_then(|zone| zone.parent) }
    };
    let depth = |start: ZoneId| {
        let mut at = Some(start);
        let mut depth = 0;
        while let Some(id) = at
            && depth <= limits::ZONE_DEPTH
        {
            depth += 1;
            at = parent(id);
        }
        depth
    };
    let deepest = topology.zones.keys().copied().chain([zone.id]).map(depth).max().unwrap_or(0);
    if deepest > limits::ZONE_DEPTH { Err(Refusal::ZoneTooDeep) } else { Ok(()) }
}

fn connect(plan: &mut Plan, from: ComponentId, to: ComponentId) -> Result<(), Refusal> {
    room(&plan.topology.links, limits::LINKS)?;
    if from == to {
        return Err(Refusal::SelfLink);
    }
    let topology = Rc::make_mut(&mut plan.topology);
    if !topology.components.contains_key(&from) || !topology.components.contains_key(&to) {
        return Err(Refusal::Missing);
    }
    if topology.links.values().any(|link| link.from == from && link.to == to) {
        return Err(Refusal::LinkExists);
    }
    let id = LinkId(next_id(&topology.links, |id| id.0));
    topology.links.insert(id, Link { id, from, to, need: Need::Hard });
    Ok(())
}

fn any_of(plan: &mut Plan, links: &[LinkId], needed: u32) -> Result<(), Refusal> {
    let topology = Rc::make_mut(&mut plan.topology);
    let wanted: Set<LinkId> = links.iter().copied().collect();
    let mut owner = None;
    // A set that changes keeps its switch.
    let mut before = None;
    for id in &wanted {
        let link = topology.links.get(id).ok_or(Refusal::Missing)?;
        before = before.or(link.need.set());
        if *owner.get_or_insert(link.from) != link.from {
            return Err(Refusal::NotASet);
        }
    }
    if wanted.len() < 2 {
        return Err(Refusal::NotASet);
    }
    let set = SetId(next_id(&topology.sets, |id| id.0));
    let switching = before.and_then(|set| topology.sets.get(&set)).map_or(1.0, |set| set.switching);
    topology.sets.insert(set, LinkSet { id: set, needed, switching });
    for id in &wanted {
        if let Some(link) = topology.links.get_mut(id) {
            link.need = Need::OneOf(set);
        }
    }
    settle_sets(topology);
    Ok(())
}

fn remove(plan: &mut Plan, items: &[Item]) {
    let topology = Rc::make_mut(&mut plan.topology);
    let layout = Rc::make_mut(&mut plan.layout);
    for item in items {
        match item {
            Item::Component(id) => {
                topology.components.remove(id);
                layout.components.remove(id);
                topology.links.retain(|_, link| link.from != *id && link.to != *id);
                if plan.goal.journeys.iter().any(|journey| journey.entry == *id) {
                    Rc::make_mut(&mut plan.goal).journeys.retain(|journey| journey.entry != *id);
                }
            }
            Item::Link(id) => {
                topology.links.remove(id);
            }
            Item::Zone(id) => remove_zone(topology, *id, &mut layout.zones),
        }
    }
    settle_sets(topology);
}

fn remove_zone(topology: &mut Topology, id: ZoneId, boxes: &mut Map<ZoneId, Rect>) {
    let Some(zone) = topology.zones.remove(&id) else { return };
    boxes.remove(&id);
    for slot in topology.zones.values_mut().filter(|inner| inner.parent == Some(id)) {
        Rc::make_mut(slot).parent = zone.parent;
    }
    for slot in topology.components.values_mut() {
        if slot.placement.iter().any(|place| place.zone == Some(id)) {
            let component = Rc::make_mut(slot);
            component.placement = replaced(&component.placement, id, zone.parent);
        }
        if slot.train == Some(id) {
            Rc::make_mut(slot).train = None;
        }
    }
}

/// `placement` with the units in `from` standing in `to`, merged with those already there.
fn replaced(placement: &[Place], from: ZoneId, to: Option<ZoneId>) -> Vec<Place> {
    let mut merged: Vec<Place> = Vec::new();
    for place in placement {
        let zone = if place.zone == Some(from) { to } else { place.zone };
        match merged.iter_mut().find(|seen| seen.zone == zone) {
            Some(seen) => seen.units += place.units,
            None => merged.push(Place { zone, units: place.units }),
        }
    }
    merged
}

/// Components and zones that move when `items` move: what is drawn inside a zone moves with it.
fn moving(plan: &Plan, items: &[Item]) -> (Set<ComponentId>, Set<ZoneId>) {
    let mut components = Set::new();
    let mut zones = Set::new();
    for item in items {
        match item {
            Item::Component(id) => {
                components.insert(*id);
            }
            Item::Zone(outer) => {
                zones.extend(plan.topology.zones.keys().copied().filter(|id| plan.topology.is_within(*id, *outer)));
            }
            Item::Link(_) => {}
        }
    }
    let rides = |component: &&Rc<Component>| plan.topology.common_zone(component).is_some_and(|it| zones.contains(&it));
    if !zones.is_empty() {
        components.extend(plan.topology.components.values().filter(rides).map(|component| component.id));
    }
    (components, zones)
}

fn shift(plan: &mut Plan, items: &[Item], dx: f64, dy: f64) {
    let (components, zones) = moving(plan, items);
    let layout = Rc::make_mut(&mut plan.layout);
    for (id, point) in &mut layout.components {
        if components.contains(id) {
            *point = Point { x: point.x + dx, y: point.y + dy };
        }
    }
    for (id, rect) in &mut layout.zones {
        if zones.contains(id) {
            rect.x += dx;
            rect.y += dy;
        }
    }
}

fn move_into(plan: &mut Plan, components: &[ComponentId], zone: Option<ZoneId>) -> Result<(), Refusal> {
    require_zone(&plan.topology, zone)?;
    let topology = Rc::make_mut(&mut plan.topology);
    for id in components {
        let slot = topology.components.get_mut(id).ok_or(Refusal::Missing)?;
        let placement = vec![Place { zone, units: slot.units() }];
        if slot.placement != placement {
            Rc::make_mut(slot).placement = placement;
        }
    }
    Ok(())
}

/// Copies components and zones of a plan, itself or another one, into this one, moved. `outside` says into which zone what is
/// in no copied one goes, of what and of the zone that it was in; `train` which train a component goes on riding whose own is
/// not copied.
fn graft(
    plan: &mut Plan,
    source: &Plan,
    (components, zones): (Set<ComponentId>, Set<ZoneId>),
    (dx, dy): (f64, f64),
    outside: &dyn Fn(Item, Option<ZoneId>) -> Option<ZoneId>,
    train: &dyn Fn(ZoneId) -> Option<ZoneId>,
) -> Result<(), Refusal> {
    let mut new_zones = Map::new();
    let mut new_components = Map::new();
    let topology = Rc::make_mut(&mut plan.topology);
    let layout = Rc::make_mut(&mut plan.layout);
    for id in &zones {
        room(&topology.zones, limits::ZONES)?;
        let Some(mut zone) = source.topology.zones.get(id).map(|zone| (**zone).clone()) else { continue };
        zone.id = ZoneId(next_id(&topology.zones, |id| id.0));
        if let Some(rect) = source.layout.zones.get(id).copied() {
            layout.zones.insert(zone.id, Rect { x: rect.x + dx, y: rect.y + dy, ..rect });
        }
        new_zones.insert(*id, zone.id);
        topology.zones.insert(zone.id, Rc::new(zone));
    }
    let zone_of = |item: Item, zone: Option<ZoneId>| match zone.and_then(|zone| new_zones.get(&zone)) {
        Some(copy) => Some(*copy),
        None => outside(item, zone),
    };
    for (old, new) in &new_zones {
        if let Some(slot) = topology.zones.get_mut(new) {
            let parent = zone_of(Item::Zone(*old), slot.parent);
            Rc::make_mut(slot).parent = parent;
        }
    }
    for new in new_zones.values().filter_map(|id| topology.zones.get(id)) {
        require_depth(topology, new)?;
    }
    for id in &components {
        room(&topology.components, limits::COMPONENTS)?;
        let Some(mut component) = source.topology.components.get(id).map(|component| (**component).clone()) else {
            continue;
        };
        component.id = ComponentId(next_id(&topology.components, |id| id.0));
        for place in &mut component.placement {
            place.zone = zone_of(Item::Component(*id), place.zone);
        }
        component.train = component.train.and_then(|zone| new_zones.get(&zone).copied().or_else(|| train(zone)));
        if let Some(point) = source.layout.components.get(id).copied() {
            layout.components.insert(component.id, Point { x: point.x + dx, y: point.y + dy });
        }
        new_components.insert(*id, component.id);
        topology.components.insert(component.id, Rc::new(component));
    }
    graft_links(topology, &source.topology, &new_components)
}

/// Links between copied components are copied; alternatives stay alternatives among the copies.
fn graft_links(
    topology: &mut Topology,
    source: &Topology,
    copies: &Map<ComponentId, ComponentId>,
) -> Result<(), Refusal> {
    let mut new_sets = Map::new();
    let inside: Vec<Link> = source
        .links
        .values()
        .filter(|link| copies.contains_key(&link.from) && copies.contains_key(&link.to))
        .copied()
        .collect();
    for link in inside {
        room(&topology.links, limits::LINKS)?;
        let (Some(from), Some(to)) = (copies.get(&link.from), copies.get(&link.to)) else { continue };
        let need = match link.need {
            Need::Hard | Need::Soft | Need::Cached { .. } | Need::Async => link.need,
            Need::OneOf(set) => {
                let fresh = SetId(next_id(&topology.sets, |id| id.0));
                let copy = *new_sets.or_insert(set, fresh);
                let original = source.sets.get(&set).copied().unwrap_or(LinkSet::new(set, 1));
                topology.sets.insert(copy, LinkSet { id: copy, ..original });
                Need::OneOf(copy)
            }
        };
        let id = LinkId(next_id(&topology.links, |id| id.0));
        topology.links.insert(id, Link { id, from: *from, to: *to, need });
    }
    settle_sets(topology);
    Ok(())
}
