// An opinion sent with nothing but a keyboard. What has the focus is seen, and comes in the order in which it is read.

import { CALL, follow, receipt } from '../acts.mjs';

export const name = 'keyboard';

const MOST_STEPS = 120;

export async function run(h) {
  const page = await h.open({ width: 1280 });
  await page.goto(h.url(CALL));
  await page.keyboard.press('Tab');
  h.ok(await isHere(page.locator('.skip')), 'the first key leads past the header');
  await page.keyboard.press('Enter');
  await goesTo(h, page, page.locator(`main a[href$="${CALL}/write"]`).first(), 'the way to the form');
  h.equal(await enters(page), 200, 'opens it');

  await goesTo(h, page, page.locator('input[name="theme"]').first(), 'the themes');
  await page.keyboard.press('Space');
  h.ok(await page.locator('input[name="theme"]').first().isChecked(), 'a theme is chosen by Space');
  await goesTo(h, page, page.locator('#body'), 'the box');
  await page.keyboard.type('歩道の段差をなくしてください。');
  await goesTo(h, page, page.locator('main form button.main'), 'the button on');
  h.equal(await enters(page), 200, 'leads to the confirmation');
  await goesTo(h, page, page.locator('main form button.main'), 'the button that sends');
  h.equal(await enters(page), 201, 'sends');
  const sent = await receipt(page);

  await page.goto(h.url('/status'));
  await goesTo(h, page, page.locator('#number'), 'the number');
  await page.keyboard.type(sent.number);
  await goesTo(h, page, page.locator('#code'), 'the code');
  await page.keyboard.type(sent.code);
  h.equal(await enters(page), 200, 'opens the status');
  await goesTo(h, page, page.locator('main button, main summary').last(), 'the last thing to do there');
  for (const where of ['/', CALL, `${CALL}/opinions`, `${CALL}/results`]) await walks(h, page, where);
}

const isHere = (control) => control.evaluate((element) => element === document.activeElement);
const enters = (page) => follow(page, () => page.keyboard.press('Enter'));

/** Steps on by Tab until it has the focus; each place on the way must be seen. */
async function goesTo(h, page, control, what) {
  const problems = [];
  let steps = 0;
  for (; steps < MOST_STEPS; steps += 1) {
    await page.keyboard.press('Tab');
    problems.push(...(await unseen(page)));
    if (await isHere(control)) break;
  }
  h.report(`${what} is reached by Tab`, steps < MOST_STEPS ? problems : [`not within ${MOST_STEPS} steps`]);
}

/** What is wrong with the place that has the focus: beyond the window, without an outline, or under something else. */
async function unseen(page) {
  return page.evaluate(() => {
    const here = document.activeElement;
    if (!here || here === document.body) return [];
    // A choice is drawn by the words around it.
    const drawn = here.closest('label') ?? here;
    const { left, top, width, height } = drawn.getBoundingClientRect();
    const named = `${here.localName} "${(here.textContent || here.name || here.id).trim().slice(0, 30)}"`;
    if (width === 0 || height === 0) return [`${named} takes no room`];
    const [x, y] = [left + Math.min(width, innerWidth) / 2, top + Math.min(height, innerHeight) / 2];
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return [`${named} is beyond the window`];
    const marked = [here, drawn].some((element) => {
      const style = getComputedStyle(element);
      return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
    });
    return marked ? [] : [`${named} has no mark of the focus`];
  });
}

/** From top to bottom: no place comes before one that stands above it in the text. */
async function walks(h, page, where) {
  await page.goto(h.url(where));
  const problems = [];
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    await page.evaluate(() => (window.before = document.activeElement));
    await page.keyboard.press('Tab');
    const [ends, follows] = await page.evaluate(() => {
      const [before, here] = [window.before, document.activeElement];
      const ends = here === document.body || here === before;
      return [ends, before === document.body || Boolean(before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING)];
    });
    if (ends) break;
    problems.push(...(await unseen(page)));
    if (!follows) problems.push('the order goes back');
  }
  h.report(`${where} is walked through in the order of its text`, problems);
}
