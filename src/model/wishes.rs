//! What a person has settled about the choice of one component's strategy: keep it, rule some out, allow more.
//! And what a strategy asks of the people who run it.

use super::kind::Kind;
use super::limits;
use super::ordered::Set;
use super::strategy::Mode;

/// What the recommendation must respect at one component.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wishes {
    /// It stays as it is.
    pub is_pinned: bool,
    /// The modes that may be chosen, never empty; none: those that are usual for the kind.
    pub modes: Option<Set<Mode>>,
    /// Clusters up to so many units are looked at too, 2 to `limits::UNITS`; none: a few above what the load needs.
    pub most_units: Option<u32>,
}

impl Wishes {
    /// A recommendation may choose this mode for a component of this kind.
    pub fn allows(&self, kind: Kind, mode: Mode) -> bool {
        match &self.modes {
            Some(modes) => modes.contains(&mode),
            None => kind.row().menu.contains(&mode),
        }
    }

    /// The same with one mode allowed or ruled out; the last one stays. What is usual for the kind is not written down.
    #[must_use]
    pub fn with(&self, kind: Kind, mode: Mode, is_allowed: bool) -> Self {
        let mut modes: Set<Mode> = Mode::ALL.into_iter().filter(|mode| self.allows(kind, *mode)).collect();
        if is_allowed {
            modes.insert(mode);
        } else {
            modes.remove(&mode);
        }
        if modes.is_empty() {
            return self.clone();
        }
        let usual: Set<Mode> = kind.row().menu.iter().copied().collect();
        Self { modes: (modes != usual).then_some(modes), ..self.clone() }
    }

    /// The same inside its limits.
    #[must_use]
    pub fn mended(&self) -> Self {
        Self {
            is_pinned: self.is_pinned,
            modes: self.modes.clone().filter(|modes| !modes.is_empty()),
            most_units: self.most_units.map(|units| units.clamp(2, limits::UNITS)),
        }
    }
}

/// What a strategy asks of the people who run it; what a team can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Skill {
    /// Restarts and restores by the book.
    Basic,
    /// Takeovers, replicas and balancers are daily bread.
    Practised,
    /// Agreement among members, and sites that all write.
    Expert,
}

impl Skill {
    /// Every level, the lowest first.
    pub const ALL: [Self; 3] = [Self::Basic, Self::Practised, Self::Expert];

    /// Name in links and files; never changes once published.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Practised => "practised",
            Self::Expert => "expert",
        }
    }

    /// The level of a slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|skill| skill.slug() == slug)
    }
}

impl Mode {
    /// What it asks of the people who run it (editorial).
    pub fn skill(self) -> Skill {
        match self {
            Self::Single => Skill::Basic,
            Self::HotStandby | Self::WarmStandby | Self::ColdStandby | Self::Cluster => Skill::Practised,
            Self::Quorum | Self::MultiSite => Skill::Expert,
        }
    }
}
