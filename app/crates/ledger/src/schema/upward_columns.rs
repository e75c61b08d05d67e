//! Fields of the tables of handing up and taking in (上报).

columns! {
    /// Fields of [`Table::OfficeKey`](super::Table::OfficeKey).
    office_key {
        KIND = 1, "`inbox` to take in with, `sender` to hand up with.";
        SECRET = 2, "The secret halves: an [`AgentSecret`](sync::seal::AgentSecret).";
        NAME = 3, "What the office is called in its letter.";
        CREATED = 4, "When they were made, by the device's clock, in milliseconds: the newest of a kind count.";
    }
}

columns! {
    /// Fields of [`Table::Superior`](super::Table::Superior) and, as one, of [`Table::Sender`](super::Table::Sender).
    superior {
        SPACE = 1, "Its space, in hexadecimal digits.";
        NAME = 2, "What it is called.";
        LETTER = 3, "Its letter, as it was compared: a [`Letter`](sync::upward::Letter).";
        ADDED = 4, "When that was, by the device's clock, in milliseconds.";
        REMOVED = 5, "Why nothing is handed to it any more, or taken from it; empty while it is.";
        EARLIER = 6, "Letters of it that were compared before, as text, the newest first, one a line.";
    }
}

pub use superior as sender;

columns! {
    /// Fields of [`Table::Submission`](super::Table::Submission).
    submission {
        SUPERIOR = 1, "To whom: the row of the superior.";
        KEY = 2, "The row of the keys it is signed with.";
        LETTER = 3, "The letter of the superior that it was sealed to.";
        FORM = 4, "The key of the form.";
        PERIOD = 5, "For which period.";
        REVISION = 6, "1, 2, 3 ... within form and period.";
        SENTENCE = 7, "What people say of it; for a later revision, why.";
        FILE = 8, "The name of the file.";
        SIZE = 9, "Bytes of the file.";
        CREATED = 10, "When it was made, by the device's clock, in milliseconds.";
        HASH = 11, "Its hash, in hexadecimal digits: acks name it.";
        POST = 12, "The hash of what is left at the server, in hexadecimal digits: receipts name it.";
        BLOB = 13, "What is left at the server, and stands in a file for a stick: a blob reference.";
        SEAL = 14, "How that travels between the devices of this office.";
        PLAIN = 15, "The file: a blob reference.";
        PLAIN_SEAL = 16, "How that travels between the devices of this office.";
        DELIVERED = 17, "When the server took it, by the server's clock, in milliseconds.";
        CARRIED = 18, "When it was last given out as a file, by the device's clock, in milliseconds.";
        TAKEN = 19, "When the server said that another one of this period and revision lies there.";
        AGAIN = 20, "When it was last left at the server once more, by the device's clock, in milliseconds.";
    }
}

columns! {
    /// Fields of [`Table::Received`](super::Table::Received).
    received {
        SENDER = 1, "Who left it: the row of the school.";
        KEY = 2, "The row of the keys it opened with.";
        FORM = 3, "The key of the form.";
        PERIOD = 4, "For which period.";
        REVISION = 5, "1, 2, 3 ... within form and period.";
        SENTENCE = 6, "What people say of it.";
        FILE = 7, "The name of the file.";
        SIZE = 8, "Bytes of the file.";
        CREATED = 9, "When it was made, by the school's clock, in milliseconds.";
        HASH = 10, "Its hash, in hexadecimal digits.";
        PREVIOUS = 11, "The hash of the revision before it, in hexadecimal digits.";
        POST = 12, "The hash of what was left, in hexadecimal digits.";
        BLOB = 13, "What was left, as it was left: a blob reference.";
        SEAL = 14, "How that travels between the devices of this office.";
        CAME = 15, "When it came, in milliseconds: by the server's clock, or by the device's if it came on a stick.";
        PLACE = 16, "Its place in the inbox of the server; none if it came on a stick only, nought while nobody knows which it is.";
        FLAW = 17, "Why it is not to be believed, by key; empty if it opened.";
        SCHOOL = 18, "The school's space as the outside names it, in hexadecimal digits.";
        LETTER = 19, "The letter of the school that it opened under: another one may be registered since.";
        OLD_KEY = 20, "1 if it came signed with a key that another one had taken the place of.";
    }
}

columns! {
    /// Fields of [`Table::Verdict`](super::Table::Verdict).
    verdict {
        ABOUT = 1, "Which submission: a row of what was handed up, or of what came in.";
        STATUS = 2, "`received`, `rejected` or `locked`.";
        REASON = 3, "Why it was rejected.";
        NUMBER = 4, "1, 2, 3 ... of what was said of it: the greatest counts.";
        AT = 5, "When it was said, by the clock of whoever said it, in milliseconds.";
        ACK = 6, "The word as it travels: an [`AckPost`](sync::proto::AckPost).";
        LEFT = 7, "When the server took it, by the device's clock, in milliseconds; of words of this office.";
    }
}
