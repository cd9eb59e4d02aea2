// The frame that all pages share: header, language menu, footer, on the pages that need nothing to exist.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

import { CALL, SCREENS, button, press } from '../acts.mjs';

export const name = 'frame';

const PAGES = { home: '/', status: '/status', guideline: '/guideline', privacy: '/privacy' };

export async function run(h) {
  const page = await h.open();
  for (const [name, where] of Object.entries(PAGES)) await h.visit(where, name, { page });
  // The frame has the same shape in every language: one page tells, unless all are wanted.
  for (const language of h.languages.filter((code) => code !== 'ja')) {
    // A language that is there for sending alone has the status page, and leads to the others in another one.
    const pages = h.all ? Object.entries(PAGES) : [['status', '/status']];
    for (const [name, where] of pages) await h.visit(where, `${name}-${language}`, { page, language });
  }

  await page.goto(h.url('/'));
  await page.locator('header summary').first().click();
  await h.check(page, 'home-menu');
  await escapes(h);
  await saysWhatToMend(h);
  await staysInPlace(h);
}

/** With a script Escape closes a menu; who was in it is back at what opened it. */
async function escapes(h) {
  const page = await h.open({ script: true });
  await page.goto(h.url('/'));
  for (const menu of await page.locator('header .menu').all()) {
    const summary = menu.locator('summary');
    await summary.press('Enter');
    await page.keyboard.press('Tab');
    h.ok(await menu.locator(':is(a, button)').first().evaluate((first) => first === document.activeElement), 'an open menu is next');
    await page.keyboard.press('Escape');
    h.equal(await menu.getAttribute('open'), null, 'Escape closes it');
    h.ok(await summary.evaluate((own) => own === document.activeElement), 'and leads back');
  }
}

/** What is to be mended is said in the window's title, and with a script it is where one goes on. */
async function saysWhatToMend(h) {
  const page = await h.open({ script: true });
  await page.goto(h.url('/status'));
  await press(button(page, '開く'));
  h.ok((await page.title()).startsWith('2か所、直してください：'), 'the title says it first');
  h.ok(await page.locator('#errors').evaluate((own) => own === document.activeElement), 'and whoever listens hears it');
  await h.check(page, 'errors-focused');
}

/** However slowly a page arrives, nothing that is seen moves. */
async function staysInPlace(h) {
  const slow = createServer(async ({ url }, answer) => {
    const whole = await fetch(h.base + url);
    answer.writeHead(whole.status, { 'content-type': whole.headers.get('content-type') });
    // For half a second the header is half there, and drawn.
    const [begin, ...rest] = url.includes('/static/') ? [await whole.text()] : (await whole.text()).split(/(?<=<\/details>)/);
    answer.write(begin);
    if (rest.length > 0) await pause(500);
    answer.write(rest.join(''));
    answer.end();
  }).listen(0, '127.0.0.1');
  await once(slow, 'listening');
  for (const [screen, width] of Object.entries(SCREENS)) {
    for (const where of ['/write', '/results']) {
      const page = await h.open({ width, script: true });
      await page.addInitScript(() => {
        window.moved = 0;
        new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (window.moved += value))).observe({ type: 'layout-shift', buffered: true });
      });
      await page.goto(`http://127.0.0.1:${slow.address().port}/ja-simple${CALL}${where}`);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      h.equal(await page.evaluate(() => window.moved), 0, `${screen}: nothing moves while ${where} arrives`);
    }
  }
  slow.close();
}
