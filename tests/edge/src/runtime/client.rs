//! The built client beside the sync: the same files under the same headers as from the task runner.

use std::io::Result;

use site::File;

use super::Bench;
use crate::workerd::Folder;

const PAGE: &str = r#"<!doctype html>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'">
<title>a small client</title>
"#;

/// Files of a client, by their paths.
const FILES: [(&str, &[u8]); 6] = [
    ("index.html", PAGE.as_bytes()),
    ("sw.js", b"const VERSION = 1;"),
    ("app-152898baf4ae5d22_bg.wasm", b"\0asm"),
    ("icons/icon-192.png", b"\x89PNG"),
    ("sample/\u{6237}\u{7c4d}.csv", b"a,b"),
    ("manifest.webmanifest", b"{}"),
];

/// A folder with a small client in it.
pub(super) fn folder() -> Result<Folder> {
    let folder = Folder::new("client")?;
    for (path, bytes) in FILES {
        let file = folder.path().join(path);
        if let Some(parent) = file.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(file, bytes)?;
    }
    Ok(folder)
}

pub(super) fn is_served_as_always(bench: &Bench) {
    let store = Folder::new("served").unwrap();
    let workerd = bench.start(store.path());
    let mut client = workerd.client();
    let policy = site::policy_of(PAGE).unwrap();
    let mut check = |target: &str, file: Option<&str>| {
        let answer = client.send("GET", target, &[], &[]).unwrap();
        let Some(path) = file else {
            assert_eq!(answer.status(), 404, "{target}");
            return;
        };
        let (_, bytes) = FILES.iter().find(|(known, _)| *known == path).unwrap();
        assert_eq!((answer.status(), answer.body.as_slice()), (200, *bytes), "{target}");
        let mut expected = File::of_target(path).unwrap().headers(&policy);
        expected.push(("Content-Length", bytes.len().to_string()));
        let mut found: Vec<_> = answer.headers.clone();
        found.sort();
        let mut expected: Vec<_> =
            expected.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
        expected.sort();
        assert_eq!(found, expected, "{target}");
        let head = client.send("HEAD", target, &[], &[]).unwrap();
        assert_eq!((head.status(), head.header("content-length")), (200, answer.header("content-length")));
    };
    check("/", Some("index.html"));
    check("/index.html", Some("index.html"));
    check("/roster/7?filter=1", Some("index.html"));
    check("/icons", Some("index.html"));
    check("/icons/", Some("index.html"));
    check("/sw.js", Some("sw.js"));
    check("/app-152898baf4ae5d22_bg.wasm", Some("app-152898baf4ae5d22_bg.wasm"));
    check("/icons/icon-192.png", Some("icons/icon-192.png"));
    check("/sample/%E6%88%B7%E7%B1%8D.csv", Some("sample/\u{6237}\u{7c4d}.csv"));
    check("/manifest.webmanifest", Some("manifest.webmanifest"));
    check("/gone.js", None);
    check("/v1/nowhere", None);
    for target in ["/%2e%2e/secret", "/%2e%2e%2fsecret", "/a%ff", "/..%5csecret"] {
        let status = client.send("GET", target, &[], &[]).unwrap().status();
        assert_eq!(status, 400, "{target}");
    }
    let refused = client.send("POST", "/", &[], b"x").unwrap();
    assert_eq!((refused.status(), refused.header("allow")), (405, Some("GET, HEAD")));
}
