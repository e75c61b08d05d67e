//! Fields of the tables of restricted registers, of a county's own, and of the chains of responsibility.

columns! {
    /// Fields of [`Table::Restricted`](super::Table::Restricted) that every entry has.
    restricted {
        CHILD = 1, "The child.";
        REGISTER = 2, "The key of the restricted register.";
    }
}

columns! {
    /// Fields of [`Table::OwnRegister`](super::Table::OwnRegister).
    own_register {
        NAME = 1, "What it is called.";
        BASIS = 2, "The document it rests on, in words.";
        SUGGEST = 3, "The number of the roster's field that suggests a child for it.";
        ANSWER = 4, "What stands in that field; empty for anything at all.";
        CLOSED = 5, "It takes no more children: since when, ISO.";
    }
}

columns! {
    /// Fields of [`Table::OwnQuestion`](super::Table::OwnQuestion).
    own_question {
        REGISTER = 1, "The register that asks it.";
        LABEL = 2, "The label on the form.";
        KIND = 3, "The key of the [`OwnKind`](crate::register::OwnKind).";
        OPTIONS = 4, "What is offered, a line each.";
        ORDER = 5, "Its place on the form, a number.";
        RETIRED = 6, "Since when it is asked no more, ISO.";
    }
}

columns! {
    /// Fields of [`Table::ChainPost`](super::Table::ChainPost).
    chain_post {
        ROLE = 1, "The key of the [`Role`](crate::chain::Role).";
        UNIT = 2, "The unit: a village, a school, a class, or empty for the whole county or township.";
        NAME = 3, "Who.";
        PHONE = 4, "How to reach them.";
        FROM = 5, "From when, ISO.";
        TO = 6, "Until when, ISO; empty while it lasts.";
    }
}
