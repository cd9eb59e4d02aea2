// What came in, counted for everybody: of the demonstration, of a consultation that has only been announced, and of one
// that nobody answered and whose results are out.

import { CALL, button, link, press, signIn } from '../acts.mjs';

export const name = 'results';

const STAFF = '/staff/consultations';

export async function run(h) {
  const page = await h.open();
  await counts(h, page);
  await scrolls(h);
  await isRun(h, page);
  await isAhead(h);
}

async function counts(h, page) {
  await h.visit(CALL, 'results-call', { page });
  await press(link(page, '集計'));
  h.ok(page.url().endsWith(`${CALL}/results`), 'the results are one step from the consultation');
  await h.check(page, 'results');
  h.equal(await page.locator('.chart').count(), 2, 'themes and days are drawn');
  for (const fold of await page.getByText('表で見る').all()) await fold.click();
  const sum = async (id) => page.locator(`#${id} + table tfoot td`).last().innerText();
  const received = await page.locator('.figures b').first().innerText();
  h.equal(await sum('standing'), received, 'what came in is somewhere');
  h.equal(await page.getByText('一度だけつくります').count(), 1, 'what is only counted waits for the results');
  await h.check(page, 'results-tables');
  for (const language of ['en', 'ja-simple']) await h.visit(`${CALL}/results`, `results-${language}`, { page, language });
}

/** On a phone a wide table moves by itself, and whoever has keys alone gets to it. */
async function scrolls(h) {
  const page = await h.open({ width: 320 });
  await page.goto(h.url(`${CALL}/results`));
  const region = page.getByRole('region', { name: 'どの年代から届いたか' });
  await region.focus();
  h.ok(await region.evaluate((it) => it === document.activeElement && it.scrollWidth > it.clientWidth), 'a wide table can be reached, and moved');
  h.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), 'and the page stays where it is');
}

async function isRun(h, page) {
  await page.goto(h.url('/'));
  await press(link(page, '運用状況'));
  await h.check(page, 'operation');
  for (const language of ['en', 'ja-simple']) await h.visit('/operation', `operation-${language}`, { page, language });
}

/** One that begins later, and one that ended without a word. Ends as drafts, so that no other story meets them. */
async function isAhead(h) {
  const staff = await h.open();
  await signIn(h, staff, h.account('staff'));
  await isMade(staff, 'later', 'これからの図書館 ご意見募集', ['2024-12-01', '2024-12-31']);
  await h.visit('/consultations/later/results', 'results-scheduled');
  await h.visit('/consultations/later', 'results-call-scheduled');
  await isMade(staff, 'past', '夏のプール ご意見募集', ['2024-10-01', '2024-10-31']);
  await h.visit('/consultations/past/results', 'results-none-yet');
  await staff.goto(h.url(`${STAFF}/past/basics`));
  await staff.locator('#closes_on').fill('2024-10-20');
  h.equal(await press(button(staff, '保存する')), 200, 'it is over');
  await h.visit('/consultations/past/results', 'results-none');
  await staff.goto(h.url(`${STAFF}/past`));
  await h.check(staff, 'call-being-read');
  h.equal(await press(button(staff, '結果を公表する')), 200, 'its results are out');
  await h.check(staff, 'call-results-out');
  await h.visit('/consultations/past', 'results-call-out');
  await h.visit('/', 'results-home');
  for (const slug of ['later', 'past']) {
    await staff.goto(h.url(`${STAFF}/${slug}`));
    h.equal(await press(button(staff, '下書きに戻す')), 200, `${slug} is a draft again`);
  }
}

async function isMade(staff, slug, title, [opens, closes]) {
  await staff.goto(new URL(`${STAFF}/new`, staff.url()).href);
  const fill = async (values) => {
    for (const [id, value] of Object.entries(values)) await staff.locator(`#${id}`).fill(value);
  };
  await fill({ title, slug, opens_on: opens, closes_on: closes });
  await press(button(staff, '下書きをつくる'));
  await staff.goto(new URL(`${STAFF}/${slug}/texts/ja`, staff.url()).href);
  await fill({ question: 'どうなればいいと思いますか。', purpose: '計画をつくるためだけに使います。' });
  await press(button(staff, '保存する'));
  await staff.goto(new URL(`${STAFF}/${slug}`, staff.url()).href);
  await press(button(staff, 'この内容で公開する'));
}
