// A moderator works off the queue: without a script by buttons, with one by keys. Then what residents see of it.

import { CALL, SCREENS, button, link, opensStatus, press, signIn, writes } from '../acts.mjs';

export const name = 'moderator';

const OPEN = '図書館の自習席を、試験の前だけでも夜8時まで開けてください。';
const SECRET = '牧野田ゆり子';
const NAMED = `川沿いの街灯が切れたままです。くわしくは${SECRET}（090-0000-1234）まで。早く直してください。`;
const RETURNED = 'あそこの信号の件、前に話したとおりにお願いします。';
const HELD = '山ぎわの水路のふたを、来年度のうちに替えてください。';
const ADVERT = '屋根のふきかえは当店へ。今月だけ二割引きの大特価です。';
const CLASH = '朝市の日だけ、駅前の駐車場を無料にしてください。';
const KEYED = '公民館の調理室を、平日の夜も借りられるようにしてください。';
const TAPPED = '公民館の玄関に、雨の日の傘立てをもう一つ置いてください。';

export async function run(h) {
  const sent = {};
  for (const [what, text] of Object.entries({ OPEN, NAMED, RETURNED, HELD, ADVERT, CLASH, KEYED, TAPPED })) {
    sent[what] = await writes(h, text);
  }
  const page = await signsIn(h);
  await publishes(h, page, sent.OPEN);
  await masks(h, page, sent.NAMED);
  await returns(h, page, sent.RETURNED);
  await holds(h, page, sent.HELD);
  await withholds(h, page, sent.ADVERT);
  await filters(h, page);
  await clashes(h, page, sent.CLASH);
  await keys(h, 'desk', sent.KEYED);
  await keys(h, 'phone', sent.TAPPED);
  await published(h, sent);
  await authors(h, sent);
  await inEnglish(h, sent);
}

async function signsIn(h) {
  const page = await h.visit('/staff/sign-in', 'sign-in');
  const { login, password } = h.account('moderator');
  h.equal(await signIn(h, page, { login, password: 'not-this-password' }), 422, 'a wrong password is refused');
  h.equal(await page.locator('#password').inputValue(), '', 'and is not sent back');
  await h.check(page, 'sign-in-422');
  h.equal(await signIn(h, page, { login, password }), 200, 'the right one opens the work');
  h.ok(page.url().endsWith('/staff/queue'), 'which begins with the queue');
  await h.check(page, 'queue');
  return page;
}

/** Opens an opinion in the queue. */
const open = (h, page, { number }) => page.goto(h.url(`/staff/queue?open=${number}`));

/** Unfolds an act; its form. */
async function act(page, id) {
  const fold = page.locator(`#act-${id}`);
  if ((await fold.getAttribute('open')) === null) await fold.locator('summary.act').click();
  return fold.locator('form.act-form');
}

const submit = (form) => press(form.locator('button.main'));

async function publishes(h, page, sent) {
  const waiting = await page.locator('.queue .items li').count();
  h.ok(waiting > 5, 'the queue has opinions waiting');
  await press(page.locator('.queue .items li a').nth(1));
  h.ok(await page.locator('.queue .items li.on').isVisible(), 'a row opens its opinion');
  await open(h, page, sent);
  h.equal(await page.locator('#original').textContent(), OPEN, 'the words are as they were written');
  await submit(await act(page, 'publish'));
  h.ok(await page.getByText(`${sent.number} を公開しました。`).isVisible(), 'published, and the next one is open');
  await h.check(page, 'queue-done');
  await press(link(page, '結果を見る・改める'));
  await h.check(page, 'staff-opinion');
}

async function masks(h, page, sent) {
  await open(h, page, sent);
  let form = await act(page, 'mask');
  await form.locator('textarea[name="masks"]').fill('ここにない言葉');
  h.equal(await submit(form), 422, 'words that stand nowhere cannot be masked');
  await h.check(page, 'queue-mask-422');
  form = await act(page, 'mask');
  await form.locator('textarea[name="masks"]').fill(`${SECRET}\uFEFF\n\u200B090-0000-1234 `);
  await form.getByRole('radio', { name: '個人情報' }).check();
  await press(button(page, '公開される文を確かめる'));
  h.equal(await page.locator('#public .mask').count(), 2, 'the public text is shown before it is public');
  h.ok(await page.getByText(`「${SECRET}」を伏せる所：1か所`).isVisible(), 'with the number of places of each line');
  await h.check(page, 'queue-preview');
  await submit(await act(page, 'mask'));
  h.ok(await page.getByText(`${sent.number} を一部伏せて公開しました。`).isVisible(), 'published with masks');
}

async function returns(h, page, sent) {
  await open(h, page, sent);
  let form = await act(page, 'return');
  await form.locator('textarea').fill(' ');
  h.equal(await submit(form), 422, 'nobody is sent back without a word');
  await h.check(page, 'queue-return-422');
  form = await act(page, 'return');
  await form.locator('textarea').fill('どの信号のことか、場所を書き足していただけますか。');
  await submit(form);
  h.ok(await page.getByText(`${sent.number} を本人に差し戻しました。`).isVisible(), 'returned with a message');
}

async function holds(h, page, sent) {
  await open(h, page, sent);
  let form = await act(page, 'hold');
  // The browser would refuse a day in the past by itself.
  await form.locator('#due').evaluate((input) => input.removeAttribute('min'));
  await form.locator('#due').fill('2024-01-01');
  await form.locator('#note').fill('建設課に、水路の台帳を確かめてもらう。');
  h.equal(await submit(form), 422, 'a hold ends in the future');
  form = await act(page, 'hold');
  h.equal(await form.locator('#note').inputValue(), '建設課に、水路の台帳を確かめてもらう。', 'and its reason is kept');
  await form.locator('#due').fill('2024-11-15');
  await submit(form);
  h.ok(await page.getByText(`${sent.number} を保留にしました。`).isVisible(), 'held until a day');
  await page.goto(h.url(`/staff/opinions/${sent.number}`));
  h.ok(await page.getByText('建設課に、水路の台帳を').first().isVisible(), 'with its reason, for colleagues');
  await h.check(page, 'staff-opinion-held');
}

async function withholds(h, page, sent) {
  await open(h, page, sent);
  const form = await act(page, 'withhold');
  await form.getByRole('radio', { name: '営業・宣伝' }).check();
  await h.check(page, 'queue-withhold');
  await submit(form);
  h.ok(await page.getByText(`${sent.number} を非公開にしました。`).isVisible(), 'withheld with a reason');
}

async function filters(h, page) {
  await page.goto(h.url('/staff/queue'));
  await press(page.getByRole('link', { name: /^保留 \d+/ }));
  await h.check(page, 'queue-hold');
  await h.visit('/staff/queue?show=after', 'queue-nothing', { page });
}

/** Two at once: the second is told what happened and keeps his words. */
async function clashes(h, page, sent) {
  const other = await h.open();
  await signIn(h, other, h.account('moderator'));
  await open(h, page, sent);
  await open(h, other, sent);
  await submit(await act(page, 'publish'));
  const form = await act(other, 'return');
  await form.locator('textarea').fill('どの朝市のことか、教えてください。');
  h.equal(await submit(form), 409, 'the second decision is refused');
  h.equal(await other.locator('#kept-message').inputValue(), 'どの朝市のことか、教えてください。', 'its words are kept');
  h.ok(await other.getByText('「公開」にしました').isVisible(), 'and it is said who did what');
  await h.check(other, 'queue-409');
  await press(link(other, '最新の内容で開き直す'));
  h.ok(await other.locator('#act-withhold').isVisible(), 'one press opens it anew');
}

async function keys(h, screen, sent) {
  const page = await h.open({ width: SCREENS[screen], script: true });
  await signIn(h, page, h.account('moderator'));
  const first = await page.locator('#opinion').textContent();
  const keyed = async (key) => {
    await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
    return page.locator('#opinion').textContent();
  };
  h.ok((await keyed('j')) !== first, 'j goes on');
  h.equal(await keyed('k'), first, 'k goes back');

  await open(h, page, sent);
  await page.locator('#original').evaluate((element) => {
    const text = element.firstChild;
    return new Promise((done) => {
      document.addEventListener('selectionchange', done, { once: true });
      document.getSelection().setBaseAndExtent(text, 0, text, 3);
    });
  });
  await page.keyboard.press('m');
  h.equal(await page.locator('#masks').inputValue(), '公民館', 'm masks what is selected');
  h.ok(await page.locator('#public .mask').isVisible(), 'and shows it at once');
  h.equal(await page.locator('#masks-places li').allTextContents(), ['「公民館」を伏せる所：1か所'], 'in how many places');
  await page.locator('#masks').fill('\u2060公民館\uFEFF\n\u200B');
  h.equal(await page.locator('#public .mask').count(), 1, 'what is not seen at the ends of a line counts for nothing');
  await page.locator('#masks').fill('公民館');
  await h.check(page, `queue-keys-${screen}`, { widths: [SCREENS[screen]] });
  await page.keyboard.press('Escape');
  await page.locator('#masks').press('p');
  h.equal(await page.locator('#masks').inputValue(), '公民館p', 'keys are letters inside a box');

  await open(h, page, sent);
  for (const [key, id] of [['r', 'return'], ['h', 'hold'], ['x', 'withhold']]) {
    await page.locator('body').press(key);
    h.ok(await page.locator(`#act-${id}`).evaluate((fold) => fold.open), `${key} opens its act`);
    await page.evaluate(() => document.activeElement.blur());
  }
  await page.keyboard.press('?');
  h.ok(await page.locator('#keys dd').first().isVisible(), '? lists the keys');
  await page.locator('#keys-on').uncheck();
  await page.keyboard.press('p');
  h.ok(!(await page.locator('#act-publish').evaluate((fold) => fold.open)), 'keys can be switched off');
  await page.locator('#keys-on').check();
  await page.keyboard.press('p');
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  h.ok(await page.getByText(`${sent.number} を公開しました。`).isVisible(), 'p and Enter publish');
}

/** What everybody sees. */
async function published(h, sent) {
  const page = await h.open();
  const found = async (words) => {
    await page.goto(h.url(`${CALL}/opinions?q=${encodeURIComponent(words)}`));
    return page.locator('.voices li p.verbatim').allTextContents();
  };
  await page.goto(h.url(`${CALL}/opinions`));
  const newest = await page.locator('.voices li p.verbatim').allTextContents();
  h.ok([OPEN, CLASH, KEYED, TAPPED].every((text) => newest.includes(text)), 'what was published leads the list');
  h.equal(await found('自習席'), [OPEN], 'and is found');
  const [masked] = await found('川沿いの街灯');
  h.ok(masked.includes('〔個人情報のため非公開〕') && !masked.includes(SECRET), 'masked words are masked');
  for (const words of [SECRET, '090-0000-1234', 'ゆり子', '大特価', '信号の件']) {
    h.equal(await found(words), [], `nobody finds ${words}`);
  }
  for (const what of ['RETURNED', 'HELD', 'ADVERT']) {
    const answer = await page.goto(h.url(`/opinions/${sent[what].number}`));
    h.equal(answer.status(), 404, `${what} has no public page`);
  }
}

/** What each author sees with number and code. */
async function authors(h, sent) {
  const page = await h.open();
  for (const [what, name] of [
    ['OPEN', 'status-published'],
    ['NAMED', 'status-redacted'],
    ['RETURNED', 'status-returned'],
    ['HELD', 'status-held'],
    ['ADVERT', 'status-withheld'],
  ]) {
    await opensStatus(h, page, sent[what]);
    await h.check(page, name);
  }
  h.ok(await page.getByText('「営業・宣伝」にあたるため').isVisible(), 'the author is told why, though nobody wrote it');
  await opensStatus(h, page, sent.RETURNED);
  h.ok(await page.locator('.panel').getByText('場所を書き足して').isVisible(), 'the author reads why, above the box');
  await page.locator('#body').fill(`${RETURNED}場所は枚田の交差点です。`);
  h.equal(await press(button(page, 'この文章に直す')), 200, 'and corrects the text, which stands open');

  await opensStatus(h, page, sent.CLASH);
  await press(button(page, 'ご意見を取り下げる'));
  await press(button(page, '取り下げる'));
  const gone = await page.goto(h.url(`/opinions/${sent.CLASH.number}`));
  h.equal(gone.status(), 410, 'what was public and is withdrawn is gone');
  await h.check(page, 'opinion-withdrawn');
}

async function inEnglish(h, sent) {
  const language = 'en';
  const page = await h.visit('/staff/sign-in', 'sign-in-en', { language });
  await signIn(h, page, h.account('moderator'), language);
  await h.check(page, 'queue-en');
  await page.goto(h.url(`/staff/queue?open=${sent.RETURNED.number}`, language));
  await act(page, 'mask');
  await h.check(page, 'queue-corrected-en');
  await page.goto(h.url(`/staff/opinions/${sent.NAMED.number}`, language));
  await h.check(page, 'staff-opinion-en');
  await page.locator('.menu summary').click();
  await press(page.locator('.menu form[action$="/sign-out"] button'));
  h.ok(page.url().endsWith('/en/staff/sign-in'), 'and out again');
}
