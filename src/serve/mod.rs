//! The preview in the browser.
//!
//! [`studio`] holds the workspace as it is and sets pages as they are asked for, on the threads of [`lanes`]; [`watch`] tells
//! it of changes; `plates` tells the inks of print files apart; [`texts`] reads and writes texts, `facts` lists the figures with
//! the lines that show them; [`guard`] decides who may ask, and [`http`] answers. What a browser runs is in `web/`.

mod access;
mod app;
mod facts;
pub mod guard;
pub mod http;
pub mod lanes;
mod plates;
pub mod studio;
pub mod texts;
pub mod watch;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::i18n::Lang;
use crate::report::BuildError;
use access::{Access, Right, token};
use app::App;
use studio::Studio;

/// The first port that is tried.
pub const FIRST_PORT: u16 = 4000;
/// Ports that are tried one after the other.
const PORTS: u16 = 100;
/// Quiet time before pages are set that nobody looks at.
const IDLE: Duration = Duration::from_millis(700);

/// How to serve.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// Where to listen; this machine alone if not given.
    pub host: Option<IpAddr>,
    /// The port; the first free one from [`FIRST_PORT`] if not given.
    pub port: Option<u16>,
    /// Language of the pages.
    pub lang: Lang,
    /// Threads that set pages.
    pub threads: usize,
}

/// Why nothing is served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The workspace could not be read at all.
    #[error("the workspace cannot be read: {0}")]
    Workspace(BuildError),
    /// The port is taken, or the system refuses it.
    #[error("port {0} cannot be used: {1}")]
    Port(u16, std::io::Error),
    /// The system gives no threads.
    #[error("no threads to serve with: {0}")]
    Runtime(std::io::Error),
}

/// What somebody needs to know to come in.
#[derive(Debug, Clone)]
pub struct Door {
    /// The link that may edit.
    pub link: String,
    /// The link that may look, where it differs.
    pub read_only: Option<String>,
}

/// Serves a workspace until the program is stopped. `ready` is called once with the links.
pub fn serve(root: &Path, options: &ServeOptions, ready: impl FnOnce(&Door)) -> Result<(), ServeError> {
    let studio = Studio::open(root, options.threads).map_err(ServeError::Workspace)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(ServeError::Runtime)?;
    runtime.block_on(async {
        let listener = listen(options).await?;
        let address = listener.local_addr().map_err(|error| ServeError::Port(0, error))?;
        let (access, door) = admit(address);
        follow(&studio);
        tokio::spawn(idle(studio.clone()));
        let app = App { studio, access: Arc::new(access), plates: Arc::default(), lang: options.lang };
        ready(&door);
        let served = axum::serve(listener, http::router(app)).with_graceful_shutdown(async {
            let _ = tokio::signal::ctrl_c().await;
            // Open event streams would keep the server from ending.
            tokio::spawn(async {
                tokio::time::sleep(Duration::from_millis(300)).await;
                std::process::exit(0);
            });
        });
        served.await.map_err(|error| ServeError::Port(address.port(), error))
    })
}

async fn listen(options: &ServeOptions) -> Result<TcpListener, ServeError> {
    let host = options.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let ports = match options.port {
        Some(port) => port..=port,
        None => FIRST_PORT..=FIRST_PORT + PORTS,
    };
    let mut last = (FIRST_PORT, std::io::Error::from(std::io::ErrorKind::AddrInUse));
    for port in ports {
        match TcpListener::bind((host, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) => last = (port, error),
        }
    }
    Err(ServeError::Port(last.0, last.1))
}

/// Who may come in: on this machine everybody, from elsewhere with a token.
fn admit(address: SocketAddr) -> (Access, Door) {
    let port = address.port();
    let mut hosts = vec![address.to_string()];
    let local = address.ip().is_loopback();
    if local || address.ip().is_unspecified() {
        hosts.extend([format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")]);
    }
    if local {
        let access = Access { hosts, tokens: vec![], csrf: token() };
        let door = Door { link: format!("http://{address}/"), read_only: None };
        return (access, door);
    }
    // Which of its names a browser will use is not known; the token decides.
    if address.ip().is_unspecified() {
        hosts.push(format!("*:{port}"));
    }
    let (edit, read) = (token(), token());
    let door = Door {
        link: format!("http://{address}/?token={edit}"),
        read_only: Some(format!("http://{address}/?token={read}")),
    };
    (Access { hosts, tokens: vec![(edit, Right::Edit), (read, Right::Read)], csrf: token() }, door)
}

/// Longest wait for the system to watch the folders; large trees on slow disks take a moment.
const WATCHED: Duration = Duration::from_secs(60);

/// Reads the workspace anew at every change on the disk. Comes back when changes are seen, so that none is missed that somebody
/// makes who has seen a page.
fn follow(studio: &Arc<Studio>) {
    let studio = Arc::downgrade(studio);
    let root = match studio.upgrade() {
        Some(studio) => studio.root().to_path_buf(),
        None => return,
    };
    let (ready, seen) = std::sync::mpsc::channel();
    let body = move || {
        // Dropped where watching fails, which ends the wait.
        let ready = move || {
            drop(ready);
            true
        };
        // A system that cannot watch still serves what it has; the browser's own edits are seen all the same.
        let _ = watch::watch(&root, ready, |change| match studio.upgrade() {
            Some(studio) => {
                let _ = studio.refresh(change.is_deep());
                true
            }
            None => false,
        });
    };
    let _ = std::thread::Builder::new().name("watch".into()).spawn(body);
    // Nothing is sent: the other end goes when the folders are watched.
    let _: Result<(), _> = seen.recv_timeout(WATCHED);
}

/// Sets what nobody looks at when nothing else is to do, so that problems are known before somebody meets them.
async fn idle(studio: Arc<Studio>) {
    let mut news = studio.news();
    loop {
        let generation = *news.borrow_and_update();
        tokio::time::sleep(IDLE).await;
        if *news.borrow() == generation {
            studio.set_all("screen").await;
            if news.changed().await.is_err() {
                return;
            }
        }
    }
}
