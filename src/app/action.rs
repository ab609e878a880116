//! All that can happen to the page, as values. What each does is `State::apply`'s.

use std::rc::Rc;

use super::aim::Aim;
use super::clip::Clip;
use super::geometry::View;
use super::gesture::Gesture;
use super::notice::{Notice, SaveState};
use super::preview::Topic;
use super::state::{Dialog, Panel, Settings, Tool};
use crate::model::ordered::Set;
use crate::model::{ComponentId, Edit, Item, Plan, Point};

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
    Select(Set<Item>),
    /// Select exactly these, in passing: no panel opens (a drag, a new link).
    Pick(Set<Item>),
    /// What is added next comes here, in canvas px.
    Spot(Point),
    /// Select this, and bring it into view and into focus.
    Reveal(Item),
    /// Open the menu of what is selected, in screen px from the canvas's corner, or close it.
    Menu(Option<Point>),
    /// Something about the clipboard, which the page does.
    Clip(Clip),
    /// Add to or take from the selection.
    Toggle(Item),
    /// Select everything.
    SelectAll,
    /// Remove what is selected.
    RemoveSelection,
    /// Copy what is selected beside itself and select the copy.
    DuplicateSelection,
    /// Move what is selected by canvas px, as if dragged; nudges in a row are one step of undo.
    Nudge(f64, f64),
    /// Pick a tool.
    Tool(Tool),
    /// With [`Tool::ConnectFrom`]: this is what the component needs.
    ConnectTo(ComponentId),
    /// Look elsewhere.
    View(View),
    /// Shift what is seen by screen px.
    PanBy(f64, f64),
    /// Zoom by a factor, at a point of the screen or at the canvas's middle.
    ZoomBy(f64, Option<Point>),
    /// Show everything at its own size.
    ActualSize,
    /// Show the whole plan.
    FitView,
    /// Show all of what is selected.
    FitSelection,
    /// The canvas element has this size.
    CanvasSize(f64, f64),
    /// Fail or mend a component, a zone or a link, to see what still works.
    ToggleFailed(Item),
    /// Fail every selected component and zone, without any the selected links, or mend them when all have failed.
    ToggleFailedSelection,
    /// Fail exactly these, and mend everything else.
    FailExactly(Set<Item>),
    /// Mend everything failed by hand.
    MendAll,
    /// Ask what would change the choice for this component.
    AskFlips(ComponentId),
    /// Look at the plan as this edit would make it; none: no longer.
    Preview(Option<Rc<Edit>>),
    /// Make the edit that is looked at.
    ApplyPreview,
    /// Look at this, or no longer.
    Study(Topic, bool),
    /// Open a panel.
    Panel(Panel),
    /// Draw the panel's sheet up or down.
    Sheet(bool),
    /// Show how much each input matters, or no longer.
    Weigh(bool),
    /// Show the whole system over time, or no longer.
    LookAhead(bool),
    /// Bring the name of what is selected into focus.
    Rename,
    /// Lead to a field.
    Aim(Aim),
    /// Keep the plan on the board as A, to be compared with what it becomes; or forget A.
    Compare(bool),
    /// Put A back onto the board; A stays A.
    BackToA,
    /// A and the plan on the board change places.
    SwapWithA,
    /// The hint is not wanted, now or ever.
    DropHint,
    /// Show the page to a room, or no longer.
    Present(bool),
    /// Add what is on the board as a step of the story, under a title.
    AddStep(String),
    /// Show a step of the story, by its place.
    ShowStep(usize),
    /// Open or close a dialog.
    Dialog(Option<Dialog>),
    /// Tell the person something, or take the message away.
    Notice(Option<Notice>),
    /// How keeping the plan went.
    Saved(SaveState),
    /// Keep this tab's plan, although another tab has saved another one.
    SaveHere,
    /// Change settings.
    Settings(Settings),
    /// Start with this plan and no history (autosave, first visit).
    Load(Rc<Plan>),
    /// Open a plan from elsewhere as one step of undo, so what was there is not lost.
    Open(Rc<Plan>),
}
