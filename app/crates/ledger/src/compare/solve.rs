//! Which of the possible links become one child: those without a rival.
//!
//! The strongest links are settled first, all links of one strength at once, so the outcome does not depend on the order
//! of rows or lists. Two candidates that cannot both be the child and are equally good leave it alone: ambiguity joins
//! nobody, and everyone concerned is told.

use super::link::{Link, Tie};
use super::reason::Reasons;

/// Links this close in rank are equally good.
const MARGIN: u8 = 5;

/// The outcome for a handful of groups that links hang together.
pub(super) struct Settled {
    /// Sets of two or more groups that become one child.
    pub(super) joined: Vec<Joined>,
    /// Groups that had equally good candidates.
    pub(super) ambiguous: Vec<usize>,
}

impl Settled {
    /// Two groups and one link have no rival.
    pub(super) fn two(link: Link) -> Settled {
        let joined = Joined { members: vec![0, 1], score: link.score, reasons: link.reasons };
        Settled { joined: vec![joined], ambiguous: Vec::new() }
    }
}

/// Groups that become one child.
pub(super) struct Joined {
    pub(super) members: Vec<usize>,
    /// The weakest link that was needed.
    pub(super) score: u8,
    pub(super) reasons: Reasons,
}

/// A square of ties between `size` groups.
pub(super) struct Ties {
    size: usize,
    ties: Vec<Tie>,
}

impl Ties {
    /// Nothing known yet.
    pub(super) fn new(size: usize) -> Ties {
        Ties { size, ties: vec![Tie::Neutral; size * size] }
    }

    /// Sets the tie of two groups.
    pub(super) fn set(&mut self, a: usize, b: usize, tie: Tie) {
        self.ties[a * self.size + b] = tie;
        self.ties[b * self.size + a] = tie;
    }

    fn get(&self, a: usize, b: usize) -> Tie {
        self.ties[a * self.size + b]
    }

    fn link(&self, a: usize, b: usize) -> Option<Link> {
        match self.get(a, b) {
            Tie::Link(link) => Some(link),
            _ => None,
        }
    }

    /// Melts `b` into `a`: a conflict of either is a conflict of both, else the stronger link counts.
    fn melt(&mut self, a: usize, b: usize) {
        for other in (0..self.size).filter(|o| *o != a && *o != b) {
            let tie = match (self.get(a, other), self.get(b, other)) {
                (Tie::Conflict, _) | (_, Tie::Conflict) => Tie::Conflict,
                (Tie::Link(x), Tie::Link(y)) => Tie::Link(stronger(x, y)),
                (link @ Tie::Link(_), _) | (_, link @ Tie::Link(_)) => link,
                (Tie::Neutral, Tie::Neutral) => Tie::Neutral,
            };
            self.set(a, other, tie);
        }
    }
}

/// The link of higher rank; of two equals the one with the lower score, which promises less.
fn stronger(x: Link, y: Link) -> Link {
    if (x.rank, y.score) >= (y.rank, x.score) { x } else { y }
}

/// Settles all links between the groups.
pub(super) fn settle(mut ties: Ties) -> Settled {
    let all = ties.ties.clone();
    let mut groups: Vec<Vec<usize>> = (0..ties.size).map(|n| vec![n]).collect();
    let mut score = vec![100u8; ties.size];
    let mut banned = vec![false; ties.size * ties.size];
    while let Some(strongest) = strongest(&ties, &groups, &banned) {
        for set in components(&strongest, ties.size) {
            if set.iter().any(|a| set.iter().any(|b| a != b && ties.get(*a, *b) == Tie::Conflict)) {
                ban(&set, &mut banned, ties.size);
                continue;
            }
            let weakest = strongest.iter().filter(|(a, ..)| set.contains(a)).map(|(.., link)| link.score).min();
            let Some((&first, others)) = set.split_first() else { continue };
            score[first] = set.iter().map(|m| score[*m]).chain(weakest).min().unwrap_or_default();
            for &other in others {
                ties.melt(first, other);
                let gone = std::mem::take(&mut groups[other]);
                groups[first].extend(gone);
            }
            // A link refused to one member stays refused to all of them.
            for &other in others {
                for third in 0..ties.size {
                    banned[first * ties.size + third] |= banned[other * ties.size + third];
                    banned[third * ties.size + first] |= banned[third * ties.size + other];
                }
            }
        }
    }
    let alive: Vec<usize> = (0..ties.size).filter(|g| !groups[*g].is_empty()).collect();
    let rivalled = |g: &usize| alive.iter().any(|o| o != g && ties.link(*g, *o).is_some());
    let ambiguous = alive.iter().filter(|g| rivalled(g)).flat_map(|g| groups[*g].iter().copied()).collect();
    let joined = alive.iter().filter(|g| groups[**g].len() > 1);
    let joined = joined.map(|g| joined_of(&groups[*g], score[*g], &all, ties.size)).collect();
    Settled { joined, ambiguous }
}

fn joined_of(members: &[usize], score: u8, all: &[Tie], size: usize) -> Joined {
    let reasons = members.iter().flat_map(|a| members.iter().map(move |b| all[a * size + b]));
    let reasons = reasons.fold(Reasons::NONE, |sum, tie| match tie {
        Tie::Link(link) => sum.and(link.reasons),
        _ => sum,
    });
    Joined { members: members.to_vec(), score, reasons }
}

/// The strongest links without a rival, all of one rank.
fn strongest(ties: &Ties, groups: &[Vec<usize>], banned: &[bool]) -> Option<Vec<(usize, usize, Link)>> {
    let alive: Vec<usize> = (0..ties.size).filter(|g| !groups[*g].is_empty()).collect();
    let mut best: Vec<(usize, usize, Link)> = Vec::new();
    for (i, &a) in alive.iter().enumerate() {
        for &b in &alive[i + 1..] {
            let Some(link) = ties.link(a, b) else { continue };
            let rank = best.first().map_or(0, |(.., l)| l.rank);
            let free = !banned[a * ties.size + b];
            if link.rank >= rank
                && free
                && !has_rival(ties, &alive, (a, b, link))
                && !has_rival(ties, &alive, (b, a, link))
            {
                if link.rank > rank {
                    best.clear();
                }
                best.push((a, b, link));
            }
        }
    }
    (!best.is_empty()).then_some(best)
}

/// Whether `a` has another candidate as good as `b` that cannot be the same child as `b`.
fn has_rival(ties: &Ties, alive: &[usize], (a, b, link): (usize, usize, Link)) -> bool {
    alive.iter().filter(|c| **c != a && **c != b).any(|&c| {
        let as_good = ties.link(a, c).is_some_and(|other| other.rank + MARGIN >= link.rank);
        as_good && ties.get(b, c) == Tie::Conflict
    })
}

fn ban(set: &[usize], banned: &mut [bool], size: usize) {
    for a in set {
        for b in set {
            banned[a * size + b] = true;
        }
    }
}

/// The sets that links hang together, each in ascending order.
fn components(links: &[(usize, usize, Link)], size: usize) -> Vec<Vec<usize>> {
    let mut of: Vec<usize> = (0..size).collect();
    // As many rounds as the longest chain; a handful of groups at most.
    let mut changed = true;
    while changed {
        changed = false;
        for (a, b, _) in links {
            let low = of[*a].min(of[*b]);
            changed |= of[*a] != low || of[*b] != low;
            (of[*a], of[*b]) = (low, low);
        }
    }
    let mut sets: Vec<Vec<usize>> = vec![Vec::new(); size];
    for node in links.iter().flat_map(|(a, b, _)| [*a, *b]) {
        if !sets[of[node]].contains(&node) {
            sets[of[node]].push(node);
        }
    }
    sets.iter_mut().for_each(|s| s.sort_unstable());
    sets.retain(|s| !s.is_empty());
    sets
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ties as text: `0-1 82` a link, `0x1` a conflict. Outcome: joined sets and the ambiguous.
    fn check(size: usize, ties: &str, joined: &[&[usize]], ambiguous: &[usize]) {
        let mut square = Ties::new(size);
        for tie in ties.split(", ") {
            if let Some((a, b)) = tie.split_once('x') {
                square.set(a.parse().expect("a"), b.parse().expect("b"), Tie::Conflict);
            } else if let Some((pair, rank)) = tie.split_once(' ') {
                let (a, b) = pair.split_once('-').expect("a pair");
                let rank = rank.parse().expect("a rank");
                let link = Link { score: rank, rank, reasons: Reasons::NONE, bare: false };
                square.set(a.parse().expect("a"), b.parse().expect("b"), Tie::Link(link));
            }
        }
        let settled = settle(square);
        let sets: Vec<Vec<usize>> = settled.joined.iter().map(|j| j.members.clone()).collect();
        assert_eq!(sets, joined, "{ties}");
        assert_eq!(settled.ambiguous, ambiguous, "{ties}");
    }

    #[test]
    fn the_best_link_without_a_rival_joins() {
        check(2, "0-1 82", &[&[0, 1]], &[]);
        check(3, "0-1 82, 0-2 70, 1x2", &[&[0, 1]], &[]);
        check(3, "0-1 82, 0-2 80, 1x2", &[], &[0, 1, 2]);
        check(3, "0-1 82, 0-2 82", &[&[0, 1, 2]], &[]);
        check(3, "0-1 82, 1-2 70", &[&[0, 1, 2]], &[]);
    }

    #[test]
    fn a_rival_of_one_side_does_not_hinder_the_others() {
        // 0 and 1 are namesakes in one list; 2 could be either; 3 is surely 0.
        check(4, "0x1, 0-2 82, 1-2 82, 0-3 90, 2-3 60", &[&[0, 3]], &[0, 3, 1, 2]);
        check(4, "0x1, 0-2 90, 1-3 90, 2x3, 0-3 60, 1-2 60", &[&[0, 2], &[1, 3]], &[]);
    }

    #[test]
    fn a_chain_with_strangers_at_its_ends_joins_nobody() {
        check(4, "0-1 80, 1-2 80, 2-3 80, 0x3", &[], &[0, 1, 2, 3]);
    }

    #[test]
    fn a_set_has_the_score_of_its_weakest_link() {
        let mut square = Ties::new(3);
        let link = |score| Tie::Link(Link { score, rank: score, reasons: Reasons::NONE, bare: false });
        square.set(0, 1, link(90));
        square.set(1, 2, link(70));
        let settled = settle(square);
        assert_eq!(settled.joined.iter().map(|j| j.score).collect::<Vec<_>>(), [70]);
    }
}
