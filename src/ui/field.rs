//! The kit of fields: native controls with a label, a unit, a message and an answer to "says who?".
//!
//! A field never loses what was typed: bad text stays with a message, and text in hand is taken when the field goes away.

mod choice;
mod draft;
mod number;
mod parts;
mod slider;
mod text;

pub use choice::{Choice, segmented, select_field, toggle};
pub use number::{Number, knob_words};
pub use parts::{Label, SMALL, fact, icon, icon_button, lead, section, small_button, stepper, worded_button};
pub use text::{TextProps, text_field};
