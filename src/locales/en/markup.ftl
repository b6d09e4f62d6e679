# Stage 3: Markdown → Typst

markup-did-you-mean = did you mean `{ $name }`?
markup-known-blocks = kinds of blocks: { $names }

# ::: blocks
markup-block-stray = this `:::` ends a block that was never begun
markup-block-open = this block is not ended
markup-block-open-hint = add a line `:::` after the block
markup-block-quote = the value of `{ $key }` lacks its closing quote
markup-block-quote-hint = close it: `{ $key }="…"`
markup-block-syntax = `{ $word }` is not understood in the first line of a block
markup-block-syntax-hint = write `::: kind key="value" key=value`
markup-block-kind = there is no kind of block `{ $kind }`
markup-block-attribute = this block has no attribute `{ $key }`
markup-block-attribute-hint = attributes that it has: `{ $keys }`
markup-attribute-twice = the attribute `{ $key }` is given twice
markup-block-needs = a block `{ $kind }` needs the attribute `{ $key }`
markup-block-needs-hint = write `::: { $kind } { $key }="…"`
markup-block-unset = the format `{ $format }` does not set blocks `{ $kind }`, so this one is left out
markup-block-unset-hint = add `formats=…` to the block to keep it for formats other than `{ $format }`
markup-block-list = a block `{ $kind }` needs a list
markup-block-pair = a block `{ $kind }` needs exactly one list of two items
markup-block-list-hint = begin each item with `- ` or `1. ` on a line of its own
markup-unknown-format = there is no format `{ $name }`
markup-unknown-audience = there is no audience `{ $name }`

# Facts
markup-fact-unknown = the directive has no fact `{ $id }`
markup-fact-none = no fact is named
markup-fact-past = the fact `{ $id }` is a goal for { $horizon }, which has passed at the time of the campaign ({ $year })
markup-fact-past-hint = call the figure of a later goal, or say that this one has passed and what became of it
markup-more = { $count } more of the same kind; the first { $most } are told one by one
markup-more-hint = mend those and check again to see the rest
markup-attribute-many = a block has at most { $most } attributes
markup-most-marks = one letter has more than { $most } marks
markup-most-marks-hint = type the letter with the marks that it really has
markup-most-run = more than { $most } characters stand together without a blank
markup-most-run-hint = put blanks between the words, or leave out what nobody reads, such as data
markup-most-text = one paragraph has more than { $most } characters
markup-most-text-hint = put an empty line between the paragraphs
markup-most-marked = a paragraph has more than { $most } bold words, links, codes, notes and line breaks
markup-most-notes = the text has more than { $most } footnotes
markup-most-blocks = the text has more than { $most } paragraphs, items, quotes, dividers and tables
markup-most-headings = the text has more than { $most } headings
markup-most-headings-hint = divide it into several pieces
markup-most-cells = the table has more than { $most } cells
markup-most-cells-hint = divide it into several tables
markup-bare-figure = the figure `{ $figure }` comes from no fact
markup-bare-figure-fact = if it is the declared fact, put {"{{"} fact(id="{ $id }") {"}}"} in its place, unit and qualifier included: it prints “{ $printed }”
markup-bare-figure-hint = declare it in [[facts]] and write {"{{"} fact(id="…") {"}}"}, or vouch for it with `[{ $figure }]{"{"}.nofact{"}"}`
markup-bare-figure-quoted = declare it in [[facts]] and write {"{{"} fact(id="…") {"}}"} in quotes, or vouch for it with `{ $line }`

# QR codes
markup-fact-twice = `{ $word }` is printed twice: the call beside it prints “{ $printed }” already
markup-fact-twice-hint = delete `{ $word }` outside of the call, or print the figure alone with {"{{"} number(id="{ $id }") {"}}"}
markup-fact-goal-year = the fact `{ $id }` is a goal for { $year }, and the text here says { $typed }
markup-fact-data-year = the fact `{ $id }` was counted in { $year }, and the text here says { $typed }
markup-fact-year-hint = make it { $year }; if the document has a figure for { $typed }, declare it in [[facts]] and call that; if this year tells of something else, write `[{ $typed }]{"{"}.nofact{"}"}`
markup-fact-year-others = make it { $year }, or call the figure of { $typed }: { $names }; if this year tells of something else, write `[{ $typed }]{"{"}.nofact{"}"}`
markup-document-number = the text gives the number `{ $typed }`, directive.toml has `{ $right }`
markup-document-number-hint = write “{ $right }”, or let the program fill it in: { $call }; if another document is meant, vouch for it: `[{ $typed }]{"{"}.nofact{"}"}`
markup-document-cited-hint = write “{ $right }”, or correct the directive.toml that names it if that is wrong; if another document is meant, vouch for it: `[{ $typed }]{"{"}.nofact{"}"}`
markup-document-date = the document { $number } was issued on { $right }, the text says { $typed }
markup-document-issuer = the document { $number } was issued by { $right }, the text says “{ $typed }”
markup-document-kind = the document { $number } is a { $right }, the text calls it “{ $typed }”
markup-registry-year = `{ $key }` says { $typed }, but this figure has `{ $goal } = { $year }`
markup-registry-year-hint = correct the year in `{ $key }`, or `{ $goal }` if that is wrong
markup-registry-document = `{ $key }` says “{ $typed }”, directive.toml has “{ $right }” of that document
markup-registry-document-hint = write “{ $right }”; if another document is meant, declare it in [[citations]]
markup-no-such-day = there is no { $day }
markup-no-such-day-hint = look at the calendar and write the right day; if this is no date, vouch for it: `[…]{"{"}.nofact{"}"}`
markup-no-such-hour = there is no { $hour } o'clock
markup-no-such-hour-hint = hours go from 0 to 24, minutes from 00 to 59; if this is no time, vouch for it: `[…]{"{"}.nofact{"}"}`
markup-no-such-month = there is no month { $month }
markup-no-such-month-hint = months go from 1 to 12; if this is no month, vouch for it: `[…]{"{"}.nofact{"}"}`
markup-weekday = “{ $typed }”: that day is { $right } (of the week)
markup-weekday-hint = look at the calendar: make it { $right }, or correct the date; if it is meant so, vouch for it: `[…]{"{"}.nofact{"}"}`
markup-days-backwards = a stretch of days that ends before it begins: “{ $typed }”
markup-days-backwards-hint = look at its first and its last day; if it is meant so, vouch for it: `[…]{"{"}.nofact{"}"}`
markup-url-nowhere = the address `{ $url }` leads nowhere: who scans or clicks it cannot open it
markup-url-nowhere-hint = copy the whole address from the browser, like `https://lamdong.gov.vn/so-hoa`; mail is `mailto:name@lamdong.gov.vn`, a telephone `tel:02633822345` without blanks
markup-qr-url = `{ $url }` is no address for a QR code
markup-qr-url-hint = write it in full, beginning with `https://`, `mailto:` or `tel:`
markup-qr-long = the address is too long for a QR code

# Headings
markup-heading-first = the first heading has level { $level }
markup-heading-first-hint = begin with `#` or `##`
markup-heading-skipped = a heading of level { $level } follows one of level { $last }
markup-heading-skipped-hint = write `{ $marks }`
markup-heading-above = a heading of level { $level } comes after the first one of level { $first }; it is set at level { $first }
markup-heading-above-hint = write `{ $marks }` here, or begin the text with a heading of the highest level
markup-heading-empty = an empty heading is left out
markup-heading-attribute = a heading has no attribute `{ $key }`
markup-heading-id = the heading id `{ $id }` is not valid
markup-heading-id-hint = use letters, digits, `-` and `_` only
markup-heading-id-twice = the heading id `{ $id }` is already used above

# Links
markup-link-anchor = no heading has the id `{ $id }`
markup-link-anchor-hint = write `{"{"}#{ $id }{"}"}` at the end of the heading that is meant
markup-link-scheme = the link `{ $url }` is not allowed, only its text is kept
markup-link-scheme-hint = use `https://`, `http://`, `mailto:` and `tel:` only
markup-link-relative = a link to the file `{ $url }` leads nowhere in a publication, only its text is kept
markup-link-relative-hint = write the whole address, beginning with `https://`

# Footnotes
markup-footnote-undefined = the footnote `{ $label }` is not defined
markup-footnote-undefined-hint = add a line `[^{ $label }]: text`
markup-footnote-twice = the footnote `{ $label }` is defined twice
markup-footnote-nested = the footnote `{ $label }` refers to another footnote
markup-footnote-unused = nothing refers to the footnote `{ $label }`, so it is not printed
markup-footnote-unused-hint = write `[^{ $label }]` where it belongs, or take this line out
markup-reference-unused = this line is the address of the link `{ $label }` and is not printed, and no link uses it
markup-reference-unused-hint = write `[text][{ $label }]` where it belongs; if this is text to be printed, put `\` before `[`
markup-comment-open = the comment `<!--` is never closed by `-->`: all that follows is left out
markup-comment-open-hint = add `-->` where the comment ends
markup-mark-open = this `**` has no other to go with, so it is printed as it stands
markup-mark-open-hint = write `**` at both ends of bold text, close to it; to print asterisks, write `\*\*`
markup-span = the attribute `{ $attributes }` means nothing here and is dropped, the text is kept
markup-span-hint = only `.nofact` behind text in brackets and an id `#…` at the end of a heading are understood; to print a brace, put `\` before it
markup-brace = `{ $call }` has one brace only at each end, so it will be printed as it stands
markup-brace-hint = write `{ $call }`
markup-heading-blank = this line begins with `#` but is no heading, and the `#` will be printed
markup-heading-blank-hint = for a heading, write `# { $text }`; else write `\#`
markup-table-cells = this row has { $cells } cells, but the head has { $columns } columns: what is too much stands in a column without a name
markup-table-cells-hint = name the column in the head; if a cell holds an upright bar, write `\|`
markup-table-rule = this table has no rule below its head: the first row is taken for the names of the columns
markup-table-rule-hint = add the line `{ $rule }` below the first row
markup-tabs = the tab in this line is printed as a blank
markup-tabs-hint = in a table, every row has as many cells; or type `| cell | cell |` for each row and `{ $rule }` below the first
markup-tabs-item = there is a tab within this item: what stands on its two sides is printed as one text
markup-tabs-item-hint = recipients and the signer of a document belong into its header (`recipients`, `signer`) and are not typed as two columns; type a table with `| cell | cell |` for each row
markup-columns = these lines look like a table typed with blanks, but have not the same number of cells: they are printed as text
markup-lines-joined = this line is printed in one paragraph with the line above it
markup-lines-joined-hint = leave an empty line between two paragraphs; if it is one, leave it as it is
markup-heading-meant = this line looks like a heading but is printed as text
markup-heading-meant-hint = for a heading, write `{ $marks } { $text }` with an empty line above and below
markup-note-typed = `[{ $number }]` at the beginning of a line is no footnote and is printed as it stands
markup-note-typed-hint = for a footnote, write `[^{ $number }]` where it belongs and begin this line with `[^{ $number }]: `; else write `\[[{ $number }]{"{"}.nofact{"}"}]`
markup-lost = this text is not on the page: “{ $words }”
markup-lost-hint = write this passage more simply, or as a paragraph of its own

# Pictures
markup-image-alt = the picture has no description
markup-image-alt-hint = write `![description]({ $path })`, or add `{"{"}decorative{"}"}` if it only decorates
markup-image-width = the width `{ $value }` is not valid
markup-image-width-hint = write a percentage, such as `width=60%`
markup-image-key = a picture has no attribute `{ $key }`
markup-image-key-hint = attributes that it has: `width=60%`, `decorative`
markup-image-backslash = the path `{ $path }` has a `\`
markup-image-backslash-hint = write `{ $path }`
markup-image-drive = `{ $path }` is a place on one machine, which no other one can open
markup-image-drive-hint = copy the picture to the folder of the piece and write `{ $name }`
markup-image-remote = `{ $path }` is not in the workspace
markup-image-remote-hint = download the picture, put it next to the piece and write its file name
markup-image-kind = `{ $path }` is no picture that can be set
markup-image-other-kind = `{ $path }` is a { $kind } file, which cannot be set
markup-image-kind-hint = open it in an image viewer and save it as PNG or JPEG, a drawing as SVG
markup-image-missing-hint = put the picture next to the piece and write its file name, ending included
markup-image-cut-off = the picture `{ $path }` is cut off: its end is missing
markup-image-cut-off-hint = download or copy it again
markup-image-moving = `{ $path }` is animated; a page shows its first picture alone
markup-image-moving-hint = save the picture that is meant as PNG or JPEG
markup-image-profile = the colour profile of `{ $path }` cannot be read: its colours are taken for those of sRGB
markup-image-profile-other = the colour profile of `{ $path }` is one of other channels than the picture has: its colours are taken as they are without it
markup-image-inks = the picture `{ $path }` is a JPEG in four inks that does not say whether its values are inks or what is left without them: some programs print it as its negative
markup-image-inks-hint = open it in Photoshop, GIMP or the like, look at its colours, and save it again: as Photoshop saves it, or in RGB, all programs read it alike
markup-image-profile-hint = export the picture again with the profile sRGB, or with the one it was made in
markup-image-blank = `{ $path }` has blanks, so it is printed as text and is no picture
markup-image-blank-hint = write `![{ $alt }](<{ $path }>)`
markup-image-missing = there is no picture `{ $path }`
markup-image-unreadable = the picture `{ $path }` cannot be read ({ $reason })
markup-image-large = the picture `{ $path }` is too large: { $width } × { $height } pixels, at most 100 million
markup-image-empty = the picture has no file name
markup-image-outside = the path `{ $path }` leaves the workspace
markup-drawing-foreign = the drawing `{ $path }` has text of a web page in it (`foreignObject`), which is not printed
markup-drawing-foreign-hint = export it with plain text: in draw.io without “Formatted Text”, in Mermaid with `htmlLabels: false`; or as PNG
markup-drawing-flow = the drawing `{ $path }` has text in a frame of an old Inkscape (`flowRoot`), which is not printed
markup-drawing-flow-hint = in Inkscape choose the frame, then “Text” → “Convert to Text”, and save it again
markup-drawing-script = the drawing `{ $path }` has a `script`; nothing runs here, so what it draws is missing
markup-drawing-script-hint = open it in a browser and save what is shown as plain SVG, or export it as PNG
markup-drawing-nested = the drawing `{ $path }` has another SVG within it, whose text is not printed
markup-drawing-nested-hint = make the two one drawing (in Inkscape: unlink and ungroup it), or export it as PNG
markup-drawing-outside = the drawing `{ $path }` takes a part from elsewhere: `{ $href }`, which is not printed
markup-drawing-outside-hint = embed that part and save the drawing again (in Inkscape: embed images), or export it as PNG
markup-drawing-moving-hint = export it standing still, as it is to be printed

# Text
markup-look-alike = the letter `{ $wrong }` only looks like `{ $right }` and was replaced
markup-formula = the formula `{ $formula }` cannot be set yet
markup-formula-hint = put it in words, with `m^2^` and `CO~2~`; write `\$` for a dollar sign
markup-html = the HTML tag `{ $tag }` is dropped, only its text is kept
markup-html-hint = use Markdown; only `<br>`, `<u>`, `<sup>`, `<sub>` and comments `<!-- -->` are understood
markup-html-left-out = `{ $tag }` is code for a browser: all of it is left out
markup-html-markdown = text in a block of HTML is not read as Markdown, so the marks here are printed
markup-html-markdown-hint = leave an empty line behind the opening tag, or take the tag out
markup-html-close = this closing tag matches no open one
markup-nesting = nested too deeply: at most { $quotes } levels of quotes or { $lists } levels of lists
markup-nesting-hint = move the inner part to a paragraph of its own
markup-nesting-marks = bold, italics and links are nested more than { $limit } deep
markup-notes-minutes = `{ $value }` is no number of minutes
markup-notes-minutes-hint = write `minutes="2"`, or `minutes="1.5"`
markup-fact-known = the figures of this directive: { $names }
