pdf-gradient = page { $page } has a gradient in RGB, which cannot be made inks
pdf-gradient-hint = give the SVG picture flat colours instead of the gradient, or place it as PNG
pdf-picture = a picture cannot be made inks (CMYK)
pdf-picture-hint = save the picture again as PNG or JPEG in RGB with 8 bits, and try once more
pdf-unreadable = the PDF cannot be finished for the press
