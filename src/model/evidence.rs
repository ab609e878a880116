//! Where a default comes from. Words for a reader are made by `i18n`; titles of sources stay as published.

/// How sure a figure is, in the terms of the reference file of presets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Read in a copy of the primary text.
    Quoted,
    /// Read in a secondary source.
    Secondary,
    /// Computed from a quoted or secondary figure.
    Derived,
    /// Not checked against any text.
    Unchecked,
    /// An editorial default; no measurement.
    Suggested,
}

/// The evidence for one default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// How sure it is.
    pub level: Level,
    /// Title of the source as published; none for suggestions.
    pub source: Option<&'static str>,
    /// It is an SLA figure: a refund threshold, as read, to be checked with the vendor.
    pub sla: bool,
}

impl Evidence {
    /// An editorial default without a measurement.
    pub const SUGGESTED: Self = Self { level: Level::Suggested, source: None, sla: false };

    /// A figure read in a copy of the primary text.
    pub const fn quoted(source: &'static str) -> Self {
        Self { level: Level::Quoted, source: Some(source), sla: false }
    }

    /// A figure read in a secondary source.
    pub const fn secondary(source: &'static str) -> Self {
        Self { level: Level::Secondary, source: Some(source), sla: false }
    }

    /// A figure computed from a quoted or secondary one.
    pub const fn derived(source: &'static str) -> Self {
        Self { level: Level::Derived, source: Some(source), sla: false }
    }

    /// A vendor's SLA figure read in a secondary source.
    pub const fn sla(source: &'static str) -> Self {
        Self { level: Level::Secondary, source: Some(source), sla: true }
    }
}
