//! What the built-in server answers for a path, from a folder on disk. Which file, which type and which headers that is,
//! the crate `site` says, which the edge worker asks as well.

use std::path::{Path, PathBuf};

use site::File;

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
        Some(Self { folder: folder.to_owned(), policy: site::policy_of(&page)? })
    }

    /// The answer to GET for this target of a request.
    pub(crate) fn get(&self, target: &str) -> Answer {
        let Some(file) = File::of_target(target) else {
            return plain("400 Bad Request");
        };
        if let Some(answer) = self.file(&file) {
            return answer;
        }
        // Every page of the client has its own address, and the one document answers for all of them.
        let page = if file.may_be_a_page() { self.file(&File::index()) } else { None };
        page.unwrap_or_else(|| plain("404 Not Found"))
    }

    fn file(&self, file: &File) -> Option<Answer> {
        let body = std::fs::read(self.folder.join(file.path())).ok()?;
        Some(Answer { status: "200 OK", headers: file.headers(&self.policy), body })
    }
}

fn plain(status: &'static str) -> Answer {
    Answer { status, headers: vec![("Content-Type", "text/plain".to_owned())], body: status.as_bytes().to_vec() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_policy_is_the_one_in_the_page() {
        let page = std::fs::read_to_string(crate::paths::root().join("public/index.html")).unwrap();
        let policy = site::policy_of(&page).unwrap();
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
