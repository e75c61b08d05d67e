//! The forms, one to a file: each takes words, all of which may be missing, and gives a document.

pub mod case_file;
pub mod home_teaching;
pub mod home_visit;
pub mod household;
pub mod letter;
pub mod liaison;
pub mod notice;
pub mod persuasion;
pub mod pictures;
pub mod pledge;
pub mod register;
pub mod return_table;
pub mod school_plan;
