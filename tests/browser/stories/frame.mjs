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
}
