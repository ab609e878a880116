//! What a person finds by typing: commands in either language, components and zones; the best match first. It runs nothing.

use super::command::{Chord, CommandId, Group, commands};
use super::state::State;
use crate::i18n::Lang;
use crate::i18n::canvas::CanvasWords;
use crate::model::ordered::sort_by_key;
use crate::model::{Item, limits};

/// What a row of the finder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A command, to be run.
    Command(CommandId),
    /// A component or a zone, to be shown.
    Item(Item),
}

/// One row of the finder.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// What it stands for.
    pub target: Target,
    /// What it is called.
    pub name: String,
    /// Of what sort it is: the command's group, the component's kind.
    pub sort: &'static str,
    /// Its icon in the sprite, without "icon-"; empty: none.
    pub icon: &'static str,
    /// The keys that do the same.
    pub key: Option<Chord>,
    /// Now it would do nothing.
    pub is_idle: bool,
}

/// All that fits what was typed, best first, then what can act before what cannot; at most [`limits::FOUND`].
pub fn found(state: &State, typed: &str) -> Vec<Found> {
    let words = state.settings.lang.canvas();
    let asked: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let mut rows: Vec<(u32, Found)> = Vec::new();
    for group in Group::ALL {
        for row in commands().into_iter().filter(|row| row.group == group && is_looked_for(row.id)) {
            let names = [row.id.words(words), row.id.words(Lang::En.canvas()), row.id.words(Lang::Zh.canvas())];
            let Some(cost) = cost(&asked, &names) else { continue };
            let found = Found {
                target: Target::Command(row.id),
                name: row.id.words(words).to_owned(),
                sort: group.words(words),
                icon: row.icon,
                key: row.keys.first().copied(),
                is_idle: row.id.run(state, words).is_none(),
            };
            rows.push((cost, found));
        }
    }
    rows.extend(items(state, words).filter_map(|found| Some((cost(&asked, &[&found.name, found.sort])?, found))));
    sort_by_key(&mut rows, |(cost, found)| (*cost, found.is_idle));
    rows.into_iter().map(|(_, found)| found).take(limits::FOUND).collect()
}

/// Directions are for keys only, and who is in the finder has found it.
fn is_looked_for(id: CommandId) -> bool {
    use CommandId as C;
    !matches!(id, C::Nudge(_) | C::NudgeFar(_) | C::Pan(_) | C::Abort | C::Find | C::Menu)
}

fn items<'a>(state: &'a State, words: &'a CanvasWords) -> impl Iterator<Item = Found> + 'a {
    let row = |item, name: &str, sort, icon| Found {
        target: Target::Item(item),
        name: if name.is_empty() { sort } else { name }.to_owned(),
        sort,
        icon,
        key: None,
        is_idle: false,
    };
    let topology = &state.plan.topology;
    let components = topology.components.values().map(move |component| {
        let kind = component.kind;
        row(Item::Component(component.id), &component.name, (words.kind)(kind), kind.row().slug)
    });
    let zones = topology
        .zones
        .values()
        .map(move |zone| row(Item::Zone(zone.id), &zone.name, (words.zone_kind)(zone.kind), zone.kind.row().slug));
    components.chain(zones)
}

/// How badly words fit the best of some names: each word must fit; less is better. None: they do not.
fn cost(asked: &[String], names: &[&str]) -> Option<u32> {
    let of = |name: &&str| {
        let name = name.to_lowercase();
        asked.iter().map(|word| misfit(word, &name)).try_fold(0_u32, |sum, cost| Some(sum + cost?))
    };
    names.iter().filter_map(of).min()
}

/// How badly one word fits a name, both in lower case: it is the name, begins it, begins a word of it, lies in it, or has
/// its letters in order with gaps.
fn misfit(word: &str, name: &str) -> Option<u32> {
    const GAP: u32 = 16;
    let at = name.find(word);
    let before = at.and_then(|at| name.get(..at)).and_then(|before| before.chars().next_back());
    match (at, before) {
        (Some(_), None) => Some(if name == word { 0 } else { 1 }),
        (Some(_), Some(letter)) if !letter.is_alphanumeric() => Some(2),
        (Some(_), Some(_)) => Some(3),
        (None, _) => gaps(word, name).map(|gaps| GAP + gaps),
    }
}

/// How many letters are skipped between the first and the last letter of a word that has its letters in order in a name.
fn gaps(word: &str, name: &str) -> Option<u32> {
    let mut letters = name.chars();
    let mut skipped = 0;
    for (index, wanted) in word.chars().enumerate() {
        loop {
            let letter = letters.next()?;
            if letter == wanted {
                break;
            }
            skipped += u32::from(index > 0);
        }
    }
    Some(skipped)
}
