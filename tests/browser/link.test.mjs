// The link: what it carries, what happens to a broken one, and that it never takes anything away. The file likewise.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { inflateRawSync, deflateRawSync } from "node:zlib";
import { LANGUAGES, start } from "./lib/page.mjs";
import { address, button, clearBoard, item, kept, names, notice, settled, undoAll, verdict } from "./lib/person.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

/** The figures, whatever the language: the first number of the answer, and the percentage. */
async function figures(page) {
  const { answer, target } = await verdict(page);
  const share = await page.locator("[data-verdict] .verdict__figure strong").first().innerText();
  return [answer, target].map((text) => text.match(/[\d.]+/)[0]).concat(share);
}

/** Opens the first visit and changes it: adds a cache and applies the recommendation. */
async function edited(options) {
  const opened = await site.open(options);
  await opened.page.locator(".palette__item").nth(8).click();
  await opened.page.locator("#name-field").fill("Redis 缓存 🧊");
  await opened.page.keyboard.press("Enter");
  await opened.page.locator("[data-apply]").click();
  await settled(opened.page);
  return opened;
}

/** A plan's own names, without the words of the page. */
const ownNames = async (page) => (await names(page)).map((name) => name.split(/, |，/)[0]).sort();

const crc32 = (bytes) => {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (~sum >>> 0).toString(16).padStart(8, "0");
};

/** Undoes the packing of a link, changes the JSON, packs it again as a newer version of Nines would. */
function repacked(hash, change) {
  const [version, body] = hash.replace(/^#/, "").split(/\.(.*)/s);
  const raw = Buffer.from(body.replaceAll("-", "+").replaceAll("_", "/"), "base64");
  const json = JSON.parse(inflateRawSync(raw).toString("utf8"));
  delete json.sum;
  change(json);
  const text = JSON.stringify(json).slice(0, -1);
  const packed = deflateRawSync(Buffer.from(`${text},"sum":"${crc32(Buffer.from(text))}"}`)).toString("base64");
  return `#${version}.${packed.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

test("a first visit keeps its clean address until something changes", async () => {
  const { page, check, close } = await site.open();
  assert.equal(new URL(page.url()).hash, "");
  await item(page, "ALB").click();
  await page.waitForFunction(() => document.querySelector(".inspector"));
  assert.equal(new URL(page.url()).hash, "");
  await check.clean();
  await close();
});

for (const [from, to] of [LANGUAGES, [...LANGUAGES].reverse()]) {
  test(`the link opens elsewhere with the same names and figures: ${from} to ${to}`, async () => {
    const { page, check, close } = await edited({ locale: from });
    const url = await address(page);
    assert.match(url, /#1\.[\w-]+$/);
    const elsewhere = await site.open({ locale: to, hash: new URL(url).hash });
    assert.equal(await elsewhere.page.locator("html").getAttribute("lang"), to);
    assert.deepEqual(await ownNames(elsewhere.page), await ownNames(page));
    assert.ok((await ownNames(page)).includes("Redis 缓存 🧊"));
    assert.deepEqual(await figures(elsewhere.page), await figures(page));
    assert.equal(await kept(elsewhere.page), await kept(page));
    assert.equal(await elsewhere.page.locator(".notice").count(), 0);
    await elsewhere.check.clean();
    await check.clean();
    await elsewhere.close();
    await close();
  });
}

test("Copy puts the link into the clipboard", async () => {
  const { page, context, check, close } = await edited();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const url = await address(page);
  await button(page, "Share").click();
  assert.equal(await page.locator("[data-share-link]").inputValue(), url);
  await button(page, "Copy link").click();
  assert.match(await notice(page), /Link copied/);
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), url);
  await check.clean();
  await close();
});

test("where the clipboard is denied, the link is selected to be copied by hand", async () => {
  const { page, check, close } = await site.open({
    before: (page) =>
      page.addInitScript(() => {
        navigator.clipboard.writeText = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
      }),
  });
  await button(page, "Share").click();
  await button(page, "Copy link").click();
  assert.match(await notice(page), /not available|does not allow copying/);
  const field = page.locator("[data-share-link]");
  assert.equal(await field.evaluate((field) => document.activeElement === field && field.selectionEnd - field.selectionStart === field.value.length), true);
  await check.clean();
  await close();
});

test("where there is no clipboard at all, it is the same", async () => {
  const { page, check, close } = await site.open({
    before: (page) => page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined })),
  });
  await button(page, "Share").click();
  await button(page, "Copy link").click();
  assert.match(await notice(page), /not available|does not allow copying/);
  await check.clean();
  await close();
});

/** A link that a chat program or a careless hand has spoilt, and what the page says about it. */
const SPOILT = [
  ["one character changed", (link) => link.slice(0, 90) + (link[90] === "A" ? "B" : "A") + link.slice(91), /Some characters of the link were changed|Part of the link is missing/],
  ["cut off", (link) => link.slice(0, Math.floor(link.length * 0.6)), /Part of the link is missing/],
  ["garbage", () => "#1.!!!not*a*link!!!", /Some characters of the link were changed/],
  ["no plan in it", () => "#1.AAAA", /Some characters of the link were changed|Part of the link is missing/],
  ["another version", (link) => link.replace("#1.", "#7."), /another version of Nines \(format 7\)/],
];

for (const [what, spoil, says] of SPOILT) {
  test(`a spoilt link says what is wrong and leaves the board alone: ${what}`, async () => {
    const { page, context, check, close } = await edited();
    const [url, plan, before] = [await address(page), await kept(page), await verdict(page)];
    const spoilt = spoil(new URL(url).hash);
    assert.notEqual(spoilt, plan);

    // Pasted into the address bar of the open page.
    await page.goto(site.url + spoilt);
    assert.match(await notice(page), says);
    assert.match(await notice(page), /board is untouched/);
    assert.equal(await kept(page), plan);
    assert.deepEqual(await verdict(page), before);

    // Opened in a new tab of the same browser.
    const other = await site.open({ context, hash: spoilt });
    assert.match(await notice(other.page), says);
    assert.equal(await kept(other.page), plan);
    assert.deepEqual(await verdict(other.page), before);
    await other.check.clean();
    await check.clean();
    await close();
  });
}

test("a link never takes away the plan that was kept", async () => {
  const { page, context, check, close } = await edited();
  const [mine, shown] = [await kept(page), await ownNames(page)];
  const other = await site.open();
  await clearBoard(other.page);
  await other.page.keyboard.press("s");
  const link = await kept(other.page);
  await other.close();
  await page.close();

  const { page: again, check: watched } = await site.open({ context, hash: link });
  assert.equal(await kept(again), link);
  assert.match(await notice(again), /Opened from (a|the) link.*Undo/);
  await button(again, "Share").click();
  await again.locator(".share__aside").getByRole("button", { name: "Open" }).click();
  assert.equal(await kept(again), mine);
  await undoAll(again);
  assert.equal(await kept(again), mine, "Undo brings it back, too");
  assert.deepEqual(await ownNames(again), shown);
  await watched.clean();
  await close();
  assert.ok(check);
});

test("a link pasted into the open page is one step of undo", async () => {
  const { page, check, close } = await edited();
  const mine = await kept(page);
  const other = await site.open();
  await clearBoard(other.page);
  const link = await kept(other.page);
  await other.close();
  await page.goto(site.url + link);
  await page.waitForSelector(".canvas__empty");
  assert.match(await notice(page), /Opened from (a|the) link.*Undo/);
  await button(page, "Undo").first().click();
  assert.equal(await kept(page), mine);
  await check.clean();
  await close();
});

test("what this version does not know is named", async () => {
  const { page, close } = await edited();
  const link = repacked(new URL(await address(page)).hash, (json) => (json.flavour = "vanilla"));
  await close();
  const { page: other, check, close: closeOther } = await site.open({ hash: link });
  assert.match(await notice(other), /“flavour”, which this version does not know/);
  assert.ok((await ownNames(other)).includes("Redis 缓存 🧊"));
  await check.clean();
  await closeOther();
});

test("a plan saved as a file opens as the same plan", async () => {
  const { page, check, close } = await edited();
  const [plan, before] = [await kept(page), await verdict(page)];
  await button(page, "Share").click();
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save as file…").click()]);
  assert.equal(download.suggestedFilename(), "Three-tier-web-on-EC2.nines.json");
  const path = await download.path();
  assert.match(readFileSync(path, "utf8"), /"nines": 1/);
  await page.keyboard.press("Escape");
  await clearBoard(page);
  const open = async (file) => {
    await button(page, "Share").click();
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), button(page, "Open file…").click()]);
    await chooser.setFiles(file);
  };
  await open(path);
  await page.waitForSelector(".canvas__empty", { state: "detached" });
  assert.equal(await kept(page), plan);
  assert.deepEqual(await verdict(page), before);
  assert.equal(await page.locator("dialog[open]").count(), 0);

  await open({ name: "cat.json", mimeType: "application/json", buffer: Buffer.from('{"cat": true}') });
  assert.match(await notice(page), /not a Nines plan/);
  assert.equal(await kept(page), plan);
  await check.clean();
  await close();
});
