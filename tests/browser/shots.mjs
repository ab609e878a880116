// Pictures of the page for people to look at: every state below, at three widths, in two themes and two languages.
// One state only: SHOTS=first make shots. To add a picture, add a row to lib/states.mjs.
import { mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { LANGUAGES, THEMES, VIEWPORTS, start } from "./lib/page.mjs";
import { STATES } from "./lib/states.mjs";

const folder = fileURLToPath(new URL("../../shots/", import.meta.url));
const wanted = STATES.filter(({ name }) => !process.env.SHOTS || name === process.env.SHOTS);
if (!wanted.length) throw new Error(`There is no state "${process.env.SHOTS}"; there are ${STATES.map(({ name }) => name).join(", ")}`);
if (!process.env.SHOTS) await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });

const site = await start();
let count = 0;
try {
  for (const { name, steps } of wanted) {
    for (const width of ["wide", "medium", "phone"]) {
      for (const theme of THEMES) {
        for (const locale of LANGUAGES) {
          const viewport = VIEWPORTS[width];
          const { page, check, close } = await site.open({ locale, theme, viewport, touch: width === "phone" });
          await steps(page);
          await check.clean();
          await page.screenshot({ path: `${folder}${name}-${viewport.width}-${theme}-${locale}.png`, animations: "disabled" });
          count += 1;
          await close();
        }
      }
    }
  }
} finally {
  await site.close();
}
console.log(`\n${count} pictures in shots/`);
