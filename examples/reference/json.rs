//! A JSON object as it is written, figures with 17 significant digits.

use std::fmt::Write as _;

use serde_json::Value;

/// A JSON object being written, figures with 17 significant digits.
pub(crate) struct Object(String);

impl Object {
    pub(crate) fn new() -> Self {
        Self("{".to_owned())
    }

    /// A value that is JSON already.
    pub(crate) fn raw(&mut self, key: &str, json: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{}:{json}", Value::from(key));
    }

    /// A figure.
    pub(crate) fn figure(&mut self, key: &str, figure: f64) {
        self.raw(key, &digits(figure));
    }

    /// Its text.
    pub(crate) fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// A number with 17 significant digits; null where it is not finite.
pub(crate) fn digits(figure: f64) -> String {
    if figure.is_finite() { format!("{figure:.16e}") } else { "null".to_owned() }
}
