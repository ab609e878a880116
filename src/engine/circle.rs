//! Circles: what can be reached from each other, as groups. Knows numbers only.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a kernel: everything is numbered from 0, at most some thousands, and every index is such a number"
)]

/// Strongly connected groups (Tarjan), without recursion: the group of each, numbered so that what a group reaches comes
/// before it, and how many there are.
pub(super) fn strong_groups(below: &[Vec<u32>]) -> (Vec<u32>, usize) {
    const UNSEEN: u32 = u32::MAX;
    let size = below.len();
    let mut index = vec![UNSEEN; size];
    let mut lowest = vec![0_u32; size];
    let mut group = vec![UNSEEN; size];
    let mut open: Vec<u32> = Vec::new();
    let mut path: Vec<(u32, usize)> = Vec::new();
    let (mut clock, mut count) = (0_u32, 0_u32);
    for start in 0..size as u32 {
        if index[start as usize] != UNSEEN {
            continue;
        }
        path.push((start, 0));
        while let Some((at, child)) = path.last_mut() {
            let here = *at as usize;
            if *child == 0 && index[here] == UNSEEN {
                index[here] = clock;
                lowest[here] = clock;
                clock += 1;
                open.push(*at);
            }
            if let Some(to) = below[here].get(*child).map(|to| *to as usize) {
                *child += 1;
                if index[to] == UNSEEN {
                    path.push((to as u32, 0));
                } else if group[to] == UNSEEN {
                    lowest[here] = lowest[here].min(index[to]);
                }
                continue;
            }
            path.pop();
            if let Some((above, _)) = path.last() {
                let above = *above as usize;
                lowest[above] = lowest[above].min(lowest[here]);
            }
            if lowest[here] == index[here] {
                while let Some(member) = open.pop() {
                    group[member as usize] = count;
                    if member as usize == here {
                        break;
                    }
                }
                count += 1;
            }
        }
    }
    (group, count as usize)
}
