//! Requests and answers. What they are about is done elsewhere: pages in `studio`, texts in
//! `texts`.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::middleware;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use similar::{Algorithm, capture_diff_slices};
use tokio_stream::Stream;

use super::access::Right;
use super::app::App;
use super::guard;
use super::lanes::Urgency;
use super::plates::ServedPlates;
use super::studio::{Moment, View};
use super::texts::{self, LARGEST, TextError};
use crate::args;
use crate::compile;
use crate::content::{Facts, TEXT_FIELDS};
use crate::diag::Diagnostics;
use crate::findings::{Findings, JsonDiagnostic};
use crate::i18n::Lang;
use crate::layout::Makes;
use crate::msg;
use crate::plan::Job;
use crate::scaffold;

static WEB: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/serve/web");

/// All routes.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/", get(shell))
        .route("/piece", get(shell))
        .route("/facts", get(shell))
        .route("/problems", get(shell))
        .route("/present", get(shell))
        .route("/web/{*path}", get(asset))
        .route("/font/{name}", get(font))
        .route("/page/{hash}", get(page))
        .route("/thumb", get(thumb))
        .route("/download", get(download))
        .route("/plates", get(plates))
        .route("/api/plates", get(which_plates))
        .route("/api/campaign", get(campaign))
        .route("/api/events", get(events))
        .route("/api/view", get(view))
        .route("/api/problems", get(problems))
        .route("/api/facts", get(facts))
        .route("/api/text", get(read_text).post(write_text))
        .route("/api/type", axum::routing::post(type_over))
        .route("/api/new", axum::routing::post(make_piece))
        .route("/api/click", get(click))
        .route("/api/cursor", get(cursor))
        .route("/api/compare", get(compare))
        .route("/api/words", get(vocabulary))
        .layer(DefaultBodyLimit::max(2 * LARGEST))
        .layer(middleware::from_fn_with_state(app.clone(), guard::guard))
        .with_state(app)
}

/// The language of an answer, and what it is about.
#[derive(Debug, Deserialize)]
struct Ask {
    lang: Option<String>,
    #[serde(default)]
    id: String,
    #[serde(default)]
    path: String,
    #[serde(default)]
    watch: String,
    #[serde(default)]
    kind: String,
    page: Option<usize>,
    x: Option<f64>,
    y: Option<f64>,
    line: Option<usize>,
    column: Option<usize>,
    width: Option<f64>,
    #[serde(default)]
    a: String,
    #[serde(default)]
    b: String,
}

impl Ask {
    fn lang(&self, app: &App) -> Lang {
        match self.lang.as_deref() {
            Some("vi") => Lang::Vi,
            Some("en") => Lang::En,
            _ => app.lang,
        }
    }
}

fn json_answer(value: &Json) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (headers, value.to_string()).into_response()
}

fn missing() -> Response {
    (StatusCode::NOT_FOUND, "not found").into_response()
}

/// The one page: what it shows is decided in the browser.
async fn shell(State(app): State<App>, headers: HeaderMap, uri: axum::http::Uri) -> Response {
    let page = WEB.get_file("index.html").and_then(|file| file.contents_utf8()).unwrap_or("");
    let lang = if app.lang == Lang::Vi { "vi" } else { "en" };
    let may_edit = app.access.right(&headers, uri.query().unwrap_or("")) == Some(Right::Edit);
    let page = page
        .replace("<<csrf>>", &app.access.csrf)
        .replace("<<lang>>", lang)
        .replace("<<edit>>", if may_edit { "yes" } else { "no" });
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], page).into_response()
}

async fn asset(Path(path): Path<String>) -> Response {
    let Some(file) = WEB.get_file(&path).filter(|_| path != "index.html") else { return missing() };
    let kind = match path.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "text/plain; charset=utf-8",
    };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], file.contents()).into_response()
}

/// The faces that the pages of this server are set in.
async fn font(State(app): State<App>, Path(name): Path<String>) -> Response {
    let Some(shop) = app.studio.state().shop.clone() else { return missing() };
    let fonts = shop.files.folder("fonts");
    let found =
        fonts.into_iter().find(|(path, _)| path.ends_with(".ttf") && path.rsplit('/').next() == Some(name.as_str()));
    let Some((_, bytes)) = found else { return missing() };
    ([(header::CONTENT_TYPE, "font/ttf"), (header::CACHE_CONTROL, "private, max-age=86400")], bytes).into_response()
}

/// A page by the hash of its picture: what has this name never changes.
async fn page(State(app): State<App>, Path(hash): Path<String>) -> Response {
    let Some(svg) = app.studio.page(hash.trim_end_matches(".svg")) else { return missing() };
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "private, max-age=31536000, immutable"),
        // Opened by itself it is a document: it may still run nothing.
        (
            HeaderName::from_static("content-security-policy"),
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
        ),
    ];
    (headers, svg.to_string()).into_response()
}

/// A small picture of the first page.
async fn thumb(State(app): State<App>, Query(ask): Query<Ask>) -> Response {
    let Some(made) = app.studio.made(&ask.id).await else { return missing() };
    let width = ask.width.unwrap_or(320.0).clamp(40.0, 800.0);
    let drawn = tokio::task::spawn_blocking(move || made.png(0, width)).await.ok().flatten();
    let Some(png) = drawn else { return missing() };
    let headers = [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "private, max-age=86400")];
    (headers, png).into_response()
}

/// The plates of a page of a file for the press.
async fn told_plates(app: &App, ask: &Ask) -> Option<Arc<ServedPlates>> {
    let view = app.studio.view(&ask.id, Urgency::Asked).await?;
    let made = app.studio.made(&ask.id).await?;
    let (kept, key, page) = (app.plates.clone(), format!("{} {}", ask.id, view.key), ask.page.unwrap_or(1));
    tokio::task::spawn_blocking(move || kept.of(&made, &key, page)).await.ok().flatten()
}

async fn which_plates(State(app): State<App>, Query(ask): Query<Ask>) -> Response {
    match told_plates(&app, &ask).await {
        Some(told) => json_answer(&told.json(ask.lang(&app))),
        None => missing(),
    }
}

/// A page as the plates named in `a`, a line each, print it; as the sum of all inks where `kind` is `map`.
async fn plates(State(app): State<App>, Query(ask): Query<Ask>) -> Response {
    let Some(told) = told_plates(&app, &ask).await else { return missing() };
    let draw = move || told.png(&ask.a.split('\n').collect::<Vec<_>>(), ask.kind == "map");
    let Some(png) = tokio::task::spawn_blocking(draw).await.ok().flatten() else { return missing() };
    ([(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "no-store")], png).into_response()
}

async fn download(State(app): State<App>, Query(ask): Query<Ask>) -> Response {
    let Some(made) = app.studio.made(&ask.id).await else { return missing() };
    let name = made.file_name();
    let (page, kind) = (ask.page.unwrap_or(1), ask.kind.clone());
    let (bytes, name, mime) = match kind.as_str() {
        "png" => {
            let name = format!("{}-{page}.png", Makes::stem(&name));
            let png = move || made.png(page.saturating_sub(1), 1600.0);
            (tokio::task::spawn_blocking(png).await.ok().flatten(), name, "image/png")
        }
        _ => {
            let pdf = move || made.pdf(&mut Diagnostics::new());
            (tokio::task::spawn_blocking(pdf).await.ok().flatten(), name, "application/pdf")
        }
    };
    let Some(bytes) = bytes else {
        return (StatusCode::UNPROCESSABLE_ENTITY, ask.lang(&app).text(&msg!("serve-no-download"))).into_response();
    };
    let disposition = format!("attachment; filename*=UTF-8''{}", percent(&name));
    let headers = [(header::CONTENT_TYPE, mime.to_string()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, bytes).into_response()
}

/// RFC 5987: letters, digits and a few signs as they are, the rest in hex.
fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// All that the wall shows.
async fn campaign(State(app): State<App>, Query(ask): Query<Ask>) -> Response {
    let lang = ask.lang(&app);
    let state = app.studio.state();
    let Some(shop) = &state.shop else {
        let found: Vec<_> = state.diagnostics.iter().map(|d| json!(JsonDiagnostic::new(d, lang))).collect();
        return json_answer(&json!({ "generation": state.generation, "broken": true, "problems": found }));
    };
    let content = &shop.content;
    let key = if lang == Lang::Vi { "vi" } else { "en" };
    let directives: Vec<Json> = content
        .directives
        .values()
        .map(|d| json!({ "id": d.id, "short": d.short, "title": d.title, "path": d.file.path, "number": d.number, "facts": d.facts.len() }))
        .collect();
    let audiences: Vec<Json> =
        content.audiences.iter().map(|a| json!({ "id": a.id, "name": a.name, "cares": a.cares })).collect();
    let formats: Vec<Json> = shop
        .layouts
        .formats
        .values()
        .map(|format| {
            let sizes: Vec<Json> = format
                .sizes
                .iter()
                .map(|size| {
                    json!({
                        "id": size.id, "width": size.width, "height": size.height, "bleed": size.bleed, "scale": size.scale,
                        "folds": size.folds, "across": size.folds_across, "clear": size.margin(),
                    })
                })
                .collect();
            json!({
                "id": format.id, "name": format.name.get(key).unwrap_or(&format.id), "sizes": sizes,
                "size": format.default_size, "parts": format.parts,
            })
        })
        .collect();
    let profiles: Vec<Json> = content
        .campaign
        .profiles
        .values()
        .map(|profile| {
            let has_few_inks = !profile.press.inks.is_empty();
            json!({ "name": profile.name, "kind": compile::kind_name(profile.kind), "fewInks": has_few_inks })
        })
        .collect();
    let jobs: Vec<Json> = state.jobs.values().map(|job| card(&app, &state, job)).collect();
    json_answer(&json!({
        "generation": state.generation,
        "title": content.campaign.title,
        "issuer": content.campaign.issuer.short,
        "directives": directives,
        "audiences": audiences,
        "formats": formats,
        "profiles": profiles,
        "jobs": jobs,
        "problems": state.diagnostics.len(),
        "unsaved": app.studio.unsaved(),
    }))
}

fn card(app: &App, state: &Moment, job: &Job) -> Json {
    let title = job.piece.meta.text.get("title").map_or("", |title| title.value.as_str());
    // Titles are templates: a hole is shown as it is written.
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let last = app.studio.last(&job.output);
    let title = last.as_ref().map(|view| view.title.clone()).filter(|title| !title.is_empty()).unwrap_or(title);
    let (errors, warnings) = last.as_ref().map_or((0, 0), |view| {
        let errors = view.diagnostics.iter().filter(|d| d.is_error()).count();
        (errors, view.diagnostics.len() - errors)
    });
    json!({
        "id": job.output, "directive": job.piece.directive, "audience": job.audience, "format": job.format, "size": job.size,
        "part": job.part, "profile": job.profile, "lang": job.lang,
        "piece": job.piece.id,
        "path": job.piece.file.path,
        "title": title,
        "key": app.studio.key(state, job),
        "pages": last.as_ref().map(|view| view.pages.len()),
        "errors": errors, "warnings": warnings,
    })
}

fn view_json(id: &str, view: &View, lang: Lang) -> Json {
    let pages: Vec<Json> = view
        .pages
        .iter()
        .map(|page| json!({ "hash": page.hash, "width": page.width, "height": page.height }))
        .collect();
    let slots: Vec<Json> = view
        .slots
        .iter()
        .map(|slot| json!({ "name": slot.name, "size": slot.size, "fits": slot.fits, "cut": slot.cut, "area": slot.area }))
        .collect();
    let found: Vec<_> = view.diagnostics.iter().map(|d| json!(JsonDiagnostic::new(d, lang))).collect();
    json!({ "id": id, "key": view.key, "pages": pages, "problems": found, "millis": view.millis, "slots": slots })
}

async fn view(State(app): State<App>, Query(ask): Query<Ask>) -> Response {
    match app.studio.view(&ask.id, Urgency::Asked).await {
        Some(view) => json_answer(&view_json(&ask.id, &view, ask.lang(&app))),
        None => missing(),
    }
}

/// What is watched, as it is now and at every change; then the number of the change. A page that was reconnecting hears of the
/// latest at once, so nothing is missed.
async fn events(State(app): State<App>, Query(ask): Query<Ask>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let lang = ask.lang(&app);
    let watched: Vec<String> = ask.watch.split('\n').filter(|id| !id.is_empty()).take(8).map(String::from).collect();
    let (sender, receiver) = tokio::sync::mpsc::channel::<Result<Event, Infallible>>(16);
    let mut news = app.studio.news();
    tokio::spawn(async move {
        loop {
            let generation = *news.borrow_and_update();
            for id in &watched {
                let Some(view) = app.studio.view(id, Urgency::Watched).await else { continue };
                let event = Event::default().event("view").data(view_json(id, &view, lang).to_string());
                // Nobody listens any more.
                if sender.send(Ok(event)).await.is_err() {
                    return;
                }
            }
            let change = Event::default().event("change").data(generation.to_string());
            if sender.send(Ok(change)).await.is_err() {
                return;
            }
            tokio::select! {
                heard = news.changed() => if heard.is_err() { return },
                () = sender.closed() => return,
            }
        }
    });
    Sse::new(tokio_stream::wrappers::ReceiverStream::new(receiver))
        .keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

/// Everything that is wrong anywhere, in every profile that is built by default, each thing once.
async fn problems(State(app): State<App>, Query(ask): Query<Ask>) -> Response {
    let lang = ask.lang(&app);
    let state = app.studio.state();
    let views: Vec<(String, Arc<View>)> =
        state.jobs.keys().filter_map(|id| Some((id.clone(), app.studio.last(id)?))).collect();
    let mut findings = Findings::default();
    findings.add_all(&state.diagnostics);
    for (id, view) in &views {
        view.diagnostics.iter().for_each(|diagnostic| findings.add(diagnostic, Some(id)));
    }
    let known = views.iter().filter(|(id, _)| id.starts_with("screen/")).count();
    let all = state.jobs.values().filter(|job| job.profile == "screen").count();
    json_answer(&json!({ "problems": findings.json(lang), "looked_at": known, "of": all }))
}

/// Every figure and every document with its source and every line that uses it.
async fn facts(State(app): State<App>) -> Response {
    let state = app.studio.state();
    let listed = tokio::task::spawn_blocking(move || state.facts()).await;
    listed.map_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response(), |listed| json_answer(&listed))
}

fn text_error(error: &TextError, lang: Lang) -> Response {
    let (status, message) = match error {
        TextError::Forbidden => (StatusCode::FORBIDDEN, msg!("serve-forbidden")),
        TextError::NotFound => (StatusCode::NOT_FOUND, msg!("serve-no-text")),
        TextError::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, msg!("serve-too-large")),
        TextError::Changed(_) => (StatusCode::CONFLICT, msg!("serve-changed")),
        TextError::Io(words) => (StatusCode::INSUFFICIENT_STORAGE, msg!("serve-not-written", words = words)),
    };
    let mut body = json!({ "message": lang.text(&message) });
    if let TextError::Changed(now) = error {
        body["text"] = json!(now.text);
        body["version"] = json!(now.version);
    }
    (status, json_answer(&body)).into_response()
}

async fn read_text(State(app): State<App>, Query(ask): Query<Ask>) -> Response {
    let state = app.studio.state();
    let Some(shop) = &state.shop else { return missing() };
    match texts::read(&shop.files, &ask.path) {
        Ok(text) => json_answer(&json!({ "path": ask.path, "text": text.text, "version": text.version })),
        Err(error) => text_error(&error, ask.lang(&app)),
    }
}

#[derive(Debug, Deserialize)]
struct Written {
    path: String,
    text: Option<String>,
    #[serde(default)]
    base: String,
}

fn parse<T: for<'a> Deserialize<'a>>(body: &Bytes) -> Result<T, Box<Response>> {
    serde_json::from_slice(body).map_err(|error| Box::new((StatusCode::BAD_REQUEST, error.to_string()).into_response()))
}

async fn write_text(State(app): State<App>, Query(ask): Query<Ask>, body: Bytes) -> Response {
    let written: Written = match parse(&body) {
        Ok(written) => written,
        Err(response) => return *response,
    };
    let lang = ask.lang(&app);
    let saved = tokio::task::spawn_blocking(move || {
        let state = app.studio.state();
        let shop = state.shop.clone().ok_or(TextError::NotFound)?;
        let text = written.text.unwrap_or_default();
        let version = texts::write(&shop.files, &written.path, &text, &written.base)?;
        // What was typed is on the disk now.
        let _ = app.studio.type_over(&written.path, None);
        Ok(version)
    });
    match saved.await.unwrap_or(Err(TextError::Io(String::new()))) {
        Ok(version) => json_answer(&json!({ "version": version })),
        Err(error) => text_error(&error, lang),
    }
}

/// What is typed and not saved, to be seen on the pages.
async fn type_over(State(app): State<App>, Query(ask): Query<Ask>, body: Bytes) -> Response {
    let typed: Written = match parse(&body) {
        Ok(typed) => typed,
        Err(response) => return *response,
    };
    let lang = ask.lang(&app);
    if !texts::is_text(&typed.path) {
        return text_error(&TextError::Forbidden, lang);
    }
    if typed.text.as_ref().is_some_and(|text| text.len() > LARGEST) {
        return text_error(&TextError::TooLarge, lang);
    }
    let state = app.studio.state();
    let known = state.shop.as_ref().is_some_and(|shop| shop.files.resolve(&typed.path).is_ok());
    if !known {
        return text_error(&TextError::NotFound, lang);
    }
    let done = tokio::task::spawn_blocking(move || app.studio.type_over(&typed.path, typed.text)).await;
    match done {
        Ok(Ok(())) => json_answer(&json!({})),
        _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[derive(Debug, Deserialize)]
struct PieceAsked {
    directive: String,
    audience: String,
    format: String,
    name: String,
    #[serde(default)]
    title: String,
}

/// A piece from lists: what `anpham new piece` writes.
async fn make_piece(State(app): State<App>, Query(ask): Query<Ask>, body: Bytes) -> Response {
    let wanted: PieceAsked = match parse(&body) {
        Ok(wanted) => wanted,
        Err(response) => return *response,
    };
    let lang = ask.lang(&app);
    let path = format!("{}/{}/{}", wanted.directive, wanted.audience, wanted.name);
    let title = Some(wanted.title.trim().to_string()).filter(|title| !title.is_empty());
    let made = tokio::task::spawn_blocking(move || {
        let asked = args::NewPiece { path, format: wanted.format, title };
        let made = scaffold::piece(app.studio.root().to_path_buf(), &asked);
        if made.is_ok() {
            let _ = app.studio.refresh(false);
        }
        made
    });
    match made.await {
        Ok(Ok(begun)) => json_answer(&json!({ "path": begun.written.first() })),
        Ok(Err(refusal)) => {
            let problems = refusal.diagnostics();
            let told: Vec<Json> = problems.iter().map(|problem| json!(JsonDiagnostic::new(problem, lang))).collect();
            (StatusCode::UNPROCESSABLE_ENTITY, json_answer(&json!({ "problems": told }))).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// From a point of a page to the line that made it.
async fn click(State(app): State<App>, Query(ask): Query<Ask>) -> Response {
    let Some(made) = app.studio.made(&ask.id).await else { return missing() };
    let (page, at) = (ask.page.unwrap_or(1), (ask.x.unwrap_or(0.0), ask.y.unwrap_or(0.0)));
    let shop = made.shop.clone();
    let place = crate::job::place_of(&made.job.piece);
    let Some(profile) = shop.content.campaign.profiles.get(&made.job.profile) else { return missing() };
    match compile::click(&shop.base, profile, &made.source, &place, &made.document, page, at) {
        Some((file, offset)) => {
            let (line, column) = file.line_column(offset);
            json_answer(&json!({ "path": file.path, "line": line, "column": column }))
        }
        None => json_answer(&json!({})),
    }
}

/// From a place in a text to where it stands on the pages.
async fn cursor(State(app): State<App>, Query(ask): Query<Ask>) -> Response {
    let Some(made) = app.studio.made(&ask.id).await else { return missing() };
    let shop = made.shop.clone();
    let Some(profile) = shop.content.campaign.profiles.get(&made.job.profile) else { return missing() };
    let Some(piece) = shop.content.pieces.iter().find(|piece| piece.file.path == ask.path) else {
        return json_answer(&json!({ "places": [] }));
    };
    let line = piece.file.line_range(ask.line.unwrap_or(1).saturating_sub(1));
    let text = piece.file.text.get(line.clone()).unwrap_or("");
    let into: usize = text.chars().take(ask.column.unwrap_or(1).saturating_sub(1)).map(char::len_utf8).sum();
    let places = compile::cursor(&shop.base, profile, &made.source, &made.document, &ask.path, line.start + into);
    let places: Vec<Json> = places.iter().map(|(page, x, y)| json!({ "page": page, "x": x, "y": y })).collect();
    json_answer(&json!({ "places": places }))
}

/// The words in which two documents differ, with where they stand.
async fn compare(State(app): State<App>, Query(ask): Query<Ask>) -> Response {
    let (Some(a), Some(b)) = (app.studio.made(&ask.a).await, app.studio.made(&ask.b).await) else { return missing() };
    let differ = tokio::task::spawn_blocking(move || {
        let (left, right) = (compile::words(&a.document), compile::words(&b.document));
        let text = |words: &[compile::Word]| words.iter().map(|word| word.text.clone()).collect::<Vec<_>>();
        let (mut only_left, mut only_right) = (Vec::new(), Vec::new());
        for op in capture_diff_slices(Algorithm::Patience, &text(&left), &text(&right)) {
            if op.tag() != similar::DiffTag::Equal {
                only_left.extend_from_slice(&left[op.old_range()]);
                only_right.extend_from_slice(&right[op.new_range()]);
            }
        }
        let told = |words: Vec<compile::Word>| {
            words
                .iter()
                .map(|word| json!({ "text": word.text, "page": word.page, "area": word.area }))
                .collect::<Vec<_>>()
        };
        json!({ "a": told(only_left), "b": told(only_right) })
    });
    match differ.await {
        Ok(differ) => json_answer(&differ),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// What may be typed in a piece: its facts and the names that a template knows.
async fn vocabulary(State(app): State<App>, Query(ask): Query<Ask>) -> Response {
    let state = app.studio.state();
    let Some(shop) = &state.shop else { return json_answer(&json!({ "facts": [], "names": [] })) };
    let directive = ask.path.split('/').nth(1).and_then(|id| shop.content.directives.get(id));
    // Those of the piece's own directive first, then the others by their full name.
    let facts = directive.map(|directive| Facts::new(&shop.content, directive, &shop.content.campaign.lang));
    let facts: Vec<Json> = facts
        .iter()
        .flat_map(|facts| facts.names().into_iter().filter_map(|name| Some((facts.get(&name)?.into_owned(), name))))
        .map(|(fact, name)| json!({ "id": name, "shown": fact.printed(), "label": fact.label }))
        .collect();
    let names = [
        "directive.short",
        "directive.number",
        "directive.title",
        "directive.date",
        "directive.issuer",
        "audience.name",
        "audience.plural",
        "campaign.title",
        "campaign.issuer.name",
        "campaign.issuer.short",
    ];
    let audiences: Vec<&str> = shop.content.audiences.iter().map(|audience| audience.id.as_str()).collect();
    json_answer(&json!({
        "facts": facts, "names": names, "fields": TEXT_FIELDS, "blocks": crate::content::kinds::NAMES,
        "formats": shop.layouts.names(), "audiences": audiences,
    }))
}
