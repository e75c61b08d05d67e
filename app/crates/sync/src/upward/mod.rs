//! 上报: what a school hands to its county or centre school, and what comes back.
//!
//! Two offices that share no keys meet once, on paper: each gives the other a [`Letter`] with its public keys, and both
//! compare twenty-four digits of it. From then on a [`Submission`] is signed by the school, *then* sealed to the county, with
//! the recipient named inside what is signed, so nobody can hand it on to a third office as if it were meant for it. What
//! the county says is an [`Ack`], signed by the county, sealed to the school, and good for exactly one submission.
//!
//! ```
//! use sync::seal::AgentSecret;
//! use sync::upward::*;
//! use sync::{Rng, SpaceId};
//!
//! struct Counting(u8);
//! impl Rng for Counting {
//!     fn fill(&mut self, bytes: &mut [u8]) {
//!         bytes.fill_with(|| {
//!             self.0 = self.0.wrapping_add(1);
//!             self.0
//!         });
//!     }
//! }
//!
//! let mut rng = Counting(0);
//! let (county_secret, school_secret) = (AgentSecret::new(&mut rng), AgentSecret::new(&mut rng));
//! let county = Letter::new(LetterKind::Inbox, SpaceId([1; 16]), "县教育局", &county_secret);
//! let school = Letter::new(LetterKind::Sender, SpaceId([2; 16]), "中心小学", &school_secret);
//!
//! // Paired once: the letter travels by any way, its digits on paper.
//! let pinned = Letter::find(&county.text()).expect("a letter");
//! assert!(pinned.fingerprint().is_written(&county.fingerprint().to_string()));
//!
//! let submission = Submission {
//!     school: school.space,
//!     county: pinned.space,
//!     to: pinned.keys.id(),
//!     period: "2026-11".to_owned(),
//!     revision: 1,
//!     body: b"rows".to_vec(),
//!     ..Submission::default()
//! };
//! let post = submission.close(&school_secret, &pinned.keys, &mut rng).expect("it fits");
//! let came = Submission::open(&post, county.space, &county_secret, &school.keys).expect("meant for this county");
//! assert_eq!(came.body, b"rows");
//!
//! let ack = Ack::to(&came, Status::Received, 1, 1_796_000_000_000);
//! let answer = ack.close(&county_secret, &school.keys, post.name(), &mut rng).expect("a key");
//! let said = Ack::open(&answer, &school_secret, &pinned.keys, &submission).expect("about this submission");
//! assert_eq!(said.status, Status::Received);
//! ```

mod ack;
mod letter;
mod submission;

pub use self::ack::{About, Ack, AckFlaw, MAX_REASON_BYTES, Status, rank};
pub use self::letter::{Fingerprint, Letter, LetterError, LetterKind, MAX_NAME_BYTES};
pub use self::submission::{CloseError, Flaw, MAX_FILE_BYTES, MAX_LINE_BYTES, MAX_SENTENCE_BYTES, Submission, slot};

/// The name of a file cut to so many bytes, with what tells its kind.
fn cut_name(name: &str, most: usize) -> String {
    match name.rsplit_once('.') {
        Some((stem, kind)) if kind.len() + 1 < most.min(20) => {
            format!("{}.{kind}", cut(stem, most - kind.len() - 1))
        }
        _ => cut(name, most).to_owned(),
    }
}

/// A text cut to so many bytes, between two letters.
fn cut(text: &str, most: usize) -> &str {
    let mut most = most.min(text.len());
    while !text.is_char_boundary(most) {
        most -= 1;
    }
    text.get(..most).unwrap_or_default()
}
