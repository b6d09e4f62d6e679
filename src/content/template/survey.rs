//! What a template calls and takes in, read from its tags before it is run.

use std::collections::{BTreeMap, BTreeSet};

use super::typed::Typed;
use crate::content::tags::{self, Part, PartKind, Token};
use crate::content::{Hole, facts};
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::msg;

/// Longest tag, in bytes.
const LONGEST_TAG: usize = 4096;

/// Most copies of one value that `set` tags can add up to.
const MOST_COPIES: usize = 4096;

/// What the tags of a piece and its includes say before they run.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Facts asked for by name.
    pub(super) calls: Vec<Call>,
    /// Whether a fact is asked for by something other than a name, and where first.
    pub(super) computed: bool,
    pub(super) computed_at: Option<Place>,
    /// How many copies of one value the `set` tags so far can make.
    pub(super) copies: usize,
    pub(super) assigned: BTreeSet<String>,
    /// Names that stand for one fact: `{% set goal = fact(id="…") %}`.
    pub(super) named: BTreeMap<String, Option<String>>,
    /// Figures that are written into tags, and would be printed as values.
    pub(super) figures: Vec<(String, Place)>,
}

/// `fact(id="…")` or `number(id="…")`.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) id: String,
    pub(super) place: Place,
    /// Whether it says `past=true`.
    pub(super) past: bool,
    /// The keys of the fact that it prints.
    pub(super) keys: &'static [&'static str],
}

/// `{% include "…" %}`.
pub(super) struct Include {
    pub(super) name: String,
    pub(super) place: Place,
}

/// The fact that a tag asks for by its name.
fn fact_of<'a>(tokens: &[(usize, Token<'a>)]) -> Option<&'a str> {
    let [(_, Token::Name("fact" | "number")), (_, Token::Sign('(')), arguments @ ..] = tokens else { return None };
    let end = arguments.iter().position(|(_, token)| *token == Token::Sign(')'))?;
    arguments[..end].windows(3).find_map(|window| match window {
        [(_, Token::Name("id")), (_, Token::Sign('=')), (_, Token::Text(id))] => Some(*id),
        _ => None,
    })
}

impl Survey {
    /// Reads the tags of a template. Returns its includes; what cannot be allowed is reported.
    pub(super) fn add(&mut self, typed: &Typed, parts: &[Part], diagnostics: &mut Diagnostics) -> Vec<Include> {
        let mut includes = Vec::new();
        let mut loops = 0usize;
        for part in parts {
            let tokens = tags::tokens(&typed.text, part);
            self.add_calls(typed, &tokens);
            self.add_figures(typed, part, &tokens);
            let refuse = |message| Diagnostic::error(message).at(typed.place(part.range.clone()));
            if part.range.len() > LONGEST_TAG && matches!(part.kind, PartKind::Variable | PartKind::Block) {
                diagnostics.push(refuse(msg!("content-tag-long", limit = LONGEST_TAG)));
            }
            if part.kind == PartKind::Program && !typed.text[part.range.clone()].contains('\n') {
                let warning = Diagnostic::warning(msg!("content-code-braces", text = &typed.text[part.range.clone()]));
                diagnostics.push(warning.at(typed.place(part.range.clone())).hint(msg!("content-code-braces-hint")));
            }
            let keyword = if part.kind == PartKind::Block { tokens.first() } else { None };
            let names = |from: usize| {
                tokens.iter().skip(from).filter_map(|(_, token)| match token {
                    Token::Name(name) => Some(*name),
                    _ => None,
                })
            };
            match keyword.map(|(_, token)| *token) {
                Some(Token::Name("for")) => loops += 1,
                Some(Token::Name("endfor")) => loops = loops.saturating_sub(1),
                Some(Token::Name("include")) => {
                    if let Some((at, Token::Text(name))) = tokens.get(1) {
                        let place = typed.place(*at..at + name.len() + 2);
                        includes.push(Include { name: (*name).to_string(), place });
                    }
                }
                Some(Token::Name(keyword @ ("set" | "set_global"))) => {
                    // A value made of copies of itself doubles with every step, which nothing else would stop.
                    match (tokens.get(1), tokens.get(2)) {
                        (Some((_, Token::Name(name))), Some((_, Token::Sign('=')))) => {
                            let fact = fact_of(&tokens[3..]).map(String::from);
                            let named = self.named.entry((*name).to_string()).or_insert_with(|| fact.clone());
                            if *named != fact {
                                *named = None;
                            }
                            let copies = names(2).filter(|name| self.assigned.contains(*name)).count();
                            self.assigned.insert((*name).to_string());
                            self.copies = self.copies.max(1).saturating_mul(copies.max(1));
                            if (copies > 1 && loops > 0) || self.copies > MOST_COPIES {
                                diagnostics.push(refuse(msg!("content-tag-grows", name = name)));
                            }
                        }
                        _ => diagnostics.push(refuse(msg!("content-tag-refused", name = keyword))),
                    }
                }
                Some(Token::Name(keyword @ ("extends" | "block" | "component" | "filter"))) => {
                    diagnostics
                        .push(refuse(msg!("content-tag-refused", name = keyword)).hint(msg!("content-tags-hint")));
                }
                Some(Token::Sign('<')) => {
                    diagnostics.push(refuse(msg!("content-tag-refused", name = "<")).hint(msg!("content-tags-hint")));
                }
                _ => {}
            }
            if names(usize::from(keyword.is_some())).any(|name| name == "for") {
                diagnostics
                    .push(refuse(msg!("content-tag-refused", name = "[… for …]")).hint(msg!("content-tags-hint")));
            }
        }
        includes
    }

    /// What a tag asks for.
    pub(super) fn hole(&self, text: &str, part: &Part) -> Hole {
        let tokens = tags::tokens(text, part);
        if let Some(id) = fact_of(&tokens) {
            return Hole::Fact(id.to_string());
        }
        let mut name = String::new();
        for (_, token) in &tokens {
            match token {
                Token::Name(part) if name.is_empty() || name.ends_with('.') => name.push_str(part),
                Token::Sign('.') if !name.is_empty() && !name.ends_with('.') => name.push('.'),
                _ => break,
            }
        }
        match self.named.get(&name) {
            Some(Some(id)) => Hole::Fact(id.clone()),
            _ => Hole::Value(name),
        }
    }

    /// Literals with digits that a tag prints or keeps: `{{ "62 hộ" }}`, `{% set n = 62 %}`, `default(value=62)`; not what a
    /// value is looked up, compared or cut by.
    fn add_figures(&mut self, typed: &Typed, part: &Part, tokens: &[(usize, Token)]) {
        let keyword = tags::first_name(&typed.text, part);
        if part.kind != PartKind::Variable && !matches!(keyword, Some("set" | "set_global" | "for")) {
            return;
        }
        for (n, (at, token)) in tokens.iter().enumerate() {
            let figure = match token {
                Token::Text(text) if text.contains(|c: char| c.is_ascii_digit()) => (*text).to_string(),
                Token::Sign('0'..='9') => {
                    let digits = tokens[n..].iter().map_while(|(_, token)| match token {
                        Token::Sign(c @ ('0'..='9' | '.')) => Some(*c),
                        _ => None,
                    });
                    digits.collect()
                }
                _ => continue,
            };
            // `{{ 1 is odd }}` says true; a count begins with nothing or one.
            let follows = tokens.get(n + figure.len()).map(|(_, token)| *token);
            let is_count = keyword.is_some() && matches!(figure.as_str(), "0" | "1");
            if is_count || follows == Some(Token::Name("is")) {
                continue;
            }
            let before = |back: usize| n.checked_sub(back).map(|n| tokens[n].1);
            let is_printed = match (before(1), before(2), before(3)) {
                (Some(Token::Sign('=')), Some(Token::Name(name)), Some(Token::Sign('(' | ','))) => {
                    matches!(name, "value" | "to")
                }
                (Some(Token::Sign('=')), Some(Token::Name(_)), Some(Token::Name("set" | "set_global")))
                | (None, ..) => true,
                // Lists, and what is put together.
                (Some(Token::Sign('[' | ',' | '~' | '+')), ..) => matches!(token, Token::Text(_)),
                (Some(Token::Name("else")), ..) => true,
                _ => false,
            };
            if is_printed {
                let quote = usize::from(matches!(token, Token::Text(_)));
                self.figures.push((figure.clone(), typed.place(at + quote..at + quote + figure.len())));
            }
        }
    }

    pub(super) fn add_calls(&mut self, typed: &Typed, tokens: &[(usize, Token)]) {
        for (i, window) in tokens.windows(2).enumerate() {
            let [(at, Token::Name(function @ ("fact" | "number"))), (_, Token::Sign('('))] = window else { continue };
            let keys = if *function == "number" { facts::NUMBER } else { facts::PRINTED };
            // `x is number` is a test of Tera, and no call.
            let end =
                tokens[i..].iter().position(|(_, token)| *token == Token::Sign(')')).map_or(tokens.len(), |n| i + n);
            let arguments = &tokens[i + 2..end.max(i + 2)];
            let value = |name: &str| {
                arguments.windows(3).find_map(|window| match window {
                    [(_, Token::Name(given)), (_, Token::Sign('=')), value] if *given == name => Some(*value),
                    _ => None,
                })
            };
            match value("id") {
                Some((at, Token::Text(id))) => {
                    let place = typed.place(at + 1..at + 1 + id.len());
                    let past = matches!(value("past"), Some((_, Token::Name("true" | "True"))));
                    self.calls.push(Call { id: id.to_string(), place, past, keys });
                }
                _ => {
                    self.computed = true;
                    self.computed_at.get_or_insert_with(|| typed.place(*at..at + 1));
                }
            }
        }
    }
}
