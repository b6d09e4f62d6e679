//! The engine that runs templates: what filters, functions and tests it has, none of which can be made to fill the memory.

use std::io::{self, Write};
use std::sync::LazyLock;

use tera::{Delimiters, Kwargs, State, StringInput, Tera, TeraResult, Value};

use crate::carry;

/// Most bytes that a template may make.
pub(super) const MOST_OUTPUT: usize = 4 << 20;

/// Most bytes of one value that a filter makes.
const MOST_VALUE: usize = 1 << 20;

/// Longest list that `range` makes.
const MOST_ITEMS: i64 = 1000;

/// What all pieces share: delimiters, escaping, and filters that cannot be made to fill the memory.
pub(super) static ENGINE: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::default();
    let delimiters = Delimiters { comment_start: "{!".into(), comment_end: "!}".into(), ..Delimiters::default() };
    let set = tera.set_delimiters(delimiters);
    debug_assert!(set.is_ok(), "the delimiters are two bytes each and differ");
    tera.autoescape_on([""]);
    tera.set_escape_fn(|value, out| out.write_all(carry::value(value).as_bytes()));
    tera.register_function("range", range);
    tera.register_filter("replace", replace);
    tera.register_filter("join", join);
    tera
});

/// What Tera offers, for "did you mean".
pub(super) const FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

pub(super) const FUNCTIONS: &[&str] = &["fact", "number", "range"];

pub(super) const TESTS: &[&str] = &[
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];

pub(super) fn range(kwargs: Kwargs, _: &State) -> TeraResult<Vec<i64>> {
    let start = kwargs.get::<i64>("start")?.unwrap_or(0);
    let end = kwargs.must_get::<i64>("end")?;
    let step = kwargs.get::<i64>("step_by")?.unwrap_or(1);
    let span = end.checked_sub(start).filter(|_| step != 0);
    let count = span.and_then(|span| span.checked_div(step));
    match count {
        Some(count) if count < 0 => Err(tera::Error::message("`range` leads away from its end")),
        Some(count) if count <= MOST_ITEMS => {
            let reached = |n: &i64| if step > 0 { *n < end } else { *n > end };
            Ok((0..=count).map(|i| start + i * step).take_while(reached).collect())
        }
        _ => Err(tera::Error::message(format!("`range` makes at most {MOST_ITEMS} numbers"))),
    }
}

fn replace(text: StringInput, kwargs: Kwargs, state: &State) -> TeraResult<Value> {
    let from = kwargs.must_get::<&str>("from")?;
    let to = kwargs.must_get::<StringInput>("to")?;
    let safe = state.autoescaping_enabled() && (text.is_safe() || to.is_safe());
    let (text, to) =
        if safe { (text.rendered(state)?, to.rendered(state)?) } else { (text.as_str().into(), to.as_str().into()) };
    let count = if from.is_empty() { text.chars().count() + 1 } else { text.matches(from).count() };
    within(text.len().saturating_add(count.saturating_mul(to.len())))?;
    let text = text.replace(from, &to);
    Ok(if safe { Value::safe_string(&text) } else { Value::from(text) })
}

fn join(values: &[Value], kwargs: Kwargs, state: &State) -> TeraResult<Value> {
    let separator = kwargs.get::<StringInput>("sep")?;
    let safe = state.autoescaping_enabled()
        && (values.iter().any(|value| value.is_string() && value.is_safe())
            || separator.as_ref().is_some_and(StringInput::is_safe));
    let separator = match &separator {
        Some(text) if safe => text.rendered(state)?.into_owned(),
        Some(text) => text.as_str().to_string(),
        None => String::new(),
    };
    within(values.len().saturating_mul(separator.len()))?;
    let mut parts = Vec::with_capacity(values.len());
    let mut total = 0;
    for value in values {
        let part = if safe { state.escape_if_needed(value)? } else { value.to_string() };
        total += part.len();
        within(total)?;
        parts.push(part);
    }
    let text = parts.join(&separator);
    Ok(if safe { Value::safe_string(&text) } else { Value::from(text) })
}

fn within(bytes: usize) -> TeraResult<()> {
    if bytes > MOST_VALUE { Err(tera::Error::message("the value grows beyond 1 MB")) } else { Ok(()) }
}

/// A writer that refuses to grow past [`MOST_OUTPUT`].
#[derive(Debug, Default)]
pub(super) struct Bounded {
    pub(super) bytes: Vec<u8>,
    pub(super) full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MOST_OUTPUT {
            self.full = true;
            return Err(io::Error::other("the template makes too much text"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
