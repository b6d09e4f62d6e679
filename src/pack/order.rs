//! `orders/<order>.toml`: what is to be printed, how often, on what, and where it goes.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::content::registry::{self, date, optional, spanned, text};
use crate::content::schema::FileKind;
use crate::content::tree::{Kind, Node};
use crate::content::{Content, Date, Spanned};
use crate::diag::{Diagnostic, Diagnostics, Message, Place, SourceFile, did_you_mean};
use crate::layout::{Format, Layouts};
use crate::msg;
use crate::pdf::Imposition;
use crate::plan::Job;

/// An order, read and merged: every item has what the item itself, its format and the whole order say of it.
#[derive(Debug)]
pub struct Order {
    /// File name without `.toml`.
    pub id: String,
    /// The file.
    pub file: Arc<SourceFile>,
    /// Its name.
    pub title: String,
    /// Print profile.
    pub profile: Spanned<String>,
    /// Who prints.
    pub printer: Option<Party>,
    /// Whom the printer calls.
    pub contact: Option<Party>,
    /// What is ordered.
    items: Vec<OrderItem>,
    /// Terms of single formats, and of the whole order.
    formats: Vec<(Spanned<String>, Terms)>,
    defaults: Terms,
}

/// A name and how to reach it.
#[derive(Debug, Clone, Default)]
pub struct Party {
    /// Name.
    pub name: String,
    /// Address, phone, e-mail: as far as given.
    pub address: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
}

/// What a printer must know of an item.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// Copies.
    pub quantity: Option<u64>,
    /// Paper or material.
    pub paper: Option<Spanned<String>>,
    /// Weight in g/m².
    pub weight: Option<Spanned<f64>>,
    /// Binding.
    pub binding: Option<String>,
    /// Finishing.
    pub finishing: Option<String>,
    /// Where to deliver.
    pub delivery: Option<String>,
    /// When to deliver.
    pub due: Option<Date>,
    /// A further note.
    pub note: Option<String>,
    /// How its pages lie on sheets.
    pub impose: Option<Spanned<Imposition>>,
}

/// An `[[items]]` entry: which outputs it means, and their terms.
#[derive(Debug)]
struct OrderItem {
    place: Place,
    directive: Option<Spanned<String>>,
    audience: Option<Spanned<String>>,
    piece: Option<Spanned<String>>,
    format: Spanned<String>,
    part: Option<Spanned<String>>,
    terms: Terms,
}

/// What an order comes to.
#[derive(Debug)]
pub struct Lines<'a> {
    /// The outputs that are ordered, in the order of the file, each with its terms.
    pub lines: Vec<OrderLine<'a>>,
    /// How many things are not filled in yet, for which a printer would have to ask.
    pub asked: usize,
}

/// One output of an order with all that is known of it.
#[derive(Debug)]
pub struct OrderLine<'a> {
    /// The output.
    pub job: Job,
    /// Its format.
    pub format: &'a Format,
    /// Its terms, merged.
    pub terms: Terms,
    /// The `[[items]]` entry.
    pub place: Place,
    /// The entry names the piece.
    pub is_named: bool,
}

impl Order {
    /// Reads an order. Every mistake is reported; `None` after one.
    pub fn read(id: &str, file: &Arc<SourceFile>, content: &Content, diagnostics: &mut Diagnostics) -> Option<Self> {
        let root = registry::read(FileKind::Order, file, diagnostics)?;
        let before = diagnostics.len();
        let profile = spanned(&root, "profile").unwrap_or(Spanned { value: "print".into(), range: 0..0 });
        let profiles = &content.campaign.profiles;
        let is_print = |name: &str| profiles.get(name).is_some_and(|p| p.kind == crate::content::ProfileKind::Print);
        if !is_print(&profile) {
            let known: Vec<&str> = profiles.keys().map(String::as_str).filter(|name| is_print(name)).collect();
            let message = msg!("pack-profile", name = profile.value);
            let hint = msg!("pack-known", names = known.join(", "));
            diagnostics.push(Diagnostic::error(message).at(Place::new(file, profile.range.clone())).hint(hint));
        }
        let today = content.campaign.date;
        let mut terms = |node: &Node| read_terms(node, file, today, diagnostics);
        let defaults = root.get("defaults").map(&mut terms).unwrap_or_default();
        let formats = match root.get("formats").map(|formats| &formats.kind) {
            Some(Kind::Map(entries)) => entries
                .iter()
                .map(|entry| {
                    let name = Spanned { value: entry.key.clone(), range: entry.key_range.clone() };
                    (name, terms(&entry.value))
                })
                .collect(),
            _ => vec![],
        };
        let items = root.get("items").map(Node::items).unwrap_or_default().iter().filter_map(|node| {
            Some(OrderItem {
                place: Place::new(file, node.get("format").map_or(node.range.clone(), |node| node.range.clone())),
                directive: spanned(node, "directive"),
                audience: spanned(node, "audience"),
                piece: spanned(node, "piece"),
                format: spanned(node, "format")?,
                part: spanned(node, "part"),
                terms: terms(node),
            })
        });
        let items: Vec<OrderItem> = items.collect();
        let issuer = &content.campaign.issuer;
        // The issuer answers where nobody else is named and it can be reached.
        let reachable = issuer.phone.is_some() || issuer.email.is_some();
        let issuer = reachable.then(|| Party {
            name: issuer.name.clone(),
            address: issuer.address.clone(),
            phone: issuer.phone.clone(),
            email: issuer.email.clone(),
        });
        let order = Self {
            id: id.to_string(),
            file: file.clone(),
            title: text(&root, "title"),
            profile,
            printer: root.get("printer").map(party),
            contact: root.get("contact").map(party).or(issuer),
            items,
            formats,
            defaults,
        };
        (!diagnostics[before..].iter().any(Diagnostic::is_error)).then_some(order)
    }

    /// What is ordered. What the printer would have to ask for, what means nothing and what is ordered twice is reported.
    pub fn lines<'a>(
        &self,
        jobs: &[Job],
        content: &Content,
        layouts: &'a Layouts,
        diagnostics: &mut Diagnostics,
    ) -> Lines<'a> {
        let mut lines: Vec<OrderLine> = Vec::new();
        for (name, _) in &self.formats {
            if let Err(problem) = layouts.resolve(name) {
                diagnostics.push(problem.at(Place::new(&self.file, name.range.clone())));
            }
        }
        for item in &self.items {
            let before = lines.len();
            if self.check_names(item, content, layouts, diagnostics) {
                continue;
            }
            for job in jobs.iter().filter(|job| item.means(job, layouts)) {
                let Some(format) = layouts.formats.get(&job.format) else { continue };
                if let Some(first) = lines.iter().find(|line| line.job.output == job.output) {
                    let line = self.file.line_column(first.place.range.start).0;
                    let message = msg!("pack-twice", output = job.output, line = line);
                    diagnostics.push(Diagnostic::error(message).at(item.place.clone()).hint(msg!("pack-twice-hint")));
                    continue;
                }
                let (terms, is_named) = (self.terms(item, job), item.piece.is_some());
                lines.push(OrderLine { job: job.clone(), format, terms, place: item.place.clone(), is_named });
            }
            self.warn_of_sizes(item, &lines[before..], diagnostics);
            if lines.len() == before {
                let message = msg!("pack-nothing", format = item.format.value, profile = self.profile.value);
                diagnostics.push(Diagnostic::error(message).at(item.place.clone()).hint(msg!("pack-nothing-hint")));
            }
        }
        let before = diagnostics.len();
        self.ask(&lines, diagnostics);
        Lines { lines, asked: diagnostics.len() - before }
    }

    /// The bare name of a format means all its sizes: whoever has not said what each of them is to be like may have meant one.
    fn warn_of_sizes(&self, item: &OrderItem, lines: &[OrderLine], diagnostics: &mut Diagnostics) {
        let sizes: BTreeSet<&str> = lines.iter().map(|line| line.job.size.as_str()).collect();
        let Some(format) = lines.first().map(|line| &line.format.id).filter(|_| sizes.len() > 1) else { return };
        let ids: Vec<String> = sizes.iter().map(|size| format!("{format}-{size}")).collect();
        let is_said = |id: &String| self.formats.iter().any(|(name, _)| name.value == *id);
        if item.format.value == *format && !ids.iter().all(is_said) {
            let sizes: Vec<&str> = sizes.into_iter().collect();
            let message = msg!("pack-sizes", format = format, sizes = sizes.join(", "), count = lines.len());
            let ids: Vec<String> = ids.iter().map(|id| format!("`format = \"{id}\"`")).collect();
            let hint = msg!("pack-sizes-hint", ids = ids.join(", "));
            diagnostics.push(Diagnostic::warning(message).at(item.place.clone()).hint(hint));
        }
    }

    /// Whether an item names something that there is not; said with what was meant.
    fn check_names(
        &self,
        item: &OrderItem,
        content: &Content,
        layouts: &Layouts,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let before = diagnostics.len();
        let directives: Vec<&str> = content.directives.keys().map(String::as_str).collect();
        let audiences: Vec<&str> = content.audiences.iter().map(|audience| audience.id.as_str()).collect();
        let mut pieces: Vec<&str> = content.pieces.iter().map(|piece| piece.id.as_str()).collect();
        pieces.sort_unstable();
        pieces.dedup();
        let mut check = |given: &Option<Spanned<String>>, known: &[&str], message: fn(&str) -> Message| {
            if let Some(name) = given
                && !known.contains(&name.value.as_str())
            {
                let place = Place::new(&self.file, name.range.clone());
                diagnostics.push(unknown(message(name), name, known).at(place));
            }
        };
        check(&item.directive, &directives, |name| msg!("pack-unknown-directive", name = name));
        check(&item.audience, &audiences, |name| msg!("pack-unknown-audience", name = name));
        check(&item.piece, &pieces, |name| msg!("pack-unknown-piece", name = name));
        match layouts.resolve(&item.format) {
            Err(problem) => diagnostics.push(problem.at(item.place.clone())),
            Ok((format, _)) => {
                let parts: Vec<&str> = format.parts.iter().map(String::as_str).collect();
                check(&item.part, &parts, |name| msg!("pack-unknown-part", name = name));
            }
        }
        diagnostics.len() > before
    }

    /// The nearest word on each thing: of the item, of its format and size, of its format, of the order.
    fn terms(&self, item: &OrderItem, job: &Job) -> Terms {
        let sized = format!("{}-{}", job.format, job.size);
        let of = |name: &str| self.formats.iter().find(|(format, _)| format.value == name).map(|(_, terms)| terms);
        let mut terms = item.terms.clone();
        for wider in [of(&sized), of(&job.format), Some(&self.defaults)].into_iter().flatten() {
            terms = terms.or(wider);
        }
        terms
    }

    /// Asks for what a printer would have to call for, each thing once an item.
    fn ask(&self, lines: &[OrderLine], diagnostics: &mut Diagnostics) {
        let reachable = |party: &Party| party.phone.is_some() || party.email.is_some();
        for (is_given, message, table) in [
            (self.printer.is_some(), msg!("pack-no-printer"), "printer"),
            (self.contact.as_ref().is_some_and(reachable), msg!("pack-no-contact"), "contact"),
        ] {
            if is_given {
                continue;
            }
            // A new order has the lines as comments; else they may stand anywhere that begins a table.
            let head = format!("[{table}]");
            let mut lines = self.file.text.lines();
            let typed = lines.position(|line| line.trim_start_matches(['#', ' ', '\t']).starts_with(&head));
            let place = Place::new(&self.file, self.file.line_range(typed.unwrap_or(0)));
            let hint = if typed.is_some() {
                msg!("pack-party-there-hint", table = table)
            } else {
                msg!("pack-party-hint", table = table)
            };
            diagnostics.push(Diagnostic::error(message).at(place).hint(hint));
        }
        let mut last: Option<(&Place, &str)> = None;
        for line in lines {
            // One entry that means twenty leaflets is asked once.
            if last == Some((&line.place, &line.job.format)) {
                continue;
            }
            last = Some((&line.place, &line.job.format));
            let terms = &line.terms;
            let bound = line.format.pages.max > 2 && !line.format.has_pages_apart() && line.job.part == "main";
            let missing = [
                (terms.quantity.is_none(), msg!("pack-ask-quantity"), "quantity = 1000"),
                (terms.paper.is_none(), msg!("pack-ask-paper"), "paper = \"…\""),
                (terms.weight.is_none(), msg!("pack-ask-weight"), "weight = 150"),
                (terms.binding.is_none() && bound, msg!("pack-ask-binding"), "binding = \"…\""),
                (terms.delivery.is_none(), msg!("pack-ask-delivery"), "delivery = \"…\""),
                (terms.due.is_none(), msg!("pack-ask-due"), "due = 2026-12-31"),
            ];
            for (_, message, example) in missing.into_iter().filter(|(is_missing, ..)| *is_missing) {
                let hint = msg!("pack-ask-hint", example = example, format = line.job.format);
                diagnostics.push(Diagnostic::error(message).at(line.place.clone()).hint(hint));
            }
        }
    }
}

impl OrderItem {
    fn means(&self, job: &Job, layouts: &Layouts) -> bool {
        let any = |wanted: &Option<Spanned<String>>, have: &str| wanted.as_ref().is_none_or(|w| w.value == have);
        let sized = layouts.resolve(&self.format).is_ok_and(|(format, size)| {
            // The bare name of a format means all its sizes.
            format.id == job.format && (self.format.value == format.id || size.id == job.size)
        });
        let part = self.part.as_ref().map_or("main", |part| part.value.as_str());
        any(&self.directive, &job.piece.directive)
            && any(&self.audience, &job.audience)
            && any(&self.piece, &job.piece.id)
            && sized
            && job.part == part
    }
}

impl Terms {
    fn or(self, wider: &Self) -> Self {
        Self {
            quantity: self.quantity.or(wider.quantity),
            paper: self.paper.or_else(|| wider.paper.clone()),
            weight: self.weight.or_else(|| wider.weight.clone()),
            binding: self.binding.or_else(|| wider.binding.clone()),
            finishing: self.finishing.or_else(|| wider.finishing.clone()),
            delivery: self.delivery.or_else(|| wider.delivery.clone()),
            due: self.due.or(wider.due),
            note: self.note.or_else(|| wider.note.clone()),
            impose: self.impose.or_else(|| wider.impose.clone()),
        }
    }
}

fn read_terms(node: &Node, file: &Arc<SourceFile>, today: Date, diagnostics: &mut Diagnostics) -> Terms {
    let due = date(node, "due");
    if let (Some(day), Some(typed)) = (due.filter(|day| *day < today), node.get("due")) {
        let message = msg!("pack-due-past", due = day.shown(), date = today.shown());
        let warning = Diagnostic::warning(message).at(Place::new(file, typed.range.clone()));
        diagnostics.push(warning.hint(msg!("pack-due-past-hint")));
    }
    let impose = node.get("impose").and_then(registry::imposition).and_then(|given| {
        let problem = |(message, range): (Message, Option<std::ops::Range<usize>>)| {
            let place = range.map(|range| Place::new(file, range));
            diagnostics.push(Diagnostic::error(message).maybe_at(place).hint(msg!("pdf-impose-sheet-hint")));
        };
        let range = given.sheet.range.clone();
        Imposition::of(&given).map_err(problem).ok().map(|value| Spanned { value, range })
    });
    let number = |key: &str| {
        let node = node.get(key)?;
        Some(Spanned { value: node.as_number()?, range: node.range.clone() })
    };
    Terms {
        quantity: node.get("quantity").and_then(Node::as_int).and_then(|n| u64::try_from(n).ok()),
        paper: spanned(node, "paper").filter(|paper| !paper.is_empty()),
        weight: number("weight"),
        binding: optional(node, "binding"),
        finishing: optional(node, "finishing"),
        delivery: optional(node, "delivery"),
        due,
        note: optional(node, "note"),
        impose,
    }
}

fn party(node: &Node) -> Party {
    Party {
        name: text(node, "name"),
        address: optional(node, "address"),
        phone: optional(node, "phone"),
        email: optional(node, "email"),
    }
}

fn unknown(message: Message, given: &str, known: &[&str]) -> Diagnostic {
    let problem = Diagnostic::error(message);
    match did_you_mean(given, known.iter().copied()) {
        Some(name) => problem.hint(msg!("content-did-you-mean", name = name)),
        None => problem.hint(msg!("pack-known", names = known.join(", "))),
    }
}
