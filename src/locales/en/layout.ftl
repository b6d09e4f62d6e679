# Stage 2 and 4: plan, layouts, theme

layout-template = the layout's template is not valid
layout-missing = the layout `{ $path }` is missing
layout-hole = a value stands where it could become code
layout-hole-hint = put the hole into markup, `[{"{{"} value {"}}"}]`, or between quotes
layout-unknown-format = there is no format `{ $name }`
layout-known-formats = formats here: { $en }
layout-format-called = that format is called { $names } here
layout-unknown-size = the format `{ $format }` has no size for `{ $name }`
layout-known-sizes = its sizes: { $sizes }
layout-unknown-article = there is no piece `{ $name }` for the audience `{ $audience }`
layout-article-hint = name an article as `directive/piece`, without `.md`
layout-article-elsewhere-hint = these readers can have that piece too: add `{ $audience }` to the `audiences` of `{ $path }`
layout-article-twice = two pieces `{ $name }` are for `{ $audience }`: `{ $one }` and `{ $other }`
layout-article-twice-hint = take `{ $audience }` out of the `audiences` of one of them
layout-missing-field = the format `{ $format }` needs `{ $field }` in the front matter
layout-missing-field-hint = add a line `{ $field }: …` between the two `---`
layout-same-output = two jobs would write `{ $output }`; the other one is `{ $other }`
layout-same-output-hint = give one of the pieces another file name, or drop the format or audience from one of them
layout-long-path = the output path `{ $output }` is longer than { $limit } characters, which Windows cannot hold
layout-windows-name = Windows cannot hold a file or folder named `{ $name }`
layout-windows-name-hint = rename the file or folder: letters, digits and hyphens are safe
layout-theme-missing = `layouts/theme` holds `{ $path }` and no `theme.toml`, so that file is not used
layout-theme-missing-hint = for other colours a file in `layouts/theme/palettes` is enough; to change the theme itself, take the whole folder: `anpham new campaign copy --layouts`, then copy its `layouts/theme`
layout-theme-newer = the theme is written for theme-api { $given }; this program knows up to { $known }
layout-theme-broken = this file of the theme cannot be read
layout-unknown-palette = there is no palette `{ $name }`
layout-known-palettes = palettes here: { $names }
layout-new-palette-hint = `anpham new palette { $name }` makes a palette of your own
layout-missing-color = the palette lacks the colour `{ $name }`
layout-missing-color-hint = add a line `{ $name } = {"{"} cmyk = [c, m, y, k], rgb = "#RRGGBB" {"}"}` below `[colors]`
layout-misspelt-color-hint = is `{ $typed }` a slip for `{ $name }`?
layout-unused-color = no layout uses the colour `{ $name }`
layout-unused-color-hint = the colours that the theme uses: { $names }
layout-two-colors = the colour `{ $name }` is { $screen } on a screen, but about { $paper } on paper
layout-two-colors-hint = change `cmyk` or `rgb`, so that both recipes are of one colour
layout-bad-color = the colour `{ $name }` needs `cmyk = [c, m, y, k]` in percent and `rgb = "#RRGGBB"`
layout-unknown-color = the pair `{ $text }` on `{ $ground }` names a colour that the palette lacks
layout-contrast = `{ $text }` on `{ $ground }` has a contrast of { $ratio }; reading needs at least { $least } (WCAG AA)
layout-contrast-hint = for example `{ $line }`: the same colour, just readable; another will do as well
layout-contrast-both-hint = change both: `{ $darker }` darker and `{ $lighter }` lighter, in `rgb` and in `cmyk`
layout-too-large = the size `{ $size }` is { $meters } m long, more than a page of a PDF can hold (5.08 m with bleed and marks)
layout-too-large-hint = draw it smaller: add `scale = 0.1` to this size
layout-fold = the fold at { $fold } mm of the size `{ $size }` lies beyond the page of { $length } mm
layout-no-spot = the palette has no spot ink for the colour `{ $name }`
layout-no-spot-hint = give that colour `spot = "name of the ink"` in { $palette }; there are spot inks for: { $names }
layout-spot-reserved = the press has the ink `{ $name }` itself: a spot ink needs another name
layout-spot-reserved-hint = give the name that the printer calls the mixed ink by: `spot = "PANTONE 485 C"`
layout-unknown-detail = no format of this piece asks for `{ $name }`
layout-known-details = what they ask for: { $names }
layout-no-details = the formats of this piece have no details of their own
layout-missing-detail = the format `{ $format }` needs `{ $name }` in `details`: { $en }
layout-missing-detail-hint = add a line `{ $name }: …` below `details:`
layout-one-detail = `{ $name }` takes one text
layout-detail-flag = `{ $name }` is `true` or `false`, without quotes
layout-detail-text = `{ $name }` is a text
layout-kit-format = `{ $format }` is no kit, so `kit` means nothing to it
layout-kit-empty = the kit `{ $format }` holds nothing yet
layout-kit-empty-hint = add a line `kit: ["directive/piece.leaflet", …]` in the order wanted
layout-kit-unknown = there is no output `{ $name }` for the audience `{ $audience }`
layout-kit-hint = write `directive/piece.format`, with `-size` and `-part` if need be; `anpham list` lists what there is
layout-kit-kit = `{ $name }` is a kit itself: a kit holds no other one
layout-people-needed = the format `{ $format }` needs a list of people
layout-people-needed-hint = add a line `people: list.csv`; the first row of that file names the columns: { $columns }
layout-people-missing = the list `{ $path }` cannot be read
layout-people-missing-hint = its path begins at the piece's folder and stays inside the campaign
layout-people-column = the list lacks the column `{ $column }`
layout-people-column-hint = the first row names the columns, with { $sign } between: { $columns }
layout-people-row = this row does not match the row of column names
layout-people-row-hint = every row has as many cells as the first; a cell that holds { $sign } stands in double quotes
layout-people-empty = the cell `{ $column }` is empty
layout-people-nobody = “{ $name }” seems to be nobody’s name: number, role or unit are not as in the other rows
layout-people-nobody-hint = delete the row if it is the head of a group or the foot of the list; fill in its cells if it is a person
layout-people-head-unknown = columns that are not known: { $heads }
layout-people-none = the list names nobody
layout-no-specimen = there is no layout of specimens: a folder in layouts with `kind = "specimen"`
layout-body-unused = no format of this piece prints the text below the header
layout-body-unused-hint = move what is to be printed to `slogan`, `title` or `summary` between the two `---`, or add a format that prints a text, such as `leaflet`
layout-text-unprinted = no format of this piece prints `{ $key }`: its words are on no page
layout-text-unprinted-hint = drop the line `{ $key }`, move its words to the text, or add a format that prints it: { $formats }
layout-text-unprinted-nowhere = drop the line `{ $key }`, or move its words to the text
layout-people-unused = no format of this piece takes a list of people
layout-people-unused-hint = drop the line `people`, or add a format that takes it: `badge`, `table-card`
layout-people-workbook = `{ $path }` is a workbook, not a list in CSV
layout-people-workbook-hint = in Excel choose Save As and the type “CSV UTF-8”, and name that file here
layout-people-quote = a double quote begins here that nothing ends
layout-people-quote-hint = end the cell with a double quote too; a quote inside a quoted cell is written twice
layout-people-lost = letters are lost in { $count } places of the list: Excel wrote ? instead
layout-people-lost-hint = this CSV cannot bring them back: open the Excel file again and choose Save As → “CSV UTF-8 (Comma delimited)”
layout-people-head-meant = `{ $head }` is not known; did you mean `{ $name }`?
layout-people-head-below = the names of the columns stand on line { $line }; delete the lines above it
layout-people-not-used = the column `{ $head }` is not printed: the format `{ $format }` has no place for it
layout-people-not-used-hint = delete the column from the list, or give it a name that the format knows
layout-placeholder = `{ $key }` still holds the words of the sample, nobody has filled it in: “{ $text }”
layout-placeholder-hint = write what belongs at `{ $key }`, or delete the line if it is not needed
layout-advice = the text still holds the advice of the sample: “{ $text }”
layout-advice-hint = it tells the writer what to write and is not to be printed: write what belongs there, or delete the line
layout-directive-date = nobody has confirmed the day of issue ({ $date }): the note “…” still stands behind `date`
layout-directive-date-hint = write the day that the document itself has, then delete the note from `#` on
layout-directive-hint = copy the `{ $key }` as the document itself has it
layout-old-format = `{ $format }` is written for theme-api { $given }
layout-old-format-hint = write `theme-api = { $known }`, and in the place of `kind`: `of = "{ $of }"` and `makes = "pages"`
layout-of-articles = the layout of `{ $format }` and `of = "{ $of }"` disagree about articles
layout-of-articles-hint = a layout that prints `articles` is `of = "issue"`, and no other is
layout-text-key = a text has no `{ $key }`
layout-text-of = a text is made of a piece: `of = "piece"`
layout-text-value = `layout.txt` knows no `{ $name }`
layout-text-value-hint = a text can print: { $names }
layout-kit-text = `{ $name }` is a text: a kit holds pages
