// The frame that all pages share: header, language menu, footer, on the pages that need nothing to exist.

export const name = 'frame';

const PAGES = { home: '/', status: '/status', guideline: '/guideline', privacy: '/privacy' };

export async function run(h) {
  for (const [page, where] of Object.entries(PAGES)) await h.visit(where, page);
  // The frame has the same shape in every language: one page tells, unless all are wanted.
  for (const language of h.languages.filter((code) => code !== 'ja')) {
    const pages = h.all ? Object.entries(PAGES) : [['home', '/']];
    for (const [page, where] of pages) await h.visit(where, `${page}-${language}`, { language });
  }

  const page = await h.open({ width: 360 });
  await page.goto('/');
  await page.locator('header summary').first().click();
  await h.check(page, 'home-menu');
}
