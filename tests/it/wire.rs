//! A plan written down and read again is the same plan, bit for bit; what is not understood is named.

use std::rc::Rc;

use nines::format::{Decoded, Error, export, import};
use nines::model::check::{self, Finding};
use nines::model::kind::{KINDS, ZONE_KINDS};
use nines::model::param::PARAMS;
use nines::model::strategy::TestInterval;
use nines::model::*;

/// Pseudo-random numbers for plans (SplitMix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A plan that tells a story: states of it with something failed.
    pub(crate) fn story(&mut self, components: u32) -> Plan {
        let mut plan = self.plan(components);
        let steps = (0..1 + self.below(4)).map(|_| {
            let mut step = if self.one_in(3) { self.plan(components) } else { plan.clone() };
            step.name = self.text();
            let all = nines::app::state::all_items(&step);
            let failed = all.iter().copied().filter(|_| self.one_in(4)).collect();
            Step { plan: step, failed }
        });
        plan.steps = Rc::new(steps.collect());
        let (plan, _) = check::mend(plan);
        assert_eq!(check::mend(plan.clone()), (plan.clone(), vec![]), "a mended story is legal");
        plan
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// A number of a range: an end, a whole number, or any bits in between.
    fn within(&mut self, min: f64, max: f64) -> f64 {
        match self.below(6) {
            0 => min,
            1 => max,
            2 => (min + self.share() * (max - min)).round().clamp(min, max),
            3 if min == 0.0 => -0.0,
            4 => (min.max(1e-12) * libm::pow(max / min.max(1e-12), self.share())).clamp(min, max),
            _ => min + self.share() * (max - min),
        }
    }

    fn text(&mut self) -> String {
        const TEXTS: [&str; 10] = [
            "",
            "API",
            "订单服务 主库",
            "🚀👩‍💻 launch",
            "שלום עולם",
            "قاعدة البيانات",
            "a\"b\\c,\"sum\":\"x\"}",
            "日本語 é ñ",
            "tab\u{a0}space",
            "x",
        ];
        format!(
            "{}{}",
            TEXTS[self.below(TEXTS.len())],
            if self.one_in(3) { self.below(100).to_string() } else { String::new() }
        )
    }

    fn law(&mut self) -> Lifetime {
        match self.below(4) {
            0 => Lifetime::Logistic { steepness_per_h: self.within(1e-3, 10.0), median_h: self.within(0.0, 1e5) },
            1 => Lifetime::Exponential { mean_h: self.within(0.01, 1e5) },
            2 => Lifetime::Weibull { mean_h: self.within(0.01, 1e5), shape: self.within(0.1, 20.0) },
            _ => Lifetime::Lognormal { mean_h: self.within(0.01, 1e5), sigma: self.within(0.01, 5.0) },
        }
    }

    fn fault(&mut self, granted: Fault) -> Fault {
        match self.below(5) {
            0 => Fault::Law(self.law()),
            1 => Fault::Published { unavailability: self.within(1e-13, 0.9) },
            2 => Fault::Never,
            _ => granted,
        }
    }

    fn recovery(&mut self, granted: Recovery) -> Recovery {
        match self.below(4) {
            0 => Recovery::Law(self.law()),
            _ => granted,
        }
    }

    fn component(&mut self, id: u32, zones: &[ZoneId]) -> Component {
        let kind = KINDS[self.below(KINDS.len())].kind;
        let mut component = Component::new(ComponentId(id), kind, self.text());
        component.strategy = Mode::ALL[self.below(7)].preset();
        if let Strategy::Standby { test, .. } = &mut component.strategy {
            match self.below(3) {
                0 => *test = TestInterval::Monitored,
                1 => *test = TestInterval::Never,
                _ => {}
            }
        }
        if let Some(shared) = component.strategy.redundancy_mut() {
            shared.detection.fenced = !self.one_in(3);
        }
        component.fault = self.fault(component.fault);
        component.recovery = self.recovery(component.recovery);
        for row in &PARAMS {
            if self.one_in(5) {
                let value = self.within(row.min, row.max);
                row.param.write(&mut component, value);
            }
            if self.one_in(8)
                && let Some(span) = Span::of(row.param, self.within(row.min, row.max), self.within(row.min, row.max))
            {
                row.param.write_span(&mut component, span);
            }
        }
        component.placement = (0..1 + self.below(3))
            .map(|_| Place {
                zone: if self.one_in(3) || zones.is_empty() { None } else { Some(zones[self.below(zones.len())]) },
                units: 1 + self.below(4) as u32,
            })
            .collect();
        component.train = if self.one_in(4) { zones.first().copied() } else { None };
        component.wishes = self.wishes();
        if self.one_in(3) {
            component.note = format!("{}\nsecond line", self.text());
        }
        component
    }

    fn wishes(&mut self) -> Wishes {
        let modes: ordered::Set<Mode> = Mode::ALL.into_iter().filter(|_| self.one_in(3)).collect();
        Wishes {
            is_pinned: self.one_in(4),
            modes: (!modes.is_empty() && self.one_in(2)).then_some(modes),
            most_units: self.one_in(4).then(|| 2 + self.below(63) as u32),
        }
    }

    fn zone(&mut self, id: u32, others: &[ZoneId]) -> Zone {
        let row = &ZONE_KINDS[self.below(ZONE_KINDS.len())];
        let mut zone = Zone {
            id: ZoneId(id),
            kind: row.kind,
            name: self.text(),
            parent: if others.is_empty() || self.one_in(2) { None } else { Some(others[self.below(others.len())]) },
            fault: self.fault(row.fault),
            recovery: self.recovery(row.recovery),
            round_trip_ms: if self.one_in(2) { row.round_trip_ms } else { self.within(0.0, 60_000.0) },
            may_hold_data: !self.one_in(4),
            spans: Spans::new(),
            note: self.text(),
        };
        if self.one_in(2) {
            Param::PartRepair.write_zone(&mut zone, 2.5);
        }
        if self.one_in(3) {
            Param::PartDetect.write_zone_span(&mut zone, Span { low: 0.5, high: 2.0 });
        }
        zone
    }

    fn goal(&mut self, components: u32) -> Goal {
        let mut goal = Goal::default();
        if self.one_in(4) {
            return goal;
        }
        goal.target_u = self.within(1e-12, 0.5);
        goal.window = Window::ALL[self.below(5)];
        goal.rto_h = self.one_in(2).then(|| self.within(0.0, 8766.0));
        goal.rpo_h = self.one_in(2).then(|| self.within(0.0, 8766.0));
        goal.peak_load = self.within(0.0, 1e12);
        goal.load_unit = LoadUnit::ALL[self.below(5)];
        goal.growth = self.within(1.0, 1000.0);
        goal.headroom = self.within(1.0, 10.0);
        goal.budget_per_month = self.one_in(2).then(|| self.within(0.0, 1e12));
        goal.latency_ms = self.one_in(2).then(|| self.within(0.0, 60_000.0));
        goal.skill = Skill::ALL[self.below(3)];
        goal.most_sites = self.one_in(3).then(|| 1 + self.below(64) as u32);
        goal.most_endpoints = self.one_in(3).then(|| 1 + self.below(64) as u32);
        goal.between_sites = if self.one_in(2) { 0.0 } else { self.within(0.0, 1.0) };
        goal.currency = ["$", "€", "¥", "CHF", ""][self.below(5)].to_owned();
        goal.journeys = (0..self.below(5) as u32)
            .map(|index| Journey {
                id: JourneyId(if self.one_in(3) { 1_000 + index } else { index + 1 }),
                name: self.text(),
                entry: ComponentId(1 + self.below(components.max(1) as usize) as u32),
                target_u: self.one_in(2).then(|| self.within(1e-12, 0.5)),
                weight: if self.one_in(2) { 1.0 } else { self.within(1e-3, 1e6) },
            })
            .collect();
        goal
    }

    /// A legal plan with this many components.
    pub(crate) fn plan(&mut self, components: u32) -> Plan {
        let mut topology = Topology::default();
        let mut layout = Layout::default();
        let mut zones = Vec::new();
        for id in 1..=self.below(5) as u32 {
            let id = if self.one_in(4) { id + 40 } else { id };
            let zone = self.zone(id, &zones);
            zones.push(zone.id);
            topology.zones.insert(zone.id, Rc::new(zone));
        }
        let mut id = 0;
        for _ in 0..components {
            id += if self.one_in(8) { 3 } else { 1 };
            topology.components.insert(ComponentId(id), Rc::new(self.component(id, &zones)));
            let point = Point { x: self.within(-1e5, 1e5), y: (self.share() * 900.0).round() };
            layout.components.insert(ComponentId(id), point);
        }
        let ids: Vec<ComponentId> = topology.components.keys().copied().collect();
        let mut link = 0;
        for _ in 0..components + components / 4 {
            link += if self.one_in(20) { 2 } else { 1 };
            let (from, to) = (ids[self.below(ids.len())], ids[self.below(ids.len())]);
            let set = SetId(from.0 + 100);
            let need = match self.below(8) {
                0..4 => Need::OneOf(set),
                4 => Need::Hard,
                5 => Need::Soft,
                6 => Need::Cached { hours: self.within(0.0, 8766.0) },
                _ => Need::Async,
            };
            let switching = if self.one_in(2) { 1.0 } else { self.share() };
            topology.sets.insert(set, LinkSet { id: set, needed: 1 + self.below(3) as u32, switching });
            topology.links.insert(LinkId(link), Link { id: LinkId(link), from, to, need });
        }
        let plan = Plan {
            name: self.text(),
            topology: Rc::new(topology),
            goal: Rc::new(self.goal(components)),
            layout: Rc::new(layout),
            steps: Rc::default(),
        };
        let (plan, _) = check::mend(plan);
        assert_eq!(check::mend(plan.clone()), (plan.clone(), vec![]), "a mended plan is legal");
        plan
    }
}

/// Asserts that two plans are the same to the last bit; `Debug` writes every number so that it can be told apart.
pub(crate) fn assert_same(read: &Decoded, plan: &Plan) {
    assert_eq!(read.findings, vec![]);
    assert_eq!(read.unknown, Vec::<String>::new());
    assert_eq!(format!("{:?}", read.plan), format!("{plan:?}"));
}

/// What reading `json` finds and does not know; `json` misses its braces and version.
fn read(json: &str) -> Decoded {
    import::read_json(&format!("{{\"nines\":1,{json}}}")).expect("readable")
}

fn assert_unknown(json: &str, expected: &[&str]) {
    assert_eq!(read(json).unknown, expected, "{json}");
}

fn assert_error(bytes: &[u8], expected: &Error) {
    assert_eq!(import::read(bytes).as_ref(), Err(expected), "{}", String::from_utf8_lossy(bytes));
}

#[test]
fn a_file_comes_back_as_the_same_plan() {
    for seed in 0..400 {
        let plan = Dice::new(seed).plan(1 + (seed % 12) as u32);
        assert_same(&import::read(export::to_file(&plan).as_bytes()).expect("readable"), &plan);
        let story = Dice::new(seed).story(1 + (seed % 5) as u32);
        assert_same(&import::read(export::to_file(&story).as_bytes()).expect("readable"), &story);
    }
}

#[test]
fn every_parameter_of_every_kind_and_strategy_comes_back() {
    for kind in &KINDS {
        for mode in Mode::ALL {
            for row in &PARAMS {
                for value in [row.min, row.max, (row.min + row.max) / 3.0] {
                    let mut component = Component::new(ComponentId(7), kind.kind, "测试".to_owned());
                    component.strategy = mode.preset();
                    component.placement = vec![Place { zone: None, units: mode.default_units() }];
                    if !row.param.write(&mut component, value) {
                        continue;
                    }
                    let mut topology = Topology::default();
                    topology.components.insert(component.id, Rc::new(component));
                    let (plan, _) = check::mend(Plan { topology: Rc::new(topology), ..Plan::default() });
                    assert_same(&import::from_wire(&export::to_wire(&plan), vec![]), &plan);
                }
            }
        }
    }
}

#[test]
fn a_component_as_it_comes_from_the_palette_is_written_by_its_kind_its_name_and_what_the_format_does_not_take_for_granted()
 {
    for row in &KINDS {
        let mut topology = Topology::default();
        let id = ComponentId(1);
        topology.components.insert(id, Rc::new(Component::new(id, row.kind, "a".to_owned())));
        let wire = export::to_wire(&Plan { topology: Rc::new(topology), ..Plan::default() });
        let json = serde_json::to_string(&wire).unwrap();
        // The format was frozen when every kind carried 1,000.
        let capacity = if row.capacity == 1_000.0 { "" } else { ",\"p\":{\"cp\":1000000000000}" };
        assert_eq!(json, format!("{{\"nines\":1,\"c\":[{{\"k\":\"{}\",\"n\":\"a\"{capacity}}}]}}", row.slug));
    }
}

#[test]
fn what_is_not_known_is_named_by_its_path() {
    assert_unknown("\"future\":{\"a\":[1,2]}", &["future"]);
    assert_unknown("\"c\":[{\"k\":\"service\",\"colour\":\"red\"}]", &["c.0.colour"]);
    assert_unknown("\"c\":[{\"k\":\"quantum\"}]", &["c.0.k=quantum"]);
    assert_unknown("\"c\":[{}]", &["c.0.k="]);
    assert_unknown("\"c\":[{\"k\":\"service\",\"s\":\"mesh\"}]", &["c.0.s=mesh"]);
    assert_unknown("\"c\":[{\"k\":\"service\",\"f\":\"gamma\",\"r\":\"sla\"}]", &["c.0.f=gamma", "c.0.r=sla"]);
    assert_unknown("\"c\":[{\"k\":\"service\",\"p\":{\"zz\":1}}]", &["c.0.p.zz"]);
    assert_unknown("\"c\":[{\"k\":\"service\",\"p\":{\"sd\":1}}]", &["c.0.p.sd"]);
    assert_unknown("\"c\":[{\"k\":\"sql\",\"s\":\"hot\",\"t\":\"daily\"}]", &["c.0.t=daily"]);
    assert_unknown("\"c\":[{\"k\":\"sql\",\"t\":\"mon\",\"fe\":true}]", &["c.0.t=mon", "c.0.fe"]);
    assert_unknown("\"c\":[{\"k\":\"sql\",\"at\":[[],[1]]}]", &["c.0.at.0"]);
    assert_unknown("\"c\":[{\"k\":\"sql\"},{\"i\":1,\"k\":\"dns\"}]", &["c.1.i=1"]);
    assert_unknown("\"c\":[{\"k\":\"sql\",\"xy\":[1e9,0]}]", &["c[i=1].xy"]);
    assert_unknown(
        "\"z\":[{\"k\":\"planet\",\"rt\":1e9,\"xy\":[0,0,1,1]}]",
        &["z.0.k=planet", "z[i=1].xy", "z[i=1].rt"],
    );
    assert_unknown("\"l\":[[1]],\"li\":[1,2]", &["l.0", "li.1"]);
    assert_unknown("\"c\":[{\"k\":\"sql\"},{\"k\":\"sql\"}],\"l\":[[1,2,9]]", &["l[i=1].2"]);
    assert_unknown("\"s\":[[1,2]]", &["s[i=1]"]);
    assert_unknown("\"s\":[[1,2],[1,3]]", &["s.1=1", "s[i=1]"]);
    assert_unknown("\"g\":{\"w\":\"week\",\"lu\":\"cars\",\"x\":0}", &["g.x", "g.w=week", "g.lu=cars"]);
    assert_unknown("\"g\":{\"j\":[{\"e\":1,\"q\":2}]}", &["g.j.0.q"]);
}

#[test]
fn an_unknown_kind_stays_as_something_that_somebody_else_runs() {
    let component = read("\"c\":[{\"k\":\"quantum\",\"n\":\"Q\"}]").plan.topology.components[&ComponentId(1)].clone();
    assert_eq!((component.kind, component.name.as_str()), (Kind::External, "Q"));
}

#[test]
fn at_most_so_many_unknown_things_are_named() {
    let fields: Vec<String> = (0..200).map(|index| format!("\"f{index}\":0")).collect();
    let unknown = read(&fields.join(",")).unknown;
    assert_eq!(unknown.len(), limits::UNKNOWN_NAMED);
    assert_eq!(unknown.last().unwrap(), "…");
}

#[test]
fn a_number_out_of_range_is_moved_into_it_and_said() {
    let read = read("\"c\":[{\"k\":\"service\",\"n\":\"A\",\"p\":{\"fb\":-5,\"pm\":1e99}}]");
    let clamped = |param| Finding::Clamped { name: "A".to_owned(), param };
    assert_eq!(read.findings, vec![clamped(Param::FaultMedian), clamped(Param::Price)]);
    assert_eq!(Param::FaultMedian.read(&read.plan.topology.components[&ComponentId(1)]), Some(0.0));
}

#[test]
fn units_that_do_not_fit_are_mended_and_said() {
    for (at, units) in [("[0]", 1), ("[1000]", limits::UNITS), ("[4294967295],[4294967295]", limits::UNITS)] {
        let read = read(&format!("\"c\":[{{\"k\":\"service\",\"n\":\"A\",\"s\":\"cluster\",\"at\":[{at}]}}]"));
        assert_eq!(read.findings, vec![Finding::PlacementMended { name: "A".to_owned() }], "{at}");
        let least = Mode::Cluster.units_range().0;
        assert_eq!(read.plan.topology.components[&ComponentId(1)].units(), units.max(least), "{at}");
    }
}

#[test]
fn lists_are_read_to_their_limit_and_the_rest_is_counted() {
    for (extra, expected) in [(0, vec![]), (1, vec![Finding::TooMany { dropped: 1 }])] {
        let list = vec!["{\"k\":\"dns\"}"; limits::COMPONENTS + extra].join(",");
        let decoded = read(&format!("\"c\":[{list}]"));
        assert_eq!((decoded.findings, decoded.unknown), (expected, vec![]));
        assert_eq!(decoded.plan.topology.components.len(), limits::COMPONENTS);
    }
    let journeys = vec!["{\"e\":1}"; limits::JOURNEYS + 2].join(",");
    let decoded = read(&format!("\"c\":[{{\"k\":\"dns\"}}],\"g\":{{\"j\":[{journeys}]}}"));
    assert_eq!(decoded.findings, vec![Finding::JourneysDropped { count: 2 }]);
    assert_eq!(decoded.plan.goal.journeys.len(), limits::JOURNEYS);
}

#[test]
fn nesting_is_read_to_its_limit_and_not_beyond() {
    let nested = |depth: usize| format!("{{\"nines\":1,\"x\":{}{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
    assert!(import::read_json(&nested(limits::JSON_DEPTH)).is_ok());
    assert!(matches!(import::read_json(&nested(limits::JSON_DEPTH + 1)), Err(Error::TooDeep { line: 1, .. })));
    assert!(matches!(import::read_json(&nested(1_000_000)), Err(Error::TooDeep { .. })));
    let brackets_in_a_name = format!("{{\"nines\":1,\"n\":\"{}\\\"{}\"}}", "[".repeat(40), "{".repeat(40));
    assert!(import::read_json(&brackets_in_a_name).is_ok());
}

#[test]
fn what_is_no_plan_is_told_apart() {
    assert_error(b"", &Error::Empty);
    assert_error(" \u{feff} \n".trim().as_bytes(), &Error::Empty);
    assert_error(b"hello", &Error::NotAPlan);
    assert_error(&[0xff, 0xfe, 0x00], &Error::NotAPlan);
    assert_error(b"{}", &Error::NotAPlan);
    assert_error(b"{\"nines\":2,\"c\":{}}", &Error::Version { found: 2 });
    assert_error(b"{\"nines\":1,\n\"c\":3}", &Error::Syntax { line: 2, column: 5 });
    assert_error(b"{\"nines\":1,\"n\":", &Error::Syntax { line: 1, column: 15 });
    assert_error(b"{\"nines\":1} trailing", &Error::Syntax { line: 1, column: 13 });
    assert_error(b"{\"nines\":1,\"g\":{\"u\":1e999}}", &Error::Syntax { line: 1, column: 25 });
}

#[test]
fn a_file_is_read_to_its_limit_and_not_beyond() {
    let padded = |bytes: usize| format!("{{\"nines\":1{}}}", " ".repeat(bytes - 11)).into_bytes();
    assert!(import::read(&padded(limits::FILE_BYTES)).is_ok());
    let bytes = limits::FILE_BYTES + 1;
    assert_error(&padded(bytes), &Error::TooLong { bytes, limit: limits::FILE_BYTES });
}
