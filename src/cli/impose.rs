//! `anpham impose`: the pages of a print file on the sheets of a press.

use super::known::KnownFiles;
use super::session::{Failure, Session};
use crate::args::ImposeArgs;
use crate::content::{ImpositionSettings, Spanned, registry};
use crate::diag::{Diagnostic, Exit};
use crate::layout::Makes;
use crate::msg;
use crate::pdf::{self, Imposition, Press};
use crate::preflight;
use crate::store::write_atomic;

pub(super) fn impose(session: &Session, args: &ImposeArgs) -> Result<Exit, Failure> {
    let typed = |text: &String| Spanned { value: text.clone(), range: 0..0 };
    let settings = ImpositionSettings {
        scheme: match (args.saddle, args.tile) {
            (true, _) => "saddle",
            (_, true) => "tile",
            _ => "nup",
        }
        .to_string(),
        sheet: typed(&args.sheet),
        caliper: args.caliper.unwrap_or(0.0),
        pad: args.pad,
        grid: args.nup.as_ref().map(typed),
        gutter: args.gutter,
        repeat: args.repeat,
        one_sided: args.one_sided.then_some(true),
        overlap: args.overlap.unwrap_or(registry::DEFAULT_OVERLAP),
        gripper: args.gripper.unwrap_or(0.0),
        turn: args.turn.clone(),
        heads_meet: args.heads_together,
        marks: args.marks.clone(),
    };
    let imposition = Imposition::of(&settings)
        .map_err(|(message, _)| Failure::usage(Diagnostic::error(message).hint(msg!("pdf-impose-sheet-hint"))))?;
    let start = session.start()?;
    let path = start.join(&args.file);
    if !path.exists() {
        return Err(Failure::missing(&args.file, &path));
    }
    let bytes = std::fs::read(&path).map_err(|error| Failure::file(&path, error))?;
    // A file of a build is of a format, which says whether its pages are sides of one thing.
    let mut known = KnownFiles::default();
    let known = known.of(&path, &bytes);
    let imposition = known.as_ref().map_or(imposition.clone(), |known| imposition.for_format(known.format, known.size));
    let scale = args.scale.unwrap_or(imposition.scale);
    // A sheet goes to the press too. What its pages were allowed by their own press is not judged again.
    let limits = Press::default().sheet_limits(known.as_ref().and_then(|known| known.size.distance));
    let before = preflight::check(&bytes, &preflight::Limits { scale, ..limits });
    let imposition = Imposition { scale, plates: before.plates.clone(), ..imposition };
    let stem = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let made = pdf::impose(&bytes, &stem, &imposition)
        .map_err(|error| Failure::all(Exit::Content, vec![error.diagnostic(&args.file.display().to_string())]))?
        .bytes;
    let output = match &args.output {
        Some(output) => start.join(output),
        None => path.with_file_name(Makes::Pages.file(&format!("{stem}-imposed"))),
    };
    let is_own = output.canonicalize().ok().is_some_and(|output| path.canonicalize().is_ok_and(|path| path == output));
    if is_own || output.extension().is_none_or(|end| !end.eq_ignore_ascii_case("pdf")) {
        let message = if is_own { msg!("cli-impose-own") } else { msg!("cli-impose-end", path = output.display()) };
        return Err(Failure::usage(Diagnostic::error(message).hint(msg!("cli-impose-end-hint"))));
    }
    let verdict = preflight::check(&made, &limits);
    let mut problems = verdict.beyond(&before);
    problems.extend(known.and_then(|known| imposition.mistake(known.format, before.pages)));
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
