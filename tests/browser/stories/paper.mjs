// What people take home on paper: the receipt and the state of an opinion are one sheet in every language, with and without an
// address for letters, with large letters, and where opinions are public at once; a list and the results say of what they
// are. None of them holds anything that only a screen can use.

import { CALL, button, decides, opensStatus, press, receipt, signIn } from '../acts.mjs';

export const name = 'paper';

const LANGUAGES = ['ja', 'en', 'ja-simple', 'vi', 'zh-Hans'];
const WORDS = '夕方のバスを、もう一本ふやしてください。'.repeat(19);

export async function run(h) {
  const moderator = await h.open();
  await signIn(h, moderator, h.account('moderator'));
  for (const language of LANGUAGES) {
    await takes(h, language, 'with an address', { mail: 'hana.tanaka@example.jp' });
    await takes(h, language, 'in large letters', { large: true });
    const sent = await takes(h, language, 'alone');
    await decides(h, moderator, sent, 'withhold', '営業・宣伝');
    await state(h, language, 'withheld', sent);
  }
  await atOnce(h);
  await list(h);
  await results(h);
}

const sheets = (paper) => paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g).length;

async function isOneSheet(h, page, what) {
  h.equal(sheets(await page.pdf({ preferCSSPageSize: true })), 1, `${what} is one sheet of paper`);
}

/** From the form to the receipt and the state, both printed. Answers the receipt. */
async function takes(h, language, how, { mail, large } = {}) {
  const what = `the receipt in ${language} ${how}`;
  const page = await h.open();
  await page.goto(h.url(`${CALL}/write?theme=transport`, language));
  if (large) {
    await page.locator('header .menu summary').last().click();
    await press(page.locator('header .display button').nth(2));
    h.ok(await page.locator('html.larger').isVisible(), 'letters are half as large again');
  }
  await page.locator('#body').fill(`${WORDS}${how} ${language}`);
  if (mail) {
    await page.locator('details:has(#mail) > summary').click();
    await page.locator('#mail').fill(mail);
  }
  await press(page.locator('#again button.main'));
  h.equal(await press(page.locator('main form button.main')), 201, `${what} is there`);
  await isOneSheet(h, page, what);
  const sent = await receipt(page);
  await state(h, language, how, sent, page);
  await page.context().close();
  return sent;
}

/** The state of an opinion: whose it is, number, course and words; no code, and nothing to press. */
async function state(h, language, how, sent, page = null) {
  const what = `the state in ${language} ${how}`;
  page ??= await h.open();
  await opensStatus(h, page, sent, language);
  await isOneSheet(h, page, what);
  await page.emulateMedia({ media: 'print' });
  const text = await page.locator('main').innerText();
  const said = [sent.number, WORDS].filter((part) => !text.includes(part));
  h.equal([said, text.includes(sent.groups[0])], [[], false], `${what} has number and words, and no code`);
  h.ok(await page.locator('.paper-head').isVisible(), 'it says whose it is and of what');
  const controls = page.locator('main').locator('summary, button, textarea, .later').filter({ visible: true });
  h.equal(await controls.count(), 0, 'and holds nothing to press, and nothing that is to come');
  await page.emulateMedia({ media: null });
}

/** A consultation that publishes at once says more on its receipt. */
async function atOnce(h) {
  const staff = await h.open();
  await signIn(h, staff, h.account('staff'));
  const turn = async (moderation) => {
    await staff.goto(h.url(`/staff${CALL}/basics`));
    await staff.locator(`[name="moderation"][value="${moderation}"]`).check();
    return press(button(staff, '保存する'));
  };
  h.equal(await turn('after'), 200, 'opinions are public at once');
  for (const language of LANGUAGES) await takes(h, language, 'of an opinion that is public');
  await turn('before');
}

/** A page as a printer gets it. */
async function printed(h, where) {
  const page = await h.open({ width: 1280 });
  await page.goto(h.url(where));
  await page.emulateMedia({ media: 'print' });
  const head = await page.locator('.paper-head').innerText();
  h.ok(/^朝来市 みんなの声\n第3次朝来市総合計画/.test(head), `${where} says whose it is and of what: ${head}`);
  for (const control of ['button', 'input', '.crumbs', '.site-head']) {
    h.equal(await page.locator(control).filter({ visible: true }).count(), 0, `it has no ${control}`);
  }
  return page;
}

async function list(h) {
  const page = await printed(h, `${CALL}/opinions?theme=transport`);
  h.ok(await page.locator('p.print-only').filter({ visible: true, hasText: '道路・公共交通' }).first().isVisible(), 'and what was asked for');
  h.equal(await page.locator('.orders a').filter({ visible: true }).count(), 1, 'and in which order');
  h.ok((await page.locator('.voices > li').filter({ visible: true }).count()) > 10, 'with the opinions');
}

async function results(h) {
  const page = await printed(h, `${CALL}/results`);
  h.ok((await page.locator('figure table').filter({ visible: true }).count()) > 1, 'the tables behind the charts are open');
}
