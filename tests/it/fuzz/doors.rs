//! The doors for foreign bytes, and what must hold behind each of them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use nines::app::job::{self, Ask, AskKind, Chosen, Desk, Event, Finding, Refinement, Study, Tell};
use nines::engine::flip::{Flip, Input};
use nines::engine::front::front;
use nines::engine::weigh::weigh;
use nines::engine::{Budget, Cache, analyse, recommend};
use nines::format::keeping::{self, Kept, Shelf, Slot, Tab, Turn};
use nines::format::{Decoded, Error, export, import, link};
use nines::i18n::exchange::ExchangeWords;
use nines::model::{ComponentId, Edit, Item, Mode, Param, Plan, Refusal, check, limits};
use serde_json::Value;

use super::script;
use crate::wire::{Dice, assert_same};

/// One of so many executions is followed by an analysis.
const ANALYSED: usize = 40;
/// Nodes and effort of an analysis here; bounds are as good as figures.
const NODES: usize = 500;
/// Components of a plan that is analysed here.
const SMALL: usize = 40;

/// What a foreign input is made of.
#[derive(Debug, Clone)]
pub(crate) enum Foreign {
    /// As it comes.
    Bytes(Vec<u8>),
    /// The JSON inside; the door packs it with a right checksum, so that the reader behind is reached.
    Json(String),
}

impl Foreign {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Bytes(bytes) => bytes.clone(),
            Self::Json(text) => text.clone().into_bytes(),
        }
    }

    /// Its JSON; of other bytes, an empty plan.
    pub(crate) fn json(&self) -> &str {
        match self {
            Self::Bytes(_) => "{\"nines\":1}",
            Self::Json(text) => text,
        }
    }
}

/// The functions behind the doors; a test plants a bug in one of them.
pub(crate) struct Doors {
    pub(crate) read: fn(&[u8]) -> Result<Decoded, Error>,
    pub(crate) open: fn(&str) -> Result<Decoded, Error>,
    pub(crate) write: fn(&Plan) -> String,
    pub(crate) edit: fn(&Edit, &Plan) -> Result<Plan, Refusal>,
    pub(crate) effort: fn(u64) -> u64,
}

impl Doors {
    /// As the page has them.
    pub(crate) const REAL: Self = Self {
        read: import::read,
        open: link::decode,
        write: link::encode,
        edit: Edit::apply,
        effort: std::convert::identity,
    };

    /// A link, in the address bar or pasted.
    pub(crate) fn link(&self, input: &Foreign, dice: &mut Dice) -> String {
        let text = match input {
            Foreign::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Foreign::Json(json) => pack(json),
        };
        let read = (self.open)(&text);
        assert!(read.is_err() || link::is_link(text.trim()), "read, but no link");
        said_what_changed(input, &read);
        self.outcome(&read, dice)
    }

    /// A file, or a pasted text.
    pub(crate) fn file(&self, input: &Foreign, dice: &mut Dice) -> String {
        let read = (self.read)(&input.bytes());
        said_what_changed(input, &read);
        self.outcome(&read, dice)
    }

    /// What lies in this browser's storage.
    pub(crate) fn slot(&self, input: &Foreign, dice: &mut Dice) -> String {
        let text = match input {
            Foreign::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Foreign::Json(json) => {
                Slot { count: dice.next() >> 8, saved_ms: dice.next(), writer: "w".to_owned(), body: pack(json) }
                    .to_text()
            }
        };
        let older = Slot { count: 3, saved_ms: 1, writer: "v".to_owned(), body: link::encode(&Plan::default()) };
        let mut texts = [Some(text), dice.one_in(2).then(|| older.to_text())];
        if dice.one_in(2) {
            texts.reverse();
        }
        let shelf = Shelf::of([texts[0].as_deref(), texts[1].as_deref()]);
        let kept = match keeping::load(&shelf) {
            Kept::Nothing => panic!("something lies there"),
            Kept::Plan { decoded, .. } => self.outcome(&Ok(*decoded), dice),
            Kept::Lost { error: Some(error) } => self.outcome(&Err(error), dice),
            Kept::Lost { error: None } => "lost".to_owned(),
        };
        assert!(kept != "lost" || texts[1].is_none() || texts[0].is_none(), "a whole slot is not read");
        self.save(&shelf, &mut texts);
        for text in texts.iter().flatten() {
            set_aside(text, &older);
        }
        kept
    }

    /// What is saved next is what is opened next, and the newest slot stays whole until then.
    fn save(&self, shelf: &Shelf, texts: &mut [Option<String>; 2]) {
        let tab = Tab { writer: "a".to_owned(), seen: shelf.count() };
        let plan = Plan { name: "saved".to_owned(), ..Plan::default() };
        let Turn::Write { place, text, count } = keeping::turn(shelf, &tab, &(self.write)(&plan), 9, false) else {
            return;
        };
        if let Some((newest, slot)) = shelf.slots.first() {
            assert_ne!(place, *newest);
            assert!(count > slot.count || slot.count == u64::MAX);
        }
        texts[place] = Some(text);
        if count < u64::MAX {
            match keeping::load(&Shelf::of([texts[0].as_deref(), texts[1].as_deref()])) {
                Kept::Plan { decoded, .. } => assert_same(&decoded, &plan),
                other @ (Kept::Nothing | Kept::Lost { .. }) => panic!("saved, but not kept: {other:?}"),
            }
        }
    }

    /// A letter between the page and its worker.
    pub(crate) fn letter(&self, text: &str, dice: &mut Dice) -> String {
        let tell = Tell::read(text);
        if let Some(tell) = &tell {
            let letter = tell.letter();
            // By its text: a figure may be any bits.
            assert_eq!(Tell::read(&letter).expect("our own letter").letter(), letter);
            hear(tell, dice);
        }
        let ask = Ask::read(text);
        if let Some(ask) = &ask {
            assert_eq!(Ask::read(&ask.letter()).as_ref(), Some(ask));
            let bounded = self.bounded(ask);
            if dice.one_in(ANALYSED) {
                let tell = job::run(&bounded, &|_| {});
                assert_eq!(Tell::read(&tell.letter()), Some(tell));
            }
        }
        let told = tell.map(|tell| format!("{tell:?}").split([' ', '(']).next().unwrap_or_default().to_owned());
        format!("{told:?} {}", ask.is_some())
    }

    /// The same job with little to do.
    fn bounded(&self, ask: &Ask) -> Ask {
        let bounded = |asked: usize| {
            let asked = (self.effort)(u64::try_from(asked).expect("64 bits"));
            usize::try_from(asked).expect("64 bits").min(NODES)
        };
        let link = ask.kind.link().to_owned();
        let kind = match &ask.kind {
            AskKind::Analyse { bdd_nodes, .. } => AskKind::Analyse { link, bdd_nodes: bounded(*bdd_nodes) },
            AskKind::Recommend { effort, .. } => AskKind::Recommend { link, effort: bounded(*effort) },
            AskKind::Flips { component, .. } => AskKind::Flips { link, component: *component, effort: 1 },
            AskKind::Reconcile { bdd_nodes, .. } => AskKind::Reconcile { link, bdd_nodes: bounded(*bdd_nodes) },
            AskKind::Weigh { draws, .. } => AskKind::Weigh { link, draws: bounded(*draws).min(9) },
            AskKind::Study { study, .. } => {
                let study = match *study {
                    Study::Front { effort } => Study::Front { effort: bounded(effort) },
                    Study::Win { from, .. } => Study::Win { from, draws: 1 },
                    // Moving the inputs of others is many choices; the inputs of one are moved in the same way.
                    Study::Inverse { component } | Study::FlipsOfOthers { component } => Study::Inverse { component },
                };
                AskKind::Study { link, study }
            }
            AskKind::Mission { bdd_nodes, .. } => AskKind::Mission { link, bdd_nodes: bounded(*bdd_nodes) },
        };
        Ask { id: ask.id, kind }
    }

    /// A script of edits, hostile ones among them; each leaves a legal plan or says in words why not.
    pub(crate) fn edits(&self, seed: u64) -> String {
        let mut dice = Dice::new(seed);
        let mut plan = script::start(&mut dice);
        for _ in 0..12 {
            if plan.topology.components.len() > SMALL {
                break;
            }
            let edit = script::edit(&mut dice, &plan);
            match (self.edit)(&edit, &plan) {
                Ok(next) => {
                    legal(&next, &edit);
                    script::adds(&plan, &next, &edit);
                    plan = next;
                }
                Err(refusal) => script::said(&refusal),
            }
        }
        self.comes_back(&plan, &mut dice);
        if dice.one_in(ANALYSED / 4) {
            figures(&plan);
        }
        String::new()
    }

    /// What came of reading, in words; what must hold of it holds.
    fn outcome(&self, read: &Result<Decoded, Error>, dice: &mut Dice) -> String {
        let decoded = match read {
            Err(error) => {
                let (en, zh) = ((ExchangeWords::EN.error)(error), (ExchangeWords::ZH.error)(error));
                assert!(!en.is_empty() && !zh.is_empty() && en != zh, "{error:?}: {en} {zh}");
                return without_figures(&format!("{error:?}"));
            }
            Ok(decoded) => decoded,
        };
        for finding in &decoded.findings {
            let (en, zh) = ((ExchangeWords::EN.finding)(finding), (ExchangeWords::ZH.finding)(finding));
            assert!(!en.is_empty() && !zh.is_empty() && en != zh, "{finding:?}");
        }
        legal(&decoded.plan, &"what was read");
        self.comes_back(&decoded.plan, dice);
        if dice.one_in(ANALYSED) && decoded.plan.topology.components.len() <= SMALL {
            figures(&decoded.plan);
        }
        let findings = decoded.findings.iter().map(|finding| format!("{finding:?}"));
        let words: Vec<String> = findings
            .map(|finding| finding.split([' ', '{']).next().unwrap_or_default().to_owned())
            .chain(decoded.unknown.iter().map(|path| path.split('=').next().unwrap_or_default().to_owned()))
            .take(6)
            .collect();
        without_figures(&words.join(" "))
    }

    /// Written and read again, the plan is the same to the last bit.
    fn comes_back(&self, plan: &Plan, dice: &mut Dice) {
        if dice.one_in(2) {
            assert_same(&link::reopen(&(self.write)(plan)).expect("our own link"), plan);
        } else {
            assert_same(&import::read(export::to_file(plan).as_bytes()).expect("our own file"), plan);
        }
    }
}

/// The validator finds nothing to mend.
fn legal(plan: &Plan, after: &dyn std::fmt::Debug) {
    let (mended, findings) = check::mend(plan.clone());
    assert_eq!(findings, vec![], "after {after:?}");
    assert!(same(&mended, plan), "not legal after {after:?}:\n{plan:?}\nmended:\n{mended:?}");
}

fn same(a: &Plan, b: &Plan) -> bool {
    // Equal figures may differ in the sign of a zero; only their digits tell, and they are slow.
    a == b || format!("{a:?}") == format!("{b:?}")
}

/// Where nothing is said to have changed, whatever stands in the input and in the plan is the same in both.
fn said_what_changed(input: &Foreign, read: &Result<Decoded, Error>) {
    let (Foreign::Json(json), Ok(decoded)) = (input, read) else { return };
    if !decoded.findings.is_empty() || !decoded.unknown.is_empty() {
        return;
    }
    let Ok(before) = serde_json::from_str::<Value>(json) else { return };
    let after = serde_json::to_value(export::to_wire(&decoded.plan)).expect("JSON");
    unchanged(&before, &after, "");
}

fn unchanged(before: &Value, after: &Value, path: &str) {
    // A step is a plan.
    let plain = path.replacen(".st", "", 1);
    match (before, after) {
        // What is left out is taken for granted.
        (Value::Object(before), Value::Object(after)) => {
            for (key, value) in before {
                if let Some(after) = after.get(key) {
                    unchanged(value, after, &format!("{path}.{key}"));
                }
            }
        }
        // Ids of links may be fewer than links, and chances of switches fewer than sets.
        (Value::Array(_), Value::Array(_)) if [".li", ".sw"].contains(&plain.as_str()) => {}
        (Value::Array(before), Value::Array(after)) => {
            assert_eq!(before.len(), after.len(), "{path}");
            // Things with ids come back in their order.
            let is_by_id = [".l", ".s", ".so", ".as", ".ca", ".ch", ".fc", ".fl", ".fz"].contains(&plain.as_str());
            if !before.iter().any(|item| item.get("i").is_some()) && !is_by_id {
                before.iter().zip(after).for_each(|(before, after)| unchanged(before, after, path));
            }
        }
        (Value::Number(before), Value::Number(after)) => {
            assert!(before.as_f64() == after.as_f64(), "{path}: {before} became {after}");
        }
        (Value::Null, _) => {}
        (before, after) => assert_eq!(before, after, "{path}"),
    }
}

/// Every figure of the report and of the advice is a number, and bounds are in order.
fn figures(plan: &Plan) {
    let mut cache = Cache::default();
    let budget = Budget { bdd_nodes: NODES };
    let report = analyse(&plan.topology, &plan.goal, budget, &mut cache);
    let debug = format!("{report:?}");
    assert!(!debug.contains("NaN"), "{debug}");
    for journey in &report.journeys {
        assert!(0.0 <= journey.u.low && journey.u.low <= journey.u.high && journey.u.high <= 1.0, "{journey:?}");
    }
    for (id, component) in &report.components {
        assert!((0.0..=1.0).contains(&component.figures.u), "{id:?}: {component:?}");
    }
    let picks = recommend::optimise(&plan.topology, &plan.goal, NODES, &mut cache);
    assert!(picks.picks.len() <= plan.topology.components.len());
}

/// The desk and a report hear a letter that nobody may have sent.
fn hear(tell: &Tell, dice: &mut Dice) {
    let mut desk = Desk::new(job::BUILD);
    let link = || "1.a".to_owned();
    let ready = Event::Told(Tell::Ready { build: job::BUILD.to_owned() });
    let mut events = vec![Event::Want(AskKind::Analyse { link: link(), bdd_nodes: 1 }), ready];
    events.insert(dice.below(3), Event::Told(tell.clone()));
    for event in events {
        desk.on(event, 1.0);
    }
    if let Tell::Analysed { refinement, .. } = tell {
        let plan = Plan::default();
        let mut report = analyse(&plan.topology, &plan.goal, Budget { bdd_nodes: 1 }, &mut Cache::default());
        refinement.apply_to(&mut report);
    }
}

/// The plans set aside: the newest first, few, and all of them whole.
fn set_aside(text: &str, slot: &Slot) {
    let before = keeping::aside(text);
    let kept = keeping::aside(&keeping::set_aside(text, slot));
    assert_eq!(kept.first(), Some(slot));
    assert!(before.len() <= limits::PLANS_KEPT && kept.len() <= limits::PLANS_KEPT);
}

fn without_figures(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_ascii_digit()).take(200).collect()
}

/// A link of this JSON, its checksum right.
fn pack(json: &str) -> String {
    let sealed = match json.strip_suffix('}') {
        Some(body) => format!("{body},\"sum\":\"{:08x}\"}}", crc32(body.as_bytes())),
        None => json.to_owned(),
    };
    format!("1.{}", URL_SAFE_NO_PAD.encode(miniz_oxide::deflate::compress_to_vec(sealed.as_bytes(), 1)))
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc % 2 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

/// Plans of every size up to eight components, as files and as links.
pub(crate) fn plans() -> Vec<Foreign> {
    let mut seeds = Vec::new();
    for seed in 0..24 {
        let components = u32::try_from(1 + seed % 8).expect("small");
        let plan = if seed % 5 == 4 { Dice::new(seed).story(2) } else { Dice::new(seed).plan(components) };
        let line = serde_json::to_string(&export::to_wire(&plan)).expect("JSON");
        seeds.extend([Foreign::Json(line), Foreign::Json(export::to_file(&plan).trim().to_owned())]);
        if seed % 2 == 0 {
            seeds.push(Foreign::Bytes(link::encode(&plan).into_bytes()));
        }
    }
    seeds.push(Foreign::Bytes(b"https://example.org/nines/#1.q1bKy8xLLVayMtRRSlayio6tBQA)".to_vec()));
    seeds
}

/// Slots with such plans.
pub(crate) fn slots() -> Vec<Foreign> {
    let slot = |count: u64, body: &str| {
        let slot = Slot { count, saved_ms: count * 7, writer: "a1".to_owned(), body: body.to_owned() };
        Foreign::Bytes(slot.to_text().into_bytes())
    };
    let mut seeds = plans();
    for (seed, count) in [(1, 1), (2, 9), (3, u64::from(u32::MAX))] {
        seeds.push(slot(count, &link::encode(&Dice::new(seed).plan(2))));
    }
    seeds.extend([slot(5, "9.abc"), slot(6, "1.***")]);
    seeds
}

/// Letters of every kind, both ways.
pub(crate) fn letters() -> Vec<String> {
    let plan = Dice::new(11).plan(5);
    let report = analyse(&plan.topology, &plan.goal, Budget { bdd_nodes: NODES }, &mut Cache::default());
    let chosen = Chosen { options: vec![(1, 2), (2, 0)], feasible: true, proven: false, bound: 0.1 + 0.2 };
    let tells = [
        Tell::Ready { build: job::BUILD.to_owned() },
        Tell::Progress { id: 1, done: u64::MAX, total: 0 },
        Tell::Analysed { id: 2, refinement: Refinement::of(&report) },
        Tell::Recommended { id: 3, chosen },
        Tell::Flipped { id: 5, component: 2, flips: flips() },
        Tell::Weighed { id: 5, weighed: weigh(&plan.topology, &plan.goal, 3, &mut Cache::default()) },
        Tell::Failed { id: 4, message: "坏 了, 3".to_owned() },
        Tell::Studied {
            id: 6,
            finding: Finding::Front(7, front(&plan.topology, &plan.goal, 99, &mut Cache::default())),
        },
        Tell::Studied { id: 6, finding: Finding::FlipsOfOthers(2, flips()) },
    ];
    let link = || link::encode(&plan);
    let asks = [
        Ask { id: 1, kind: AskKind::Analyse { link: link(), bdd_nodes: 9 } },
        Ask { id: 2, kind: AskKind::Recommend { link: link(), effort: 3 } },
        Ask { id: 3, kind: AskKind::Flips { link: link(), component: 4, effort: 9 } },
        Ask { id: 3, kind: AskKind::Weigh { link: link(), draws: 3 } },
        Ask { id: 4, kind: AskKind::Study { link: link(), study: Study::Win { from: 3, draws: 2 } } },
        Ask { id: 4, kind: AskKind::Mission { link: link(), bdd_nodes: 9 } },
    ];
    tells.iter().map(Tell::letter).chain(asks.iter().map(Ask::letter)).collect()
}

/// One of each kind.
fn flips() -> Vec<Flip> {
    let flip = |input, from, to, chosen| Flip { item: Item::Component(ComponentId(7)), input, from, to, chosen };
    vec![
        flip(Input::Param(Param::Switch), 0.05, 0.1 + 0.2, Some((Mode::Cluster, 3))),
        flip(Input::Target, 1e-3, 5e-324, None),
    ]
}
