//! What is typed, as the arguments that it means, or the help or the mistake that it calls for.

use std::borrow::Cow;
use std::ffi::OsString;
use std::path::Path;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ColorChoice, CommandFactory, FromArgMatches, ValueEnum};

use super::Args;
use crate::content;
use crate::diag::{Diagnostic, Message};
use crate::i18n::Lang;
use crate::msg;

/// What came of reading the command line.
#[derive(Debug)]
pub enum Parsed {
    /// A command to run.
    Run(Box<Args>),
    /// A text asked for (`--help`, `--version`).
    Print(StyledStr),
    /// The help, shown because nothing was asked for.
    NothingAsked(StyledStr),
    /// A mistake.
    Mistake(Box<Diagnostic>),
}

/// Reads a command line. `lang` and `color` are needed before, for help and mistakes: see [`language`] and [`color`].
pub fn parse(argv: &[OsString], lang: Lang) -> Parsed {
    let asked = asked_for_help(argv);
    let matches = command(lang).color(color(argv)).try_get_matches_from(asked.as_deref().unwrap_or(argv));
    match matches.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => Parsed::Run(Box::new(args)),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Parsed::Print(error.render()),
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Parsed::NothingAsked(error.render()),
            _ => Parsed::Mistake(Box::new(mistake(&error, argv))),
        },
    }
}

/// `anpham help build`, as many programs have it, is `anpham build --help`; Windows asks with `/?`.
fn asked_for_help(argv: &[OsString]) -> Option<Vec<OsString>> {
    let is_asking = |arg: &OsString| arg == "/?" || arg == "-?";
    let words: Vec<OsString> = match argv.get(1) {
        Some(first) if first == "help" => argv.iter().take(1).chain(argv.iter().skip(2)).cloned().collect(),
        _ if argv.iter().skip(1).any(is_asking) => argv.iter().filter(|arg| !is_asking(arg)).cloned().collect(),
        _ => return None,
    };
    Some(words.into_iter().chain([OsString::from("--help")]).collect())
}

/// The language to speak: `--lang` wherever it stands, else the user's locale, else the language of the campaign, else English.
pub fn language(argv: &[OsString]) -> Lang {
    let asked = flag(argv, "--lang").and_then(|value| Lang::from_str(value, true).ok());
    let of_campaign = || {
        let folder = flag(argv, "-C").or_else(|| flag(argv, "--directory")).unwrap_or(".");
        content::language_of(Path::new(folder)).map(|lang| Lang::of_campaign(&lang))
    };
    asked.or_else(Lang::from_locale).or_else(of_campaign).unwrap_or_default()
}

/// When to use colours: `--color` wherever it stands, else on terminals.
pub fn color(argv: &[OsString]) -> ColorChoice {
    flag(argv, "--color").and_then(|value| ColorChoice::from_str(value, true).ok()).unwrap_or(ColorChoice::Auto)
}

/// Whether JSON is asked for, also when the rest cannot be read.
pub fn json(argv: &[OsString]) -> bool {
    argv.iter().any(|arg| arg == "--json")
}

/// The last value of a flag, found without clap: it is needed to set clap up.
fn flag<'a>(argv: &'a [OsString], name: &str) -> Option<&'a str> {
    let texts: Vec<&str> = argv.iter().skip(1).map(|arg| arg.to_str().unwrap_or("")).collect();
    let texts: Vec<&str> = texts.into_iter().take_while(|text| *text != "--").collect();
    (0..texts.len()).rev().find_map(|i| match texts[i].strip_prefix(name)? {
        "" => texts.get(i + 1).copied(),
        rest => rest.strip_prefix('='),
    })
}

/// The command line with every text in `lang`.
pub fn command(lang: Lang) -> clap::Command {
    localize(bare(), lang, "")
}

/// The command line without texts.
fn bare() -> clap::Command {
    let flag = |id: &'static str, short, action| Arg::new(id).long(id).short(short).action(action);
    Args::command().arg(flag("help", 'h', ArgAction::Help).global(true)).arg(flag("version", 'V', ArgAction::Version))
}

/// The catalogue ids of all help texts.
pub fn help_ids() -> Vec<String> {
    fn walk(command: &clap::Command, path: &str, ids: &mut Vec<String>) {
        ids.push(about_id(path));
        for arg in command.get_arguments() {
            ids.push(arg_id(path, arg));
            let names = arg.get_value_names().unwrap_or_default();
            ids.extend(names.iter().filter(|_| takes_value(arg)).map(|name| value_id(name)));
        }
        for sub in command.get_subcommands() {
            walk(sub, &join(path, sub.get_name()), ids);
        }
    }
    let mut ids = vec![];
    walk(&bare(), "", &mut ids);
    ids.sort();
    ids.dedup();
    ids
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.into() } else { format!("{path}-{name}") }
}

fn about_id(path: &str) -> String {
    if path.is_empty() { "cli-about".into() } else { format!("cli-about-{path}") }
}

/// Flags mean the same in every command; what stands without a flag is described for its command.
fn arg_id(path: &str, arg: &Arg) -> String {
    let name = arg.get_id().as_str().replace('_', "-");
    let own = arg.is_positional() || path.starts_with("new-");
    if own && !arg.is_global_set() { format!("cli-arg-{path}-{name}") } else { format!("cli-arg-{name}") }
}

fn value_id(name: &str) -> String {
    format!("cli-value-{}", name.to_lowercase().replace('/', "-"))
}

fn takes_value(arg: &Arg) -> bool {
    arg.get_action().takes_values()
}

fn localize(command: clap::Command, lang: Lang, path: &str) -> clap::Command {
    let text = |id: String| lang.text(&Message { id: Cow::Owned(id), args: vec![] });
    let (usage, commands) = (lang.text(&msg!("cli-help-usage")), lang.text(&msg!("cli-help-commands")));
    let (options, general) = (lang.text(&msg!("cli-help-options")), lang.text(&msg!("cli-help-general")));
    let arguments = lang.text(&msg!("cli-help-arguments"));

    let args: Vec<String> = command.get_arguments().map(|arg| arg.get_id().to_string()).collect();
    let mut command = args.into_iter().fold(command, |command, id| {
        command.mut_arg(id, |arg| {
            let names: Vec<String> = match arg.get_value_names() {
                Some(names) if takes_value(&arg) => names.iter().map(|name| text(value_id(name))).collect(),
                _ => vec![],
            };
            let general_arg = arg.is_global_set() || arg.get_id() == "version";
            let heading = match (arg.is_positional(), general_arg) {
                (true, _) => &arguments,
                (_, true) => &general,
                _ => &options,
            };
            let help = text(arg_id(path, &arg));
            let arg = arg.help(help).help_heading(heading.clone());
            // What is possible and what is usual stands in our own sentence.
            let arg = arg.hide_possible_values(true).hide_default_value(true);
            if names.is_empty() { arg } else { arg.value_names(names) }
        })
    });
    let subcommands: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_string()).collect();
    let has_subcommands = !subcommands.is_empty();
    for name in subcommands {
        let path = join(path, &name);
        command = command.mut_subcommand(name, |sub| localize(sub, lang, &path));
    }

    let styles = clap::builder::Styles::styled();
    let heading = styles.get_usage();
    let line = usage_line(&command, path, has_subcommands, lang);
    command
        .about(text(about_id(path)))
        .subcommand_help_heading(commands)
        .override_usage(line)
        .help_template(format!("{{about-with-newline}}\n{heading}{usage}:{heading:#} {{usage}}\n\n{{all-args}}\n"))
}

/// `anpham new piece <…> --format <ID> [OPTIONS]`: clap writes its own words into this line, so it is ours.
fn usage_line(command: &clap::Command, path: &str, has_subcommands: bool, lang: Lang) -> String {
    let mut words = vec!["anpham".to_string()];
    words.extend(path.split('-').filter(|word| !word.is_empty()).map(str::to_string));
    let value = |arg: &Arg| {
        let names: Vec<String> = arg.get_value_names().unwrap_or_default().iter().map(|n| format!("<{n}>")).collect();
        names.join(" ")
    };
    for arg in command.get_positionals() {
        words.push(if arg.is_required_set() { value(arg) } else { format!("[{}]", value(arg)) });
    }
    for arg in command.get_opts().filter(|arg| arg.is_required_set()) {
        words.push(format!("--{} {}", arg.get_long().unwrap_or_default(), value(arg)));
    }
    if has_subcommands {
        words.push(lang.text(&msg!("cli-help-usage-command")));
    }
    words.push(lang.text(&msg!("cli-help-usage-options")));
    words.join(" ")
}

/// A mistake on the command line in our words, with clap's own after them.
fn mistake(error: &clap::Error, argv: &[OsString]) -> Diagnostic {
    let get = |kind| error.get(kind).map(words).unwrap_or_default();
    let first = |kind| get(kind).into_iter().next().unwrap_or_default();
    let arg = get(ContextKind::InvalidArg).join(" ");
    let message = match error.kind() {
        ErrorKind::UnknownArgument => msg!("cli-unknown-argument", arg = arg),
        ErrorKind::InvalidSubcommand => msg!("cli-unknown-command", name = first(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if first(ContextKind::InvalidValue).is_empty() => msg!("cli-value-left-out", arg = arg),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            msg!("cli-bad-value", value = first(ContextKind::InvalidValue), arg = arg)
        }
        // One of three ways has to be named; the parser asks for the first.
        ErrorKind::MissingRequiredArgument if arg == "--saddle" => msg!("cli-left-out-scheme"),
        ErrorKind::MissingRequiredArgument => msg!("cli-left-out", arg = arg),
        ErrorKind::MissingSubcommand => msg!("cli-no-command"),
        ErrorKind::ArgumentConflict => {
            msg!("cli-conflict", arg = arg, other = get(ContextKind::PriorArg).join(" "))
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            msg!("cli-value-count", arg = arg)
        }
        ErrorKind::InvalidUtf8 => msg!("cli-not-utf8"),
        _ => msg!("cli-usage"),
    };
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .map(first)
        .find(|name| !name.is_empty());
    let valid = get(ContextKind::ValidValue);

    let mut diagnostic = Diagnostic::error(message);
    // A piece is named by an option: what it is called, and not where it lies.
    if let (ErrorKind::UnknownArgument, Some(piece)) = (error.kind(), piece_of(&arg)) {
        let command = named_command(argv).replace("--help", &format!("--piece {piece}"));
        diagnostic =
            Diagnostic::error(msg!("cli-no-paths", path = arg)).hint(msg!("cli-piece-hint", command = command));
    } else if let Some(name) = suggested {
        diagnostic = diagnostic.hint(msg!("cli-did-you-mean", name = name));
    } else if !valid.is_empty() {
        diagnostic = diagnostic.hint(msg!("cli-valid-values", values = valid.join(", ")));
    }
    let said = error.render().to_string();
    let said = said.split("\n\n").next().unwrap_or("").trim_start_matches("error: ").trim().to_string();
    diagnostic.hint(msg!("cli-see-help", command = named_command(argv))).quote(said)
}

/// The piece that a path leads to: `content/kh-116/nong-dan/to-roi.md`.
fn piece_of(path: &str) -> Option<&str> {
    let name = path.strip_suffix(".md")?.rsplit(['/', '\\']).next()?;
    (!name.is_empty()).then_some(name)
}

fn words(value: &ContextValue) -> Vec<String> {
    match value {
        ContextValue::String(text) => vec![text.clone()],
        ContextValue::Strings(texts) => texts.clone(),
        ContextValue::StyledStr(text) => vec![text.to_string()],
        ContextValue::StyledStrs(texts) => texts.iter().map(ToString::to_string).collect(),
        ContextValue::Number(number) => vec![number.to_string()],
        _ => vec![],
    }
}

/// The command that the words of a command line lead to, as far as they can be followed.
fn named_command(argv: &[OsString]) -> String {
    let root = bare();
    let mut command = &root;
    let mut path = vec!["anpham"];
    for arg in argv.iter().skip(1).filter_map(|arg| arg.to_str()) {
        if let Some(sub) = command.find_subcommand(arg) {
            path.push(sub.get_name());
            command = sub;
        }
    }
    path.push("--help");
    path.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn argv(words: &[&str]) -> Vec<OsString> {
        words.iter().map(OsString::from).collect()
    }

    #[test]
    fn the_command_line_is_consistent_in_both_languages() {
        command(Lang::Vi).debug_assert();
        command(Lang::En).debug_assert();
    }

    #[test]
    fn flags_are_found_before_clap_runs() {
        assert_eq!(language(&argv(&["anpham", "--lang", "vi", "build"])), Lang::Vi);
        assert_eq!(language(&argv(&["anpham", "build", "--lang=en"])), Lang::En);
        assert_eq!(color(&argv(&["anpham", "--color=never"])), ColorChoice::Never);
        assert_eq!(flag(&argv(&["anpham", "--", "--lang", "vi"]), "--lang"), None);
        assert_eq!(flag(&argv(&["anpham", "--language", "vi"]), "--lang"), None);
    }

    #[test]
    fn a_mistake_names_what_was_typed_and_what_was_meant() {
        let Parsed::Mistake(mistake) = parse(&argv(&["anpham", "new", "piece", "--fromat", "x"]), Lang::En) else {
            panic!("accepted an unknown flag");
        };
        assert_eq!(mistake.message, msg!("cli-unknown-argument", arg = "--fromat"));
        let Parsed::Mistake(path) = parse(&argv(&["anpham", "check", "content/kh-116/nong-dan/to-roi.md"]), Lang::En)
        else {
            panic!("accepted a path");
        };
        assert_eq!(path.hints[0], msg!("cli-piece-hint", command = "anpham check --piece to-roi"));
        for words in [&["anpham", "help"][..], &["anpham", "help", "new", "piece"], &["anpham", "build", "/?"]] {
            assert!(matches!(parse(&argv(words), Lang::Vi), Parsed::Print(_)), "{words:?}");
        }
        assert_eq!(mistake.hints[0], msg!("cli-did-you-mean", name = "--format"));
        assert_eq!(mistake.hints[1], msg!("cli-see-help", command = "anpham new piece --help"));
        assert!(mistake.quoted.is_some());
    }
}
