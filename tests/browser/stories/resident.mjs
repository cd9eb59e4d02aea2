// A resident without a script on a phone, others with one on a phone and at a desk: read, search, write, confirm,
// send, keep the receipt, look, correct, withdraw.

import { CALL, SCREENS, button, download, filled, follow, link, opensStatus, press, receipt, send, unfold } from '../acts.mjs';

export const name = 'resident';

const WORDS = '夕方のバスが18時で終わってしまい、病院の帰りに困っています。\n19時台に1本あると助かります。👵🏻 𠮷井';
const CORRECTED = '夕方のバスが18時で終わってしまい、通院の帰りに困っています。19時台に1本お願いします。';

export async function run(h) {
  await reads(h);
  await finds(h);
  const page = await h.open();
  await writes(h, page);
  const sent = await sends(h, page);
  await looks(h, page, sent);
  await corrects(h, page);
  await withdraws(h, page, sent);
  await sendsTwice(h);
  for (const screen of Object.keys(SCREENS)) {
    await searches(h, screen);
    const sent = await counts(h, screen);
    await scans(h, screen, sent);
  }
  await english(h);
}

/** From the first page to the consultation, and the pages around it. */
async function reads(h) {
  const page = await h.open();
  await page.goto(h.url('/'));
  await press(page.locator('main article h3 a').first());
  h.ok(page.url().endsWith(CALL), 'the first page leads to the consultation');
  await h.check(page, 'consultation');
  await press(page.locator('ul.rows h3 a').first());
  h.ok(/\/themes\/[a-z_]+$/.test(page.url()), 'a theme has a page of its own');
  await h.check(page, 'theme');
  await page.goto(h.url(`${CALL}/themes/infrastructure_safety`));
  await press(link(page, '道路・公共交通').first());
  await h.check(page, 'theme-finer');
  h.equal(await press(link(page, 'このテーマについて書く')), 200, 'and leads to the form');
  h.equal(await page.locator('input[name="theme"]:checked').count(), 1, 'where it is chosen');
  await h.visit('/accessibility', 'accessibility', { page });
  await h.visit('/no-such-page', 'not-found', { page, status: 404 });
  await h.visit('/opinions/R6-9999-9', 'not-found-opinion', { page, status: 404 });
}

const texts = (page) => page.locator('.voices li p.verbatim').allTextContents();
const names = (page) => page.locator('.voices li h3').allTextContents();

async function finds(h) {
  const page = await h.visit(`${CALL}/opinions`, 'opinions');
  const first = await names(page);
  await page.locator('#q').fill('バス');
  await press(button(page, 'さがす'));
  await h.check(page, 'opinions-search');
  const found = await texts(page);
  h.ok(found.length > 5 && found.every((text) => /バス|ばす|ﾊﾞｽ/.test(text)), 'two characters find opinions that hold them');
  h.ok((await page.locator('.voices li:has(mark)').count()) === found.length, 'and are marked in each');
  await press(page.locator('.voices h3 a').first());
  h.ok(await page.locator('main p.verbatim mark').first().isVisible(), 'and where it stands alone');
  await h.check(page, 'opinion-search');
  await page.goBack();

  await page.locator('#q').fill('ペンギン水族館');
  await press(button(page, 'さがす'));
  h.equal((await texts(page)).length, 0, 'words that nobody wrote find nothing');
  await h.check(page, 'opinions-none');
  await press(link(page, 'すべてのご意見を見る'));
  h.equal(await names(page), first, 'and all are one link away');

  await page.locator('.filter summary').click();
  await h.check(page, 'opinions-filter');
  await page.getByLabel('テーマ', { exact: true }).selectOption('transport');
  await press(button(page, 'この条件で見る'));
  await h.check(page, 'opinions-theme');
  h.ok(await page.getByRole('search').getByText('テーマ「暮らしの基盤・安全安心／道路・公共交通」').isVisible(), 'the conditions are said in words');
  const voices = page.locator('.voices > li');
  const fitting = voices.filter({ has: page.locator('.chip.theme', { hasText: '道路・公共交通' }) });
  h.ok((await voices.count()) > 0, 'a theme has opinions');
  h.equal(await fitting.count(), await voices.count(), 'and narrows the list to them');

  await page.locator('.filter summary').click();
  await page.getByLabel('この日から').fill('2024-08-01');
  await page.getByLabel('この日まで').fill('2024-08-31');
  await press(button(page, 'この条件で見る'));
  const days = await page.locator('.voices time').evaluateAll((times) => times.map((time) => time.dateTime));
  h.ok(days.length > 0 && days.every((day) => day.startsWith('2024-08')), 'days narrow it too');
  await h.check(page, 'opinions-days');

  await page.goto(h.url(`${CALL}/opinions`));
  await press(link(page, '順不同'));
  h.ok(/order=shuffled&seed=\d+$/.test(page.url()), 'no order is an order of the reader\'s own');
  h.ok(JSON.stringify(await names(page)) !== JSON.stringify(first), 'and not the newest first');
  await h.check(page, 'opinions-shuffled');
  await press(link(page, 'まだ声の少ないテーマから'));
  const themes = await page.locator('.voices .voice-head > .chip:first-of-type').allTextContents();
  h.ok(themes.every((theme, i) => i === 0 || theme === themes[i - 1] || !themes.slice(0, i).includes(theme)), 'theme after theme');
  await h.check(page, 'opinions-quiet');

  await page.goto(h.url(`${CALL}/opinions`));
  await press(link(page, '次のページ'));
  const second = await names(page);
  h.equal([first.length, second.length], [50, 50], 'fifty opinions are on a page');
  h.equal(second.filter((name) => first.includes(name)), [], 'no opinion stands on two pages');
  await h.check(page, 'opinions-2');

  await press(page.locator('.voices h3 a').first());
  await h.check(page, 'opinion');
  await page.goto(h.url(`${CALL}/opinions`));
  while ((await page.locator('.voices .mask').count()) === 0) await press(link(page, '次のページ'));
  await press(page.locator('.voices li', { has: page.locator('.mask') }).locator('h3 a').first());
  await h.check(page, 'opinion-masked');
}

/** Two empty tries, then everything; every word stays. Ends at the confirmation. */
async function writes(h, page) {
  await page.goto(h.url(CALL));
  await press(link(page, 'ご意見を書く').first());
  await h.check(page, 'write');
  // The browser itself refuses an empty box, so spaces stand for nothing at all.
  await page.locator('#body').fill('  ');
  h.equal(await press(button(page, '確認へ進む')), 422, 'an empty form comes back');
  h.equal(await page.locator('#errors li').count(), 2, 'theme and text are asked for');
  h.ok((await page.title()).startsWith('2か所、直してください'), 'the title says it first');
  await h.check(page, 'write-422');
  await page.locator('#body').fill(WORDS);
  h.equal(await press(button(page, '確認へ進む')), 422, 'without a theme it comes back');
  h.equal(await page.locator('#body').inputValue(), WORDS, 'with every word of the text');

  const finer = page.getByRole('radio', { name: '道路・公共交通' });
  h.ok(!(await finer.isVisible()), 'finer themes wait');
  await page.getByRole('radio', { name: /^暮らしの基盤/ }).check();
  await finer.check();
  await page.getByText('ほかにも当てはまるテーマ').click();
  await page.locator('#theme2').selectOption({ label: '高齢者福祉・介護' });
  await page.getByText('あなたについて').click();
  await page.getByRole('radio', { name: '70代' }).check();
  await page.getByRole('radio', { name: '山東' }).check();
  await h.check(page, 'write-filled');
  h.equal(await press(button(page, '確認へ進む')), 200, 'then it is shown once more');
  await h.check(page, 'confirm');
}

/** Back and forth, then sent. Answers the receipt. */
async function sends(h, page) {
  await press(page.getByRole('button', { name: /^直す\s*：\s*ご意見$/ }));
  const before = await filled(page.locator('#body'));
  h.ok(
    ['transport', 'elderly', '70', 'santo'].every((code) => before.some(([, value]) => value === code)),
    'theme, second theme, age and area are still chosen',
  );
  await h.check(page, 'write-again');
  await press(button(page, '確認へ進む'));
  await press(button(page, '書くページに戻る'));
  h.equal(await filled(page.locator('#body')), before, 'back and forth changes nothing');
  await press(button(page, '確認へ進む'));
  h.equal(await press(button(page, 'この内容で送る')), 201, 'sent');
  const sent = await receipt(page);
  h.ok(/^R6-\d{4}-\d$/.test(sent.number), `the receipt has a number: ${sent.number}`);
  h.equal([sent.code.length, sent.groups.length], [27, 7], 'and a code of 27 characters in groups');
  h.ok(await page.locator('svg.qr path').isVisible(), 'and a QR code');
  h.ok(!(await page.locator('[data-print]').isVisible()), 'no button that does nothing without a script');
  await h.check(page, 'receipt');
  await keeps(h, page, sent);
  return sent;
}

/** The receipt on paper and as a file, which leaves the page where it is. */
async function keeps(h, page, { number, groups }) {
  const paper = await page.pdf({ preferCSSPageSize: true });
  h.equal(paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g).length, 1, 'the receipt is one sheet of paper');
  const { name, bytes } = await download(button(page, '控えを保存する'));
  h.equal(name, `受付票の控え-${number}.txt`, 'the receipt can be kept as a file');
  const lines = bytes.toString('utf8').split('\r\n');
  const wanted = [`受付番号：${number}`, `あなただけのコード：${groups.join(' ')}`, h.url('/status')];
  h.equal(lines.filter((line) => wanted.includes(line)), wanted, 'with number, code and address');
  h.equal((await receipt(page)).groups, groups, 'and still stands there');
}

async function looks(h, page, { number, code, groups }) {
  await press(link(page, '送ったご意見の状態を見る'));
  const wrong = code.slice(0, -1) + (code.endsWith('7') ? '8' : '7');
  await page.locator('#number').fill(number);
  await page.locator('#code').fill(wrong);
  h.equal(await press(button(page, '開く')), 422, 'a mistyped code is refused');
  await h.check(page, 'status-422');
  await page.locator('#number').fill(` ${number.toLowerCase().replaceAll('-', ' - ')} `);
  await page.locator('#code').fill(groups.join(' ').toLowerCase());
  h.equal(await press(button(page, '開く')), 200, 'lower case and spaces do not matter');
  h.ok(await page.getByText('職員が内容を確認しています。').isVisible(), 'it is being looked at');
  await h.check(page, 'status-pending');
}

async function corrects(h, page) {
  await unfold(page, '文章を直す');
  await page.locator('#body').fill('　');
  h.equal(await press(button(page, 'この文章に直す')), 422, 'an empty correction comes back');
  await h.check(page, 'status-correct-422');
  await page.locator('#body').fill(CORRECTED);
  h.equal(await press(button(page, 'この文章に直す')), 200, 'the text is corrected');
  await page.getByText('これまでの文章（2）').click();
  h.ok(await page.getByText(WORDS.split('\n')[0]).isVisible(), 'the first text is still there');
  await h.check(page, 'status-corrected');
}

async function withdraws(h, page, { number }) {
  await press(button(page, 'ご意見を取り下げる'));
  await h.check(page, 'withdraw');
  await press(button(page, 'やめて戻る'));
  h.ok(await page.getByText('職員が内容を確認しています。').isVisible(), 'asked first, nothing is withdrawn yet');
  await press(button(page, 'ご意見を取り下げる'));
  await press(button(page, '取り下げる'));
  h.ok(await page.locator('.chip', { hasText: '取下げ' }).isVisible(), 'withdrawn');
  h.equal(await button(page, 'ご意見を取り下げる').count(), 0, 'and nothing is left to withdraw');
  await h.check(page, 'status-withdrawn');
  const answer = await page.goto(h.url(`/opinions/${number}`));
  h.equal(answer.status(), 404, 'what was never public does not exist');
}

/** The same form once more: a retry changes nothing, other words are shown beside the first. */
async function sendsTwice(h) {
  const page = await h.open();
  const again = await h.open();
  await page.goto(h.url(`${CALL}/write?theme=digital`));
  const token = await page.locator('input[name="token"]').inputValue();
  await page.locator('#body').fill('窓口の予約をスマートフォンでもできるようにしてください。');
  const first = await send(page);
  for (const text of ['窓口の予約をスマートフォンでもできるようにしてください。', '窓口の予約を電話でもお願いします。']) {
    await again.goto(h.url(`${CALL}/write?theme=digital`));
    await again.locator('input[name="token"]').evaluate((input, value) => (input.value = value), token);
    await again.locator('#body').fill(text);
    await press(button(again, '確認へ進む'));
    const status = await press(button(again, 'この内容で送る'));
    if (status === 201) h.equal((await receipt(again)).number, first.number, 'a retry gives the same receipt');
    else h.equal(status, 409, 'other words from the same form are not lost');
  }
  h.ok(await again.getByText('窓口の予約を電話でも').first().isVisible(), 'both texts are shown');
  await h.check(again, 'other');
}

/** With a script: the list is searched and narrowed as without. */
async function searches(h, screen) {
  const width = SCREENS[screen];
  const page = await h.open({ width, script: true });
  await page.goto(h.url(`${CALL}/opinions`));
  await page.locator('#q').fill('バス');
  await press(button(page, 'さがす'));
  const found = await texts(page);
  h.ok(found.length > 5 && found.every((text) => /バス|ばす|ﾊﾞｽ/.test(text)), `${screen}: a search finds what it should`);
  await page.locator('.filter summary').click();
  await page.getByLabel('テーマ', { exact: true }).selectOption('transport');
  await press(button(page, 'この条件で見る'));
  const both = await texts(page);
  h.ok(both.length > 0 && both.length < found.length, `${screen}: a theme narrows it`);
  await h.check(page, `opinions-script-${screen}`, { widths: [width] });
  await press(page.locator('.voices h3 a').first());
  h.ok(both.includes(await page.locator('main p.verbatim').first().textContent()), `${screen}: and each opens`);
  await h.check(page, `opinion-script-${screen}`, { widths: [width] });
}

/** With a script: the counter counts what the server counts. Answers a receipt, which can be printed. */
async function counts(h, screen) {
  const widths = [SCREENS[screen]];
  const page = await h.open({ width: SCREENS[screen], script: true });
  await page.goto(h.url(`${CALL}/write`));
  const counter = page.locator('#body-count');
  await page.locator('#body').fill('𠮷野\n👵🏻');
  h.ok((await counter.textContent()).startsWith('5文字'), 'the counter counts code points');
  await page.locator('#body').fill('あ'.repeat(5003));
  h.ok((await counter.textContent()).startsWith('3文字 多すぎます'), 'and says how many are too many');
  await page.getByRole('radio', { name: /^自然・環境/ }).check();
  h.equal(await press(button(page, '確認へ進む')), 422, 'the server counts alike');
  await h.check(page, `write-over-${screen}`, { widths });
  await page.locator('#body').fill('桜並木の下の草を、年に二回は刈ってほしいです。');
  const sent = await send(page);
  h.ok(await button(page, '受付票を印刷する').isVisible(), 'the receipt can be printed');
  await h.check(page, `receipt-script-${screen}`, { widths });
  await keeps(h, page, sent);
  return sent;
}

/** The QR code's address fills in the form and leaves nothing in the address bar; then all is done as without. */
async function scans(h, screen, { number, code }) {
  const widths = [SCREENS[screen]];
  const page = await h.open({ width: SCREENS[screen], script: true });
  await page.goto(h.url(`/status#${number}.${code}`));
  h.equal(await page.locator('#number').inputValue(), number, 'the number is filled in');
  h.equal(await page.locator('#code').inputValue(), code, 'the code is filled in');
  h.equal(page.url(), h.url('/status'), 'the address bar keeps neither');
  h.equal(await follow(page, () => page.keyboard.press('Enter')), 200, 'Enter opens it');
  h.ok(await button(page, 'このページを印刷する').isVisible(), 'the state can be printed');
  await h.check(page, `status-script-${screen}`, { widths });
  await unfold(page, '文章を直す');
  await page.locator('#body').fill(CORRECTED);
  h.equal(await press(button(page, 'この文章に直す')), 200, `${screen}: the text is corrected`);
  await press(button(page, 'ご意見を取り下げる'));
  await press(button(page, '取り下げる'));
  h.ok(await page.locator('.chip', { hasText: '取下げ' }).isVisible(), `${screen}: and withdrawn`);
}

/** One page of each kind in English; the way of an opinion is told by the story of the languages. */
async function english(h) {
  const language = 'en';
  const page = await h.open();
  for (const [where, name, status] of [
    [`${CALL}/opinions?q=bus`, 'opinions-en', 200],
    [`${CALL}/themes/transport`, 'theme-en', 200],
    ['/accessibility', 'accessibility-en', 200],
    ['/guideline', 'resident-guideline-en', 200],
    ['/privacy', 'resident-privacy-en', 200],
    ['/no-such-page', 'not-found-en', 404],
  ]) {
    await h.visit(where, name, { page, language, status });
  }
  await page.goto(h.url(`${CALL}/opinions`, language));
  await press(page.locator('.voices h3 a').first());
  await h.check(page, 'opinion-en');
}
