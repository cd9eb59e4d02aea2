// Staff put documents beside a consultation; residents fetch them.

import { readFile } from 'node:fs/promises';

import { CALL, button, download, link, press, signIn } from '../acts.mjs';

export const name = 'documents';

const PAGE = '/staff/consultations/2024-plan/documents';
const TITLE = '地区ごとの空き家の数';
const SHEET = '地区,空き家\r\n生野,310\r\n';

export async function run(h) {
  const staff = await h.open();
  await signIn(h, staff, h.account('staff'));
  await isRefused(h, staff);
  await adds(h, staff);
  await isRead(h);
  await removes(h, staff);
  await h.visit(PAGE, 'documents-en', { page: staff, language: 'en' });
}

const list = (page) => page.locator('.theme-list > li');
const form = (page, id) => page.locator(`section[aria-labelledby="${id}"]`);

async function chooses(page, file, bytes) {
  await page.locator('#title').fill(TITLE);
  await page.locator('#file').setInputFiles({ name: file, mimeType: 'text/csv', buffer: Buffer.from(bytes) });
  return press(button(page, 'このファイルを加える'));
}

async function isRefused(h, page) {
  await h.visit(PAGE, 'documents', { page });
  await list(page).first().locator('summary').first().click();
  await form(page, 'new-file').locator('summary').click();
  await h.check(page, 'documents-open');
  h.equal(await chooses(page, '空き家.pdf', '%PDF-1.7 cut'), 422, 'a file that is cut off is refused');
  h.equal(await page.locator('#title').inputValue(), TITLE, 'its title stays');
  await h.check(page, 'documents-422');
}

async function adds(h, page) {
  h.equal(await chooses(page, '空き家.csv', SHEET), 200, 'a sheet is taken');
  h.equal(await list(page).last().locator('bdi').first().textContent(), TITLE, 'as the last');
  await press(button(page, `「${TITLE}」を上へ`));
  h.equal(await list(page).nth(2).locator('bdi').first().textContent(), TITLE, 'and moved up by a button');
  await form(page, 'new-link').locator('#title-link').fill('総合計画のページ');
  await form(page, 'new-link').locator('#address-link').fill('https://localhost/');
  h.equal(await press(button(page, 'このリンクを加える')), 422, 'an address that leads nowhere is refused');
  await h.check(page, 'documents-link-422');
  await form(page, 'new-link').locator('#address-link').fill('https://www.example.jp/sougou');
  h.equal(await press(button(page, 'このリンクを加える')), 200, 'a page of the city is taken');
  await h.check(page, 'documents-added');
}

async function isRead(h) {
  const page = await h.visit(CALL, 'documents-read');
  h.ok(await page.getByText('別のウェブサイト（www.example.jp）へ移ります').last().isVisible(), 'a link says where it leads');
  const file = await download(link(page, TITLE));
  h.equal([file.name, file.bytes.toString()], ['空き家.csv', SHEET], 'a file is fetched as it was put there');
  const own = await download(link(page, '募集のご案内（見本）'));
  const wanted = await readFile(new URL('../../../src/demo/documents/guide.pdf', import.meta.url));
  h.ok(own.bytes.equals(wanted), 'a PDF, too');
  await h.visit(CALL, 'documents-read-simple', { language: 'ja-simple' });
}

async function removes(h, page) {
  for (const title of [TITLE, '総合計画のページ']) {
    await page.goto(h.url(PAGE));
    const row = list(page).filter({ hasText: title });
    await row.locator('summary').first().click();
    await press(row.getByRole('button', { name: 'この資料を消す' }));
    h.equal(await list(page).filter({ hasText: title }).count(), 0, `${title} is gone`);
  }
}
