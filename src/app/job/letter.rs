//! The letters between page and worker: how what is asked and told travels as text.
//!
//! It knows words, numbers and rows of tables, and never what a job means.

use std::collections::VecDeque;

use crate::engine::flip::{Flip, Input};
use crate::model::Mode;
use crate::model::param::PARAMS;

/// What an [`Ask`] or a [`Tell`] holds, as it travels: a word, whole numbers and a text, with one space between.
/// Both ends are of one build, so it needs no version, and what is not understood is no letter of ours.
pub(super) struct Letter {
    pub(super) word: &'static str,
    pub(super) numbers: Vec<u64>,
    pub(super) text: String,
}

impl Letter {
    pub(super) fn write(&self) -> String {
        let mut letter = self.word.to_owned();
        let mut mark = ' ';
        for number in &self.numbers {
            letter.push(mark);
            letter.push_str(&number.to_string());
            mark = ',';
        }
        letter + " " + &self.text
    }

    pub(super) fn read(letter: &str) -> Option<(&str, Numbers, &str)> {
        let (word, rest) = letter.split_once(' ')?;
        let (numbers, text) = rest.split_once(' ')?;
        let numbers = numbers.split(',').map(|number| number.parse().ok()).collect::<Option<VecDeque<u64>>>()?;
        Some((word, Numbers(numbers), text))
    }
}

/// The numbers of a letter, from the first to the last.
pub(super) struct Numbers(VecDeque<u64>);

impl Numbers {
    pub(super) fn whole(&mut self) -> Option<u64> {
        self.0.pop_front()
    }

    pub(super) fn id(&mut self) -> Option<u32> {
        self.whole()?.try_into().ok()
    }

    pub(super) fn count(&mut self) -> Option<usize> {
        self.whole()?.try_into().ok()
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        Some(self.whole()? != 0)
    }

    /// A number with a fraction travels as its bits.
    pub(super) fn real(&mut self) -> Option<f64> {
        Some(f64::from_bits(self.whole()?))
    }
}

pub(super) fn count(items: usize) -> u64 {
    items.try_into().unwrap_or(u64::MAX)
}

/// Inputs and strategies travel as their rows in the tables; what has none as the number after the last.
pub(super) fn write_flip(flip: &Flip, numbers: &mut Vec<u64>) {
    let input = match flip.input {
        Input::Param(param) => PARAMS.iter().position(|row| row.param == param),
        Input::Target => None,
    };
    let (mode, units) = flip.chosen.unzip();
    let mode = mode.and_then(|mode| Mode::ALL.into_iter().position(|row| row == mode));
    numbers.extend([
        count(input.unwrap_or(PARAMS.len())),
        flip.from.to_bits(),
        flip.to.to_bits(),
        count(mode.unwrap_or(Mode::ALL.len())),
        units.unwrap_or_default().into(),
    ]);
}

pub(super) fn read_flip(input: u64, numbers: &mut Numbers) -> Option<Flip> {
    let input = PARAMS.get(usize::try_from(input).ok()?).map_or(Input::Target, |row| Input::Param(row.param));
    let (from, to, mode, units) = (numbers.real()?, numbers.real()?, numbers.count()?, numbers.id()?);
    let chosen = Mode::ALL.get(mode).map(|mode| (*mode, units));
    Some(Flip { input, from, to, chosen })
}
