// A form that comes back: an error leads to the control that mends it, and a token that is no longer good costs one press.

import { CALL, button, press } from '../acts.mjs';

export const name = 'mending';

const WORDS = '橋の上が暗いです。';

export async function run(h) {
  await leads(h);
  await forges(h);
}

/** The list of errors leads to a control, by keyboard alone, with a script and without. */
async function leads(h) {
  for (const script of [false, true]) {
    const page = await h.open({ script });
    await page.goto(h.url(`${CALL}/write`));
    await page.locator('#body').fill(WORDS);
    h.equal(await press(button(page, '確認へ進む')), 422, 'a theme is missing');
    await page.locator('#errors a').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    h.equal(await page.locator('input[name="theme"]:checked').count(), 1, 'Enter and Space, and it is chosen');
  }
}

/** A token that is no longer good, or never was, costs one more press and no word. */
async function forges(h) {
  const page = await h.open({ script: true });
  await page.goto(h.url(`${CALL}/write?theme=environment`));
  await page.locator('#body').fill(WORDS);
  const forge = () => page.locator('input[name="token"]').evaluate((input) => (input.value = 'x.y.z'));
  await forge();
  h.equal(await press(button(page, '確認へ進む')), 200, 'a form with a foreign token goes on');
  await forge();
  h.equal(await press(button(page, 'この内容で送る')), 422, 'sent with one it is asked about');
  h.ok(await page.locator('dl').getByText(WORDS).isVisible(), 'with every word');
  await h.check(page, 'token-unknown');
  h.equal(await press(button(page, 'この内容で送る')), 201, 'and taken at the next press');
}
