// Somebody who writes sees what others have written that is close, says 共感 to it without losing a word, and sends.

import { CALL, SCREENS, button, press } from '../acts.mjs';

export const name = 'similar';

const WORDS = '図書館をもっと遅くまで開けてほしいです。仕事の帰りに寄れません。';
const FOUND = /\d+人の方が、近いことを書いています/;

export async function run(h) {
  await withoutScript(h);
  for (const screen of Object.keys(SCREENS)) await withScript(h, screen);
  await enterGoesOn(h);
}

async function writes(page, h) {
  await page.goto(h.url(`${CALL}/write?theme=lifelong_culture`));
  await page.locator('#body').fill(WORDS);
}

async function withoutScript(h) {
  const page = await h.open();
  await page.goto(h.url(`${CALL}/write`));
  await press(button(page, '似たご意見を見る'));
  h.ok(await page.getByText('ご意見を書いてから押してください').isVisible(), 'an empty box is told so');
  await writes(page, h);
  h.equal(await press(button(page, '似たご意見を見る')), 200, 'asked before anything is sent');
  h.ok(new URL(page.url()).hash === '#similar' && (await page.locator('#similar').boundingBox()).y < 200, 'the panel is in sight');
  h.ok(await page.getByRole('heading', { name: FOUND }).isVisible(), 'it says how many people');
  h.equal(await page.locator('#body').inputValue(), WORDS, 'every word is still there');
  await h.check(page, 'similar-panel');
  const [beside] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: /^共感する/ }).first().click()]);
  await beside.waitForLoadState();
  h.ok(await beside.getByRole('button', { name: /^共感しました/ }).isVisible(), 'a press opens a page of its own');
  await beside.close();
  h.equal(await page.locator('#body').inputValue(), WORDS, 'the form stays');
  await press(button(page, '確認へ進む'));
  const fold = page.locator('details#similar');
  h.ok(await fold.getByText(FOUND).isVisible(), 'the confirmation says it once more');
  h.equal(await fold.getByRole('link').first().isVisible(), false, 'in one line');
  await fold.locator('summary').click();
  h.ok(await fold.getByRole('link').first().isVisible(), 'that opens');
  await h.check(page, 'similar-confirm');
  h.equal(await press(button(page, 'この内容で送る')), 201, 'and it is sent like any other');
}

async function withScript(h, screen) {
  const page = await h.open({ width: SCREENS[screen], script: true });
  await writes(page, h);
  await press(button(page, '似たご意見を見る'));
  const place = page.locator('.similar .empathy').first();
  await place.getByRole('button', { name: /^共感する/ }).click();
  await place.getByRole('button', { name: /^共感しました/ }).waitFor();
  h.equal(await page.locator('#body').inputValue(), WORDS, `${screen}: pressed in place, with every word kept`);
  await h.check(page, `similar-${screen}`, { widths: [SCREENS[screen]] });
  const href = await page.locator('.similar .voice-head a').first().getAttribute('href');
  await page.goto(h.url(href));
  h.ok(await page.getByRole('heading', { name: '近いご意見' }).isVisible(), 'the page of an opinion has those close to it');
  await h.check(page, `similar-opinion-${screen}`, { widths: [SCREENS[screen]] });
}

/** The button for close opinions stands before the main one. Enter in a field goes on all the same. */
async function enterGoesOn(h) {
  const page = await h.open();
  await writes(page, h);
  await page.getByText('結果をメールで').or(page.locator('details:has(#mail) summary')).first().click();
  await page.locator('#mail').press('Enter');
  await page.waitForLoadState();
  h.ok(page.url().endsWith('/confirm'), 'Enter in a field leads to the confirmation');
}
