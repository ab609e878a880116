//! The laws of fault and recovery as a person states them (DOMAIN §2). Means and quantiles are the engine's.

/// The law of a non-negative random time: until a fault, or until the recovery.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lifetime {
    /// `F(t) = 1 / (1 + exp(−steepness (t − median)))` for t ≥ 0, with a real mass `F(0)` at 0.
    Logistic {
        /// α or γ, in 1/h, > 0.
        steepness_per_h: f64,
        /// β or δ, in h, ≥ 0.
        median_h: f64,
    },
    /// Constant hazard.
    Exponential {
        /// Mean, in h.
        mean_h: f64,
    },
    /// `S(t) = exp(−(t/η)^shape)`, given by its mean.
    Weibull {
        /// Mean, in h.
        mean_h: f64,
        /// Shape k > 0, dimensionless; below 1 the hazard falls.
        shape: f64,
    },
    /// ln t is normal with standard deviation `sigma`, given by its mean.
    Lognormal {
        /// Mean, in h.
        mean_h: f64,
        /// Standard deviation of ln t, dimensionless.
        sigma: f64,
    },
}

/// When one unit fails.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fault {
    /// A law of the time to failure.
    Law(Lifetime),
    /// A published availability, an SLA figure: the mean time to failure follows from it and the recovery's mean,
    /// `MTTF = MTTR (1 − u) / u`, with a constant hazard.
    Published {
        /// Unavailability u = 1 − a, in (0, 1).
        unavailability: f64,
    },
    /// It does not fail: people, or what is out of scope.
    Never,
}

/// When one unit is back after a fault.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Recovery {
    /// A law of the time to recovery.
    Law(Lifetime),
    /// The mean as the sum of its parts; a logistic law with the given κ = γδ.
    Parts(RecoveryParts),
}

/// Mean recovery time in parts, in h; they add up to MTTR. "Detect" here is not the takeover's detection.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecoveryParts {
    /// κ = γδ of the logistic law, dimensionless: the ratio of median to scale, kept while the parts change.
    pub kappa: f64,
    /// Until somebody or something knows, in h.
    pub detect_h: f64,
    /// Until the cause is known, in h.
    pub diagnose_h: f64,
    /// Until it is mended, in h.
    pub repair_h: f64,
    /// Until it is known to be mended, in h.
    pub verify_h: f64,
}
