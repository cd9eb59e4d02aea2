// Staff bring opinions from elsewhere: choose a file, settle its columns, try it out, take it in, or think better of it.

import { SCREENS, button, link, press, signIn } from '../acts.mjs';

export const name = 'import';

const CALL = 'call=2024-plan';
const SHEET = [
  '番号,受付日,分野,年代,お住まい,ご意見（必須）',
  '1,令和6年10月21日,移住・定住・住まい,30,,空き家を見学できる日がほしいです。',
  '2,2024/10/22,鉄道,,,駅の待合室を、朝早くから開けてください。',
  '3,2024/02/30,移住・定住・住まい,,,日付を直す行です。',
].join('\r\n');

export async function run(h) {
  const page = await h.open();
  await signIn(h, page, h.account('staff'));
  await isRefused(h, page);
  await takesIn(h, page);
  await thinksBetter(h, page);
  for (const screen of Object.keys(SCREENS)) await withScript(h, screen);
  await inEnglish(h);
}

async function choose(page, name, text) {
  await page.goto(page.url().replace(/\/staff.*/, `/staff/imports?${CALL}`));
  await page.locator('#file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  return press(button(page, '読み込んで、列を確かめる'));
}

/** Looks again until nothing is at work. */
async function settled(page) {
  while ((await page.locator('progress').count()) > 0) await press(link(page, 'いまの状況を見る'));
}

async function tries(page, name = '試し読みする') {
  const status = await press(button(page, name));
  await settled(page);
  return status;
}

async function isRefused(h, page) {
  await h.visit(`/staff/imports?${CALL}`, 'imports', { page });
  h.equal(await choose(page, '資料.pdf', '%PDF-1.7\n'), 422, 'a PDF is no table');
  h.ok(await page.getByText('PDFのファイルです').first().isVisible(), 'which is said, with the way on');
  await h.check(page, 'imports-422');
}

async function takesIn(h, page) {
  h.equal(await choose(page, '窓口の意見.csv', SHEET), 200, 'a sheet opens');
  await h.check(page, 'import-columns');
  h.equal(await page.locator('#meaning_5').inputValue(), 'text', 'the opinions are found by their heading');
  await tries(page);
  h.ok(await page.getByText('日付として読めません').first().isVisible(), 'a day that is none is named');
  await h.check(page, 'import-trial');
  await page.locator('#stands_0').selectOption('new');
  await page.locator('#columns > summary').click();
  await page.locator('#channel').selectOption('counter');
  await tries(page, 'もう一度試し読みする');
  await h.check(page, 'import-ready');
  await press(button(page, '直す所のある1行を除いて、2件を取り込む'));
  await settled(page);
  h.ok(await page.getByText('2件を取り込みました').isVisible(), 'what is right is taken in');
  await h.check(page, 'import-done');
  await page.goto(h.url(`/staff/opinions?${CALL}&channel=counter&q=待合室`));
  h.equal(await page.locator('.voices > li').count(), 1, 'and is there to be read');
  h.equal(await choose(page, '写し.csv', SHEET), 422, 'the same file adds nothing');
  h.ok(await page.getByText('同じファイルを').first().isVisible(), 'and says when it came');
}

async function thinksBetter(h, page) {
  await choose(page, 'やめる.csv', 'ご意見\r\nこれは取り込みません。\r\n');
  await tries(page);
  await press(button(page, '取りやめる'));
  h.ok(await page.getByText('1件も取り込んでいません').isVisible(), 'nothing stays of what was stopped');
  await h.check(page, 'import-stopped');
  await h.visit(`/staff/imports?${CALL}`, 'imports-list', { page });
}

async function withScript(h, screen) {
  const page = await h.open({ width: SCREENS[screen], script: true });
  await signIn(h, page, h.account('staff'));
  await choose(page, `${screen}.csv`, `ご意見\r\n${screen}の画面から取り込みました。\r\n`);
  await press(button(page, '試し読みする'));
  await button(page, '1件を取り込む').click();
  await page.getByText('1件を取り込みました').waitFor();
  await h.check(page, `import-script-${screen}`);
}

async function inEnglish(h) {
  const page = await h.open();
  await signIn(h, page, h.account('staff'));
  await h.visit(`/en/staff/imports?${CALL}`, 'imports-en', { page });
  await press(link(page, '窓口の意見.csv'));
  await h.check(page, 'import-en');
}
