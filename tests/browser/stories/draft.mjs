// A draft outlives a closed window and is gone when it should be: with the receipt, on a shared computer, after a week.

import { CALL, SCREENS, button, filled, press, receipt, send } from '../acts.mjs';

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
  await keepsReceipt(h);
  await leavesNothing(h);
  await reloads(h);
  await leavesByAddress(h);
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

/** A draft found here may be somebody else's: until somebody says what becomes of it, nothing is added to it or written over it. */
async function outlives(h) {
  const page = await h.open({ script: true });
  const [first, second] = ['一つ目の話です。\n続きもあります。', '二つ目の話です。'];
  await page.goto(h.url(WRITE));
  await area(page).fill(first);
  await saved(page);
  const kept = await stored(page);
  await page.goto(h.url(WRITE));
  await page.getByText('いま書いている文章はこの端末に残りません').waitFor();
  h.ok(await page.getByLabel('みんなで使うパソコンです').isVisible(), 'the switch for shared computers is always there');
  await area(page).fill(second);
  await press(button(page, '確認へ進む'));
  await press(button(page, '書くページに戻る'));
  h.equal([await area(page).inputValue(), await stored(page)], [second, kept], 'what is written meanwhile stays in the form alone');
  h.ok(await go(page).isVisible(), 'and the old draft is still offered');
  await go(page).click();
  h.equal(await area(page).inputValue(), `${first}\n\n${second}`, 'who goes on with it loses nothing');
  await press(button(page, '確認へ進む'));
  await press(button(page, '書くページに戻る'));
  h.ok(!(await go(page).isVisible()), 'one\'s own words are not offered to oneself');

  await page.goto(h.url(WRITE));
  await button(page, '消す').click();
  await page.getByText('書きかけの文章を消しました。').waitFor();
  h.ok(!(await stored(page)).includes('一つ目'), 'what is dropped is gone');
  await area(page).fill(first);
  await saved(page);
  await page.goto(h.url(WRITE, 'en'));
  h.ok(!(await page.locator('#keep-go').isVisible()), 'another language has a draft of its own');
  await page.goto(h.url(WRITE));
  await area(page).fill(second);
  await page.getByLabel('みんなで使うパソコンです').check();
  h.ok(!(await stored(page)).includes('目の話') && !(await go(page).isVisible()), 'whoever shares the computer wipes somebody else\'s, too');
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

/** Goes back by so many pages; answers whether an empty form stands there, and no word in the page. */
async function blank(page, pages) {
  // No browser shows the page before sending again by itself: over it to the form.
  await page.evaluate((by) => history.go(-by), pages);
  await page.waitForFunction(() => document.getElementById('body')?.value === '' && !document.documentElement.hidden);
  return !(await page.content()).includes('橋の上');
}

/** Whether this number is on the page in every picture of the half second after loading, in which scripts begin. */
async function stays(page, number) {
  const shown = page.evaluate((wanted) => new Promise((done) => {
    const { loadEventEnd } = performance.getEntriesByType('navigation')[0];
    const look = () => {
      const isThere = document.querySelector('.slip .no')?.textContent === wanted && !document.documentElement.hidden;
      if (isThere && performance.now() < loadEventEnd + 500) requestAnimationFrame(look);
      else done(isThere && loadEventEnd > 0);
    };
    look();
  }), number);
  // Another page has come instead.
  return shown.catch(() => false);
}

/** The one page with the code stays, in another language, too. Behind it is an empty form. */
async function keepsReceipt(h) {
  const page = await h.open({ script: true });
  await page.goto(h.url(WRITE));
  await area(page).fill(WORDS);
  await press(button(page, '確認へ進む'));
  const token = await page.locator('#again input[name="token"]').inputValue();
  h.equal(await press(button(page, 'この内容で送る')), 201, 'sent');
  const sent = await receipt(page);
  const at = page.url();
  h.ok((await stays(page, sent.number)) && page.url() === at, 'the receipt stays');
  await page.locator('header .menu summary').first().click();
  await press(page.locator(`header .menu button[formaction="/en${CALL}/receipt"]`));
  h.ok((await stays(page, sent.number)) && page.url() === h.url(`${CALL}/receipt`, 'en'), 'in another language, too');
  h.equal((await receipt(page)).code, sent.code, 'with its code');
  const marks = await page.evaluate(() => JSON.stringify(sessionStorage));
  h.ok(marks.includes(token.slice(-12)) && !marks.includes(token.slice(-13)), 'of its token the end alone is kept');
  h.ok(await blank(page, 3), 'and whoever goes back finds an empty form');
}

/** Whoever sits down next and goes back finds an empty form; whoever is still writing finds his words. */
async function leavesNothing(h) {
  const page = await h.open({ script: true });
  await page.goto(h.url(WRITE));
  await area(page).fill(WORDS);
  await press(button(page, '確認へ進む'));
  await page.goBack();
  h.equal(await area(page).inputValue(), WORDS, 'who goes back before sending finds every word');
  await send(page);
  h.ok(await blank(page, 2), 'what was sent does not come back with the back button');
  await area(page).fill(WORDS);
  await page.goto(h.url('/'));
  await page.goBack();
  h.equal(await area(page).inputValue(), WORDS, 'what was left at home does');

  await page.getByLabel('みんなで使うパソコンです').check();
  await press(button(page, '確認へ進む'));
  await page.goBack();
  h.equal(await area(page).inputValue(), WORDS, 'on a shared computer, too, who goes back before sending finds every word');
  await page.goto(h.url('/'));
  h.ok(await blank(page, 1), 'but what was left there is gone');
  await area(page).fill(WORDS);
  await press(button(page, '確認へ進む'));
  await press(page.locator('header .brand'));
  h.ok(await blank(page, 2), 'on the page before sending as well');
}

/** On a shared computer a page that is loaded again has not been left. */
async function reloads(h) {
  const page = await h.open({ script: true });
  await page.goto(h.url(WRITE));
  await page.getByLabel('みんなで使うパソコンです').check();
  await area(page).fill(WORDS);
  await press(button(page, '確認へ進む'));
  await press(button(page, '書くページに戻る'));
  await page.reload();
  h.equal(await area(page).inputValue(), WORDS, 'a page loaded again has every word');
  await press(button(page, '確認へ進む'));
  h.equal(await page.locator('input[name="body"]').inputValue(), WORDS, 'and so has the next');
  await press(page.locator('header .brand'));
  h.ok(await blank(page, 4), 'what was left is gone all the same');
}

/** On a shared computer whoever types an address has left, however little time there is; later, whoever comes back. */
async function leavesByAddress(h) {
  const page = await h.open({ script: true });
  await page.goto(h.url(WRITE));
  await page.getByLabel('みんなで使うパソコンです').check();
  await area(page).fill(WORDS);
  await press(button(page, '確認へ進む'));
  await page.goto(h.url('/status'));
  h.ok(await blank(page, 2), 'an address typed over the page before sending leaves an empty form behind it');

  await area(page).fill(WORDS);
  await press(button(page, '確認へ進む'));
  await page.goBack();
  h.equal(await area(page).inputValue(), WORDS, 'who steps back to mend his words finds them');
  await press(button(page, '確認へ進む'));
  h.equal(await page.locator('input[name="body"]').inputValue(), WORDS, 'as often as he likes');
  // As if he had stood up, and somebody else had sat down a minute later.
  await page.evaluate(() => {
    window.addEventListener('pagehide', () => {
      const marks = Object.entries(JSON.parse(sessionStorage.getItem('koe-spent')));
      const before = marks.map(([mark, how]) => [mark, how.at ? { ...how, at: how.at - 60_000 } : how]);
      sessionStorage.setItem('koe-spent', JSON.stringify(Object.fromEntries(before)));
    });
  });
  h.ok(await blank(page, 1), 'who comes a minute later finds an empty form');
}
