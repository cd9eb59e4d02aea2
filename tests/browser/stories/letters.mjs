// An author leaves an address on the page of the opinion's state, gets a letter, and ends letters by the link in it.

import { button, opensStatus, press, signIn, unfold, writes } from '../acts.mjs';
import { part } from '../post.mjs';

export const name = 'letters';

const ADDRESS = 'yakan.taiikukan@example.jp';
const ARRIVES_MS = 20_000;

export async function run(h) {
  const sent = await writes(h, '夜の体育館を、中学生だけでも使えるようにしてください。');
  const page = await h.open();
  await leaves(h, page, sent);
  await publishes(h, sent);
  const letter = await arrived(h);
  await reads(h, letter);
  await ends(h, page, sent, letter);
}

async function leaves(h, page, sent) {
  await opensStatus(h, page, sent);
  await unfold(page, 'メールのお知らせ');
  await page.locator('#mail').fill('taro@example');
  h.equal(await press(button(page, 'このアドレスに知らせる')), 422, 'half an address is refused');
  h.equal(await page.locator('#mail').inputValue(), 'taro@example', 'and stays in its box');
  await h.check(page, 'status-mail-422');
  await page.locator('#mail').fill(ADDRESS);
  h.equal(await press(button(page, 'このアドレスに知らせる')), 200, 'a whole one is kept');
  await unfold(page, 'メールのお知らせ');
  h.ok(await page.getByText('y…@e…').isVisible(), 'and shown in part');
  await h.check(page, 'status-mail');
}

async function publishes(h, { number }) {
  const page = await h.open();
  await signIn(h, page, h.account('moderator'));
  await page.goto(h.url(`/staff/queue?open=${number}`));
  const act = page.locator('#act-publish');
  if ((await act.getAttribute('open')) === null) await act.locator('summary.act').click();
  await press(act.locator('form.act-form button.main'));
}

/** The letter, as soon as it is there. */
async function arrived(h) {
  const deadline = Date.now() + ARRIVES_MS;
  while (Date.now() < deadline) {
    const letter = h.letters.find((one) => one.includes(`To: ${ADDRESS}`));
    if (letter) return letter;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`no letter to ${ADDRESS} within ${ARRIVES_MS / 1000} s`);
}

/** The letter as a page, with nothing else in reach. */
async function reads(h, letter) {
  const page = await h.open();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const body = part(letter, 'text/html');
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
  await page.goto(h.url('/letter'));
  h.ok(await page.getByText('ご意見を公開しました。').isVisible(), 'the letter tells what was decided');
  h.equal(asked.filter((url) => !url.endsWith('/favicon.ico')), [h.url('/letter')], 'and fetches nothing');
  await h.check(page, 'letter');
}

async function ends(h, page, sent, letter) {
  const link = part(letter, 'text/plain').match(/http\S+\/unsubscribe\/\S+/)[0];
  const { pathname } = new URL(link);
  await h.visit(pathname, 'unsubscribe', { page });
  h.equal(await press(button(page, 'お知らせをやめる')), 200, 'one press ends letters');
  await h.check(page, 'unsubscribe-ended');
  await h.visit(pathname.slice(0, -4), 'unsubscribe-unknown', { page, status: 404 });
  await opensStatus(h, page, sent);
  h.equal(await page.getByText('y…@e…').count(), 0, 'the address is gone');
}
