// Staff write down what came on paper, a colleague compares it, and the notes of a workshop come in from a grid.

import { SCREENS, button, follow, link, press, signIn } from '../acts.mjs';

export const name = 'incoming';

const CALL = 'call=2024-plan';
const MEETING = '第１回あさご未来会議';

export async function run(h) {
  const page = await h.open();
  await signIn(h, page, h.account('staff'));
  await writesDown(h, page);
  await entersNotes(h, page);
  for (const screen of Object.keys(SCREENS)) await withScript(h, screen);
  await inEnglish(h, page);
}

async function writesDown(h, page) {
  await h.visit(`/staff/transcription?${CALL}`, 'transcription', { page });
  await page.locator('#body').fill('停留所に屋根を\nつけてほしいです。');
  await page.locator('#day').fill('2999-01-01');
  await page.locator('#theme').selectOption({ index: 2 });
  h.equal(await press(button(page, '受け付けて、次を書き写す')), 422, 'a day to come is refused');
  await h.check(page, 'transcription-422');
  await page.locator('#day').fill('2014-10-21');
  h.equal(await press(button(page, '受け付けて、次を書き写す')), 422, 'a day long before the opening is asked about');
  h.ok(await page.locator('#sure').isVisible(), 'once more');
  await h.check(page, 'transcription-early');
  await page.locator('#day').fill('2024-10-21');
  await page.locator('#place').fill('生野支所の窓口');
  await page.locator('[name="check"]').check();
  h.equal(await press(button(page, '受け付けて、次を書き写す')), 201, 'it is taken in');
  h.equal(await page.locator('#place').inputValue(), '生野支所の窓口', 'what repeats stays');
  h.equal(await page.locator('#body').inputValue(), '', 'and the next sheet is empty');
  await h.check(page, 'transcription-201');
  await printsNarrow(h, page);
  await press(page.locator('section a[href*="/checks/"]').first());
  h.ok(await page.getByText('書き写した本人は照合できません').isVisible(), 'nobody compares his own');
  await h.check(page, 'transcription-check');
}

/** On A4, A5 and the roll of a small printer: nothing of the receipt lies over anything else of it. */
async function printsNarrow(h, page) {
  const before = page.viewportSize();
  await page.emulateMedia({ media: 'print' });
  for (const [paper, width] of Object.entries({ A4: 680, A5: 446, roll: 189 })) {
    await page.setViewportSize({ width, height: before.height });
    const [no, code, qr] = await Promise.all(['.no', '.code', '.qr'].map((part) => page.locator(`.slip ${part}`).boundingBox()));
    const apart = qr.x >= Math.max(no.x + no.width, code.x + code.width) || qr.y >= code.y + code.height;
    h.ok(apart && qr.x >= 0 && qr.x + qr.width <= width, `${paper}: the QR code stands beside the number or under it`);
    const number = await page.locator('.slip .no').evaluate((it) => it.scrollWidth <= it.clientWidth);
    h.ok(number, `${paper}: the number is inside its slip`);
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ media: null });
}

async function entersNotes(h, page) {
  await h.visit(`/staff/workshops?${CALL}`, 'workshops', { page });
  await press(link(page, MEETING));
  await h.check(page, 'workshop-sheet');
  await page.locator('#table_0').fill('A');
  await page.locator('#text_0').fill('夜に集まれる場所がほしい');
  await page.locator('#dots_0').fill('たくさん');
  h.equal(await press(button(page, '確かめて取り込む')), 422, 'dots are a number');
  await h.check(page, 'workshop-422');
  await page.locator('#dots_0').fill('５');
  await page.locator('#sheet').fill('B\tバスをふやして\t3');
  h.equal(await press(button(page, '確かめて取り込む')), 200, 'the sheet is tried');
  while ((await page.locator('progress').count()) > 0) await press(link(page, 'いまの状況を見る'));
  await press(button(page, '2件を取り込む'));
  while ((await page.locator('progress').count()) > 0) await press(link(page, 'いまの状況を見る'));
  await page.goto(h.url(`/staff/workshops?${CALL}`));
  await press(link(page, MEETING));
  h.ok(await page.getByText('会場の共感シール 5枚').isVisible(), 'with its dots');
  await h.check(page, 'workshop-in');
  await mendsDots(h, page);
  await mendsMeeting(h, page);
}

async function mendsDots(h, page) {
  await page.locator('#sheet').fill('A\t夜に集まれる場所がほしい\t9');
  h.equal(await press(button(page, '確かめて取り込む')), 422, 'notes that hang there already are asked about');
  await h.check(page, 'workshop-again');
  await page.locator('[name="again"][value="same"]').check();
  h.equal(await press(button(page, '確かめて取り込む')), 200, 'and their dots are shown');
  await h.check(page, 'workshop-dots-again');
  await press(button(page, 'シールの数を保存する'));
  h.ok(await page.getByText('1枚の付せんのシールの数を直しました。').isVisible(), 'to be saved');
  await page.locator('[name^="dots_"]').first().fill('たくさん');
  h.equal(await press(button(page, 'シールの数を保存する')), 422, 'dots are a number');
  await h.check(page, 'workshop-dots-422');
  await press(link(page, '付せんの画面へ戻る'));
}

async function mendsMeeting(h, page) {
  await press(link(page, '会議を直す'));
  await h.check(page, 'meeting');
  await page.locator('#place').fill('生野マインホール');
  await press(button(page, '保存する'));
  await page.goto(h.url(`/staff/workshops?${CALL}`));
  await page.locator('#day').fill('2024-10-20');
  await page.locator('#name').fill('若者との対話');
  await press(button(page, '会議を加えて、付せんを入力する'));
  await page.goto(h.url(`/staff/workshops?${CALL}`));
  await page.locator('#day').fill('2024-10-20');
  await page.locator('#name').fill('若者との対話');
  h.equal(await press(button(page, '会議を加えて、付せんを入力する')), 422, 'the one that is there is offered');
  await h.check(page, 'workshops-same');
  await press(link(page, 'その会議の付せんを入力する'));
  await press(link(page, '会議を直す'));
  await press(button(page, 'この会議を消す'));
}

async function withScript(h, screen) {
  const page = await h.open({ width: SCREENS[screen], script: true });
  await signIn(h, page, h.account('staff'));
  await page.goto(h.url(`/staff/transcription?${CALL}`));
  const token = await page.locator('[name="token"]').inputValue();
  await page.locator('#body').fill(`${screen}の画面で書き写しました。`);
  await page.locator('#theme').selectOption({ index: 2 });
  await page.locator('#body').press('Control+Enter');
  await page.locator('.slip').waitFor();
  h.ok(await page.locator('#body').evaluate((it) => it === document.activeElement), 'the next sheet begins at once');
  await h.check(page, `transcription-script-${screen}`);
  // As a browser does that has kept the page: the form that was sent comes again.
  await page.locator('[name="token"]').evaluate((it, value) => { it.value = value; }, token);
  await page.locator('#body').fill(`${screen}の画面で、戻って直しました。`);
  await page.locator('#theme').selectOption({ index: 2 });
  h.equal(await follow(page, () => page.locator('#body').press('Control+Enter')), 409, 'who goes back and mends it is told');
  h.ok(await page.getByText('あとから送った内容のうち').isVisible(), 'that the change is not in it');
  await h.check(page, `transcription-again-${screen}`);
  await page.locator('#theme').selectOption('');
  h.equal(await follow(page, () => page.locator('#body').press('Control+Enter')), 422, 'a theme is missing');
  h.ok(await page.locator('#theme').evaluate((it) => it === document.activeElement), 'and can be mended at once');
  await pastes(h, page);
}

async function pastes(h, page) {
  await page.goto(h.url(`/staff/workshops?${CALL}`));
  await press(link(page, MEETING));
  const paste = (data) =>
    page.locator('#text_0').evaluate((cell, kinds) => {
      const clipboardData = new DataTransfer();
      for (const [kind, text] of Object.entries(kinds)) clipboardData.setData(kind, text);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      return cell.dispatchEvent(event);
    }, data);
  h.ok(await paste({ 'text/plain': '夜の\nバス' }), 'two lines are for the browser to paste where they are');
  const html = '<table><tr><td></td></tr></table>';
  h.ok(!(await paste({ 'text/plain': '"夜の\nバス"\n', 'text/html': html })), 'a cell of a spreadsheet loses its quotes');
  h.equal(await page.locator('#text_0').inputValue(), '夜の\nバス', 'and keeps its lines');
  await follow(page, () => paste({ 'text/plain': '橋を\n道を\n', 'text/html': html }));
  h.equal(await page.locator('#text_1').inputValue(), '橋を', 'two cells are two notes');
  h.equal(await page.locator('#text_2').inputValue(), '道を', 'below what was there');
  await page.locator('#dots_1').focus();
  await page.keyboard.press('Enter');
  h.ok(await page.locator('#dots_2').evaluate((it) => it === document.activeElement), 'Enter goes down the column');
}

async function inEnglish(h, page) {
  await h.visit(`/en/staff/transcription?${CALL}`, 'transcription-en', { page });
  await h.visit(`/en/staff/workshops?${CALL}`, 'workshops-en', { page });
  await press(link(page, MEETING));
  await h.check(page, 'workshop-en');
  await press(page.locator('main a[href$="/dots"]'));
  await h.check(page, 'workshop-dots-en');
  await press(page.locator('main a[href*="/staff/workshops/"]').first());
  await press(page.locator('main a[href$="/meeting"]'));
  await h.check(page, 'meeting-en');
}
