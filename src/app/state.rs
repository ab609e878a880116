//! The state of the page and the one function that changes it: `State::apply(action) → State'`.
//!
//! The report is not here: it is derived from the shown plan. Nothing here touches a browser.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::app::geometry::View;
use crate::app::gesture::Gesture;
use crate::i18n::Lang;
use crate::model::limits;
use crate::model::{ComponentId, Edit, Item, Kind, Plan, Refusal, ZoneId, ZoneKind};

/// Everything the page shows follows from this and the report of the shown plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// The plan as last committed.
    pub plan: Rc<Plan>,
    /// Plans before it, oldest first.
    pub past: Vec<Rc<Plan>>,
    /// Plans undone, next to be redone last.
    pub future: Vec<Rc<Plan>>,
    /// What the hand is doing.
    pub gesture: Gesture,
    /// What is selected.
    pub selection: BTreeSet<Item>,
    /// What the next click on the canvas does.
    pub tool: Tool,
    /// What part of the canvas is seen.
    pub view: View,
    /// Size of the canvas element, in px.
    pub canvas_size: (f64, f64),
    /// What has been failed by hand, to see what still works.
    pub failed: BTreeSet<Item>,
    /// Which panel is open beside the canvas.
    pub panel: Panel,
    /// Which dialog is open.
    pub dialog: Option<Dialog>,
    /// The latest message to the person.
    pub notice: Option<Notice>,
    /// Whether the plan is kept.
    pub saved: SaveState,
    /// Language, theme, keys.
    pub settings: Settings,
    /// The recommendation was applied as the latest step, so Undo stands beside it.
    pub just_applied: bool,
}

/// What the next click on the canvas does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tool {
    /// Select and move.
    #[default]
    Select,
    /// Put a component of this kind.
    Add(Kind),
    /// Put a zone of this kind.
    AddZone(ZoneKind),
    /// Choose what this component needs.
    ConnectFrom(ComponentId),
}

/// The panel beside the canvas; on a narrow page, a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Panel {
    /// The selected thing's inspector; with nothing selected, the verdict's details.
    #[default]
    Inspector,
    /// The goal and the journeys.
    Goal,
    /// The plan as a tree and a table.
    Outline,
}

/// A dialog over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    /// The gallery of examples.
    Examples,
    /// Commands and their keys.
    Shortcuts,
    /// The link, the file.
    Share,
    /// What the figures mean and how they are computed.
    About,
}

/// Whether the plan is kept in this browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SaveState {
    /// Kept.
    #[default]
    Saved,
    /// The browser keeps nothing (private mode, or switched off).
    Unavailable,
    /// The browser's storage is full.
    Full,
    /// Another tab has saved another plan; this tab saves no more until the person decides.
    OtherTab,
}

/// A message to the person, as data.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// An edit was refused.
    Refused(Refusal),
    /// The link could not be read; the plan on the board is untouched.
    BadLink(crate::format::Error),
    /// Something was read and had to be changed or left out.
    Mended {
        /// What the validator changed.
        findings: Vec<crate::model::check::Finding>,
        /// Fields that this version does not know.
        unknown: Vec<String>,
    },
    /// The link is in the clipboard.
    LinkCopied,
    /// The clipboard is not to be had; the link is shown to be copied by hand.
    CopyByHand,
    /// A plan came by link; what was there before is kept and can be brought back.
    OpenedLink,
    /// The worker does not match this page: reload.
    ReloadNeeded,
    /// The plan is too long for the address bar: share it as a file.
    LinkTooLong,
}

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What a person sets for this browser, not for the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Language of the page.
    pub lang: Lang,
    /// Colours.
    pub theme: Theme,
    /// One-letter shortcuts act while the canvas has focus.
    pub single_keys: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { lang: Lang::En, theme: Theme::System, single_keys: true }
    }
}

/// All that can happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Make one edit; one step of undo.
    Edit(Edit),
    /// Make the edit that applies a recommendation; Undo then stands beside the verdict.
    ApplyRecommendation(Edit),
    /// Show what the hand is doing.
    Gesture(Gesture),
    /// The hand lets go: the gesture becomes one edit.
    Commit,
    /// Esc: drop the gesture, else the tool, else the selection.
    Abort,
    /// One step back.
    Undo,
    /// One step forward again.
    Redo,
    /// Select exactly these.
    Select(BTreeSet<Item>),
    /// Add to or take from the selection.
    Toggle(Item),
    /// Select everything.
    SelectAll,
    /// Remove what is selected.
    RemoveSelection,
    /// Copy what is selected beside itself and select the copy.
    DuplicateSelection,
    /// Pick a tool.
    Tool(Tool),
    /// Look elsewhere.
    View(View),
    /// Show the whole plan.
    FitView,
    /// The canvas element has this size.
    CanvasSize(f64, f64),
    /// Fail or mend a component or zone, to see what still works.
    ToggleFailed(Item),
    /// Mend everything failed by hand.
    MendAll,
    /// Open a panel.
    Panel(Panel),
    /// Open or close a dialog.
    Dialog(Option<Dialog>),
    /// Tell the person something, or take the message away.
    Notice(Option<Notice>),
    /// How keeping the plan went.
    Saved(SaveState),
    /// Change settings.
    Settings(Settings),
    /// Start with this plan and no history (autosave, first visit).
    Load(Rc<Plan>),
    /// Open a plan from elsewhere as one step of undo, so what was there is not lost.
    Open(Rc<Plan>),
}

impl State {
    /// The plan as the page shows it: with the gesture in motion.
    pub fn shown(&self) -> Rc<Plan> {
        self.gesture.preview(&self.plan)
    }

    /// The one selected item, when exactly one is.
    pub fn only_selected(&self) -> Option<Item> {
        let mut items = self.selection.iter();
        match (items.next(), items.next()) {
            (Some(item), None) => Some(*item),
            (Some(_), Some(_)) | (None, _) => None,
        }
    }

    /// The state after `action`.
    #[must_use]
    pub fn apply(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Edit(edit) => next.make(&edit),
            Action::ApplyRecommendation(edit) => {
                let before = Rc::clone(&next.plan);
                next.make(&edit);
                next.just_applied = !Rc::ptr_eq(&before, &next.plan);
            }
            Action::Gesture(gesture) => next.gesture = gesture,
            Action::Commit => next.commit(),
            Action::Abort => next.abort(),
            Action::Undo => {
                if let Some(plan) = next.past.pop() {
                    next.future.push(Rc::clone(&next.plan));
                    next.show(plan);
                }
            }
            Action::Redo => {
                if let Some(plan) = next.future.pop() {
                    next.past.push(Rc::clone(&next.plan));
                    next.show(plan);
                }
            }
            Action::Select(items) => next.select(items),
            Action::Toggle(item) => {
                if !next.selection.remove(&item) {
                    next.selection.insert(item);
                }
            }
            Action::SelectAll => next.select(all_items(&next.plan)),
            Action::RemoveSelection => {
                let items: Vec<Item> = next.selection.iter().copied().collect();
                next.make(&Edit::Remove(items));
                next.gesture = Gesture::None;
            }
            Action::DuplicateSelection => next.duplicate_selection(),
            Action::Tool(tool) => {
                next.tool = tool;
                next.gesture = Gesture::None;
            }
            Action::View(view) => next.view = view,
            Action::FitView => next.fit(),
            Action::CanvasSize(width, height) => next.canvas_size = (width, height),
            Action::ToggleFailed(item) => {
                if !next.failed.remove(&item) {
                    next.failed.insert(item);
                }
            }
            Action::MendAll => next.failed.clear(),
            Action::Panel(panel) => next.panel = panel,
            Action::Dialog(dialog) => next.dialog = dialog,
            Action::Notice(notice) => next.notice = notice,
            Action::Saved(saved) => next.saved = saved,
            Action::Settings(settings) => next.settings = settings,
            Action::Load(plan) => {
                next.past.clear();
                next.future.clear();
                next.show(plan);
                next.fit();
            }
            Action::Open(plan) => {
                next.make(&Edit::Replace(plan));
                next.selection.clear();
                next.failed.clear();
                next.fit();
            }
        }
        next
    }

    /// Makes one edit, or says why not.
    fn make(&mut self, edit: &Edit) {
        match edit.apply(&self.plan) {
            Ok(plan) => {
                self.past.push(Rc::clone(&self.plan));
                if self.past.len() > limits::UNDO {
                    self.past.remove(0);
                }
                self.future.clear();
                self.select_made(&plan);
                self.show(Rc::new(plan));
                if matches!(self.notice, Some(Notice::Refused(_))) {
                    self.notice = None;
                }
            }
            Err(Refusal::Nothing) => {}
            Err(refusal) => self.notice = Some(Notice::Refused(refusal)),
        }
    }

    /// What an edit has newly made becomes the selection, so that it can be named and tuned at once.
    fn select_made(&mut self, plan: &Plan) {
        let before = all_items(&self.plan);
        let made: BTreeSet<Item> = all_items(plan).difference(&before).copied().collect();
        let things: BTreeSet<Item> = made.iter().copied().filter(|item| !matches!(item, Item::Link(_))).collect();
        if !things.is_empty() && things.len() < all_items(plan).len().max(2) {
            self.selection = things;
        }
    }

    /// Puts `plan` on the board; forgets what no longer exists.
    fn show(&mut self, plan: Rc<Plan>) {
        let there = all_items(&plan);
        self.selection.retain(|item| there.contains(item));
        self.failed.retain(|item| there.contains(item));
        if let Tool::ConnectFrom(id) = self.tool
            && !there.contains(&Item::Component(id))
        {
            self.tool = Tool::Select;
        }
        self.gesture = Gesture::None;
        self.just_applied = false;
        self.plan = plan;
    }

    fn commit(&mut self) {
        let gesture = std::mem::take(&mut self.gesture);
        if let Gesture::Marquee { from, to } = gesture {
            self.selection = inside(&self.plan, from, to);
        } else if let Some(edit) = gesture.edit(&self.plan) {
            self.make(&edit);
        }
    }

    fn abort(&mut self) {
        if self.gesture != Gesture::None {
            self.gesture = Gesture::None;
        } else if self.tool != Tool::Select {
            self.tool = Tool::Select;
        } else {
            self.selection.clear();
        }
    }

    fn select(&mut self, items: BTreeSet<Item>) {
        if !items.is_empty() {
            self.panel = Panel::Inspector;
        }
        self.selection = items;
    }

    fn duplicate_selection(&mut self) {
        let items: Vec<Item> = self.selection.iter().copied().collect();
        if !items.is_empty() {
            self.make(&Edit::Duplicate { items, dx: 24.0, dy: 24.0 });
        }
    }

    fn fit(&mut self) {
        let (width, height) = self.canvas_size;
        if let Some(bounds) = crate::app::geometry::bounds(&self.plan)
            && width > 0.0
        {
            self.view = View::fitting(bounds, width, height, 1.0);
        }
    }
}

/// Everything on the board.
pub fn all_items(plan: &Plan) -> BTreeSet<Item> {
    let topology = &plan.topology;
    let components = topology.components.keys().copied().map(Item::Component);
    let links = topology.links.keys().copied().map(Item::Link);
    components.chain(links).chain(topology.zones.keys().copied().map(Item::Zone)).collect()
}

/// Components and zones that lie wholly in the rectangle between two points.
fn inside(plan: &Plan, a: crate::model::Point, b: crate::model::Point) -> BTreeSet<Item> {
    let (left, right) = (a.x.min(b.x), a.x.max(b.x));
    let (top, bottom) = (a.y.min(b.y), a.y.max(b.y));
    let holds = |rect: crate::model::Rect| {
        rect.x >= left && rect.y >= top && rect.x + rect.width <= right && rect.y + rect.height <= bottom
    };
    let components = plan
        .topology
        .components
        .values()
        .filter(|component| holds(crate::app::geometry::component_box(plan, component)))
        .map(|component| Item::Component(component.id));
    let zones = plan.layout.zones.iter().filter(|(_, rect)| holds(**rect)).map(|(id, _): (&ZoneId, _)| Item::Zone(*id));
    components.chain(zones).collect()
}
