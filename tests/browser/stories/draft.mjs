// A draft outlives a closed window and is gone when it should be: with the receipt, on a shared computer, after a week.

import { CALL, SCREENS, button, filled, press, send } from '../acts.mjs';

export const name = 'draft';

const WORDS = '橋の上が暗くて、こわいです。\n街灯を一つ足してください。';
const WRITE = `${CALL}/write?theme=environment`;

const area = (page) => page.locator('#body');
const go = (page) => button(page, '続きから書く');
const stored = (page) => page.evaluate(() => JSON.stringify(localStorage));
const saved = (page) => page.getByText('この端末に下書きを保存しました').waitFor();

export async function run(h) {
  await needsScript(h);
  for (const screen of Object.keys(SCREENS)) {
    await keeps(h, screen);
    await shares(h, screen);
  }
  await outlives(h);
  await forgets(h);
  await leavesNothing(h);
}

async function needsScript(h) {
  const page = await h.open();
  await page.goto(h.url(WRITE));
  h.ok(!(await page.locator('#keep').isVisible()), 'no switch that does nothing without a script');
}

/** A window that was closed is opened again: the words are offered, and gone with the receipt. */
async function keeps(h, screen) {
  const widths = [SCREENS[screen]];
  let page = await h.open({ width: SCREENS[screen], script: true });
  await page.goto(h.url(WRITE));
  await page.getByText('あなたについて').click();
  await page.getByRole('radio', { name: '70代' }).check();
  await page.getByText('メールでお知らせを受け取る').click();
  await page.locator('#mail').fill('koe@example.jp');
  await area(page).fill(WORDS);
  await saved(page);
  await h.check(page, `keep-saved-${screen}`, { widths });
  const before = await filled(area(page));
  const token = await page.locator('input[name="token"]').inputValue();
  const kept = await stored(page);
  h.ok(!kept.includes('koe@example.jp') && !kept.includes(token), 'neither the mail address nor the form\'s token is kept');

  page = await again(h, page);
  await page.goto(h.url(`${CALL}/write`));
  h.equal(await area(page).inputValue(), '', 'nothing is put back unasked');
  await h.check(page, `keep-offer-${screen}`, { widths });
  await go(page).click();
  h.equal(await area(page).inputValue(), WORDS, `${screen}: the words come back`);
  const secret = ([field]) => !['token', 'mail'].includes(field);
  h.equal((await filled(area(page))).filter(secret), before.filter(secret), 'with theme and answers');
  h.ok(await page.getByRole('radio', { name: '70代' }).isVisible(), 'which can be seen');
  h.ok((await page.locator('#body-count').textContent()).startsWith('28文字'), 'and are counted');
  h.ok(!(await go(page).isVisible()), 'the offer is gone');

  await page.evaluate(() => localStorage.setItem('koe-draft 2024-plan en', JSON.stringify({ at: Date.now(), words: [['body', '橋の上']] })));
  await send(page);
  h.ok(!(await stored(page)).includes('橋の上'), `${screen}: with the receipt nothing is left on the device`);
  await page.goto(h.url(WRITE));
  h.ok(!(await go(page).isVisible()), 'and nothing is offered any more');
}

/** A new window of the same browser. */
async function again(h, page) {
  const next = await h.open({ script: true, storageState: await page.context().storageState(), viewport: page.viewportSize() });
  await page.context().close();
  return next;
}

/** On a shared computer: one press wipes it, and it stays so. */
async function shares(h, screen) {
  const page = await h.open({ width: SCREENS[screen], script: true });
  await page.goto(h.url(WRITE));
  await area(page).fill(WORDS);
  await saved(page);
  await page.getByLabel('みんなで使うパソコンです（下書きを残さない）').check();
  h.ok(!(await stored(page)).includes('橋の上'), `${screen}: whoever shares the computer wipes it with one press`);
  await area(page).fill(`${WORDS}！`);
  await h.check(page, `keep-off-${screen}`, { widths: [SCREENS[screen]] });
  await page.goto(h.url(WRITE));
  h.ok(await page.getByLabel('みんなで使うパソコンです').isChecked(), 'the switch is remembered');
  h.ok(!(await go(page).isVisible()) && !(await stored(page)).includes('橋の上'), 'and nothing was kept meanwhile');
  await page.getByLabel('みんなで使うパソコンです').uncheck();
  await area(page).fill(WORDS);
  await saved(page);
  h.ok((await stored(page)).includes('橋の上'), 'until it is turned back');
}

/** Written over an old draft both are kept; one that is dropped is gone. */
async function outlives(h) {
  const page = await h.open({ script: true });
  await page.goto(h.url(WRITE));
  await area(page).fill('一つ目の話です。');
  await saved(page);
  await page.goto(h.url(WRITE));
  await area(page).fill('二つ目の話です。');
  await page.waitForFunction(() => JSON.stringify(localStorage).includes('二つ目'));
  await page.goto(h.url(WRITE));
  await area(page).fill('三つ目。');
  await go(page).click();
  h.equal(await area(page).inputValue(), '一つ目の話です。\n\n二つ目の話です。\n\n三つ目。', 'nothing is written over');
  await page.goto(h.url(WRITE));
  await button(page, '消す').click();
  await page.getByText('書きかけの文章を消しました。').waitFor();
  h.ok(!(await stored(page)).includes('一つ目'), 'what is dropped is gone');
  await page.goto(h.url(WRITE, 'en'));
  h.ok(!(await page.locator('#keep-go').isVisible()), 'another language has a draft of its own');
}

/** Old drafts go by themselves; where nothing can be kept, everything else is as ever. */
async function forgets(h) {
  const page = await h.open({ script: true });
  await page.goto(h.url(WRITE));
  await area(page).fill(WORDS);
  await saved(page);
  await page.goto(h.url('/status'));
  await page.evaluate(() => {
    const name = Object.keys(localStorage).find((key) => key.startsWith('koe-draft'));
    const draft = JSON.parse(localStorage.getItem(name));
    localStorage.setItem(name, JSON.stringify({ ...draft, at: draft.at - 8 * 24 * 60 * 60 * 1000 }));
    localStorage.setItem('koe-draft broken', '{');
  });
  await page.goto(h.url(WRITE));
  h.ok(!(await go(page).isVisible()) && !(await stored(page)).includes('koe-draft'), 'after a week a draft is gone');

  const none = await h.open({ script: true });
  await none.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } });
  });
  await none.goto(h.url(WRITE));
  h.ok(!(await none.locator('#keep').isVisible()), 'where nothing is kept, nothing is promised');
  await area(none).fill(WORDS);
  h.ok((await none.locator('#body-count').textContent()).startsWith('28文字'), 'and counted');
  h.equal((await send(none)).groups.length, 7, 'and it is sent all the same');
}

/** Whoever sits down next and goes back finds an empty form; whoever is still writing finds his words. */
async function leavesNothing(h) {
  const page = await h.open({ script: true });
  const isBlank = () => document.getElementById('body')?.value === '' && !document.documentElement.hidden;
  // No browser shows the page before sending again by itself: over it to the form.
  const blank = async (pages) => {
    await page.evaluate((by) => history.go(-by), pages);
    await page.waitForFunction(isBlank);
    return !(await page.content()).includes('橋の上');
  };
  await page.goto(h.url(WRITE));
  await area(page).fill(WORDS);
  await press(button(page, '確認へ進む'));
  await page.goBack();
  h.equal(await area(page).inputValue(), WORDS, 'who goes back before sending finds every word');
  await send(page);
  h.ok(await blank(2), 'what was sent does not come back with the back button');
  await area(page).fill(WORDS);
  await page.goto(h.url('/'));
  await page.goBack();
  h.equal(await area(page).inputValue(), WORDS, 'what was left at home does');

  await page.getByLabel('みんなで使うパソコンです').check();
  await press(button(page, '確認へ進む'));
  await page.goBack();
  h.equal(await area(page).inputValue(), WORDS, 'on a shared computer, too, who goes back before sending finds every word');
  await page.goto(h.url('/'));
  h.ok(await blank(1), 'but what was left there is gone');
  await area(page).fill(WORDS);
  await press(button(page, '確認へ進む'));
  await press(page.locator('header .brand'));
  h.ok(await blank(2), 'on the page before sending as well');
}
