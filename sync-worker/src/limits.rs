//! How much one space may use. The operator may set other limits; they are for the whole server, not for one school.

/// What one space may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of envelopes.
    pub log: u64,
    /// Bytes of sealed parts: photos and snapshots.
    pub parts: u64,
    /// Bytes of reports in the inbox.
    pub inbox: u64,
    /// Pushes a minute of one agent.
    pub pushes: u32,
    /// Requests of other kinds a minute of one agent.
    pub asks: u32,
    /// Active agents.
    pub agents: usize,
    /// Open web sockets.
    pub sockets: u32,
    /// Short codes of one space in ten minutes, used ones among them.
    pub codes: usize,
    /// Short codes that are tried in a minute on the whole server.
    pub tries: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            log: 500_000_000,
            parts: 2_000_000_000,
            inbox: 500_000_000,
            pushes: 60,
            asks: 600,
            agents: 40,
            sockets: 64,
            codes: 12,
            tries: 60,
        }
    }
}

impl Limits {
    /// The usual limits with those changed that the operator names, as `log=1000000000 pushes=120`. Nothing when a word is
    /// not understood: a server that silently kept other limits than it was told would be worse than one that says so.
    #[must_use]
    pub fn from_words(words: &str) -> Option<Self> {
        let mut limits = Self::default();
        for word in words.split([' ', ',']).filter(|word| !word.is_empty()) {
            let (name, number) = word.split_once('=')?;
            match name {
                "log" => limits.log = number.parse().ok()?,
                "parts" => limits.parts = number.parse().ok()?,
                "inbox" => limits.inbox = number.parse().ok()?,
                "pushes" => limits.pushes = number.parse().ok()?,
                "asks" => limits.asks = number.parse().ok()?,
                "agents" => limits.agents = number.parse().ok()?,
                "sockets" => limits.sockets = number.parse().ok()?,
                "codes" => limits.codes = number.parse().ok()?,
                "tries" => limits.tries = number.parse().ok()?,
                _ => return None,
            }
        }
        Some(limits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_understood_is_taken() {
        let check = |words: &str, expected: Option<Limits>| assert_eq!(Limits::from_words(words), expected, "{words}");
        check("", Some(Limits::default()));
        check("log=9, pushes=3", Some(Limits { log: 9, pushes: 3, ..Limits::default() }));
        check("log", None);
        check("log=many", None);
        check("logs=9", None);
    }
}
