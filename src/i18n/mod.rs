//! The words, in English and 中文. Every figure and reason becomes text here and nowhere else.
