//! Examples of stores that agree on who may write: Redis with Sentinel, etcd, Kafka. Timers as their documentation has
//! them; what is suggested says so in its note.

use super::board::{Board, only, over};
use super::{Analyse, Claim, changed, redundant};
use crate::i18n::{Lang, examples as say};
use crate::model::{Detection, Goal, Kind, LoadUnit, Mode, Need, Place, Plan, Strategy, TestInterval, Window};

/// An hour in s.
const HOUR_S: f64 = 3600.0;

/// `down-after-milliseconds` of Sentinel's defaults, in polls of one second.
const DOWN_AFTER: u32 = 30;
/// What an impatient person sets it to.
const DOWN_AFTER_QUICK: u32 = 5;

/// Clients → API → a primary and its replica on two zones; three Sentinels watch, and nothing waits for them.
pub(super) fn redis(lang: Lang) -> Board {
    let words = say::redis(lang);
    let mut board = Board::new(words.card.title);
    let zones = board.three_zones(lang);
    let [a, b, _] = zones;
    let users = board.component(Kind::Users, words.users, (0.0, 0.0), None);
    let service = board.component(Kind::Service, words.service, (240.0, 0.0), None);
    let store = board.component(Kind::KeyValue, words.store, (480.0, 0.0), None);
    let sentinel = board.component(Kind::KeyValue, words.sentinel, (720.0, 0.0), None);
    board.tune(service, |component| {
        component.strategy = Mode::Cluster.preset();
        component.placement = over(&[a, b], 1);
    });
    board.tune(store, |component| {
        component.strategy = Mode::HotStandby.preset();
        component.placement = over(&[a, b], 1);
        if let Strategy::Standby { test, redundancy, .. } = &mut component.strategy {
            *test = TestInterval::Monitored;
            redundancy.switch_h = 3.0 / HOUR_S;
            redundancy.lag_h = 1.0 / HOUR_S;
            redundancy.detection =
                Detection { poll_interval_s: 1.0, misses: DOWN_AFTER, timeout_s: 0.0, poll_loss: 0.0, fenced: false };
        }
        words.store_note.clone_into(&mut component.note);
    });
    board.tune(sentinel, |component| {
        component.strategy = Mode::Quorum.preset();
        component.placement = over(&zones, 1);
        component.load_share = 0.0;
        component.wishes = only(Mode::Quorum);
        words.sentinel_note.clone_into(&mut component.note);
    });
    board.chain(&[users, service, store]);
    board.need(store, sentinel, Need::Async);
    board.goal(Goal {
        target_u: 5e-4,
        window: Window::Days30,
        rto_h: Some(150.0 / HOUR_S),
        rpo_h: Some(5.0 / HOUR_S),
        peak_load: 500.0,
        load_unit: LoadUnit::TransactionsPerSecond,
        ..Goal::default()
    });
    board
}

pub(super) fn redis_claim(plan: &Plan, analyse: Analyse<'_>) -> Option<Claim> {
    let store = redundant(plan, Kind::KeyValue)?;
    let redundancy = store.strategy.redundancy()?;
    let quick = changed(plan, store, |redundancy| redundancy.detection.misses = DOWN_AFTER_QUICK);
    let report = analyse(plan);
    let lost_h = report.components.get(&store.id)?.figures.rpo_h?;
    Some(Claim::Redis {
        takeover_h: redundancy.detection.mean_h() + redundancy.switch_h,
        lost: lost_h * HOUR_S * plan.goal.peak_load * store.load_share,
        saved_u: report.worst()?.u.high - analyse(&quick).worst()?.u.high,
    })
}

/// Clusters → API servers → etcd, one member in each of three zones.
pub(super) fn etcd(lang: Lang) -> Board {
    let words = say::etcd(lang);
    let mut board = Board::new(words.card.title);
    let zones = board.three_zones(lang);
    let [a, b, _] = zones;
    let users = board.component(Kind::Users, words.users, (0.0, 0.0), None);
    let service = board.component(Kind::Service, words.service, (240.0, 0.0), None);
    let store = board.component(Kind::KeyValue, words.store, (480.0, 0.0), None);
    board.tune(service, |component| {
        component.strategy = Mode::Cluster.preset();
        component.placement = over(&[a, b], 1);
    });
    board.tune(store, |component| {
        component.strategy = Mode::Quorum.preset();
        component.wishes = only(Mode::Quorum);
        component.placement = over(&zones, 1);
        words.store_note.clone_into(&mut component.note);
    });
    board.chain(&[users, service, store]);
    board.goal(Goal {
        target_u: 5e-5,
        window: Window::Days30,
        rto_h: Some(10.0 / HOUR_S),
        rpo_h: Some(0.0),
        latency_ms: Some(5.0),
        ..Goal::default()
    });
    board
}

pub(super) fn etcd_claim(plan: &Plan, analyse: Analyse<'_>) -> Option<Claim> {
    let store = redundant(plan, Kind::KeyValue)?;
    let mut five = Board { plan: plan.clone() };
    five.tune(Some(store.id), |component| {
        let zones = store.placement.iter().map(|place| place.zone);
        component.placement = zones.zip([3, 2]).map(|(zone, units)| Place { zone, units }).collect();
    });
    Some(Claim::Etcd { u: analyse(plan).worst()?.u.high, u_five: analyse(&five.plan).worst()?.u.high })
}

/// Producers → brokers with a copy each, on three zones → their controllers.
pub(super) fn kafka(lang: Lang) -> Board {
    let words = say::kafka(lang);
    let mut board = Board::new(words.card.title);
    let zones = board.three_zones(lang);
    let users = board.component(Kind::Users, words.users, (0.0, 0.0), None);
    let brokers = board.component(Kind::Queue, words.brokers, (240.0, 0.0), None);
    let controllers = board.component(Kind::KeyValue, words.controllers, (480.0, 0.0), None);
    board.tune(brokers, |component| {
        component.strategy = Mode::Cluster.preset();
        component.placement = over(&zones, 1);
        component.capacity = 60_000.0;
        component.wishes = only(Mode::Cluster);
        if let Strategy::Cluster { needed, redundancy } = &mut component.strategy {
            *needed = Some(2);
            redundancy.detection =
                Detection { poll_interval_s: 2.0, misses: 1, timeout_s: 9.0, ..redundancy.detection };
        }
        words.brokers_note.clone_into(&mut component.note);
    });
    board.tune(controllers, |component| {
        component.strategy = Mode::Quorum.preset();
        component.wishes = only(Mode::Quorum);
        component.placement = over(&zones, 1);
        words.controllers_note.clone_into(&mut component.note);
    });
    board.chain(&[users, brokers, controllers]);
    board.goal(Goal {
        target_u: 1e-4,
        window: Window::Days30,
        rto_h: Some(30.0 / HOUR_S),
        rpo_h: Some(0.0),
        peak_load: 80_000.0,
        load_unit: LoadUnit::MessagesPerSecond,
        latency_ms: Some(5.0),
        ..Goal::default()
    });
    board
}

pub(super) fn kafka_claim(plan: &Plan, analyse: Analyse<'_>) -> Option<Claim> {
    let brokers = redundant(plan, Kind::Queue)?;
    let in_step = |copies: u32| {
        let mut board = Board { plan: plan.clone() };
        board.tune(Some(brokers.id), |component| {
            if let Strategy::Cluster { needed, .. } = &mut component.strategy {
                *needed = Some(copies);
            }
        });
        analyse(&board.plan).worst().map(|journey| journey.u.high)
    };
    let u = analyse(plan).worst()?.u.high;
    Some(Claim::Kafka { u, u_all: in_step(brokers.units())?, saved_u: u - in_step(1)? })
}
