// An administrator gives the pages the city's colour and mark: what cannot be read is mended, everybody sees the rest, and
// all of it goes again. And the picture that a shared link brings.

import { CALL, button, press, signIn } from '../acts.mjs';

export const name = 'identity';

const HERE = '/staff/identity';
const STAR = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><polygon fill="#a6192e" points="4,0 6.5,8 0,3 8,3 1.5,8"/></svg>';
const mark = (text) => ({ name: 'mark.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(text) });
const key = (page) => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--key'));
const width = (image) => image.evaluate((it) => it.complete && it.naturalWidth);

export async function run(h) {
  const admin = await h.open();
  await signIn(h, admin, h.account('administrator'));
  await colours(h, admin);
  await marks(h, admin);
  await isShared(h);
}

async function colours(h, page) {
  await h.visit(HERE, 'identity', { page });
  await page.locator('#colour').fill('#00a0e9');
  h.equal(await press(button(page, 'この色にする')), 422, 'a bright blue is hard to read');
  h.equal(await page.locator('#colour').inputValue(), '#00a0e9', 'what was typed stays');
  await h.check(page, 'identity-422');
  h.equal(await press(button(page, 'この色を使う')), 200, 'the darker one that is offered is taken');
  await h.check(page, 'identity-blue');
  // A red of which every step is read: axe measures it on a page with most of the parts.
  await page.locator('#colour').fill('#a6192e');
  h.equal(await press(button(page, 'この色にする')), 200, 'and so is a red');
  const reader = await h.visit(CALL, 'identity-call');
  h.equal(await key(reader), '#a6192e', 'which everybody sees');
  await h.visit(`${CALL}/write`, 'identity-write', { page: reader });
  await h.visit(`${CALL}/results`, 'identity-results', { page: reader });
  await page.goto(h.url(HERE));
  h.equal(await press(button(page, 'はじめの色（#0017c1）に戻す')), 200, 'it goes again');
  await reader.goto(h.url('/'));
  h.equal(await key(reader), '#0017c1', 'for everybody');
}

async function marks(h, page) {
  await page.locator('#file').setInputFiles(mark(STAR.replace('/>', ' onload="alert(1)"/>')));
  h.equal(await press(button(page, 'このしるしにする')), 422, 'a drawing that does something is refused');
  await h.check(page, 'identity-mark-422');
  await page.locator('#file').setInputFiles(mark(STAR));
  h.equal(await press(button(page, 'このしるしにする')), 200, 'one of shapes is taken');
  h.equal(await width(page.locator('header .brand img')) > 0, true, 'and stands in the header');
  await h.check(page, 'identity-mark');
  const reader = await h.visit('/', 'identity-home');
  h.equal(await width(reader.locator('header .brand img')) > 0, true, 'of everybody, too');
  h.equal(await press(button(page, 'はじめのしるしに戻す')), 200, 'it goes again');
  await reader.goto(h.url('/'));
  h.equal(await reader.locator('header .brand img').count(), 0, 'for everybody');
}

async function isShared(h) {
  const page = await h.open();
  await page.goto(h.url(CALL));
  const said = (property) => page.locator(`meta[property="${property}"]`).getAttribute('content');
  const answer = await page.request.get(await said('og:image'));
  h.equal(answer.headers()['content-type'], 'image/png', 'a shared link brings a picture');
  h.equal((await answer.body()).readUInt32BE(16), Number(await said('og:image:width')), 'as wide as it says');
}
