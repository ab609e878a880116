// The page starts, from a sub-path, under its strict policy, and then keeps quiet.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { homedir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DIST } from "../../scripts/serve.mjs";
import { THEMES, start } from "./lib/page.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

for (const [locale, language] of [
  ["en-US", "en"],
  ["zh-CN", "zh-CN"],
  ["zh-TW", "zh-CN"],
  ["fr-FR", "en"],
]) {
  for (const theme of THEMES) {
    test(`starts and says nothing in the console: ${locale}, ${theme}`, async () => {
      const { page, check, close } = await site.open({ locale, theme });
      assert.equal(await page.title().then((title) => title.length > 0), true);
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      assert.equal(await page.locator("#app .boot").count(), 0, "the waiting screen is gone");
      assert.equal(await page.locator("#crash[open]").count(), 0, "the crash screen is not shown");
      await check.clean();
      await close();
    });
  }
}

test("the theme that was chosen is on before the first paint", async () => {
  const { page, check, close } = await site.open({
    theme: "light",
    before: (page) => page.addInitScript(() => localStorage.setItem("nines.theme", "dark")),
  });
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), "dark");
  await check.clean();
  await close();
});

test("starts where storage is switched off", async () => {
  const { check, close } = await site.open({
    before: (page) =>
      page.addInitScript(() => {
        Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("off", "SecurityError"); } });
      }),
  });
  await check.clean();
  await close();
});

test("starts where the rest of the page comes after the program", async () => {
  // Passes everything on, but keeps the page's body back until the program has been fetched and the browser has rested.
  const whole = readFileSync(join(DIST, "index.html"), "utf8");
  const cut = whole.indexOf("<svg");
  let fetched;
  const hasProgram = new Promise((done) => (fetched = done));
  const slow = createServer(async (request, response) => {
    if (request.url === "/") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).write(whole.slice(0, cut));
      await hasProgram;
      return response.end(whole.slice(cut));
    }
    const answer = await fetch(new URL(`.${request.url}`, site.url));
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise((done) => slow.listen(0, "127.0.0.1", done));
  const context = await site.browser.newContext();
  try {
    const page = await context.newPage();
    const program = page.waitForEvent("requestfinished", (request) => request.url().endsWith(".wasm"));
    await page.goto(`http://127.0.0.1:${slow.address().port}/`, { waitUntil: "commit" });
    // A program that does not wait for the page's body starts within this time, finds no place and dies.
    await Promise.race([program.catch(() => undefined), page.waitForTimeout(3_000)]);
    await page.waitForTimeout(1_000);
    fetched();
    await page.waitForSelector("#app main");
  } finally {
    await context.close();
    slow.closeAllConnections();
    slow.close();
  }
});

test("a page that cannot load its program says so", async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto(site.url);
  await page.waitForSelector("#unstarted:not([hidden])");
  await context.close();
});

test("the policy refuses what it must", async () => {
  const { page, check, close } = await site.open();
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'inline'";
    document.body.append(script);
    const shape = document.createElement("p");
    shape.setAttribute("style", "color: red");
    document.body.append(shape);
  });
  await assert.rejects(check.clean(), "the watch sees a violation");
  assert.deepEqual(
    check.seen.violations.map((text) => text.split(" ")[0]).sort(),
    ["script-src-elem", "style-src-attr"],
  );
  await close();
});

test("every icon that the page uses is in the page", async () => {
  const { page, close } = await site.open();
  const missing = await page.evaluate(() =>
    [...document.querySelectorAll("use")].map((use) => use.getAttribute("href")).filter((href) => !document.querySelector(href)),
  );
  assert.deepEqual(missing, []);
  assert.ok((await page.locator("symbol[id^=icon-]").count()) > 30);
  await close();
});

test("the notice names what the page is made of", () => {
  const notice = readFileSync(join(DIST, "third-party.txt"), "utf8");
  for (const name of ["yew", "wasm-bindgen", "plotters", "Lucide", "Rust standard library"]) assert.match(notice, new RegExp(`\\b${name}\\b`));
});

test("the page carries no debugging names, and no path of the machine that built it", () => {
  const modules = readdirSync(DIST).filter((name) => name.endsWith(".wasm"));
  assert.notEqual(modules.length, 0);
  for (const name of modules) {
    const bytes = readFileSync(join(DIST, name));
    assert.equal(WebAssembly.Module.customSections(new WebAssembly.Module(bytes), "name").length, 0);
    assert.equal(bytes.includes("src/engine/"), true, "panics name their file");
    assert.equal(bytes.includes(`${homedir()}/`), false, "the home folder");
    assert.equal(bytes.includes("/.cargo/"), false, "the crates' folder");
  }
});
