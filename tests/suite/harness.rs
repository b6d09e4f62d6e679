//! A workspace in a temporary folder, and the real program run in it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A workspace of its own for each test, removed when the test is over.
pub(crate) struct Project {
    folder: TempDir,
}

impl Project {
    /// An empty folder.
    #[track_caller]
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::with_prefix("anpham-test-").expect("a temporary folder") }
    }

    /// The small campaign that `anpham new campaign` writes.
    #[track_caller]
    pub(crate) fn campaign() -> Self {
        let project = Self::new();
        project.run(["new", "campaign", "."]).succeeds();
        project
    }

    /// Writes a file, with the folders that it needs.
    #[track_caller]
    pub(crate) fn file(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders made");
        std::fs::write(path, text).expect("a file written");
        self
    }

    /// Replaces a text in a file; it must be there.
    #[track_caller]
    #[allow(dead_code, reason = "for the tests of the stages")]
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) -> &Self {
        let text = self.read(path);
        assert!(text.contains(from), "no {from:?} in {path}:\n{text}");
        self.file(path, text.replace(from, to))
    }

    /// Reads a text file.
    #[track_caller]
    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Whether there is such a file or folder.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// The real path of a file in the workspace.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The workspace folder.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Runs the program in the workspace, in English.
    #[track_caller]
    pub(crate) fn run<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Run {
        self.run_with(args, &[])
    }

    /// Runs the program with more environment variables.
    #[track_caller]
    pub(crate) fn run_with<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>, env: &[(&str, &str)]) -> Run {
        let args: Vec<_> = args.into_iter().map(|arg| arg.as_ref().to_owned()).collect();
        let mut command = Command::new(env!("CARGO_BIN_EXE_anpham"));
        command.args(&args).current_dir(self.root());
        // The machine that tests run on must not show in what they see.
        for name in ["LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "NO_COLOR", "SOURCE_DATE_EPOCH"] {
            command.env_remove(name);
        }
        command.env("LANG", "en_US.UTF-8").envs(env.iter().copied());
        let output = command.output().expect("the program runs");
        let words: Vec<_> = args.iter().map(|arg| arg.to_string_lossy()).collect();
        Run { command: format!("anpham {}", words.join(" ")), root: self.root().to_path_buf(), output }
    }
}

/// What came of a run.
pub(crate) struct Run {
    command: String,
    root: PathBuf,
    output: Output,
}

impl Run {
    /// It ended well.
    #[track_caller]
    pub(crate) fn succeeds(self) -> Self {
        self.ends_with(0)
    }

    /// It ended with this exit code.
    #[track_caller]
    pub(crate) fn fails(self, code: i32) -> Self {
        self.ends_with(code)
    }

    #[track_caller]
    fn ends_with(self, code: i32) -> Self {
        assert!(self.output.status.code() == Some(code), "not exit code {code}: {}", self.transcript());
        self
    }

    /// Stdout holds this text.
    #[track_caller]
    pub(crate) fn stdout_contains(self, text: &str) -> Self {
        assert!(self.stdout().contains(text), "no {text:?} in stdout: {}", self.transcript());
        self
    }

    /// Stdout does not hold this text.
    #[track_caller]
    pub(crate) fn stdout_lacks(self, text: &str) -> Self {
        assert!(!self.stdout().contains(text), "{text:?} in stdout: {}", self.transcript());
        self
    }

    /// Stderr holds this text.
    #[track_caller]
    pub(crate) fn stderr_contains(self, text: &str) -> Self {
        assert!(self.stderr().contains(text), "no {text:?} in stderr: {}", self.transcript());
        self
    }

    /// Stdout, with the workspace called `[ROOT]`.
    pub(crate) fn stdout(&self) -> String {
        self.normal(&self.output.stdout)
    }

    /// Stderr, likewise.
    pub(crate) fn stderr(&self) -> String {
        self.normal(&self.output.stderr)
    }

    /// Stdout as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.output.stdout)
            .unwrap_or_else(|error| panic!("not JSON ({error}): {}", self.transcript()))
    }

    fn normal(&self, bytes: &[u8]) -> String {
        String::from_utf8_lossy(bytes).replace(&*self.root.to_string_lossy(), "[ROOT]")
    }

    fn transcript(&self) -> String {
        let code = self.output.status.code();
        format!("{}\nexit: {code:?}\nstdout:\n{}\nstderr:\n{}", self.command, self.stdout(), self.stderr())
    }
}
