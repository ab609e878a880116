//! The examples: plans made through the same door as a person's, with figures from cited sources or marked as suggested.
//! Names exist in both languages; a person's own names are never touched.

mod board;
mod sites;
mod stores;

use board::Board;

use crate::engine::Cache;
use crate::engine::recommend::{EFFORT_FRAME, Memo, recommend};
use crate::engine::report::{Choice, Report};
use crate::i18n::reasons::Context;
use crate::i18n::{Lang, examples as say};
use crate::model::{
    Component, Detection, Fault, Goal, Kind, Lifetime, Need, Place, Plan, Redundancy, Strategy, TestInterval, Window,
    ZoneKind,
};
use crate::model::{Mode, Recovery};

/// An example of the gallery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Example {
    /// Three-tier web on EC2 with ALB, RDS Multi-AZ and S3: the first visit.
    Web,
    /// A primary and a backup with the plainest takeover loop.
    Pair,
    /// PostgreSQL with Patroni on three zones.
    Patroni,
    /// 同城双活: active-active in one city.
    City,
    /// Redis with Sentinel.
    Redis,
    /// etcd on three zones.
    Etcd,
    /// Kafka with KRaft controllers.
    Kafka,
    /// A Kubernetes service across zones.
    Kubernetes,
    /// Active-active in two regions.
    Regions,
    /// 两地三中心: two cities, three data centres.
    Centres,
}

/// How an example's plans are answered: the engine's door, so that a claim is computed and never remembered.
pub type Analyse<'a> = &'a dyn Fn(&Plan) -> Report;

/// The figures behind an example's insight.
#[derive(Debug, Clone, PartialEq)]
pub enum Claim {
    /// SLAs in a row add up, and one of them weighs most.
    Web {
        /// Unavailability of the whole.
        u: f64,
        /// The component that costs the most.
        weakest: String,
        /// Its share of the downtime.
        share: f64,
    },
    /// An impatient takeover loop costs more than the faults it covers.
    Pair {
        /// False takeovers per year.
        false_per_year: f64,
        /// Unavailability as it is.
        u: f64,
        /// Unavailability if it waited for three misses.
        u_patient: f64,
    },
    /// Most of a takeover is waiting.
    Patroni {
        /// Worst detection time, in h.
        worst_h: f64,
        /// Mean takeover as it is, in h.
        takeover_h: f64,
        /// Mean takeover without the wait for the crashed server to start, in h.
        takeover_without_h: f64,
        /// Unavailability that goes with the wait.
        saved_u: f64,
    },
    /// What reaches both data centres at once outweighs the rest.
    City {
        /// Unavailability as it is.
        u: f64,
        /// Unavailability when the release reaches one data centre after the other.
        u_staged: f64,
        /// The release's share of the downtime.
        share: f64,
    },
    /// Patience costs downtime, and impatience saves no write.
    Redis {
        /// Mean takeover, in h.
        takeover_h: f64,
        /// Writes that a takeover loses at peak load.
        lost: f64,
        /// Unavailability that goes with six times less patience.
        saved_u: f64,
    },
    /// Members do not count, zones do.
    Etcd {
        /// Unavailability as it is.
        u: f64,
        /// Unavailability with five members in two of the zones.
        u_five: f64,
    },
    /// How many copies must be in step.
    Kafka {
        /// Unavailability as it is.
        u: f64,
        /// Unavailability when every copy must be.
        u_all: f64,
        /// Unavailability that goes when one is enough.
        saved_u: f64,
    },
    /// Replacing pods takes long by default.
    Kubernetes {
        /// Until a lost node's pods are replaced, in h.
        wait_h: f64,
        /// Unavailability by lost pods as it is.
        cost_u: f64,
        /// The same with `tolerationSeconds` of half a minute.
        quick_u: f64,
        /// The same with one pod to spare.
        spare_u: f64,
    },
    /// What a lost region costs although the other one serves.
    Regions {
        /// Unavailability as it is.
        u: f64,
        /// Mean time until DNS points away from a lost region, in h.
        away_h: f64,
        /// Requests that fail until then at peak load.
        failed: f64,
        /// The same with the faster health checks.
        failed_fast: f64,
    },
    /// RPO against RTO, by what is lost.
    Centres {
        /// Until the database serves again after a lost centre, in h: 95 % point.
        centre_h: f64,
        /// Mean time until the other city serves after a lost city, in h.
        city_h: f64,
        /// Data that a lost city takes along, in h.
        lost_h: f64,
        /// What a write would wait for if the other city were in step, in ms.
        in_step_ms: f64,
    },
}

/// What a first visit opens: answered, and missing its target by a visible factor.
pub fn first_visit(lang: Lang) -> Plan {
    Example::Web.plan(lang)
}

impl Example {
    /// Every example, in the order of the gallery.
    pub const ALL: [Self; 10] = [
        Self::Web,
        Self::Pair,
        Self::Redis,
        Self::Etcd,
        Self::Patroni,
        Self::Kafka,
        Self::Kubernetes,
        Self::City,
        Self::Regions,
        Self::Centres,
    ];

    /// What the gallery says about it.
    pub fn card(self, lang: Lang) -> say::Card {
        match self {
            Self::Web => say::web(lang).card,
            Self::Pair => say::pair(lang).card,
            Self::Patroni => say::patroni(lang).card,
            Self::City => say::city(lang).card,
            Self::Redis => say::redis(lang).card,
            Self::Etcd => say::etcd(lang).card,
            Self::Kafka => say::kafka(lang).card,
            Self::Kubernetes => say::kubernetes(lang).card,
            Self::Regions => say::regions(lang).card,
            Self::Centres => say::centres(lang).card,
        }
    }

    /// The plan, with names in a language.
    pub fn plan(self, lang: Lang) -> Plan {
        let mut board = match self {
            Self::Web => web(lang),
            Self::Pair => pair(lang),
            Self::Patroni => patroni(lang),
            Self::City => city(lang),
            Self::Redis => stores::redis(lang),
            Self::Etcd => stores::etcd(lang),
            Self::Kafka => stores::kafka(lang),
            Self::Kubernetes => sites::kubernetes(lang),
            Self::Regions => sites::regions(lang),
            Self::Centres => sites::centres(lang),
        };
        board.note_defaults(lang);
        board.plan
    }

    /// The figures of its insight; none when the plan no longer holds what the claim is about.
    pub fn claim(self, plan: &Plan, analyse: Analyse<'_>) -> Option<Claim> {
        match self {
            Self::Web => web_claim(plan, analyse),
            Self::Pair => pair_claim(plan, analyse),
            Self::Patroni => patroni_claim(plan, analyse),
            Self::City => city_claim(plan, analyse),
            Self::Redis => stores::redis_claim(plan, analyse),
            Self::Etcd => stores::etcd_claim(plan, analyse),
            Self::Kafka => stores::kafka_claim(plan, analyse),
            Self::Kubernetes => sites::kubernetes_claim(plan, analyse),
            Self::Regions => sites::regions_claim(plan, analyse),
            Self::Centres => sites::centres_claim(plan, analyse),
        }
    }

    /// Its insight in one sentence, with the figures that the engine gives now; without them, what it shows.
    pub fn insight(self, lang: Lang, analyse: Analyse<'_>) -> String {
        let claim = self.claim(&self.plan(lang), analyse);
        claim.map_or_else(|| self.card(lang).shows.to_owned(), |claim| claim.sentence(lang))
    }

    /// What is recommended for the component that the example is about.
    pub fn choice(self, plan: &Plan) -> Option<Choice> {
        let kind = match self {
            Self::Web => Kind::ObjectStorage,
            Self::Pair | Self::City | Self::Kubernetes | Self::Regions => Kind::Service,
            Self::Patroni | Self::Centres => Kind::Sql,
            Self::Redis | Self::Etcd => Kind::KeyValue,
            Self::Kafka => Kind::Queue,
        };
        let (mut cache, mut memo) = (Cache::default(), Memo::default());
        let recommended = recommend(&plan.topology, &plan.goal, EFFORT_FRAME, &mut cache, &mut memo);
        let is_main = |choice: &Choice| {
            plan.topology.components.get(&choice.component).is_some_and(|component| component.kind == kind)
        };
        recommended.choices.into_iter().find(is_main)
    }

    /// Which strategy comes out for it and why, in a few words; none where there is no choice.
    pub fn advice(self, lang: Lang, plan: &Plan) -> Option<String> {
        let at = Context { lang, topology: &plan.topology, goal: &plan.goal };
        self.choice(plan).map(|choice| say::advice(at, &choice))
    }
}

impl Claim {
    /// The claim in words.
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Web { u, weakest, share } => say::web_insight(lang, *u, weakest, *share),
            Self::Pair { false_per_year, u, u_patient } => say::pair_insight(lang, *false_per_year, *u, *u_patient),
            Self::Patroni { worst_h, takeover_h, takeover_without_h, saved_u } => {
                say::patroni_insight(lang, *worst_h, *takeover_h, *takeover_without_h, *saved_u)
            }
            Self::City { u, u_staged, share } => say::city_insight(lang, *u, *u_staged, *share),
            Self::Redis { takeover_h, lost, saved_u } => say::redis_insight(lang, *takeover_h, *lost, *saved_u),
            Self::Etcd { u, u_five } => say::etcd_insight(lang, *u, *u_five),
            Self::Kafka { u, u_all, saved_u } => say::kafka_insight(lang, *u, *u_all, *saved_u),
            Self::Kubernetes { wait_h, cost_u, quick_u, spare_u } => {
                say::kubernetes_insight(lang, *wait_h, [*cost_u, *quick_u, *spare_u])
            }
            Self::Regions { u, away_h, failed, failed_fast } => {
                say::regions_insight(lang, *u, *away_h, [*failed, *failed_fast])
            }
            Self::Centres { centre_h, city_h, lost_h, in_step_ms } => {
                say::centres_insight(lang, [*centre_h, *city_h, *lost_h], *in_step_ms)
            }
        }
    }
}

// ---- Three-tier web on EC2 ----

/// Users → ALB → EC2 → RDS and S3, each as one published availability: 14.9 h/yr against a target of 99.9 %.
fn web(lang: Lang) -> Board {
    let words = say::web(lang);
    let mut board = Board::new(words.card.title);
    let home = board.zone(ZoneKind::Region, words.home, (232.0, 0.0, 696.0, 136.0), None);
    let other = board.zone(ZoneKind::Region, words.other, (232.0, 288.0, 696.0, 136.0), None);
    for zone in [home, other] {
        board.tune_zone(zone, |zone| {
            zone.fault = Fault::Never;
            words.region_note.clone_into(&mut zone.note);
        });
    }
    let users = board.component(Kind::Users, words.users, (0.0, 40.0), None);
    let balancer = board.component(Kind::Balancer, words.balancer, (256.0, 40.0), home);
    let service = board.component(Kind::Service, words.service, (496.0, 40.0), home);
    let database = board.component(Kind::Sql, words.database, (736.0, 40.0), home);
    let storage = board.component(Kind::ObjectStorage, words.storage, (736.0, 176.0), None);
    let published = [
        (balancer, 1e-4, say::Sla::Cloudonaut),
        (service, 1e-4, say::Sla::AwsCompute),
        (database, 5e-4, say::Sla::Cloudonaut),
        (storage, 1e-3, say::Sla::Cloudonaut),
    ];
    for (id, unavailability, sla) in published {
        board.tune(id, |component| {
            component.fault = Fault::Published { unavailability };
            component.note = say::sla_note(lang, unavailability, sla);
        });
    }
    for (from, to) in [(users, balancer), (balancer, service), (service, database), (service, storage)] {
        board.link(from, to);
    }
    board.goal(Goal { target_u: 1e-3, window: Window::Days30, ..Goal::default() });
    board
}

fn web_claim(plan: &Plan, analyse: Analyse<'_>) -> Option<Claim> {
    let report = analyse(plan);
    let u = report.worst()?.u.high;
    let (id, component) =
        report.components.iter().max_by(|a, b| a.1.cost_of_faults_u.total_cmp(&b.1.cost_of_faults_u))?;
    let weakest = plan.topology.components.get(id)?.name.clone();
    Some(Claim::Web { u, weakest, share: component.cost_of_faults_u / u })
}

// ---- Primary and backup ----

/// Users → a hot pair that polls once a second and takes over at the first miss.
fn pair(lang: Lang) -> Board {
    let words = say::pair(lang);
    let mut board = Board::new(words.card.title);
    let users = board.component(Kind::Users, words.users, (0.0, 0.0), None);
    let service = board.component(Kind::Service, words.service, (240.0, 0.0), None);
    board.tune(service, |component| {
        // α = 0.5 per month, β = 12 months.
        component.fault =
            Fault::Law(Lifetime::Logistic { steepness_per_h: 0.5 / Window::Month.hours(), median_h: 8766.0 });
        component.recovery = Recovery::Law(Lifetime::Logistic { steepness_per_h: 6.0, median_h: 1.0 });
        component.strategy = Mode::HotStandby.preset();
        component.placement = vec![Place { zone: None, units: 2 }];
        component.age_h = 4383.0;
        if let Some(redundancy) = component.strategy.redundancy_mut() {
            redundancy.detection =
                Detection { poll_interval_s: 1.0, misses: 1, timeout_s: 0.0, poll_loss: 1e-3, fenced: false };
            redundancy.switch_h = 5.0 / 3600.0;
        }
        words.note.clone_into(&mut component.note);
    });
    board.link(users, service);
    board.goal(Goal { target_u: 1e-3, window: Window::Days30, ..Goal::default() });
    board
}

fn pair_claim(plan: &Plan, analyse: Analyse<'_>) -> Option<Claim> {
    let pair = redundant(plan, Kind::Service)?;
    let detection = pair.strategy.redundancy()?.detection;
    let patient = changed(plan, pair, |redundancy| redundancy.detection.misses = 3);
    Some(Claim::Pair {
        false_per_year: detection.false_per_h() * Window::Year.hours(),
        u: analyse(plan).worst()?.u.high,
        u_patient: analyse(&patient).worst()?.u.high,
    })
}

// ---- PostgreSQL with Patroni ----

/// primary_start_timeout of Patroni's defaults, in s.
const PRIMARY_START_TIMEOUT_S: f64 = 300.0;
/// loop_wait of Patroni's defaults, in s.
const LOOP_WAIT_S: f64 = 10.0;

/// ttl of Patroni's defaults, in s: how long the leader's lock lives.
const TTL_S: f64 = 30.0;

/// Clients → API → PostgreSQL, whose leader's lock lies in etcd; everything over three zones.
fn patroni(lang: Lang) -> Board {
    let words = say::patroni(lang);
    let mut board = Board::new(words.card.title);
    let [a, b, c] = words.zones;
    let zone_a = board.zone(ZoneKind::Zone, a, (0.0, 128.0, 280.0, 96.0), None);
    let zone_b = board.zone(ZoneKind::Zone, b, (304.0, 128.0, 280.0, 96.0), None);
    let zone_c = board.zone(ZoneKind::Zone, c, (608.0, 128.0, 280.0, 96.0), None);
    let over = |zones: &[_]| zones.iter().map(|zone| Place { zone: *zone, units: 1 }).collect::<Vec<_>>();
    let users = board.component(Kind::Users, words.users, (0.0, 0.0), None);
    let service = board.component(Kind::Service, words.service, (240.0, 0.0), None);
    let database = board.component(Kind::Sql, words.database, (480.0, 0.0), None);
    let lock = board.component(Kind::KeyValue, words.lock, (720.0, 0.0), None);
    board.tune(service, |component| {
        component.strategy = Mode::Cluster.preset();
        component.placement = over(&[zone_a, zone_b]);
    });
    board.tune(database, |component| {
        component.strategy = Mode::HotStandby.preset();
        component.placement = over(&[zone_a, zone_b]);
        if let Strategy::Standby { test, redundancy, .. } = &mut component.strategy {
            *test = TestInterval::Monitored;
            redundancy.switch_h = 5.0 / 3600.0;
            redundancy.detection = Detection {
                poll_interval_s: LOOP_WAIT_S,
                misses: 1,
                timeout_s: PRIMARY_START_TIMEOUT_S + LOOP_WAIT_S,
                poll_loss: 0.0,
                fenced: true,
            };
        }
        words.database_note.clone_into(&mut component.note);
    });
    board.tune(lock, |component| {
        component.strategy = Mode::Quorum.preset();
        component.wishes = board::only(Mode::Quorum);
        component.placement = over(&[zone_a, zone_b, zone_c]);
        words.lock_note.clone_into(&mut component.note);
    });
    board.link(users, service);
    board.link(service, database);
    // The leader steps down when it cannot renew its lock: at the earliest a loop before its time to live is over.
    board.need(database, lock, Need::Cached { hours: (TTL_S - LOOP_WAIT_S) / 3600.0 });
    board.goal(Goal { target_u: 1e-4, window: Window::Days30, rto_h: Some(0.5), rpo_h: Some(0.0), ..Goal::default() });
    board
}

fn patroni_claim(plan: &Plan, analyse: Analyse<'_>) -> Option<Claim> {
    let database = redundant(plan, Kind::Sql)?;
    let redundancy = database.strategy.redundancy()?;
    // With primary_start_timeout = 0 the loop that sees the crash takes over: the documentation's 10 s.
    let quick = Detection { timeout_s: 0.0, ..redundancy.detection };
    let without = changed(plan, database, |redundancy| redundancy.detection = quick);
    let (now, then) = (analyse(plan).worst()?.u.high, analyse(&without).worst()?.u.high);
    Some(Claim::Patroni {
        worst_h: redundancy.detection.worst_h(),
        takeover_h: redundancy.detection.mean_h() + redundancy.switch_h,
        takeover_without_h: quick.mean_h() + redundancy.switch_h,
        saved_u: now - then,
    })
}

// ---- Active-active in one city ----

/// Users → traffic steering → application → database, over two data centres that get the same release.
fn city(lang: Lang) -> Board {
    let words = say::city(lang);
    let mut board = Board::new(words.card.title);
    let release = board.zone(ZoneKind::ReleaseTrain, words.release, (456.0, 0.0, 456.0, 256.0), None);
    board.tune_zone(release, |zone| words.release_note.clone_into(&mut zone.note));
    let [one, two] = words.centres;
    let one = board.zone(ZoneKind::Zone, one, (480.0, 136.0, 192.0, 96.0), release);
    let two = board.zone(ZoneKind::Zone, two, (696.0, 136.0, 192.0, 96.0), release);
    let users = board.component(Kind::Users, words.users, (0.0, 40.0), None);
    let entry = board.component(Kind::Dns, words.entry, (232.0, 40.0), None);
    let service = board.component(Kind::Service, words.service, (480.0, 40.0), None);
    let database = board.component(Kind::Sql, words.database, (720.0, 40.0), None);
    board.tune(service, |component| {
        component.strategy = Mode::MultiSite.preset();
        component.placement = [one, two].map(|zone| Place { zone, units: 2 }).to_vec();
        component.load_share = 1.0;
    });
    board.tune(database, |component| {
        component.strategy = Mode::HotStandby.preset();
        component.placement = [one, two].map(|zone| Place { zone, units: 1 }).to_vec();
    });
    let extras = board.component(Kind::Service, words.extras, (232.0, 176.0), None);
    for (from, to) in [(users, entry), (entry, service), (service, database)] {
        board.link(from, to);
    }
    board.need(service, extras, Need::Soft);
    board.goal(Goal { target_u: 1e-4, window: Window::Days30, ..Goal::default() });
    board
}

fn city_claim(plan: &Plan, analyse: Analyse<'_>) -> Option<Claim> {
    let release = plan.topology.zones.values().find(|zone| zone.kind == ZoneKind::ReleaseTrain)?;
    let report = analyse(plan);
    let u = report.worst()?.u.high;
    let share = report.zones.get(&release.id)?.cost_of_faults_u / u;
    let mut board = Board { plan: plan.clone() };
    board.tune_zone(Some(release.id), |zone| zone.fault = Fault::Never);
    Some(Claim::City { u, u_staged: analyse(&board.plan).worst()?.u.high, share })
}

/// The first redundant component of a kind.
fn redundant(plan: &Plan, kind: Kind) -> Option<&Component> {
    let mut components = plan.topology.components.values();
    components.find(|component| component.kind == kind && component.strategy.redundancy().is_some()).map(AsRef::as_ref)
}

/// The plan with one component's redundancy changed.
fn changed(plan: &Plan, component: &Component, change: impl FnOnce(&mut Redundancy)) -> Plan {
    let mut board = Board { plan: plan.clone() };
    board.tune(Some(component.id), |component| {
        if let Some(redundancy) = component.strategy.redundancy_mut() {
            change(redundancy);
        }
    });
    board.plan
}
