// What people do on our pages, in one word each, for the stories.

import { readFile } from 'node:fs/promises';

/** The consultation of the demonstration. */
export const CALL = '/consultations/2024-plan';

/** With a script everything is done on each of these once more: width in CSS pixels. */
export const SCREENS = { phone: 360, desk: 1280 };

const isPage = (page, response) =>
  response.request().isNavigationRequest() &&
  response.frame() === page.mainFrame() &&
  (response.status() < 300 || response.status() >= 400);

/** Does something that leads to another page and waits for it. Answers the status of that page. */
export async function follow(page, act) {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => isPage(page, response)),
    page.waitForEvent('load'),
    act(),
  ]);
  return answer.status();
}

// The browser may lose a press while it is still drawing a window that has just changed its width, about once in a
// thousand times on a busy machine. Whoever sees nothing happen presses again; the run says so.
const NOTHING_HAPPENS_MS = 5_000;

/** Presses a button or link that leads to another page; answers the status of that page. */
export async function press(control) {
  const page = control.page();
  const isNavigation = (request) => request.isNavigationRequest() && request.frame() === page.mainFrame();
  return follow(page, async () => {
    const leaves = page.waitForRequest(isNavigation, { timeout: NOTHING_HAPPENS_MS }).then(() => true, () => false);
    await control.click();
    if (await leaves) return;
    console.log(`note ${page.url()}: nothing happened, pressed again`);
    await control.click();
  });
}

/** Presses what answers with a file: `{ name, bytes }`. The page stays. */
export async function download(control) {
  const [file] = await Promise.all([control.page().waitForEvent('download'), control.click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** The button with exactly this name. */
export function button(page, name) {
  return page.getByRole('button', { name, exact: true });
}

/** The link with exactly this name. */
export function link(page, name) {
  return page.getByRole('link', { name, exact: true });
}

/** Everything that the form around this control would send, as `[[name, value], …]`. */
export async function filled(control) {
  return control.evaluate((element) => Array.from(new FormData(element.form)));
}

/** Signs in and stops at the first page of the work. */
export async function signIn(h, page, { login, password }, language = 'ja') {
  await page.goto(h.url('/staff/sign-in', language));
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(password);
  return press(page.locator('main button[type="submit"]'));
}

/** From the write page with the theme and text filled in to the receipt: `{ number, code, groups }`. */
export async function send(page) {
  await press(button(page, '確認へ進む'));
  await press(button(page, 'この内容で送る'));
  return receipt(page);
}

/** What a receipt says. */
export async function receipt(page) {
  const groups = await page.locator('.slip .code span').allTextContents();
  return { number: await page.locator('.slip .no').textContent(), code: groups.join(''), groups };
}

/** One opinion, sent by somebody new; answers its receipt. */
export async function writes(h, text, { theme = 'transport' } = {}) {
  const page = await h.open();
  await page.goto(h.url(`${CALL}/write?theme=${theme}`));
  await page.locator('#body').fill(text);
  const sent = await send(page);
  await page.context().close();
  return sent;
}

/** An act of a moderator who is signed in on an opinion that waits. */
export async function decides(h, page, { number }, act, reason) {
  await page.goto(h.url(`/staff/queue?open=${number}`));
  const fold = page.locator(`#act-${act}`);
  if ((await fold.getAttribute('open')) === null) await fold.locator('summary.act').click();
  if (reason) await fold.getByRole('radio', { name: reason }).check();
  await press(fold.locator('button.main'));
}

/** Unfolds an act on the page of an opinion's state. */
export async function unfold(page, name) {
  await page.locator('.acts-now summary', { hasText: name }).click();
}

/** The page of an opinion's state, opened with number and code; answers the status. */
export async function opensStatus(h, page, { number, code }, language = 'ja') {
  await page.goto(h.url('/status', language));
  await page.locator('#number').fill(number);
  await page.locator('#code').fill(code);
  return press(page.locator('#open'));
}
