//! What the program prints: the one renderer of diagnostics, the summary, and progress.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::ops::Range;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer, Snippet, normalize_untrusted_str};
use clap::ColorChoice;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::diag::{Diagnostic, Message, Severity};
use crate::findings::{Findings, Reported};
use crate::i18n::Lang;
use crate::msg;
use crate::progress::{Outcome, Progress};

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Verbosity {
    /// Errors and warnings only.
    Quiet,
    /// A summary and progress too.
    #[default]
    Normal,
    /// Each output, and the code of each message.
    Verbose,
}

/// Columns, where the width of the terminal is unknown: a pipe, a file.
const WIDTH: usize = 120;

/// Where the program speaks: language, colours, width.
#[derive(Debug, Clone)]
pub struct Terminal {
    /// The language of messages.
    pub lang: Lang,
    /// How much is said.
    pub verbosity: Verbosity,
    styled: bool,
    width: usize,
}

impl Terminal {
    /// The terminal that the program runs in.
    pub fn new(lang: Lang, color: ColorChoice, verbosity: Verbosity) -> Self {
        let terminal = io::stdout().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let styled = match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => terminal && !plain,
        };
        let width = console::Term::stdout().size_checked().map_or(WIDTH, |(_, columns)| usize::from(columns));
        Self { lang, verbosity, styled, width: width.max(40) }
    }

    /// A terminal without colours, as wide as a pipe.
    pub fn plain(lang: Lang) -> Self {
        Self { lang, verbosity: Verbosity::Normal, styled: false, width: WIDTH }
    }

    /// Whether colours are shown.
    pub fn is_styled(&self) -> bool {
        self.styled
    }

    /// The columns there are.
    pub fn width(&self) -> usize {
        self.width
    }

    /// A sentence of the catalogues.
    pub fn text(&self, message: &Message) -> String {
        self.lang.text(message)
    }

    /// A diagnostic as text: the message, the place with its line, hints, and the words of a library.
    pub fn render(&self, diagnostic: &Diagnostic) -> String {
        self.render_finding(&Reported { diagnostic: Cow::Borrowed(diagnostic), outputs: vec![] })
    }

    fn render_finding(&self, finding: &Reported) -> String {
        let diagnostic = &*finding.diagnostic;
        let (level, label) = match diagnostic.severity {
            Severity::Error => (Level::ERROR, msg!("cli-label-error")),
            Severity::Warning => (Level::WARNING, msg!("cli-label-warning")),
        };
        let message = self.text(&diagnostic.message);
        let mut title = level.with_name(self.text(&label)).primary_title(message);
        if self.verbosity == Verbosity::Verbose {
            title = title.id(diagnostic.message.id.as_ref());
        }

        let mut elements: Vec<Element> = vec![];
        if let Some(place) = &diagnostic.place {
            // The one line that matters, however long the range: a whole body can be meant.
            let text = &place.file.text;
            let (start, range) = line_of(text, &place.range);
            let number = text[..start].matches('\n').count() + 1;
            let line = text[start..].split('\n').next().unwrap_or("");
            let mark = AnnotationKind::Primary.span(range);
            elements.push(Snippet::source(line).line_start(number).path(&place.file.path).annotation(mark).into());
        }
        let mut add = |level: Level<'static>, label: Message, text: &str| {
            let text = normalize_untrusted_str(text.trim_end());
            elements.push(level.with_name(self.text(&label)).message(text).into());
        };
        for hint in &diagnostic.hints {
            add(Level::HELP, msg!("cli-label-hint"), &self.text(hint));
        }
        if let Some(quoted) = &diagnostic.quoted {
            add(Level::NOTE, msg!("cli-label-quoted"), quoted);
        }
        if let Some(outputs) = self.outputs(&finding.outputs) {
            add(Level::NOTE, msg!("cli-label-outputs"), &outputs);
        }

        let renderer = if self.styled { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.decor_style(DecorStyle::Unicode).term_width(self.width);
        let report = Group::with_title(title).elements(elements);
        let mut text = renderer.render(&[report]).trim_end().to_string();
        text.push('\n');
        text
    }

    fn outputs(&self, outputs: &[String]) -> Option<String> {
        match outputs {
            [] => None,
            [one] => Some(one.clone()),
            [first, rest @ ..] => Some(self.text(&msg!("cli-outputs-more", first = first, more = rest.len()))),
        }
    }

    /// Everything that was found, with an empty line after each, and the count.
    pub fn report(&self, findings: &Findings) -> String {
        let mut text = String::new();
        for finding in findings.iter() {
            text.push_str(&self.render_finding(finding));
            text.push('\n');
        }
        text
    }

    /// A number with one decimal, as this language writes it.
    pub fn decimal(&self, number: f64) -> String {
        self.lang.number(&format!("{number:.1}"))
    }

    /// Listens to a build: a bar on a terminal, lines in a pipe, nothing when quiet.
    pub fn progress(&self) -> Box<dyn Progress> {
        if self.verbosity == Verbosity::Quiet {
            Box::new(crate::progress::Silent)
        } else if io::stderr().is_terminal() {
            Box::new(Bar::new(self.clone()))
        } else {
            Box::new(PlainProgress::new(self.clone()))
        }
    }
}

/// The start of the line in which a range begins, and the part of the range in that line.
fn line_of(text: &str, range: &Range<usize>) -> (usize, Range<usize>) {
    let at = text.floor_char_boundary(range.start.min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    let to = text.floor_char_boundary(range.end.min(text.len())).clamp(at, end);
    (start, at - start..to - start)
}

/// How far a build is.
#[derive(Debug, Clone, Default)]
struct Tally {
    total: usize,
    made: usize,
    fresh: usize,
    failed: usize,
    name: String,
}

impl Tally {
    fn done(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Made => self.made += 1,
            Outcome::Fresh => self.fresh += 1,
            Outcome::Failed => self.failed += 1,
        }
    }

    fn all_done(&self) -> usize {
        self.made + self.fresh + self.failed
    }

    fn message(&self, started: Instant) -> Message {
        let seconds = started.elapsed().as_secs_f64();
        let rate = if seconds > 0.05 { self.all_done() as f64 / seconds } else { 0.0 };
        msg!(
            "cli-progress",
            done = self.all_done(),
            total = self.total,
            made = self.made,
            fresh = self.fresh,
            failed = self.failed,
            seconds = seconds.round(),
            rate = rate.round()
        )
    }
}

/// A tally that may be told of again when some time has passed: workers report faster than anybody reads.
struct Paced {
    tally: Tally,
    started: Instant,
    told: Option<Instant>,
    pause: Duration,
}

impl Paced {
    fn new(pause: Duration) -> Mutex<Self> {
        Mutex::new(Self { tally: Tally::default(), started: Instant::now(), told: None, pause })
    }

    fn begin(&mut self, total: usize) {
        *self = Self { tally: Tally { total, ..Tally::default() }, started: Instant::now(), ..*self };
        self.told = Some(self.started);
    }

    fn is_due(&mut self) -> bool {
        let due = self.told.is_none_or(|told| told.elapsed() >= self.pause);
        if due {
            self.told = Some(Instant::now());
        }
        due
    }
}

/// A bar on a terminal.
struct Bar {
    terminal: Terminal,
    bar: ProgressBar,
    state: Mutex<Paced>,
}

impl Bar {
    fn new(terminal: Terminal) -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{bar:16} {wide_msg}") {
            bar.set_style(style.progress_chars("━╸─"));
        }
        Self { terminal, bar, state: Paced::new(Duration::from_millis(50)) }
    }

    fn show(&self, state: &Paced) {
        let line = self.terminal.text(&state.tally.message(state.started));
        self.bar.set_position(state.tally.all_done() as u64);
        self.bar.set_message(format!("{line}  {}", state.tally.name));
    }
}

impl Progress for Bar {
    fn begin(&self, jobs: usize) {
        lock(&self.state).begin(jobs);
        self.bar.set_length(jobs as u64);
    }

    fn job(&self, name: &str) {
        let mut state = lock(&self.state);
        state.tally.name.clear();
        state.tally.name.push_str(name);
        if state.is_due() {
            self.show(&state);
        }
    }

    fn done(&self, outcome: Outcome) {
        let mut state = lock(&self.state);
        state.tally.done(outcome);
        if state.is_due() {
            self.show(&state);
        }
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// Lines in a pipe or a log: one a second, or each job when verbose.
struct PlainProgress {
    terminal: Terminal,
    state: Mutex<Paced>,
}

impl PlainProgress {
    fn new(terminal: Terminal) -> Self {
        Self { terminal, state: Paced::new(Duration::from_secs(1)) }
    }

    fn print(&self, text: &str) {
        // Progress that nobody can hear is no reason to stop.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
}

impl Progress for PlainProgress {
    fn begin(&self, jobs: usize) {
        lock(&self.state).begin(jobs);
        self.print(&self.terminal.text(&msg!("cli-progress-begin", total = jobs)));
    }

    fn job(&self, name: &str) {
        if self.terminal.verbosity == Verbosity::Verbose {
            self.print(&self.terminal.text(&msg!("cli-progress-job", name = name)));
        }
    }

    fn done(&self, outcome: Outcome) {
        let mut state = lock(&self.state);
        state.tally.done(outcome);
        if state.is_due() {
            self.print(&self.terminal.text(&state.tally.message(state.started)));
        }
    }

    fn end(&self) {}
}

/// A panic in a worker must not silence the others.
fn lock(state: &Mutex<Paced>) -> std::sync::MutexGuard<'_, Paced> {
    state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Prints to stdout. A reader that went away (`anpham list | head`) is no error.
pub fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Shortens a text to a number of characters.
pub fn shorten(text: &str, most: usize) -> Cow<'_, str> {
    if text.chars().count() <= most {
        return Cow::Borrowed(text);
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    Cow::Owned(format!("{}…", cut.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Place, SourceFile};
    use crate::findings::JsonDiagnostic;

    fn sample() -> Diagnostic {
        let file = SourceFile::new("content/kl-69/nong-dan/to-roi.md", "---\ntitle: Được mùa\n---\nHỏi ở đâu?\n");
        let start = file.text.find("ở đâu").expect("sample");
        Diagnostic::error(msg!("cli-unknown-command", name = "bild"))
            .at(Place::new(&file, start..start + "ở đâu".len()))
            .hint(msg!("cli-did-you-mean", name = "build"))
            .quote("unrecognized\nsubcommand")
    }

    #[test]
    fn a_diagnostic_shows_message_place_line_hint_and_quote() {
        let text = Terminal::plain(Lang::Vi).render(&sample());
        for part in
            ["lỗi: ", "`bild`", "content/kl-69/nong-dan/to-roi.md:4:5", "Hỏi ở đâu?", "━━━━━", "gợi ý: ", "subcommand"]
        {
            assert!(text.contains(part), "no {part:?} in\n{text}");
        }
        assert!(!text.contains('\u{1b}'));
    }

    #[test]
    fn json_and_text_agree_on_the_place() {
        let diagnostic = sample();
        let json = serde_json::to_value(JsonDiagnostic::new(&diagnostic, Lang::En)).expect("plain data");
        assert_eq!(json["severity"], "error");
        assert_eq!(json["code"], "cli-unknown-command");
        assert_eq!((json["line"].as_u64(), json["column"].as_u64()), (Some(4), Some(5)));
        assert_eq!((json["end_line"].as_u64(), json["end_column"].as_u64()), (Some(4), Some(10)));
        assert_eq!(json["quoted"], "unrecognized\nsubcommand");
    }

    #[test]
    fn what_several_jobs_say_is_said_once() {
        let (one, same) = (sample(), sample());
        let other = Diagnostic::warning(msg!("cli-no-command"));
        let mut findings = Findings::default();
        findings.add(&one, Some("screen/a.pdf"));
        findings.add(&same, Some("print/a.pdf"));
        findings.add(&other, None);
        // What one profile warns of is an error in another.
        let milder = Diagnostic { severity: Severity::Warning, ..sample() };
        findings.add(&milder, Some("draft/a.pdf"));
        let graver = Diagnostic { severity: Severity::Error, ..sample() };
        findings.add(&graver, Some("print/a.pdf"));
        findings.sort();
        assert_eq!((findings.count(Severity::Error), findings.count(Severity::Warning)), (1, 1));
        let text = Terminal::plain(Lang::En).report(&findings);
        assert_eq!(text.matches("content/kl-69/nong-dan/to-roi.md").count(), 1);
        assert!(text.contains("screen/a.pdf"), "{text}");
        assert!(text.find("warning").expect("a warning") < text.find("error").expect("an error"));
    }

    #[test]
    fn any_range_can_be_shown() {
        let file = SourceFile::new("x.md", "ắc\n\nfin");
        let terminal = Terminal::plain(Lang::Vi);
        for start in 0..12 {
            for end in 0..12 {
                let place = Place { file: file.clone(), range: start..end };
                terminal.render(&Diagnostic::warning(msg!("cli-no-command")).at(place));
            }
        }
    }

    #[test]
    fn a_text_is_shortened_by_characters() {
        assert_eq!(shorten("Được mùa", 8), "Được mùa");
        assert_eq!(shorten("Được mùa", 6), "Được…");
    }
}
