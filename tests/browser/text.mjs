// The texts of PDFs, as pdf.js reads them, each with U+001E after it: `node text.mjs FILE…`.
import fs from 'node:fs';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

for (const file of process.argv.slice(2)) {
  const document = await getDocument({ data: new Uint8Array(fs.readFileSync(file)), verbosity: 0 }).promise;
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    console.log(items.map((item) => item.str + (item.hasEOL ? '\n' : '')).join(''));
  }
  console.log('\x1e');
}
