// The frame that all pages share: header, language menu, footer, on the pages that need nothing to exist.

export const name = 'frame';

const PAGES = { home: '/', status: '/status', guideline: '/guideline', privacy: '/privacy' };

export async function run(h) {
  const page = await h.open();
  for (const [name, where] of Object.entries(PAGES)) await h.visit(where, name, { page });
  // The frame has the same shape in every language: one page tells, unless all are wanted.
  for (const language of h.languages.filter((code) => code !== 'ja')) {
    // A language that is there for sending alone has the status page, and leads to the others in another one.
    const pages = h.all ? Object.entries(PAGES) : [['status', '/status']];
    for (const [name, where] of pages) await h.visit(where, `${name}-${language}`, { page, language });
  }

  await page.goto(h.url('/'));
  await page.locator('header summary').first().click();
  await h.check(page, 'home-menu');
  await escapes(h);
}

/** With a script Escape closes a menu; who was in it is back at what opened it. */
async function escapes(h) {
  const page = await h.open({ script: true });
  await page.goto(h.url('/'));
  for (const menu of await page.locator('header .menu').all()) {
    const summary = menu.locator('summary');
    await summary.press('Enter');
    await page.keyboard.press('Tab');
    h.ok(await menu.locator(':is(a, button)').first().evaluate((first) => first === document.activeElement), 'an open menu is next');
    await page.keyboard.press('Escape');
    h.equal(await menu.getAttribute('open'), null, 'Escape closes it');
    h.ok(await summary.evaluate((own) => own === document.activeElement), 'and leads back');
  }
}
