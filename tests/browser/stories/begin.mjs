// A city's first day: from the link that an empty site prints over the first administrator to a consultation that
// people find.

import { button, link, press, send } from '../acts.mjs';

export const name = 'begin';
/** An empty site of its own. */
export const command = 'serve';

const ME = { login: 'miyake', name: '三宅ひかる', password: '竹田城から雲海を見た秋の朝でした' };
const SLUG = 'library';
const TITLE = '図書館のこれから ご意見募集';
const HERE = `/staff/consultations/${SLUG}`;

export async function run(h) {
  await isEmpty(h);
  const page = await h.open();
  await setsUp(h, page);
  await hasNothing(h, page);
  await introduces(h, page);
  await asks(h, page);
  await isFound(h);
}

/** Today in Japan, or so many days later. */
function day(later) {
  return new Date(Date.now() + (9 + later * 24) * 3_600_000).toISOString().slice(0, 10);
}

/** Fills in several controls by their ids. */
async function fill(page, values) {
  for (const [id, value] of Object.entries(values)) await page.locator(`#${id}`).fill(value);
}

/** Before anybody has done anything. */
async function isEmpty(h) {
  const page = await h.visit('/', 'empty-home');
  h.ok(await page.getByText('いま募集しているものはありません。').isVisible(), 'an empty site says so');
  await h.visit('/', 'empty-home-en', { page, language: 'en' });
  await h.visit('/guideline', 'empty-guideline', { page });
  await h.visit('/privacy', 'empty-privacy', { page });
}

/** The first administrator. Ends signed in. */
async function setsUp(h, page) {
  h.ok(h.setUp?.startsWith(`${h.base}/staff/set-up/`), 'the program prints a link');
  const where = new URL(h.setUp).pathname;
  await h.visit(where, 'set-up-en', { page, language: 'en' });
  await h.visit(where, 'set-up', { page });
  await fill(page, { login: '三宅', name: ME.name, password: 'short', again: 'shorter' });
  h.equal(await press(button(page, 'このパスワードに決める')), 422, 'a bad name and a short password are refused');
  h.equal(await page.locator('#name').inputValue(), ME.name, 'what was right stays');
  await h.check(page, 'set-up-422');
  await fill(page, { login: ME.login, password: ME.password, again: ME.password });
  h.equal(await press(button(page, 'このパスワードに決める')), 200, 'the link still works');
  h.ok(await page.getByText('最初の管理者を登録しました').isVisible(), 'and the first administrator is there');
  await h.check(page, 'set-up-done');
  await fill(page, { login: ME.login, password: ME.password });
  await press(button(page, 'サインインする'));
  h.ok(page.url().endsWith('/staff/site'), 'whose work begins with the city');
  await h.visit(where, 'set-up-gone', { status: 404 });
}

/** The pages of the work, with nothing in them. */
async function hasNothing(h, page) {
  for (const [where, name] of [
    ['/staff/site', 'empty-site'],
    ['/staff/queue', 'empty-queue'],
    ['/staff/board', 'empty-board'],
    ['/staff/opinions', 'empty-opinions'],
    ['/staff/exports', 'empty-exports'],
    ['/staff/consultations', 'empty-calls'],
  ]) {
    await h.visit(where, name, { page });
  }
  await h.visit('/staff/board', 'empty-board-en', { page, language: 'en' });
}

async function introduces(h, page) {
  await page.goto(h.url('/staff/site'));
  await fill(page, { city_ja: '養父市', office_ja: '社会教育課', phone_ja: '079-000-0000' });
  h.equal(await press(button(page, '市の情報を保存する')), 200, 'the city introduces itself');
  h.ok(await page.getByRole('status').getByText('保存しました').isVisible(), 'and that is kept');
  await h.check(page, 'begin-site');
}

/** A consultation from nothing to public. */
async function asks(h, page) {
  await page.goto(h.url('/staff/board'));
  await press(link(page, '意見募集をつくる'));
  await press(link(page, '意見募集をつくる'));
  await fill(page, { title: TITLE, slug: SLUG, opens_on: day(-1), closes_on: day(40) });
  h.equal(await press(button(page, '下書きをつくる')), 200, 'a draft');
  await page.goto(h.url(`${HERE}/texts/ja`));
  await fill(page, { question: '図書館で、どんな時間を過ごしたいですか。', purpose: '図書館の計画をつくるためだけに使います。' });
  await press(button(page, '保存する'));
  await page.goto(h.url(`${HERE}/themes`));
  await page.locator('section.panel input[name="name"]').fill('席と部屋');
  await press(button(page, 'このテーマを足す'));
  await page.goto(h.url(HERE));
  await h.check(page, 'begin-draft');
  h.equal(await press(button(page, 'この内容で公開する')), 200, 'is public');
  await h.check(page, 'begin-listed');
}

/** Somebody comes by, finds it and writes. */
async function isFound(h) {
  const page = await h.visit('/', 'begin-home');
  await press(link(page, TITLE));
  await h.check(page, 'begin-consultation');
  await press(link(page, 'ご意見を書く').first());
  await page.getByRole('radio', { name: '席と部屋' }).check();
  await page.locator('#body').fill('静かな席と、話してもよい席の両方がほしいです。');
  h.ok(/^R\d+-0001-\d$/.test((await send(page)).number), 'and sends the first opinion');
}
