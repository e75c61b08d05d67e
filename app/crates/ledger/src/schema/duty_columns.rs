//! Fields of the tables behind duties: rules, reasons, cadres and their schools, subsidies.

columns! {
    /// Fields of [`Table::Shortfall`](super::Table::Shortfall).
    shortfall {
        DUTY = 1, "The key of the rule.";
        SUBJECT = 2, "The child, the cadre or the post.";
        PERIOD = 3, "The turn.";
        REASON = 4, "Why, in words.";
        MAKE_UP = 5, "By when it is to be made good, ISO.";
        FROM = 6, "The first day on which nothing is owed, ISO; then there is no turn.";
        UNTIL = 7, "The last.";
        CAUSE = 8, "Why nothing is owed: a key.";
    }
}

columns! {
    /// Fields of [`Table::Duty`](super::Table::Duty).
    duty {
        KEY = 1, "The key of the rule.";
        TIMES = 2, "On how many days in each turn; 0 switches the rule off.";
        ALARM_DAY = 3, "From which day of the month or week on it is urgent; with a deadline, how many days before.";
        LEAST_SCHOOL_DAYS = 4, "A month with fewer school days is free.";
        PER = 5, "How visits of cadres are counted: the key of a [`Per`](crate::duty::Per).";
        NAME = 6, "What people call a rule of the county's own.";
        OWED = 7, "Who is owed it, as [`Owed`](crate::duty::Owed) writes it.";
        DEED = 8, "The key of the visit that counts; nothing is any to a child.";
        CYCLE = 9, "How often: `week`, `month`, `term`; once `by` a date, or `within` days of an event.";
        EVIDENCE = 10, "`yes` where only a signed record counts.";
        LAST_DAY = 11, "By when in each school year, `MM-DD`.";
        DAYS = 12, "Within how many days of the event.";
    }
}

columns! {
    /// Fields of [`Table::Cadre`](super::Table::Cadre).
    cadre {
        NAME = 1, "The name.";
        DUTY = 2, "Post, and where.";
        PHONE = 3, "Telephone.";
    }
}

columns! {
    /// Fields of [`Table::Post`](super::Table::Post).
    post {
        CADRE = 1, "The cadre.";
        SCHOOL = 2, "The school.";
        FROM = 3, "The first day, ISO.";
        UNTIL = 4, "The last day, ISO; nothing while it lasts.";
    }
}

columns! {
    /// Fields of [`Table::Aid`](super::Table::Aid).
    aid {
        CHILD = 1, "The child.";
        TERM = 2, "The term, as a [`Period`](crate::duty::Period) writes it.";
        ITEM = 3, "The key of the [`AidItem`](crate::aid::AidItem).";
        BASIS = 4, "On what ground.";
        AMOUNT = 5, "Yuan.";
        PAID_ON = 6, "The day it was paid, ISO.";
        HOW = 7, "How it was paid.";
        SIGNED = 8, "How the receipt was signed: `paper`, or nothing.";
        NOTE = 9, "In words.";
    }
}
