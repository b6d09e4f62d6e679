//! Letters that only look like Vietnamese ones: `Ð` of Icelandic, `ƣ` of Latin alphabets. They are put right, and told.

use super::review::Review;
use crate::markup::doc::{Inline, Leaf, TreeNode, walk_inlines};
use crate::markup::remarks::Weight;
use crate::msg;

/// Tells the letters that were typed for others, each once a line.
pub(super) fn check(inlines: &[Inline], review: &mut Review) {
    let mut told = vec![];
    let mut tell = |leaf: &Leaf| {
        if let Some(wrong) = leaf.typed.filter(|wrong| !told.contains(wrong)) {
            told.push(wrong);
            let message = msg!("markup-look-alike", wrong = wrong, right = leaf.text);
            review.say(Weight::Warning, message, leaf.at..leaf.at + wrong.len_utf8(), None);
        }
    };
    walk_inlines(inlines, &mut |node| match node {
        TreeNode::Inline(Inline::Picture(picture)) => picture.mistyped.iter().for_each(&mut tell),
        TreeNode::Inline(inline) => inline.leaves().iter().for_each(&mut tell),
        TreeNode::Block(_) => {}
    });
}
