//! Everything that comes from a server, another device or a stick: the first byte says as what the rest is read. What is
//! read is written the same; nothing else is asked of random bytes but that they do no harm.
#![no_main]

use sync::device::{Bundle, Stick};
use sync::members::{JoinRequest, MemberOp, Membership};
use sync::proto::{
    AckAsk, AckPage, AckPost, AuthAnswer, AuthAsk, HeadAnswer, InboxPage, InboxPost, InboxReceipt, LogPage, PushAnswer,
    PushAsk,
};
use sync::seal::Sealed;
use sync::snapshot::Word;
use sync::upward::Letter;

macro_rules! reread {
    ($bytes:expr, $kind:expr, $($body:ty),+ $(,)?) => {{
        const READ: &[fn(&[u8]) -> Option<Vec<u8>>] = &[$(|bytes| <$body>::decode(bytes).ok().map(|body| body.encode())),+];
        let read = READ[usize::from($kind) % READ.len()];
        if let Some(again) = read($bytes) {
            assert_eq!(again, $bytes);
        }
    }};
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((kind, bytes)) = data.split_first() else { return };
    reread!(
        bytes,
        *kind,
        PushAsk,
        PushAnswer,
        LogPage,
        HeadAnswer,
        AuthAsk,
        AuthAnswer,
        InboxPost,
        InboxReceipt,
        InboxPage,
        AckPost,
        AckPage,
        AckAsk,
        MemberOp,
        Membership,
        JoinRequest,
        Sealed,
        Word,
        Letter,
        Bundle,
        Stick,
    );
});
