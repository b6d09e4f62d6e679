//! What Word and Excel leave behind in a text that is pasted: tabs between the cells of a table, signs of lists that are no signs of
//! Markdown, headings without a mark, lines that are each a thing of its own.

/// What stands behind the signs of quotes, blanks and tabs included.
pub(super) fn behind_quotes(line: &str) -> &str {
    let prefix = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
    match line[..prefix].rfind('>') {
        Some(last) => line[last + 1..].strip_prefix(' ').unwrap_or(&line[last + 1..]),
        None => line,
    }
}

/// The column at which a text begins, where tabs lead to every fourth.
pub(in crate::markup) fn column(text: &str) -> usize {
    let blank = text.bytes().take_while(|b| matches!(b, b' ' | b'\t'));
    blank.fold(0, |column, b| if b == b'\t' { column / 4 * 4 + 4 } else { column + 1 })
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{A0}')
}

/// A sign that stands for a bullet, and where its text begins. `o` and `§` are Word's second and third; the signs of its faces of
/// pictures come as letters.
///
/// - `after_point`: the line before is an item
pub(super) fn bullet(content: &str, after_point: bool) -> Option<(char, usize)> {
    let c = content.chars().next()?;
    let rest = &content[c.len_utf8()..];
    let text = rest.trim_start_matches(is_blank);
    let blank = &rest[..rest.len() - text.len()];
    let is_wide = blank.contains('\t') || blank.chars().count() >= 2;
    let is_sign = match c {
        '•' | '●' | '○' | '◦' | '▪' | '■' | '▫' | '‣' | '⁃' | '∙' | '·' | '➢' | '➤' | '❖' | '►' | '▸' | '◆' | '◾'
        | '✓' => true,
        'o' => is_wide || (after_point && !blank.is_empty() && text.starts_with(char::is_uppercase)),
        '§' => is_wide || (after_point && !blank.is_empty() && text.starts_with(char::is_alphabetic)),
        'ü' | 'Ø' | 'v' | 'q' | 'à' | 'è' | 'ð' | 'Þ' => blank.contains('\t'),
        _ => false,
    };
    (is_sign && !text.is_empty()).then_some((c, content.len() - text.len()))
}

/// The cells of a line with tabs between them; `None` where it is an item of a list, a form, a named value or a text with its first
/// line set in.
///
/// - numbered: rows may begin with a number as items do
pub(in crate::markup) fn row(line: &str, numbered: bool) -> Option<Vec<&str>> {
    let content = behind_quotes(line);
    let is_form = ["....", "……", "____"].iter().any(|fill| content.contains(fill));
    if !content.trim_start().contains('\t') || is_form || content.starts_with('#') {
        return None;
    }
    let cells: Vec<&str> = content.split('\t').map(|cell| cell.trim_matches(is_blank)).collect();
    let first = cells.iter().position(|cell| !cell.is_empty())?;
    let behind = cells.len() - first - 1;
    let name = cells[first];
    let is_item = behind == 1 && first == 0 && !numbered && begins_item(name) || (behind <= 1 && is_sign(name));
    let is_named = cells.len() == 2 && name.ends_with(':');
    let is_marked = name.split_once(is_blank).is_some_and(|(sign, _)| is_sign(sign));
    (behind > 0 && !is_item && !is_named && !is_marked).then_some(cells)
}

/// The cells of a row as Excel copies it: in quotes where a cell holds a quote, a comma or the end of a line. `None` where a quote is
/// still open.
pub(super) fn unquoted(line: &str) -> Option<String> {
    let mut cells = vec![];
    let mut rest = line;
    loop {
        let mut from = 0;
        let mut cell = String::new();
        if let Some(mut inner) = rest.strip_prefix('"') {
            loop {
                let (text, behind) = inner.split_once('"')?;
                cell.push_str(text);
                inner = behind;
                let Some(next) = inner.strip_prefix('"') else { break };
                cell.push('"');
                inner = next;
            }
            from = rest.len() - inner.len();
        }
        let end = rest[from..].find('\t').map_or(rest.len(), |at| from + at);
        let is_quoted = from > 0
            && rest[from..end].trim().is_empty()
            && (cell.contains([',', '"', '\t']) || cell.contains(LINE_END));
        cells.push(if is_quoted { cell.replace('\t', " ") } else { rest[..end].to_string() });
        match rest.get(end + 1..) {
            Some(next) => rest = next,
            None => break,
        }
    }
    Some(cells.join("\t"))
}

/// The end of a line within a cell.
pub(super) const LINE_END: &str = "<br>";

/// The cells of a line with two blanks or more between them; `None` where it is something else.
pub(super) fn spaced_cells(line: &str) -> Option<Vec<&str>> {
    let text = line.trim();
    let is_other =
        text.contains(['\t', '|', '`']) || text.contains("....") || text.contains("……") || text.contains("___");
    if is_other || column(line) > 3 || text.starts_with(['#', '>', '<', ':', '-', '+', '*', '[']) {
        return None;
    }
    let cells: Vec<&str> =
        text.split("  ").map(|cell| cell.trim_matches(is_blank)).filter(|cell| !cell.is_empty()).collect();
    // Behind the end of a sentence some people type two blanks.
    let (_, before) = cells.split_last()?;
    let is_table = !before.is_empty() && !before.iter().any(|cell| ends_sentence(cell) || cell.ends_with(','));
    let is_item = begins_item(cells[0]) || bullet(text, false).is_some();
    (is_table && !is_item).then_some(cells)
}

/// Whether a cell is nothing but the sign of a bullet.
fn is_sign(cell: &str) -> bool {
    let mut chars = cell.chars();
    let Some(c) = chars.next() else { return false };
    chars.next().is_none()
        && (matches!(c, '-' | '–' | '—' | '−' | '+' | '*') || bullet(&format!("{c}\tx"), false).is_some())
}

/// Whether a cell is what an item or a heading begins with: `1.`, `a)`, `IV.`, `Điều 3.`, `Bước 2:`.
fn begins_item(cell: &str) -> bool {
    let last = cell.split(is_blank).next_back().unwrap_or("");
    let number = last.trim_end_matches(['.', ')', '/', ':']);
    let counts = number.len() <= 8 && (number.chars().all(|c| c.is_ascii_digit() || c == '.') || is_roman(number))
        || number.chars().count() == 1;
    let words = cell.split(is_blank).count();
    !number.is_empty()
        && counts
        && number.len() < last.len()
        && (words == 1 || words == 2 && !cell.starts_with(char::is_numeric))
}

fn is_roman(text: &str) -> bool {
    (1..=7).contains(&text.len()) && text.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'))
}

/// Whether the head of a table names a column of numbers that count its rows.
pub(in crate::markup) fn counts_rows(cell: &str) -> bool {
    matches!(cell.to_lowercase().as_str(), "stt" | "tt" | "số tt" | "số thứ tự" | "no." | "no" | "#")
}

/// `Thôn 1`, `Quý I`, `Tổ A`: the words before what counts.
fn counted(cell: &str) -> Option<&str> {
    let (words, number) = cell.trim().rsplit_once(is_blank)?;
    let counts = number.len() <= 4 && number.bytes().all(|b| b.is_ascii_digit())
        || is_roman(number)
        || number.len() == 1 && number.starts_with(|c: char| c.is_ascii_uppercase());
    counts.then_some(words)
}

/// Whether the first of these rows is one like the others and no head: a column of figures begins in it, or each of them is counted.
pub(super) fn is_headless(rows: &[Vec<&str>]) -> bool {
    let figure = |cell: &str| {
        let digits = cell.chars().filter(char::is_ascii_digit).count();
        let is_year = digits == 4 && cell.len() == 4 && (cell.starts_with("19") || cell.starts_with("20"));
        digits > 0 && !is_year && cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '%' | '-'))
    };
    let Some(head) = rows.first() else { return false };
    let name = |row: &Vec<&str>| row.first().and_then(|cell| counted(cell)).map(str::to_string);
    if let Some(first) = name(head)
        && rows.len() >= 2
        && rows.iter().all(|row| name(row).as_ref() == Some(&first))
    {
        return true;
    }
    let count = |cell: &str| !matches!(cell, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9");
    head.iter().enumerate().any(|(n, cell)| {
        figure(cell) && count(cell) && rows.iter().all(|row| row.get(n).is_some_and(|cell| figure(cell)))
    })
}

/// The upright bars of a line outside of code.
pub(in crate::markup) fn bars(content: &str) -> usize {
    let (mut count, mut is_code, mut is_escaped) = (0, false, false);
    for c in content.chars() {
        match c {
            '`' if !is_escaped => is_code = !is_code,
            '|' if !is_code && !is_escaped => count += 1,
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    count
}

/// Whether a row with bars can be the head of a table: names of columns and no values, addresses or sentences.
pub(super) fn is_head(content: &str) -> bool {
    content.split('|').all(|cell| {
        let cell = cell.trim();
        let digits = cell.chars().filter(char::is_ascii_digit).count();
        cell.split_whitespace().count() <= 8 && !cell.contains([':', '@', '/']) && !cell.ends_with('.') && digits <= 4
    })
}

/// Whether what is set in is a text and no code: Vietnamese, or plain words behind a capital or a figure. Only what is plainly a program
/// stays code, so that no figure of a text is set without a look at it.
pub(in crate::markup) fn is_prose(content: &str) -> bool {
    let (text, is_marked) = match bullet(content, false) {
        Some((_, at)) => (&content[at..], true),
        None => crate::markup::read::blocks::strip_containers(content),
    };
    // Figures alone are no program either.
    if text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| !c.is_alphabetic() && !"(){}[]<>=;&|".contains(c))
    {
        return true;
    }
    if text.chars().any(|c| matches!(c, '\u{c0}'..='\u{1b0}' | '\u{1ea0}'..='\u{1ef9}')) {
        return !is_program(text);
    }
    let (first, rest) = text.split_once(is_blank).unwrap_or((text, ""));
    let is_item = begins_item(first);
    let text = if is_item { rest.trim_start_matches(is_blank) } else { text }.trim_end();
    if (is_item || is_marked || content.starts_with('>')) && !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let text = text.trim_start_matches(['*', '_', '“', '"', '(']);
    let mut words = text.split_whitespace();
    let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let begins = first.starts_with(char::is_uppercase)
        || first.starts_with(|c: char| c.is_ascii_digit()) && second.starts_with(char::is_alphabetic);
    let plain = text.strip_suffix(';').filter(|_| words.next().is_some()).unwrap_or(text);
    let is_call = plain.match_indices('(').any(|(at, _)| plain[..at].ends_with(char::is_alphanumeric));
    begins
        && !second.is_empty()
        && !is_call
        && !plain.contains(['{', '}', '=', ';', '<', '>', '\\', '$', '`', '|', '[', '#'])
}

/// Whether a line with Vietnamese words in it is of a program all the same.
fn is_program(text: &str) -> bool {
    const SIGNS: &[&str] =
        &["=\"", "= \"", "='", "= '", "(\"", "('", "()", "=>", "==", "<!--", "::", "${", "$(", "};", ");"];
    let follows = |sign: char, test: &dyn Fn(char) -> bool| {
        text.match_indices(sign).any(|(at, _)| text[at + sign.len_utf8()..].chars().next().is_some_and(test))
    };
    text.starts_with(['#', '<', '$', '{', '}'])
        || text.starts_with("//")
        || SIGNS.iter().any(|sign| text.contains(sign))
        || text.trim_end().ends_with('{')
        || follows('{', &|c| !matches!(c, '.' | '{' | '#'))
        || follows('\\', &|c| c.is_ascii_alphanumeric())
}

/// Whether a line ends a sentence or a clause, so that the next one may be a paragraph of its own.
pub(super) fn ends_sentence(line: &str) -> bool {
    line.trim_end().trim_end_matches(['*', '_', '”', '"', ')']).ends_with(['.', ':', ';', '!', '?', '…'])
}

/// Whether a line seems to be a paragraph of its own, like the one above it: what Word copies has no empty lines between them.
pub(super) fn is_next_paragraph(before: &str, line: &str) -> bool {
    let is_long = |text: &str, most: usize| text.chars().nth(most).is_some();
    let begins = line.trim_start().trim_start_matches(['*', '_', '“', '"']).starts_with(char::is_uppercase);
    begins && ends_sentence(before) && is_long(before, 120) && is_long(line, 40)
}

/// Which of these lines of text begins a line on the page, too, though no mark says so: several short ones stand together, each with a
/// capital. Prose that was broken at a width is joined as ever: its lines are about as long, or go on with a small letter.
pub(super) fn own_lines(lines: &[&str]) -> Vec<bool> {
    /// Shorter than the line of a leaflet or little longer.
    const SHORT: usize = 60;
    /// No editor breaks lines at this width.
    const NARROW: usize = 45;
    let mut own = vec![false; lines.len()];
    let bare = |line: &str| line.trim().trim_start_matches(['*', '_', '“', '"', '(', '-', ' ']).to_string();
    let texts: Vec<String> = lines.iter().map(|line| bare(line)).collect();
    let is_prose = texts.iter().any(|text| text.starts_with(char::is_lowercase));
    let is_rule = lines.iter().any(|line| line.trim().chars().all(|c| matches!(c, '-' | '=')));
    if is_prose || is_rule {
        return own;
    }
    let lengths: Vec<usize> = lines.iter().map(|line| line.trim().chars().count()).collect();
    let is_short =
        |n: usize| lengths[n] <= SHORT && texts[n].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let mut start = 0;
    while start < lines.len() {
        let mut end = start;
        while end < lines.len() && is_short(end) {
            end += 1;
        }
        let run = start..end;
        start = end.max(start + 1);
        if run.len() < 2 || !texts[run.start].starts_with(char::is_uppercase) {
            continue;
        }
        let longest = run.clone().map(|n| lengths[n]).max().unwrap_or(0);
        let before_last = run.start..run.end - 1;
        // The first word of the next line had no room any more.
        let is_broken = before_last.clone().all(|n| {
            let word = lines[n + 1].split_whitespace().next().unwrap_or("");
            lengths[n] + 1 + word.chars().count() > longest
        });
        let is_sentences = before_last.clone().all(|n| lines[n].trim_end().ends_with(['.', '?']));
        let goes_on = before_last.clone().any(|n| ends_open(lines[n]));
        let has_digit = run.clone().any(|n| texts[n].starts_with(|c: char| c.is_ascii_digit()));
        let is_told = |n: usize| {
            let line = lines[n];
            line.contains(": ") || line.contains(" - ") || line.contains(" – ") || is_capitals(unmarked(line))
        };
        let is_own = match run.len() {
            2 => !has_digit && (longest <= 30 || run.clone().any(is_told) || !is_broken),
            _ => longest <= NARROW || !is_broken,
        };
        if !is_own || is_sentences || goes_on && run.len() < 4 {
            continue;
        }
        own[run.start + 1..run.end].fill(true);
        own[run.start] = run.start > 0 && ends_sentence(lines[run.start - 1]);
        if let Some(next) = own.get_mut(run.end) {
            *next = true;
        }
    }
    own
}

/// Whether a line ends with a word that wants another one.
fn ends_open(line: &str) -> bool {
    const OPEN: &[&str] = &[
        "của", "và", "tại", "cho", "ở", "là", "với", "theo", "do", "từ", "đến", "các", "những", "hoặc", "để", "trong",
        "trên", "về", "bằng", "như", "khi", "nếu", "mà", "thì", "the", "of", "and", "in", "at", "to", "for", "a", "an",
        "on", "by", "with", "from", "or",
    ];
    line.split_whitespace().next_back().is_some_and(|word| OPEN.contains(&word.to_lowercase().as_str()))
}

/// What a line that looks like a heading numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::markup) enum PastedHeading {
    /// `I.`, `A.`, `Chương II`, `Phụ lục 1`.
    Part,
    /// `Điều 3.`, `Mục 2.`
    Article,
}

/// A text without the stars that set all of it in bold.
fn unmarked(text: &str) -> &str {
    text.trim().trim_matches(['*', '_']).trim()
}

fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some() && !text.chars().any(char::is_lowercase)
}

/// Whether a text is short, begins with a capital and ends without a sign.
fn is_title(text: &str, words: usize) -> bool {
    let text = unmarked(text);
    text.starts_with(char::is_uppercase)
        && text.split_whitespace().nth(words).is_none()
        && !text.ends_with(['.', ';', ',', ':', '!', '?', '…'])
        && !text.contains("..")
}

/// A line that offices mean as a heading, though nothing marks it as one.
pub(in crate::markup) fn heading(content: &str) -> Option<PastedHeading> {
    let text = unmarked(content);
    if text.len() > 250 {
        return None;
    }
    let mut words = text.splitn(2, is_blank);
    let (first, rest) = (words.next()?, words.next().unwrap_or("").trim());
    let kind = match first {
        "Phần" | "PHẦN" | "Chương" | "CHƯƠNG" => Some((PastedHeading::Part, rest)),
        "Phụ" | "PHỤ" => {
            let rest = rest.strip_prefix("lục").or(rest.strip_prefix("LỤC"))?;
            Some((PastedHeading::Part, rest.trim_start()))
        }
        "Điều" | "ĐIỀU" | "Mục" | "MỤC" => Some((PastedHeading::Article, rest)),
        _ => None,
    };
    if let Some((kind, rest)) = kind {
        let (number, title) = rest.split_once(is_blank).unwrap_or((rest, ""));
        let name = number.trim_end_matches(['.', ':']);
        let is_number = (1..=3).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_digit())
            || is_roman(name)
            || (name.len() == 1 && name.starts_with(char::is_uppercase));
        let (is_closed, title) = (name.len() < number.len(), title.trim());
        let is_heading = title.is_empty() || (is_closed && is_title(title, 20)) || is_capitals(title);
        return (is_number && is_heading).then_some(kind);
    }
    let name = first.trim_end_matches(['.', ')', '/', ':']);
    let rest = match rest.strip_prefix(['-', '–', '—']) {
        Some(title) if name.len() == first.len() && is_roman(name) => title.trim_start(),
        _ if name.len() == first.len() => return None,
        _ => rest,
    };
    if rest.is_empty() {
        return None;
    }
    if is_roman(name) && is_title(rest, 15) {
        return Some(PastedHeading::Part);
    }
    (name.len() == 1 && matches!(name.as_bytes()[0], b'A'..=b'H') && is_capitals(rest) && is_title(rest, 20))
        .then_some(PastedHeading::Part)
}

/// A short title behind a number, as Markdown reads an item of a list: whether it is a heading depends on what follows.
pub(super) fn numbered_title(content: &str) -> bool {
    let text = unmarked(content);
    let (name, title) = text.split_once(is_blank).unwrap_or((text, ""));
    let number = name.trim_end_matches(['.', ')', '/']);
    let levels = number.split('.').count();
    let is_number =
        number.split('.').all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    // `1.5 ha` is a figure.
    is_number && (number.len() < name.len() || levels > 1) && levels <= 4 && text.len() <= 90 && is_title(title, 8)
}

/// A line that says how to reach somebody, or that names what it tells: `Điện thoại: …`, `Thời gian: …`, `7h30: …`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::markup) enum Label {
    Reach,
    Other,
}

/// What a line begins with, if it is a thing of its own.
pub(in crate::markup) fn label(content: &str) -> Option<Label> {
    let text = content.trim_start_matches(['*', '_']);
    if is_timed(text) {
        return Some(Label::Other);
    }
    let short = &text[..text.floor_char_boundary(80)];
    let (name, _) = short.split_once(':')?;
    let value = &text[name.len() + 1..];
    let name = name.trim_end_matches(['*', '_', ' ']);
    let value_text = value.trim_start_matches(['*', '_']);
    if !value_text.starts_with(is_blank)
        || value_text.trim().is_empty()
        || text.contains("....")
        || text.contains("___")
    {
        return None;
    }
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '\u{A0}' | '(' | ')' | '-' | '–' | '&' | ',' | '/');
    if !name.starts_with(char::is_uppercase) || !name.chars().all(plain) || name.split_whitespace().nth(5).is_some() {
        return None;
    }
    let reach = [
        "địa chỉ",
        "trụ sở",
        "điện thoại",
        "đt",
        "sđt",
        "số điện thoại",
        "di động",
        "đường dây nóng",
        "hotline",
        "fax",
        "email",
        "e-mail",
        "thư",
        "thư điện tử",
        "website",
        "web",
        "trang web",
        "trang thông tin",
        "cổng thông tin",
        "zalo",
        "facebook",
        "fanpage",
        "phone",
        "tel",
        "address",
    ];
    Some(if reach.contains(&name.to_lowercase().as_str()) { Label::Reach } else { Label::Other })
}

/// `7h30`, `07:30 – 08:00`, `8 giờ`: an entry of a programme.
fn is_timed(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    if !(1..=2).contains(&digits) {
        return false;
    }
    let Some(after) = ["h", "g", ":", "giờ", " giờ"].iter().find_map(|sign| rest.strip_prefix(sign)) else {
        return false;
    };
    let minutes = after.bytes().take_while(u8::is_ascii_digit).count();
    let is_colon = rest.starts_with(':');
    let end = &after[minutes..];
    (minutes == 2 || minutes == 0 && !is_colon) && (end.starts_with(is_blank) || end.starts_with([':', '-', '–']))
}

/// Whether a line is an address of the web or of e-mail.
pub(super) fn is_address(content: &str) -> bool {
    let word = content.split_whitespace().next().unwrap_or("");
    let host = word.split_once('.').is_some_and(|(name, rest)| !name.is_empty() && rest.len() > 1);
    word.contains('@') || word.contains("://") || (host && word.is_ascii())
}

/// The number of a note as other programs type it: `[1] Nguồn`. Its number, and where its text begins.
pub(super) fn typed_note(content: &str) -> Option<(u32, usize)> {
    let inner = content.strip_prefix('[')?;
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let rest = inner[digits..].strip_prefix(']')?;
    // With a colon and one word it is the address of a link.
    let rest = match rest.strip_prefix(':') {
        Some(text) if text.trim().contains(is_blank) && !text.contains(['"', '\'', '/']) => text,
        Some(_) => return None,
        None => rest,
    };
    let text = rest.trim_start_matches(is_blank);
    (text.len() < rest.len() && !text.is_empty())
        .then(|| inner[..digits].parse().ok().map(|n| (n, content.len() - text.len())))?
}

/// A number with a dash behind it: `1 - Hỏi`. Where the text begins.
pub(super) fn dashed_number(content: &str) -> Option<usize> {
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let rest = content[digits..].trim_start_matches(is_blank).strip_prefix(['-', '–'])?;
    let text = rest.trim_start_matches(is_blank);
    // `5 - 7 người` is a range.
    ((1..=2).contains(&digits) && text.len() < rest.len() && text.starts_with(char::is_uppercase))
        .then_some(content.len() - text.len())
}

/// A footnote of Markdown whose colon is missing: `[^1] Nguồn`. Its label, and where its text begins.
pub(super) fn open_note(content: &str) -> Option<(&str, usize)> {
    let (label, rest) = content.strip_prefix("[^")?.split_once(']')?;
    let text = rest.trim_start_matches(is_blank);
    (!label.is_empty() && label.len() <= 40 && text.len() < rest.len() && text.starts_with(char::is_alphanumeric))
        .then_some((label, content.len() - text.len()))
}

/// The numbers in brackets that stand behind a word: `tốt[1]`, `tốt [2]`.
pub(in crate::markup) fn cited(text: &str) -> impl Iterator<Item = u32> {
    text.match_indices('[').filter_map(|(at, _)| {
        let rest = &text[at + 1..];
        let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
        let begins = text[..at].ends_with('\n') || at == 0;
        (!begins && (1..=3).contains(&digits) && rest[digits..].starts_with(']'))
            .then(|| rest[..digits].parse().ok())?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_from_items_forms_and_values() {
        for line in ["Lớp\tNgày", "> Lớp\tNgày", "1\tKhai mạc", "1.\tKhai mạc\t8h00", "\tNăm 2024\tNăm 2025", "-\t5\t6"]
        {
            assert!(row(line, false).is_some(), "{line}");
        }
        for line in [
            "Lớp và ngày",
            "\tThực hiện kế hoạch",
            "•\tViệc",
            "\to\tViệc",
            "1.\tViệc",
            "a)\tViệc",
            "IV.\tViệc",
            "Điều 3.\tPhạm vi",
            "Bước 2:\tNộp",
            "Thời gian:\t7h30",
            "Họ và tên\t..........",
            "Giấy này có giá trị đến ngày ………\tký tên",
            "### Điều 1.\t….",
            "- Như trên;\tPHÓ BÍ THƯ",
        ] {
            assert!(row(line, false).is_none(), "{line}");
        }
        assert!(row("1.\tKhai mạc", true).is_some());
    }

    #[test]
    fn headings_are_told_from_sentences() {
        for (line, wanted) in [
            ("I. MỤC TIÊU", PastedHeading::Part),
            ("I/ MỤC TIÊU", PastedHeading::Part),
            ("IV - TỔ CHỨC THỰC HIỆN", PastedHeading::Part),
            ("**II. Yêu cầu**", PastedHeading::Part),
            ("A. PHẦN CHUNG", PastedHeading::Part),
            ("Chương II", PastedHeading::Part),
            ("Chương III TỔ CHỨC THỰC HIỆN", PastedHeading::Part),
            ("Phụ lục 1", PastedHeading::Part),
            ("Điều 1. Phạm vi điều chỉnh", PastedHeading::Article),
            ("Điều 12:", PastedHeading::Article),
        ] {
            assert_eq!(heading(line), Some(wanted), "{line}");
        }
        for line in [
            "Điều 3 của Luật này quy định về thuế",
            "Điều 1. Phê duyệt Kế hoạch kèm theo Quyết định này.",
            "Mục tiêu của ta",
            "I love you",
            "A. Nguyễn Văn",
            "Phần lớn bà con",
            "Vậy nên",
            "Điều",
            "Phụ",
            "V.",
            "C. Mác và Ph. Ăngghen",
        ] {
            assert_eq!(heading(line), None, "{line}");
        }
        assert!(numbered_title("1. Mục tiêu chung") && numbered_title("2) **Yêu cầu**"));
        assert!(numbered_title("1.1. Mục tiêu") && numbered_title("**3. Yêu cầu**") && numbered_title("2.3 Cách làm"));
        assert!(
            !numbered_title("1. Nộp hồ sơ tại xã.") && !numbered_title("2024. Năm ấy") && !numbered_title("1.5 ha")
        );
    }

    #[test]
    fn lines_of_their_own_are_told_by_their_beginning() {
        for line in ["Điện thoại: 0263 3822 345", "**Email:** a@b.vn", "SĐT: 0909 123 456"] {
            assert_eq!(label(line), Some(Label::Reach), "{line}");
        }
        for line in [
            "Thời gian: 7h30",
            "7h30: Đón khách",
            "07:30 – 08:00 Đón khách",
            "8 giờ: Khai mạc",
            "Thành phần:\tĐại biểu",
        ] {
            assert_eq!(label(line), Some(Label::Other), "{line}");
        }
        for line in [
            "Ngày sinh: ........",
            "Bà con nghe nói, rồi hỏi lại: vì sao",
            "thời gian: sáng",
            "Địa chỉ:",
            "10:3",
            "5 hộ",
            "https://a.vn",
        ] {
            assert_eq!(label(line), None, "{line}");
        }
    }
}
