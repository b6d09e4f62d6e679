# Tables of data

tables-unknown = there is no table `{ $name }`
tables-unknown-hint = put a file into the folder `data`, `data/xa.csv` or `data/xa.xlsx`: its name is the name of the table
tables-known = tables here: { $names }
tables-large = `{ $path }` is larger than a table may be: 256 MB unpacked, 20 million cells
tables-large-hint = take out what is not printed, or split it
tables-columns = `{ $path }` has more than { $most } columns
tables-columns-hint = rows that look like columns are often a wrong sign between the cells: save it as “CSV UTF-8” or as XLSX
tables-cell-long = the cell { $cell } of `{ $path }` is longer than { $most } characters
tables-cell-long-hint = a quote that is not closed makes many cells one; what is that long belongs into a text
tables-damaged = `{ $path }` is damaged, or no workbook
tables-damaged-hint = open it in the spreadsheet and save it as XLSX or ODS once more
tables-old = `{ $path }` is locked by a password, or a workbook of the old kind (XLS)
tables-old-hint = open it in the spreadsheet and save it as XLSX without a password
tables-sheet = `{ $path }` has no sheet `{ $sheet }`
tables-sheets-hint = its sheets: { $names }
tables-sheets = `{ $path }` has several sheets; `{ $sheet }` is taken, not: { $names }
tables-sheets-which = say which one in anpham.toml: `file = "{ $path }#{ $sheet }"`
tables-csv-sheet = `{ $path }` is CSV and has no sheets, so `#{ $sheet }` means nothing
tables-nothing = there is no cell in `{ $path }`
tables-nothing-hint = the first row names the columns, a row each stands below
tables-head-twice = two columns are called “{ $head }”; the other one: “{ $other }”
tables-head-twice-hint = give one of them another head; until then the second is `{ $slug }`
tables-no-head = the cell { $cell } stands below no head (rows like that: { $count })
tables-no-head-hint = name that column, or put cells with the separating sign in them between double quotes
tables-no-column = the table has no column `{ $name }`
tables-heads = its columns: { $heads }
tables-no-key = no column of the table `{ $table }` names its rows: each has empty or equal cells
tables-no-key-hint = add a column of codes, or say which one it is in anpham.toml: `[tables.{ $table }]` and `key = "…"`
tables-key-empty = rows without a key in the column “{ $head }”: { $cells }
tables-key-empty-hint = fill the cells, or take the rows out
tables-key-twice = the key “{ $key }” of the column “{ $head }” stands more than once: { $cells }
tables-key-twice-hint = take one of the rows out, or give it a key of its own
tables-unreckoned = formulas of the column “{ $head }” have no value: { $cells }
tables-unreckoned-hint = the file was written by a program that does not reckon: open it in the spreadsheet and save it
tables-broken = formulas of the column “{ $head }” went wrong: { $cells } (“{ $text }”)
tables-broken-hint = mend the formula in the spreadsheet, and save
tables-empty = empty cells in the column “{ $head }”: { $cells }
tables-empty-hint = fill them, or give a text for them where the column is printed: `default="…"`
tables-column-empty = the column “{ $head }” is empty
tables-column-empty-hint = fill it, or take it out
tables-phone-zero = telephone numbers of the column “{ $head }” have lost their zero: { $cells } (“{ $text }”)
tables-phone-zero-hint = make the column one of text in the spreadsheet and type 0{ $text }
tables-phone = no telephone number in the column “{ $head }”: { $cells } (“{ $text }”)
tables-phone-hint = a number has 10 digits, a fixed line 11, and begins with 0; remarks belong into a column of their own
tables-date-number = days of the column “{ $head }” are numbers: { $cells } (“{ $text }”)
tables-date-number-hint = { $text } is { $meant } to the spreadsheet: give the column the format of a date and save
tables-date-hint = type a day as 01/07/2025 or 2025-07-01
tables-kind = cells of the column “{ $head }” are no { $kind }: { $cells } (“{ $text }”)
tables-kind-hint = mend the cells, or say what the column is in anpham.toml: `columns.{ $column }.type = "text"`
tables-ended = units of the column “{ $head }” ended on 1 July 2025: { $cells } (“{ $text }”)
tables-ended-hint = there are no districts and no towns any more: name the commune, ward or special zone of today
tables-ended-into-hint = “{ $text }” is part of { $new } now
tables-other-kind = units of the column “{ $head }” with the wrong kind: { $cells } (“{ $text }”)
tables-other-kind-hint = it is { $meant }
tables-spellings = one name in several spellings in the column “{ $head }”: { $names }
tables-spellings-hint = write it in one way everywhere
tables-blanks = blanks too many in the column “{ $head }”: { $cells }
tables-blanks-hint = those at the ends are left out; take out doubled ones
tables-nfd = letters and their marks are kept apart (NFD) in the column “{ $head }”: { $cells }
tables-nfd-hint = they are put together here; other programs may take them for other names
tables-hidden-rows = rows that the spreadsheet hides are in the table: { $rows }
tables-hidden-rows-hint = a filter hides rows and does not take them out: delete them if they are not meant
tables-hidden-columns = columns that the spreadsheet hides are in the table: { $columns }
tables-hidden-columns-hint = show them, and see whether they may be printed
