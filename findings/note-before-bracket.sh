#!/usr/bin/env bash
# A footnote that stands directly before a bracket, as in "Nghị định[^1](mới)" or "Luật[^1][bản sửa]", is read in three ways.
#
# pulldown-cmark 0.13.6, comrak 0.59.0 (crates.io), micromark 4.0.3 with micromark-extension-gfm-footnote 2.1.0 (npm):
#              a[^1](b)                                a[^1][b]                    a[^1]\[b]
#   pulldown   link "^1" to b; the note's text          text "[^1][b]": no note     text "[^1][b]": no note
#              is in the stream, called by nothing
#   comrak     link "^1" to b; the note's text is gone  note, then "[b]"            note, then "[b]"
#   micromark  note, then "(b)", as on GitHub           note, then "[b]"            note, then "[b]"
# So a note and its text can be lost by a word in brackets, and in pulldown-cmark a backslash does not help: only &#91; does.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants cargo and node with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'T'
[package]
name = "notes"
version = "0.0.0"
edition = "2021"

[dependencies]
comrak = { version = "=0.59.0", default-features = false }
pulldown-cmark = { version = "=0.13.6", default-features = false }
T
cat > src/main.rs <<'R'
use pulldown_cmark::{Event, Options, Parser, Tag};

fn main() {
    for text in ["a[^1](b)", "a[^1][b]", "a[^1]\\[b]", "a[^1]&#91;b]"] {
        let page = format!("{text}\n\n[^1]: note\n");
        let (mut notes, mut links) = (0, 0);
        for event in Parser::new_ext(&page, Options::ENABLE_FOOTNOTES) {
            match event {
                Event::FootnoteReference(_) => notes += 1,
                Event::Start(Tag::Link { .. }) => links += 1,
                _ => {}
            }
        }
        let mut options = comrak::Options::default();
        options.extension.footnotes = true;
        let html = comrak::markdown_to_html(&page, &options);
        let comrak = (html.matches("footnote-ref").count().min(1), html.matches("href=\"b\"").count(), html.contains("note "));
        println!("{text}: pulldown notes {notes} links {links}; comrak notes {} links {} text {}", comrak.0, comrak.1, comrak.2);
    }
}
R
cat > read.mjs <<'J'
import { micromark } from 'micromark';
import { gfmFootnote, gfmFootnoteHtml } from 'micromark-extension-gfm-footnote';
for (const text of ['a[^1](b)', 'a[^1][b]', 'a[^1]\\[b]']) {
  const html = micromark(`${text}\n\n[^1]: note\n`, { extensions: [gfmFootnote()], htmlExtensions: [gfmFootnoteHtml()] });
  console.log(`${text}: micromark notes ${html.match(/footnote-ref/g)?.length ?? 0} links ${html.match(/href="b"/g)?.length ?? 0}`);
}
J
npm install --silent --no-audit --no-fund micromark@4.0.3 micromark-extension-gfm-footnote@2.1.0
{ cargo run --quiet; node read.mjs; } | tee seen.txt
diff - seen.txt <<'T'
a[^1](b): pulldown notes 0 links 1; comrak notes 0 links 1 text false
a[^1][b]: pulldown notes 0 links 0; comrak notes 1 links 0 text true
a[^1]\[b]: pulldown notes 0 links 0; comrak notes 1 links 0 text true
a[^1]&#91;b]: pulldown notes 1 links 0; comrak notes 1 links 0 text true
a[^1](b): micromark notes 1 links 0
a[^1][b]: micromark notes 1 links 0
a[^1]\[b]: micromark notes 1 links 0
T
