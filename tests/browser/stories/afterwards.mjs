// After a decision: an author adds a note that somebody looks at, and asks for another look that somebody else takes.

import { CALL, button, decides, link, opensStatus, press, signIn, unfold, writes } from '../acts.mjs';

export const name = 'afterwards';

const SHOWN = '通学路の雪かきを、曜日を決めて手伝い合えるようにしてください。';
const NOTE = '地区の役員会で話したところ、土曜の朝なら集まれるそうです。';
const ADVERT = '駅前の空き店舗で、うちの教室の生徒を集めたいと思っています。';
const WHY = '宣伝ではありません。空き店舗を学びの場にする案として読んでください。';
const ANSWER = 'もう一度読みました。場所の使い方の案と受け取りましたので、公開します。';

export async function run(h) {
  const [shown, advert] = [await writes(h, SHOWN), await writes(h, ADVERT)];
  const moderator = await h.open();
  await signIn(h, moderator, h.account('moderator'));
  await decides(h, moderator, shown, 'publish');
  await decides(h, moderator, advert, 'withhold', '営業・宣伝');
  const author = await h.open();
  await adds(h, author, shown);
  await looks(h, moderator, author, shown);
  await reads(h, shown);
  await asks(h, author, advert);
  await isRefused(h, moderator, advert);
  await answers(h, author, advert);
}

async function adds(h, page, sent) {
  await opensStatus(h, page, sent);
  await unfold(page, '補足を書く');
  await page.locator('#note').fill('　');
  h.equal(await press(button(page, 'この補足を送る')), 422, 'a blank note is refused');
  await h.check(page, 'addition-422');
  await page.locator('#note').fill(NOTE);
  h.equal(await press(button(page, 'この補足を送る')), 200, 'a note is taken');
  h.ok(await page.getByText('補足を受け付けました').isVisible(), 'and the page says so');
  h.ok(await page.locator('.notes').getByText('確認待ち').isVisible(), 'and that it is to be looked at');
  await h.check(page, 'addition-sent');
}

async function looks(h, page, author, sent) {
  await page.goto(h.url('/staff/queue'));
  h.equal(await press(page.getByRole('link', { name: /^補足（\d+）$/ })), 200, 'the queue leads to the notes');
  await h.check(page, 'additions');
  await press(page.getByRole('link', { name: NOTE }));
  await page.locator('#act-withhold summary').click();
  await page.locator('#act-withhold').getByRole('radio', { name: 'その他' }).check();
  h.equal(await press(page.locator('#act-withhold button.main')), 422, 'without a word to its author none is withheld');
  await h.check(page, 'addition-staff-422');
  await page.locator('#act-publish summary').click();
  h.equal(await press(page.locator('#act-publish button.main')), 200, 'one press publishes it');
  h.ok(await page.getByText('の補足1を「公開」にしました').isVisible(), 'and the list says so');
  await h.check(page, 'additions-done');
  await press(link(page, '結果を見る・改める'));
  await h.check(page, 'addition-staff');
  await opensStatus(h, author, sent);
  h.equal(await author.locator('.notes .chip').textContent(), '公開', 'the author sees it, too');
}

async function reads(h, { number }) {
  const page = await h.visit(`/opinions/${number}`, 'opinion-with-note');
  h.ok(await page.locator('section.notes').getByText(NOTE).isVisible(), 'the note stands under its opinion');
  await page.goto(h.url(`${CALL}/opinions?q=${encodeURIComponent('雪かき')}`));
  h.equal(await press(link(page, '補足 1件を読む')), 200, 'the list leads to it');
  await h.visit(`/opinions/${number}`, 'opinion-with-note-en', { language: 'en', widths: [360] });
}

async function asks(h, page, sent) {
  await opensStatus(h, page, sent);
  await unfold(page, 'もう一度確かめるよう頼む');
  await page.locator('#why').fill('　');
  h.equal(await press(button(page, 'もう一度確かめるよう頼む')), 422, 'a blank appeal is refused');
  await h.check(page, 'appeal-422');
  await page.locator('#why').fill(WHY);
  h.equal(await press(button(page, 'もう一度確かめるよう頼む')), 200, 'an appeal is taken');
  await h.check(page, 'appeal-sent');
}

/** Who withheld it finds it in the list, and no way to answer. */
async function isRefused(h, page, { number }) {
  await page.goto(h.url('/staff/appeals'));
  await press(page.getByRole('link', { name: WHY }));
  h.ok(await page.getByText('回答できません').isVisible(), 'who withheld it is told that somebody else answers');
  h.equal(await page.locator('form.act-form').count(), 0, 'and finds nothing to press');
  await h.check(page, 'appeal-own');
  await page.goto(h.url(`/staff/opinions/${number}`));
  h.equal(await page.locator('form[action$="/decision"]').count(), 0, 'nor on the page of the opinion');
  await h.check(page, 'opinion-appealed');
}

async function answers(h, author, sent) {
  const page = await h.open();
  await signIn(h, page, h.account('reviewer'));
  await page.goto(h.url('/staff/queue'));
  h.equal(await press(page.getByRole('link', { name: /^異議申立て（\d+）$/ })), 200, 'the queue leads to the appeals');
  await h.check(page, 'appeals');
  await press(page.getByRole('link', { name: WHY }));
  await h.check(page, 'appeal-staff');
  await page.locator('#act-mask summary.act').click();
  await page.locator('#masks').fill('どこにもない言葉');
  await page.locator('#message-mask').fill(ANSWER);
  h.equal(await press(page.locator('#act-mask form button.main')), 422, 'masks are words of the text');
  h.equal(await page.locator('#message-mask').inputValue(), ANSWER, 'the answer is kept');
  await h.check(page, 'appeal-staff-422');
  await page.locator('#act-publish summary.act').click();
  await page.locator('#message-publish').fill(ANSWER);
  h.equal(await press(page.locator('#act-publish button.main')), 200, 'an answer is given');
  h.ok(await page.getByText('の異議申立てに回答しました').isVisible(), 'and the list says so');
  await h.check(page, 'appeals-done');
  await press(link(page, '結果を見る・改める'));
  await h.check(page, 'appeal-answered-staff');
  await opensStatus(h, author, sent);
  h.ok(await author.getByText(ANSWER).isVisible(), 'the author reads the answer');
  h.ok(await author.locator('.chip.published', { hasText: '公開' }).first().isVisible(), 'and that the opinion is public');
  await h.check(author, 'appeal-answered');
  await h.visit(`/opinions/${sent.number}`, 'opinion-after-appeal', { widths: [360] });
}
