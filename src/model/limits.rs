//! Every bound of the program, named, in one table, and how a figure is kept between two. Nothing else may carry a bare
//! limit.

/// Longest link text accepted, in bytes.
pub const LINK_BYTES: usize = 128 * 1024;
/// Longest JSON that a link may inflate to, in bytes.
pub const INFLATED_BYTES: usize = 1024 * 1024;
/// Deepest nesting of foreign JSON.
pub const JSON_DEPTH: usize = 32;
/// Longest link written to the address bar, in bytes; a longer plan is offered as a file.
pub const ADDRESS_BYTES: usize = 8 * 1024;
/// Most components in a plan.
pub const COMPONENTS: usize = 1_000;
/// Most links in a plan.
pub const LINKS: usize = 4_000;
/// Most zones in a plan.
pub const ZONES: usize = 200;
/// Deepest nesting of zones (rack in zone in region in release train).
pub const ZONE_DEPTH: usize = 4;
/// Most steps of a plan's story.
pub const STEPS: usize = 20;
/// Most journeys in a goal.
pub const JOURNEYS: usize = 20;
/// Longest name of anything, in characters.
pub const NAME_CHARS: usize = 80;
/// Longest note, in characters.
pub const NOTE_CHARS: usize = 2_000;
/// Longest currency sign, in characters.
pub const CURRENCY_CHARS: usize = 4;
/// Most units of one component.
pub const UNITS: u32 = 64;
/// Most zones that one component's units may be spread over (the engine conditions on each subset).
pub const PLACES: usize = 6;
/// Most undo steps kept.
pub const UNDO: usize = 200;
/// Longest time that a component may live on what it has cached, in h.
pub const CACHED_H: f64 = 8766.0;
/// Most pairs of a component and a delay after which its outages are felt; beyond it a shorter delay stands for a longer.
pub const VIEWS: usize = 1_000;
/// Least weight of a journey.
pub const WEIGHT_LEAST: f64 = 1e-3;
/// Largest weight of a journey.
pub const WEIGHT_MOST: f64 = 1e6;
/// BDD nodes that may be made within a frame.
pub const BDD_NODES_FRAME: usize = 50_000;
/// BDD nodes that may be made in the worker.
pub const BDD_NODES_WORKER: usize = 5_000_000;
/// Farthest coordinate on the canvas, in px from the origin.
pub const COORDINATE_PX: f64 = 100_000.0;
/// Largest file accepted, in bytes.
pub const FILE_BYTES: usize = 10 * 1000 * 1000;
/// Most unknown fields that are named one by one.
pub const UNKNOWN_NAMED: usize = 50;
/// Most plans kept beside the current one ("before the link").
pub const PLANS_KEPT: usize = 5;
/// How long the worker may take to say that it is there, in ms.
pub const WORKER_READY_MS: f64 = 15_000.0;
/// How long the worker may work on one job, in ms.
pub const WORKER_JOB_MS: f64 = 120_000.0;
/// How long the worker may go on with a job that nobody wants any more, in ms, before it is ended.
pub const WORKER_STALE_MS: f64 = 1_500.0;
/// Most cut sets that are listed.
pub const CUT_SETS: usize = 1_000;
/// Steps that counting a journey's outages may take: two sweeps of the diagram for each zone.
pub const OUTAGE_STEPS: usize = 1_000_000;

/// Most components that a pasted list may name.
pub const JOTTED: usize = 100;
/// Most rows that the finder shows.
pub const FOUND: usize = 40;

/// Cases drawn from the intervals of a plan: their 5 % point is then known to a few per cent of the band's width.
pub const DRAWS: usize = 400;

/// Changes that are told as worth buying next.
pub const BUYS: usize = 5;

/// A unit's capacity, in the goal's load unit, that stands for "no limit stated".
pub const UNLIMITED_LOAD: f64 = 1e12;

/// `value`, or the bound that it is beyond; NaN stays NaN. `f64::clamp`, but total, and without its panic's message,
/// which would bring a second way to print numbers into the page.
pub fn clamped(value: f64, low: f64, high: f64) -> f64 {
    if value < low {
        low
    } else if value > high {
        high
    } else {
        value
    }
}
