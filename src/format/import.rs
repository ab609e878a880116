//! The wire → a plan: parse within limits, name what is not known, then the one validator. Nothing foreign panics.

use std::rc::Rc;

use super::baseline::{self, Form};
use super::read::{Read as _, Reader as Json, note};
use super::wire::{Capped, Params, VERSION, Wire, WireComponent, WireGoal, WireSpans, WireZone};
use super::{Decoded, Error, link};
use crate::model::check::{self, Finding};
use crate::model::limits;
use crate::model::ordered::Set;
use crate::model::{
    Component, ComponentId, Fault, Goal, Item, Journey, JourneyId, Kind, Layout, Link, LinkId, LinkSet, LoadUnit, Mode,
    Need, Param, Place, Plan, Point, Recovery, Rect, SetId, Skill, Span, Spans, Step, Strategy, TestInterval, Topology,
    Window, Wishes, Zone, ZoneId, ZoneKind,
};

/// The plan in a file, or in a pasted text: JSON of a plan, or a link.
///
/// # Errors
/// All of [`Error`].
pub fn read(bytes: &[u8]) -> Result<Decoded, Error> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(Error::TooLong { bytes: bytes.len(), limit: limits::FILE_BYTES });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Error::NotAPlan)?;
    let text = text.trim_start_matches('\u{feff}').trim();
    match text.chars().next() {
        None => Err(Error::Empty),
        Some('{') => read_json(text),
        Some(_) => link::decode(text).map_err(|error| if error == Error::NotALink { Error::NotAPlan } else { error }),
    }
}

/// The plan in JSON.
///
/// # Errors
/// [`Error::NotAPlan`], [`Error::Version`], [`Error::Syntax`], [`Error::TooDeep`].
pub fn read_json(text: &str) -> Result<Decoded, Error> {
    check_depth(text)?;
    if !text.trim_start().starts_with('{') {
        return Err(Error::NotAPlan);
    }
    // The version first: another version's fields may have other types.
    let mut nines: Option<u32> = None;
    parse(text, &mut |json| json.object(&mut |json, key| if key == "nines" { nines.read(json) } else { json.skip() }))?;
    match nines {
        None => return Err(Error::NotAPlan),
        Some(VERSION) => {}
        Some(found) => return Err(Error::Version { found }),
    }
    let mut wire = Wire::default();
    let unknown = parse(text, &mut |json| json.fields(&mut wire))?;
    Ok(from_wire(&wire, unknown))
}

/// The plan on the wire; `unknown` are paths that were found while parsing.
pub fn from_wire(wire: &Wire, unknown: Vec<String>) -> Decoded {
    let mut reader = Reader { findings: Vec::new(), unknown };
    let read = reader.plan(wire);
    if failed(wire).next().is_some() {
        // What has failed is a part of steps only.
        reader.unknown("fc".to_owned());
    }
    let (plan, mended) = check::mend(read.clone());
    reader.quietly_mended(&read, &plan);
    let mut findings = reader.findings;
    findings.extend(mended);
    Decoded { plan, findings, unknown: reader.unknown }
}

/// Lets `read` take the whole text; the paths of what is not known in it.
fn parse(text: &str, read: &mut dyn FnMut(&mut Json<'_>) -> Option<()>) -> Result<Vec<String>, Error> {
    let mut json = Json::new(text);
    match read(&mut json).and_then(|()| json.end()) {
        Some(()) => Ok(json.unknown),
        None => {
            let (line, column) = json.place();
            Err(Error::Syntax { line, column })
        }
    }
}

/// Refuses what is nested too deep before anything recursive reads it.
fn check_depth(text: &str) -> Result<(), Error> {
    let (mut depth, mut line, mut column) = (0_usize, 1, 0);
    let (mut in_string, mut escaped) = (false, false);
    for letter in text.chars() {
        column += 1;
        match letter {
            '\n' => (line, column) = (line + 1, 0),
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            '[' | '{' if !in_string => depth += 1,
            ']' | '}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limits::JSON_DEPTH {
            return Err(Error::TooDeep { line, column });
        }
    }
    Ok(())
}

/// What has failed by hand in a step.
fn failed(step: &Wire) -> impl Iterator<Item = Item> + '_ {
    let components = step.failed_components.items.iter().map(|id| Item::Component(ComponentId(*id)));
    let links = step.failed_links.items.iter().map(|id| Item::Link(LinkId(*id)));
    components.chain(links).chain(step.failed_zones.items.iter().map(|id| Item::Zone(ZoneId(*id))))
}

/// Collects what has to be said while a plan is read.
struct Reader {
    findings: Vec<Finding>,
    unknown: Vec<String>,
}

impl Reader {
    fn plan(&mut self, wire: &Wire) -> Plan {
        let mut topology = Topology::default();
        let mut layout = Layout::default();
        self.zones(wire, &mut topology, &mut layout);
        self.components(wire, &mut topology, &mut layout);
        self.links(wire, &mut topology);
        let goal = self.goal(&wire.goal);
        let dropped = wire.components.surplus + wire.links.surplus + wire.sets.surplus + wire.zones.surplus;
        if dropped > 0 {
            self.findings.push(Finding::TooMany { dropped });
        }
        let dropped = wire.steps.surplus;
        if dropped > 0 {
            self.findings.push(Finding::TooMany { dropped });
        }
        let name = wire.name.clone();
        let steps = wire.steps.items.iter().map(|step| self.step(step)).collect();
        Plan { name, topology: Rc::new(topology), goal: Rc::new(goal), layout: Rc::new(layout), steps: Rc::new(steps) }
    }

    /// A step; one within a step is left out.
    fn step(&mut self, wire: &Wire) -> Step {
        if !wire.steps.is_empty() {
            self.unknown("st.st".to_owned());
        }
        let surplus = wire.failed_components.surplus + wire.failed_links.surplus + wire.failed_zones.surplus;
        let step = Step {
            plan: self.plan(&Wire { steps: Capped::default(), ..wire.clone() }),
            failed: failed(wire).collect(),
        };
        if surplus > 0 || step.failed.len() < failed(wire).count() {
            self.unknown("st.fc".to_owned());
        }
        step
    }

    fn unknown(&mut self, path: String) {
        note(&mut self.unknown, &path);
    }

    /// Names what the validator settles without a finding of its own: places on the canvas, round trips, sets.
    fn quietly_mended(&mut self, read: &Plan, mended: &Plan) {
        let (before, after) = (&read.topology, &mended.topology);
        for (id, point) in &read.layout.components {
            if mended.layout.components.get(id).is_some_and(|kept| kept != point) {
                self.unknown(format!("c[i={}].xy", id.0));
            }
        }
        for (id, rect) in &read.layout.zones {
            if mended.layout.zones.get(id).is_some_and(|kept| kept != rect) {
                self.unknown(format!("z[i={}].xy", id.0));
            }
        }
        for (id, zone) in &before.zones {
            let round_trip = zone.round_trip_ms.to_bits();
            if after.zones.get(id).is_some_and(|kept| kept.round_trip_ms.to_bits() != round_trip) {
                self.unknown(format!("z[i={}].rt", id.0));
            }
        }
        for (id, link) in &before.links {
            if after.links.get(id).is_some_and(|kept| kept.need != link.need) {
                self.unknown(format!("l[i={}].2", id.0));
            }
        }
        for (id, set) in &before.sets {
            if after.sets.get(id) != Some(set) {
                self.unknown(format!("s[i={}]", id.0));
            }
        }
        for (step, kept) in read.steps.iter().zip(mended.steps.iter()) {
            self.quietly_mended(&step.plan, &kept.plan);
            if step.failed != kept.failed {
                self.unknown("st.fc".to_owned());
            }
        }
    }

    fn zones(&mut self, wire: &Wire, topology: &mut Topology, layout: &mut Layout) {
        let mut last = 0;
        for (index, item) in wire.zones.items.iter().enumerate() {
            let at = format!("z.{index}");
            let id = ZoneId(next(&mut last, item.id));
            if topology.zones.contains_key(&id) {
                self.unknown(format!("{at}.i={}", id.0));
                continue;
            }
            topology.zones.insert(id, Rc::new(self.zone(&at, id, item)));
            if let Some([x, y, width, height]) = item.rect {
                layout.zones.insert(id, Rect { x: x.0, y: y.0, width: width.0, height: height.0 });
            }
        }
    }

    fn zone(&mut self, at: &str, id: ZoneId, item: &WireZone) -> Zone {
        let kind = ZoneKind::from_slug(&item.kind).unwrap_or_else(|| {
            self.unknown(format!("{at}.k={}", item.kind));
            ZoneKind::Zone
        });
        let (fault, recovery, round_trip_ms) = baseline::zone(kind);
        let mut zone = Zone {
            id,
            kind,
            name: item.name.clone(),
            parent: item.parent.map(ZoneId),
            fault: self.fault(at, item.fault.as_deref(), fault),
            recovery: self.recovery(at, item.recovery.as_deref(), recovery),
            round_trip_ms: item.round_trip_ms.map_or(round_trip_ms, |value| value.0),
            may_hold_data: item.may_hold_data.unwrap_or(true),
            spans: Spans::new(),
            note: item.note.clone(),
        };
        self.params(at, &item.name, &item.params, &mut |param, value| param.write_zone(&mut zone, value));
        zone.spans = self.spans(at, &item.spans, &|param| param.read_zone(&zone));
        zone
    }

    fn components(&mut self, wire: &Wire, topology: &mut Topology, layout: &mut Layout) {
        let mut last = 0;
        for (index, item) in wire.components.items.iter().enumerate() {
            let at = format!("c.{index}");
            let id = ComponentId(next(&mut last, item.id));
            if topology.components.contains_key(&id) {
                self.unknown(format!("{at}.i={}", id.0));
                continue;
            }
            topology.components.insert(id, Rc::new(self.component(&at, id, item)));
            if let Some([x, y]) = item.corner {
                layout.components.insert(id, Point { x: x.0, y: y.0 });
            }
        }
    }

    fn component(&mut self, at: &str, id: ComponentId, item: &WireComponent) -> Component {
        // What is not known is something that somebody else runs: the most that can be said of it.
        let kind = Kind::from_slug(&item.kind).unwrap_or_else(|| {
            self.unknown(format!("{at}.k={}", item.kind));
            Kind::External
        });
        let mode = item.strategy.as_deref().map_or(Mode::Single, |slug| {
            Mode::from_slug(slug).unwrap_or_else(|| {
                self.unknown(format!("{at}.s={slug}"));
                Mode::Single
            })
        });
        let (mut strategy, units) = baseline::strategy(mode);
        self.test(at, item.test.as_deref(), &mut strategy);
        match (item.fenced, strategy.redundancy_mut()) {
            (Some(fenced), Some(shared)) => shared.detection.fenced = fenced,
            (Some(_), None) => self.unknown(format!("{at}.fe")),
            (None, _) => {}
        }
        let mut component = baseline::component(id, kind);
        component.name.clone_from(&item.name);
        component.note.clone_from(&item.note);
        component.fault = self.fault(at, item.fault.as_deref(), component.fault);
        component.recovery = self.recovery(at, item.recovery.as_deref(), component.recovery);
        component.strategy = strategy;
        component.placement = self.placement(at, item.placement.as_deref(), units);
        component.train = item.train.map(ZoneId);
        self.params(at, &item.name, &item.params, &mut |param, value| param.write(&mut component, value));
        component.spans = self.spans(at, &item.spans, &|param| param.read(&component));
        component.wishes = self.wishes(at, item);
        component
    }

    fn wishes(&mut self, at: &str, item: &WireComponent) -> Wishes {
        let mut modes = Set::new();
        for slug in item.modes.iter().flatten() {
            match Mode::from_slug(slug) {
                Some(mode) => {
                    modes.insert(mode);
                }
                None => self.unknown(format!("{at}.mo={slug}")),
            }
        }
        let wishes = Wishes {
            is_pinned: item.pinned.unwrap_or(false),
            modes: (!modes.is_empty()).then_some(modes),
            most_units: item.most_units,
        };
        let mended = wishes.mended();
        if mended != wishes {
            self.unknown(format!("{at}.mu"));
        }
        mended
    }

    fn test(&mut self, at: &str, slug: Option<&str>, strategy: &mut Strategy) {
        let Some(slug) = slug else { return };
        let chosen = match slug {
            "every" => Some(TestInterval::Every { hours: 168.0 }),
            "mon" => Some(TestInterval::Monitored),
            "never" => Some(TestInterval::Never),
            _ => None,
        };
        match (chosen, strategy) {
            // The preset's interval stands unless a parameter says otherwise.
            (Some(TestInterval::Every { .. }), Strategy::Standby { test: TestInterval::Every { .. }, .. }) => {}
            (Some(chosen), Strategy::Standby { test, .. }) => *test = chosen,
            (Some(_) | None, _) => self.unknown(format!("{at}.t={slug}")),
        }
    }

    fn placement(&mut self, at: &str, places: Option<&[Vec<u32>]>, units: u32) -> Vec<Place> {
        let Some(places) = places else { return vec![Place { zone: None, units }] };
        let mut placement = Vec::new();
        for (index, place) in places.iter().enumerate() {
            match place.as_slice() {
                [units] => placement.push(Place { zone: None, units: *units }),
                [units, zone] => placement.push(Place { zone: Some(ZoneId(*zone)), units: *units }),
                _ => self.unknown(format!("{at}.at.{index}")),
            }
        }
        placement
    }

    fn fault(&mut self, at: &str, slug: Option<&str>, granted: Fault) -> Fault {
        let Some(slug) = slug else { return granted };
        if slug == Form::of_fault(&granted).slug() {
            return granted;
        }
        Form::from_slug(slug).and_then(Form::fault).unwrap_or_else(|| {
            self.unknown(format!("{at}.f={slug}"));
            granted
        })
    }

    fn recovery(&mut self, at: &str, slug: Option<&str>, granted: Recovery) -> Recovery {
        let Some(slug) = slug else { return granted };
        if slug == Form::of_recovery(&granted).slug() {
            return granted;
        }
        Form::from_slug(slug).and_then(Form::recovery).unwrap_or_else(|| {
            self.unknown(format!("{at}.r={slug}"));
            granted
        })
    }

    fn params(&mut self, at: &str, name: &str, params: &Params, write: &mut dyn FnMut(Param, f64) -> bool) {
        for (slug, value) in params {
            let known = Param::from_slug(slug).filter(|param| write(*param, value.0));
            let Some(param) = known else {
                self.unknown(format!("{at}.p.{slug}"));
                continue;
            };
            if param.clamp(value.0).map(f64::to_bits) != Some(value.0.to_bits()) {
                self.findings.push(Finding::Clamped { name: check::clean_name(name), param });
            }
        }
    }

    /// The intervals that are read as they stand there; others are named.
    fn spans(&mut self, at: &str, spans: &WireSpans, read: &dyn Fn(Param) -> Option<f64>) -> Spans {
        let mut kept = Spans::new();
        for (slug, [low, high]) in spans {
            let known = Param::from_slug(slug).and_then(|param| {
                let span = Span::of(param, low.0, high.0)?;
                let is_whole = (span.low.to_bits(), span.high.to_bits()) == (low.0.to_bits(), high.0.to_bits());
                read(param).filter(|value| is_whole && span.holds(*value)).map(|_| (param, span))
            });
            match known {
                Some((param, span)) => {
                    kept.insert(param, span);
                }
                None => self.unknown(format!("{at}.v.{slug}")),
            }
        }
        kept
    }

    fn links(&mut self, wire: &Wire, topology: &mut Topology) {
        for (index, [id, needed]) in wire.sets.items.iter().enumerate() {
            if topology.sets.contains_key(&SetId(*id)) {
                self.unknown(format!("s.{index}={id}"));
                continue;
            }
            let switching = wire.switching.items.get(index).map_or(1.0, |chance| chance.0);
            topology.sets.insert(SetId(*id), LinkSet { id: SetId(*id), needed: *needed, switching });
        }
        let mut last = 0;
        for (index, ends) in wire.links.items.iter().enumerate() {
            let id = LinkId(next(&mut last, wire.link_ids.items.get(index).copied()));
            let (from, to, need) = match ends.as_slice() {
                [from, to] => (from, to, Need::Hard),
                [from, to, set] => (from, to, Need::OneOf(SetId(*set))),
                _ => {
                    self.unknown(format!("l.{index}"));
                    continue;
                }
            };
            if topology.links.contains_key(&id) {
                self.unknown(format!("li.{index}={}", id.0));
                continue;
            }
            topology.links.insert(id, Link { id, from: ComponentId(*from), to: ComponentId(*to), need });
        }
        let counts = [
            ("li", wire.link_ids.items.len(), wire.links.items.len()),
            ("sw", wire.switching.items.len(), wire.sets.items.len()),
            ("ch", wire.cached_h.items.len(), wire.cached.items.len()),
        ];
        for (field, _, most) in counts.into_iter().filter(|(_, count, most)| count > most) {
            self.unknown(format!("{field}.{most}"));
        }
        self.needs(topology, "so", &wire.soft.items, &|_| Some(Need::Soft));
        self.needs(topology, "as", &wire.unawaited.items, &|_| Some(Need::Async));
        let hours = |index: usize| wire.cached_h.items.get(index).map(|hours| Need::Cached { hours: hours.0 });
        self.needs(topology, "ca", &wire.cached.items, &hours);
    }

    /// Links by their ids that are not hard, each named once.
    fn needs(&mut self, topology: &mut Topology, field: &str, ids: &[u32], need: &dyn Fn(usize) -> Option<Need>) {
        for (index, id) in ids.iter().enumerate() {
            match (topology.links.get_mut(&LinkId(*id)).filter(|link| link.need == Need::Hard), need(index)) {
                (Some(link), Some(need)) => link.need = need,
                (Some(_) | None, _) => self.unknown(format!("{field}.{index}={id}")),
            }
        }
    }

    fn goal(&mut self, wire: &WireGoal) -> Goal {
        let mut goal = baseline::goal();
        let or = |value: Option<super::wire::Num>, granted: f64| value.map_or(granted, |value| value.0);
        goal.target_u = or(wire.target_u, goal.target_u);
        goal.peak_load = or(wire.peak_load, goal.peak_load);
        goal.growth = or(wire.growth, goal.growth);
        goal.headroom = or(wire.headroom, goal.headroom);
        goal.rto_h = wire.rto_h.map(|value| value.0);
        goal.rpo_h = wire.rpo_h.map(|value| value.0);
        goal.budget_per_month = wire.budget_per_month.map(|value| value.0);
        goal.latency_ms = wire.latency_ms.map(|value| value.0);
        (goal.most_sites, goal.most_endpoints) = (wire.most_sites, wire.most_endpoints);
        goal.between_sites = or(wire.between_sites, goal.between_sites);
        if let Some(slug) = &wire.skill {
            match Skill::from_slug(slug) {
                Some(skill) => goal.skill = skill,
                None => self.unknown(format!("g.sk={slug}")),
            }
        }
        if let Some(currency) = &wire.currency {
            goal.currency.clone_from(currency);
        }
        if let Some(slug) = &wire.window {
            match Window::ALL.into_iter().find(|window| window.slug() == slug) {
                Some(window) => goal.window = window,
                None => self.unknown(format!("g.w={slug}")),
            }
        }
        if let Some(slug) = &wire.load_unit {
            match LoadUnit::ALL.into_iter().find(|unit| unit.slug() == slug) {
                Some(unit) => goal.load_unit = unit,
                None => self.unknown(format!("g.lu={slug}")),
            }
        }
        let mut last = 0;
        goal.journeys = wire
            .journeys
            .items
            .iter()
            .map(|journey| Journey {
                id: JourneyId(next(&mut last, journey.id)),
                name: journey.name.clone(),
                entry: ComponentId(journey.entry),
                target_u: journey.target_u.map(|value| value.0),
                weight: or(journey.weight, 1.0),
            })
            .collect();
        if wire.journeys.surplus > 0 {
            self.findings.push(Finding::JourneysDropped { count: wire.journeys.surplus });
        }
        goal
    }
}

/// The id that stands there, else the one after `last`; `last` becomes it.
fn next(last: &mut u32, id: Option<u32>) -> u32 {
    *last = id.unwrap_or_else(|| last.saturating_add(1));
    *last
}
