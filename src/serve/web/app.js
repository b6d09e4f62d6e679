// The pages of anpham serve. Plain modules, no framework: state in `site`, one function a view, `h` makes elements.
// Text from the campaign only ever becomes text nodes and attributes, never HTML.
import { WORDS } from "/web/words.js";

const meta = document.querySelector('meta[name="anpham"]');
const mayEdit = meta.dataset.edit === "yes";
const store = {
  get: (key, other) => { try { return JSON.parse(localStorage.getItem("anpham." + key)) ?? other; } catch { return other; } },
  set: (key, value) => { try { localStorage.setItem("anpham." + key, JSON.stringify(value)); } catch { /* a browser that keeps nothing */ } },
};
const site = { lang: store.get("lang", meta.dataset.lang), campaign: null, events: null, leave: [] };
const say = (key) => WORDS[site.lang][key] ?? key;

/** An element: h("a", { href, onclick }, children…). */
function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "value") element.value = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}
const svg = (tag, props) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(props)) element.setAttribute(key, value);
  return element;
};
/** Puts children into an element, without what is not there. */
const fill = (element, ...children) => element.replaceChildren(...children.flat(9).filter((c) => c !== null && c !== undefined && c !== false));
const $ = (selector, root = document) => root.querySelector(selector);

let toldTimer;
function tell(text, stay = false) {
  const told = $("#told");
  told.textContent = text;
  clearTimeout(toldTimer);
  if (!stay) toldTimer = setTimeout(() => { told.textContent = ""; }, 3500);
}

const query = (values) => new URLSearchParams(Object.entries({ lang: site.lang, ...values }).filter(([, v]) => v !== undefined && v !== null)).toString();
async function ask(path, values = {}) {
  const answer = await fetch(`${path}?${query(values)}`);
  if (!answer.ok) throw Object.assign(new Error(String(answer.status)), { status: answer.status });
  return answer.json();
}
async function send(path, body) {
  const answer = await fetch(`${path}?${query({})}`, {
    method: "POST", headers: { "content-type": "application/json", "x-anpham": meta.content }, body: JSON.stringify(body),
  });
  let told = {};
  try { told = await answer.json(); } catch { /* no words */ }
  return { ok: answer.ok, status: answer.status, ...told };
}

/** Without accents and case: "tờ rơi" → "to roi". */
const bare = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

// ── What comes from the server ─────────────────────────────────────────────────────────────────────────────────────────
/** Listens to the workspace; `watch` are the publications that are on the screen. */
function listen(watch, onView, onChange) {
  site.events?.close();
  const events = new EventSource(`/api/events?${query({ watch: watch.join("\n") })}`);
  let lost = false;
  events.addEventListener("view", (event) => onView(JSON.parse(event.data)));
  events.addEventListener("change", () => {
    if (lost) { lost = false; tell(say("online")); }
    onChange();
  });
  events.onerror = () => { if (!lost) { lost = true; tell(say("offline"), true); } };
  site.events = events;
}
async function load() {
  site.campaign = await ask("/api/campaign");
  document.documentElement.lang = site.lang;
  return site.campaign;
}
/** Runs at most every so often, the last call always. */
function calm(wait, work) {
  let timer = null;
  return (...values) => { clearTimeout(timer); timer = setTimeout(() => work(...values), wait); };
}

// ── Frame ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
function frame() {
  const here = location.pathname;
  const link = (path, key, more) => h("a", { href: path, "aria-current": here === path ? "page" : undefined }, say(key), more);
  const count = site.campaign?.total ? h("span", { class: "count" }, String(site.campaign.total)) : null;
  $("#top").replaceChildren(
    h("a", { class: "brand", href: "/" }, "anpham", h("small", {}, site.campaign?.title ?? "")),
    h("nav", { "aria-label": "anpham" }, link("/", "wall"), link("/facts", "facts"), link("/problems", "problems", count)),
    h("div", { class: "end" },
      h("button", { type: "button", onclick: turnTheme }, say("theme")),
      h("button", { type: "button", lang: site.lang === "vi" ? "en" : "vi", onclick: turnLanguage }, say("language"))),
  );
  const skip = $(".skip");
  skip.textContent = say("skip");
}
function turnLanguage() {
  site.lang = site.lang === "vi" ? "en" : "vi";
  store.set("lang", site.lang);
  show();
}
function turnTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  store.set("theme", root.dataset.theme);
}
const kept = store.get("theme", null);
if (kept) document.documentElement.dataset.theme = kept;

const named = (list, id) => list.find((item) => item.id === id);
const formatName = (job) => {
  const format = named(site.campaign.formats, job.format);
  const size = format && job.size !== format.size ? ` ${job.size}` : "";
  return `${format?.name ?? job.format}${size}${job.part !== "main" ? ` (${job.part})` : ""}`;
};
const audienceName = (job) => named(site.campaign.audiences, job.audience)?.name ?? job.audience;
const pieceLink = (job, more = {}) => "/piece?" + new URLSearchParams({ id: job.id, ...more });

// ── Wall ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
const wallFilter = { text: "", directive: "", audience: "", format: "", problems: false };
async function wall() {
  const list = h("div", {});
  const filters = h("div", { class: "filters" });
  $("#main").replaceChildren(h("div", { class: "wall" }, h("h1", { class: "quiet" }, say("wall")), filters, list));
  const redraw = () => { drawFilters(filters, () => drawCards(list)); drawCards(list); };
  redraw();
  const renew = calm(250, async () => { await load(); frame(); drawCards(list); });
  listen([], () => {}, renew);
  // Badges come as the rest is looked at.
  const later = setInterval(async () => {
    const before = site.campaign.jobs.filter((job) => job.profile === "screen" && job.pages === null).length;
    if (before === 0 || document.hidden) return;
    await load();
    drawCards(list);
  }, 2500);
  site.leave.push(() => clearInterval(later));
}
function drawFilters(filters, redraw) {
  const campaign = site.campaign;
  const pick = (key, items, name) => h("label", { class: "field" }, say(key),
    h("select", { onchange: (e) => { wallFilter[key] = e.target.value; redraw(); } },
      h("option", { value: "" }, say("all")),
      items.map((item) => h("option", { value: item.id, selected: wallFilter[key] === item.id }, name(item)))));
  fill(filters,
    h("label", { class: "field" }, say("search"),
      h("input", { type: "search", id: "search", value: wallFilter.text, oninput: (e) => { wallFilter.text = e.target.value; redraw(); } })),
    pick("directive", campaign.directives, (d) => d.short),
    pick("audience", campaign.audiences, (a) => a.name),
    pick("format", campaign.formats, (f) => f.name),
    h("label", { class: "tick" }, h("input", { type: "checkbox", checked: wallFilter.problems, onchange: (e) => { wallFilter.problems = e.target.checked; redraw(); } }), say("onlyProblems")),
    mayEdit && h("button", { type: "button", class: "main end", id: "new", onclick: newPiece }, say("newPiece")),
  );
}
function drawCards(list) {
  const campaign = site.campaign;
  if (campaign.broken) { list.replaceChildren(h("h1", {}, say("broken")), found(campaign.problems)); return; }
  const words = bare(wallFilter.text).split(/\s+/).filter(Boolean);
  const seen = store.get("seen", {});
  const first = Object.keys(seen).length === 0;
  const jobs = campaign.jobs.filter((job) => job.profile === "screen" && job.part === "main").filter((job) => {
    const text = bare(`${job.title} ${audienceName(job)} ${formatName(job)} ${job.directive} ${named(campaign.directives, job.directive)?.short ?? ""} ${job.piece}`);
    return words.every((word) => text.includes(word))
      && (!wallFilter.directive || job.directive === wallFilter.directive)
      && (!wallFilter.audience || job.audience === wallFilter.audience)
      && (!wallFilter.format || job.format === wallFilter.format)
      && (!wallFilter.problems || job.errors + job.warnings > 0);
  });
  // Drawn anew only when something is another; who is on a card stays on it.
  const drawn = JSON.stringify([site.lang, jobs]);
  if (list.dataset.drawn === drawn) return;
  list.dataset.drawn = drawn;
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  const sections = campaign.directives.map((directive) => {
    const own = jobs.filter((job) => job.directive === directive.id);
    if (own.length === 0) return null;
    const groups = campaign.audiences.map((audience) => {
      const cards = own.filter((job) => job.audience === audience.id);
      return cards.length > 0 && h("div", {}, h("h3", {}, audience.name), h("ul", { class: "cards" }, cards.map((job) => h("li", {}, card(job, seen, first)))));
    });
    return h("section", {}, h("h2", {}, directive.short, h("small", {}, directive.title)), h("div", { class: "groups" }, groups));
  }).filter(Boolean);
  list.replaceChildren(...(sections.length ? sections : [h("p", {}, say("nothing"))]));
  if (focused) list.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
}
function card(job, seen, first) {
  const isNew = !first && job.key && seen[job.id] !== job.key;
  const format = named(site.campaign.formats, job.format);
  const size = format && named(format.sizes, job.size);
  const wide = size ? size.width / size.height : 0.7;
  return h("a", { class: "card", href: pieceLink(job), "data-id": job.id },
    h("div", { class: "look" }, h("img", {
      loading: "lazy", decoding: "async", alt: "", src: `/thumb?${query({ id: job.id, width: 320, v: job.key, lang: null })}`,
      width: Math.round(wide > 1 ? 144 : 152 * wide), height: Math.round(wide > 1 ? 144 / wide : 152),
    })),
    h("div", { class: "said" },
      h("strong", {}, job.title),
      h("span", {}, formatName(job), h("span", { class: "quiet" }, ` · ${audienceName(job)}`)),
      h("div", { class: "badges" },
        job.pages !== null && h("span", { class: "badge" }, `${job.pages} ${say(job.pages === 1 ? "onePage" : "pages")}`),
        job.errors > 0 && h("span", { class: "badge bad" }, `${job.errors} ${say("errors")}`),
        job.warnings > 0 && h("span", { class: "badge warn" }, `${job.warnings} ${say("warnings")}`),
        isNew && h("span", { class: "badge new" }, say("changed")))));
}
function remember(id, key) {
  const seen = store.get("seen", {});
  seen[id] = key;
  store.set("seen", seen);
}

/** A new piece from lists. */
function newPiece() {
  const campaign = site.campaign;
  const wrong = h("div", {});
  const pick = (name, key, items, label) => h("label", { class: "field" }, say(key), h("select", { name }, items.map((i) => h("option", { value: i.id }, label(i)))));
  const form = h("form", { method: "dialog", onsubmit: async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(form));
    const made = await send("/api/new", values);
    if (!made.ok) { wrong.replaceChildren(found(made.problems ?? [{ severity: "error", message: String(made.status), hints: [] }])); return; }
    await load();
    dialog.close();
    const job = campaignJob(made.path);
    go(job ? pieceLink(job, { edit: "1" }) : "/piece?" + new URLSearchParams({ path: made.path }));
  } },
    h("h2", {}, say("newPiece")),
    pick("directive", "directive", campaign.directives, (d) => `${d.short}: ${d.title}`.slice(0, 90)),
    pick("audience", "audience", campaign.audiences, (a) => a.name),
    pick("format", "format", campaign.formats, (f) => f.name),
    h("label", { class: "field" }, say("title"), h("input", { name: "title", required: true, oninput: (e) => {
      const name = form.elements.name;
      if (!name.dataset.typed) name.value = bare(e.target.value).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40);
    } })),
    h("label", { class: "field" }, `${say("name")} (${say("nameHint")})`, h("input", { name: "name", required: true, pattern: "[a-z0-9][a-z0-9\\-]*", oninput: (e) => { e.target.dataset.typed = "1"; } })),
    wrong,
    h("div", { class: "row" }, h("button", { type: "button", onclick: () => dialog.close() }, say("close")), h("button", { class: "main" }, say("make"))));
  const dialog = h("dialog", { onclose: () => dialog.remove() }, form);
  document.body.append(dialog);
  dialog.showModal();
}
const campaignJob = (path) => {
  const jobs = site.campaign.jobs.filter((job) => job.path === path && job.profile === "screen");
  return jobs.find((job) => job.part === "main") ?? jobs[0];
};

/** A list of findings; each leads to its line. */
function found(problems, onGo) {
  return h("ul", { class: "found" }, problems.map((p) => {
    const where = p.file ? `${p.file}:${p.line}` : "";
    const job = p.outputs?.[0] && site.campaign?.jobs?.find((j) => j.id === p.outputs[0]);
    const target = p.file && (job ?? campaignJob(p.file));
    const href = target ? pieceLink(target, { edit: "1", path: p.file, line: p.line, column: p.column }) : p.file && "/piece?" + new URLSearchParams({ path: p.file, line: p.line });
    return h("li", { class: p.severity },
      h("strong", {}, p.message),
      (p.hints ?? []).map((hint) => h("div", { class: "hint" }, "→ " + hint)),
      p.quoted && h("div", { class: "hint" }, p.quoted),
      where && (onGo && mayEdit
        ? h("a", { class: "where", href, onclick: (event) => { event.preventDefault(); event.stopPropagation(); onGo(p); } }, where)
        : h("a", { class: "where", href }, where)));
  }));
}

const order = (profile) => ["draft", "screen", "print"].indexOf(profile.name) + 1 || 9;

// ── Piece ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
async function piece(values) {
  const campaign = site.campaign;
  let job = campaign.jobs?.find((j) => j.id === values.get("id"));
  const path = values.get("path") ?? job?.path;
  if (!job && path) job = campaignJob(path);
  if (!job && !path) { $("#main").replaceChildren(h("div", { class: "plain" }, h("h1", {}, say("gone")))); return; }

  const now = { job, path, view: null, shownPages: [], other: null, zoom: store.get("zoom", "fit"), marks: new Set(store.get("marks", [])), inks: null, spread: store.get("spread", false), edit: mayEdit && (values.get("edit") === "1" || !job || store.get("edit", false)) };
  now.fewInks = Boolean(campaign.profiles?.find((p) => p.name === job?.profile)?.fewInks);
  const tools = h("div", { class: "tools" });
  const sheets = h("div", { class: "sheets", tabindex: "0", role: "region", "aria-label": say("pages") });
  const desk = h("div", { class: "desk", hidden: true });
  const split = h("div", { class: "split" }, desk, sheets);
  $("#main").replaceChildren(h("div", { class: "piece" }, tools, split));

  const redraw = () => drawPages(now, sheets, jumpTo);
  const editor = openDesk(now, desk, (line, column) => follow(now, sheets, line, column));
  async function jumpTo(page, x, y) {
    let place = {};
    try { place = await ask("/api/click", { id: now.job.id, page, x, y }); } catch { return; }
    if (!place.path) return;
    if (!now.edit) { if (!mayEdit) return; now.edit = true; await layout(); }
    await editor.open(place.path);
    editor.go(place.line, place.column);
  }
  async function layout() {
    split.classList.toggle("editing", now.edit && Boolean(now.job));
    sheets.hidden = !now.job;
    desk.hidden = !now.edit;
    if (now.edit) await editor.open(editor.path ?? now.path);
    drawTools();
  }
  const receive = (view) => {
    if (now.other && view.id === now.other.id) { now.other.view = view; if (view.pages.length) now.other.pages = view.pages; }
    if (view.id !== now.job.id) { compareWords(); return redraw(); }
    now.view = view;
    if (view.pages.length) now.shownPages = view.pages;
    if (now.fewInks && !now.inks && view.pages.length) learnPlates(now, () => { drawTools(); redraw(); });
    remember(view.id, view.key);
    editor.problems(view);
    compareWords();
    redraw();
  };
  const compareWords = calm(60, async () => {
    if (!now.other) return;
    try { now.differ = await ask("/api/compare", { a: now.job.id, b: now.other.id }); } catch { now.differ = null; }
    redraw();
  });
  const connect = () => {
    if (!now.job) return listen([], () => {}, () => editor.outside());
    listen([now.job.id, now.other?.id].filter(Boolean), receive, async () => {
      await editor.outside();
      const before = site.campaign;
      await renew();
      if (before && site.campaign.jobs && !site.campaign.jobs.some((j) => j.id === now.job.id)) { now.view = { pages: [], problems: [{ severity: "error", message: say("gone"), hints: [] }], slots: [], millis: 0 }; redraw(); }
    });
  };
  const renew = async () => { await load(); frame(); };

  function drawTools() {
    const jobs = site.campaign.jobs ?? [];
    const same = (j, but) => ["directive", "piece", "audience", "format", "size", "part", "profile", "lang"].every((key) => key === but || j[key] === now.job[key]);
    if (!now.job) { tools.replaceChildren(h("h1", {}, now.path)); return; }
    const move = (to) => go(pieceLink(to, now.edit ? { edit: "1" } : {}), true);
    const pick = (label, items, current, name, change) => h("label", { class: "field" }, label, h("select", { onchange: (e) => change(e.target.value) }, items.map((i) => h("option", { value: i.id, selected: i.id === current }, name(i)))));
    const audiences = jobs.filter((j) => same(j, "audience"));
    const forms = jobs.filter((j) => j.path === now.job.path && j.audience === now.job.audience && j.profile === now.job.profile);
    const mark = (key) => h("label", { class: "tick" }, h("input", { type: "checkbox", checked: now.marks.has(key), onchange: (e) => { e.target.checked ? now.marks.add(key) : now.marks.delete(key); store.set("marks", [...now.marks]); redraw(); } }), say(key));
    const zoom = (step) => {
      const current = now.zoom === "fit" ? fitZoom(now, sheets) : now.zoom;
      now.zoom = step === 0 ? "fit" : Math.min(4, Math.max(.1, current * step));
      store.set("zoom", now.zoom);
      redraw();
    };
    const download = (kind) => `/download?${query({ id: now.job.id, kind })}`;
    fill(tools,
      h("h1", { title: now.job.title }, now.job.title),
      audiences.length > 1 && pick(say("audience"), audiences, now.job.id, audienceName, (id) => move(jobs.find((j) => j.id === id))),
      forms.length > 1 && pick(say("format"), forms, now.job.id, formatName, (id) => move(jobs.find((j) => j.id === id))),
      h("div", { class: "group", role: "group", "aria-label": say("profile") }, [...site.campaign.profiles].sort((a, b) => order(a) - order(b)).map((profile) => {
        const to = jobs.find((j) => same(j, "profile") && j.profile === profile.name);
        return h("button", { type: "button", disabled: !to, "aria-pressed": String(profile.name === now.job.profile), onclick: () => move(to) }, WORDS[site.lang][profile.name] ?? profile.name);
      })),
      h("div", { class: "group", role: "group", "aria-label": say("zoom") },
        h("button", { type: "button", "aria-label": say("zoomOut"), onclick: () => zoom(1 / 1.25) }, "−"),
        h("button", { type: "button", onclick: () => zoom(0) }, say("fit")),
        h("button", { type: "button", "aria-label": say("zoomIn"), onclick: () => zoom(1.25) }, "+")),
      h("button", { type: "button", "aria-pressed": String(now.spread), onclick: (e) => { now.spread = !now.spread; store.set("spread", now.spread); e.target.setAttribute("aria-pressed", String(now.spread)); redraw(); } }, say("spread")),
      h("details", {}, h("summary", {}, say("show")), h("div", {}, ["trim", "bleed", "safe", "fold", "slots"].map(mark))),
      site.campaign.profiles.find((p) => p.name === now.job.profile)?.kind === "print" && plates(now, drawTools, redraw),
      audiences.length > 1 && pick(say("compare"), [{ id: "" }, ...audiences.filter((j) => j.id !== now.job.id)], now.other?.id ?? "", (j) => j.id ? audienceName(j) : say("none"), (id) => {
        now.differ = null;
        now.other = id ? { id, job: jobs.find((j) => j.id === id), pages: [] } : null;
        connect();
        redraw();
      }),
      h("details", {}, h("summary", {}, say("download")), h("div", {}, h("a", { href: download("pdf"), download: "" }, "PDF"), h("a", { href: download("png"), download: "" }, "PNG"))),
      named(site.campaign.formats, now.job.format)?.parts.includes("notes") && h("button", { type: "button", onclick: () => go("/present?" + new URLSearchParams({ id: now.job.id })) }, say("present")),
      mayEdit && h("button", { type: "button", id: "edit", "aria-pressed": String(now.edit), onclick: async () => { now.edit = !now.edit; store.set("edit", now.edit); await layout(); redraw(); } }, say("edit")),
    );
  }
  const keys = (event) => {
    if (event.target.closest?.("input, select, textarea, .cm-editor, dialog")) return;
    const pages = [...sheets.querySelectorAll("figure.sheet")];
    const current = pages.findIndex((p) => p.getBoundingClientRect().bottom > sheets.getBoundingClientRect().top + 40);
    const to = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (to && pages.length) { event.preventDefault(); pages[Math.min(pages.length - 1, Math.max(0, current + to))].scrollIntoView({ block: "start", behavior: "smooth" }); }
    if (event.key === "e" && mayEdit && !event.ctrlKey && !event.metaKey) $("#edit")?.click();
  };
  const resize = calm(60, redraw);
  document.addEventListener("keydown", keys);
  addEventListener("resize", resize);
  site.leave.push(() => { document.removeEventListener("keydown", keys); removeEventListener("resize", resize); editor.close(); });

  await layout();
  connect();
  if (values.get("line") && now.edit) {
    await editor.open(path);
    editor.go(Number(values.get("line")), Number(values.get("column") ?? 1));
  }
  redraw();
}

/** Pixels a point at which a page fills the room. */
function fitZoom(now, sheets) {
  const page = now.shownPages[0];
  if (!page) return 1;
  const columns = now.other ? 2 : now.spread && now.shownPages.length > 1 ? 2 : 1;
  const room = Math.max(160, sheets.clientWidth - 60 - (columns - 1) * 26) / columns;
  const high = Math.max(200, sheets.clientHeight - 90);
  return Math.min(room / page.width, Math.max(high / page.height, 380 / page.width), 2.5);
}

function drawPages(now, sheets, onClick) {
  const zoom = now.zoom === "fit" ? fitZoom(now, sheets) : now.zoom;
  const view = now.view;
  const size = now.job && named(named(site.campaign.formats, now.job.format)?.sizes ?? [], now.job.size);
  const top = sheets.scrollTop;
  const column = (pages, slots, words, click) => {
    const area = h("div", { class: "pages" });
    pages.forEach((page, n) => area.append(sheet(page, n, zoom, size, now, slots, words, click)));
    return area;
  };
  const errors = view?.problems.filter((p) => p.severity === "error") ?? [];
  const stale = errors.length > 0 && view.pages.length === 0;
  const parts = [];
  if (view?.problems.length) parts.push(found(view.problems, (p) => now.editor?.openAt(p)));
  if (stale && now.shownPages.length) parts.push(h("p", { class: "status" }, say("stale")));
  if (now.other) {
    const count = now.differ ? now.differ.a.length + now.differ.b.length : null;
    if (count !== null) parts.push(h("p", { id: "differ", role: "status" }, count === 0 ? say("same") : `${count} ${say("differ")}`));
    parts.push(h("div", { class: "pair" },
      h("div", {}, h("h2", {}, audienceName(now.job)), column(now.shownPages, [], now.differ?.a, onClick)),
      h("div", {}, h("h2", {}, audienceName(now.other.job)), column(now.other.pages, [], now.differ?.b, null))));
  } else {
    const area = column(now.shownPages, view?.slots ?? [], null, onClick);
    if (now.spread) area.style.maxWidth = `${Math.ceil(2 * (now.shownPages[0]?.width ?? 0) * zoom + 30)}px`;
    if (now.spread) area.style.margin = "0 auto";
    parts.push(area);
  }
  parts.push(h("p", { class: "status", id: "status" }, view ? `${view.pages.length || now.shownPages.length} ${say("pages")} · ${say("set")} ${Math.round(view.millis)} ms` : say("setting")));
  sheets.classList.toggle("dim", stale);
  sheets.replaceChildren(...parts);
  sheets.scrollTop = top;
  now.zoomNow = zoom;
}

// ── Plates ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
/** What of a page is shown: the plates that are on, or the sum of all. The hash is of the page: another one, another picture. */
function plateLink(now, page, n) {
  const on = now.inks.plates.filter((plate) => plate.on).map((plate) => plate.name).join("\n");
  return "/plates?" + query({ id: now.job.id, page: n + 1, kind: now.inks.map ? "map" : "proof", a: on, of: page.hash });
}

/** Learns which plates the pages have; all of them are on. */
async function learnPlates(now, again) {
  // Each page may have spots of its own.
  const names = new Map();
  now.inks = { plates: [], map: false, left: [] };
  for (let page = 1; page <= Math.max(1, now.shownPages.length); page++) {
    let told;
    try { told = await ask("/api/plates", { id: now.job.id, page, lang: site.lang }); } catch { continue; }
    for (const plate of told.plates) if (!names.has(plate.name)) names.set(plate.name, { name: plate.name, on: true });
    now.inks.left = [...new Set([...now.inks.left, ...told.left])];
    now.inks.plates = [...names.values()];
    if (page === 1) again();
  }
  // Of a page that cannot be finished there are no plates: it is shown as it is set.
  if (!names.size && now.fewInks) now.inks = null;
  again();
}

/** Switches plates of a print file on and off. */
function plates(now, drawTools, redraw) {
  const again = () => { drawTools(); redraw(); };
  const tick = (label, checked, change) => h("label", { class: "tick" }, h("input", { type: "checkbox", checked, onchange: (e) => { change(e.target.checked); redraw(); } }), label);
  return h("details", { open: now.inksOpen, id: "plates", ontoggle: (event) => {
    now.inksOpen = event.target.open;
    if (now.inksOpen && !now.inks) learnPlates(now, again);
    // A press of one or two inks has nothing else to show.
    if (!now.inksOpen && now.inks && !now.fewInks) { now.inks = null; again(); }
  } }, h("summary", {}, say("plates")), h("div", {}, now.inks && [
    ...now.inks.plates.map((plate) => tick(plate.name, plate.on, (on) => { plate.on = on; })),
    tick(say("inkSum"), now.inks.map, (on) => { now.inks.map = on; }),
    ...now.inks.left.map((words) => h("p", { class: "status" }, words)),
  ]));
}

const MM = 72 / 25.4;
function sheet(page, n, zoom, size, now, slots, words, click) {
  const { width, height } = page;
  const figure = h("figure", { class: "sheet", "data-page": n + 1 });
  figure.style.width = `${width * zoom}px`;
  const image = h("img", { src: now.inks ? plateLink(now, page, n) : `/page/${page.hash}.svg`, alt: `${say("page")} ${n + 1}`, width: Math.round(width * zoom), height: Math.round(height * zoom), decoding: "async" });
  figure.append(image);
  const over = svg("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  const rect = (x, y, w, r, color, dash) => over.append(svg("rect", { x, y, width: w, height: r, fill: "none", stroke: color, "stroke-width": 1.2 / zoom, "stroke-dasharray": dash ? `${5 / zoom} ${3 / zoom}` : "none" }));
  if (size) {
    const scale = size.scale * MM;
    if (now.marks.has("trim")) rect(0, 0, width, height, "#0a5fb4");
    if (now.marks.has("bleed") && size.bleed) rect(-size.bleed * scale, -size.bleed * scale, width + 2 * size.bleed * scale, height + 2 * size.bleed * scale, "#c0392b", true);
    const clear = (size.clear || 5) * scale;
    if (now.marks.has("safe")) rect(clear, clear, width - 2 * clear, height - 2 * clear, "#1e8449", true);
    if (now.marks.has("fold")) {
      for (const fold of size.folds) { const x = n % 2 ? width - fold * scale : fold * scale; over.append(svg("line", { x1: x, x2: x, y1: 0, y2: height, stroke: "#8e44ad", "stroke-width": 1.4 / zoom, "stroke-dasharray": `${6 / zoom} ${4 / zoom}` })); }
      for (const fold of size.across) over.append(svg("line", { x1: 0, x2: width, y1: fold * scale, y2: fold * scale, stroke: "#8e44ad", "stroke-width": 1.4 / zoom, "stroke-dasharray": `${6 / zoom} ${4 / zoom}` }));
    }
  }
  if (now.marks.has("slots")) for (const slot of slots) if (slot.area?.[0] === n + 1) rect(slot.area[1], slot.area[2], slot.area[3], slot.area[4], slot.fits ? "#1e8449" : "#c0392b");
  for (const word of words ?? []) if (word.page === n + 1) {
    const [left, t, right, b] = word.area.map((mm) => mm * MM);
    over.append(svg("rect", { x: left - 1, y: t - 1, width: right - left + 2, height: b - t + 2, fill: "#ffd54f", "fill-opacity": ".5", class: "differ" }));
  }
  figure.append(over);
  if (click && mayEdit) {
    figure.append(h("button", { type: "button", class: "hit", "aria-label": say("pageOf").replace("{n}", n + 1), onclick: (event) => {
      const box = figure.getBoundingClientRect();
      // By keyboard there is no point: the top of the page is meant.
      const at = event.detail === 0 ? [width / 2, height * .1] : [(event.clientX - box.left) / box.width * width, (event.clientY - box.top) / box.height * height];
      click(n + 1, ...at);
    } }));
  }
  figure.append(h("figcaption", {}, `${n + 1}`));
  return figure;
}

/** Shows on the pages where the cursor of the text stands. */
const follow = calm(140, async (now, sheets, line, column) => {
  if (!now.job || now.editorPath === undefined) return;
  let places = [];
  // A publication that cannot be set right now has no places.
  try { ({ places } = await ask("/api/cursor", { id: now.job.id, path: now.editorPath, line, column })); } catch { return; }
  sheets.querySelectorAll(".here").forEach((dot) => dot.remove());
  places.forEach((place, n) => {
    const figure = sheets.querySelector(`figure[data-page="${place.page}"]`);
    if (!figure) return;
    const dot = h("span", { class: "here" });
    dot.style.left = `${place.x * now.zoomNow}px`;
    dot.style.top = `${place.y * now.zoomNow}px`;
    figure.append(dot);
    if (n === 0) {
      const [box, room] = [dot.getBoundingClientRect(), sheets.getBoundingClientRect()];
      if (box.top < room.top + 20 || box.bottom > room.bottom - 20) dot.scrollIntoView({ block: "center" });
    }
  });
});

// ── Desk: the text beside the pages ────────────────────────────────────────────────────────────────────────────────────
function openDesk(now, desk, onCursor) {
  let open = null, version = null, dirty = false, vocabulary = null, module = null, closed = false;
  const state = h("span", { role: "status", id: "saved" });
  const name = h("span", { class: "path" });
  const room = h("div", { class: "text" });
  const slots = h("div", { class: "slots" });
  const auto = h("input", { type: "checkbox", checked: store.get("auto", true), onchange: () => { store.set("auto", auto.checked); if (auto.checked && dirty) save(); } });
  desk.replaceChildren(
    h("div", { class: "line" }, name, state, h("label", { class: "tick" }, auto, say("auto")), h("button", { type: "button", id: "save", onclick: () => save() }, say("save"))),
    room, slots);
  const mark = (key) => { state.textContent = say(key); };
  const type = calm(90, async () => {
    if (!dirty || closed) return;
    const path = now.editorPath;
    const sent = await send("/api/type", { path, text: open.text });
    if (!sent.ok) tell(sent.message ?? say("notSaved"));
  });
  const saveSoon = calm(1000, () => { if (auto.checked && dirty) save(); });
  let saving = null;
  async function save() {
    if (!open || !dirty) return;
    if (saving) { await saving; }
    mark("saving");
    const [path, text] = [now.editorPath, open.text];
    saving = send("/api/text", { path, text, base: version });
    let answer;
    try { answer = await saving; } catch { answer = { ok: false }; } finally { saving = null; }
    if (answer.ok) {
      version = answer.version;
      dirty = open.text !== text;
      mark(dirty ? "unsaved" : "saved");
      if (dirty) saveSoon();
    } else if (answer.status === 409) {
      mark("unsaved");
      conflict(path, text, answer);
    } else {
      mark("notSaved");
      tell(`${say("notSaved")}: ${answer.message ?? ""}`, true);
    }
  }
  /** Both texts; nobody's work is thrown away unasked. */
  function conflict(path, mine, theirs) {
    if ($("dialog.conflict")) return;
    const place = h("div", { class: "merge" });
    const dialog = h("dialog", { class: "conflict", onclose: () => { merged.close(); dialog.remove(); } },
      h("h2", {}, say("conflict")), h("p", {}, say("conflictText")), place,
      h("div", { class: "row" },
        h("button", { type: "button", onclick: () => dialog.close() }, say("later")),
        h("button", { type: "button", id: "theirs", onclick: () => { version = theirs.version; open.replace(theirs.text); dirty = false; mark("saved"); send("/api/type", { path, text: null }); dialog.close(); } }, say("takeTheirs")),
        h("button", { type: "button", class: "main", id: "mine", onclick: () => { version = theirs.version; open.replace(merged.right); dirty = true; dialog.close(); save(); } }, say("keepMine"))));
    document.body.append(dialog);
    const merged = module.sideBySide({ parent: place, left: theirs.text, right: mine, labels: [say("takeTheirs"), say("keepMine")] });
    dialog.showModal();
  }
  const api = {
    get path() { return now.editorPath; },
    async open(path) {
      if (open && now.editorPath === path) return;
      if (dirty) await save();
      module ??= await import("/web/editor.js");
      let text;
      try { text = await ask("/api/text", { path }); } catch { tell(say("gone")); return; }
      open?.close();
      room.replaceChildren();
      now.editorPath = path;
      version = text.version;
      dirty = false;
      name.textContent = path;
      name.title = path;
      mark("saved");
      open = module.editor({
        parent: room, text: text.text, label: say("editor"), readOnly: !mayEdit, vocabulary: () => vocabulary,
        onChange: () => { dirty = true; mark("unsaved"); type(); saveSoon(); },
        onCursor: (line, column) => onCursor(line, column),
        onSave: save,
      });
      ask("/api/words", { path }).then((words) => { vocabulary = words; });
      if (now.view) api.problems(now.view);
    },
    async openAt(p) { if (desk.hidden) $("#edit")?.click(); await api.open(p.file); open?.go(p.line, p.column); },
    go(line, column) { open?.go(line, column); },
    problems(view) {
      open?.problems(view.problems.filter((p) => p.file === now.editorPath));
      slots.replaceChildren(...view.slots.map((slot) => h("span", { class: slot.fits ? "badge" : "badge bad" }, slot.fits ? `${slot.name}: ${slot.size} pt` : `${slot.name}: ${say("cut")} ${slot.cut} ${say("words")}`)));
    },
    /** Something changed on the disk: perhaps this text. */
    async outside() {
      if (!open || saving) return;
      let text;
      try { text = await ask("/api/text", { path: now.editorPath }); } catch { return; }
      if (text.version === version || saving) return;
      if (dirty) { mark("unsaved"); tell(say("diskChanged")); return; }
      version = text.version;
      open.replace(text.text);
      tell(say("diskChanged"));
    },
    close() { closed = true; if (dirty && auto.checked) save(); open?.close(); },
  };
  now.editor = api;
  addEventListener("beforeunload", (event) => { if (dirty && !closed) event.preventDefault(); });
  return api;
}

// ── Facts and problems ─────────────────────────────────────────────────────────────────────────────────────────────────
/** Where a figure comes from and of which year it is. */
function factSource(f) {
  const section = f.section && (f.elsewhere ? f.section : `${say("section")} ${f.section}`);
  const year = f.horizon ? `${say("year")} ${f.horizon}` : f.year ? `${say("ofYear")} ${f.year}` : "";
  return [[f.source, section].filter(Boolean).join(", "), year].filter(Boolean).join(" · ");
}

async function facts() {
  const area = h("div", { class: "plain" });
  $("#main").replaceChildren(area);
  const draw = async () => {
    const { facts, documents } = await ask("/api/facts");
    const table = (name, heads, rows) => h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": name }, h("table", {},
      h("thead", {}, h("tr", {}, heads.map((text) => h("th", { scope: "col" }, text)))), h("tbody", {}, rows)));
    const uses = (of) => h("td", {}, of.uses.length ? h("ul", {}, of.uses.map((use) => { const job = campaignJob(use.path); return h("li", {}, h("a", { href: job ? pieceLink(job, { edit: "1", path: use.path, line: use.line }) : "#" }, `${use.path.replace("content/", "")}:${use.line}`)); })) : h("small", {}, say("notUsed")));
    const source = (of, text) => mayEdit ? h("a", { href: "/piece?" + new URLSearchParams({ path: of.path, line: of.line }) }, say(text)) : null;
    const groups = site.campaign.directives.map((directive) => {
      const own = facts.filter((f) => f.directive === directive.id);
      return own.length && [h("h2", {}, directive.short), table(directive.short, [say("facts"), say("meaning"), say("usedIn")], own.map((f) =>
        h("tr", { id: `${f.directive}-${f.id}` }, h("td", { class: "figure" }, f.shown),
          h("td", {}, f.label, h("br"), h("small", {}, `${factSource(f)} · `, source(f, "editFact") ?? f.id)), uses(f))))];
    });
    const named = table(say("documents"), [say("number"), say("about"), say("usedIn")], documents.map((d) =>
      h("tr", {}, h("td", { class: "figure" }, d.number),
        h("td", {}, [d.kind, d.date].filter(Boolean).join(", "), h("br"), h("small", {}, d.title, " · ", source(d, "editDocument") ?? d.path)), uses(d))));
    area.replaceChildren(h("h1", {}, say("facts")), ...groups.flat().filter(Boolean), h("h2", {}, say("documents")), named);
  };
  await draw();
  listen([], () => {}, calm(200, async () => { await load(); frame(); await draw(); }));
}
async function problems() {
  const area = h("div", { class: "plain" });
  $("#main").replaceChildren(area);
  const draw = async () => {
    const all = await ask("/api/problems");
    area.replaceChildren(h("h1", {}, say("problems")), h("p", { class: "lead" }, `${say("lookedAt")} ${all.looked_at} ${say("of")} ${all.of} ${say("cards")}`),
      all.problems.length ? found([...all.problems].reverse()) : h("p", { id: "fine" }, say("noProblems")));
    if (all.looked_at < all.of) setTimeout(() => { if (area.isConnected) draw(); }, 1500);
  };
  await draw();
  listen([], () => {}, calm(900, draw));
}

// ── Presenter ──────────────────────────────────────────────────────────────────────────────────────────────────────────
async function present(values) {
  const id = values.get("id");
  const job = site.campaign.jobs.find((j) => j.id === id);
  if (!job) { $("#main").replaceChildren(h("div", { class: "plain" }, h("h1", {}, say("gone")))); return; }
  const notes = site.campaign.jobs.find((j) => j.path === job.path && j.audience === job.audience && j.profile === job.profile && j.part === "notes");
  const slidesJob = job.part === "main" ? job : site.campaign.jobs.find((j) => j.path === job.path && j.audience === job.audience && j.profile === job.profile && j.part === "main");
  const only = values.get("only") === "1";
  const shown = { n: 0, slides: [], notes: [] };
  const begun = { at: Date.now() };
  const channel = new BroadcastChannel("anpham-present");
  const stage = h("div", { class: only ? "stage only" : "stage" });
  $("#main").replaceChildren(stage);
  const image = (page, alt) => page && h("img", { src: `/page/${page.hash}.svg`, alt });
  const to = (n, tellOthers = true) => {
    shown.n = Math.max(0, Math.min(shown.slides.length - 1, n));
    if (tellOthers) channel.postMessage({ id: slidesJob.id, n: shown.n });
    draw();
  };
  channel.onmessage = (event) => { if (event.data.id === slidesJob.id) to(event.data.n, false); };
  const clock = h("div", { class: "clock", role: "timer", "aria-label": say("timer") }, "0:00");
  const tick = setInterval(() => { const s = Math.floor((Date.now() - begun.at) / 1000); clock.textContent = `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`; }, 500);
  function draw() {
    const now = h("div", { class: "now" }, h("figure", {}, image(shown.slides[shown.n], `${say("page")} ${shown.n + 1}`)));
    if (only) { stage.replaceChildren(now); return; }
    stage.replaceChildren(now, h("div", { class: "side" },
      h("div", { class: "row" }, clock, h("span", { id: "number" }, `${shown.n + 1} / ${shown.slides.length}`)),
      h("figure", {}, h("figcaption", {}, say("nextSlide")), image(shown.slides[shown.n + 1], say("nextSlide"))),
      h("figure", { class: "notes", tabindex: "0", role: "region", "aria-label": say("notes") }, image(shown.notes[shown.n], say("notes"))),
      h("div", { class: "row" },
        h("button", { type: "button", onclick: () => to(shown.n - 1) }, say("previous")),
        h("button", { type: "button", onclick: () => to(shown.n + 1) }, say("next")),
        h("button", { type: "button", onclick: () => { begun.at = Date.now(); } }, say("reset")),
        h("button", { type: "button", onclick: () => window.open("/present?" + new URLSearchParams({ id: slidesJob.id, only: "1" }), "anpham-audience") }, say("audienceWindow")),
        h("button", { type: "button", onclick: () => document.documentElement.requestFullscreen?.() }, say("fullScreen")),
        h("a", { href: pieceLink(slidesJob) }, say("close")))));
    // The words of a notes page stand below its slide.
    const notesImage = stage.querySelector(".notes img");
    notesImage?.addEventListener("load", () => { notesImage.parentElement.scrollTop = notesImage.height * .33; });
  }
  const keys = (event) => {
    const step = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (step && !event.target.closest("button, a")) { event.preventDefault(); to(shown.n + step); }
    if (event.key === "Home") to(0);
    if (event.key === "End") to(shown.slides.length - 1);
    if (event.key === "f") document.documentElement.requestFullscreen?.();
  };
  document.addEventListener("keydown", keys);
  site.leave.push(() => { document.removeEventListener("keydown", keys); clearInterval(tick); channel.close(); });
  listen([slidesJob.id, notes?.id].filter(Boolean), (view) => {
    if (view.id === slidesJob.id && view.pages.length) shown.slides = view.pages;
    if (view.id === notes?.id && view.pages.length) shown.notes = view.pages;
    draw();
  }, () => {});
}

// ── Ways ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
function go(path, replace = false) {
  history[replace ? "replaceState" : "pushState"](null, "", path);
  show();
}
async function show() {
  site.leave.splice(0).forEach((leave) => leave());
  site.events?.close();
  document.querySelectorAll("dialog").forEach((dialog) => dialog.remove());
  const values = new URLSearchParams(location.search);
  try {
    await load();
    site.campaign.total = site.campaign.problems?.length ?? site.campaign.problems ?? 0;
    frame();
    const view = { "/facts": facts, "/problems": problems, "/piece": piece, "/present": present }[location.pathname] ?? wall;
    if (site.campaign.broken && view !== problems) await wall();
    else await view(values);
    document.title = `${$("#main h1")?.textContent ?? site.campaign.title ?? ""} – anpham`;
  } catch (error) {
    tell(say("offline"), true);
    console.error(error);
    setTimeout(show, 2000);
  }
}
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || link.hasAttribute("download") || link.classList.contains("skip")) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || url.pathname.startsWith("/download")) return;
  event.preventDefault();
  go(url.pathname + url.search);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest?.("input, select, textarea, .cm-editor")) { event.preventDefault(); $("#search")?.focus(); }
});
addEventListener("popstate", show);
show();
