//! Parts of photos and snapshots, and the mailboxes of invitations.

use sync::members::{JoinRequest, Role};
use sync::proto::{MAX_PART_BYTES, part_id};

use crate::call::{admitted, found, token, with};
use crate::host::Host;
use crate::school::{CHILDREN, Device, School};

fn name(bytes: &[u8]) -> String {
    part_id(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn a_part_is_what_its_name_says(host: &mut dyn Host) {
    let mut school = School::new(501);
    found(host, &school);
    let lead = token(host, &school, &school.head.clone());
    let (reader, join) = school.join(Role::Reader, &[CHILDREN]);
    admitted(host, &school, &lead, &[join]);
    let bearer = token(host, &school, &reader);
    let largest = school.dice.bytes(MAX_PART_BYTES);
    let too_large = school.dice.bytes(MAX_PART_BYTES + 1);
    let address = |bytes: &[u8]| school.address(&format!("part/{}", name(bytes)));

    assert_eq!(with(host, &lead, "GET", &address(&largest), &[]).status(), 404);
    assert_eq!(with(host, &lead, "PUT", &address(&largest), &largest).status(), 201);
    assert_eq!(with(host, &lead, "PUT", &address(&largest), &largest).status(), 200);
    let there = with(host, &bearer, "GET", &address(&largest), &[]);
    assert_eq!((there.status(), there.body == largest), (200, true));

    assert_eq!(with(host, &lead, "PUT", &address(b"other"), &largest).status(), 400);
    assert_eq!(with(host, &lead, "PUT", &address(b""), b"").status(), 400);
    let refused = with(host, &lead, "PUT", &address(&too_large), &too_large);
    let said = format!(r#"{{"error":"too_large","limit":{MAX_PART_BYTES}}}"#);
    assert_eq!((refused.status(), refused.body), (413, said.into_bytes()));
    assert_eq!(with(host, &bearer, "PUT", &address(b"of a reader"), b"of a reader").status(), 403);
    assert_eq!(with(host, &lead, "GET", &address(b"of a reader"), &[]).status(), 404);
    assert_eq!(with(host, &lead, "DELETE", &address(&largest), &[]).status(), 405);
}

pub(super) fn a_mailbox_takes_one_request(host: &mut dyn Host) {
    let mut school = School::new(502);
    found(host, &school);
    let lead = token(host, &school, &school.head.clone());
    let (teacher, join) = school.join(Role::Editor, &[CHILDREN]);
    let open = school.invite([1; 16], u64::MAX);
    let expired = school.invite([2; 16], 1);
    admitted(host, &school, &lead, &[join, open, expired]);
    let bearer = token(host, &school, &teacher);

    let newcomer = Device::new(&mut school.dice);
    let request = |invite: [u8; 16], secret: [u8; 32]| {
        JoinRequest::new(school.space, invite, &secret, *newcomer.secret.keys(), b"sealed label".to_vec()).encode()
    };
    let mailbox = |digit: u8| school.address(&format!("mail/{}", format!("{digit:02x}").repeat(16)));
    let first = request([1; 16], [5; 32]);

    assert_eq!(with(host, &lead, "GET", &mailbox(1), &[]).status(), 404);
    assert_eq!(host.send("PUT", &mailbox(3), &[], &request([3; 16], [5; 32])).status(), 401);
    assert_eq!(host.send("PUT", &mailbox(2), &[], &request([2; 16], [5; 32])).status(), 401);
    assert_eq!(host.send("PUT", &mailbox(1), &[], b"no request").status(), 400);
    assert_eq!(host.send("PUT", &mailbox(1), &[], &request([3; 16], [5; 32])).status(), 400);
    assert_eq!(host.send("PUT", &mailbox(1), &[], &[7; 5000]).status(), 413);
    assert_eq!(host.send("PUT", &mailbox(1), &[], &first).status(), 201);
    assert_eq!(host.send("PUT", &mailbox(1), &[], &first).status(), 200);
    assert_eq!(host.send("PUT", &mailbox(1), &[], &request([1; 16], [6; 32])).status(), 409);

    assert_eq!(with(host, &bearer, "GET", &mailbox(1), &[]).status(), 403);
    let fetched = with(host, &lead, "GET", &mailbox(1), &[]);
    assert_eq!((fetched.status(), fetched.body), (200, first));

    // The number of the inviting device: shown by whoever leads, once there is a request, and never another one.
    let welcome = |digit: u8| school.address(&format!("welcome/{}", format!("{digit:02x}").repeat(16)));
    assert_eq!(host.send("GET", &welcome(1), &[], &[]).status(), 401);
    assert_eq!(with(host, &bearer, "PUT", &welcome(1), &[9; 32]).status(), 403);
    assert_eq!(host.send("PUT", &welcome(1), &[], &[9; 32]).status(), 401);
    assert_eq!(with(host, &lead, "PUT", &welcome(2), &[9; 32]).status(), 404);
    assert_eq!(with(host, &lead, "PUT", &welcome(1), &[9; 31]).status(), 400);
    assert_eq!(with(host, &lead, "PUT", &welcome(1), &[9; 32]).status(), 201);
    assert_eq!(with(host, &lead, "PUT", &welcome(1), &[9; 32]).status(), 200);
    assert_eq!(with(host, &lead, "PUT", &welcome(1), &[8; 32]).status(), 409);
    let shown = host.send("GET", &welcome(1), &[], &[]);
    assert_eq!((shown.status(), shown.body), (200, vec![9; 32]));
}
