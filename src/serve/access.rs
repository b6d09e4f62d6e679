//! How the server is reached, and what a token allows.

use axum::http::{HeaderMap, header};

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Look.
    Read,
    /// Write texts too.
    Edit,
}

/// How the server is reached and by whom.
#[derive(Debug, Clone)]
pub struct Access {
    /// `127.0.0.1:4000`, `localhost:4000` …: what a browser that means this server says in `Host`.
    pub hosts: Vec<String>,
    /// Tokens with what they allow; none where only this machine is served.
    pub tokens: Vec<(String, Right)>,
    /// What a page of this server knows and one of another does not.
    pub csrf: String,
}

/// Where a browser keeps its token.
pub(super) const COOKIE: &str = "anpham-token";

impl Access {
    /// Whether a name leads here on purpose.
    pub(super) fn knows(&self, host: &str) -> bool {
        let is = |known: &String| match known.strip_prefix('*') {
            // On every address at once any name may be right: the token decides.
            Some(port) => !self.tokens.is_empty() && host.ends_with(port),
            None => known == host,
        };
        self.hosts.iter().any(is)
    }

    /// What the bearer of these headers may do: nothing without a token where one is needed.
    pub fn right(&self, headers: &HeaderMap, query: &str) -> Option<Right> {
        if self.tokens.is_empty() {
            return Some(Right::Edit);
        }
        let cookies = headers.get(header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or("");
        let of_cookie =
            cookies.split(';').filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| *name == COOKIE);
        let of_query = query.split('&').find_map(|pair| pair.strip_prefix("token="));
        let given = [of_query, of_cookie.map(|(_, value)| value)];
        self.tokens
            .iter()
            .filter(|(token, _)| given.iter().flatten().any(|given| same(given, token)))
            .map(|(_, r)| *r)
            .max()
    }
}

/// Compares without telling by its time how much was right.
pub(super) fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// A word that nobody guesses.
pub(super) fn token() -> String {
    let mut bytes = [0_u8; 24];
    // Without chance there is no secret, and no server.
    getrandom::fill(&mut bytes).expect("the system gives random numbers");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(cookie: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(cookie).expect("a value"));
        headers
    }

    #[test]
    fn tokens_decide_where_there_are_any() {
        let open = Access { hosts: vec![], tokens: vec![], csrf: "x".into() };
        assert_eq!(open.right(&HeaderMap::new(), ""), Some(Right::Edit));
        let (read, edit) = (token(), token());
        assert_ne!(read, edit);
        let tokens = vec![(read.clone(), Right::Read), (edit.clone(), Right::Edit)];
        let closed = Access { tokens, ..open };
        assert_eq!(closed.right(&HeaderMap::new(), ""), None);
        assert_eq!(closed.right(&HeaderMap::new(), "token=wrong"), None);
        assert_eq!(closed.right(&HeaderMap::new(), &format!("a=b&token={read}")), Some(Right::Read));
        assert_eq!(closed.right(&headers(&format!("a=1; {COOKIE}={edit}")), ""), Some(Right::Edit));
        assert_eq!(closed.right(&headers(&format!("{COOKIE}={}", &edit[1..])), ""), None);
    }
}
