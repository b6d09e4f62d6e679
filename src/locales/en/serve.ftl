serve-given-up = `{ $output }` took too long and was given up
serve-stuck = `{ $output }` hung twice; mend the piece and start anpham serve again
serve-no-download = this output has errors and cannot be downloaded yet
serve-forbidden = this file cannot be edited here
serve-no-text = the file is not there any more
serve-too-large = the text is too long: 1 MB at most
serve-changed = the file was changed elsewhere
serve-not-written = the file could not be written: { $words }
