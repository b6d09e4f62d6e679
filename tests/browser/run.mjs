// A real browser on a real server: node run.mjs <anpham> <chromium> [folder for pictures]
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

// Ends a run that would hang: longer than the slowest machine takes.
const slow = 600000;
const [given, browserPath, pictures] = process.argv.slice(2);
// It runs in another folder.
const program = resolve(given);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const root = mkdtempSync(join(tmpdir(), "anpham-browser-"));
const run = (...args) => {
  const done = spawnSync(program, args, { cwd: root, encoding: "utf8" });
  assert.equal(done.status, 0, done.stdout + done.stderr);
};
run("new", "campaign", ".");
run("new", "audience", "thanh-nien", "--name", "Thanh niên");
const piece = "content/kh-116/nong-dan/to-roi.md";
const disk = (path) => readFileSync(join(root, path), "utf8");
mkdirSync(join(root, "content/kh-116/thanh-nien"));
writeFileSync(join(root, "content/kh-116/thanh-nien/to-roi.md"), disk(piece).replace("hàng nhà mình", "hàng quê mình"));
run("new", "piece", "kh-116/nong-dan/noi-chuyen", "--format", "slides");
writeFileSync(join(root, "anpham.toml"), disk("anpham.toml") + '\n[profiles.den]\nkind = "print"\ninks = ["black"]\n');

const server = spawn(program, ["serve", "--port", "0", "--json", "--lang", "vi"], { cwd: root });
const link = await new Promise((resolve, reject) => {
  let text = "";
  server.stdout.on("data", (data) => { text += data; if (text.includes("}")) resolve(JSON.parse(text).link); });
  server.on("exit", () => reject(new Error("the server ended: " + text)));
});
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
const errors = [];
async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 860 }, locale: "vi-VN", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(slow);
  // Refusals that a test provokes are no errors of the page.
  page.on("console", (m) => { if (m.type() === "error" && !/status of 4\d\d/.test(m.text())) errors.push(m.text()); });
  page.on("pageerror", (e) => errors.push(e.message));
  await page.goto(link + path.replace(/^\//, ""));
  return page;
}
const leaflet = "/piece?id=screen/kh-116/nong-dan/to-roi.leaflet.pdf";
const sheets = (page) => page.locator("figure.sheet img");
const sources = (page) => sheets(page).evaluateAll((all) => all.map((img) => img.src));
async function changed(page, before) {
  await page.waitForFunction((old) => { const now = [...document.querySelectorAll("figure.sheet img")].map((i) => i.src); return now.length && now[0] !== old; }, before[0], { timeout: slow });
  return sources(page);
}
async function accessible(page, name) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }));
  const serious = found.violations.filter((v) => ["serious", "critical"].includes(v.impact));
  assert.deepEqual(serious.map((v) => `${name}: ${v.id} ${v.nodes.map((n) => n.target).join(" ; ")}`), []);
}
async function shoot(page, name) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, name + ".png") });
}
const editor = (page) => page.locator(".cm-content");
/** Puts the cursor behind a text of the editor and types. */
async function typeAfter(page, text, more) {
  const line = page.locator(".cm-line", { hasText: text }).first();
  await line.click();
  await page.keyboard.press("End");
  await page.keyboard.type(more);
}
const original = disk(piece);
const restore = () => writeFileSync(join(root, piece), original);

const tests = {
  async "the wall is searched without accents, and a card opens its pages"() {
    const page = await open("/");
    await page.locator(".card").first().waitFor();
    const all = await page.locator(".card").count();
    await page.fill("#search", "dat ten bieu ngu");
    await page.waitForFunction((n) => document.querySelectorAll(".card").length < n, all);
    assert.match(await page.locator(".card").first().innerText(), /biểu ngữ/i);
    await page.fill("#search", "khongcogi");
    await page.getByText("Không có ấn phẩm nào khớp.").waitFor();
    await page.fill("#search", "to roi");
    await page.locator(".card img").first().evaluate((img) => img.decode());
    await accessible(page, "wall");
    await shoot(page, "wall");
    await page.locator('.card[data-id$="nong-dan/to-roi.leaflet.pdf"]').click();
    await sheets(page).nth(1).waitFor();
    assert.equal(await sheets(page).count(), 2);
    await accessible(page, "piece");
    await shoot(page, "piece");
    await page.goBack();
    await page.locator(".card").first().waitFor();
  },
  async "what is typed is seen and saved by itself"() {
    const page = await open(leaflet + "&edit=1");
    await sheets(page).first().waitFor();
    await editor(page).waitFor();
    const before = await sources(page);
    await typeAfter(page, "Đặt tên cho", " những");
    await changed(page, before);
    await page.waitForFunction(() => document.querySelector("#saved").textContent === "Đã lưu", null, { timeout: slow });
    assert.match(disk(piece), /Đặt tên cho những/);
    // Undo survives what came back from the disk.
    await editor(page).focus();
    for (let n = 0; n < 3; n++) await page.keyboard.press("Control+z");
    await page.waitForFunction(() => !document.querySelector(".cm-content").textContent.includes("cho những"));
    await accessible(page, "editor");
    await shoot(page, "editor");
    await page.waitForFunction(() => document.querySelector("#saved").textContent === "Đã lưu", null, { timeout: slow });
    restore();
  },
  async "plates of a print file are switched on and off, and a press of one ink shows that ink"() {
    const page = await open(leaflet.replace("screen/", "print/"));
    await sheets(page).nth(1).waitFor();
    const before = await sources(page);
    assert.match(before[0], /\/page\//);
    await page.locator("#plates summary").click();
    const plates = page.locator("#plates label");
    await plates.nth(4).waitFor();
    assert.deepEqual((await plates.allInnerTexts()).map((text) => text.trim()), ["Cyan", "Magenta", "Yellow", "Black", "Tổng mực"]);
    const all = await sources(page);
    await page.locator("#plates input").first().click();
    const some = await changed(page, all);
    assert.doesNotMatch(decodeURIComponent(some[0]), /Cyan/);
    await sheets(page).first().evaluate((img) => img.decode());
    await accessible(page, "plates");
    await shoot(page, "plates");
    await page.locator("#plates summary").click();
    await page.waitForFunction(() => document.querySelector("figure.sheet img").src.includes("/page/"), null, { timeout: slow });
    // Nothing has to be opened to see what the one ink makes of the page.
    await page.getByRole("button", { name: "den", exact: true }).click();
    await page.waitForFunction(() => document.querySelector("figure.sheet img")?.src.includes("/plates"), null, { timeout: slow });
    await sheets(page).first().evaluate((img) => img.decode());
    await page.locator("#plates summary").click();
    await plates.nth(1).waitFor();
    assert.deepEqual((await plates.allInnerTexts()).map((text) => text.trim()), ["Black", "Tổng mực"]);
    await page.locator("#plates summary").click();
    assert.match((await sources(page))[0], /\/plates/);
  },
  async "a mistake stands over the pages, at its line, and goes when it is mended"() {
    const page = await open(leaflet + "&edit=1");
    await sheets(page).first().waitFor();
    await editor(page).waitFor();
    await typeAfter(page, "Đặt tên cho", ' {{ fact(id="khong-co") }}<img src=x>');
    await page.locator(".found li.error").first().waitFor();
    assert.match(await page.locator(".found li.error").first().innerText(), /khong-co/);
    assert.equal(await page.locator(".found img").count(), 0, "an error is text");
    assert.equal(await sheets(page).count(), 2, "the old pages stay");
    await page.locator(".cm-lintRange-error, .cm-lintPoint-error").first().waitFor();
    await shoot(page, "mistake");
    await page.waitForFunction(() => document.querySelector("#saved").textContent === "Đã lưu", null, { timeout: slow });
    restore();
    await page.locator(".found").waitFor({ state: "detached", timeout: slow });
  },
  async "a click on the page leads to the line, and the cursor back to the page"() {
    const page = await open(leaflet + "&edit=1");
    await sheets(page).first().waitFor();
    await editor(page).waitFor();
    const box = await page.locator("figure.sheet").first().boundingBox();
    // The title stands on the upper field.
    await page.mouse.click(box.x + box.width * .3, box.y + box.height * .2);
    await page.waitForFunction(() => /Đặt tên|hàng nhà/.test(document.querySelector(".cm-activeLine")?.textContent ?? ""));
    await page.locator(".cm-line", { hasText: "hàng nhà mình" }).first().click();
    await page.locator("figure.sheet .here").first().waitFor({ state: "attached" });
  },
  async "two writers: nothing is overwritten unseen"() {
    const page = await open(leaflet + "&edit=1");
    await sheets(page).first().waitFor();
    await editor(page).waitFor();
    await page.locator('.desk input[type="checkbox"]').uncheck();
    await typeAfter(page, "Đặt tên cho", " mình");
    await page.waitForFunction(() => document.querySelector("#saved").textContent === "Chưa lưu");
    writeFileSync(join(root, piece), original.replace("hàng nhà mình", "hàng của người khác"));
    await page.waitForTimeout(400);
    await page.keyboard.press("Control+s");
    await page.locator("dialog.conflict").waitFor();
    await accessible(page, "conflict");
    await shoot(page, "conflict");
    assert.match(disk(piece), /hàng của người khác/);
    await page.click("#mine");
    await page.waitForFunction(() => document.querySelector("#saved").textContent === "Đã lưu", null, { timeout: slow });
    assert.match(disk(piece), /Đặt tên cho mình/);
    await page.locator('.desk input[type="checkbox"]').check();
    restore();
  },
  async "two readers are compared"() {
    const page = await open(leaflet);
    await sheets(page).first().waitFor();
    await page.locator("label.field", { hasText: "So với" }).locator("select").selectOption({ label: "Thanh niên" });
    await page.locator("#differ").waitFor();
    assert.match(await page.locator("#differ").innerText(), /[1-9]\d* chữ khác nhau/);
    await page.locator("rect.differ").first().waitFor({ state: "attached" });
    assert.equal(await sheets(page).count(), 4);
    await accessible(page, "compare");
    await shoot(page, "compare");
  },
  async "a new piece is made from lists and seen"() {
    const page = await open("/");
    await page.click("#new");
    await page.selectOption('dialog select[name="format"]', "leaflet");
    await page.fill('dialog input[name="title"]', "Chuyện mới ở xã");
    assert.equal(await page.inputValue('dialog input[name="name"]'), "chuyen-moi-o-xa");
    await accessible(page, "new piece");
    const begun = Date.now();
    await page.locator("dialog button.main").click();
    await sheets(page).first().waitFor();
    console.log(`   a page after ${Date.now() - begun} ms`);
    await editor(page).waitFor();
    assert.match(await editor(page).innerText(), /Chuyện mới ở xã/);
    // The same name again is told in the dialog.
    await page.goto(link);
    await page.click("#new");
    await page.selectOption('dialog select[name="format"]', "leaflet");
    await page.fill('dialog input[name="title"]', "Chuyện mới ở xã");
    await page.locator("dialog button.main").click();
    await page.locator("dialog .found li").waitFor();
  },
  async "a figure is changed once and follows everywhere"() {
    const page = await open(leaflet);
    await sheets(page).first().waitFor();
    const before = await sources(page);
    const facts = await open("/facts");
    await facts.locator("td.figure").first().waitFor();
    await accessible(facts, "facts");
    await shoot(facts, "facts");
    await facts.getByText("Sửa con số").first().click();
    await editor(facts).waitFor();
    const path = "content/kh-116/directive.toml";
    const text = disk(path);
    writeFileSync(join(root, path), text.replaceAll('shown = "60"', 'shown = "gần 60"').replaceAll('shown = "100"', 'shown = "gần 100"'));
    await changed(page, before);
    // The open text followed too, since nothing was typed into it.
    await facts.waitForFunction(() => document.querySelector(".cm-content").textContent.includes('"gần 60"'));
    writeFileSync(join(root, path), text);
    await page.waitForFunction((old) => document.querySelector("figure.sheet img").src === old, before[0], { timeout: slow });
  },
  async "problems lead to their place"() {
    writeFileSync(join(root, piece), original.replace("formats: [leaflet", "formats: [leaflte"));
    const page = await open("/problems");
    await page.locator(".found li.error").first().waitFor();
    await accessible(page, "problems");
    await page.locator(".found li.error a.where").first().click();
    await page.waitForFunction(() => /leaflte/.test(document.querySelector(".cm-activeLine")?.textContent ?? ""));
    restore();
  },
  async "slides are presented with their notes"() {
    const page = await open("/present?id=screen/kh-116/nong-dan/noi-chuyen.slides.pdf");
    await page.locator(".stage .now img").waitFor();
    const first = await page.locator(".stage .now img").getAttribute("src");
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction((old) => document.querySelector(".stage .now img").getAttribute("src") !== old, first);
    await page.locator(".stage .notes img").waitFor();
    await accessible(page, "presenter");
    await shoot(page, "presenter");
  },
  async "a phone shows everything in its width"() {
    for (const path of ["/", leaflet, leaflet + "&edit=1", "/facts", "/problems"]) {
      const page = await open(path, { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
      await page.locator(".card, figure.sheet, td.figure, #fine, .found").first().waitFor();
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 1, `${path} is ${over} px too wide`);
      await accessible(page, "phone " + path);
      await shoot(page, "phone" + path.replace(/\W+/g, "-").slice(0, 40) + (path.includes("edit") ? "-edit" : ""));
      await page.context().close();
    }
  },
  async "the dark look is as readable"() {
    for (const path of ["/", leaflet + "&edit=1", "/facts"]) {
      const page = await open(path, { colorScheme: "dark" });
      await page.locator(".card, figure.sheet, td.figure").first().waitFor();
      if (path.includes("edit")) await editor(page).waitFor();
      await accessible(page, "dark " + path);
      await shoot(page, "dark" + path.replace(/\W+/g, "-").slice(0, 20));
      await page.context().close();
    }
  },
  async "keys alone are enough"() {
    const page = await open("/");
    await page.locator(".card").first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("to roi nong dan");
    for (let n = 0; n < 30; n++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement?.classList.contains("card"))) break;
    }
    await page.keyboard.press("Enter");
    await sheets(page).first().waitFor();
    await page.keyboard.press("e");
    await editor(page).waitFor();
    await editor(page).focus();
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => !document.activeElement.closest(".cm-content")), "out of the editor with Tab");
    await page.keyboard.press("e");
  },
  async "the other language is a press away"() {
    const page = await open("/");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("link", { name: "Publications" }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
    await page.reload();
    await page.getByRole("link", { name: "Problems" }).waitFor();
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  errors.length = 0;
  restore();
  try {
    await test();
    assert.deepEqual(errors, [], "the page's own errors");
    console.log(`ok   ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${name}\n${error.stack}`);
  }
  await Promise.all(browser.contexts().map((context) => context.close()));
}
await browser.close();
server.kill();
rmSync(root, { recursive: true, force: true });
console.log(`${Object.keys(tests).length - failed} of ${Object.keys(tests).length} passed`);
process.exit(failed ? 1 : 0);
