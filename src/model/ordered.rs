//! Maps and sets in the order of their keys, as one sorted list each: a plan has hundreds of things, not millions, and
//! the page carries a tenth of the code that trees would bring for each type.
//!
//! An insertion before the end moves what lies behind it, so lists without a limit must not be kept here.

use std::cmp::Ordering;
use std::ops::Index;
use std::{fmt, slice, vec};

/// Values by key, in the order of the keys.
#[derive(Clone, PartialEq, Eq)]
pub struct Map<K, V> {
    rows: Vec<(K, V)>,
}

impl<K, V> Map<K, V> {
    /// Without any row.
    pub const fn new() -> Self {
        Self { rows: Vec::new() }
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// It has no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Keys with their values, in order.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter(self.rows.iter())
    }

    /// The keys, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator + Clone {
        self.rows.iter().map(|(key, _)| key)
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.rows.iter().map(|(_, value)| value)
    }

    /// The same, to be changed.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut V> + ExactSizeIterator {
        self.rows.iter_mut().map(|(_, value)| value)
    }

    /// Leaves out every row that `keep` does not want.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.rows.retain_mut(|(key, value)| keep(key, value));
    }

    /// Leaves out all rows but the first `len`.
    pub fn truncate(&mut self, len: usize) {
        self.rows.truncate(len);
    }
}

impl<K: Ord, V> Map<K, V> {
    /// Where a key is, or else where it belongs. What comes in order belongs at the end, so that is tried first.
    fn find(&self, key: &K) -> Result<usize, usize> {
        match self.rows.last() {
            Some((last, _)) if last < key => Err(self.rows.len()),
            Some(_) | None => self.rows.binary_search_by(|(at, _)| at.cmp(key)),
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        let at = self.find(key).ok()?;
        self.rows.get(at).map(|(_, value)| value)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let at = self.find(key).ok()?;
        self.rows.get_mut(at).map(|(_, value)| value)
    }

    /// It has a row with this key.
    pub fn contains_key(&self, key: &K) -> bool {
        self.find(key).is_ok()
    }

    /// Puts a value in the row of a key; the one that was there before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(at) => self.rows.get_mut(at).map(|(_, slot)| std::mem::replace(slot, value)),
            Err(at) => {
                self.rows.insert(at, (key, value));
                None
            }
        }
    }

    /// Takes out the row of a key; its value.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let at = self.find(key).ok()?;
        Some(self.rows.remove(at).1)
    }

    /// The value of a key, which gets `value` when it has none.
    pub fn or_insert(&mut self, key: K, value: V) -> &mut V {
        self.or_insert_with(key, || value)
    }

    /// The value of a key, which gets the default when it has none.
    pub fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.or_insert_with(key, V::default)
    }

    /// The value of a key, which gets what `make` makes when it has none.
    #[expect(clippy::indexing_slicing, reason = "the row was found, or put there, just before")]
    pub fn or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let at = self.find(&key).unwrap_or_else(|at| {
            self.rows.insert(at, (key, make()));
            at
        });
        &mut self.rows[at].1
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K: Ord, V> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, rows: I) {
        for (key, value) in rows {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(rows: I) -> Self {
        let rows = rows.into_iter();
        let mut map = Self { rows: Vec::with_capacity(rows.size_hint().0) };
        map.extend(rows);
        map
    }
}

impl<K: Ord, V> Index<&K> for Map<K, V> {
    type Output = V;

    /// As with every index, the row has to be there.
    #[expect(clippy::indexing_slicing, reason = "an index says that the row is there")]
    fn index(&self, key: &K) -> &V {
        &self.rows[self.find(key).unwrap_or(usize::MAX)].1
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

impl<'a, K, V> IntoIterator for &'a Map<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, K, V> IntoIterator for &'a mut Map<K, V> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        IterMut(self.rows.iter_mut())
    }
}

/// Rows of a [`Map`], in order.
#[derive(Debug)]
pub struct Iter<'a, K, V>(slice::Iter<'a, (K, V)>);

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(key, value)| (key, value))
    }
}

impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}

/// Rows of a [`Map`], in order, their values to be changed.
#[derive(Debug)]
pub struct IterMut<'a, K, V>(slice::IterMut<'a, (K, V)>);

impl<'a, K, V> Iterator for IterMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (&*key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

/// Things that are there or not, in order.
#[derive(Clone, PartialEq, Eq)]
pub struct Set<T> {
    items: Vec<T>,
}

impl<T> Set<T> {
    /// Without anything.
    pub const fn new() -> Self {
        Self { items: Vec::new() }
    }

    /// How many things.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The things, in order.
    pub fn iter(&self) -> slice::Iter<'_, T> {
        self.items.iter()
    }

    /// Leaves out everything that `keep` does not want.
    pub fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.items.retain(keep);
    }

    /// Leaves out everything.
    pub fn clear(&mut self) {
        self.items.clear();
    }
}

impl<T: Ord> Set<T> {
    /// Where a thing is, or else where it belongs.
    fn find(&self, item: &T) -> Result<usize, usize> {
        match self.items.last() {
            Some(last) if last < item => Err(self.items.len()),
            Some(_) | None => self.items.binary_search_by(|at| at.cmp(item)),
        }
    }

    /// It is in the set.
    pub fn contains(&self, item: &T) -> bool {
        self.find(item).is_ok()
    }

    /// Puts it in; whether it was not there before.
    pub fn insert(&mut self, item: T) -> bool {
        match self.find(&item) {
            Ok(_) => false,
            Err(at) => {
                self.items.insert(at, item);
                true
            }
        }
    }

    /// Takes it out; whether it was there.
    pub fn remove(&mut self, item: &T) -> bool {
        self.find(item).map(|at| self.items.remove(at)).is_ok()
    }

    /// All of it is in `other`.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.iter().all(|item| other.contains(item))
    }
}

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for Set<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

impl<T: Ord> Extend<T> for Set<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        for item in items {
            self.insert(item);
        }
    }
}

impl<T: Ord> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut set = Self::new();
        set.extend(items);
        set
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for Set<T> {
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<T> IntoIterator for Set<T> {
    type Item = T;
    type IntoIter = vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Set<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Sorts as `slice::sort_by` does: equal ones stay in their order. The sort itself is the same code for every type.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut from = order(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        (Some(_) | None, _) => Ordering::Equal,
    });
    // Each place gets what belongs there; the round ends at the place where it began.
    for start in 0..from.len() {
        let mut at = start;
        while let Some(next) = from.get_mut(at).map(|slot| std::mem::replace(slot, at))
            && next != start
            && next != at
        {
            items.swap(at, next);
            at = next;
        }
    }
}

/// Sorts whole numbers; never inlined, so that the page carries one sort of them.
#[inline(never)]
pub fn sort(items: &mut [u32]) {
    sort_by(items, u32::cmp);
}

/// Sorts by a key, as [`sort_by`].
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// The numbers below `len`, sorted.
fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::{Map, Set, sort_by_key};
    use std::collections::{BTreeMap, BTreeSet};

    /// Pseudo-random numbers below 40, many of them twice.
    fn numbers(seed: u32) -> Vec<u32> {
        (0..60_u32)
            .scan(seed, |state, _| {
                *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                Some((*state >> 16) % 40)
            })
            .collect()
    }

    #[test]
    fn a_map_holds_what_a_tree_holds() {
        for seed in 0..50 {
            let (mut map, mut tree) = (Map::new(), BTreeMap::new());
            for (value, key) in numbers(seed).into_iter().enumerate() {
                if value % 4 == 3 {
                    assert_eq!(map.remove(&key), tree.remove(&key));
                } else {
                    assert_eq!(map.insert(key, value), tree.insert(key, value));
                }
                assert_eq!(map.get(&7), tree.get(&7));
                assert_eq!(format!("{map:?}"), format!("{tree:?}"));
            }
            assert!(map.iter().rev().eq(tree.iter().rev()));
            map.retain(|key, value| *value > *key as usize);
            tree.retain(|key, value| *value > *key as usize);
            *map.or_insert(50, 1) += 1;
            *tree.entry(50).or_insert(1) += 1;
            *map.or_default(9) += 5;
            *tree.entry(9).or_default() += 5;
            assert!(map.into_iter().eq(tree));
        }
    }

    #[test]
    fn a_set_holds_what_a_tree_holds() {
        for seed in 0..50 {
            let (all, some) = (numbers(seed), numbers(seed + 1));
            let (mut set, mut tree): (Set<_>, BTreeSet<_>) =
                (all.iter().copied().collect(), all.iter().copied().collect());
            assert!(set.is_subset(&set));
            for number in &some {
                assert_eq!(set.contains(number), tree.contains(number));
                assert_eq!(set.remove(number), tree.remove(number));
            }
            assert_eq!(set.is_subset(&some.iter().copied().collect()), tree.is_subset(&some.iter().copied().collect()));
            assert_eq!(format!("{set:?}"), format!("{tree:?}"));
        }
    }

    #[test]
    fn a_sort_is_the_standard_one() {
        for seed in 0..50 {
            let mut here: Vec<(u32, usize)> = numbers(seed).into_iter().zip(0..).collect();
            let mut there = here.clone();
            sort_by_key(&mut here, |(number, _)| number / 4);
            there.sort_by_key(|(number, _)| number / 4);
            assert_eq!(here, there);
        }
    }
}
