// What people take home on paper: the receipt is one sheet in every language, with and without an address for letters; a list and
// the results say of what they are, and hold nothing that only a screen can use.

import { CALL, press } from '../acts.mjs';

export const name = 'paper';

const WORDS = '夕方のバスを、もう一本ふやしてください。'.repeat(12);

export async function run(h) {
  for (const language of ['ja', 'en', 'ja-simple', 'vi', 'zh-Hans']) {
    for (const mail of ['', 'hana.tanaka@example.jp']) await receipt(h, language, mail);
  }
  await list(h);
  await results(h);
}

const sheets = (paper) => paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g).length;

async function receipt(h, language, mail) {
  const what = `the receipt in ${language}${mail && ' with an address'}`;
  const page = await h.open();
  await page.goto(h.url(`${CALL}/write?theme=transport`, language));
  await page.locator('#body').fill(`${WORDS}${what}`);
  if (mail) {
    await page.locator('details:has(#mail) > summary').click();
    await page.locator('#mail').fill(mail);
  }
  await press(page.locator('#again button.main'));
  h.equal(await press(page.locator('main form button.main')), 201, `${what} is there`);
  const paper = await page.pdf({ preferCSSPageSize: true });
  h.equal(sheets(paper), 1, `${what} is one sheet of paper`);
  await page.context().close();
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
