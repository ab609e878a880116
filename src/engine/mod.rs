//! WHAT follows from a plan: pure and total. No IO, no clock, no locale, no randomness but a seed, no words for the screen.
//!
//! The one door is `analyse`.

pub mod report;

pub mod numeric;

pub mod lifetime;

pub mod renewal;

pub mod markov;

pub mod group;
