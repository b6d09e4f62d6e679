//! Rules on halftones: the press has its own.

use hayro_syntax::object::{Dict, Object};

use super::super::content::Interpreter;
use super::super::rule::told;
use super::super::streams::name_of;

/// Halftones within a halftone: one for each ink.
const MOST_INKS: usize = 64;

impl Interpreter<'_> {
    /// ISO 15930-7, as others restate it: of type 1 or 5, without a name, without functions that change the inks; and no `HTP`.
    pub(crate) fn halftone(&mut self, state: &Dict) {
        if state.contains_key("HTP") {
            self.found.push(self.page, None, told!(Halftone, key = "HTP"));
        }
        if let Some(screen) = state.get::<Object>("HT") {
            self.screen(&screen, false);
        }
    }

    fn screen(&mut self, screen: &Object, of_an_ink: bool) {
        let dict = match screen {
            Object::Dict(dict) => dict.clone(),
            Object::Stream(stream) => stream.dict().clone(),
            _ => return,
        };
        let kind = dict.get::<i32>("HalftoneType").unwrap_or(0);
        if !matches!(kind, 1 | 5) {
            self.found.push(self.page, None, told!(Halftone, key = format!("HalftoneType {kind}")));
        }
        if dict.contains_key("HalftoneName") {
            self.found.push(self.page, None, told!(Halftone, key = "HalftoneName"));
        }
        // The one that changes nothing may be named.
        let function = dict.get::<Object>("TransferFunction");
        if function.is_some_and(|function| name_of(Some(&function)) != "Identity") {
            self.found.push(None, None, told!(TransferFunction));
        }
        if kind == 5 && !of_an_ink {
            for (key, _) in dict.entries().take(MOST_INKS) {
                if let Some(inner) = dict.get::<Object>(&*key) {
                    self.screen(&inner, true);
                }
            }
        }
    }
}
