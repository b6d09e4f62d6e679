//! The command line as data. Its help texts live in the catalogues, as everything that the program says.

mod parse;

use std::net::IpAddr;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{ColorChoice, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::i18n::Lang;
use crate::plan::{NoShard, Shard};
use crate::preflight;

pub use parse::{Parsed, color, command, help_ids, json, language, parse};

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
    /// Join what several machines made.
    Merge(MergeArgs),
    /// Build again at every change.
    Watch(CheckArgs),
    /// Show the tables of data, and what looks wrong in them.
    Table(TableArgs),
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
    /// One of so many parts, for one of several machines.
    #[arg(long, value_name = "K/N", value_parser = shard)]
    pub shard: Option<Shard>,
    /// Only the jobs that a file names, one a line.
    #[arg(long, value_name = "FILE")]
    pub only: Option<PathBuf>,
}

/// `merge`.
#[derive(Debug, Clone, clap::Args)]
pub struct MergeArgs {
    /// Further `output` folders, of other machines.
    #[arg(value_name = "DIR")]
    pub folders: Vec<PathBuf>,
    /// Profiles.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub profile: Vec<String>,
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
    /// Day of issue.
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Who issued it.
    #[arg(long, value_name = "NAME")]
    pub issuer: Option<String>,
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
    /// The rules and limits of a kind of print.
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(preflight::variants()))]
    pub variant: Option<String>,
    /// The printing condition that the file is to be made for.
    #[arg(long, value_name = "NAME")]
    pub condition: Option<String>,
    /// The inks of the press by the names of their plates: `black`, `"black,PANTONE 485 C"`. Others are errors.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub inks: Vec<String>,
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
    /// Tell how much of the trim each ink covers, page by page.
    #[arg(long)]
    pub coverage: bool,
    /// Draw how much ink lies where, what is over the limit marked: a PNG, or a folder of one a page.
    #[arg(long, value_name = "PNG")]
    pub ink_map: Option<PathBuf>,
    /// Draw what the inks look like in the file's printing condition: a PNG, or a folder of one a page.
    #[arg(long, value_name = "PNG")]
    pub proof: Option<PathBuf>,
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
    /// What the file is drawn at, as a share of the real size.
    #[arg(long, value_name = "SCALE", value_parser = scale)]
    pub scale: Option<f64>,
    /// What the press grips of the sheet in mm.
    #[arg(long, value_name = "MM", value_parser = length)]
    pub gripper: Option<f64>,
    /// Over which edge the sheet is turned for its backs.
    #[arg(long, value_name = "EDGE", value_parser = ["long", "short"], conflicts_with_all = ["tile", "one_sided"])]
    pub turn: Option<String>,
    /// The heads of two rows meet.
    #[arg(long, requires = "nup")]
    pub heads_together: bool,
    /// Further marks on sheets.
    #[arg(long, value_name = "MARKS", value_delimiter = ',', value_parser = ["registration", "colour-bar"])]
    pub marks: Vec<String>,
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

/// `anpham table`.
#[derive(Debug, Clone, clap::Args)]
pub struct TableArgs {
    /// Tables; all when left out.
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
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

/// A part of a plan: `2/4`.
fn shard(text: &str) -> Result<Shard, String> {
    text.parse().map_err(|error: NoShard| error.to_string())
}

/// A measure: finite and not negative.
fn length(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(n) if n.is_finite() && (0.0..=10_000.0).contains(&n) => Ok(n),
        Ok(_) => Err("0 ≤ N ≤ 10000".into()),
        Err(error) => Err(format!("{error}")),
    }
}

/// The scale of a drawing: `1:10`.
fn scale(text: &str) -> Result<f64, String> {
    let whole = text.strip_prefix("1:").and_then(|whole| whole.trim().parse::<f64>().ok());
    whole.filter(|whole| (1.0..=1_000.0).contains(whole)).map(f64::recip).ok_or_else(|| "1:1 … 1:1000".into())
}

fn seconds(text: &str) -> Result<u64, String> {
    match text.parse() {
        Ok(0) => Err("0 < SECONDS".into()),
        Ok(n) => Ok(n),
        Err(error) => Err(format!("{error}")),
    }
}
