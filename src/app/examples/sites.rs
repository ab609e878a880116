//! Examples over zones, regions and cities: a Kubernetes service, active-active in two regions, two cities with three
//! data centres. What is suggested says so in its note.

use super::board::{Board, over};
use super::{Analyse, Claim, changed, redundant};
use crate::i18n::{Lang, examples as say};
use crate::model::kind::DEFAULT_KAPPA;
use crate::model::{
    Component, Detection, Fault, Goal, Kind, Mode, Need, Place, Plan, Recovery, RecoveryParts, Strategy, Temperature,
    Window, ZoneKind,
};

/// An hour in s.
const HOUR_S: f64 = 3600.0;

/// `node-monitor-grace-period` of Kubernetes' defaults, in s.
const GRACE_S: f64 = 40.0;
/// `tolerationSeconds` of Kubernetes' defaults, in s.
const TOLERATION_S: f64 = 300.0;
/// What an impatient person sets it to, in s.
const TOLERATION_QUICK_S: f64 = 30.0;

/// Users → load balancer → as many pods as the load needs, over three zones.
pub(super) fn kubernetes(lang: Lang) -> Board {
    let words = say::kubernetes(lang);
    let mut board = Board::new(words.card.title);
    let [a, b, c] = board.three_zones(lang);
    let users = board.component(Kind::Users, words.users, (0.0, 0.0), None);
    let balancer = board.component(Kind::External, words.balancer, (240.0, 0.0), None);
    let service = board.component(Kind::Service, words.service, (480.0, 0.0), None);
    board.tune(balancer, |component| {
        component.fault = Fault::Published { unavailability: 1e-4 };
        component.note = say::sla_note(lang, 1e-4, say::Sla::Cloudonaut);
    });
    board.tune(service, |component| {
        component.fault = Kind::KeyValue.row().fault;
        component.recovery = recovery([(GRACE_S + TOLERATION_S) / 60.0, 0.0, 0.5, 0.0]);
        component.strategy = Mode::Cluster.preset();
        component.placement = [(a, 3), (b, 2), (c, 2)].map(|(zone, units)| Place { zone, units }).to_vec();
        if let Some(redundancy) = component.strategy.redundancy_mut() {
            redundancy.detection =
                Detection { poll_interval_s: 30.0, misses: 2, timeout_s: 0.0, ..redundancy.detection };
            redundancy.crews = 8;
        }
        words.service_note.clone_into(&mut component.note);
    });
    board.chain(&[users, balancer, service]);
    board.goal(Goal { target_u: 1.5e-4, window: Window::Days30, peak_load: 5_000.0, ..Goal::default() });
    board
}

pub(super) fn kubernetes_claim(plan: &Plan, analyse: Analyse<'_>) -> Option<Claim> {
    let service = redundant(plan, Kind::Service)?;
    let Recovery::Parts(parts) = service.recovery else { return None };
    let cost = |change: &dyn Fn(&mut Component)| {
        let mut board = Board { plan: plan.clone() };
        board.tune(Some(service.id), change);
        analyse(&board.plan).components.get(&service.id).map(|component| component.cost_of_faults_u)
    };
    Some(Claim::Kubernetes {
        wait_h: parts.detect_h,
        cost_u: cost(&|_| ())?,
        quick_u: cost(&|component| {
            let detect_h = (GRACE_S + TOLERATION_QUICK_S) / HOUR_S;
            component.recovery = Recovery::Parts(RecoveryParts { detect_h, ..parts });
        })?,
        spare_u: cost(&|component| {
            if let Some(place) = component.placement.last_mut() {
                place.units += 1;
            }
        })?,
    })
}

/// Users → DNS with health checks → the application in both regions → a database with its copy in the other region.
pub(super) fn regions(lang: Lang) -> Board {
    let words = say::regions(lang);
    let mut board = Board::new(words.card.title);
    let [one, two] = words.regions;
    let regions =
        [(one, 0.0), (two, 456.0)].map(|(name, x)| board.zone(ZoneKind::Region, name, (x, 128.0, 432.0, 96.0), None));
    let users = board.component(Kind::Users, words.users, (0.0, 0.0), None);
    let entry = board.component(Kind::External, words.entry, (240.0, 0.0), None);
    let service = board.component(Kind::Service, words.service, (480.0, 0.0), None);
    let database = board.component(Kind::Sql, words.database, (720.0, 0.0), None);
    let checked = |component: &mut Component| {
        if let Some(redundancy) = component.strategy.redundancy_mut() {
            redundancy.detection =
                Detection { poll_interval_s: 30.0, misses: 3, timeout_s: 0.0, ..redundancy.detection };
            redundancy.switch_h = 60.0 / HOUR_S;
        }
    };
    board.tune(entry, |component| {
        component.fault = Fault::Published { unavailability: 1e-5 };
        component.recovery = recovery([1.0, 1.0, 2.0, 1.0]);
        words.entry_note.clone_into(&mut component.note);
    });
    board.tune(service, |component| {
        component.strategy = Mode::MultiSite.preset();
        component.placement = over(&regions, 15);
        checked(component);
        words.service_note.clone_into(&mut component.note);
    });
    board.tune(database, |component| {
        component.strategy = Mode::HotStandby.preset();
        component.placement = over(&regions, 1);
        checked(component);
        if let Some(redundancy) = component.strategy.redundancy_mut() {
            redundancy.lag_h = 5.0 / HOUR_S;
        }
        words.database_note.clone_into(&mut component.note);
    });
    board.chain(&[users, entry, service, database]);
    board.goal(Goal {
        target_u: 5e-5,
        window: Window::Days30,
        rto_h: Some(600.0 / HOUR_S),
        rpo_h: Some(10.0 / HOUR_S),
        peak_load: 12_000.0,
        ..Goal::default()
    });
    board
}

pub(super) fn regions_claim(plan: &Plan, analyse: Analyse<'_>) -> Option<Claim> {
    let service = redundant(plan, Kind::Service)?;
    let redundancy = service.strategy.redundancy()?;
    let lost = f64::from(service.placement.first()?.units) / f64::from(service.units());
    let load = plan.goal.peak_load * service.load_share * lost;
    let away_h = |detection: Detection| detection.mean_h() + redundancy.switch_h;
    let [now_h, fast_h] =
        [redundancy.detection, Detection { poll_interval_s: 10.0, ..redundancy.detection }].map(away_h);
    Some(Claim::Regions {
        u: analyse(plan).worst()?.u.high,
        away_h: now_h,
        failed: now_h * HOUR_S * load,
        failed_fast: fast_h * HOUR_S * load,
    })
}

/// Users → application → database, in step over two data centres of one city; its late copy lies in the
/// other city, and nothing waits for it.
pub(super) fn centres(lang: Lang) -> Board {
    let words = say::centres(lang);
    let mut board = Board::new(words.card.title);
    let [city, far] = words.cities;
    let city = board.zone(ZoneKind::Region, city, (208.0, 0.0, 456.0, 256.0), None);
    let far = board.zone(ZoneKind::Region, far, (896.0, 0.0, 240.0, 256.0), None);
    let [one, two, three] = words.centres;
    let one = board.zone(ZoneKind::Zone, one, (232.0, 136.0, 192.0, 96.0), city);
    let two = board.zone(ZoneKind::Zone, two, (448.0, 136.0, 192.0, 96.0), city);
    board.zone(ZoneKind::Zone, three, (920.0, 136.0, 192.0, 96.0), far);
    board.tune_zone(city, |zone| {
        zone.recovery = recovery([5.0, 15.0, 30.0, 10.0]);
        words.city_note.clone_into(&mut zone.note);
    });
    let users = board.component(Kind::Users, words.users, (0.0, 40.0), None);
    let service = board.component(Kind::Service, words.service, (232.0, 40.0), None);
    let database = board.component(Kind::Sql, words.database, (472.0, 40.0), None);
    let copy = board.component(Kind::Sql, words.copy, (704.0, 40.0), None);
    board.tune(service, |component| {
        component.strategy = Mode::Cluster.preset();
        component.placement = over(&[one, two], 1);
    });
    board.tune(database, |component| {
        component.strategy = Mode::HotStandby.preset();
        component.placement = over(&[one, two], 1);
    });
    board.tune(copy, |component| {
        component.fault = Fault::Never;
        component.strategy = Mode::ColdStandby.preset();
        component.placement = over(&[city, far], 1);
        if let Some(redundancy) = component.strategy.redundancy_mut() {
            redundancy.detection =
                Detection { poll_interval_s: 60.0, misses: 5, timeout_s: 0.0, ..redundancy.detection };
            redundancy.switch_h = 55.0 / 60.0;
            redundancy.lag_h = 10.0 / HOUR_S;
        }
        words.copy_note.clone_into(&mut component.note);
    });
    board.chain(&[users, service, database]);
    board.need(database, copy, Need::Async);
    board.goal(Goal {
        target_u: 1e-4,
        window: Window::Days30,
        rto_h: Some(360.0 / HOUR_S),
        rpo_h: Some(60.0 / HOUR_S),
        latency_ms: Some(2.0),
        ..Goal::default()
    });
    board
}

pub(super) fn centres_claim(plan: &Plan, analyse: Analyse<'_>) -> Option<Claim> {
    let database = redundant(plan, Kind::Sql)?;
    let is_cold =
        |component: &Component| matches!(component.strategy, Strategy::Standby { temperature: Temperature::Cold, .. });
    let copy = plan.topology.components.values().find(|component| is_cold(component))?;
    let city = plan.topology.zones.values().find(|zone| zone.kind == ZoneKind::Region)?;
    let report = analyse(plan);
    let in_step = analyse(&changed(plan, copy, |redundancy| redundancy.lag_h = 0.0));
    let zone = report.zones.get(&city.id)?;
    Some(Claim::Centres {
        centre_h: report.components.get(&database.id)?.figures.rto_h.p95_h,
        city_h: zone.u / zone.outages_per_h,
        lost_h: report.components.get(&copy.id)?.figures.rpo_h?,
        in_step_ms: in_step.components.get(&copy.id)?.figures.write_latency_ms,
    })
}

/// A recovery in parts: detect, diagnose, repair, verify, in min.
fn recovery(parts_min: [f64; 4]) -> Recovery {
    let [detect_h, diagnose_h, repair_h, verify_h] = parts_min.map(|minutes| minutes / 60.0);
    Recovery::Parts(RecoveryParts { kappa: DEFAULT_KAPPA, detect_h, diagnose_h, repair_h, verify_h })
}
