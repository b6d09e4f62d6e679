//! Who may ask for what. Local by default; beyond this machine only with a token.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::http::App;

/// What a browser may load and run: what this server gives and nothing else. Pages are pictures, so nothing in them runs.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
                      connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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

const COOKIE: &str = "anpham-token";

impl Access {
    /// Whether a name leads here on purpose.
    fn knows(&self, host: &str) -> bool {
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
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// A word that nobody guesses.
pub fn token() -> String {
    let mut bytes = [0_u8; 24];
    // Without chance there is no secret, and no server.
    getrandom::fill(&mut bytes).expect("the system gives random numbers");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every request passes here.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let access = &app.access;
    let headers = request.headers();
    let text =
        |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_string();
    // A name of somebody else's that leads to this machine (DNS rebinding) is not ours.
    let host = text(header::HOST).to_lowercase();
    if !access.knows(&host) {
        return refused(StatusCode::MISDIRECTED_REQUEST, "host");
    }
    let query = request.uri().query().unwrap_or("").to_string();
    let Some(right) = access.right(headers, &query) else { return refused(StatusCode::UNAUTHORIZED, "token") };
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let origin = text(header::ORIGIN).to_lowercase();
        let ours = origin.strip_prefix("http://").is_some_and(|from| from == host);
        let known = headers.get("x-anpham").and_then(|value| value.to_str().ok()).unwrap_or("");
        if !ours || !same(known, &access.csrf) {
            return refused(StatusCode::FORBIDDEN, "origin");
        }
        if right < Right::Edit {
            return refused(StatusCode::FORBIDDEN, "read-only");
        }
    }
    let token = query.split('&').find_map(|pair| pair.strip_prefix("token=")).map(str::to_string);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let usual: [(&'static str, &str); 6] = [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("x-frame-options", "DENY"),
    ];
    for (name, value) in usual {
        if !headers.contains_key(name)
            && let Ok(value) = HeaderValue::from_str(value)
        {
            headers.insert(name, value);
        }
    }
    if let Some(token) = token.filter(|_| !access.tokens.is_empty())
        && let Ok(cookie) = HeaderValue::from_str(&format!("{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/"))
    {
        headers.append(header::SET_COOKIE, cookie);
    }
    response
}

fn refused(status: StatusCode, why: &'static str) -> Response {
    let mut response = (status, why).into_response();
    response.headers_mut().insert("content-security-policy", HeaderValue::from_static("default-src 'none'"));
    *response.body_mut() = Body::from(why);
    response
}

#[cfg(test)]
mod tests {
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
