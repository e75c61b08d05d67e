//! What the worker answers for a method and a path. It knows nothing of the edge, of any school, or of what is stored.

/// An answer before it is turned into the edge's own type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body, which is always JSON.
    pub body: String,
    /// The methods that the path knows, when it was asked with another one.
    pub allow: Option<&'static str>,
}

/// The answer to one request. The version is that of the build, so that a device can tell an old worker from a new one.
#[must_use]
pub fn answer(method: &str, path: &str) -> Answer {
    match (method, path) {
        ("GET" | "HEAD", "/health") => Answer {
            status: 200,
            body: format!(r#"{{"ok":true,"version":"{}"}}"#, env!("CARGO_PKG_VERSION")),
            allow: None,
        },
        (_, "/health") => {
            Answer { status: 405, body: r#"{"error":"method_not_allowed"}"#.to_owned(), allow: Some("GET, HEAD") }
        }
        _ => Answer { status: 404, body: r#"{"error":"not_found"}"#.to_owned(), allow: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(method: &str, path: &str, status: u16) {
        assert_eq!(answer(method, path).status, status, "{method} {path}");
    }

    #[test]
    fn only_health_is_known() {
        check("GET", "/health", 200);
        check("HEAD", "/health", 200);
        check("POST", "/health", 405);
        check("GET", "/", 404);
        check("GET", "/health/", 404);
    }

    #[test]
    fn health_tells_the_version() {
        let body = answer("GET", "/health").body;
        assert_eq!(body, format!(r#"{{"ok":true,"version":"{}"}}"#, env!("CARGO_PKG_VERSION")));
    }
}
