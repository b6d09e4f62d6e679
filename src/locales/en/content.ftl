# Stage 1: reading a workspace

## Files
content-no-campaign = there is no campaign in `{ $path }`: `anpham.toml` is missing
content-no-campaign-hint = go into the folder of a campaign, name one with `-C FOLDER`, or make one with `anpham new campaign FOLDER`
content-no-file = there is no file `{ $path }`
content-logo-name = nothing says whose logo `{ $path }` is
content-logo-name-hint = add `logo-names = ["…", "…"]` below `logo`, a name for each in their order; screen readers say it
content-no-audiences-hint = this file lists the groups of readers, each with an `[[audiences]]` entry; `anpham new audience ID` writes the first one
content-unreadable = `{ $path }` cannot be read
content-bad-path = the name `{ $path }` is not valid Unicode
content-same-name = two files are both named `{ $path }`: their names differ only in how accents are stored
content-link-outside = `{ $path }` is a link that leads out of the workspace
content-link-outside-hint = copy the file into the workspace in place of the link
content-outside = `{ $path }` lies outside the workspace
content-backslash-hint = write the path with forward slashes: `{ $path }`
content-stray = `{ $path }` belongs to no directive and audience, and is left out
content-stray-hint = a piece stands at `content/<directive>/<audience>/<piece>.md`, an include in a `_shared` folder
content-no-piece = `{ $path }` is no piece and is left out: a piece is a file that ends with `.md`
content-no-piece-txt = rename it to `{ $name }`; Windows often hides the end `.txt`: switch on “File name extensions” in the View menu of File Explorer
content-no-piece-blank = rename it to `{ $name }`: nothing stands behind `.md`, no blank and no full stop
content-no-piece-rename = if it is a piece, rename it to `{ $name }`; if not, keep it outside the folders of pieces
content-no-piece-word = copy its text to a new file `{ $name }` (`anpham new piece` begins one), and keep the Word file outside the folders of pieces
content-copy = `{ $path }` looks like a copy of `{ $original }`; it is a piece of its own and is made as well
content-copy-hint = delete the copy, or give it a name of its own if it is another piece
content-too-large = `{ $path }` is larger than 1 MB
content-too-large-hint = split the text into several pieces

## Encodings
content-not-utf8 = this file is not UTF-8 text
content-utf8-hint = open the file in an editor and save it as UTF-8
content-legacy-hint = convert the text to Unicode first, with the code converter of UniKey for one, then save it as UTF-8
content-tcvn3 = this text is written in TCVN3 (fonts such as .VnTime), not in Unicode
content-vni = this text is written in VNI (fonts such as VNI-Times), not in Unicode
content-windows-1258 = this text is written in Windows-1258, not in UTF-8
content-utf16 = this text is written in UTF-16, not in UTF-8
content-reserved-character = the character { $code } must not stand in a text
content-reserved-character-hint = it is invisible or a picture from a symbol font: delete it, or type a Unicode character in its place
content-lost-letter = { $count } letters of this file are lost, with � in their place
content-lost-letter-hint = an earlier save lost them: take the text from its original again and save it as UTF-8
content-mojibake = the letters of this file were read in a wrong encoding and saved so: `{ $typed }`
content-mojibake-hint = open the original again and save it as UTF-8

## Versions
content-newer-workspace = this campaign is of version { $given }; this program knows up to version { $known }
content-newer-theme-api = this layout is written for theme-api { $given }; this program knows up to { $known }
content-newer-hint = use a newer anpham

## Syntax
content-toml-syntax = this is not valid TOML
content-toml-syntax-hint = a line reads `key = "text"`, `key = 12`, `[table]` or `[[entry]]`
content-toml-quotes-hint = use straight quotes `"…"` and no curly ones
content-toml-decimal-hint = decimals are written with a point: `{ $number }`
content-toml-comma-hint = for thousands write `{ $number }`, without a mark; for a decimal a point: `{ $decimal }`
content-toml-thousands-hint = write the number without marks between thousands: `{ $number }`
content-toml-text-hint = put text between quotes: `{ $key } = "{ $value }"`
content-toml-fixed = write it so: `{ $line }`
content-toml-drive-hint = no other machine has a path such as `C:\…`: copy the file into the folder of the campaign and write `{ $line }`, with / between folders
content-toml-color-hint = put the colour between quotes, `"{ $code }"`: without them all from # to the end of the line is a comment
content-number-thousands = `{ $typed }` is { $read } here, and not { $meant }
content-number-thousands-hint = for { $meant } write `{ $meant }`; for { $read } write `{ $plain }`
content-duplicate-key-toml = this key was given before
content-yaml-syntax = this is not valid YAML
content-yaml-syntax-hint = a line reads `key: text`; put text with `:` or `#` in it between double quotes
content-yaml-fixed = put this in place of line { $line }: `{ $fixed }`
content-yaml-cut = YAML takes what begins with `#` for a comment, so this text is lost: `{ $lost }`
content-yaml-cut-hint = put the whole text between double quotes: `{ $whole }`; for a comment, put two blanks before `#` and one after it
content-duplicate-key = the key `{ $key }` was given before, in line { $line }
content-duplicate-key-hint = make one of the two, then delete this line or line { $line }
content-yaml-alias = references (`*name`) are not allowed in front matter
content-yaml-documents = front matter holds one document only
content-yaml-tag = type tags (`!name`) are not allowed in front matter
content-yaml-braces = a value that begins with {"{{"} has to stand in quotes
content-yaml-key = a key must be plain text
content-no-front-matter = this piece has no front matter
content-no-front-matter-hint = begin the file with a line `---`, then lines such as `title: …` and `formats: [leaflet]`, then again a line `---`
content-front-matter-first = the `---` must be the very first line, with nothing before it
content-front-matter-open = the front matter is never closed
content-front-matter-open-hint = put a line `---` after the last of its lines

## Keys
content-did-you-mean = did you mean `{ $name }`?
content-unknown-key = there is no key `{ $key }` here
content-known-keys = keys here: { $names }
content-missing-key = the key `{ $key }` is missing
content-missing-key-hint = add `{ $key }`
content-empty = `{ $key }` is empty
content-not-a-table = this must be a table of keys and values
content-one-of-two = one of `{ $one }` and `{ $other }` is needed
content-only-one-of-two = only one of `{ $one }` and `{ $other }` can be given
content-wants-text = `{ $key }` must be text
content-wants-text-hint = put the value between double quotes
content-wants-texts = `{ $key }` must be a name or a list of names
content-wants-number = `{ $key }` must be a number
content-wants-number-bare-hint = write the number alone, its unit is known: `{ $line }`
content-wants-number-hint = take the quotes away
content-wants-positive = `{ $key }` must be more than zero
content-wants-not-negative = `{ $key }` must not be less than zero
content-wants-whole = `{ $key }` must be a whole number
content-out-of-bounds = `{ $key }` must lie between { $min } and { $max }
content-wants-date = `{ $key }` must be a date
content-bad-date = `{ $date }` is no date of the calendar
content-bad-date-hint = write a date as 2024-01-31, or between quotes as "31/01/2024"
content-wants-list = `{ $key }` must be a list
content-wants-tables-hint = write each entry below a line `[[{ $key }]]`
content-wants-table = `{ $key }` must be a table
content-wants-table-hint = write its keys below a line `[{ $key }]`
content-wants-range = `{ $key }` must be two numbers
content-wants-range-hint = write them as `[2, 3]`, the smaller one first
content-range-order = { $low } is more than { $high }
content-bad-choice = `{ $key }` cannot be `{ $value }`
content-choices = possible values: { $choices }
content-bad-id = `{ $id }` cannot be a name
content-bad-id-hint = use letters, digits and hyphens, without spaces
content-duplicate-id = the id `{ $id }` was given before, in line { $line } of { $path }
content-duplicate-id-hint = give one of the two another id

## Names
content-unknown-audience = there is no audience `{ $name }`
content-known-audiences = audiences in `content/audiences.toml`: { $names }
content-no-directive = the file `{ $path }` is missing
content-no-directive-hint = `anpham new directive { $name }` writes it
content-unknown-profile = there is no profile `{ $name }`
content-unknown-profile-hint = define it with a table `[profiles.{ $name }]`, or use `draft`, `screen` or `print`

## Templates
content-template = the template is not valid
content-fact-call = the call of a fact `{ $call }` is not written as it has to be
content-fact-call-hint = copy this in its place, with its straight quotes: `{ $call }`
content-template-large = the template makes more than { $megabytes } MB of text
content-raw-hint = to print the braces in code as they stand, name its language after the fence (`` ```html ``), or write `{"{% raw %}"}` before it and `{"{% endraw %}"}` after it
content-code-braces = `{ $text }` stands in code and is printed as it is typed
content-code-braces-hint = if a value is meant, take the backquotes away; `{"{% raw %}"}` before it and `{"{% endraw %}"}` after it say that it is not
content-tag-figure = the figure `{ $figure }` is written into a tag and comes from no fact
content-tag-figure-hint = declare it in [[facts]] and ask for it by fact(id="…"), or type it into the text, outside of the tag
content-undefined = the name `{ $name }` stands for nothing here
content-undefined-hint = names that stand for something: `directive`, `audience`, `campaign`, `fact(id="…")`; words to print need no braces
content-known-names = names here: { $names }
content-unknown-filter = there is no filter `{ $name }`
content-unknown-function = there is no function `{ $name }`
content-unknown-test = there is no test `{ $name }`
content-unknown-include = there is no text `{ $name }` to include
content-include-hint = put it into `content/{ $directive }/_shared` or `content/_shared`
content-include-circle = these texts include each other: { $names }
content-tag-long = this tag is longer than { $limit } bytes
content-tag-refused = `{ $name }` cannot be used in a piece
content-tags-hint = a piece knows `if`, `for`, `include`, `set` and `raw`
content-tag-grows = `{ $name }` is put together from itself again and again, and would grow without end
content-unknown-fact = there is no fact `{ $id }`
content-unknown-fact-hint = declare it with a `[[facts]]` entry in `{ $path }`
content-fact-past = the fact `{ $id }` was a goal for { $horizon }, which is past
content-fact-past-hint = write of it as something past and say so, `fact(id="{ $id }", past=true)`, or use the goal for a later year
content-fact-no-source = the fact `{ $id }` does not say where it is from
content-fact-no-source-hint = add `section = "…"`, the section of this directive; from another document: `source = "its name"`
content-fact-two-years = the fact `{ $id }` is both a goal (`horizon`) and a statistic of a year (`year`)
content-fact-two-years-hint = keep `horizon` for what is to be reached, `year` for what was counted
content-fact-says-another = the fact `{ $id }` is printed as “{ $shown }”, but its `value` or `range` is { $number }
content-fact-says-another-hint = charts draw `value` and `range`, texts print `shown`: look at the document and make both the same, or leave out `shown`
content-citation = the `{ $key }` of { $number } is `{ $here }` here and another elsewhere
content-citation-hint = { $path }:{ $line } has `{ $there }` as its `{ $key }`: look at the document itself and make both the same
content-fact-ahead = the fact `{ $id }` is a statistic of { $year }, which is after the date of the campaign
content-fact-ahead-hint = if it is to be reached, write `horizon` for `year`
content-fact-unknown-directive = there is no directive `{ $directive }` to take the fact `{ $id }` from
content-untranslated = `{ $name }` has no words in the language of the piece ({ $lang })
content-untranslated-hint = add `{ $key } = "…"` below `[{ $table }]` in `{ $path }`
content-untranslated-fact = the fact `{ $id }` has no `{ $key }` in the language of the piece ({ $lang })
content-untranslated-fact-hint = add `{ $lang }.{ $key } = "…"` to the `[[facts]]` entry in line { $line } of `{ $path }`
content-untranslated-directive = the directive `{ $id }` has no name in the language of the piece ({ $lang })
content-untranslated-directive-hint = add a table `[{ $lang }]` with `kind`, `title`, `issuer` and, if need be, `short` at the end of `{ $path }`
content-untranslated-issuer = the issuer has no name in the language of the piece ({ $lang })
content-untranslated-issuer-hint = add a table `[issuer.{ $lang }]` with `name = "…"` and, if need be, `short = "…"` to `anpham.toml`
content-bad-lang = there is no language `{ $lang }`
content-bad-lang-hint = write a code of two or three small letters: `vi`, `en`
content-toml-list = `[{ $name }]` stands there more than once: each entry of a list has two brackets
content-toml-list-hint = write `[[{ $name }]]` before each of them, the first one too
content-yaml-tab = put blanks in place of the tab that begins line { $line }: `{ $fixed }`
content-icc-condition = an ICC profile needs the name of its printing condition
content-icc-condition-hint = add a line `condition = "…"` with the name that the printer gives: `FOGRA51`, `JC200103` …
content-icc-missing = the ICC profile `{ $path }` cannot be read
content-icc-unreadable = `{ $path }` is no ICC profile that can be used
content-icc-class = `{ $path }` is not the profile of a press (class `prtr`)
content-icc-cmyk = `{ $path }` is not a CMYK profile
content-icc-tables = the tables of `{ $path }` do not work: white would print ink, black would not, or a way between colours and inks is wanting
content-icc-other-condition = `{ $path }` is a profile of { $own }, and `condition` says { $name }
content-icc-other-condition-hint = write `condition = "{ $own }"`, or ask the printer for the profile of the condition that is meant
content-icc-hint = ask the printer for their CMYK output profile, or leave `icc` out to use FOGRA39
content-condition-icc = the printing condition `{ $name }` comes without an ICC profile
content-condition-icc-hint = add a line `icc = "…"` with the printer's file, or leave `condition` out to use FOGRA39
content-inks-spots = `inks` names all inks of a press that has one or two, so `spots` has nothing to add
content-inks-spots-hint = name the ink in `inks` and leave `spots` out; a press of four inks with spots has `spots` alone
content-inks-many = a press of more than two inks is one of four
content-inks-hint = name one or two: `inks = ["black"]`, `inks = ["black", "primary"]`; leave `inks` out for cyan, magenta, yellow and black
content-inks-twice = the ink `{ $name }` is named twice
content-inks-duotone = `photographs = "duotone"` needs two inks
content-inks-duotone-hint = name a second ink in `inks`, or leave `photographs` out
content-inks-faint = in the inks of `{ $profile }` some text is hard to tell from its ground (contrast): { $pairs }
content-inks-faint-hint = take a darker ink, or change these colours of the palette so that they are farther apart
content-press-screen = the profile `{ $name }` is not for print: what it says of a press does nothing
content-press-screen-hint = write `kind = "print"`, or leave the lines about the press out
content-file-name-part = `{ $name }` is nothing that a file name can be made of
content-file-name-path = the pattern of file names `{ $name }` leads out of the folder or has an odd brace
content-file-name-hint = write names and parts such as { $names } with / between folders
content-wants-flag = `{ $key }` is `true` or `false`, without quotes
content-issuer-nowhere = the address `{ $address }` leads nowhere: every contact of the campaign would print it
content-issuer-nowhere-hint = write an address that can be opened, such as `lamdong.gov.vn` or `name@lamdong.gov.vn`, or leave the line out
