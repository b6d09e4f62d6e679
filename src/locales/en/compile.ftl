# Stage 5 and 6: compile, export, write

compile-typst = Typst could not set this
compile-converge = the pages do not settle: what is placed depends on where it lands
compile-font-family = the layout names a font family that is not among the fonts
compile-pages = the format `{ $format }` has { $pages } pages here; it takes { $min } to { $max }, a multiple of { $multiple }
compile-pages-hint = cut or add text, or choose another format
compile-slot = the text does not fit into `{ $slot }` of the format `{ $format }`: { $over } mm too high at the smallest type
compile-slot-hint = cut { $cut } words (tiếng, counted between blanks) from the end of this slot
compile-slot-tail-hint = cut { $cut } words (tiếng, counted between blanks), from the end of “{ $text }” backwards
compile-slot-rows-hint = leave out the last { $rows } rows of the table
compile-slot-any-hint = do one of these, each is enough:
compile-slot-empty = { $en }
compile-slot-empty-hint = { $en }
compile-slot-person = the text of “{ $who }” does not fit into `{ $slot }`: { $over } mm too high at the smallest type
compile-slot-person-hint = shorten the name, the role or the unit of this person in the list
compile-no-glyph = the font `{ $font }` has no glyph for `{ $character }` ({ $code })
compile-no-glyph-hint = write it another way; `anpham fonts` lists what the fonts hold
compile-no-glyph-alphabet-hint = this letter is of the alphabets of the { $peoples }; all faces of the program have it: take away the folder `fonts/` of the campaign, or put a face there that has it; `anpham fonts` lists which face has which alphabet
compile-two-glyphs = the font `{ $font }` puts `{ $letter }` ({ $code }) together of several glyphs: some readers copy it twice from the PDF
compile-two-glyphs-hint = write a letter of an alphabet that `anpham fonts` lists for this font, or put a face into `fonts/` that has this one as a single glyph
compile-foreign-font = `{ $character }` ({ $code }) would come from `{ $font }`, which the theme does not name
compile-foreign-font-hint = name the family in `layouts/theme/theme.toml`, or write the character another way
compile-lost = this text is on no page: `{ $text }`
compile-lost-hint = the layout has no place for it; move it to another part or leave it out for this format
compile-twice = this text stands twice, on page { $first } and on page { $second }: `{ $text }`
compile-twice-hint = the layout sets it twice; mend the layout, or tell who made it
compile-order = this text stands before the one that is written above it, on page { $page }: `{ $text }`
compile-order-hint = the layout turns the order of one block round; make two blocks of it, or mend the layout
compile-panic = the program itself failed at this piece
compile-timeout = `{ $output }` was given up after { $seconds } seconds
compile-write = `{ $path }` could not be written
compile-write-hint = close it if it is open in a reader, or make room on the disk; then build again
compile-clear-edge = the text “{ $text }” is nearer to the edge than { $clear } mm
compile-clear-eyelet = the text “{ $text }” is nearer to an eyelet than { $clear } mm
compile-clear-hint = make that line shorter, or break it into two; text near the edge may be cut off, text near an eyelet is hidden by the cord
compile-on-fold = the text “{ $text }” stands on a fold of page { $page }
compile-on-fold-hint = shorten the text of this part, or keep each slot of the layout within one panel
compile-audit-trim = the text “{ $text }” runs { $over } mm off the trim of page { $page }
compile-audit-safe = the text “{ $text }” is only { $has } mm from the trim of page { $page }; it needs { $least } mm, so that trimming does not touch it
compile-audit-cut = { $over } mm of the text “{ $text }” are cut off on page { $page }
compile-audit-place = the text “{ $text }” runs { $over } mm out of its { $place } on page { $page } ({ $x } mm from the left, { $y } mm from the top)
compile-audit-overlap = the text “{ $text }” is printed over “{ $other }” on page { $page } ({ $x } mm from the left, { $y } mm from the top)
compile-audit-rule = a rule runs through the text “{ $text }” on page { $page } ({ $x } mm from the left, { $y } mm from the top)
compile-audit-covered = the text “{ $text }” lies under a { $what ->
    [picture] picture
   *[field] field of colour
} on page { $page } ({ $x } mm from the left, { $y } mm from the top)
compile-audit-picture = a picture on page { $page } is only { $has } mm from the trim; it needs { $least } mm, or to go over the edge
compile-audit-picture-hint = make the picture smaller; a layout that means it to bleed says so with the label `<anpham-bleed>`
compile-audit-cut-hint = cut the text, or widen its column in the layout
compile-audit-break-hint = this cannot be broken: write it shorter, put a blank or a hyphen where it may break, or widen its column
compile-audit-overlap-hint = cut or move one of the two; a layout that means to put one over the other says so with the label `<anpham-overlay>`
compile-finding = { $en }
compile-finding-hint = { $en }
compile-slot-picture-hint = make the picture smaller: write `{"{"}width={ $next }%{"}"}` right after it
compile-slot-pictures-hint = make the pictures smaller: write `{"{"}width={ $next }%{"}"}` right after each
compile-slot-picture-smaller-hint = make the picture smaller: write `{"{"}width={ $next }%{"}"}` in place of `{"{"}width={ $width }%{"}"}`
compile-drawing-family = the drawing `{ $path }` asks for the font `{ $family }`, which is not there; its text is set in another one of other widths
compile-drawing-family-hint = turn its text into paths in the drawing program, or use one of these fonts: { $families }
compile-drawing-letter = the drawing `{ $path }` has characters that no font has: { $letters }
compile-drawing-letter-hint = turn its text into paths in the drawing program, or leave the characters out
compile-drawing-gradient = the drawing `{ $path }` has a gradient, which cannot be turned into inks
compile-drawing-gradient-hint = give it flat colours instead, or place it as PNG
compile-small-text = “{ $text }” is set at { $size } pt; from { $distance } m it needs { $least } pt or more
compile-small-text-hint = shorten the texts of this piece, or have the layout set this part larger
compile-slot-unknown = the layout uses a slot `{ $slot }` that the `format.toml` of `{ $format }` does not name
compile-slot-unknown-hint = add a `[[slots]]` entry with `name` and `least`; it names: { $slots }
compile-slot-small = the type in the slot `{ $slot }` of `{ $format }` is { $size } pt; at { $distance } m it needs { $least } pt or more
compile-slot-small-hint = take the smaller sizes out of the layout, or set `distance` and `least` as they are where it hangs
compile-slot-no-room = the size `{ $size }` ({ $width } × { $height } mm) is too small for the design of `{ $format }`: nothing is left for the slot `{ $slot }`
compile-slot-no-room-hint = make `width` and `height` of that size larger in `format.toml`, or begin with a format whose size is closer: `anpham new format … --from …`
