// The states that the page is looked at in: for pictures, for layout, for accessibility. Each is reached as a person
// would reach it, at any width and in either language, so words are not used to find the way.
import { clearBoard, settled } from "./person.mjs";

/** The first example's database and the page's buttons, whatever they are called. */
const select = async (page, id) => {
  await page.locator(`#canvas [data-item="${id}"]`).focus();
  await page.keyboard.press("Enter");
};
const pageButton = (page, place) => page.locator(".header__page > button").nth(place).click();
const example = async (page, place) => {
  await pageButton(page, 0);
  await page.locator(".examples__card button").nth(place).click();
};

export const STATES = [
  { name: "first", steps: async () => {} },
  {
    name: "inspector",
    steps: async (page) => {
      await select(page, "c4");
      await page.locator(".inspector canvas").first().scrollIntoViewIfNeeded();
    },
  },
  { name: "goal", steps: (page) => page.locator("#tab-goal").click() },
  {
    name: "front",
    steps: async (page) => {
      if (await page.locator('[data-section="front"]').isHidden()) await page.locator("#tab-choose").click();
      await page.locator('[data-section="front"] > summary').click();
      await page.locator("[data-front]").waitFor({ timeout: 60_000 });
    },
  },
  { name: "breaks", steps: (page) => page.locator("#tab-breaks").click() },
  { name: "outline", steps: (page) => page.locator("#tab-outline").click() },
  { name: "gallery", steps: (page) => pageButton(page, 0) },
  { name: "share", steps: (page) => pageButton(page, 1) },
  {
    name: "whatif",
    steps: async (page) => {
      await page.locator('#canvas [data-item="c4"]').focus();
      await page.keyboard.press("f");
    },
  },
  { name: "applied", steps: (page) => page.locator("[data-apply]").first().click() },
  { name: "empty", steps: clearBoard },
  { name: "patroni", steps: (page) => example(page, 4) },
  { name: "centres", steps: (page) => example(page, 9) },
  { name: "city", steps: (page) => example(page, 7) },
  {
    name: "mission",
    steps: async (page) => {
      await page.locator("#tab-inspector").click();
      await page.locator('[data-section="mission"] > summary').click();
      await page.locator("[data-mission] .chart").last().scrollIntoViewIfNeeded();
    },
  },
].map(({ name, steps }) => ({ name, steps: async (page) => (await steps(page), settled(page)) }));

/** One of the states. */
export const state = (name) => STATES.find((state) => state.name === name);

/** At the full size the whole list; at the small one half of it, another half for each state in turn. */
export const turns = (list, place) => (process.env.NINES_SIZE === "full" ? list : list.filter((_, index) => (index + place) % 2 === 0));

/**
 * At the full size every state in every one of the `manners` (width, language, theme…); at the small one a part in which
 * every state meets each choice, and the choices each other. A manner is a list of choices by their places.
 */
export function matrix(...choices) {
  const manners = choices.reduce((rows, list) => rows.flatMap((row) => list.map((choice, place) => [...row, [choice, place]])), [[]]);
  const [share, weights] = choices.length > 2 ? [4, [1, 2, 1]] : [2, [1, 1]];
  return STATES.flatMap((state, index) =>
    manners
      .filter((manner) => process.env.NINES_SIZE === "full" || (index + manner.reduce((sum, [, place], digit) => sum + place * weights[digit], 0)) % share === 0)
      .map((manner) => ({ ...state, choices: manner.map(([choice]) => choice) })),
  );
}
