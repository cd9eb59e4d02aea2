// Somebody gets the right to contacts and takes them home; the administrator hears of it until he has seen it.

import { button, download, link, press, signIn } from '../acts.mjs';

export const name = 'contacts';

const NOTICE = '連絡先つきの書き出しが';

export async function run(h) {
  const admin = await h.open();
  await signIn(h, admin, h.account('administrator'));
  await sets(h, admin, true);
  await takesContacts(h);
  await isTold(h, admin);
  // As the others know him.
  await sets(h, admin, false);
}

async function sets(h, page, has) {
  await page.goto(h.url('/staff/people/department'));
  for (const role of ['role_staff', 'role_contacts']) await page.locator(`[name="${role}"]`).setChecked(has);
  await press(button(page, '変更を保存する'));
}

async function takesContacts(h) {
  const page = await h.open();
  const account = h.account('department');
  await signIn(h, page, account);
  await page.goto(h.url('/staff/exports?call=2024-plan'));
  await h.check(page, 'exports-right');
  await page.getByRole('radio', { name: /^管理用/ }).check();
  await page.getByRole('radio', { name: /^CSV（UTF-8/ }).check();
  await page.getByLabel('あなたのパスワード').fill('no password of anybody');
  h.equal(await press(button(page, 'この内容で書き出す')), 422, 'a wrong password gives nothing');
  h.ok(await page.getByRole('radio', { name: /^管理用/ }).isChecked(), 'and what was chosen is kept');
  await h.check(page, 'exports-password');
  await page.getByLabel('あなたのパスワード').fill(account.password);
  await press(button(page, 'この内容で書き出す'));
  const fetch = page.locator('.export-rows > li').first().getByRole('link', { name: /ダウンロード/ });
  while ((await fetch.count()) === 0) await press(link(page, 'いまの状況を見る'));
  await h.check(page, 'exports-contacts');
  const { name, bytes } = await download(fetch);
  h.ok(/^\d{8}_[\w-]+_意見一覧_管理_UTF-8\.csv$/.test(name), `the file is called ${name}`);
  h.ok(bytes.toString('utf8').split('\r\n')[0].endsWith('"メールアドレス"'), 'and has a column for addresses');
}

async function isTold(h, page) {
  await page.goto(h.url('/staff/people'));
  h.ok((await page.locator('main').textContent()).includes(NOTICE), 'every page of an administrator says so');
  await h.check(page, 'people-told');
  await press(link(page, '誰が何を書き出したかを見る'));
  await h.check(page, 'told');
  await press(button(page, '1件を確認しました'));
  await page.goto(h.url('/staff/people'));
  h.ok(!(await page.locator('main').textContent()).includes(NOTICE), 'until he has seen it');
}
