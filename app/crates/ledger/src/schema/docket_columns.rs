//! Fields of the lines of dockets (登记簿): some are asked by all, the others by one docket each.

columns! {
    /// Fields of [`Table::Docket`](super::Table::Docket). Which docket asks what is [`Docket::questions`](crate::docket::Docket::questions).
    docket {
        KIND = 1, "The key of the [`Docket`](crate::docket::Docket).";
        CHILD = 2, "The child of the roster it is about, if there is one.";
        NAME = 3, "The child's name.";
        ID_NUMBER = 4, "The child's identity number.";
        STUDENT_NUMBER = 5, "The child's 学籍号.";
        UNIT = 6, "The school or unit that answers for the line.";
        GRADE_CLASS = 7, "Grade and class.";
        OPENED = 8, "The day it was entered, happened or was sent, ISO.";
        HANDLER = 9, "Who looked into it.";
        WAY = 10, "The key of the [`CheckWay`](crate::case::CheckWay).";
        VERIFIED_ON = 11, "The day it was looked into, ISO.";
        EVIDENCE_KIND = 12, "The key of the [`Evidence`](crate::case::Evidence).";
        EVIDENCE = 13, "Which paper it is, and where it lies.";
        NOTE = 14, "In words.";
        CLOSED_ON = 15, "The day it was settled, answered or signed, ISO.";
        CLOSED_BY = 16, "Who approved that, or answered.";
        REOPENED = 17, "Why it was opened again.";
        SOURCE = 18, "The list it was taken from.";
        DIRECTION = 20, "The key of the [`Direction`](crate::docket::Direction).";
        PLACE = 21, "The other place: where from, where to, or who is written to.";
        REASON = 22, "Why, in words.";
        REGISTRY = 23, "The key of the [`Registry`](crate::docket::Registry).";
        YEAR = 30, "The year of graduation, or in which the school year begins.";
        DESTINATION = 31, "The key of the [`Destination`](crate::docket::Destination).";
        NEXT_SCHOOL = 32, "The school the child went to.";
        NEXT_CLASS = 33, "Grade and class there.";
        NEXT_NUMBER = 34, "The new 学籍号.";
        OUTCOME = 40, "The key of the [`CheckOutcome`](crate::case::CheckOutcome).";
        POOR = 41, "Whether the household is a registered poor one.";
        RETURNED_ON = 42, "The day the child came back to school, ISO.";
        NUMBER = 50, "The number of a letter, as printed.";
        SITUATION = 51, "What a letter tells.";
        ASKED = 52, "What a letter asks for.";
        ANSWER = 53, "What was answered.";
        LEVEL = 60, "The key of the [`PledgeLevel`](crate::docket::PledgeLevel).";
        FIRST = 61, "甲方.";
        SECOND = 62, "乙方.";
        TARGETS = 63, "指标, one to a line.";
        TEXT = 64, "What is promised, one paragraph to a line.";
    }
}
