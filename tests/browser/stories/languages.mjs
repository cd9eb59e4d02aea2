// The way of an opinion in every language that has a folder: found in the menu, written, mended, confirmed, sent, looked
// at, nearly withdrawn. Words are known by their places alone, so that a new language is told without a line here.

import { CALL, opensStatus, press, receipt } from '../acts.mjs';

export const name = 'languages';

const WORDS = 'There is no bus from the station after six in the evening. Please call 079-000-0000.';

export async function run(h) {
  for (const language of h.languages.filter((code) => code !== 'ja')) {
    const page = await h.open();
    await chooses(h, page, language);
    const sent = await sends(h, page, language);
    await looks(h, page, language, sent);
  }
  await leads(h);
  await changes(h);
}

/** From the consultation in Japanese: the menu leads to the same page, or to the form where there is no more. */
async function chooses(h, page, language) {
  await page.goto(h.url(CALL));
  await page.locator('header summary').first().click();
  const entry = page.locator(`header .menu li a[href^="/${language}/"]`);
  const keeps = (await entry.locator('small').count()) === 0;
  await press(entry);
  const wanted = h.url(keeps ? CALL : `${CALL}/write`, language);
  h.equal(page.url(), wanted, `${language}: the menu keeps the place, or leads to the form`);
  if (keeps) await h.check(page, `consultation-${language}`);
}

async function sends(h, page, language) {
  await h.visit(`${CALL}/write`, `write-${language}`, { page, language });
  h.equal(await press(page.locator('main form button.main')), 422, `${language}: an empty form comes back, and no browser is in the way`);
  await h.check(page, `write-422-${language}`);
  await page.goto(h.url(`${CALL}/write?theme=transport`, language));
  await page.locator('#body').fill(WORDS);
  await press(page.locator('main form button.main'));
  await h.check(page, `confirm-${language}`);
  await press(page.locator('main form button.main'));
  await h.check(page, `receipt-${language}`);
  return receipt(page);
}

async function looks(h, page, language, sent) {
  await h.visit('/status', `status-ask-${language}`, { page, language });
  h.equal(await press(page.locator('#open')), 422, `${language}: without number and code as well`);
  await page.locator('#number').fill(sent.number);
  await page.locator('#code').fill(sent.code);
  await press(page.locator('#open'));
  await h.check(page, `status-show-${language}`);
  await press(page.locator('.acts-now .link-button'));
  await h.check(page, `withdraw-${language}`);
  await opensStatus(h, page, sent);
  h.ok(await page.locator('main .verbatim').first().isVisible(), `${language}: the same receipt opens in Japanese too`);
}

/** A language for sending alone answers for other pages in the one it falls back to. */
async function leads(h) {
  const page = await h.open();
  for (const [from, to] of [['/vi/', '/en/'], [`/zh-Hans${CALL}/opinions?q=bus`, `/en${CALL}/opinions?q=bus`], ['/ja-simple/staff/sign-in', '/staff/sign-in']]) {
    await page.goto(h.base + from);
    h.equal(page.url(), h.base + to, `${from} leads to ${to}`);
  }
}

/** In the middle of writing: another language, larger letters, and every word is still there. */
async function changes(h) {
  const page = await h.open();
  await page.goto(h.url(`${CALL}/write?theme=transport`));
  await page.locator('#body').fill(WORDS);
  for (const step of ['write', 'confirm']) {
    await page.locator('header .menu summary').first().click();
    await h.check(page, `${step}-menu`);
    await press(page.locator(`header .menu button[formaction="/en${CALL}/${step}"]`));
    h.equal(await page.locator('html').getAttribute('lang'), 'en', `${step}: it speaks the other language`);
    await page.locator('header .menu summary').last().click();
    await press(page.locator('header .display button').nth(1));
    h.equal(await page.locator('html').getAttribute('class'), 'large', `${step}: and its letters are larger`);
    h.equal(await page.locator('[name="body"]').inputValue(), WORDS, `${step}: with every word`);
    await page.locator('header .menu summary').first().click();
    await press(page.locator(`header .menu button[formaction="${CALL}/${step}"]`));
    if (step === 'write') await press(page.locator('main form button.main'));
  }
  h.equal(await press(page.locator('main form button.main')), 201, 'and it is sent');
}
