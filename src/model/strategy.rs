//! How the units of one component cover for each other (DOMAIN §3), and the table of modes with their presets.

use super::evidence::Evidence;

/// A component's fault-tolerance strategy with its parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Strategy {
    /// 无冗余: one unit.
    Single,
    /// 主备: one active unit and one standby.
    Standby {
        /// Hot, warm or cold.
        temperature: Temperature,
        /// d: the standby fails at d·λ, 0 to 1.
        fault_factor: f64,
        /// τ: how often the standby is tested.
        test: TestInterval,
        /// Detection, takeover, common cause, repair.
        redundancy: Redundancy,
    },
    /// 集群: n active units, at least k needed.
    Cluster {
        /// k when fixed by hand; none: from the load.
        needed: Option<u32>,
        /// Detection, takeover, common cause, repair.
        redundancy: Redundancy,
    },
    /// 分布式, quorum: 2f+1 units with a leader, f+1 needed; `redundancy.switch_h` is the election.
    Quorum {
        /// Detection, takeover, common cause, repair.
        redundancy: Redundancy,
    },
    /// 分布式, multi-site active-active: each site is a cluster that can carry the load alone.
    MultiSite {
        /// k per site when fixed by hand; none: from the load.
        needed: Option<u32>,
        /// Detection, takeover, common cause within a site, repair.
        redundancy: Redundancy,
    },
}

/// What a standby does while it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Temperature {
    /// Running and in step.
    Hot,
    /// Running, behind.
    Warm,
    /// Not running.
    Cold,
}

/// How often a standby is tested; between tests its death is silent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TestInterval {
    /// Its death is known at once (τ = 0).
    Monitored,
    /// Every so many hours, > 0.
    Every {
        /// τ in h.
        hours: f64,
    },
    /// Never tested.
    Never,
}

/// What all redundant strategies share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Redundancy {
    /// The loop that asks whether the active unit is alive.
    pub detection: Detection,
    /// T_switch (T_elect for a quorum), in h.
    pub switch_h: f64,
    /// c: the chance that a takeover works, 0 to 1.
    pub coverage: f64,
    /// T_manual: until people have done the takeover that failed, in h.
    pub manual_h: f64,
    /// β_cc: the share of a unit's faults that take every unit at once, 0 to 1.
    pub common_cause: f64,
    /// r: repair crews, ≥ 1.
    pub crews: u32,
    /// Replication lag: data that a takeover may lose, in h; 0 is synchronous. Of a cold standby: the backup interval.
    pub lag_h: f64,
}

/// The takeover loop: poll, wait, count misses, take over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Detection {
    /// i: time between polls, in s.
    pub poll_interval_s: f64,
    /// m: misses in a row before a takeover, ≥ 1.
    pub misses: u32,
    /// Added after the last miss, in s.
    pub timeout_s: f64,
    /// p: the chance that a poll of a healthy unit is lost, 0 to 1.
    pub poll_loss: f64,
    /// The old primary is cut off before the takeover, so a false one splits nothing.
    pub fenced: bool,
}

impl Detection {
    /// Mean detection time `(m − ½) i + timeout`, in h: what the chains use.
    pub fn mean_h(&self) -> f64 {
        ((f64::from(self.misses) - 0.5) * self.poll_interval_s + self.timeout_s) / 3600.0
    }

    /// Worst detection time `m i + timeout`, in h.
    pub fn worst_h(&self) -> f64 {
        (f64::from(self.misses) * self.poll_interval_s + self.timeout_s) / 3600.0
    }

    /// False takeovers per hour, `f = (3600 / i) (1 − p) p^m`.
    pub fn false_per_h(&self) -> f64 {
        let p = self.poll_loss;
        (3600.0 / self.poll_interval_s) * (1.0 - p) * libm::pow(p, f64::from(self.misses))
    }
}

/// One row of the table of strategies: a strategy with the variant a person picks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// No redundancy.
    Single,
    /// Active/standby, hot.
    HotStandby,
    /// Active/standby, warm.
    WarmStandby,
    /// Active/standby, cold.
    ColdStandby,
    /// n active units behind a balancer.
    Cluster,
    /// Distributed: a quorum with a leader.
    Quorum,
    /// Distributed: multi-site active-active.
    MultiSite,
}

/// The article's three families, and none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// 无冗余.
    Single,
    /// 主备.
    Standby,
    /// 集群.
    Cluster,
    /// 分布式.
    Distributed,
}

impl Mode {
    /// Every mode, in the order of menus.
    pub const ALL: [Self; 7] = [
        Self::Single,
        Self::HotStandby,
        Self::WarmStandby,
        Self::ColdStandby,
        Self::Cluster,
        Self::Quorum,
        Self::MultiSite,
    ];

    /// The article's family.
    pub fn family(self) -> Family {
        match self {
            Self::Single => Family::Single,
            Self::HotStandby | Self::WarmStandby | Self::ColdStandby => Family::Standby,
            Self::Cluster => Family::Cluster,
            Self::Quorum | Self::MultiSite => Family::Distributed,
        }
    }

    /// Name in links and files; never changes once published.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::HotStandby => "hot",
            Self::WarmStandby => "warm",
            Self::ColdStandby => "cold",
            Self::Cluster => "cluster",
            Self::Quorum => "quorum",
            Self::MultiSite => "sites",
        }
    }

    /// The mode of a slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.slug() == slug)
    }

    /// Fewest and most units that make sense.
    pub fn units_range(self) -> (u32, u32) {
        match self {
            Self::Single => (1, 1),
            Self::HotStandby | Self::WarmStandby | Self::ColdStandby => (2, 2),
            Self::Cluster => (1, super::limits::UNITS),
            Self::Quorum => (3, 9),
            Self::MultiSite => (2, super::limits::UNITS),
        }
    }

    /// Units that a person gets when choosing this mode.
    pub fn default_units(self) -> u32 {
        match self {
            Self::Single => 1,
            Self::HotStandby | Self::WarmStandby | Self::ColdStandby | Self::Cluster | Self::MultiSite => 2,
            Self::Quorum => 3,
        }
    }

    /// Monthly cost of one unit against the price entered (suggested): cold and warm standbys are partly switched off,
    /// so the pair costs 1.2 or 1.6 units; a site of an active-active pair carries its own edge, 2.5 for two.
    pub fn cost_multiplier(self) -> f64 {
        match self {
            Self::Single | Self::HotStandby | Self::Cluster | Self::Quorum => 1.0,
            Self::WarmStandby => 0.8,
            Self::ColdStandby => 0.6,
            Self::MultiSite => 1.25,
        }
    }

    /// The strategy with its preset parameters. The times and chances are editorial (suggested); `evidence` says so.
    pub fn preset(self) -> Strategy {
        let standby = |temperature, fault_factor, test_h, redundancy| Strategy::Standby {
            temperature,
            fault_factor,
            test: TestInterval::Every { hours: test_h },
            redundancy,
        };
        match self {
            Self::Single => Strategy::Single,
            Self::HotStandby => standby(Temperature::Hot, 1.0, 168.0, redundancy(10.0, 5.0, 60.0, 0.97, 0.05, 0.0)),
            Self::WarmStandby => {
                standby(Temperature::Warm, 0.5, 720.0, redundancy(10.0, 5.0, 120.0, 0.95, 0.05, 10.0 / 3600.0))
            }
            Self::ColdStandby => {
                standby(Temperature::Cold, 0.1, 2160.0, redundancy(20.0, 10.0, 900.0, 0.9, 0.05, 24.0))
            }
            Self::Cluster => Strategy::Cluster { needed: None, redundancy: redundancy(3.0, 2.5, 0.0, 0.99, 0.05, 0.0) },
            Self::Quorum => Strategy::Quorum { redundancy: redundancy(0.3, 0.25, 1.0, 0.995, 0.05, 0.0) },
            Self::MultiSite => {
                Strategy::MultiSite { needed: None, redundancy: redundancy(20.0, 10.0, 60.0, 0.97, 0.02, 0.0) }
            }
        }
    }

    /// Evidence for the preset's parameters.
    pub fn evidence(self) -> Evidence {
        match self {
            Self::HotStandby => Evidence {
                source: Some("Amazon RDS Multi-AZ (60-120 s as quoted by secondary pages)"),
                ..Evidence::SUGGESTED
            },
            Self::Quorum => Evidence { source: Some("etcd v3.5 tuning"), ..Evidence::SUGGESTED },
            Self::MultiSite => {
                Evidence { source: Some("AWS News Blog: Route 53 health check improvements"), ..Evidence::SUGGESTED }
            }
            Self::Single | Self::WarmStandby | Self::ColdStandby | Self::Cluster => Evidence::SUGGESTED,
        }
    }
}

fn redundancy(
    poll_interval_s: f64,
    timeout_s: f64,
    switch_s: f64,
    coverage: f64,
    common_cause: f64,
    lag_h: f64,
) -> Redundancy {
    Redundancy {
        detection: Detection { poll_interval_s, misses: 3, timeout_s, poll_loss: 0.0, fenced: true },
        switch_h: switch_s / 3600.0,
        coverage,
        manual_h: 1.0,
        common_cause,
        crews: 1,
        lag_h,
    }
}

impl Strategy {
    /// The row of the table this strategy is an instance of.
    pub fn mode(&self) -> Mode {
        match self {
            Self::Single => Mode::Single,
            Self::Standby { temperature: Temperature::Hot, .. } => Mode::HotStandby,
            Self::Standby { temperature: Temperature::Warm, .. } => Mode::WarmStandby,
            Self::Standby { temperature: Temperature::Cold, .. } => Mode::ColdStandby,
            Self::Cluster { .. } => Mode::Cluster,
            Self::Quorum { .. } => Mode::Quorum,
            Self::MultiSite { .. } => Mode::MultiSite,
        }
    }

    /// k as fixed by hand; none where it follows from the load or the strategy.
    pub fn needed(&self) -> Option<u32> {
        match self {
            Self::Cluster { needed, .. } | Self::MultiSite { needed, .. } => *needed,
            Self::Single | Self::Standby { .. } | Self::Quorum { .. } => None,
        }
    }

    /// The shared parameters; none for a single unit.
    pub fn redundancy(&self) -> Option<&Redundancy> {
        match self {
            Self::Single => None,
            Self::Standby { redundancy, .. }
            | Self::Cluster { redundancy, .. }
            | Self::Quorum { redundancy }
            | Self::MultiSite { redundancy, .. } => Some(redundancy),
        }
    }

    /// The shared parameters, to be changed; none for a single unit.
    pub fn redundancy_mut(&mut self) -> Option<&mut Redundancy> {
        match self {
            Self::Single => None,
            Self::Standby { redundancy, .. }
            | Self::Cluster { redundancy, .. }
            | Self::Quorum { redundancy }
            | Self::MultiSite { redundancy, .. } => Some(redundancy),
        }
    }

    /// The preset of `mode`, keeping what a person has changed of the shared parameters.
    ///
    /// A shared parameter that still has its old preset's value takes the new preset's; any other value is kept.
    #[must_use]
    pub fn with_mode(&self, mode: Mode) -> Self {
        if mode == self.mode() {
            return *self;
        }
        let mut next = mode.preset();
        if let Self::Cluster { needed, .. } | Self::MultiSite { needed, .. } = &mut next {
            *needed = self.needed();
        }
        let old_preset = self.mode().preset();
        if let (Some(mine), Some(old), Some(new)) = (self.redundancy(), old_preset.redundancy(), next.redundancy_mut())
        {
            keep(&mut new.detection.poll_interval_s, mine.detection.poll_interval_s, old.detection.poll_interval_s);
            keep(&mut new.detection.timeout_s, mine.detection.timeout_s, old.detection.timeout_s);
            keep(&mut new.detection.poll_loss, mine.detection.poll_loss, old.detection.poll_loss);
            keep(&mut new.detection.misses, mine.detection.misses, old.detection.misses);
            keep(&mut new.detection.fenced, mine.detection.fenced, old.detection.fenced);
            keep(&mut new.switch_h, mine.switch_h, old.switch_h);
            keep(&mut new.coverage, mine.coverage, old.coverage);
            keep(&mut new.manual_h, mine.manual_h, old.manual_h);
            keep(&mut new.common_cause, mine.common_cause, old.common_cause);
            keep(&mut new.crews, mine.crews, old.crews);
            keep(&mut new.lag_h, mine.lag_h, old.lag_h);
        }
        next
    }
}

fn keep<T: PartialEq + Copy>(slot: &mut T, mine: T, old_default: T) {
    if mine != old_default {
        *slot = mine;
    }
}
