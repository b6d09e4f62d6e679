pdf-gradient = page { $page } has a gradient in RGB, which cannot be made inks
pdf-gradient-hint = give the SVG picture flat colours instead of the gradient, or place it as PNG
pdf-gradient-few = page { $page } has a gradient that turns or has no direction, which cannot be made one of the few inks of this press
pdf-gradient-few-hint = let the gradient run straight (linear) or from a middle (radial), or give it a flat colour
pdf-picture = a picture cannot be made inks (CMYK)
pdf-picture-hint = save the picture again as PNG or JPEG in RGB with 8 bits, and try once more
pdf-inks-converted = a picture in inks has the profile of another press: its inks were converted to those of this one
pdf-inks-converted-hint = to print its inks as they are, write `cmyk-pictures = "keep"` into the print profile
pdf-inks-kept = a picture in inks has the profile of another press: its inks are printed as they are, and look different here
pdf-inks-kept-hint = take `cmyk-pictures = "keep"` out of the print profile to have them converted
pdf-picture-lossless = the photograph of { $width } × { $height } pixels is kept without losses: as JPEG it would have more ink than the press takes
pdf-picture-lossless-hint = the file is larger, and prints; to have it smaller, lighten the shadows of the photograph
pdf-unreadable = the PDF cannot be finished for the press
pdf-bleed = the layout bleeds { $has } mm only; this press wants { $wants } mm
pdf-bleed-hint = lower `bleed` of the profile in anpham.toml, or raise `bleed` of the size in layouts/{ $format }/format.toml
pdf-unreadable-hint = tell the developers of anpham, with the Typst file that --keep-typ writes

pdf-impose-sheet = there is no sheet `{ $name }`
pdf-impose-sheet-hint = write a size of the series A, B, RA or SRA (A3, B2, SRA3), or width x height in mm such as 650x430; a grid is written 2x2 or auto
pdf-impose-grid = the grid `{ $name }` is not understood: two counts up to { $most }, as in 2x3
pdf-impose-unreadable = `{ $file }` cannot be read
pdf-impose-unreadable-hint = look at the file with anpham preflight
pdf-impose-not-finished = `{ $file }` is not finished for the press: it lacks trim boxes or a printing condition
pdf-impose-not-finished-hint = take a file of output/print, made by anpham build --profile print
pdf-impose-sizes = the pages of `{ $file }` differ in size
pdf-impose-sizes-hint = pages of unequal sizes share sheets with --nup auto, in order, and with --one-sided unless each second page is as large as the one before it; else impose each size by itself
pdf-impose-pages = `{ $file }` has { $pages } pages: stapling wants a multiple of four
pdf-impose-pages-hint = add --pad (or `short = "pad"`) for blank pages at the end
pdf-impose-fit = `{ $file }` does not fit on the sheet: { $width } mm of width and { $height } mm of height are lacking
pdf-impose-fit-hint = choose a larger sheet, or fewer columns and rows
pdf-impose-people = each page of this `{ $format }` is another person's ({ $pages } pages): repeated, every sheet would hold one person alone
pdf-impose-people-hint = leave out --repeat (or `order = "repeat"`): the pages stand on the sheets one after another, one for each person
pdf-impose-panels = `{ $file }` would need { $columns } × { $rows } panels: too many
pdf-impose-turned = page { $page } of `{ $file }` is turned (`Rotate`) or scaled (`UserUnit`) in a way that no reader knows
