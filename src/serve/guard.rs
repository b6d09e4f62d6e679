//! Who may ask for what. Local by default; beyond this machine only with a token.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::access::{COOKIE, Right, same};
use super::app::App;

/// What a browser may load and run: what this server gives and nothing else. Pages are pictures, so nothing in them runs.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
                      connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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
