//! What the shown plan amounts to: asked of the engine within the frame, refined by the worker when a frame is too short.
//!
//! It computes nothing itself, and answers of the worker count only for the plan they were asked about.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::env::{Shown, Store};
use super::studies::{Studies, has_intervals, use_studies};
use crate::app::job::{Absence, AskKind, Failure, News};
use crate::app::{Action, Gesture, Notice, Panel, State, WorkerTrouble};
use crate::browser::worker::Office;
use crate::engine::flip::Flip;
use crate::engine::mission::Mission;
use crate::engine::recommend::{self, EFFORT_FLIP, EFFORT_FRAME, EFFORT_WORKER, Memo, Picks};
use crate::engine::report::{Exactness, Outcome, Recommendation, Report, WhatIf};
use crate::engine::spreadsheet::Reconciled;
use crate::engine::weigh::Weighed;
use crate::engine::{Budget, Cache, analyse, what_if};
use crate::format::link;
use crate::model::ordered::Set;
use crate::model::{ComponentId, Goal, Item, Plan, Topology, limits};
use crate::ui::hooks::{use_effect_with, use_mut_ref};

/// With more components than this the choice is searched in the worker: a frame is too short for it.
const FRAME_COMPONENTS: usize = 60;
/// How long a plan must rest before the worker is asked about it, in ms.
const REST_MS: u32 = 150;

/// The engine's caches and its latest answers.
#[derive(Default)]
pub struct Analyst {
    /// What somebody looks at beside the plan.
    pub studies: Studies,
    cache: Cache,
    memo: Memo,
    about: Option<(Rc<Topology>, Rc<Goal>)>,
    /// The report of the plan as committed, for comparing what a gesture shows, and what there was to choose from.
    committed: Option<(Rc<Topology>, Rc<Report>, Rc<Recommendation>)>,
    answers: Option<Answers>,
    /// The link of the plan that the worker was last asked about.
    asked: Option<String>,
}

#[derive(Clone)]
struct Answers {
    report: Rc<Report>,
    recommendation: Rc<Recommendation>,
    what_if: Option<Rc<WhatIf>>,
    failed: Set<Item>,
    /// The report has bounds that the worker may close.
    wants_report: bool,
    /// The choice is not made yet.
    wants_choice: bool,
    /// What would change the choice for a component.
    flips: Option<(ComponentId, Rc<Vec<Flip>>)>,
    /// The worker could not say what would.
    has_no_flips: bool,
    /// What matters and how far the intervals carry, perhaps of the plan before.
    weighed: Option<Rc<Weighed>>,
    /// It is not of this plan.
    wants_weighing: bool,
    /// The worker does not say.
    has_no_weighing: bool,
    /// The way from a spreadsheet to the report, or that there is none.
    reconciled: Option<Rc<Option<Reconciled>>>,
    /// The whole system over time, perhaps of the plan before.
    mission: Option<Rc<Mission>>,
    /// It is not of this plan.
    wants_mission: bool,
    /// The worker does not say.
    has_no_mission: bool,
}

impl Analyst {
    /// The answers about `plan`, kept while topology, goal and what has failed stay the same.
    fn answers(&mut self, state: &State, plan: &Plan) -> Answers {
        let failed = &state.failed;
        let is_known = |(topology, goal): &(Rc<Topology>, Rc<Goal>)| {
            Rc::ptr_eq(topology, &plan.topology) && Rc::ptr_eq(goal, &plan.goal)
        };
        let mut answers = match &self.answers {
            Some(answers) if self.about.as_ref().is_some_and(is_known) => {
                let is_weighed =
                    answers.wants_weighing || answers.weighed.is_some() || answers.has_no_weighing || !state.weighing;
                let is_ahead =
                    answers.wants_mission || answers.mission.is_some() || answers.has_no_mission || !state.ahead;
                if answers.failed == *failed && is_weighed && is_ahead {
                    return answers.clone();
                }
                Answers {
                    wants_weighing: !is_weighed || answers.wants_weighing,
                    wants_mission: !is_ahead || answers.wants_mission,
                    ..answers.clone()
                }
            }
            Some(_) | None => self.analyse(plan, state.weighing || has_intervals(&plan.topology), state.ahead),
        };
        answers.what_if = (!failed.is_empty()).then(|| Rc::new(what_if(&plan.topology, &plan.goal, failed)));
        answers.failed.clone_from(failed);
        self.about = Some((Rc::clone(&plan.topology), Rc::clone(&plan.goal)));
        self.answers = Some(answers.clone());
        answers
    }

    /// The plan with the topology that was asked about last where the two are equal: each step of a drag into a zone makes
    /// its own.
    fn familiar(&self, plan: Rc<Plan>) -> Rc<Plan> {
        match &self.about {
            Some((topology, _)) if !Rc::ptr_eq(topology, &plan.topology) && *topology == plan.topology => {
                Rc::new(Plan { topology: Rc::clone(topology), ..(*plan).clone() })
            }
            Some(_) | None => plan,
        }
    }

    /// The report of the committed plan, where a gesture shows another one; a mere move brings no other.
    fn before(&mut self, state: &State, answers: &Answers) -> Option<Rc<Report>> {
        if state.gesture == Gesture::None {
            // What is only looked at is not committed.
            if state.preview.is_none() {
                let topology = Rc::clone(&state.plan.topology);
                self.committed = Some((topology, Rc::clone(&answers.report), Rc::clone(&answers.recommendation)));
            }
            return None;
        }
        let (topology, report, _) = self.committed.as_ref()?;
        let is_other = Rc::ptr_eq(topology, &state.plan.topology) && !Rc::ptr_eq(report, &answers.report);
        is_other.then(|| Rc::clone(report))
    }

    /// What there is to choose from: while a choice is only looked at, that of the plan as committed.
    fn offered(&self, state: &State, answers: &Answers) -> Rc<Recommendation> {
        let is_same = |(topology, ..): &&(Rc<Topology>, _, _)| Rc::ptr_eq(topology, &state.plan.topology);
        let committed = self.committed.as_ref().filter(|_| state.preview.is_some()).filter(is_same);
        Rc::clone(committed.map_or(&answers.recommendation, |(.., recommendation)| recommendation))
    }

    fn analyse(&mut self, plan: &Plan, wants_weighing: bool, wants_mission: bool) -> Answers {
        // What the worker still says is about the plan before.
        self.asked = None;
        let report = analyse(&plan.topology, &plan.goal, Budget::FRAME, &mut self.cache);
        let wants_choice = plan.topology.components.len() > FRAME_COMPONENTS;
        let recommendation = match &self.answers {
            // The old choice stays, dimmed, until the worker has found the new one.
            Some(answers) if wants_choice => Rc::clone(&answers.recommendation),
            None if wants_choice => Rc::new(undecided()),
            Some(_) | None => {
                Rc::new(recommend::recommend(&plan.topology, &plan.goal, EFFORT_FRAME, &mut self.cache, &mut self.memo))
            }
        };
        Answers {
            wants_report: report.exactness == Exactness::Bounds,
            wants_choice,
            report: Rc::new(report),
            recommendation,
            what_if: None,
            failed: Set::new(),
            flips: None,
            has_no_flips: false,
            has_no_weighing: false,
            reconciled: None,
            weighed: self.answers.as_ref().and_then(|before| before.weighed.clone()).filter(|_| wants_weighing),
            wants_weighing,
            mission: self.answers.as_ref().and_then(|before| before.mission.clone()).filter(|_| wants_mission),
            wants_mission,
            has_no_mission: false,
        }
    }

    /// Takes in an answer of the worker; whether it changed anything.
    fn hear(&mut self, news: &News) -> bool {
        let is_of_studies = match news {
            News::Studied { link, finding } => {
                return self.studies.hear(link, finding, &mut self.cache, &mut self.memo);
            }
            News::Failed { kind: AskKind::Study { link, .. }, .. } => return self.studies.give_up(Some(link)),
            News::Absent(_) => self.studies.give_up(None),
            News::Analysed { .. }
            | News::Recommended { .. }
            | News::Flipped { .. }
            | News::Weighed { .. }
            | News::Reconciled { .. }
            | News::Ahead { .. }
            | News::Failed { .. }
            | News::Progress { .. } => false,
        };
        self.hear_of_plan(news) || is_of_studies
    }

    /// The same of what follows from the plan that is shown.
    fn hear_of_plan(&mut self, news: &News) -> bool {
        let (Some((topology, goal)), Some(answers)) = (&self.about, &mut self.answers) else { return false };
        let is_asked = |link: &str| self.asked.as_deref() == Some(link);
        match news {
            News::Analysed { link, refinement } if is_asked(link) => {
                answers.wants_report = false;
                refinement.apply_to(Rc::make_mut(&mut answers.report))
            }
            News::Recommended { link, chosen } if is_asked(link) => {
                answers.wants_choice = false;
                let picks = Picks::from(chosen);
                let found = recommend::explain(topology, goal, &picks, &mut self.cache, &mut self.memo);
                if let Some(found) = found {
                    answers.recommendation = Rc::new(found);
                }
                true
            }
            News::Flipped { link, component, flips } if is_asked(link) => {
                answers.flips = Some((ComponentId(*component), Rc::new(flips.clone())));
                true
            }
            News::Weighed { link, weighed } if is_asked(link) => {
                answers.wants_weighing = false;
                answers.weighed = Some(Rc::new(weighed.clone()));
                true
            }
            News::Reconciled { link, found } if is_asked(link) => {
                answers.reconciled = Some(Rc::new(found.clone()));
                true
            }
            News::Ahead { link, mission } if is_asked(link) => {
                answers.wants_mission = false;
                answers.mission = Some(Rc::new(mission.clone()));
                true
            }
            News::Failed { kind, .. } if is_asked(kind.link()) => {
                answers.give_up(kind);
                true
            }
            News::Absent(_) => {
                answers.give_up_all();
                true
            }
            News::Analysed { .. }
            | News::Recommended { .. }
            | News::Flipped { .. }
            | News::Weighed { .. }
            | News::Reconciled { .. }
            | News::Studied { .. }
            | News::Ahead { .. }
            | News::Failed { .. }
            | News::Progress { .. } => false,
        }
    }
}

impl Answers {
    /// The worker does not answer this.
    fn give_up(&mut self, kind: &AskKind) {
        match kind {
            AskKind::Analyse { .. } => self.wants_report = false,
            AskKind::Recommend { .. } => self.wants_choice = false,
            AskKind::Weigh { .. } => (self.wants_weighing, self.has_no_weighing) = (false, true),
            AskKind::Flips { .. } => self.has_no_flips = true,
            AskKind::Reconcile { .. } => _ = self.reconciled.get_or_insert_default(),
            AskKind::Mission { .. } => (self.wants_mission, self.has_no_mission) = (false, true),
            AskKind::Study { .. } => {}
        }
    }

    /// The worker will say no more.
    fn give_up_all(&mut self) {
        (self.wants_report, self.wants_choice, self.wants_weighing) = (false, false, false);
        (self.has_no_flips, self.has_no_weighing) = (true, true);
        self.reconciled.get_or_insert_default();
        (self.wants_mission, self.has_no_mission) = (false, true);
    }
}

fn undecided() -> Recommendation {
    Recommendation {
        outcome: Outcome::Empty,
        choices: Vec::new(),
        u_after: Vec::new(),
        cost_after_per_month: 0.0,
        proven: false,
        bound_per_month: 0.0,
        obstacles: Vec::new(),
        buys: Vec::new(),
        equal_prices: true,
    }
}

/// The shown plan with all that follows from it.
#[hook]
pub fn use_shown(state: &State, dispatch: &UseReducerDispatcher<Store>) -> Shown {
    let analyst = use_mut_ref(Analyst::default);
    let office = use_office(&analyst, dispatch);
    let studied = use_studies(state, &Desk { analyst: Rc::clone(&analyst), office: Rc::clone(&office) });
    let shown = state.shown();
    // A hand that moves something is shown instead of what is looked at.
    let looked_at = state.preview.as_ref().filter(|preview| Rc::ptr_eq(&preview.plan, &shown));
    let plan = analyst.borrow().familiar(shown);
    let answers = analyst.borrow_mut().answers(state, &plan);

    let flips_of = state.flips_of.filter(|_| !answers.has_no_flips);
    let flips = answers.flips.clone().filter(|(component, _)| Some(*component) == flips_of).map(|(_, flips)| flips);
    let wants_flips = flips_of.filter(|_| flips.is_none());
    let reconciled = answers.reconciled.clone();
    let wants_way = state.panel == Panel::Breaks && reconciled.is_none();
    let wants = (
        answers.wants_report,
        answers.wants_choice,
        answers.wants_weighing,
        answers.wants_mission,
        wants_flips,
        wants_way,
    );
    let about = (Rc::as_ptr(&plan.topology).addr(), Rc::as_ptr(&plan.goal).addr(), wants);
    {
        let (plan, analyst) = (Rc::clone(&plan), Rc::clone(&analyst));
        use_effect_with(about, move |(_, _, wants)| {
            let (wants_report, wants_choice, wants_weighing, wants_mission, wants_flips, wants_way) = *wants;
            let ask = move || {
                // The worker has no use for the story.
                let link = link::encode(&Plan { steps: Rc::default(), ..(*plan).clone() });
                analyst.borrow_mut().asked = Some(link.clone());
                if let Some(office) = office.borrow().as_ref() {
                    if wants_report {
                        office.want(AskKind::Analyse { link: link.clone(), bdd_nodes: limits::BDD_NODES_WORKER });
                    }
                    if wants_choice {
                        office.want(AskKind::Recommend { link: link.clone(), effort: EFFORT_WORKER });
                    }
                    if wants_weighing {
                        office.want(AskKind::Weigh { link: link.clone(), draws: limits::DRAWS });
                    }
                    if wants_way {
                        office.want(AskKind::Reconcile { link: link.clone(), bdd_nodes: limits::BDD_NODES_WORKER });
                    }
                    if wants_mission {
                        office.want(AskKind::Mission { link: link.clone(), bdd_nodes: limits::BDD_NODES_WORKER });
                    }
                    if let Some(component) = wants_flips {
                        office.want(AskKind::Flips { link, component: component.0, effort: EFFORT_FLIP });
                    }
                }
            };
            let is_wanted =
                wants_report || wants_choice || wants_weighing || wants_mission || wants_flips.is_some() || wants_way;
            let timer = is_wanted.then(|| Timeout::new(REST_MS, ask));
            move || drop(timer)
        });
    }
    let before = analyst.borrow_mut().before(state, &answers);
    let offered = analyst.borrow().offered(state, &answers);
    Shown {
        plan,
        report: answers.report,
        before,
        recommendation: answers.recommendation,
        offered,
        what_if: answers.what_if,
        refining: wants.0 || wants.1,
        flips_of,
        flips,
        weighed: answers.weighed,
        weighing: state.weighing,
        is_weighed: !wants.2,
        reconciled,
        studied,
        topics: state.topics.clone(),
        preview: looked_at.map(|preview| Rc::clone(&preview.edit)),
        mission: answers.mission,
        ahead: state.ahead,
        is_ahead: !wants.3,
    }
}

/// The analyst, and the door to the worker.
#[derive(Clone)]
pub struct Desk {
    /// What is known.
    pub analyst: Rc<std::cell::RefCell<Analyst>>,
    /// None until the first answer is on the screen.
    pub office: Rc<std::cell::RefCell<Option<Office>>>,
}

/// What to tell the person when the worker does not do its work.
fn trouble(news: &News) -> Option<Notice> {
    let failed = |why| Some(Notice::WorkerFailed(why));
    match news {
        News::Absent(Absence::WrongBuild { .. }) => Some(Notice::ReloadNeeded),
        News::Absent(Absence::NeverReady) => failed(WorkerTrouble::NeverReady),
        News::Failed { why: Failure::DiedTwice | Failure::Said(_), .. } => failed(WorkerTrouble::Died),
        News::Failed { why: Failure::TooSlow, .. } => failed(WorkerTrouble::TooSlow),
        News::Progress { .. }
        | News::Analysed { .. }
        | News::Recommended { .. }
        | News::Weighed { .. }
        | News::Reconciled { .. }
        | News::Ahead { .. }
        | News::Flipped { .. }
        | News::Studied { .. } => None,
    }
}

/// The door to the worker, opened once the first answer is on the screen.
#[hook]
fn use_office(
    analyst: &Rc<std::cell::RefCell<Analyst>>,
    dispatch: &UseReducerDispatcher<Store>,
) -> Rc<std::cell::RefCell<Option<Office>>> {
    let office = use_mut_ref(|| None::<Office>);
    let update = use_force_update();
    let (slot, analyst, dispatch) = (Rc::clone(&office), Rc::clone(analyst), dispatch.clone());
    use_effect_with((), move |()| {
        let tell = move |news: News| {
            let is_news = analyst.borrow_mut().hear(&news);
            if let Some(trouble) = trouble(&news).filter(|_| is_news) {
                dispatch.dispatch(Action::Notice(Some(trouble)));
            }
            if is_news {
                update.force_update();
            }
        };
        *slot.borrow_mut() = Some(Office::open(tell));
        let slot = Rc::clone(&slot);
        move || drop(slot.borrow_mut().take())
    });
    office
}
