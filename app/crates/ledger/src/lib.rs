//! The domain: children, identity numbers, lists, comparison. No browser, no clock, no randomness.

pub mod area;
pub mod child;
pub mod choice;
pub mod clean;
pub mod date;
pub mod disability_card;
pub mod enrolment;
pub mod field;
pub mod finding;
pub mod grade;
pub mod group;
pub mod identity;
pub mod list;
pub mod name;
pub mod pinyin;
mod plain;
pub mod schema;
pub mod student_number;
pub mod window;
