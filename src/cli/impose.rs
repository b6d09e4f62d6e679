//! `anpham impose`: the pages of a print file on the sheets of a press.

use super::{Exit, Failure, Session};
use crate::args::ImposeArgs;
use crate::diag::Diagnostic;
use crate::fs::write_atomic;
use crate::msg;
use crate::pdf::{self, ImposeError, MOST_IN_A_ROW, Scheme, Sheet};
use crate::preflight::{self, Finding, Limits};

pub(super) fn impose(session: &Session, args: &ImposeArgs) -> Result<Exit, Failure> {
    let wrong = |message| Failure::usage(Diagnostic::error(message).hint(msg!("cli-impose-sheet-hint")));
    let sheet = Sheet::named(&args.sheet).ok_or_else(|| wrong(msg!("cli-impose-sheet", name = args.sheet)))?;
    let scheme = match &args.nup {
        None => Scheme::Saddle { caliper: args.caliper.unwrap_or(0.0), pad: args.pad },
        Some(grid) => Scheme::Nup {
            grid: match grid.as_str() {
                "auto" => None,
                grid => Some(parse_grid(grid).ok_or_else(|| wrong(msg!("cli-impose-grid", name = grid)))?),
            },
            gutter: args.gutter,
            repeat: args.repeat,
        },
    };
    let start = session.start()?;
    let path = start.join(&args.file);
    let bytes = std::fs::read(&path).map_err(|error| Failure::file(&path, error))?;
    let made = pdf::impose(&bytes, sheet, &scheme).map_err(|error| {
        let file = args.file.display();
        let problem = match error {
            ImposeError::Unreadable(words) => Diagnostic::error(msg!("cli-impose-unreadable", file = file))
                .hint(msg!("cli-impose-unreadable-hint"))
                .quote(words),
            ImposeError::NotFinished => Diagnostic::error(msg!("cli-impose-not-finished", file = file))
                .hint(msg!("cli-impose-not-finished-hint")),
            ImposeError::Sizes => {
                Diagnostic::error(msg!("cli-impose-sizes", file = file)).hint(msg!("cli-impose-sizes-hint"))
            }
            ImposeError::Pages(pages) => {
                Diagnostic::error(msg!("cli-impose-pages", pages = pages)).hint(msg!("cli-impose-pages-hint"))
            }
            ImposeError::Fit(width, height) => {
                let (width, height) = (format!("{width:.1}"), format!("{height:.1}"));
                let message = msg!("cli-impose-fit", sheet = args.sheet, width = width, height = height);
                Diagnostic::error(message).hint(msg!("cli-impose-fit-hint"))
            }
        };
        Failure::all(Exit::Content, vec![problem])
    })?;
    let output = match &args.output {
        Some(output) => start.join(output),
        None => path.with_file_name(format!(
            "{}-imposed.pdf",
            path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default()
        )),
    };
    // A sheet goes to the press too. What its pages were allowed by their own press is not judged again.
    let (verdict, before) = (preflight::check(&made, &Limits::default()), preflight::check(&bytes, &Limits::default()));
    let is_new = |finding: &&Finding| finding.is_error() && !before.findings.iter().any(|f| f.rule() == finding.rule());
    let problems: Vec<Diagnostic> = verdict.findings.iter().filter(is_new).map(Finding::diagnostic).collect();
    if !problems.is_empty() {
        return Err(Failure::all(Exit::Content, problems));
    }
    write_atomic(&output, &made).map_err(|error| Failure::file(&output, error))?;
    let told = msg!("cli-impose-made", path = output.display(), sides = verdict.pages);
    if session.json {
        session.say_json(&serde_json::json!({ "output": output.display().to_string(), "sides": verdict.pages }))?;
    } else {
        session.say(&(session.terminal.text(&told) + "\n"))?;
    }
    Ok(Exit::Fine)
}

/// `2x3`: columns and rows.
fn parse_grid(text: &str) -> Option<(usize, usize)> {
    let (columns, rows) = text.split_once('x')?;
    let (columns, rows) = (columns.parse().ok()?, rows.parse().ok()?);
    ((1..=MOST_IN_A_ROW).contains(&columns) && (1..=MOST_IN_A_ROW).contains(&rows)).then_some((columns, rows))
}
