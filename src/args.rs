//! The command line as data. Its help texts live in the catalogues, as everything that the program says.

use std::borrow::Cow;
use std::ffi::OsString;
use std::net::IpAddr;
use std::path::PathBuf;

use clap::builder::{PossibleValue, StyledStr};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::diag::{Diagnostic, Message};
use crate::i18n::Lang;
use crate::msg;

/// What the user typed.
#[derive(Debug, Parser)]
#[command(name = "anpham", version, disable_help_flag = true, disable_help_subcommand = true)]
#[command(disable_version_flag = true, subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// Flags of every command.
    #[command(flatten)]
    pub global: GlobalArgs,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Flags that every command has.
#[derive(Debug, Clone, clap::Args)]
pub struct GlobalArgs {
    /// The workspace, where it is not the nearest parent folder with `anpham.toml`.
    #[arg(short = 'C', long, value_name = "DIR", global = true)]
    pub directory: Option<PathBuf>,
    /// Language of messages.
    #[arg(long, value_name = "LANG", value_enum, global = true)]
    pub lang: Option<Lang>,
    /// When to use colours.
    #[arg(long, value_name = "WHEN", value_enum, default_value = "auto", global = true)]
    pub color: ColorChoice,
    /// Errors and warnings only.
    #[arg(short, long, conflicts_with = "verbose", global = true)]
    pub quiet: bool,
    /// Each output and the code of each message.
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// JSON instead of text.
    #[arg(long, global = true)]
    pub json: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the outputs.
    Build(BuildArgs),
    /// Do all that `build` does, but write nothing.
    Check(CheckArgs),
    /// Show the matrix of pieces.
    List(ListArgs),
    /// Begin something new.
    #[command(subcommand, arg_required_else_help = true)]
    New(NewCommand),
    /// Check whether files may go to the press.
    Preflight(PreflightArgs),
    /// Put the pages of a print file on sheets.
    Impose(ImposeArgs),
    /// Make what a printer receives.
    Pack(PackArgs),
    /// Draw each format with its slots.
    Specimen(SpecimenArgs),
    /// Preview and edit in the browser.
    Serve(ServeArgs),
    /// Build again at every change.
    Watch(CheckArgs),
    /// List the fonts that a build can see.
    Fonts,
    /// Print JSON Schema for editors.
    Schema(SchemaArgs),
    /// Print a completion script.
    Completions(CompletionsArgs),
}

/// Which part of the campaign is meant. Empty lists mean all.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct FilterArgs {
    /// Directives.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub directive: Vec<String>,
    /// Audiences.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub audience: Vec<String>,
    /// Formats, with or without a size.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub format: Vec<String>,
    /// Pieces.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub piece: Vec<String>,
}

/// `list`.
#[derive(Debug, Clone, clap::Args)]
pub struct ListArgs {
    /// What to list; pieces when left out.
    #[arg(value_name = "WHAT", value_enum)]
    pub what: Option<Listed>,
    /// Which part of the campaign.
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// What `list` can list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Listed {
    /// Pieces by directive and audience.
    Pieces,
    /// The figures of the directives.
    Facts,
}

/// What `build` and `check` share.
#[derive(Debug, Clone, clap::Args)]
pub struct CheckArgs {
    /// Which outputs.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Profiles.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub profile: Vec<String>,
    /// Jobs at a time.
    #[arg(long, short, value_name = "N", value_parser = at_least_one)]
    pub jobs: Option<usize>,
    /// Warnings count as errors.
    #[arg(long)]
    pub strict: bool,
    /// Seconds that one output may take.
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    pub timeout: u64,
}

/// `build`.
#[derive(Debug, Clone, clap::Args)]
pub struct BuildArgs {
    /// What it shares with `check`.
    #[command(flatten)]
    pub check: CheckArgs,
    /// Write the Typst source beside each output.
    #[arg(long)]
    pub keep_typ: bool,
    /// Remove outputs that no piece makes any more.
    #[arg(long)]
    pub prune: bool,
    /// Say why each output was made again.
    #[arg(long)]
    pub explain: bool,
}

/// `new …`.
#[derive(Debug, Subcommand)]
pub enum NewCommand {
    /// A campaign that works at once.
    Campaign(NewCampaign),
    /// A directive.
    Directive(NewDirective),
    /// An audience.
    Audience(NewAudience),
    /// A piece.
    Piece(NewPiece),
    /// A format.
    Format(NewFormat),
    /// A printing order.
    Order(NewOrder),
    /// A palette.
    Palette(NewPalette),
}

/// `new campaign`.
#[derive(Debug, clap::Args)]
pub struct NewCampaign {
    /// Folder to make.
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// Name of the campaign.
    #[arg(long, value_name = "NAME")]
    pub title: Option<String>,
    /// The body that issues it.
    #[arg(long, value_name = "NAME")]
    pub issuer: Option<String>,
    /// Copy the layouts too, so that they can be changed.
    #[arg(long)]
    pub layouts: bool,
}

/// `new directive`.
#[derive(Debug, clap::Args)]
pub struct NewDirective {
    /// Folder name.
    #[arg(value_name = "ID")]
    pub id: String,
    /// Number and symbol.
    #[arg(long, value_name = "NUMBER")]
    pub number: Option<String>,
    /// What it is about.
    #[arg(long, value_name = "NAME")]
    pub title: Option<String>,
}

/// `new audience`.
#[derive(Debug, clap::Args)]
pub struct NewAudience {
    /// Folder name.
    #[arg(value_name = "ID")]
    pub id: String,
    /// Vietnamese name.
    #[arg(long, value_name = "NAME")]
    pub name: String,
}

/// `new piece`.
#[derive(Debug, clap::Args)]
pub struct NewPiece {
    /// Directive, audience and name, with `/` between them.
    #[arg(value_name = "DIRECTIVE/AUDIENCE/NAME")]
    pub path: String,
    /// The format.
    #[arg(long, value_name = "ID")]
    pub format: String,
    /// The title.
    #[arg(long, value_name = "NAME")]
    pub title: Option<String>,
}

/// `new format`.
#[derive(Debug, clap::Args)]
pub struct NewFormat {
    /// Folder name.
    #[arg(value_name = "ID")]
    pub id: String,
    /// The format that it begins as a copy of.
    #[arg(long, value_name = "ID")]
    pub from: String,
}

/// `new palette`.
#[derive(Debug, clap::Args)]
pub struct NewPalette {
    /// File name in `layouts/theme/palettes`, without `.toml`.
    #[arg(value_name = "ID")]
    pub id: String,
    /// The palette that it begins as a copy of.
    #[arg(long, value_name = "ID", default_value = "do-vang")]
    pub from: String,
}

/// `schema`.
#[derive(Debug, clap::Args)]
pub struct SchemaArgs {
    /// Which file; all when left out.
    #[arg(value_name = "FILE", value_enum)]
    pub file: Option<SchemaFile>,
}

/// `anpham preflight`.
#[derive(Debug, Clone, clap::Args)]
pub struct PreflightArgs {
    /// PDF files, of any maker.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Most ink on any spot, in percent.
    #[arg(long, value_name = "N", value_parser = length)]
    pub ink_limit: Option<f64>,
    /// Pictures with fewer pixels per inch are errors.
    #[arg(long, value_name = "N", value_parser = length)]
    pub ppi_error: Option<f64>,
    /// Pictures with fewer pixels per inch are warned of.
    #[arg(long, value_name = "N", value_parser = length)]
    pub ppi_warn: Option<f64>,
    /// How far what touches the cut must go beyond it in mm; 0 for sheets that are not cut there.
    #[arg(long, value_name = "MM", value_parser = length)]
    pub bleed: Option<f64>,
}

/// `anpham impose`.
#[derive(Debug, Clone, clap::Args)]
pub struct ImposeArgs {
    /// A print file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The paper: a name, or measures in mm.
    #[arg(long, value_name = "SHEET")]
    pub sheet: String,
    /// Folded and stapled.
    #[arg(long, required_unless_present_any = ["nup", "tile"], conflicts_with_all = ["nup", "tile"])]
    pub saddle: bool,
    /// Thickness of a leaf in mm.
    #[arg(long, value_name = "MM", requires = "saddle", value_parser = length)]
    pub caliper: Option<f64>,
    /// Blank pages up to a multiple of four.
    #[arg(long, requires = "saddle")]
    pub pad: bool,
    /// Cut apart: columns and rows, or `auto`.
    #[arg(long, value_name = "GRID", conflicts_with = "tile")]
    pub nup: Option<String>,
    /// Between two pages in mm.
    #[arg(long, value_name = "MM", requires = "nup", value_parser = length)]
    pub gutter: Option<f64>,
    /// Every page fills its own sheet.
    #[arg(long, requires = "nup")]
    pub repeat: bool,
    /// Every page is a thing of its own: nothing is printed on its back.
    #[arg(long, requires = "nup", conflicts_with_all = ["repeat", "saddle", "tile"])]
    pub one_sided: bool,
    /// A page in several panels.
    #[arg(long)]
    pub tile: bool,
    /// What two panels both show in mm.
    #[arg(long, value_name = "MM", requires = "tile", value_parser = length)]
    pub overlap: Option<f64>,
    /// What the press grips of the sheet in mm.
    #[arg(long, value_name = "MM", value_parser = length)]
    pub gripper: Option<f64>,
    /// Where to write.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `anpham serve`.
#[derive(Debug, Clone, clap::Args)]
pub struct ServeArgs {
    /// The port.
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
    /// Where to listen, where not on this machine alone.
    #[arg(long, value_name = "ADDRESS")]
    pub host: Option<IpAddr>,
    /// Open the browser.
    #[arg(long)]
    pub open: bool,
}

/// `anpham pack`.
#[derive(Debug, Clone, clap::Args)]
pub struct PackArgs {
    /// Orders: names in `orders/`; all when left out.
    #[arg(value_name = "ORDER")]
    pub orders: Vec<String>,
    /// Jobs at a time.
    #[arg(long, short, value_name = "N", value_parser = at_least_one)]
    pub jobs: Option<usize>,
    /// Warnings count as errors.
    #[arg(long)]
    pub strict: bool,
}

/// `anpham specimen`.
#[derive(Debug, Clone, clap::Args)]
pub struct SpecimenArgs {
    /// Formats; all, and a contact sheet, when left out.
    #[arg(value_name = "FORMAT")]
    pub formats: Vec<String>,
    /// Where to write the pictures.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Width of a picture in pixels.
    #[arg(long, value_name = "PIXELS", default_value_t = 1600.0, value_parser = picture_width)]
    pub width: f64,
}

/// `new order`.
#[derive(Debug, clap::Args)]
pub struct NewOrder {
    /// File name in `orders/`, without `.toml`.
    #[arg(value_name = "ID")]
    pub id: String,
    /// Name of the order.
    #[arg(long, value_name = "NAME")]
    pub title: Option<String>,
}

/// The files that a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaFile {
    /// `anpham.toml`.
    Campaign,
    /// `content/audiences.toml`.
    Audiences,
    /// `directive.toml`.
    Directive,
    /// The header of a piece.
    Piece,
    /// `format.toml`.
    Format,
    /// `orders/*.toml`.
    Order,
    /// `layouts/theme/palettes/*.toml`.
    Palette,
}

/// `completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: Shell,
}

impl ValueEnum for Lang {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Vi, Self::En]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Vi => "vi",
            Self::En => "en",
        }))
    }
}

fn picture_width(text: &str) -> Result<f64, String> {
    let width = text.parse::<f64>().ok().filter(|width| (200.0..=8000.0).contains(width));
    width.ok_or_else(|| "200 … 8000".to_string())
}

fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("0 < N".into()),
        Ok(n) => Ok(n),
        Err(error) => Err(format!("{error}")),
    }
}

/// A measure: finite and not negative.
fn length(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(n) if n.is_finite() && (0.0..=10_000.0).contains(&n) => Ok(n),
        Ok(_) => Err("0 ≤ N ≤ 10000".into()),
        Err(error) => Err(format!("{error}")),
    }
}

fn seconds(text: &str) -> Result<u64, String> {
    match text.parse() {
        Ok(0) => Err("0 < SECONDS".into()),
        Ok(n) => Ok(n),
        Err(error) => Err(format!("{error}")),
    }
}

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

/// The language to speak: `--lang` wherever it stands, else the user's locale.
pub fn language(argv: &[OsString]) -> Lang {
    flag(argv, "--lang").and_then(|value| Lang::from_str(value, true).ok()).unwrap_or_else(Lang::from_locale)
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
