//! Addresses that nobody can open: without a server, with a blank, without a number. Whether somebody answers is not asked.

use super::review::Review;
use super::seen;
use crate::content::urls;
use crate::markup::doc::{Given, Inline, Part, Target, TreeNode, walk_inlines};
use crate::markup::remarks::Weight;
use crate::msg;

/// Tells the links of a line that lead nowhere.
pub(super) fn check(inlines: &[Inline], review: &mut Review) {
    walk_inlines(inlines, &mut |node| {
        // One that the text spells out is told as such.
        let is_spelt = |inlines: &[Inline]| seen::of(inlines).0.iter().map(|seen| seen.c).take(4).eq("http".chars());
        if let TreeNode::Inline(Inline::Link { to: Target::Url(url), at, inlines, .. }) = node
            && urls::leads_nowhere(url)
            && !is_spelt(inlines)
        {
            let message = msg!("markup-url-nowhere", url = url);
            review.say(Weight::Warning, message, at.clone(), Some(msg!("markup-url-nowhere-hint")));
        }
    });
}

/// Tells a code on paper that leads nowhere: there nobody sees the address before it is too late.
pub(super) fn of_part(part: &Part, review: &mut Review) {
    for attribute in part.attributes.iter().filter(|attribute| attribute.key == "url") {
        if let Given::Plain(url) = &attribute.value
            && urls::is_opened(url)
            && urls::leads_nowhere(url)
        {
            let message = msg!("markup-url-nowhere", url = url);
            review.say(Weight::Error, message, attribute.at.clone(), Some(msg!("markup-url-nowhere-hint")));
        }
    }
}
