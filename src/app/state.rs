//! The state of the page and the one function that changes it: `State::apply(action) → State'`.
//!
//! The report is not here: it is derived from the shown plan. Nothing here touches a browser.

use std::rc::Rc;

use crate::app::action::Action;
use crate::app::aim::Aim;
use crate::app::clip::Clip;
use crate::app::geometry::{View, bounds, bounds_of, component_box, what_matters};
use crate::app::gesture::Gesture;
use crate::app::hint::Hint;
use crate::app::notice::{Notice, SaveState};
use crate::app::preview::{Preview, Topic};
use crate::i18n::Lang;
use crate::model::limits;
use crate::model::ordered::Set;
use crate::model::{ComponentId, Edit, Item, Plan, Point, Rect, Refusal, ZoneId};

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
    pub selection: Set<Item>,
    /// What the next click on the canvas does.
    pub tool: Tool,
    /// What part of the canvas is seen.
    pub view: View,
    /// Size of the canvas element, in px.
    pub canvas_size: (f64, f64),
    /// What has been failed by hand, to see what still works.
    pub failed: Set<Item>,
    /// The component of which is asked what would change its choice.
    pub flips_of: Option<ComponentId>,
    /// A choice that is looked at before it is made.
    pub preview: Option<Preview>,
    /// What is looked at beside the plan, so the worker is asked for it.
    pub topics: Set<Topic>,
    /// Which panel is open beside the canvas.
    pub panel: Panel,
    /// On a narrow page, the panel's sheet is drawn up.
    pub sheet: bool,
    /// Counts the wishes to rename, so that the page can bring the name's field into focus at each.
    pub renames: u32,
    /// Counts the wishes about the clipboard, and which the last one was.
    pub clips: (u32, Clip),
    /// Counts the wishes to see something, so that the page can bring it into focus at each.
    pub reveals: u32,
    /// The field that a hint led to, until something else is looked at.
    pub aim: Option<Aim>,
    /// Counts the hints that were followed, so that the page can bring the field into focus at each.
    pub aims: u32,
    /// The plan that was kept as A, to be compared with the one on the board. A swap makes it the very one of the history.
    pub compared: Option<Rc<Plan>>,
    /// Which dialog is open.
    pub dialog: Option<Dialog>,
    /// Where the canvas was clicked last, nothing being there: what is added next comes there. In canvas px.
    pub spot: Option<Point>,
    /// Where the menu of what is selected is open, in screen px from the canvas's corner.
    pub menu: Option<Point>,
    /// The latest message to the person.
    pub notice: Option<Notice>,
    /// Whether the plan is kept.
    pub saved: SaveState,
    /// How often the person has said that this tab's plan is the one to keep.
    pub save_here: u32,
    /// Language, theme, keys.
    pub settings: Settings,
    /// The recommendation was applied as the latest step, so Undo stands beside it.
    pub just_applied: bool,
    /// How much each input matters is shown, so the worker is asked for it.
    pub weighing: bool,
    /// The page is shown to a room: full screen, panels folded away.
    pub presenting: bool,
    /// The step of the story that was shown last, by its place.
    pub step: Option<usize>,
    /// The latest step of undo came of walking the story: walking on joins it.
    pub walking: bool,
    /// What a first visit is told, as long as it is.
    pub hint: Option<Hint>,
    /// The whole system over time is shown, so the worker is asked for it.
    pub ahead: bool,
    /// The latest step was a nudge of what is selected: the next nudge joins it as one step of undo.
    pub nudging: bool,
}

/// What the next click on the canvas does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tool {
    /// Select and move.
    #[default]
    Select,
    /// Choose what this component needs.
    ConnectFrom(ComponentId),
}

/// The panel beside the canvas; on a narrow page, a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Panel {
    /// What every component should run as, why, and what else there is to choose from.
    #[default]
    Choose,
    /// The selected thing's inspector; with nothing selected, the verdict's details.
    Inspector,
    /// The goal and the journeys.
    Goal,
    /// What breaks the worst journey.
    Breaks,
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
    /// A command or a thing is looked for by typing.
    Find,
    /// The link, the file.
    Share,
    /// The steps of the story.
    Story,
    /// Every term explained.
    Terms,
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
    /// Light, with all the contrast that a projector in a bright room needs.
    Projector,
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

impl State {
    /// The plan as the page shows it: with the gesture in motion, else with what is looked at.
    pub fn shown(&self) -> Rc<Plan> {
        let moved = self.gesture.preview(&self.plan);
        match &self.preview {
            Some(preview) if Rc::ptr_eq(&moved, &self.plan) => Rc::clone(&preview.plan),
            Some(_) | None => moved,
        }
    }

    /// Esc would change nothing.
    pub fn nothing_to_abort(&self) -> bool {
        self.tool == Tool::Select
            && self.gesture == Gesture::None
            && self.preview.is_none()
            && self.selection.is_empty()
    }

    /// The one selected item, when exactly one is.
    pub fn only_selected(&self) -> Option<Item> {
        let mut items = self.selection.iter();
        match (items.next(), items.next()) {
            (Some(item), None) => Some(*item),
            (Some(_), Some(_)) | (None, _) => None,
        }
    }

    /// `action` changes nothing but what part of the canvas is seen.
    pub fn only_looks(&self, action: &Action) -> bool {
        matches!(action, Action::View(_) | Action::PanBy(..) | Action::ZoomBy(..) | Action::ActualSize)
            && self.menu.is_none()
            && self.hint.and_then(|hint| hint.after(action, self)) == self.hint
    }

    /// The state after `action`.
    #[must_use]
    pub fn apply(&self, action: Action) -> Self {
        let mut next = self.clone();
        next.hint = self.hint.and_then(|hint| hint.after(&action, self));
        // Good news has been read when the person goes on.
        let goes_on =
            matches!(action, Action::Edit(_) | Action::Commit | Action::Select(_) | Action::Open(_) | Action::Panel(_));
        if goes_on && matches!(next.notice, Some(Notice::LinkCopied | Notice::RecordCopied | Notice::OpenedLink)) {
            next.notice = None;
        }
        // A menu goes when anything but what comes by itself happens.
        if !matches!(action, Action::Saved(_) | Action::Notice(_)) {
            next.menu = None;
        }
        match action {
            Action::Edit(edit) => next.edit(&edit),
            Action::ApplyRecommendation(edit) => {
                let before = Rc::clone(&next.plan);
                // It was made for the plan that is shown.
                match next.preview.take() {
                    Some(preview) => next.make(&Edit::All(vec![(*preview.edit).clone(), edit])),
                    None => next.make(&edit),
                }
                next.just_applied = !Rc::ptr_eq(&before, &next.plan);
            }
            Action::Gesture(gesture) => next.gesture = gesture,
            Action::Commit => next.commit(),
            Action::Abort => next.abort(),
            Action::Undo => {
                if let Some(plan) = next.past.pop() {
                    next.future.push(Rc::clone(&next.plan));
                    next.unswap(&plan);
                    next.show(plan);
                }
            }
            Action::Redo => {
                if let Some(plan) = next.future.pop() {
                    next.past.push(Rc::clone(&next.plan));
                    next.unswap(&plan);
                    next.show(plan);
                }
            }
            Action::Select(items) => next.select(items),
            Action::Pick(items) => next.pick(items),
            Action::Spot(at) => next.spot = Some(at),
            Action::Reveal(item) => next.reveal(item),
            Action::Menu(at) => next.menu = at,
            Action::Clip(clip) => next.clips = (next.clips.0.wrapping_add(1), clip),
            Action::Toggle(item) => {
                let mut items = next.selection.clone();
                if !items.remove(&item) {
                    items.insert(item);
                }
                next.pick(items);
            }
            Action::SelectAll => next.pick(all_items(&next.plan)),
            Action::RemoveSelection => {
                let items: Vec<Item> = next.selection.iter().copied().collect();
                next.gesture = Gesture::None;
                next.make(&Edit::Remove(items));
            }
            Action::DuplicateSelection => next.duplicate_selection(),
            Action::Nudge(dx, dy) => next.nudge(dx, dy),
            Action::Tool(tool) => next.take(tool),
            Action::ConnectTo(to) => next.connect_to(to),
            Action::View(view) => next.view = view,
            Action::PanBy(dx, dy) => next.view = next.view.shifted(dx, dy),
            Action::ZoomBy(factor, at) => {
                let (width, height) = next.canvas_size;
                let at = at.unwrap_or(Point { x: width / 2.0, y: height / 2.0 });
                next.view = next.view.zoomed_at(at, factor);
            }
            Action::ActualSize => {
                let (width, height) = next.canvas_size;
                let factor = 1.0 / next.view.zoom;
                next.view = next.view.zoomed_at(Point { x: width / 2.0, y: height / 2.0 }, factor);
            }
            Action::FitView => next.fit(bounds(&next.plan)),
            Action::FitSelection => next.fit(bounds_of(&next.plan, &next.selection)),
            Action::CanvasSize(width, height) => next.resize(width, height),
            Action::ToggleFailed(item) => {
                if !next.failed.remove(&item) && all_items(&next.plan).contains(&item) {
                    next.failed.insert(item);
                }
            }
            Action::ToggleFailedSelection => next.toggle_failed_selection(),
            Action::FailExactly(items) => {
                let there = all_items(&next.plan);
                next.failed = items.into_iter().filter(|item| there.contains(item)).collect();
            }
            Action::MendAll => next.failed.clear(),
            Action::Panel(panel) => {
                next.panel = panel;
                next.sheet = true;
                next.aim = None;
            }
            Action::Aim(aim) => {
                next.select(aim.item.into_iter().collect());
                next.panel = aim.panel;
                next.sheet = true;
                next.aims = next.aims.wrapping_add(1);
                next.aim = Some(aim);
            }
            // A copy of its own: none of the plans of the history.
            Action::Compare(is_kept) => next.compared = is_kept.then(|| Rc::new((*next.plan).clone())),
            Action::BackToA => next.back_to_a(),
            Action::SwapWithA => next.swap_with_a(),
            Action::Sheet(is_up) => next.sheet = is_up,
            Action::Weigh(is_shown) => next.weighing = is_shown,
            Action::LookAhead(is_shown) => next.ahead = is_shown,
            Action::Rename => {
                next.panel = Panel::Inspector;
                next.sheet = true;
                next.renames = next.renames.wrapping_add(1);
            }
            Action::DropHint => {}
            Action::Present(is_on) => next.present(is_on),
            Action::AddStep(title) => next.add_step(&title),
            Action::ShowStep(at) => next.show_step(at),
            Action::Dialog(dialog) => next.dialog = dialog,
            Action::Notice(notice) => next.notice = notice,
            Action::Preview(edit) => {
                next.gesture = Gesture::None;
                next.preview = edit.and_then(|edit| Preview::of(edit, &next.plan));
            }
            Action::ApplyPreview => {
                if let Some(preview) = next.preview.take() {
                    next.make(&preview.edit);
                    next.just_applied = true;
                }
            }
            Action::Study(topic, true) => {
                next.topics.insert(topic);
            }
            Action::Study(topic, false) => {
                next.topics.remove(&topic);
            }
            Action::AskFlips(component) => next.flips_of = Some(component),
            Action::Saved(saved) => next.saved = saved,
            Action::SaveHere => next.save_here += 1,
            Action::Settings(settings) => next.settings = settings,
            Action::Load(plan) => {
                next.past.clear();
                next.future.clear();
                next.show(plan);
                next.step = None;
                next.open_view();
            }
            Action::Open(plan) => {
                next.make(&Edit::Replace(plan));
                // Nothing of it is selected, so the panel that was open stays.
                next.panel = self.panel;
                next.selection.clear();
                next.failed.clear();
                next.tool = Tool::Select;
                next.step = None;
                next.open_view();
            }
        }
        next
    }

    /// The canvas point in the middle of what is seen.
    pub fn view_middle(&self) -> Point {
        let (width, height) = self.canvas_size;
        self.view.to_canvas(Point { x: width / 2.0, y: height / 2.0 })
    }

    /// What is seen of the canvas.
    pub fn seen(&self) -> Rect {
        self.view.seen(self.canvas_size)
    }

    /// Makes one edit, or says why not.
    pub(super) fn make(&mut self, edit: &Edit) {
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
            // What was only looked at goes all the same.
            Err(Refusal::Nothing) => self.preview = None,
            Err(refusal) => self.notice = Some(Notice::Refused(refusal)),
        }
    }

    /// What an edit has newly made becomes the selection, so that it can be named and tuned at once, and is seen.
    fn select_made(&mut self, plan: &Plan) {
        let before = all_items(&self.plan);
        let mut made = all_items(plan);
        made.retain(|item| !before.contains(item));
        let things: Set<Item> = made.iter().copied().filter(|item| !matches!(item, Item::Link(_))).collect();
        if !things.is_empty() && things.len() < all_items(plan).len().max(2) {
            let (width, height) = self.canvas_size;
            if let Some(rect) = bounds_of(plan, &things)
                && width > 0.0
            {
                self.view = self.view.showing(rect, width, height);
            }
            self.selection = things;
            self.spot = None;
            // Who edits in the outline stays there.
            if self.panel == Panel::Choose {
                self.panel = Panel::Inspector;
            }
        }
    }

    /// Puts `plan` on the board; forgets what no longer exists.
    pub(super) fn show(&mut self, plan: Rc<Plan>) {
        let there = all_items(&plan);
        self.selection.retain(|item| there.contains(item));
        self.failed.retain(|item| there.contains(item));
        if let Tool::ConnectFrom(id) = self.tool
            && !there.contains(&Item::Component(id))
        {
            self.tool = Tool::Select;
        }
        self.gesture = Gesture::None;
        self.preview = None;
        self.just_applied = false;
        self.nudging = false;
        self.walking = false;
        self.plan = plan;
    }

    fn commit(&mut self) {
        let gesture = std::mem::take(&mut self.gesture);
        if let Gesture::Marquee { from, to } = gesture {
            self.pick(inside(&self.plan, Rect::between(from, to)));
        } else if let Some(edit) = gesture.edit(&self.plan) {
            self.make(&edit);
        }
    }

    fn abort(&mut self) {
        if self.tool != Tool::Select {
            self.take(Tool::Select);
        } else if self.gesture != Gesture::None {
            self.gesture = Gesture::None;
        } else if self.preview.is_some() {
            self.preview = None;
        } else {
            self.selection.clear();
            (self.sheet, self.spot) = (false, None);
        }
    }

    fn take(&mut self, tool: Tool) {
        self.gesture = Gesture::None;
        self.tool = match tool {
            Tool::ConnectFrom(id) if !self.plan.topology.components.contains_key(&id) => Tool::Select,
            Tool::ConnectFrom(_) | Tool::Select => tool,
        };
    }

    /// A refused link leaves the tool in the hand, so that another target can be chosen.
    fn connect_to(&mut self, to: ComponentId) {
        let Tool::ConnectFrom(from) = self.tool else { return };
        let before = Rc::clone(&self.plan);
        self.gesture = Gesture::None;
        self.make(&Edit::Connect { from, to });
        if !Rc::ptr_eq(&before, &self.plan) {
            self.tool = Tool::Select;
        }
    }

    fn select(&mut self, items: Set<Item>) {
        self.pick(items);
        if !self.selection.is_empty() {
            self.panel = Panel::Inspector;
        }
        self.sheet = !self.selection.is_empty();
    }

    fn pick(&mut self, items: Set<Item>) {
        let there = all_items(&self.plan);
        self.selection = items.into_iter().filter(|item| there.contains(item)).collect();
        self.nudging = false;
        (self.aim, self.spot) = (None, None);
    }

    fn reveal(&mut self, item: Item) {
        self.select([item].into());
        let (width, height) = self.canvas_size;
        if let Some(rect) = bounds_of(&self.plan, &self.selection)
            && width > 0.0
        {
            self.view = self.view.revealing(rect, width, height);
        }
        self.reveals = self.reveals.wrapping_add(1);
    }

    fn duplicate_selection(&mut self) {
        let items: Vec<Item> = self.selection.iter().copied().collect();
        if !items.is_empty() {
            self.make(&Edit::Duplicate { items, dx: 24.0, dy: 24.0 });
        }
    }

    fn nudge(&mut self, dx: f64, dy: f64) {
        let drag = Gesture::Drag { items: self.selection.iter().copied().collect(), dx, dy };
        let Some(Ok(plan)) = drag.edit(&self.plan).map(|edit| edit.apply(&self.plan)) else { return };
        if self.nudging {
            // The step that this nudge joins is already on the stack.
            self.show(Rc::new(plan));
        } else if let Some(edit) = drag.edit(&self.plan) {
            self.make(&edit);
        }
        self.nudging = true;
    }

    fn toggle_failed_selection(&mut self) {
        // Links fail by themselves only: whoever fails a part of the plan means the things in it.
        let is_link = |item: &Item| matches!(item, Item::Link(_));
        let only_links = self.selection.iter().all(is_link);
        let items: Set<Item> = self.selection.iter().copied().filter(|item| only_links || !is_link(item)).collect();
        if items.is_subset(&self.failed) {
            self.failed.retain(|item| !items.contains(item));
        } else {
            self.failed.extend(items);
        }
    }

    fn fit(&mut self, bounds: Option<Rect>) {
        self.look(bounds, |bounds, width, height| View::fitting(bounds, width, height, 1.0));
    }

    /// The view in which a plan opens.
    fn open_view(&mut self) {
        let matters = what_matters(&self.plan);
        self.look(bounds(&self.plan), |bounds, width, height| View::opening(bounds, &matters, width, height));
    }

    fn look(&mut self, bounds: Option<Rect>, view: impl FnOnce(Rect, f64, f64) -> View) {
        let (width, height) = self.canvas_size;
        if let Some(bounds) = bounds
            && width > 0.0
        {
            self.view = view(bounds, width, height);
        }
    }

    /// A view as the plan opened, or that showed all of it, goes on so; any other keeps its middle.
    fn resize(&mut self, width: f64, height: f64) {
        let (old_width, old_height) = self.canvas_size;
        let is_untouched = bounds(&self.plan).is_none_or(|bounds| {
            let whole = View::fitting(bounds, old_width, old_height, 1.0);
            self.view == whole || self.view == View::opening(bounds, &what_matters(&self.plan), old_width, old_height)
        });
        self.canvas_size = (width, height);
        if old_width <= 0.0 || is_untouched {
            self.open_view();
        } else {
            self.view = self.view.shifted((width - old_width) / 2.0, (height - old_height) / 2.0);
        }
    }
}

/// Everything on the board.
pub fn all_items(plan: &Plan) -> Set<Item> {
    let topology = &plan.topology;
    let components = topology.components.keys().copied().map(Item::Component);
    let links = topology.links.keys().copied().map(Item::Link);
    components.chain(links).chain(topology.zones.keys().copied().map(Item::Zone)).collect()
}

/// Components and zones that lie wholly in a rectangle.
fn inside(plan: &Plan, around: Rect) -> Set<Item> {
    let components = plan
        .topology
        .components
        .values()
        .filter(|component| around.holds(&component_box(plan, component)))
        .map(|component| Item::Component(component.id));
    let zones =
        plan.layout.zones.iter().filter(|(_, rect)| around.holds(rect)).map(|(id, _): (&ZoneId, _)| Item::Zone(*id));
    components.chain(zones).collect()
}
