//! The one table of commands: behind the toolbar, the menu, the finder, the keys and the sheet of shortcuts. A command is
//! one row, one arm of `run` and one of `words`. It never touches the page.

use super::action::Action;
use super::clip::Clip;
use super::geometry::{COMPONENT_WIDTH, bounds_of};
use super::spot::{self, New};
use super::state::{Dialog, State, Tool};
use super::story;
use super::tidy::tidied;
use crate::i18n::canvas::CanvasWords;
use crate::model::kind::{KINDS, ZONE_KINDS};
use crate::model::{ComponentId, Edit, Item, Kind, LinkId, Need, Point, ZoneKind, limits};

/// Names a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommandId {
    /// One step back.
    Undo,
    /// One step forward.
    Redo,
    /// Start a link from the selected component.
    Connect,
    /// Make the selected links alternatives, or all needed again.
    AnyOf,
    /// Copy the selection beside itself.
    Duplicate,
    /// Put the selection into the clipboard, take it out of the plan too, or put what is in the clipboard into the plan.
    Clip(Clip),
    /// Remove the selection.
    Remove,
    /// Fail or mend the selection.
    Fail,
    /// Mend all that was failed by hand.
    MendAll,
    /// Bring the name into focus.
    Rename,
    /// Select everything.
    SelectAll,
    /// Drop what is in the hand, else the selection.
    Abort,
    /// Move the selection.
    Nudge(Step),
    /// Move the selection far.
    NudgeFar(Step),
    /// Look further up or down.
    Pan(Step),
    /// Zoom in.
    ZoomIn,
    /// Zoom out.
    ZoomOut,
    /// Show everything.
    Fit,
    /// Show the selection.
    FitSelection,
    /// Own size.
    ActualSize,
    /// Open the examples.
    Examples,
    /// Share the plan.
    Share,
    /// Show the keys.
    Shortcuts,
    /// Lay everything out by what needs what.
    Tidy,
    /// Find a command or a thing by typing.
    Find,
    /// Open the menu of what is selected.
    Menu,
    /// Show the page to a room, or no longer.
    Present,
    /// Add what is on the board to the story.
    AddStep,
    /// Explain every term.
    Terms,
    /// Change the story.
    Story,
    /// Show the next step of the story.
    NextStep,
    /// Show the step before.
    LastStep,
    /// Add something new.
    Add(New),
}

/// A direction on the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Left.
    Left,
    /// Right.
    Right,
    /// Up.
    Up,
    /// Down.
    Down,
}

impl Step {
    /// As a unit step.
    pub fn unit(self) -> (f64, f64) {
        match self {
            Self::Left => (-1.0, 0.0),
            Self::Right => (1.0, 0.0),
            Self::Up => (0.0, -1.0),
            Self::Down => (0.0, 1.0),
        }
    }
}

/// Where commands stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Undo and redo.
    History,
    /// What acts on the selection.
    Edit,
    /// What fails and mends.
    WhatIf,
    /// What is seen.
    View,
    /// The plan as a whole.
    Plan,
    /// Before a room.
    Meeting,
    /// New things.
    Add,
}

impl Group {
    /// In the order of the sheet of shortcuts.
    pub const ALL: [Self; 7] =
        [Self::Edit, Self::Add, Self::WhatIf, Self::View, Self::History, Self::Plan, Self::Meeting];
}

/// Where a command's keys act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Where the browser says so: it tells of the keys by an event of its own.
    Browser,
    /// Everywhere, even while text is being typed.
    Everywhere,
    /// Wherever no text is being typed.
    Page,
    /// While the canvas has the focus.
    Canvas,
    /// While the page is shown to a room; arrows only with nothing selected.
    Stage,
    /// While the canvas has the focus and one-letter shortcuts are on.
    Letter,
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chord {
    /// As `KeyboardEvent.key`, letters in lower case.
    pub key: &'static str,
    /// As `KeyboardEvent.code`, for layouts whose key is no Latin letter; empty: none.
    pub code: &'static str,
    /// Ctrl, or ⌘ on a Mac.
    pub ctrl: bool,
    /// Shift; none: it does not matter ("?" needs it on some layouts only).
    pub shift: Option<bool>,
}

/// One row of the table.
#[derive(Debug, Clone)]
pub struct Command {
    /// Which.
    pub id: CommandId,
    /// Its keys; the first one is shown on buttons.
    pub keys: Vec<Chord>,
    /// Where they act.
    pub scope: Scope,
    /// Its icon in the sprite, without "icon-"; empty: none.
    pub icon: &'static str,
    /// Where it stands.
    pub group: Group,
    /// It acts on what is selected (on the focused item, when that is not selected).
    pub needs_selection: bool,
}

const fn plain(key: &'static str) -> Chord {
    Chord { key, code: "", ctrl: false, shift: Some(false) }
}

const fn shifted(key: &'static str, code: &'static str) -> Chord {
    Chord { key, code, ctrl: false, shift: Some(true) }
}

const fn ctrl(key: &'static str, code: &'static str) -> Chord {
    Chord { key, code, ctrl: true, shift: Some(false) }
}

const fn any_shift(key: &'static str) -> Chord {
    Chord { key, code: "", ctrl: false, shift: None }
}

const fn letter(key: &'static str, code: &'static str) -> Chord {
    Chord { key, code, ctrl: false, shift: Some(false) }
}

/// Every command: the fixed rows, then one for each row of the tables of kinds.
pub fn commands() -> Vec<Command> {
    use CommandId as C;
    use Group as G;
    let row = |id, keys: &[Chord], scope, icon, group, needs_selection| Command {
        id,
        keys: keys.to_vec(),
        scope,
        icon,
        group,
        needs_selection,
    };
    let page = Scope::Page;
    let canvas = Scope::Canvas;
    let stage = Scope::Stage;
    let mut rows = vec![
        row(C::NextStep, &[plain("PageDown"), plain("ArrowRight")], stage, "chevron-right", G::Meeting, false),
        row(C::LastStep, &[plain("PageUp"), plain("ArrowLeft")], stage, "chevron-left", G::Meeting, false),
        row(C::Present, &[ctrl("Enter", "Enter")], page, "present", G::Meeting, false),
        row(C::AddStep, &[], page, "plus", G::Meeting, false),
        row(C::Story, &[], page, "list-tree", G::Meeting, false),
        row(C::Undo, &[ctrl("z", "KeyZ")], page, "undo", G::History, false),
        row(
            C::Redo,
            &[Chord { shift: Some(true), ..ctrl("z", "KeyZ") }, ctrl("y", "KeyY")],
            page,
            "redo",
            G::History,
            false,
        ),
        row(C::Connect, &[letter("c", "KeyC")], Scope::Letter, "connect", G::Edit, true),
        row(C::AnyOf, &[letter("y", "KeyY")], Scope::Letter, "bracket", G::Edit, true),
        row(C::Duplicate, &[ctrl("d", "KeyD")], canvas, "duplicate", G::Edit, true),
        row(C::Clip(Clip::Copy), &[ctrl("c", "KeyC")], Scope::Browser, "copy", G::Edit, true),
        row(C::Clip(Clip::Cut), &[ctrl("x", "KeyX")], Scope::Browser, "scissors", G::Edit, true),
        row(C::Clip(Clip::Paste), &[ctrl("v", "KeyV")], Scope::Browser, "clipboard", G::Edit, false),
        row(C::Remove, &[plain("Delete"), plain("Backspace")], canvas, "trash", G::Edit, true),
        row(C::Rename, &[plain("F2")], canvas, "pencil", G::Edit, true),
        row(C::SelectAll, &[ctrl("a", "KeyA")], canvas, "", G::Edit, false),
        row(C::Abort, &[plain("Escape")], canvas, "", G::Edit, false),
        row(C::Fail, &[letter("f", "KeyF")], Scope::Letter, "fail", G::WhatIf, true),
        row(C::MendAll, &[shifted("f", "KeyF")], Scope::Letter, "rotate-ccw", G::WhatIf, false),
        row(C::ZoomIn, &[any_shift("+"), any_shift("=")], canvas, "plus", G::View, false),
        row(C::ZoomOut, &[any_shift("-"), any_shift("_")], canvas, "minus", G::View, false),
        row(C::Fit, &[shifted("!", "Digit1")], canvas, "fit", G::View, false),
        row(C::FitSelection, &[shifted("@", "Digit2")], canvas, "", G::View, true),
        row(C::ActualSize, &[shifted(")", "Digit0")], canvas, "", G::View, false),
        row(C::Pan(Step::Up), &[plain("PageUp")], canvas, "", G::View, false),
        row(C::Pan(Step::Down), &[plain("PageDown")], canvas, "", G::View, false),
        row(C::Examples, &[ctrl("o", "KeyO")], page, "book", G::Plan, false),
        row(C::Share, &[ctrl("s", "KeyS")], page, "share", G::Plan, false),
        row(C::Shortcuts, &[any_shift("?")], page, "keyboard", G::Plan, false),
        row(C::Tidy, &[shifted("l", "KeyL")], Scope::Letter, "tidy", G::Plan, false),
        row(C::Find, &[ctrl("k", "KeyK")], Scope::Everywhere, "search", G::Plan, true),
        row(C::Menu, &[shifted("F10", "F10"), plain("ContextMenu")], canvas, "", G::Edit, true),
        row(C::Terms, &[], page, "info", G::Plan, false),
    ];
    for (step, key) in
        [(Step::Left, "ArrowLeft"), (Step::Right, "ArrowRight"), (Step::Up, "ArrowUp"), (Step::Down, "ArrowDown")]
    {
        rows.push(row(C::Nudge(step), &[plain(key)], canvas, "", G::Edit, true));
        rows.push(row(C::NudgeFar(step), &[shifted(key, key)], canvas, "", G::Edit, true));
    }
    let new = news().map(|new| Command {
        id: C::Add(new),
        keys: vec![new_key(new)],
        scope: Scope::Letter,
        icon: icon(new),
        group: G::Add,
        needs_selection: false,
    });
    rows.extend(new);
    rows
}

/// The row of one command.
pub fn command(id: CommandId) -> Option<Command> {
    commands().into_iter().find(|row| row.id == id)
}

/// Everything that the palette offers.
pub fn news() -> impl Iterator<Item = New> {
    let kinds = KINDS.iter().map(|row| New::Component(row.kind));
    kinds.chain(ZONE_KINDS.iter().map(|row| New::Zone(row.kind)))
}

/// The name of its icon in the sprite.
pub fn icon(new: New) -> &'static str {
    match new {
        New::Component(kind) => kind.row().slug,
        New::Zone(kind) => kind.row().slug,
    }
}

/// The letter that adds one.
fn new_key(new: New) -> Chord {
    let (key, code) = match new {
        New::Component(Kind::Users) => ("u", "KeyU"),
        New::Component(Kind::Dns) => ("d", "KeyD"),
        New::Component(Kind::Cdn) => ("n", "KeyN"),
        New::Component(Kind::Balancer) => ("b", "KeyB"),
        New::Component(Kind::Service) => ("s", "KeyS"),
        New::Component(Kind::Worker) => ("w", "KeyW"),
        New::Component(Kind::Cache) => ("a", "KeyA"),
        New::Component(Kind::Sql) => ("q", "KeyQ"),
        New::Component(Kind::KeyValue) => ("k", "KeyK"),
        New::Component(Kind::Queue) => ("e", "KeyE"),
        New::Component(Kind::ObjectStorage) => ("o", "KeyO"),
        New::Component(Kind::BlockStorage) => ("l", "KeyL"),
        New::Component(Kind::Network) => ("t", "KeyT"),
        New::Component(Kind::External) => ("x", "KeyX"),
        New::Component(Kind::Power) => ("p", "KeyP"),
        New::Zone(ZoneKind::Region) => ("g", "KeyG"),
        New::Zone(ZoneKind::Zone) => ("z", "KeyZ"),
        New::Zone(ZoneKind::Rack) => ("r", "KeyR"),
        New::Zone(ZoneKind::ReleaseTrain) => ("m", "KeyM"),
    };
    letter(key, code)
}

/// A key as it was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keystroke<'a> {
    /// `KeyboardEvent.key`.
    pub key: &'a str,
    /// `KeyboardEvent.code`.
    pub code: &'a str,
    /// Ctrl or ⌘.
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// Alt: no command uses it, so it belongs to the system.
    pub alt: bool,
}

/// The command that a key means, where `acts` says which scopes are open. The key counts; where it is no Latin
/// letter (a Cyrillic layout, Shift+1), the place of the key does.
pub fn command_for(stroke: Keystroke<'_>, acts: impl Fn(Scope) -> bool) -> Option<Command> {
    if stroke.alt {
        return None;
    }
    let key = stroke.key.to_ascii_lowercase();
    let is_latin = stroke.key.len() == 1 && stroke.key.chars().all(|c| c.is_ascii_alphabetic());
    let held = |chord: &Chord| chord.ctrl == stroke.ctrl && chord.shift.is_none_or(|shift| shift == stroke.shift);
    let rows: Vec<Command> = commands().into_iter().filter(|row| acts(row.scope)).collect();
    let by_key = |chord: &Chord| held(chord) && chord.key.eq_ignore_ascii_case(&key);
    let by_code = |chord: &Chord| held(chord) && !is_latin && !chord.code.is_empty() && chord.code == stroke.code;
    let found = rows
        .iter()
        .position(|row| row.keys.iter().any(by_key))
        .or_else(|| rows.iter().position(|row| row.keys.iter().any(by_code)));
    found.and_then(|index| rows.into_iter().nth(index))
}

impl CommandId {
    /// The action that this command means now; none when there is nothing for it to act on.
    pub fn run(self, state: &State, words: &CanvasWords) -> Option<Action> {
        const NUDGE: f64 = super::geometry::GRID;
        let has_selection = !state.selection.is_empty();
        let movable = state.selection.iter().any(|item| !matches!(item, Item::Link(_)));
        match self {
            Self::Undo => (!state.past.is_empty()).then_some(Action::Undo),
            Self::Redo => (!state.future.is_empty()).then_some(Action::Redo),
            Self::Connect => match state.only_selected()? {
                Item::Component(id) => Some(Action::Tool(Tool::ConnectFrom(id))),
                Item::Link(_) | Item::Zone(_) => None,
            },
            Self::AnyOf => alternatives(state),
            Self::Duplicate => movable.then_some(Action::DuplicateSelection),
            Self::Clip(Clip::Copy | Clip::Cut) if !movable => None,
            Self::Clip(clip) => Some(Action::Clip(clip)),
            Self::Remove => has_selection.then_some(Action::RemoveSelection),
            Self::Fail => has_selection.then_some(Action::ToggleFailedSelection),
            Self::MendAll => (!state.failed.is_empty()).then_some(Action::MendAll),
            Self::Rename => match state.only_selected()? {
                Item::Component(_) | Item::Zone(_) => Some(Action::Rename),
                Item::Link(_) => None,
            },
            Self::SelectAll => Some(Action::SelectAll),
            Self::Abort => Some(Action::Abort),
            Self::Nudge(step) => movable.then(|| nudge(step, NUDGE)),
            Self::NudgeFar(step) => movable.then(|| nudge(step, NUDGE * 4.0)),
            Self::Pan(step) => {
                let (x, y) = step.unit();
                Some(Action::PanBy(-x * COMPONENT_WIDTH, -y * COMPONENT_WIDTH))
            }
            Self::ZoomIn => Some(Action::ZoomBy(1.25, None)),
            Self::ZoomOut => Some(Action::ZoomBy(0.8, None)),
            Self::Fit => Some(Action::FitView),
            Self::FitSelection => has_selection.then_some(Action::FitSelection),
            Self::ActualSize => Some(Action::ActualSize),
            Self::Examples => Some(Action::Dialog(Some(Dialog::Examples))),
            Self::Share => Some(Action::Dialog(Some(Dialog::Share))),
            Self::Shortcuts => Some(Action::Dialog(Some(Dialog::Shortcuts))),
            Self::Tidy => (state.plan.layout.components.len() + state.plan.layout.zones.len() > 1)
                .then(|| Action::Edit(Edit::Arrange(tidied(&state.plan).into()))),
            Self::Find => Some(Action::Dialog(Some(Dialog::Find))),
            Self::Menu => Some(Action::Menu(Some(menu_place(state)))),
            Self::Present => Some(Action::Present(!state.presenting)),
            Self::AddStep => Some(Action::AddStep(story::next_title(state))),
            Self::Terms => Some(Action::Dialog(Some(Dialog::Terms))),
            Self::Story => Some(Action::Dialog(Some(Dialog::Story))),
            Self::NextStep => story::walked(state, 1).map(Action::ShowStep),
            Self::LastStep => story::walked(state, -1).map(Action::ShowStep),
            Self::Add(new) => {
                let name = spot::fresh_name(&state.plan, new, new_name(new, words));
                Some(Action::Edit(spot::added(state, new, &name)))
            }
        }
    }

    /// What it is called.
    pub fn words(self, words: &CanvasWords) -> &'static str {
        match self {
            Self::Undo => words.undo,
            Self::Redo => words.redo,
            Self::Connect => words.connect,
            Self::AnyOf => words.any_of,
            Self::Duplicate => words.duplicate,
            Self::Clip(Clip::Copy) => words.copy,
            Self::Clip(Clip::Cut) => words.cut,
            Self::Clip(Clip::Paste) => words.paste,
            Self::Remove => words.remove,
            Self::Fail => words.fail,
            Self::MendAll => words.mend_all,
            Self::Rename => words.rename,
            Self::SelectAll => words.select_all,
            Self::Abort => words.abort,
            Self::Nudge(_) => words.nudge,
            Self::NudgeFar(_) => words.nudge_far,
            Self::Pan(_) => words.pan,
            Self::ZoomIn => words.zoom_in,
            Self::ZoomOut => words.zoom_out,
            Self::Fit => words.fit,
            Self::FitSelection => words.fit_selection,
            Self::ActualSize => words.actual_size,
            Self::Examples => words.examples,
            Self::Share => words.share,
            Self::Shortcuts => words.shortcuts,
            Self::Tidy => words.tidy,
            Self::Find => words.find,
            Self::Menu => words.menu,
            Self::Present => words.present,
            Self::AddStep => words.add_step,
            Self::Terms => words.terms,
            Self::Story => words.story,
            Self::NextStep => words.next_step,
            Self::LastStep => words.last_step,
            Self::Add(new) => new_name(new, words),
        }
    }
}

impl Group {
    /// What stands above its commands.
    pub fn words(self, words: &CanvasWords) -> &'static str {
        match self {
            Self::History => words.group_history,
            Self::Edit => words.group_edit,
            Self::WhatIf => words.group_what_if,
            Self::View => words.group_view,
            Self::Plan => words.group_plan,
            Self::Meeting => words.group_meeting,
            Self::Add => words.group_add,
        }
    }
}

/// The commands of the menu, group by group; only those that can act are shown.
pub const MENU: [&[CommandId]; 5] = [
    &[CommandId::Connect, CommandId::AnyOf, CommandId::Rename],
    &[
        CommandId::Clip(Clip::Cut),
        CommandId::Clip(Clip::Copy),
        CommandId::Clip(Clip::Paste),
        CommandId::Duplicate,
        CommandId::Remove,
    ],
    &[CommandId::Fail, CommandId::MendAll],
    &[CommandId::FitSelection, CommandId::Fit, CommandId::SelectAll],
    &[CommandId::Undo, CommandId::Redo, CommandId::Tidy, CommandId::Find],
];

/// Where the menu opens without a pointer, in screen px: in the middle of what is selected, else of the canvas.
fn menu_place(state: &State) -> Point {
    let (width, height) = state.canvas_size;
    let middle = bounds_of(&state.plan, &state.selection).map(|rect| state.view.to_screen(rect.centre()));
    let at = middle.unwrap_or(Point { x: width / 2.0, y: height / 2.0 });
    Point { x: limits::clamped(at.x, 0.0, width), y: limits::clamped(at.y, 0.0, height) }
}

/// What a new thing is called before it has a name of its own.
pub fn new_name(new: New, words: &CanvasWords) -> &'static str {
    match new {
        New::Component(kind) => (words.kind)(kind),
        New::Zone(kind) => (words.zone_kind)(kind),
    }
}

fn nudge(step: Step, by: f64) -> Action {
    let (x, y) = step.unit();
    Action::Nudge(x * by, y * by)
}

/// Two or more selected links that leave one component become alternatives; one or more of a set all needed again.
fn alternatives(state: &State) -> Option<Action> {
    let topology = &state.plan.topology;
    let links: Vec<LinkId> = state
        .selection
        .iter()
        .filter_map(|item| match item {
            Item::Link(id) => Some(*id),
            Item::Component(_) | Item::Zone(_) => None,
        })
        .collect();
    let links = if links.is_empty() { links_to_alternatives(state) } else { links };
    let needs: Vec<Need> = links.iter().filter_map(|id| topology.links.get(id)).map(|link| link.need).collect();
    if let Some(Need::OneOf(set)) = needs.first()
        && needs.iter().all(|need| *need == Need::OneOf(*set))
    {
        return Some(Action::Edit(Edit::Dissolve(*set)));
    }
    let mut owners = links.iter().filter_map(|id| topology.links.get(id)).map(|link| link.from);
    let owner = owners.next()?;
    (links.len() >= 2 && owners.all(|other| other == owner)).then_some(Action::Edit(Edit::AnyOf { links, needed: 1 }))
}

/// With components selected: the links to them, where one component alone needs them all. With a single one selected: its
/// set of alternatives, else all that it needs, where that is of one kind; the rest are hardly alternatives.
fn links_to_alternatives(state: &State) -> Vec<LinkId> {
    let topology = &state.plan.topology;
    let of_components = state.selection.iter().filter_map(|item| match item {
        Item::Component(id) => Some(*id),
        Item::Link(_) | Item::Zone(_) => None,
    });
    let selected: Vec<ComponentId> = of_components.collect();
    let kind = |id: ComponentId| topology.components.get(&id).map(|component| component.kind);
    if let [only] = selected.as_slice() {
        let mine = || topology.links.values().filter(|link| link.from == *only);
        // What is a set already can be made needed again.
        let set = mine().find(|link| link.need.set().is_some()).map(|link| link.need);
        let first = mine().next().and_then(|link| kind(link.to));
        let is_alike = mine().all(|link| kind(link.to) == first);
        let picked = mine().filter(|link| set.map_or(is_alike, |set| link.need == set));
        return picked.map(|link| link.id).collect();
    }
    let Some(first) = selected.first() else { return Vec::new() };
    let to_selected = |from: ComponentId| -> Vec<LinkId> {
        let links = topology.links.values().filter(|link| link.from == from && selected.contains(&link.to));
        links.map(|link| link.id).collect()
    };
    let to_first = topology.links.values().filter(|link| link.to == *first);
    let mut owners = to_first.map(|link| to_selected(link.from)).filter(|links| links.len() == selected.len());
    match (owners.next(), owners.next()) {
        (Some(links), None) => links,
        (Some(_), Some(_)) | (None, _) => Vec::new(),
    }
}
