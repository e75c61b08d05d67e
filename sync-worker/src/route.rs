//! Which address is meant by the target of a request. A target that is not exactly one of the protocol's is none: there is
//! one spelling of each address, so that nothing can be reached by a second one.

use sync::SpaceId;
use sync::proto::{CODE_ROOMS, LogAsk};

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/health`
    Health,
    /// `/v1/spaces`: a new space, or for the operator the list of those that are there.
    Spaces,
    /// `/v1/spaces/{space}`: a space that this server has lost, from a device that still has its log.
    Anew(SpaceId),
    /// `/v1/s/{space}/...`
    Space(SpaceId, Room),
    /// `/v1/code/{room}`: where somebody who was told a short code comes in. Which space it leads to, the registry knows.
    Code(u16),
    /// Below `/v1/`, and not known.
    Unknown,
    /// Everything else is the client.
    Client,
}

/// What of a space is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Room {
    /// A challenge, or a token for one that was met.
    Auth,
    /// Envelopes to be admitted.
    Push,
    /// What the log lacks since the storage was set back.
    Refill,
    /// The log from a place on.
    Log(LogAsk),
    /// How far the log goes.
    Head,
    /// A web socket that tells how far the log goes.
    Socket,
    /// A sealed part of something larger, by the hash of its bytes.
    Part([u8; 32]),
    /// Schools whose reports this space takes.
    Senders,
    /// A report to this space: `/v1/inbox/{space}`, for a school is no member of its county's space.
    Post,
    /// What was said of reports that a school left: `/v1/inbox/{space}/acks`, for the same reason.
    Acks,
    /// What this space says of a report.
    Ack,
    /// Reports that were taken, after a place.
    Inbox(u64),
    /// The mailbox of an invitation.
    Mail([u8; 16]),
    /// The number that the inviting device shows whoever answered an invitation.
    Welcome([u8; 16]),
    /// The room of a short code, for the inviting device.
    Code(u16),
    /// The same room for whoever was told the code. No address names it: it is reached by [`Route::Code`].
    Meet(u16),
}

impl Route {
    /// The address that this target spells.
    #[must_use]
    pub fn of_target(target: &str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if path == "/health" {
            return Self::Health;
        }
        let Some(inside) = path.strip_prefix("/v1/") else {
            return if path == "/v1" { Self::Unknown } else { Self::Client };
        };
        let parts: Vec<&str> = inside.split('/').collect();
        match parts.as_slice() {
            ["spaces"] => Some(Self::Spaces),
            ["spaces", space] => id(space).map(|space| Self::Anew(SpaceId(space))),
            ["code", number] => room(number).map(Self::Code),
            ["inbox", space] => id(space).map(|space| Self::Space(SpaceId(space), Room::Post)),
            ["inbox", space, "acks"] => id(space).map(|space| Self::Space(SpaceId(space), Room::Acks)),
            ["s", space, rest @ ..] => {
                id(space).zip(Room::of_parts(rest, query)).map(|(space, room)| Self::Space(SpaceId(space), room))
            }
            _ => None,
        }
        .unwrap_or(Self::Unknown)
    }
}

impl Room {
    fn of_parts(parts: &[&str], query: &str) -> Option<Self> {
        match parts {
            ["auth"] => Some(Self::Auth),
            ["push"] => Some(Self::Push),
            ["refill"] => Some(Self::Refill),
            ["log"] => plain(query).then(|| LogAsk::from_query(query))?.map(Self::Log),
            ["head"] => Some(Self::Head),
            ["ws"] => Some(Self::Socket),
            ["part", part] => id(part).map(Self::Part),
            ["senders"] => Some(Self::Senders),
            ["ack"] => Some(Self::Ack),
            ["inbox"] => match plain(query).then_some(query)?.split_once('=') {
                Some(("since", place)) => place.parse().ok().map(Self::Inbox),
                Some(_) => None,
                None => query.is_empty().then_some(Self::Inbox(0)),
            },
            ["mail", mailbox] => id(mailbox).map(Self::Mail),
            ["welcome", mailbox] => id(mailbox).map(Self::Welcome),
            ["code", number] => room(number).map(Self::Code),
            _ => None,
        }
    }
}

/// Whether every number in the query stands in its only spelling: digits, no sign, no zeros in front.
fn plain(query: &str) -> bool {
    query.split('&').filter_map(|pair| pair.split_once('=')).all(|(_, number)| {
        number.bytes().all(|byte| byte.is_ascii_digit()) && (number == "0" || !number.starts_with('0'))
    })
}

/// A room as the three digits that name it.
fn room(text: &str) -> Option<u16> {
    let digits = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?.filter(|room| *room < CODE_ROOMS)
}

/// Bytes as small hexadecimal digits.
fn id<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return None;
    }
    let mut id = [0; N];
    for (byte, pair) in id.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(id)
}

fn digit(letter: u8) -> Option<u8> {
    match letter {
        b'0'..=b'9' => Some(letter - b'0'),
        b'a'..=b'f' => Some(letter - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPACE: &str = "000102030405060708090a0b0c0d0eff";

    fn check(target: &str, expected: Route) {
        let target = target.replace("SPACE", SPACE);
        assert_eq!(Route::of_target(&target), expected, "{target}");
    }

    fn space() -> [u8; 16] {
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0xff]
    }

    fn in_space(room: Room) -> Route {
        Route::Space(SpaceId(space()), room)
    }

    const MOST: u32 = sync::proto::MAX_PAGE_ENTRIES as u32;

    fn log(since: u64, limit: u32, payloads_after: u64) -> Route {
        in_space(Room::Log(LogAsk { since, limit, payloads_after }))
    }

    #[test]
    fn every_address_of_the_protocol_is_known() {
        check("/health", Route::Health);
        check("/v1/spaces", Route::Spaces);
        check("/v1/spaces/SPACE", Route::Anew(SpaceId(space())));
        check("/v1/s/SPACE/auth", in_space(Room::Auth));
        check("/v1/s/SPACE/push", in_space(Room::Push));
        check("/v1/s/SPACE/refill", in_space(Room::Refill));
        check("/v1/s/SPACE/head", in_space(Room::Head));
        check("/v1/s/SPACE/ws", in_space(Room::Socket));
        check("/v1/s/SPACE/log", log(0, MOST, 0));
        check("/v1/s/SPACE/log?since=18446744073709551615", log(u64::MAX, MOST, 0));
        check("/v1/s/SPACE/log?since=7&limit=4294967295", log(7, MOST, 0));
        check("/v1/s/SPACE/log?payloads_after=9&limit=2&since=7", log(7, 2, 9));
        check("/v1/s/SPACE/part/SPACESPACE", in_space(Room::Part([space(), space()].concat().try_into().unwrap())));
        check("/v1/inbox/SPACE", in_space(Room::Post));
        check("/v1/inbox/SPACE/acks", in_space(Room::Acks));
        check("/v1/s/SPACE/ack", in_space(Room::Ack));
        check("/v1/s/SPACE/senders", in_space(Room::Senders));
        check("/v1/s/SPACE/inbox", in_space(Room::Inbox(0)));
        check("/v1/s/SPACE/inbox?since=12", in_space(Room::Inbox(12)));
        check("/v1/s/SPACE/mail/SPACE", in_space(Room::Mail(space())));
        check("/v1/s/SPACE/welcome/SPACE", in_space(Room::Welcome(space())));
        check("/v1/s/SPACE/code/042", in_space(Room::Code(42)));
        check("/v1/code/000", Route::Code(0));
        check("/v1/code/999", Route::Code(999));
        check("/", Route::Client);
        check("/v2/s", Route::Client);
        check("/health/", Route::Client);
    }

    #[test]
    fn there_is_one_spelling_of_each_address() {
        for target in [
            "/v1",
            "/v1/",
            "/v1/spaces/",
            "/v1/spaces/SPACE/",
            "/v1/spaces/SPACESPACE",
            "/v1//spaces",
            "/v1/s/SPACE",
            "/v1/s/SPACE/",
            "/v1/s/SPACE/head/",
            "/v1/s/000102030405060708090A0B0C0D0EFF/head",
            "/v1/s/0001/head",
            "/v1/s/学学学学学学学学学学12/head",
            "/v1/s/SPACE/log?since=-1",
            "/v1/s/SPACE/log?since=+1",
            "/v1/s/SPACE/log?since=01",
            "/v1/s/SPACE/log?since=",
            "/v1/s/SPACE/log?since=18446744073709551616",
            "/v1/s/SPACE/log?limit=x",
            "/v1/s/SPACE/log?until=1",
            "/v1/s/SPACE/part/SPACE",
            "/v1/s/SPACE/part",
            "/v1/s/SPACE/mail/SPACESPACE",
            "/v1/inbox",
            "/v1/inbox/SPACE/",
            "/v1/inbox/SPACE/ack",
            "/v1/s/SPACE/acks",
            "/v1/s/SPACE/ack/SPACE",
            "/v1/code",
            "/v1/code/42",
            "/v1/code/0042",
            "/v1/code/+42",
            "/v1/code/０４２",
            "/v1/code/042/",
            "/v1/s/SPACE/code/1000",
            "/v1/s/SPACE/inbox?since=",
            "/v1/s/SPACE/inbox?since=01",
            "/v1/s/SPACE/inbox?until=1",
        ] {
            check(target, Route::Unknown);
        }
    }
}
