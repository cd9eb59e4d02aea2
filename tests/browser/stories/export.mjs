// Staff look at the numbers, narrow them down, read what is behind one, and take exactly that home as a file.

import { SCREENS, button, download, link, press, signIn } from '../acts.mjs';

export const name = 'export';

// Named in every address: another story may have made a newer one.
const CALL = 'call=2024-plan';

export async function run(h) {
  const page = await h.open();
  await signIn(h, page, h.account('staff'));
  const count = await narrows(h, page);
  await readsBehind(h, page, count);
  await takesCsv(h, page, count);
  await takesXlsx(h, page);
  await takesColumns(h, page);
  await watches(h, page);
  for (const screen of Object.keys(SCREENS)) await withScript(h, screen);
  await isRefused(h, page);
  await onlyCounts(h);
  await inEnglish(h, page);
}

const number = (text) => Number(text.replace(/\D/g, ''));
/** The first of the figures: opinions received. */
const received = async (page) => number(await page.locator('.figures b').first().textContent());

/** From all to one theme; answers how many opinions that is. */
async function narrows(h, page) {
  h.ok(page.url().endsWith('/staff/board'), 'the work of staff begins with the numbers');
  await page.goto(h.url(`/staff/board?${CALL}`));
  const all = await received(page);
  const lines = await page.locator('.balance dd').allTextContents();
  const [sum, ...states] = lines.map(number);
  h.equal([sum, states.reduce((a, b) => a + b)], [all, all], 'received is the sum of where they are now');
  await h.check(page, 'board');
  const closed = page.locator('main details:not([open]) > summary');
  while ((await closed.count()) > 0) await closed.first().click();
  await h.check(page, 'board-open');
  await page.getByLabel('テーマ', { exact: true }).selectOption('transport');
  await page.getByLabel('本文の言葉').fill('バス');
  await press(button(page, 'この条件で見る'));
  const some = await received(page);
  h.ok(some > 0 && some < all, `conditions narrow it: ${some} of ${all}`);
  h.equal(await page.locator('.conditions .tag').count(), 2, 'and are named');
  await h.check(page, 'board-filtered');
  return some;
}

async function readsBehind(h, page, count) {
  await press(page.locator('.balance dd a').first());
  h.equal(await page.locator('.voices > li').count(), count, 'behind a number are as many opinions');
  await h.check(page, 'staff-opinions');
  await page.goBack();
  await h.visit(`/staff/opinions?${CALL}`, 'staff-opinions-all', { page });
  const first = await page.locator('.voices h2').allTextContents();
  await press(link(page, '古い意見へ'));
  const second = await page.locator('.voices h2').allTextContents();
  h.equal(second.filter((receipt) => first.includes(receipt)), [], 'no opinion stands on two pages');
  await press(page.locator('.voices h2 a').first());
  h.ok(await page.locator('#original').isVisible(), 'each opens');
  await h.check(page, 'staff-opinion-reader');
  await h.visit(`/staff/board?${CALL}&q=ペンギン水族館`, 'board-none', { page });
}

async function ask(page, profile, format) {
  await page.getByRole('radio', { name: profile }).check();
  await page.getByRole('radio', { name: format }).check();
  return press(button(page, 'この内容で書き出す'));
}

/** The link to the newest file. */
const newest = (page) => page.locator('.export-rows > li').first().getByRole('link', { name: /ダウンロード/ });

/** Asks for a file and looks again until it is there. */
async function order(page, profile, format) {
  await ask(page, profile, format);
  const fetch = newest(page);
  while ((await fetch.count()) === 0) await press(link(page, 'いまの状況を見る'));
  return fetch;
}

/** Rows of a CSV file, its line breaks inside of quotes left alone. */
function rows(text) {
  const found = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    found.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') found.push([]);
    if (end === '') break;
  }
  return found.filter((row) => row.length > 1);
}

async function takesCsv(h, page, count) {
  await page.goto(h.url(`/staff/board?${CALL}`));
  await page.locator('.filter > summary').click();
  await page.getByLabel('テーマ', { exact: true }).selectOption('transport');
  await page.getByLabel('本文の言葉').fill('バス');
  await press(button(page, 'この条件で見る'));
  await press(link(page, 'この条件で書き出す'));
  await h.check(page, 'exports-new');
  const fetch = await order(page, /^庁内用/, /^CSV（Excel用/);
  await h.check(page, 'exports');
  const { name, bytes } = await download(fetch);
  h.ok(/^\d{8}_[\w-]+_意見一覧_庁内\.csv$/.test(name), `the file is called ${name}`);
  h.equal([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], 'it begins with a byte order mark, as Excel wants');
  const [head, ...body] = rows(bytes.subarray(3).toString('utf8'));
  h.equal(body.length, count, 'it has as many rows as the board counted');
  h.ok(body.every((row) => row.length === head.length), 'all of the same length');
  const text = head.indexOf('原文（現在の版）');
  h.ok(body.every((row) => /バス|ばす|ﾊﾞｽ/.test(row[text])), 'and every one of them holds the word');
}

async function takesXlsx(h, page) {
  await page.goto(h.url(`/staff/exports?${CALL}`));
  const { name, bytes } = await download(await order(page, /^公開用/, /^XLSX/));
  h.ok(/^\d{8}_[\w-]+_意見一覧_公開\.xlsx$/.test(name), `the file is called ${name}`);
  h.equal(bytes.subarray(0, 2).toString(), 'PK', 'and is a package');
}

async function takesColumns(h, page) {
  await page.goto(h.url(`/staff/exports?${CALL}`));
  await page.locator('summary', { hasText: '列を選ぶ' }).click();
  await page.getByLabel('公開用の列').fill('意見\n受付番号');
  await h.check(page, 'exports-columns');
  const { bytes } = await download(await order(page, /^公開用/, /^CSV（UTF-8/));
  h.equal(rows(bytes.toString('utf8'))[0], ['意見', '受付番号'], 'the columns that were chosen, in their order');
}

/** The page while a file is being made: some are made before one can look. */
async function watches(h, page) {
  do {
    await page.goto(h.url(`/staff/exports?${CALL}`));
    await ask(page, /^庁内用/, /^XLSX/);
  } while ((await page.locator('progress, [data-moving]').count()) === 0);
  await h.check(page, 'exports-running');
}

/** The same with a script: conditions, and a list that renews itself until the file is there. */
async function withScript(h, screen) {
  const page = await h.open({ width: SCREENS[screen], script: true });
  await signIn(h, page, h.account('staff'));
  await page.goto(h.url(`/staff/board?${CALL}`));
  await page.locator('.filter > summary').click();
  await page.getByLabel('本文の言葉').fill('バス');
  await press(button(page, 'この条件で見る'));
  const count = await received(page);
  await press(link(page, 'この条件で書き出す'));
  await ask(page, /^庁内用/, /^CSV（Excel用/);
  const fetch = newest(page);
  await fetch.waitFor();
  h.equal(await page.locator('progress, [data-moving]').count(), 0, `${screen}: the list renews itself`);
  h.ok(await newest(page).isVisible(), `${screen}: and offers the file`);
  const { bytes } = await download(fetch);
  h.equal(rows(bytes.subarray(3).toString('utf8')).length - 1, count, `${screen}: with as many rows as were counted`);
  await page.reload();
  await h.check(page, `exports-script-${screen}`, { widths: [SCREENS[screen]] });
}

/** What nobody may have is not on the way to a file. */
async function isRefused(h, page) {
  await page.goto(h.url(`/staff/exports?${CALL}&age=70`));
  h.equal(await ask(page, /^公開用/, /^CSV（Excel用/), 422, 'a public file of one age is refused');
  await h.check(page, 'exports-422');
}

async function onlyCounts(h) {
  const page = await h.open();
  await signIn(h, page, h.account('viewer'));
  await h.check(page, 'board-viewer');
  h.equal((await page.goto(h.url('/staff/exports'))).status(), 403, 'who may only look takes nothing home');
  await page.goto(h.url(`/staff/opinions?${CALL}`));
  const states = new Set(await page.locator('.voices .chip:not(.theme)').allTextContents());
  h.ok([...states].every((state) => ['公開', '一部伏せて公開'].includes(state)), 'and reads what is public');
}

async function inEnglish(h, page) {
  for (const [where, name] of [
    ['/staff/board', 'board-en'],
    ['/staff/opinions?call=2024-plan&state=pending', 'staff-opinions-en'],
    ['/staff/exports', 'exports-en'],
  ]) {
    await h.visit(where, name, { page, language: 'en' });
  }
}
