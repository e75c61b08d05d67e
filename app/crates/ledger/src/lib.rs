//! The domain: children, identity numbers, lists, comparison. No browser, no clock, no randomness.
//!
//! The job is 控辍保学: to find every child who stands on one list and is missing from another, and to follow each until
//! the child is in school. This crate holds what is true about such children whatever the screen, the file format or the
//! store. It does no I/O; what day it is, is an argument; broken input is a value with a finding, never an error.
//!
//! # Where to look
//!
//! | Question | Module |
//! |---|---|
//! | What can be said about a child, and under which stored number? | [`field`], [`schema`] |
//! | What is this identity number worth, and could it be that other one? | [`identity`], [`area`] |
//! | What about a 学籍号 or a 残疾人证号? | [`student_number`], [`disability_card`] |
//! | Are these two names one name? How does it sound? | [`name`], [`pinyin`] |
//! | What day, month, school year or age window is meant? | [`date`], [`window`] |
//! | Is there school on a day? | [`calendar`] |
//! | Which grade and class? | [`grade`] |
//! | Which official option does this text mean? | [`choice`] |
//! | What did this cell of a list mean, and what is wrong with it? | [`clean`], [`finding`], [`list`] |
//! | Where is the child enrolled, and where is it really? | [`enrolment`] |
//! | Which special groups does the child belong to? | [`group`] |
//! | Which register is the child in, and what does it ask for? | [`register`] |
//! | Who was visited, what is owed, was it done? | [`visit`], [`duty`] |
//! | Which picture may be kept, and what does it prove? | [`attachment`] |
//! | How does the case of a child stand, what is next, and what is missing in its file? | [`case`] |
//! | Where did graduates and movers go, what was answered and signed, and what is still open? | [`docket`] |
//! | Who answers for a child, by village and by school? | [`chain`] |
//! | What does a form ask, and does an answer fit? | [`form`] |
//! | Everything that follows from a child's fields, at once | [`child`] |
//!
//! # Invariants
//!
//! - An identity number is text. [`identity::IdentityNumber`] cannot be built from a number, and a damaged one never is one.
//! - Cleaning is idempotent: [`clean::clean_cell`] of its own output changes nothing, and no distrusted number becomes valid
//!   by being written down and read again.
//! - Stored numbers ([`schema`], [`field::Field::id`]) are never changed and never used again.
//! - Ages are compared as dates, never computed.
//!
//! ```
//! use std::collections::HashMap;
//! use ledger::child::Child;
//! use ledger::clean::clean_cell;
//! use ledger::field::Field;
//! use ledger::window::{AgeWindow, WindowSide};
//!
//! // A row as a school really writes it ...
//! let row = [(Field::Name, "张 三峰"), (Field::IdNumber, "'９９０５２６２０１２０８３１００１８"), (Field::Class, "初一(3)班")];
//! // ... becomes canonical text, cell by cell ...
//! let child: HashMap<Field, String> =
//!     row.map(|(field, raw)| (field, clean_cell(field, raw, false, false).text.into_owned())).into();
//! // ... and what follows from it is asked of the child.
//! assert_eq!(child.masked_id(), "990526********0018");
//! assert_eq!(child.name_key(), "张三峰");
//! assert_eq!(child.grade_class(), "七年级3班");
//! assert_eq!(child.side_of(&AgeWindow::for_school_year(2025)), Some(WindowSide::Inside));
//! ```

pub mod aid;
pub mod area;
pub mod attachment;
pub mod attendance;
pub mod calendar;
pub mod case;
pub mod chain;
pub mod child;
pub mod choice;
pub mod clean;
pub mod compare;
pub mod date;
pub mod disability_card;
pub mod discrepancy;
pub mod dispute;
pub mod docket;
pub mod duty;
pub mod enrolment;
pub mod field;
pub mod finding;
pub mod form;
pub mod grade;
pub mod group;
pub mod identity;
mod keyed;
pub mod list;
pub mod name;
pub mod pinyin;
mod plain;
pub mod register;
pub mod schema;
pub mod student_number;
pub mod upward;
pub mod visit;
pub mod window;
