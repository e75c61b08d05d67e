//! How is the built client served: which file answers a path, of which type, under which headers?
//!
//! The task runner and the edge worker both serve the client and must not differ, above all not in the policy header; so
//! both ask here. It depends on nothing, because the task runner has to compile on a bare machine in seconds.

/// A file of the client, named by its path below the folder of the built client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    path: String,
}

impl File {
    /// The page itself, which answers for every address of the client.
    #[must_use]
    pub fn index() -> Self {
        Self { path: "index.html".to_owned() }
    }

    /// The file that the target of a request asks for; nothing when it is not a path below the folder.
    #[must_use]
    pub fn of_target(target: &str) -> Option<Self> {
        let path = decode(target.split(['?', '#']).next().unwrap_or_default())?;
        let inside = path.trim_start_matches('/');
        // A backslash separates folders on Windows, and a nul ends a name in C.
        let safe = inside.split('/').all(|part| part != "." && part != "..") && !inside.contains(['\\', '\0', ':']);
        safe.then(|| Self { path: inside.to_owned() })
    }

    /// Its path, with forward slashes and none in front.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether the path is an address within the client rather than a file: the page answers it.
    #[must_use]
    pub fn may_be_a_page(&self) -> bool {
        self.extension().is_none()
    }

    /// What it is sent with. `policy` is that of the page ([`policy_of`]).
    #[must_use]
    pub fn headers(&self, policy: &str) -> Vec<(&'static str, String)> {
        let mut headers = vec![
            ("Content-Type", self.media_type().to_owned()),
            ("Cache-Control", self.caching().to_owned()),
            ("X-Content-Type-Options", "nosniff".to_owned()),
            ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ];
        if self.media_type().starts_with("text/html") {
            headers.extend([
                ("Content-Security-Policy", format!("{policy}; frame-ancestors 'none'")),
                ("Referrer-Policy", "no-referrer".to_owned()),
                ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
            ]);
        }
        headers
    }

    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    fn extension(&self) -> Option<&str> {
        self.name().rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, extension)| extension)
    }

    /// Browsers compile a module while it downloads only when the type is exactly `application/wasm`.
    fn media_type(&self) -> &'static str {
        match self.extension() {
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
    fn caching(&self) -> &'static str {
        let hashed = self
            .name()
            .split(['-', '.', '_'])
            .any(|part| part.len() >= 13 && part.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if hashed { "public, max-age=31536000, immutable" } else { "no-cache" }
    }
}

/// The policy in the page's own `<meta>`, so that there is one policy and not two that drift apart.
#[must_use]
pub fn policy_of(page: &str) -> Option<String> {
    let (_, after) = page.split_once("http-equiv=\"Content-Security-Policy\"")?;
    let (_, content) = after.split_once("content=\"")?;
    content.split('"').next().map(str::to_owned)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn header(file: &File, name: &str) -> Option<String> {
        file.headers("default-src 'none'").into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    #[test]
    fn paths_stay_inside_the_folder() {
        let check = |target: &str, inside: Option<&str>| {
            assert_eq!(File::of_target(target).as_ref().map(File::path), inside, "{target}");
        };
        check("/", Some(""));
        check("/icons/icon-192.png", Some("icons/icon-192.png"));
        check("/sample/%E6%88%B7%E7%B1%8D.csv", Some("sample/户籍.csv"));
        check("/app.js?v=1#top", Some("app.js"));
        check("/../Cargo.toml", None);
        check("/a/../../Cargo.toml", None);
        check("/%2e%2e/Cargo.toml", None);
        check("/a/..%5c..%5cCargo.toml", None);
        check("/c:/secret", None);
        check("/a%ff", None);
        check("/a%2", None);
    }

    #[test]
    fn only_hashed_names_are_cached_for_good() {
        let check = |name: &str, forever: bool| {
            let file = File::of_target(name).unwrap();
            assert_eq!(header(&file, "Cache-Control").unwrap().contains("immutable"), forever, "{name}");
        };
        check("/app-76fdd76afd391b50_bg.wasm", true);
        check("/desk-worker-00b3a1c2d3e4f506_loader.js", true);
        check("/index.html", false);
        check("/sw.js", false);
        check("/icon-192.png", false);
    }

    #[test]
    fn only_the_page_carries_the_policy() {
        assert_eq!(
            header(&File::index(), "Content-Security-Policy").unwrap(),
            "default-src 'none'; frame-ancestors 'none'"
        );
        let module = File::of_target("/app_bg.wasm").unwrap();
        assert_eq!(header(&module, "Content-Security-Policy"), None);
        assert_eq!(header(&module, "Content-Type").unwrap(), "application/wasm");
        assert_eq!(header(&module, "X-Content-Type-Options").unwrap(), "nosniff");
    }

    #[test]
    fn an_address_without_an_extension_may_be_a_page() {
        let check = |target: &str, page: bool| {
            assert_eq!(File::of_target(target).unwrap().may_be_a_page(), page, "{target}");
        };
        check("/", true);
        check("/roster/7", true);
        check("/v1.2/roster", true);
        check("/missing.js", false);
        check("/.hidden", true);
    }
}
