//! Sliders.
