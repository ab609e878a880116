//! Asks and tells as they travel between page and worker: text, because both ends can write it without a library.

use std::collections::VecDeque;

use super::{Ask, AskKind, Chosen, Finding, Refinement, Study, Tell};
use crate::engine::flip::{self, Flip};
use crate::engine::mission::{Mission, Moment};
use crate::engine::spreadsheet::{Reconciled, Term};
use crate::engine::weigh::{Band, Input, Swing, Weighed};
use crate::model::param::PARAMS;
use crate::model::{ComponentId, Item, JourneyId, Mode, ZoneId};

/// What an [`Ask`] or a [`Tell`] holds, as it travels: a word, whole numbers and a text, with one space between.
/// Both ends are of one build, so it needs no version, and what is not understood is no letter of ours.
struct Letter {
    word: &'static str,
    numbers: Vec<u64>,
    text: String,
}

impl Letter {
    fn write(&self) -> String {
        let mut letter = self.word.to_owned();
        let mut mark = ' ';
        for number in &self.numbers {
            letter.push(mark);
            letter.push_str(&number.to_string());
            mark = ',';
        }
        letter + " " + &self.text
    }

    fn read(letter: &str) -> Option<(&str, Numbers, &str)> {
        let (word, rest) = letter.split_once(' ')?;
        let (numbers, text) = rest.split_once(' ')?;
        let numbers = numbers.split(',').map(|number| number.parse().ok()).collect::<Option<VecDeque<u64>>>()?;
        Some((word, Numbers(numbers), text))
    }
}

/// The numbers of a letter, from the first to the last.
pub(super) struct Numbers(VecDeque<u64>);

impl Numbers {
    pub(super) fn whole(&mut self) -> Option<u64> {
        self.0.pop_front()
    }

    pub(super) fn id(&mut self) -> Option<u32> {
        self.whole()?.try_into().ok()
    }

    pub(super) fn count(&mut self) -> Option<usize> {
        self.whole()?.try_into().ok()
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        Some(self.whole()? != 0)
    }

    /// A number with a fraction travels as its bits.
    pub(super) fn real(&mut self) -> Option<f64> {
        Some(f64::from_bits(self.whole()?))
    }
}

pub(super) fn count(items: usize) -> u64 {
    items.try_into().unwrap_or(u64::MAX)
}

impl Ask {
    /// As it travels.
    pub fn letter(&self) -> String {
        let (word, numbers) = match &self.kind {
            AskKind::Analyse { bdd_nodes, .. } => ("analyse", vec![count(*bdd_nodes)]),
            AskKind::Recommend { effort, .. } => ("recommend", vec![count(*effort)]),
            AskKind::Weigh { draws, .. } => ("weigh", vec![count(*draws)]),
            AskKind::Flips { component, effort, .. } => ("flips", vec![count(*effort), u64::from(*component)]),
            AskKind::Mission { bdd_nodes, .. } => ("mission", vec![count(*bdd_nodes)]),
            AskKind::Reconcile { bdd_nodes, .. } => ("reconcile", vec![count(*bdd_nodes)]),
            AskKind::Study { study, .. } => ("study", study.write().to_vec()),
        };
        let text = self.kind.link().to_owned();
        Letter { word, numbers: [self.id.into()].into_iter().chain(numbers).collect(), text }.write()
    }

    /// The one that travelled as `letter`.
    pub fn read(letter: &str) -> Option<Self> {
        let (word, mut numbers, text) = Letter::read(letter)?;
        let (id, size, link) = (numbers.id()?, numbers.count()?, text.to_owned());
        let kind = match word {
            "analyse" => AskKind::Analyse { link, bdd_nodes: size },
            "recommend" => AskKind::Recommend { link, effort: size },
            "weigh" => AskKind::Weigh { link, draws: size },
            "reconcile" => AskKind::Reconcile { link, bdd_nodes: size },
            "mission" => AskKind::Mission { link, bdd_nodes: size },
            "flips" => AskKind::Flips { link, component: numbers.id()?, effort: size },
            "study" => AskKind::Study { link, study: Study::read(size, &mut numbers)? },
            _ => return None,
        };
        Some(Self { id, kind })
    }
}

impl Tell {
    /// As it travels.
    pub fn letter(&self) -> String {
        let mut text = String::new();
        let (word, numbers) = match self {
            Self::Ready { build } => {
                text.clone_from(build);
                ("ready", vec![0])
            }
            Self::Progress { id, done, total } => ("progress", vec![(*id).into(), *done, *total]),
            Self::Analysed { id, refinement } => {
                let mut numbers = vec![u64::from(*id)];
                refinement.write(&mut numbers);
                ("analysed", numbers)
            }
            Self::Recommended { id, chosen } => {
                let (feasible, proven) = (chosen.feasible.into(), chosen.proven.into());
                let mut numbers = vec![(*id).into(), feasible, proven, chosen.bound.to_bits()];
                for (component, option) in &chosen.options {
                    numbers.extend_from_slice(&[(*component).into(), count(*option)]);
                }
                ("recommended", numbers)
            }
            Self::Weighed { id, weighed } => {
                let mut numbers = vec![u64::from(*id)];
                write_weighed(weighed, &mut numbers);
                ("weighed", numbers)
            }
            Self::Ahead { id, mission } => {
                let mut numbers = vec![u64::from(*id)];
                write_mission(mission, &mut numbers);
                ("ahead", numbers)
            }
            Self::Flipped { id, component, flips } => {
                let mut numbers = vec![(*id).into(), (*component).into()];
                flips.iter().for_each(|flip| write_flip(flip, &mut numbers));
                ("flipped", numbers)
            }
            Self::Reconciled { id, found } => {
                let mut numbers = vec![(*id).into()];
                found.iter().for_each(|found| write_reconciled(found, &mut numbers));
                ("reconciled", numbers)
            }
            Self::Studied { id, finding } => {
                let mut numbers = vec![u64::from(*id)];
                finding.write(&mut numbers);
                ("studied", numbers)
            }
            Self::Failed { id, message } => {
                text.clone_from(message);
                ("failed", vec![(*id).into()])
            }
        };
        Letter { word, numbers, text }.write()
    }

    /// The one that travelled as `letter`.
    pub fn read(letter: &str) -> Option<Self> {
        let (word, mut numbers, text) = Letter::read(letter)?;
        let id = numbers.id()?;
        Some(match word {
            "ready" => Self::Ready { build: text.to_owned() },
            "progress" => Self::Progress { id, done: numbers.whole()?, total: numbers.whole()? },
            "analysed" => Self::Analysed { id, refinement: Refinement::read(&mut numbers)? },
            "recommended" => {
                let (feasible, proven, bound) = (numbers.flag()?, numbers.flag()?, numbers.real()?);
                let mut chosen = Chosen { options: Vec::new(), feasible, proven, bound };
                while let Some(component) = numbers.id() {
                    chosen.options.push((component, numbers.count()?));
                }
                Self::Recommended { id, chosen }
            }
            "ahead" => Self::Ahead { id, mission: read_mission(&mut numbers)? },
            "weighed" => Self::Weighed { id, weighed: read_weighed(&mut numbers)? },
            "flipped" => {
                let (component, mut flips) = (numbers.id()?, Vec::new());
                while let Some(kind) = numbers.whole() {
                    flips.push(read_flip(kind, &mut numbers)?);
                }
                Self::Flipped { id, component, flips }
            }
            "reconciled" => Self::Reconciled { id, found: read_reconciled(&mut numbers) },
            "studied" => Self::Studied { id, finding: Finding::read(&mut numbers)? },
            "failed" => Self::Failed { id, message: text.to_owned() },
            _ => return None,
        })
    }
}

impl Refinement {
    fn write(&self, numbers: &mut Vec<u64>) {
        numbers.extend_from_slice(&[self.exact.into(), count(self.journeys.len()), count(self.components.len())]);
        for (low, high, outages_per_h) in &self.journeys {
            // What is not known travels as a number that is none.
            let outages_per_h = outages_per_h.unwrap_or(f64::NAN);
            numbers.extend_from_slice(&[low.to_bits(), high.to_bits(), outages_per_h.to_bits()]);
        }
        for degraded in &self.degraded {
            let (low, high) = degraded.unwrap_or((f64::NAN, f64::NAN));
            numbers.extend_from_slice(&[low.to_bits(), high.to_bits()]);
        }
        for (id, cost_of_faults_u, is_single_point) in &self.components {
            numbers.extend_from_slice(&[(*id).into(), cost_of_faults_u.to_bits(), (*is_single_point).into()]);
        }
        for (id, cost_of_faults_u) in &self.zones {
            numbers.extend_from_slice(&[(*id).into(), cost_of_faults_u.to_bits()]);
        }
    }

    fn read(numbers: &mut Numbers) -> Option<Self> {
        let mut all = Self { exact: numbers.flag()?, ..Self::default() };
        let (journeys, components) = (numbers.count()?, numbers.count()?);
        for _ in 0..journeys {
            let (low, high, outages_per_h) = (numbers.real()?, numbers.real()?, numbers.real()?);
            all.journeys.push((low, high, Some(outages_per_h).filter(|per_h| !per_h.is_nan())));
        }
        for _ in 0..journeys {
            let (low, high) = (numbers.real()?, numbers.real()?);
            all.degraded.push((!low.is_nan()).then_some((low, high)));
        }
        for _ in 0..components {
            all.components.push((numbers.id()?, numbers.real()?, numbers.flag()?));
        }
        while let Some(id) = numbers.id() {
            all.zones.push((id, numbers.real()?));
        }
        Some(all)
    }
}

fn write_weighed(weighed: &Weighed, numbers: &mut Vec<u64>) {
    let reals = |numbers: &mut Vec<u64>, reals: &[f64]| numbers.extend(reals.iter().map(|real| real.to_bits()));
    numbers.push(weighed.band.map_or(0, |band| band.draws.into()));
    if let Some(Band { low_u, middle_u, high_u, meets, .. }) = weighed.band {
        reals(numbers, &[low_u, middle_u, high_u, meets]);
    }
    for swing in &weighed.swings {
        let (kind, id) = match swing.item {
            Item::Component(id) => (0, id.0),
            Item::Zone(id) => (1, id.0),
            Item::Link(id) => (2, id.0),
        };
        let input = match swing.input {
            Input::FaultTime => 0,
            Input::RecoveryTime => 1,
            Input::Param(param) => 2 + count(PARAMS.iter().position(|row| row.param == param).unwrap_or(0)),
        };
        numbers.extend_from_slice(&[kind, id.into(), input, swing.is_span.into()]);
        reals(numbers, &[swing.low, swing.high, swing.u_at_low, swing.u_at_high]);
    }
}

fn read_weighed(numbers: &mut Numbers) -> Option<Weighed> {
    let mut weighed = Weighed::default();
    let draws = numbers.id()?;
    if draws > 0 {
        let (low_u, middle_u, high_u) = (numbers.real()?, numbers.real()?, numbers.real()?);
        weighed.band = Some(Band { low_u, middle_u, high_u, meets: numbers.real()?, draws });
    }
    while let Some(kind) = numbers.whole() {
        let id = numbers.id()?;
        let item = match kind {
            0 => Item::Component(ComponentId(id)),
            1 => Item::Zone(ZoneId(id)),
            _ => return None,
        };
        let input = match numbers.count()? {
            0 => Input::FaultTime,
            1 => Input::RecoveryTime,
            row => Input::Param(PARAMS.get(row - 2)?.param),
        };
        let is_span = numbers.flag()?;
        let (low, high, u_at_low, u_at_high) = (numbers.real()?, numbers.real()?, numbers.real()?, numbers.real()?);
        weighed.swings.push(Swing { item, input, low, high, u_at_low, u_at_high, is_span });
    }
    Some(weighed)
}

fn write_mission(mission: &Mission, numbers: &mut Vec<u64>) {
    // The implicit journey travels as a number that is no journey's.
    let journey = mission.journey.map_or(u64::MAX, |id| id.0.into());
    numbers.extend([journey, mission.u.to_bits(), mission.is_series.into()]);
    for Moment { t_h, down, unbroken, at_least } in &mission.moments {
        numbers.extend([t_h, down, unbroken, at_least].map(|real| real.to_bits()));
    }
}

fn read_mission(numbers: &mut Numbers) -> Option<Mission> {
    let journey = numbers.whole()?.try_into().ok().map(JourneyId);
    let mut mission = Mission { journey, u: numbers.real()?, is_series: numbers.flag()?, moments: Vec::new() };
    while let Some(t_h) = numbers.real() {
        let (down, unbroken, at_least) = (numbers.real()?, numbers.real()?, numbers.real()?);
        mission.moments.push(Moment { t_h, down, unbroken, at_least });
    }
    Some(mission)
}

fn write_reconciled(found: &Reconciled, numbers: &mut Vec<u64>) {
    let ends = [found.spreadsheet_u, found.model_u];
    numbers.extend(ends.iter().chain(&found.terms).map(|u| u.to_bits()));
    numbers.extend(found.journey.map(|id| u64::from(id.0)));
}

/// Without numbers there is none.
fn read_reconciled(numbers: &mut Numbers) -> Option<Reconciled> {
    let (spreadsheet_u, model_u) = (numbers.real()?, numbers.real()?);
    let mut terms = [0.0; Term::ALL.len()];
    for term in &mut terms {
        *term = numbers.real()?;
    }
    Some(Reconciled { journey: numbers.id().map(JourneyId), spreadsheet_u, model_u, terms })
}

/// Inputs and strategies travel as their rows in the tables; what has none as the numbers after the last.
pub(super) fn write_flip(flip: &Flip, numbers: &mut Vec<u64>) {
    let (kind, id) = match flip.item {
        Item::Component(id) => (0, id.0),
        Item::Zone(id) => (1, id.0),
        Item::Link(id) => (2, id.0),
    };
    let input = match flip.input {
        flip::Input::Param(param) => PARAMS.iter().position(|row| row.param == param).unwrap_or(0),
        flip::Input::Target => PARAMS.len(),
        flip::Input::FaultTime => PARAMS.len() + 1,
        flip::Input::RecoveryTime => PARAMS.len() + 2,
    };
    let (mode, units) = flip.chosen.unzip();
    let mode = mode.and_then(|mode| Mode::ALL.into_iter().position(|row| row == mode));
    numbers.extend([
        kind,
        id.into(),
        count(input),
        flip.from.to_bits(),
        flip.to.to_bits(),
        count(mode.unwrap_or(Mode::ALL.len())),
        units.unwrap_or_default().into(),
    ]);
}

pub(super) fn read_flip(kind: u64, numbers: &mut Numbers) -> Option<Flip> {
    let id = numbers.id()?;
    let item = match kind {
        0 => Item::Component(ComponentId(id)),
        1 => Item::Zone(ZoneId(id)),
        _ => return None,
    };
    let row = numbers.count()?;
    let input = match (PARAMS.get(row), row.checked_sub(PARAMS.len())) {
        (Some(row), _) => flip::Input::Param(row.param),
        (None, Some(0)) => flip::Input::Target,
        (None, Some(1)) => flip::Input::FaultTime,
        (None, Some(2)) => flip::Input::RecoveryTime,
        (None, _) => return None,
    };
    let (from, to, mode, units) = (numbers.real()?, numbers.real()?, numbers.count()?, numbers.id()?);
    let chosen = Mode::ALL.get(mode).map(|mode| (*mode, units));
    Some(Flip { item, input, from, to, chosen })
}
