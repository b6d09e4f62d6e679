pack-profile = there is no print profile `{ $name }`
pack-known = there are: { $names }
pack-unknown-directive = there is no directive `{ $name }`
pack-unknown-audience = there is no audience `{ $name }`
pack-unknown-piece = there is no piece `{ $name }`
pack-unknown-part = this format has no part `{ $name }`
pack-twice = `{ $output }` was ordered on line { $line } already
pack-twice-hint = remove one of the two, or tell them apart by directive, audience or piece
pack-nothing = no `{ $format }` of the profile `{ $profile }` is what this item means
pack-nothing-hint = see what there is with anpham list
pack-no-printer = the order names no printer (`printer`)
pack-no-contact = the order does not say whom the printer can call (`contact`, with a phone number or an e-mail address)
pack-party-there-hint = below the line `[{ $table }]` write `name = "…"` and `phone = "…"`, and take the # before them away
pack-party-hint = add three lines at the end of the file: `[{ $table }]`, `name = "…"`, `phone = "…"`
pack-ask-quantity = this item has no number of copies (`quantity`)
pack-ask-paper = this item has no paper (`paper`)
pack-ask-weight = this item has no weight of paper (`weight`), in g/m²
pack-ask-binding = this item has no binding (`binding`)
pack-ask-delivery = this item has no place of delivery (`delivery`)
pack-ask-due = this item has no day of delivery (`due`)
pack-due-past = the day of delivery { $due } is before the campaign’s date { $date } (`date` in anpham.toml)
pack-due-past-hint = make `due` a day by which the printer can deliver
pack-ask-hint = write `{ $example }` in this item, in [formats.{ $format }] or in [defaults]
pack-unreadable = output/{ $path } cannot be read
pack-changed = output/{ $path } was changed after it was made and may not be printed
pack-changed-hint = delete that file and run anpham pack again
pack-preview = no preview of output/{ $path } can be drawn
pack-preview-hint = tell the developers of anpham, and send them that file
pack-no-ticket = there is no layout for job tickets
pack-no-ticket-hint = delete the campaign's folder layouts/ticket to use the one that is built in, or write `kind = "ticket"` in its format.toml
pack-zip = the zip could not be written
pack-verdict-head = PREFLIGHT
pack-verdict-foot = Checked by anpham itself; no certified PDF/X validator has been run.
pack-sample = this piece still has the words of the sample, nobody has written it yet
pack-sample-hint = put your own words in place of the sample before it goes to the printer
pack-copy = this item takes `{ $path }` as well, which looks like a copy of `{ $original }`
pack-copy-hint = delete the copy; if it is to be printed, name it in an item of its own with `piece = "{ $piece }"`, and write `piece = "{ $original }"` in this one
pack-sizes = `{ $format }` has several sizes here, and all of them are ordered: { $sizes } ({ $count } files)
pack-sizes-hint = if you mean one of them, write { $ids }; for all of them, an entry each or terms of their own such as [formats.leaflet-a5]
pack-weight = no press for sheets feeds paper of { $weight } g/m²: they take { $least } to { $most }
pack-weight-hint = look at `weight` again, or ask the printer which weights there are
pack-sheet = a sheet of { $width } × { $height } mm fits no press: the largest take { $most_width } × { $most_height } mm
pack-sheet-hint = ask the printer for the size of the sheet, in mm, and write it into `sheet`
pack-condition-coated = “{ $paper }” has no coat, and the printing condition { $condition } is that of coated paper: colours will print darker and duller than the proof
pack-condition-uncoated = “{ $paper }” is not the uncoated paper that the printing condition { $condition } was measured on: colours will print otherwise than the proof
pack-condition-news = “{ $paper }” is not the newsprint that the printing condition { $condition } was measured on: colours will print otherwise than the proof
pack-condition-hint = ask the printer for the ICC profile of this paper and make a profile with its `icc` and `condition` in anpham.toml, or order another paper
