// The pages of residents as people see them who see otherwise: in forced colours, with letters twice as large, as chosen
// under 表示. And what a first visit costs.

import { CALL, press } from '../acts.mjs';

export const name = 'seeing';

const PAGES = {
  home: '/',
  call: CALL,
  list: `${CALL}/opinions`,
  theme: `${CALL}/themes/infrastructure_safety`,
  results: `${CALL}/results`,
  write: `${CALL}/write`,
  status: '/status',
  operation: '/operation',
  privacy: '/privacy',
  licences: '/licences',
};
const MOST_BYTES = 60 * 1024;

export async function run(h) {
  await forced(h);
  await twice(h);
  await chosen(h);
  for (const where of Object.values(PAGES)) await costs(h, where);
}

/** Colours of the reader's own. */
async function forced(h) {
  const page = await h.open({ forcedColors: 'active' });
  for (const [name, where] of Object.entries(PAGES)) await h.visit(where, `${name}-forced`, { page });
}

/** Letters of 200 % and nothing else larger (WCAG 1.4.4), as a browser's own setting makes them. */
async function twice(h) {
  const page = await h.open({ bypassCSP: true, script: true });
  for (const [name, where] of Object.entries(PAGES)) {
    await page.goto(h.url(where));
    await page.addStyleTag({ content: 'html { font-size: 200%; }' });
    await h.check(page, `${name}-twice`);
  }
}

/** 表示: the size stays on every page, readings can be taken away, and the place is kept. */
async function chosen(h) {
  const page = await h.open();
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  const opens = () => page.locator('header .menu summary').nth(1).click();
  await page.goto(h.url(`${CALL}/opinions?order=quiet`));
  const [usual, address] = [await size(), page.url()];
  await opens();
  await h.check(page, 'display-menu');
  await press(page.locator('header button[value="larger"]'));
  h.equal([page.url(), (await size()) / usual], [address, 1.5], 'letters are half as large again, on the same page');
  await h.check(page, 'list-larger');
  await opens();
  await press(page.locator('header .menu form a'));
  h.equal(page.url(), h.url(`${CALL}/opinions?order=quiet`, 'ja-simple'), 'readings are a link away, on the same page');
  h.equal((await size()) / usual, 1.5, 'where letters are as large');
  const reading = page.locator('main h1 rt').first();
  h.ok(await reading.isVisible(), 'a reading stands above its kanji');
  await opens();
  await h.check(page, 'display-menu-simple');
  await press(page.locator('header button[value="off"]'));
  h.ok(!(await reading.isVisible()), 'and can be taken away');
  await h.check(page, 'list-plain');
}

/** A first visit with a script: bytes as they come, to whom, and whether anything moves when it is there. */
async function costs(h, where) {
  const page = await h.open({ script: true });
  const came = [];
  page.on('requestfinished', (request) => came.push(request));
  await page.goto(h.url(where), { waitUntil: 'networkidle' });
  const sizes = await Promise.all(came.map((request) => request.sizes()));
  const bytes = sizes.reduce((sum, size) => sum + size.responseBodySize + size.responseHeadersSize, 0);
  h.ok(bytes > 0 && bytes <= MOST_BYTES, `${where} costs ${bytes} bytes at a first visit, at most ${MOST_BYTES}`);
  const foreign = came.map((request) => request.url()).filter((url) => !url.startsWith(h.base));
  h.equal(foreign, [], `${where} asks nobody else`);
  const moved = await page.evaluate(
    () =>
      new Promise((done) => {
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value))).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum))));
      }),
  );
  // Browsers call a tenth good; a page that arrives in pieces may move by less than anybody sees.
  h.ok(moved < 0.01, `${where} stays where it is (moved by ${moved})`);
  await page.context().close();
}
