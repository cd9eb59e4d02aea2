// What seems personal is pointed out before it is sent, and can be masked; with a script already while it is written.

import { CALL, SCREENS, button, opensStatus, press, unfold, writes } from '../acts.mjs';

export const name = 'personal';

const PHONE = '０９０‑００００‑００００';
const WORDS = `橋の上が暗くて、こわいです。\n話を聞いてもらえるなら、${PHONE}にお電話ください。`;
const WRITE = `${CALL}/write?theme=environment`;

const area = (page) => page.locator('#body');

export async function run(h) {
  await masks(h);
  await corrects(h);
  for (const screen of Object.keys(SCREENS)) await says(h, screen);
}

/** Without a script: the confirmation points at it, its author masks it, and sees what has changed before sending. */
async function masks(h) {
  const page = await h.open();
  await page.goto(h.url(WRITE));
  await area(page).fill(WORDS);
  await press(button(page, '確認へ進む'));
  h.equal(await page.locator('dl mark').allTextContents(), [PHONE], 'a phone number is pointed out');
  await h.check(page, 'personal-confirm');
  h.equal(await press(button(page, '線のところを「●●●」に変える')), 200, 'it can be masked');
  h.ok((await page.locator('dl .verbatim').textContent()).endsWith('●●●にお電話ください。'), 'and the mask is shown');
  h.ok(await page.locator('.banner.success').getByText(PHONE).isVisible(), 'beside what it was');
  await h.check(page, 'personal-masked');
  h.equal(await press(button(page, 'もとの文章に戻す')), 200, 'which can be taken back');
  h.equal(await page.locator('dl .verbatim').textContent(), WORDS, 'to the very words');
  await press(button(page, '線のところを「●●●」に変える'));
  await press(page.getByRole('button', { name: /^直す\s*：\s*ご意見$/ }));
  h.ok((await area(page).inputValue()).includes('●●●に'), 'the box holds the masked words');
  h.ok((await page.locator('#body-count').textContent()).startsWith('39文字'), 'and says without a script how many they are');
  await press(button(page, '確認へ進む'));
  h.equal(await press(button(page, 'この内容で送る')), 201, 'and they are sent');
}

async function corrects(h) {
  const sent = await writes(h, '橋の上が暗いです。');
  const page = await h.open();
  await opensStatus(h, page, sent);
  await unfold(page, '文章を直す');
  await area(page).fill('橋の上が暗いです。koe@example.jpまで。');
  await press(button(page, 'この文章に直す'));
  h.ok(await page.getByText('連絡先や住所のようなところがあります').isVisible(), 'a correction is asked about, too');
  await h.check(page, 'personal-correction');
  await press(button(page, '「●●●」に変えて直す'));
  h.ok(await page.locator('p.verbatim').first().getByText('橋の上が暗いです。●●●まで。').isVisible(), 'and masked as its author wishes');
}

/** While somebody writes: a line under the box, and nothing below it moves. */
async function says(h, screen) {
  const page = await h.open({ width: SCREENS[screen], script: true });
  await page.goto(h.url(WRITE));
  const line = page.locator('#body-personal');
  const place = async () => (await button(page, '確認へ進む').boundingBox()).y - (await area(page).boundingBox()).y;
  await area(page).fill('橋の上が暗いです。');
  const before = await place();
  await area(page).pressSequentially(' 0900000');
  h.equal(await line.locator('bdi').textContent(), '', 'half a number is no number');
  await area(page).pressSequentially('0000');
  await line.getByText('電話番号のように見えます。').waitFor();
  h.equal(await line.locator('bdi').textContent(), '09000000000', 'a whole one is named');
  h.equal(await place(), before, `${screen}: what is below stays where it is`);
  h.ok((await area(page).getAttribute('aria-describedby')).includes('body-personal'), 'the box is described by the line');
  await h.check(page, `personal-line-${screen}`, { widths: [SCREENS[screen]] });
  await area(page).fill('橋の上が暗いです。');
  await line.getByText('電話番号のように見えます。').waitFor({ state: 'hidden' });
  h.equal(await place(), before, 'and when it is gone');
}
