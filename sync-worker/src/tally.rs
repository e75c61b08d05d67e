//! What has happened since the server started, in numbers: for the operator, and about nobody.

use crate::answer::Answer;
use crate::route::{Room, Route};

/// Counts since the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    requests: u64,
    pushes: u64,
    admitted: u64,
    refused: u64,
    failed: u64,
}

impl Tally {
    /// A request for this address was answered so.
    pub fn count(&mut self, route: &Route, status: u16) {
        let push = matches!(route, Route::Space(_, Room::Push));
        self.requests += 1;
        self.pushes += u64::from(push);
        self.admitted += u64::from(push && status == 200);
        self.refused += u64::from((400..500).contains(&status) || status == 507);
        self.failed += u64::from((500..600).contains(&status) && status != 507);
    }

    /// The answer to `/health`: `spaces` is how many spaces there are, or nothing when the disk does not answer.
    #[must_use]
    pub fn health(&self, spaces: Option<u64>) -> Answer {
        let Self { requests, pushes, admitted, refused, failed } = self;
        let ok = spaces.is_some();
        let spaces = spaces.map_or_else(|| "null".to_owned(), |number| number.to_string());
        let version = env!("CARGO_PKG_VERSION");
        let body = format!(
            r#"{{"ok":{ok},"version":"{version}","spaces":{spaces},"requests":{requests},"pushes":{pushes},"admitted":{admitted},"refused":{refused},"failed":{failed}}}"#
        );
        Answer::json(if ok { 200 } else { 503 }, body)
    }
}

#[cfg(test)]
mod tests {
    use sync::SpaceId;

    use super::*;

    #[test]
    fn every_request_is_counted_once_and_for_what_it_was() {
        let mut tally = Tally::default();
        let push = Route::Space(SpaceId([1; 16]), Room::Push);
        for (route, status) in [(&push, 200), (&push, 409), (&push, 507), (&Route::Health, 200), (&Route::Spaces, 503)]
        {
            tally.count(route, status);
        }
        let answer = tally.health(Some(3));
        let expected = format!(
            r#"{{"ok":true,"version":"{}","spaces":3,"requests":5,"pushes":3,"admitted":1,"refused":2,"failed":1}}"#,
            env!("CARGO_PKG_VERSION")
        );
        assert_eq!((answer.status, String::from_utf8(answer.body).unwrap()), (200, expected));
        assert_eq!(Tally::default().health(None).status, 503);
    }
}
