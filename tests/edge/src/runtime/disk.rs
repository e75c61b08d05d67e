//! What is on the disk: what was acknowledged and nothing of what failed, and unreadable.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sync::RowId;
use sync::blob::BlobSeal;
use sync::members::JoinRequest;
use sync::proto::{PushAnswer, part_id};

use super::Bench;
use crate::call::{admitted, found, head, pull, push, token, with};
use crate::dice::Dice;
use crate::host::{Host, Remote};
use crate::http::Message;
use crate::school::{CANARIES, CASES, CHILDREN, Device, School, push_body};
use crate::workerd::{Folder, Install, Workerd};

/// The built worker behind an entry whose disk fails on demand.
pub(super) fn faulty(bench: &Bench, folder: &Path) -> Install {
    let built = bench.install.config.parent().unwrap();
    for name in ["entry.js", "life.js", "worker.js", "worker_bg.wasm"] {
        std::fs::copy(built.join(name), folder.join(name)).unwrap();
    }
    std::fs::write(folder.join("faulty.js"), include_str!("../../host/faulty.js")).unwrap();
    let text = std::fs::read_to_string(&bench.install.config).unwrap();
    let line = r#"(name = "entry.js", esModule = embed "entry.js"),"#;
    assert!(text.contains(line));
    let config = folder.join("faulty.capnp");
    let first = r#"(name = "faulty.js", esModule = embed "faulty.js"),"#;
    std::fs::write(&config, text.replace(line, &format!("{first}\n    {line}"))).unwrap();
    Install { config, ..bench.install.clone() }
}

pub(super) fn an_error_after_an_insert_leaves_nothing(bench: &Bench) {
    let (store, modules) = (Folder::new("faulty").unwrap(), Folder::new("modules").unwrap());
    let install = faulty(bench, modules.path());
    let workerd = Workerd::start(&install, store.path(), bench.client.path(), "").unwrap();
    let mut host = Remote::new(workerd.port());
    let mut school = School::new(7300);
    assert_eq!(found(&mut host, &school).status(), 201);
    let bearer = token(&mut host, &school, &school.head.clone());
    let mut device = school.head.clone();
    let saves: Vec<_> = (0..3).map(|_| school.save(&mut device, CHILDREN, 100)).collect();
    let failing = |host: &mut Remote, fault: &str| -> Message {
        let headers = [("authorization", format!("Bearer {bearer}")), ("x-fault", fault.to_owned())];
        let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
        host.send("POST", &school.address("push"), &headers, &push_body(&saves))
    };
    let before = head(&mut host, &school, &bearer).head;
    for _ in 0..3 {
        let answer = failing(&mut host, "yes");
        assert_eq!((answer.status(), answer.body.as_slice()), (503, br#"{"error":"store"}"#.as_slice()));
        assert_eq!(head(&mut host, &school, &bearer).head, before);
    }
    assert_eq!(admitted(&mut host, &school, &bearer, &saves[..1]), 2);
    assert_eq!(pull(&mut host, &school, &bearer).0.len(), 2);

    // The test of the test: without the transaction half of it stays. The chain has moved and the log's end has not, so the
    // next push is acknowledged as a repetition of what is nowhere in the log.
    assert_eq!(failing(&mut host, "no-transaction").status(), 503);
    let torn = push(&mut host, &school, &bearer, &saves);
    let is_torn = matches!(torn, (200, PushAnswer::Admitted { head, repeated: 3 }) if head.seq == 2);
    assert!(is_torn, "the fault leaves nothing even without a transaction, so this test shows nothing: {torn:?}");
}

pub(super) fn what_breaks_off_ends_one_request(bench: &Bench) {
    let (store, modules) = (Folder::new("trap").unwrap(), Folder::new("trapping").unwrap());
    let install = faulty(bench, modules.path());
    let mut school = School::new(7350);
    let mut device = school.head.clone();
    let saves: Vec<_> = (0..3).map(|_| school.save(&mut device, CHILDREN, 100)).collect();
    let mut workerd = Workerd::start(&install, store.path(), bench.client.path(), "").unwrap();
    let mut host = Remote::new(workerd.port());
    assert_eq!(found(&mut host, &school).status(), 201);
    let bearer = token(&mut host, &school, &school.head);
    admitted(&mut host, &school, &bearer, &saves[..1]);
    workerd.kill().unwrap();

    // The object is asked for its storage when it is first touched after a start.
    let mut workerd = Workerd::start(&install, store.path(), bench.client.path(), "").unwrap();
    let mut host = Remote::new(workerd.port());
    for (number, fault) in ["trap", "throw", "throw"].into_iter().enumerate() {
        let headers = [("authorization", format!("Bearer {bearer}")), ("x-fault", fault.to_owned())];
        let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
        let answer = host.send("POST", &school.address("push"), &headers, &push_body(&saves));
        assert_eq!(answer.status(), 500, "{fault}");
        // What it prints is read beside the answer, and may come a moment later.
        let lives = || String::from_utf8_lossy(&workerd.said()).matches("the worker was started anew").count();
        let waited = (0..100).any(|_| {
            std::thread::sleep(Duration::from_millis(20));
            lives() > number
        });
        assert!(waited, "nothing broke off, so this test shows nothing: {}", String::from_utf8_lossy(&workerd.said()));
        assert_eq!(lives(), number + 1, "{fault}");
    }
    assert_eq!(admitted(&mut host, &school, &bearer, &saves), 4);
    assert_eq!(pull(&mut host, &school, &bearer).0.len(), 4);
    assert!(workerd.is_alive().unwrap());
}

pub(super) fn nothing_can_be_read(bench: &Bench) {
    let store = Folder::new("secret").unwrap();
    let mut workerd = bench.start(store.path());
    let mut host = Remote::new(workerd.port());
    let mut school = School::new(7400);
    assert_eq!(found(&mut host, &school).status(), 201);
    let bearer = token(&mut host, &school, &school.head.clone());
    let mut device = school.head.clone();
    let saves: Vec<_> =
        (0..40).map(|number| school.save(&mut device, if number % 2 == 0 { CHILDREN } else { CASES }, 200)).collect();
    let body = push_body(&saves);
    assert_eq!(with(&mut host, &bearer, "POST", &school.address("push"), &body).status(), 200);
    school.head = device;
    let invite = school.invite([1; 16], u64::MAX);
    admitted(&mut host, &school, &bearer, &[invite]);
    let newcomer = Device::new(&mut school.dice);
    let request = JoinRequest::new(school.space, [1; 16], &[5; 32], *newcomer.secret.keys(), b"label".to_vec());
    assert_eq!(
        host.send("PUT", &school.address(&format!("mail/{}", "01".repeat(16))), &[], &request.encode()).status(),
        201
    );
    // A picture with a name in it, sealed as a device seals it.
    let picture = [b"\xff\xd8\xff\xe0 JFIF ".as_slice(), &CANARIES.concat().into_bytes().repeat(600)].concat();
    let (blob, mut dice) = (RowId([9; 16]), Dice::new(7401));
    let seal = BlobSeal::new(school.space, blob, &picture, &mut dice).unwrap();
    let part = seal.part(blob, &picture, 0).unwrap();
    let name: String = part_id(&part).iter().map(|byte| format!("{byte:02x}")).collect();
    let put = with(&mut host, &bearer, "PUT", &school.address(&format!("part/{name}")), &part);
    assert_eq!(put.status(), 201);
    // Also what is refused must not show anywhere: a client that forgets to seal would send this.
    let plain = CANARIES.concat().into_bytes();
    for (method, address) in [("POST", "push"), ("POST", "auth"), ("PUT", &format!("mail/{}", "01".repeat(16)))] {
        assert_eq!(with(&mut host, &bearer, method, &school.address(address), &plain).status(), 400);
    }
    workerd.kill().unwrap();

    let files = files(&store.path().join("spaces"));
    let kept: Vec<u8> = files.iter().flat_map(|file| std::fs::read(file).unwrap()).collect();
    let said = workerd.said();
    let mark = &saves[7].payload()[..24];
    assert!(contains(&kept, mark), "the envelopes are not where they were looked for");
    assert!(!contains(&said, mark), "the log holds what was sent");
    assert!(contains(&kept, &part[..24]), "the picture is not where it was looked for");
    for secret in [&picture[..9], &part_id(&picture), &seal.encode()[17..49]] {
        assert!(!contains(&kept, secret) && !contains(&said, secret), "something of the picture can be read");
    }
    for canary in CANARIES {
        let wide: Vec<u8> = canary.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for form in [canary.as_bytes(), &wide] {
            for (place, bytes) in [("the disk", &kept), ("the log", &said), ("the wire", &body)] {
                assert!(!contains(bytes, form), "{canary} is on {place}");
            }
        }
    }
    println!("        {} files, {} bytes searched", files.len(), kept.len() + said.len() + body.len());
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Every file below a folder.
#[must_use]
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files
}
