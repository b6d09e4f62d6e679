pdf-gradient = page { $page } has a gradient in RGB, which cannot be made inks
pdf-gradient-hint = give the SVG picture flat colours instead of the gradient, or place it as PNG
pdf-picture = a picture cannot be made inks (CMYK)
pdf-picture-hint = save the picture again as PNG or JPEG in RGB with 8 bits, and try once more
pdf-unreadable = the PDF cannot be finished for the press
pdf-bleed = the layout bleeds { $has } mm only; this press wants { $wants } mm
pdf-bleed-hint = lower `bleed` of the profile in anpham.toml, or raise `bleed` of the size in layouts/{ $format }/format.toml
pdf-unreadable-hint = tell the developers of anpham, with the Typst file that --keep-typ writes
