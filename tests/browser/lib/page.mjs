// The one way to the built page: serves dist/ from a sub-path, opens it in Chromium and writes down whatever it
// should not have done. A test asks `check.clean()` at its end. It never changes the page under test.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { DIST, serve } from "../../../scripts/serve.mjs";

/** Three widths that the page is designed for, and the narrowest that it must reflow to. */
export const VIEWPORTS = {
  wide: { width: 1440, height: 900 },
  medium: { width: 900, height: 1100 },
  phone: { width: 390, height: 844 },
  narrow: { width: 320, height: 640 },
};
export const THEMES = ["light", "dark"];
export const LANGUAGES = ["en", "zh-CN"];

/** How many times slower than this machine the page runs: `NINES_SLOWER=6 make test` finds what hangs on being quick. */
const SLOWER = Number(process.env.NINES_SLOWER ?? 1);

/** Longer than this nothing is waited for; it bounds a failing test and measures nothing. */
const PATIENCE_MS = 10_000 * SLOWER;

/** A sub-path, because dist/ must work from any. */
const BASE = "/some/where/";

const findChromium = () =>
  process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

/** The page and a browser: `{ url, open, close }`. One for each test file. */
export async function start() {
  assert.ok(existsSync(join(DIST, "index.html")), "there is no dist/ yet: run `make build` first");
  const server = await serve({ base: BASE });
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return {
    url: server.url,
    browser,
    open: (options) => open(browser, server.url, options),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/**
 * Opens the page in a fresh profile (or in the given `context`, so that storage is kept).
 * Resolves to `{ page, context, check, close }` once the page has drawn its first view.
 */
async function open(browser, url, options = {}) {
  const { locale = "en-US", theme = "light", viewport = VIEWPORTS.wide, hash = "", touch = false, before } = options;
  const context =
    options.context ?? (await browser.newContext({ locale, colorScheme: theme, viewport, hasTouch: touch, serviceWorkers: "block" }));
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const check = await watch(page, url);
  if (SLOWER > 1) await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  if (before) await before(page); // for example page.addInitScript, to make storage throw
  await page.goto(url + hash, { waitUntil: "load" });
  await page.waitForSelector("#app main");
  check.loaded();
  return { page, context, check, close: () => (options.context ? page.close() : context.close()) };
}

/** Writes down console errors and warnings, uncaught errors, violations of the policy, and requests. */
async function watch(page, url) {
  const seen = { console: [], errors: [], violations: [], failed: [], late: [], foreign: [] };
  let loaded = false;
  // The worker starts with the first heavy question: its loader, then the page's own program once more.
  let hasWorker = false;
  const isWorker = (address) => {
    hasWorker ||= address.startsWith(`${url}worker_loader.js?`);
    return hasWorker && /\/(worker_loader\.js\?.*|nines-[0-9a-f]+(\.js|_bg\.wasm))$/.test(address);
  };

  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) seen.console.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("requestfailed", (request) => seen.failed.push(`${request.url()} ${request.failure()?.errorText}`));
  page.on("response", (response) => {
    if (response.status() >= 400) seen.failed.push(`${response.url()} ${response.status()}`);
  });
  page.on("request", (request) => {
    const address = request.url();
    if (/^(data|blob):/.test(address)) return;
    // Asked of every request: the worker's loader may come before the page counts as loaded, the rest of it after.
    const isOfWorker = isWorker(address);
    if (!address.startsWith(url)) seen.foreign.push(address);
    else if (loaded && !isOfWorker) seen.late.push(address);
  });
  await page.exposeFunction("__violation", (text) => seen.violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      globalThis.__violation(`${event.effectiveDirective} refused ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`);
    });
  });

  return {
    seen,
    /** From here on a request counts as late. Called again after a reload of the test's own. */
    loaded: () => (loaded = true),
    /** Before a reload of the test's own: requests are expected again. */
    loading: () => (loaded = false),
    /** Nothing was said, refused or asked for since the page was opened. */
    clean: async () => {
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      for (const [what, list] of Object.entries(seen)) assert.deepEqual(list, [], `${what} should be empty`);
    },
  };
}
