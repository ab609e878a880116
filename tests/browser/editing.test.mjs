// Copying between tabs, lists that become components, guides, the tidy layout, and the way back to the diagram.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "./lib/axe.mjs";
import { start } from "./lib/page.mjs";
import { button, clearBoard, drag, item, kept, middle, names, settled, undoAll } from "./lib/person.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const count = (page, least) =>
  page.waitForFunction((least) => document.querySelectorAll('#canvas [data-item^="c"][role="button"]').length === least, least);
const place = async (page, name) => {
  const [, x, y] = (await item(page, name).getAttribute("transform")).match(/translate\(([-\d.]+) ([-\d.]+)\)/).map(Number);
  return { x, y };
};

test("what is copied in one tab is pasted in another, and cut leaves", async () => {
  const { page, context, check, close } = await site.open();
  const other = await site.open({ context });
  await item(page, "Web on EC2").click();
  await item(page, "RDS Multi-AZ").click({ modifiers: ["Shift"] });
  await item(page, "RDS Multi-AZ").focus();
  await page.keyboard.press("Control+c");
  await other.page.bringToFront();
  await clearBoard(other.page);
  await other.page.keyboard.press("Control+v");
  await count(other.page, 2);
  assert.equal(await other.page.locator("#canvas .link__line").count(), 1, "the link between them comes along");
  assert.equal(await other.page.locator('#canvas [aria-pressed="true"]').count(), 2);
  await other.page.keyboard.press("Control+x");
  await count(other.page, 0);
  await other.page.keyboard.press("Control+z");
  await count(other.page, 2);
  await other.check.clean();
  await other.page.close();
  await check.clean();
  await close();
});

test("cut takes what has the focus, not what was selected before", async () => {
  const { page, check, close } = await site.open();
  await item(page, "RDS Multi-AZ").click();
  await item(page, "ALB").focus();
  await page.keyboard.press("Control+x");
  await item(page, "ALB").waitFor({ state: "detached" });
  assert.equal(await item(page, "RDS Multi-AZ").count(), 1);
  await check.clean();
  await close();
});

test("a pasted list becomes components, a pasted link opens, and text in a field is the field's", async () => {
  const { page, context, check, close } = await site.open();
  const paste = async (text) => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await page.keyboard.press("Control+v");
  };
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const link = await kept(page);
  await page.locator("#plan-name").focus();
  await paste("users -> web");
  assert.match(await page.locator("#plan-name").inputValue(), /users -> web/);
  await page.keyboard.press("Escape");
  await clearBoard(page);
  await page.locator("#canvas").focus();
  await paste("users -> web -> api, redis cache\napi -> orders db");
  await count(page, 5);
  assert.equal(await page.locator("#canvas .link__line").count(), 4);
  const said = await names(page);
  assert.ok(said.some((name) => /orders db.*SQL database/.test(name)) && said.some((name) => /redis cache.*Cache/.test(name)), said.join("\n"));
  // From the menu, where the browser lets the page read.
  await item(page, "api").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Paste" }).click();
  await count(page, 10);
  await paste(`https://example.org/${link}`);
  await count(page, 5);
  assert.equal(await kept(page), link);
  await check.clean();
  await close();
});

test("a drag shows the lines on which things come to lie, and lands on them", async () => {
  const { page, check, close } = await site.open();
  const [shoppers, alb] = [await middle(item(page, "Shoppers").locator(".shape__box")), await place(page, "ALB")];
  await drag(page, shoppers, { x: shoppers.x - 40, y: shoppers.y - 90 }, { hold: true });
  assert.equal(await page.locator("#canvas .guide").getAttribute("d"), "");
  await page.mouse.move(shoppers.x - 40, shoppers.y + 3, { steps: 3 });
  await page.waitForFunction(() => document.querySelector("#canvas .guide")?.getAttribute("d"));
  await page.mouse.up();
  await settled(page);
  assert.equal((await place(page, "Shoppers")).y, alb.y);
  assert.equal(await page.locator("#canvas .guide").count(), 0);
  await check.clean();
  await close();
});

test("the layout is tidied in one step, and a lost diagram is brought back", async () => {
  const { page, check, close } = await site.open();
  const plan = await kept(page);
  assert.equal(await button(page, "Bring my diagram back").count(), 0);
  const frame = await page.locator("#canvas").boundingBox();
  await page.mouse.move(frame.x + 200, frame.y + 200);
  for (let step = 0; step < 8; step += 1) await page.mouse.wheel(0, 600);
  await button(page, "Bring my diagram back").waitFor();
  await accessible(page, "a lost diagram");
  await button(page, "Bring my diagram back").click();
  await button(page, "Bring my diagram back").waitFor({ state: "detached" });
  const before = await place(page, "Shoppers");
  await item(page, "Shoppers").focus();
  await page.keyboard.press("Shift+L");
  await page.waitForFunction(() => !document.querySelector(".toolbar button").hasAttribute("aria-disabled"));
  assert.notDeepEqual(await place(page, "Shoppers"), before);
  assert.equal(await undoAll(page), 1);
  assert.equal(await kept(page), plan);
  await check.clean();
  await close();
});
