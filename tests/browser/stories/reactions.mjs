// Somebody says 共感 to an opinion, sees it kept, takes it back: without a script, by keyboard with one, on an opinion's own
// page. The city hides the number until closing and turns it off.

import { CALL, SCREENS, button, press, signIn } from '../acts.mjs';

export const name = 'reactions';

const LIST = `${CALL}/opinions`;

export async function run(h) {
  await withoutScript(h);
  for (const screen of Object.keys(SCREENS)) await withScript(h, screen);
  await twoAtOnce(h);
  await choices(h);
}

const first = (page) => page.locator('.voices > li').first();
const pressedOnes = (page) => page.locator('.empathy button[aria-pressed="true"]');
/** How many say the same under the first opinion. */
const number = async (place) => Number((await place.locator('.empathy > span').allTextContents()).join('').replace(/\D/g, ''));

async function withoutScript(h) {
  const page = await h.open();
  await page.goto(h.url(`${LIST}?theme=transport`));
  const before = await number(first(page));
  h.equal(await press(first(page).getByRole('button')), 200, 'a press leads back to the list');
  h.ok(/\?theme=transport#o-R6-/.test(page.url()), 'as it was narrowed, to the opinion');
  h.equal(await number(first(page)), before + 1, 'one more says the same');
  h.equal(await pressedOnes(page).count(), 1, 'and sees where');
  const spoken = page.getByRole('button', { name: /^共感しました.*もう一度押すと取り消します$/, pressed: true });
  h.ok(await spoken.isVisible(), 'the button says what another press does');
  await h.check(page, 'reaction-list');
  await press(first(page).locator('h3 a'));
  h.equal(await pressedOnes(page).count(), 1, 'its own page says the same');
  await h.check(page, 'reaction-opinion');
  h.equal(await press(pressedOnes(page)), 200, 'taken back there');
  h.equal(await pressedOnes(page).count(), 0, 'it is gone');
  await page.goto(h.url(`${CALL}/themes/transport`));
  h.equal(await number(first(page)), before, 'and counted no more');
  const cookies = await page.context().cookies();
  h.equal(cookies.map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite]), [['koe-visitor', true, 'Lax']], 'one cookie is set');
  await press(page.getByRole('link', { name: '押したときに使うクッキーについて' }));
  h.ok(page.url().endsWith('/privacy#reaction'), 'which has its own words');
  await h.check(page, 'privacy-reaction');
}

/** With a script the page stays where it is, and so does whoever presses. */
async function withScript(h, screen) {
  const width = SCREENS[screen];
  const page = await h.open({ width, script: true });
  await page.goto(h.url(LIST));
  const place = page.locator('.voices > li').nth(5);
  const before = await number(place);
  const control = place.getByRole('button');
  await control.focus();
  const top = await page.evaluate(() => scrollY);
  await page.keyboard.press('Enter');
  await place.locator('button[aria-pressed="true"]').waitFor();
  h.equal(await number(place), before + 1, `${screen}: a key gives it`);
  h.equal(await page.evaluate(() => scrollY), top, `${screen}: nothing moves`);
  h.ok(await page.evaluate(() => document.activeElement.getAttribute('aria-pressed') === 'true'), `${screen}: the same button has the focus`);
  h.ok(page.url().endsWith(LIST), `${screen}: at the same address`);
  await page.keyboard.press('Space');
  await place.locator('button[aria-pressed="false"]').waitFor();
  h.equal(await number(place), before, `${screen}: and takes it back`);
  await h.check(page, `reaction-script-${screen}`, { widths: [width] });
}

/** Two first presses, one right after the other, are of the same visitor, who can take both back. */
async function twoAtOnce(h) {
  const page = await h.open({ script: true });
  await page.goto(h.url(LIST));
  const both = (given) => page.waitForFunction((count) => document.querySelectorAll('.empathy [aria-pressed="true"]').length === count, given);
  const clickBoth = () => page.locator('.empathy button').evaluateAll(([one, other]) => [one, other].forEach((it) => it.click()));
  await clickBoth();
  await both(2);
  await page.reload();
  h.equal(await pressedOnes(page).count(), 2, 'both are kept');
  await clickBoth();
  await both(0);
  await page.reload();
  h.equal(await pressedOnes(page).count(), 0, 'and taken back');
}

/** What the city chooses. */
async function choices(h) {
  const page = await h.open({ width: SCREENS.desk });
  await signIn(h, page, h.account('staff'));
  const choose = async (label) => {
    await page.goto(h.url(`/staff${CALL}/basics`));
    await page.getByLabel(label).check();
    return press(button(page, '保存する'));
  };
  const reader = await h.open();
  h.equal(await choose('使う（数は募集が終わってから表示する）'), 200, 'the number is hidden');
  await h.check(page, 'editor-reactions');
  await reader.goto(h.url(LIST));
  h.ok((await reader.locator('.empathy button').count()) > 10 && (await reader.getByText('人が共感').count()) === 0, 'there are buttons and no numbers');
  await press(first(reader).getByRole('button'));
  h.equal(await pressedOnes(reader).count(), 1, 'which can be pressed');
  await h.check(reader, 'reaction-hidden');
  await choose('使わない');
  await reader.goto(h.url(LIST));
  h.equal(await reader.getByText('共感').count(), 0, 'turned off, there is nothing of it');
  await h.check(reader, 'reaction-off');
  await choose('使う（数をすぐに表示する）');
}
