//! Fields of cases, their steps and notices.

columns! {
    /// Fields of [`Table::Case`](super::Table::Case).
    case {
        CHILD = 1, "The child.";
        ORIGIN = 3, "The key of the [`Origin`](crate::case::Origin).";
    }
}

columns! {
    /// Fields of [`Table::Step`](super::Table::Step): written once. Which kind asks what is
    /// [`StepKind::questions`](crate::case::StepKind::questions).
    step {
        CASE = 1, "The case.";
        KIND = 2, "The key of the [`StepKind`](crate::case::StepKind).";
        DATE = 3, "The day of the step, ISO.";
        PEOPLE = 4, "Who did it.";
        NOTE = 5, "In words.";
        UNTIL = 6, "Until when it holds, ISO.";
        SCHOOL = 7, "The school.";
        FIRST_ABSENT = 10, "The first day of absence, ISO.";
        NOTICED = 11, "How it was noticed.";
        LEAVE = 12, "The key of the [`Leave`](crate::case::Leave).";
        HOW = 13, "The key of the [`CheckWay`](crate::case::CheckWay).";
        OUTCOME = 14, "The key of the [`CheckOutcome`](crate::case::CheckOutcome).";
        DROPPED_ON = 15, "The day of dropping out, ISO.";
        REASON = 16, "The key of the [`DropReason`](crate::case::DropReason).";
        WHEREABOUTS = 17, "Where the child is now.";
        MEASURES = 18, "What is to be done.";
        METHOD = 19, "The key of the [`Method`](crate::case::Method).";
        RETURNED_ON = 20, "The day of coming back to school, ISO.";
        CLASS = 21, "Grade and class.";
        ARRANGEMENT = 22, "The key of the [`Arrangement`](crate::case::Arrangement).";
        HELPER = 23, "The teacher who helps.";
        STUDY = 24, "How the child learns.";
        LIFE = 25, "How the child lives.";
        THINKING = 26, "What the child thinks.";
        APPLICATION = 27, "The application for deferral or suspension.";
        APPROVAL = 28, "The document that approves it.";
        APPROVED_BY = 29, "The body that approved it.";
        TRIED = 30, "What was tried to reach the child.";
        REPORTED_TO = 31, "To whom it was reported.";
        EXIT = 32, "The key of the [`Exit`](crate::case::Exit).";
        EXPLANATION = 33, "The concrete reason.";
        CLOSING = 34, "The key of the [`ClosingReason`](crate::case::ClosingReason).";
        EVIDENCE = 35, "The key of the [`Evidence`](crate::case::Evidence).";
        EVIDENCE_WORDS = 36, "Which paper it is, and where it lies.";
        MARK = 37, "The key of the [`Mark`](crate::case::Mark).";
        ORIGIN = 38, "The key of the [`Origin`](crate::case::Origin), where the step opens the case.";
    }
}

columns! {
    /// Fields of [`Table::Notice`](super::Table::Notice).
    notice {
        CASE = 1, "The case.";
        KIND = 2, "The key of the [`NoticeKind`](crate::case::NoticeKind).";
        NUMBER = 3, "Its number, as printed.";
        ISSUED = 4, "The day of issue, ISO.";
        ISSUER = 5, "Who issues it.";
        GUARDIAN = 6, "The guardian it is addressed to.";
        SCHOOL = 7, "The school to report to.";
        DAYS = 8, "How many days the guardian has from receipt.";
        COUNTED = 9, "The key of the way days are [`Counted`](crate::case::Counted).";
        LAW = 10, "The law it quotes.";
        CONSEQUENCE = 11, "What follows if it is not obeyed (追责说明).";
        RECEIPT = 12, "The number of the receipt.";
        SERVED_ON = 13, "The day it was served, ISO.";
        SERVED_BY = 14, "Who served it.";
        SERVED_HOW = 15, "The key of how it was [`Served`](crate::case::Served).";
        SERVED_AT = 16, "Where it was served.";
        REFUSED_ON = 17, "The day the guardian refused to obey, ISO.";
        BODY = 18, "The text it was issued with, places unfilled.";
    }
}
