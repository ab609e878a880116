// What if this fails: one click on a component or a zone, and the page says what still works.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./lib/page.mjs";
import { button, item, kept, middle, settled, verdict } from "./lib/person.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const bar = (page) => page.locator("[data-what-if]");
const fail = async (page, name) => {
  const { x, y } = await middle(item(page, name).locator(".fail-button__dot"));
  await page.mouse.click(x, y);
  await settled(page);
};

test("one click fails a component: what needs it is down, in glyph, word and tone", async () => {
  const { page, check, close } = await site.open();
  const [plan, before] = [await kept(page), await verdict(page)];
  assert.equal(await bar(page).count(), 0);
  await item(page, "RDS Multi-AZ").click();
  await fail(page, "RDS Multi-AZ");
  assert.match(await bar(page).innerText(), /RDS Multi-AZ/);
  assert.match(await bar(page).innerText(), /whole system (is )?down/i);
  assert.match(await item(page, "RDS Multi-AZ").getAttribute("class"), /is-failed/);
  for (const name of ["Web on EC2", "ALB", "Shoppers"]) {
    const shape = item(page, name);
    assert.match(await shape.getAttribute("class"), /is-down/);
    assert.match(await shape.getAttribute("aria-label"), /down: needs /);
    assert.match(await shape.locator(".shape__state").textContent(), /^down/);
    assert.equal(await shape.locator(".shape__state").count(), 1);
  }
  assert.doesNotMatch(await item(page, "Images in S3").getAttribute("class"), /is-down|is-failed/);
  assert.ok((await page.locator("#canvas .link.is-down").count()) > 0);
  await button(page, "Mend all").first().click();
  assert.equal(await bar(page).count(), 0);
  assert.equal(await page.locator("#canvas .is-down, #canvas .is-failed").count(), 0);
  assert.equal(await kept(page), plan, "failing by hand is no edit");
  assert.deepEqual(await verdict(page), before);
  await check.clean();
  await close();
});

test("one click fails a zone: what is spread goes on, what stands in it does not", async () => {
  const { page, check, close } = await site.open();
  await page.click("[data-apply]");
  await item(page, "Region 2").locator(".zone__label-box").click();
  await fail(page, "Region 2");
  assert.match(await bar(page).innerText(), /Region 2/);
  assert.match(await bar(page).innerText(), /whole system still works/);
  assert.match(await item(page, "Images in S3").getAttribute("aria-label"), /lost units, still up/);
  await item(page, "Region 1").locator(".zone__label-box").click();
  await fail(page, "Region 1");
  assert.match(await bar(page).innerText(), /whole system (is )?down/i);
  for (const name of ["ALB", "Images in S3"]) assert.match(await item(page, name).getAttribute("class"), /is-down/);
  await bar(page).getByRole("button", { name: /Region 2/ }).click();
  assert.doesNotMatch(await bar(page).innerText(), /Region 2/);
  await bar(page).getByRole("button", { name: "Mend all" }).click();
  assert.equal(await bar(page).count(), 0);
  await check.clean();
  await close();
});

test("by keyboard: F fails and mends what has the focus", async () => {
  const { page, check, close } = await site.open();
  await item(page, "ALB").focus();
  await page.keyboard.press("f");
  assert.match(await bar(page).innerText(), /ALB/);
  await page.keyboard.press("f");
  await settled(page);
  assert.equal(await bar(page).count(), 0);
  await page.keyboard.press("f");
  await page.keyboard.press("Shift+F");
  await settled(page);
  assert.equal(await bar(page).count(), 0);
  await check.clean();
  await close();
});

test("the inspector's button fails, too, so a drawn target is not the only way", async () => {
  const { page, check, close } = await site.open();
  await item(page, "ALB").click();
  await page.locator(".inspector").getByRole("button", { name: "Fail" }).click();
  assert.match(await bar(page).innerText(), /ALB/);
  await check.clean();
  await close();
});

test("a link is cut like anything else: what is behind it is down for its needer only", async () => {
  const { page, check, close } = await site.open();
  const link = page.locator("#canvas .link .link__reach").nth(1);
  const { x, y } = await link.evaluate((path) => {
    const half = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM());
    return { x: half.x, y: half.y };
  });
  await page.mouse.click(x, y);
  await settled(page);
  await page.locator(".inspector").getByRole("button", { name: "Fail" }).click();
  await settled(page);
  assert.match(await bar(page).innerText(), /ALB needs Web on EC2/);
  assert.equal(await page.locator("#canvas .link.is-failed .link__cut").count(), 1);
  assert.match(await item(page, "ALB").getAttribute("aria-label"), /down: needs Web on EC2/);
  assert.doesNotMatch(await item(page, "Web on EC2").getAttribute("class"), /is-down|is-failed/);
  await bar(page).getByRole("button", { name: "Mend all" }).click();
  assert.equal(await page.locator("#canvas .is-down, #canvas .is-failed").count(), 0);
  await check.clean();
  await close();
});
