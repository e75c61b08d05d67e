//! What the page is told of the plans of schools (一校一案).

use serde::{Deserialize, Serialize};

use super::case::CaseRow;

/// A school with what 一校一案 would be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolView {
    /// Its name.
    pub name: String,
    /// Children on the roster.
    pub children: u32,
    /// Open cases.
    pub open: u32,
    /// Parts of its plan that somebody wrote.
    pub written: u32,
}

/// 一校一案: what the ledger counts of a school, and what people wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanView {
    /// The school.
    pub school: String,
    /// The school year, `2026—2027`.
    pub year: String,
    /// 学校概况 as counted: label and number.
    pub facts: Vec<(String, String)>,
    /// What people write.
    pub parts: Vec<PlanPart>,
    /// 重点学生清单: the open cases.
    pub pupils: Vec<CaseRow>,
    /// 台账汇总: ledger and number.
    pub ledgers: Vec<(String, String)>,
}

/// A part of the plan that people write.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPart {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What is written.
    pub text: String,
}
