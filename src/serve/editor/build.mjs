// One file of the editor for the browser, and the licences of what is in it.
import { readFileSync, readdirSync, existsSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const made = await build({
  entryPoints: ["main.js"], bundle: true, minify: true, format: "esm", target: "es2022", metafile: true,
  outfile: "../web/editor.js", legalComments: "none",
  banner: { js: "/* CodeMirror 6 and others, MIT: see editor.LICENSES.txt. Made by src/serve/editor. */" },
});
const inputs = Object.keys(made.metafile.inputs).map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]);
let text = "The file editor.js is made of these packages.\n";
for (const name of [...new Set(inputs.filter(Boolean))].sort()) {
  const folder = `node_modules/${name}`;
  const about = JSON.parse(readFileSync(`${folder}/package.json`));
  const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  text += `\n\n== ${name} ${about.version} (${about.license}) ==\n\n`;
  text += licence && existsSync(`${folder}/${licence}`) ? readFileSync(`${folder}/${licence}`, "utf8").trim() : "see its package";
}
writeFileSync("../web/editor.LICENSES.txt", text + "\n");
