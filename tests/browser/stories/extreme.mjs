// Texts that turn lines around, never end or grow upwards stay in their own place, and what looks like code is shown.

import { CALL, button, opensStatus, press, signIn, writes } from '../acts.mjs';

export const name = 'extreme';

const TEXTS = {
  override: '橋の柵が\u202E低くてこわいです。12345 abc',
  masked: '川の\u202E山田さん宅の前の柵が低いです。',
  unclosed: '\u2066\u2067\u202B閉じない印のあとも、次の行は左から始まります。',
  endless: `${'koe'.repeat(600)}。`,
  towering: `声${'\u0301'.repeat(900)}${'\u0323'.repeat(600)}をあげます。`,
  arabic: 'أقترح فتح المكتبة حتى الساعة 20:00 أيام الامتحانات.',
  hebrew: 'אני מציע לתקן את התאורה ליד הנהר (רחוב 3).',
  literal: '{{7*7}} ${7*7} <%= 7*7 %> **太字** [b]太字[/b] <b>太字</b> 100%s%n {0} &amp; 〔個人情報のため非公開〕',
};

export async function run(h) {
  const sent = {};
  for (const [what, text] of Object.entries(TEXTS)) sent[what] = await writes(h, text);
  const desk = await h.open({ width: 1280 });
  await signIn(h, desk, h.account('moderator'));
  await judges(h, desk, sent);
  await reads(h, sent);
  await author(h, sent.override);
}

async function judges(h, page, sent) {
  await page.goto(h.url(`/staff/queue?open=${sent.override.number}`));
  const hidden = page.locator('#original .hidden-char');
  h.equal(await hidden.getAttribute('data-name'), '見えない文字 U+202E', 'the moderator sees the mark that turns a line around');
  await inOrder(h, page, 'extreme-queue');
  await h.check(page, 'extreme-queue');
  for (const { number } of Object.values(sent)) {
    await page.goto(h.url(`/staff/queue?open=${number}`));
    const fold = page.locator(number === sent.masked.number ? '#act-mask' : '#act-publish');
    if ((await fold.getAttribute('open')) === null) await fold.locator('summary.act').click();
    if (number === sent.masked.number) await page.locator('#masks').fill('山田さん');
    await press(fold.locator('button.main'));
  }
  const staff = await h.open({ width: 1280 });
  await signIn(h, staff, h.account('staff'));
  await staff.goto(h.url('/staff/consultations/2024-plan/opinions'));
  await inOrder(h, staff, 'extreme-staff-list');
  await h.check(staff, 'extreme-staff-list');
}

async function reads(h, sent) {
  const page = await h.visit(`${CALL}/opinions`, 'extreme-list');
  h.equal(await page.evaluate(() => getComputedStyle(document.documentElement).direction), 'ltr', 'the page is not turned');
  await inOrder(h, page, 'extreme-list');
  await inside(h, page);
  for (const [what, { number }] of Object.entries(sent)) {
    await h.visit(`/opinions/${number}`, `extreme-${what}`, { page });
    const shown = TEXTS[what].replace('山田さん', '〔個人情報のため非公開〕');
    h.equal(await page.locator('p.verbatim').textContent(), shown, `${what}: every character is there`);
    await inOrder(h, page, what);
    await inside(h, page);
  }
  for (const what of ['arabic', 'hebrew']) {
    await page.goto(h.url(`/opinions/${sent[what].number}`));
    const direction = await page.locator('p.verbatim').evaluate((text) => getComputedStyle(text).direction);
    h.equal(direction, 'rtl', `${what} begins at the right`);
  }
}

async function author(h, sent) {
  const page = await h.open();
  await opensStatus(h, page, sent);
  await inOrder(h, page, 'extreme-status');
  await h.check(page, 'extreme-status');
  h.ok(await button(page, 'ご意見を取り下げる').isVisible(), 'the page under the text is as ever');
}

/** Outside of what people wrote, and in the masks within it, every line reads from left to right. */
async function inOrder(h, page, where) {
  const turned = await page.evaluate(() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const around = node.parentElement;
      if (!around.matches('.mask') && around.closest('.verbatim, [dir="auto"], script, style, textarea')) continue;
      let last = null;
      for (let at = 0; at < node.length; at += 1) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        if (box.width === 0) continue;
        if (last && Math.abs(box.top - last.top) < 2 && box.left < last.left) {
          found.push(node.data.trim());
          break;
        }
        last = box;
      }
    }
    return found;
  });
  h.equal(turned, [], `${where}: nothing else is turned around`);
}

/** What people wrote is drawn within its own lines. */
async function inside(h, page) {
  const open = await page.evaluate(() =>
    Array.from(document.querySelectorAll('.verbatim'))
      .filter((text) => !['clip', 'hidden'].includes(getComputedStyle(text).overflowY))
      .map((text) => text.textContent.slice(0, 20)),
  );
  h.equal(open, [], 'no text covers its neighbours');
}
