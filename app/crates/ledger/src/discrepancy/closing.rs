//! 销号: a discrepancy is cleared only with an explanation, evidence, and the name of the person who answers for it.

use thiserror::Error;

use super::explanation::OTHER;

/// What is lacking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CloseError {
    /// No explanation was chosen.
    #[error("no explanation")]
    Explanation,
    /// "Other" without saying what.
    #[error("no note on another explanation")]
    Note,
    /// Nothing proves it.
    #[error("no evidence")]
    Evidence,
    /// Nobody answers for it.
    #[error("no approver")]
    Approver,
}

/// Whether a discrepancy may be cleared.
///
/// # Errors
/// The first thing that is lacking.
pub fn may_close(explanation: &str, note: &str, evidence: &str, approver: &str) -> Result<(), CloseError> {
    let blank = |text: &str| text.trim().is_empty();
    match () {
        () if blank(explanation) => Err(CloseError::Explanation),
        () if explanation == OTHER && blank(note) => Err(CloseError::Note),
        () if blank(evidence) => Err(CloseError::Evidence),
        () if blank(approver) => Err(CloseError::Approver),
        () => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: [&str; 4], expected: Result<(), CloseError>) {
        assert_eq!(may_close(given[0], given[1], given[2], given[3]), expected, "{given:?}");
    }

    #[test]
    fn nothing_is_cleared_on_anybodys_word() {
        check(["", "备注", "在读证明", "王校长"], Err(CloseError::Explanation));
        check(["other", " ", "在读证明", "王校长"], Err(CloseError::Note));
        check(["other", "已在省外就读", "在读证明", "王校长"], Ok(()));
        check(["enrolled_elsewhere", "", "　", "王校长"], Err(CloseError::Evidence));
        check(["enrolled_elsewhere", "", "在读证明", ""], Err(CloseError::Approver));
        check(["enrolled_elsewhere", "", "在读证明", "王校长"], Ok(()));
    }
}
