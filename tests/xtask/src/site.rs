//! What the built-in server answers for a path: which file, which type, which headers. The policy header is read from
//! the page's own `<meta>`, so that there is one policy and not two that drift apart.

use std::path::{Component, Path, PathBuf};

/// An answer that is ready to be sent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: &'static str,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

/// A folder with a built client in it.
pub(crate) struct Site {
    folder: PathBuf,
    policy: String,
}

impl Site {
    /// Opens the folder; nothing when there is no built client in it.
    pub(crate) fn open(folder: &Path) -> Option<Self> {
        let page = std::fs::read_to_string(folder.join("index.html")).ok()?;
        Some(Self { folder: folder.to_owned(), policy: policy_of(&page)? })
    }

    /// The answer to GET for this path of a URL, as it stands in the request.
    pub(crate) fn get(&self, target: &str) -> Answer {
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let Some(inside) = decode(path).as_deref().and_then(safe) else {
            return plain("400 Bad Request");
        };
        let file = self.folder.join(&inside);
        if let Ok(body) = std::fs::read(&file) {
            return self.found(&inside, body);
        }
        // Every page of the client has its own address, and the one document answers for all of them.
        if inside.extension().is_none()
            && let Ok(body) = std::fs::read(self.folder.join("index.html"))
        {
            return self.found(Path::new("index.html"), body);
        }
        plain("404 Not Found")
    }

    fn found(&self, inside: &Path, body: Vec<u8>) -> Answer {
        let mut headers = vec![
            ("Content-Type", media_type(inside).to_owned()),
            ("Cache-Control", caching(inside).to_owned()),
            ("X-Content-Type-Options", "nosniff".to_owned()),
            ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ];
        if media_type(inside).starts_with("text/html") {
            headers.extend([
                ("Content-Security-Policy", format!("{}; frame-ancestors 'none'", self.policy)),
                ("Referrer-Policy", "no-referrer".to_owned()),
                ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
            ]);
        }
        Answer { status: "200 OK", headers, body }
    }
}

fn plain(status: &'static str) -> Answer {
    Answer { status, headers: vec![("Content-Type", "text/plain".to_owned())], body: status.as_bytes().to_vec() }
}

fn policy_of(page: &str) -> Option<String> {
    let (_, after) = page.split_once("http-equiv=\"Content-Security-Policy\"")?;
    let (_, content) = after.split_once("content=\"")?;
    content.split('"').next().map(str::to_owned)
}

/// A path below the folder, or nothing when it would lead out of it.
fn safe(path: &str) -> Option<PathBuf> {
    let relative = Path::new(path.trim_start_matches('/'));
    relative.components().all(|part| matches!(part, Component::Normal(_))).then(|| relative.to_owned())
}

fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let text = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(text, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Browsers compile a module while it downloads only when the type is exactly `application/wasm`.
fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        Some("csv" | "tsv") => "text/csv",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("xls") => "application/vnd.ms-excel",
        _ => "application/octet-stream",
    }
}

/// A name with a hash in it never means anything else; every other name is asked for anew each time.
fn caching(file: &Path) -> &'static str {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let hashed =
        name.split(['-', '.', '_']).any(|part| part.len() >= 13 && part.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if hashed { "public, max-age=31536000, immutable" } else { "no-cache" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside_the_folder() {
        let check = |path: &str, inside: Option<&str>| {
            let found = decode(path).as_deref().and_then(safe);
            assert_eq!(found, inside.map(PathBuf::from), "{path}");
        };
        check("/", Some(""));
        check("/icons/icon-192.png", Some("icons/icon-192.png"));
        check("/sample/%E6%88%B7%E7%B1%8D.csv", Some("sample/户籍.csv"));
        check("/../Cargo.toml", None);
        check("/%2e%2e/Cargo.toml", None);
        check("/a%ff", None);
        check("/a%2", None);
    }

    #[test]
    fn only_hashed_names_are_cached_for_good() {
        let check = |name: &str, forever: bool| {
            let caching = caching(Path::new(name));
            assert_eq!(caching.contains("immutable"), forever, "{name}");
        };
        check("app-76fdd76afd391b50_bg.wasm", true);
        check("desk-worker-00b3a1c2d3e4f506_loader.js", true);
        check("index.html", false);
        check("sw.js", false);
        check("icon-192.png", false);
    }

    #[test]
    fn the_policy_is_the_one_in_the_page() {
        let page = std::fs::read_to_string(crate::paths::root().join("public/index.html")).unwrap();
        let policy = policy_of(&page).unwrap();
        for part in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "connect-src 'self'",
            "require-trusted-types-for 'script'",
        ] {
            assert!(policy.contains(part), "{part}");
        }
        assert!(!policy.contains("'unsafe-inline'"));
        assert!(!policy.contains("'unsafe-eval'"));
    }
}
