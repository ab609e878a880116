//! Messages to the person and how keeping the plan went, as data: what happened, never the words for it.

use crate::format::Decoded;
use crate::model::Refusal;

/// A message to the person, as data.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// An edit was refused.
    Refused(Refusal),
    /// The link could not be read; the plan on the board is untouched.
    BadLink(crate::format::Error),
    /// Something was read and had to be changed or left out.
    Mended {
        /// What the validator changed.
        findings: Vec<crate::model::check::Finding>,
        /// Fields that this version does not know.
        unknown: Vec<String>,
    },
    /// The browser could not read the file.
    FileUnreadable,
    /// What was pasted names nothing.
    PastedNothing,
    /// The browser keeps the clipboard from the page; keys can do it.
    ClipboardRefused,
    /// The link is in the clipboard.
    LinkCopied,
    /// The decision record is in the clipboard.
    RecordCopied,
    /// The clipboard is not to be had; the record can be saved.
    RecordNotCopied,
    /// The clipboard is not to be had; the link is shown to be copied by hand.
    CopyByHand,
    /// A plan came by link; what was there before is kept and can be brought back.
    OpenedLink,
    /// The newest kept copy was damaged; this is the one before.
    FellBack,
    /// Nothing that was kept can be read; it is set aside as it is.
    Lost,
    /// The worker does not match this page: reload.
    ReloadNeeded,
    /// The worker could not do it; the figures shown stay.
    WorkerFailed(WorkerTrouble),
    /// The browser did not let the address be changed.
    AddressRefused,
    /// The plan is too long for the address bar: share it as a file.
    LinkTooLong,
}

/// Why the worker did not do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkerTrouble {
    /// It did not start.
    NeverReady,
    /// It failed over the job, twice.
    Died,
    /// It took too long.
    TooSlow,
}

/// Whether the plan is kept in this browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SaveState {
    /// Kept.
    #[default]
    Saved,
    /// The browser keeps nothing (private mode, or switched off).
    Unavailable,
    /// The browser's storage is full.
    Full,
    /// Another tab has saved another plan; this tab saves no more until the person decides.
    OtherTab,
}

impl Notice {
    /// What had to be changed or left out in something that was read; none where it is whole.
    pub fn mended(decoded: &Decoded) -> Option<Self> {
        let is_whole = decoded.findings.is_empty() && decoded.unknown.is_empty();
        (!is_whole).then(|| Self::Mended { findings: decoded.findings.clone(), unknown: decoded.unknown.clone() })
    }
}
