//! From pairs worth comparing to proposals: weighs each pair, settles what hangs together, and joins the groups.

use std::collections::HashMap;

use super::blocks::{self, Pair};
use super::clusters::Clusters;
use super::decision::Decided;
use super::facts::Facts;
use super::hash::QuickBuild;
use super::link::{self, Link, Sides, Tie};
use super::nodes::Nodes;
use super::portrait::Gallery;
use super::reason::Reasons;
use super::solve::{self, Ties};

/// How a cluster came about that no key would have made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Proposal {
    /// 60 to 99.
    pub(super) score: u8,
    pub(super) reasons: Reasons,
}

/// What proposing left behind for the verdict. Keyed by row; a proposal by the root of its cluster.
#[derive(Default)]
pub(super) struct Proposed {
    pub(super) proposals: HashMap<u32, Proposal, QuickBuild>,
    pub(super) ambiguous: Vec<bool>,
}

/// More groups than this hanging together by links cannot be told apart by them.
const TANGLE: usize = 128;

/// Proposes and joins.
pub(super) fn propose(facts: &Facts<'_>, decided: &Decided, clusters: &mut Clusters, ties: &[(u32, u32)]) -> Proposed {
    let nodes = Nodes::of(facts, clusters);
    let found = blocks::find(facts, &nodes, ties);
    let mut scales = Scales { facts, decided, nodes: &nodes, gallery: Gallery::new(nodes.len()) };
    let mut proposed = Proposed { ambiguous: vec![false; facts.rows.len()], ..Proposed::default() };
    let mut tell = |node: u32| nodes.rows(node).iter().for_each(|r| proposed.ambiguous[*r as usize] = true);
    found.too_alike.iter().for_each(|n| tell(*n));

    let mut links = Vec::new();
    let mut set_aside = Vec::new();
    for pair in found.pairs {
        match scales.weigh(pair.a, pair.b) {
            // Name and birth prove nothing where the list has another child with both.
            Tie::Link(link) if link.bare && pair.crowded => set_aside.push(pair),
            Tie::Link(link) => links.push((pair, link)),
            Tie::Conflict | Tie::Neutral => {}
        }
    }
    for tangle in tangles(&links, nodes.len()) {
        if tangle.nodes.len() > TANGLE {
            tangle.nodes.iter().for_each(|n| tell(*n));
            continue;
        }
        let settled = match tangle.links.as_slice() {
            // Two who have only each other: nearly all of them.
            [(_, _, link)] => solve::Settled::two(*link),
            _ => solve::settle(square(&mut scales, &tangle)),
        };
        settled.ambiguous.iter().for_each(|i| tell(tangle.nodes[*i]));
        for joined in settled.joined {
            let rows: Vec<u32> = joined.members.iter().map(|m| nodes.rows(tangle.nodes[*m])[0]).collect();
            rows.windows(2).for_each(|pair| {
                clusters.join(pair[0], pair[1]);
            });
            let proposal = Proposal { score: joined.score, reasons: joined.reasons };
            rows.first().map(|row| proposed.proposals.insert(clusters.root(*row), proposal));
        }
    }
    for pair in set_aside {
        // Told only where both are still to be had.
        let rows = |node: u32| clusters.rows(nodes.rows(node)[0]).map(|r| facts.rows[r as usize].list);
        if rows(pair.a).all(|list| rows(pair.b).all(|other| other != list)) {
            [pair.a, pair.b].into_iter().for_each(&mut tell);
        }
    }
    proposed
}

/// Weighs pairs, painting each portrait once.
struct Scales<'s, 'a> {
    facts: &'s Facts<'a>,
    decided: &'s Decided,
    nodes: &'s Nodes,
    gallery: Gallery,
}

impl Scales<'_, '_> {
    fn weigh(&mut self, a: u32, b: u32) -> Tie {
        let (facts, nodes) = (self.facts, self.nodes);
        if self.decided.apart(nodes.rows(a).iter().copied(), nodes.rows(b).iter().copied()) {
            return Tie::Conflict;
        }
        for node in [a, b] {
            self.gallery.paint(facts, node, nodes.facts(facts, node));
        }
        let sides = Sides { a: (a, self.gallery.portrait(a)), b: (b, self.gallery.portrait(b)) };
        link::weigh(facts, nodes, &sides)
    }
}

/// Groups that hang together by links.
struct Tangle {
    nodes: Vec<u32>,
    links: Vec<(u32, u32, Link)>,
}

fn tangles(links: &[(Pair, Link)], nodes: usize) -> Vec<Tangle> {
    if links.is_empty() {
        return Vec::new();
    }
    let mut sets = Clusters::new(nodes);
    for (pair, _) in links {
        sets.join(pair.a, pair.b);
    }
    let mut at: HashMap<u32, usize, QuickBuild> = HashMap::default();
    let mut tangles: Vec<Tangle> = Vec::new();
    for (pair, link) in links {
        let root = sets.root(pair.a);
        let index = *at.entry(root).or_insert_with(|| {
            let mut nodes: Vec<u32> = sets.rows(root).collect();
            nodes.sort_unstable();
            tangles.push(Tangle { nodes, links: Vec::new() });
            tangles.len() - 1
        });
        tangles[index].links.push((pair.a, pair.b, *link));
    }
    tangles
}

/// Every tie within a tangle: the links found, and for all other pairs whether they can be one child at all.
fn square(scales: &mut Scales<'_, '_>, tangle: &Tangle) -> Ties {
    let mut ties = Ties::new(tangle.nodes.len());
    let linked: HashMap<(u32, u32), Link, QuickBuild> = tangle.links.iter().map(|(a, b, l)| ((*a, *b), *l)).collect();
    for (i, &a) in tangle.nodes.iter().enumerate() {
        for (j, &b) in tangle.nodes.iter().enumerate().skip(i + 1) {
            let tie = match linked.get(&(a, b)) {
                Some(link) => Tie::Link(*link),
                None => match scales.weigh(a, b) {
                    // A link that was set aside, or two who met under no key.
                    Tie::Link(_) => Tie::Neutral,
                    other => other,
                },
            };
            ties.set(i, j, tie);
        }
    }
    ties
}
