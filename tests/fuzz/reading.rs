//! Any text is read, in both views, and all that is asked of it has places within it.
#![no_main]

mod support;

use libfuzzer_sys::fuzz_target;
use rapporteur::ide::{Place, completion, definition, folds, highlights, hover, lenses, not_agreed, references, selections, text_symbol, view};
use rapporteur::text::{Encoding, Side, Span, offset_of, position_of};

fuzz_target!(|bytes: &[u8]| {
    let (text, edits) = support::draft_and_edits(bytes);
    let (_workspace, file, document, snapshot) = support::workspace_of(&text);
    let within = |span: Span| assert!(span.start <= span.end && span.end as usize <= text.len(), "{span:?}");
    for (index, placed) in document.texts.iter().enumerate() {
        within(placed.span());
        text_symbol(&document, index);
    }
    for side in [Side::Base, Side::Proposed] {
        view(&document, side);
    }
    folds(&document, true);
    not_agreed(&document).into_iter().for_each(|it| within(it.span));
    let buffer = rapporteur::text::Buffer::new(&text);
    for edit in edits {
        let at = place_of(&text, edit.span(&buffer).start);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let position = position_of(buffer.rope(), at, encoding);
            assert_eq!(offset_of(buffer.rope(), position, encoding).ok(), Some(at), "{encoding:?}");
        }
        let place = Place { snapshot: &snapshot, file, document: &document, at };
        definition(&place);
        hover(&place);
        highlights(&place);
        completion(&place);
        lenses(&place);
        references(&place, true).into_iter().filter(|it| it.file == file).for_each(|it| within(it.span));
        selections(&place).into_iter().for_each(within);
    }
});

/// A place that a client can name: none is between the two characters of a line end.
fn place_of(text: &str, at: u32) -> u32 {
    let (before, after) = text.split_at(at as usize);
    at - u32::from(before.ends_with('\r') && after.starts_with('\n'))
}
