// The editor: CodeMirror 6 with what a writer of pieces needs. Knows no server; app.js gives it texts and takes changes.
import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { markdown } from "@codemirror/lang-markdown";
import { yamlFrontmatter } from "@codemirror/lang-yaml";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { MergeView } from "@codemirror/merge";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Annotation, EditorSelection, EditorState } from "@codemirror/state";
import {
  drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colors = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "700", color: "var(--cm-heading)" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: [tags.link, tags.url], color: "var(--cm-link)" },
  { tag: [tags.monospace, tags.processingInstruction, tags.meta], color: "var(--cm-meta)" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--cm-link)" },
  { tag: tags.list, color: "var(--cm-meta)" },
  { tag: tags.quote, color: "var(--cm-meta)" },
]);

const fromOutside = Annotation.define();

/** Line and column, counted from 1 in characters, as a position in a text. */
function position(doc, line, column) {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  let offset = 0;
  for (const character of Array.from(at.text).slice(0, Math.max(column - 1, 0))) offset += character.length;
  return at.from + offset;
}

/** The words that may be typed at a place: facts, names of a template, blocks. */
function completions(vocabulary) {
  return (context) => {
    const words = vocabulary();
    if (!words) return null;
    const fact = (f) => ({ label: f.id, detail: f.shown, info: f.label, type: "constant" });
    const inFact = context.matchBefore(/fact\(id="[^"]*/);
    if (inFact) return { from: inFact.from + 9, options: words.facts.map(fact), validFor: /[^"]*/ };
    const inFacts = context.matchBefore(/facts="[^"]*/);
    if (inFacts) {
      const begin = inFacts.from + 7 + (inFacts.text.slice(7).lastIndexOf(" ") + 1);
      return { from: begin, options: words.facts.map(fact), validFor: /[^" ]*/ };
    }
    const block = context.matchBefore(/^::: ?[a-z]*/);
    if (block) {
      const begin = block.from + (block.text.startsWith("::: ") ? 4 : 3);
      return { from: begin, options: words.blocks.map((b) => ({ label: b, type: "keyword", apply: begin === block.from + 3 ? " " + b : b })) };
    }
    const hole = context.matchBefore(/\{\{\s*[\w.]*/);
    if (hole) {
      const begin = hole.from + hole.text.match(/^\{\{\s*/)[0].length;
      const facts = words.facts.map((f) => ({ label: `fact(id="${f.id}")`, detail: f.shown, info: f.label, type: "function" }));
      return { from: begin, options: [...facts, ...words.names.map((n) => ({ label: n, type: "variable" }))] };
    }
    return null;
  };
}

/** An editor in a parent element. */
export function editor({ parent, text, label, readOnly, vocabulary, onChange, onCursor, onSave }) {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        drawSelection(),
        history(),
        closeBrackets(),
        highlightSelectionMatches(),
        lintGutter(),
        autocompletion({ override: [completions(vocabulary)] }),
        yamlFrontmatter({ content: markdown() }),
        syntaxHighlighting(colors),
        EditorView.lineWrapping,
        EditorState.readOnly.of(Boolean(readOnly)),
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
        keymap.of([
          { key: "Mod-s", preventDefault: true, run: () => (onSave(), true) },
          // Out of the editor by keyboard: Escape, then Tab.
          ...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.some((t) => t.annotation(fromOutside))) onChange();
          if (update.selectionSet) {
            const head = update.state.selection.main.head;
            const line = update.state.doc.lineAt(head);
            onCursor(line.number, Array.from(line.text.slice(0, head - line.from)).length + 1, update.docChanged);
          }
        }),
      ],
    }),
  });
  // What scrolls can be scrolled by keys.
  view.scrollDOM.tabIndex = 0;
  return {
    get text() { return view.state.doc.toString(); },
    /** Puts in what changed outside, and leaves the rest: undo and the place of the cursor stay. */
    replace(next) {
      const now = view.state.doc.toString();
      if (now === next) return;
      let start = 0;
      while (start < now.length && start < next.length && now[start] === next[start]) start++;
      let end = 0;
      while (end < now.length - start && end < next.length - start && now[now.length - 1 - end] === next[next.length - 1 - end]) end++;
      view.dispatch({
        changes: { from: start, to: now.length - end, insert: next.slice(start, next.length - end) },
        annotations: fromOutside.of(true),
      });
    },
    problems(list) {
      const doc = view.state.doc;
      const marks = list.map((p) => {
        const from = position(doc, p.line ?? 1, p.column ?? 1);
        let to = Math.max(position(doc, p.end_line ?? p.line ?? 1, p.end_column ?? p.column ?? 1), from);
        if (to === from) to = Math.min(doc.lineAt(from).to, from + 1);
        return { from, to, severity: p.severity, message: [p.message, ...(p.hints ?? []).map((h) => "→ " + h)].join("\n") };
      });
      view.dispatch(setDiagnostics(view.state, marks));
    },
    go(line, column) {
      const at = position(view.state.doc, line, column);
      view.dispatch({ selection: EditorSelection.cursor(at), effects: EditorView.scrollIntoView(at, { y: "center" }) });
      view.focus();
    },
    focus() { view.focus(); },
    close() { view.destroy(); },
  };
}

/** Two texts side by side, what differs marked; the right one may be edited. */
export function sideBySide({ parent, left, right, labels }) {
  const fixed = [lineNumbers(), EditorView.lineWrapping, yamlFrontmatter({ content: markdown() }), syntaxHighlighting(colors)];
  const merge = new MergeView({
    parent,
    a: { doc: left, extensions: [...fixed, EditorView.contentAttributes.of({ "aria-label": labels[0] }), EditorState.readOnly.of(true)] },
    b: { doc: right, extensions: [...fixed, EditorView.contentAttributes.of({ "aria-label": labels[1] }), history(), keymap.of([...historyKeymap, ...defaultKeymap])] },
    gutter: true,
  });
  return { get right() { return merge.b.state.doc.toString(); }, close: () => merge.destroy() };
}
