//! Enums that are stored by a key and read by people as a word: one table each, one macro for all.
//!
//! A key is stored for ever. The macro gives a type `ALL`, `OFFERED`, `key`, `from_key` and `text`, and stores it with
//! serde by the same key, so that no two ways of writing a value exist.

/// Declares an enum from a table of `Variant = "stored key", "中文";` lines. A variant is documented by its word, and by
/// the doc comment above its line where the word does not say enough.
macro_rules! keyed {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $key:literal, $text:literal;)* }) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::serde::Serialize, ::serde::Deserialize,
        )]
        pub enum $name { $(#[doc = concat!($text, "\n")] $(#[$doc])* #[serde(rename = $key)] $variant,)* }

        impl $name {
            /// Every one, in the order of menus.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];
            /// Every key with its word, as [`AnswerKind::OneOf`](crate::form::AnswerKind::OneOf) offers them.
            pub const OFFERED: &'static [(&'static str, &'static str)] = &[$(($key, $text),)*];
            /// The stored key.
            pub const fn key(self) -> &'static str { match self { $($name::$variant => $key,)* } }
            /// The one with this key, if this build knows it.
            pub fn from_key(key: &str) -> Option<$name> { match key { $($key => Some($name::$variant),)* _ => None } }
            /// The word people use.
            pub const fn text(self) -> &'static str { match self { $($name::$variant => $text,)* } }
        }
    };
}
pub(crate) use keyed;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    macro_rules! check {
        ($($name:path),* $(,)?) => {
            $({
                use $name as Known;
                let keys: BTreeSet<&str> = Known::ALL.iter().map(|one| one.key()).collect();
                assert_eq!(keys.len(), Known::ALL.len(), stringify!($name));
                let words: BTreeSet<&str> = Known::ALL.iter().map(|one| one.text()).collect();
                assert_eq!(words.len(), Known::ALL.len(), stringify!($name));
                for (one, offered) in Known::ALL.iter().zip(Known::OFFERED) {
                    assert_eq!(Known::from_key(one.key()), Some(*one));
                    assert_eq!((one.key(), one.text()), *offered);
                    assert_eq!(serde_json::to_string(one).unwrap(), format!("{:?}", one.key()));
                }
                assert_eq!(Known::from_key("something_newer"), None);
            })*
        };
    }

    #[test]
    fn keys_are_their_own_and_lead_back_and_are_what_is_stored() {
        check!(
            crate::list::ListKind,
            crate::register::Placement,
            crate::register::Register,
            crate::register::Restricted,
            crate::register::OwnKind,
            crate::chain::Role,
            crate::visit::VisitKind,
            crate::docket::Docket,
            crate::docket::Standing,
            crate::docket::Destination,
            crate::docket::Direction,
            crate::docket::Registry,
            crate::docket::PledgeLevel,
        );
        check!(crate::aid::AidItem, crate::duty::Per, crate::visit::HelpWay,);
        check!(crate::attachment::AttachmentKind, crate::attachment::OwnerKind,);
    }
}
