// What a story gets as `h`: pages in a real browser, and `check`, which looks at a page as a machine can.
//
// Stories run with the script engine off, as everything must work without it. axe needs an engine, so `check` shows
// the very bytes and headers that the story's page received to a second page ("the twin") with the engine on and our
// own scripts replaced by nothing. The site's Content-Security-Policy stays in force in both.

import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

import { OUT, ROOT } from './program.mjs';

/** A phone and a desk, in CSS pixels. */
export const WIDTHS = [360, 1280];
/** Width at which 400 % zoom leaves a 1280 px window (WCAG 1.4.10): looked at for sideways scrolling only. */
const REFLOW = 320;
const HEIGHT = 800;
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const ARGUMENTS = [
  // A container's root cannot use the sandbox; only our own pages are opened.
  '--no-sandbox',
  '--disable-gpu',
  // Nothing but the program is to be talked to.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
// Well above any answer of the program, even when the disk of a shared machine stands still for a while.
const PATIENCE_MS = 30_000;

function chromiumPath() {
  const folders = (process.env.PATH ?? '').split(':');
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const found = names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => existsSync(file));
  const file = process.env.KOE_TEST_CHROMIUM ?? found;
  if (!file) throw new Error('chromium is missing; on Debian: apt-get install chromium (or set KOE_TEST_CHROMIUM)');
  return file;
}

export class Harness {
  /** True under `tests/run --all`: every page in every language. */
  all;
  /** Address of the program, without a slash at the end. */
  base;
  /** Staff of the demonstration, login → password. */
  accounts;
  /** The link for the first administrator, where the program has none. */
  setUp = null;
  /** Codes of the languages, Japanese first, as in `web/locales`. */
  languages;
  passed = 0;
  failed = 0;

  #browser;
  #axe;
  #out;
  #story = '';
  #names = new Set();
  #contexts = [];
  #twins = new Map();
  /** Page → what it has complained about and received since the last look. */
  #seen = new Map();

  /** `out`: folder for `html` and `shots`, which are emptied. */
  static async start({ all = false, out = OUT } = {}) {
    const h = new Harness();
    h.all = all;
    h.#out = out;
    for (const folder of ['html', 'shots']) {
      await rm(path.join(out, folder), { recursive: true, force: true });
      await mkdir(path.join(out, folder), { recursive: true });
    }
    const codes = (await readdir(path.join(ROOT, 'web/locales'))).filter((code) => code !== 'ja');
    h.languages = ['ja', ...codes.sort()];
    h.#axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
    h.#browser = await chromium.launch({ executablePath: chromiumPath(), args: ARGUMENTS });
    return h;
  }

  async close() {
    await this.#browser.close();
  }

  /** From now on the stories are about this program. */
  turnTo({ base, accounts = new Map(), setUp = null, letters = [] }) {
    Object.assign(this, { base, accounts, setUp, letters });
  }

  /** Runs one story; what it throws is a failure of the story, not of the run. */
  async tell({ name, run }) {
    this.#story = name;
    try {
      await run(this);
    } catch (error) {
      const page = this.#contexts.flatMap((context) => context.pages()).at(-1);
      const where = page ? [`at ${page.url()}, see shots/FAILED-${name}.png`] : [];
      await page?.screenshot({ path: path.join(this.#out, `shots/FAILED-${name}.png`), fullPage: true }).catch(() => {});
      this.report('story', [...String(error.stack ?? error).split('\n'), ...where]);
    }
    for (const page of this.#seen.keys()) {
      const problems = this.#complaints(page);
      if (problems.length > 0) this.report(`console of ${page.url()}`, problems);
    }
    await Promise.all(this.#contexts.map((context) => context.close()));
    this.#contexts = [];
    this.#seen.clear();
  }

  /** Counts and prints one check: passed when `problems` is empty. */
  report(what, problems = []) {
    const ok = problems.length === 0;
    if (ok) this.passed += 1;
    else this.failed += 1;
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${this.#story}: ${what}`);
    for (const problem of problems) console.log(`       ${problem}`);
  }

  /** One check of the story's own. */
  ok(condition, what) {
    this.report(what, condition ? [] : ['is not so']);
  }

  /** One check of the story's own: both are shown when they differ. */
  equal(actual, expected, what) {
    const [is, wanted] = [actual, expected].map((value) => JSON.stringify(value));
    this.report(what, is === wanted ? [] : [`is     ${is}`, `wanted ${wanted}`]);
  }

  /** The first account whose login starts so, e.g. `moderator`: `{ login, password }`. */
  account(start) {
    const found = Array.from(this.accounts).find(([login]) => login.startsWith(start));
    if (!found) throw new Error(`koe demo printed no account ${start}… but ${[...this.accounts.keys()].join(', ') || 'none'}`);
    return { login: found[0], password: found[1] };
  }

  /** Full address of a path in a language: Japanese has no prefix. */
  url(where, language = 'ja') {
    return `${this.base}${language === 'ja' ? '' : `/${language}`}${where}`;
  }

  /** A page in a new context, that is, somebody new without cookies. Closed with the story. */
  async open({ width = WIDTHS[0], script = false, ...more } = {}) {
    const context = await this.#browser.newContext({
      baseURL: this.base,
      viewport: { width, height: HEIGHT },
      javaScriptEnabled: script,
      locale: 'ja-JP',
      timezoneId: 'Asia/Tokyo',
      ...more,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    this.#contexts.push(context);
    const page = await context.newPage();
    this.#watch(page);
    return page;
  }

  /**
   * Opens an address, expects this status and checks the page. Answers the page, to go on from: the one given as
   * `page` (half a second faster), else a new one with a context of its own.
   */
  async visit(where, name, { page = null, status = 200, language = 'ja', widths = WIDTHS, ...more } = {}) {
    page ??= await this.open(more);
    const answer = await page.goto(this.url(where, language));
    const is = answer.status();
    if (is !== status) this.report(`${name}: status of ${where}`, [`is ${is}, wanted ${status}`]);
    await this.check(page, name, { widths });
    return page;
  }

  /**
   * Checks the page as it is: structure and silence of the console, then at each width sideways scrolling and axe.
   * Leaves html/NAME.html for the Nu checker and shots/NAME-WIDTH.png for people. Names are unique in a run.
   * `<details>` that the story has opened are open for axe too; words it has typed are not there.
   */
  async check(page, name, { widths = WIDTHS } = {}) {
    if (!/^[A-Za-z0-9-]+$/.test(name) || this.#names.has(name)) throw new Error(`"${name}" is no name for a check, or taken`);
    this.#names.add(name);
    const answer = await this.#received(page);
    await writeFile(path.join(this.#out, `html/${name}.html`), answer.body);
    this.report(`${name} page`, [...this.#complaints(page), ...(await structure(page))]);

    const open = await page.evaluate(() => Array.from(document.querySelectorAll('details'), (details) => details.open));
    // The twins look while the story's own page is measured: they are other processes.
    const [shapes, ...violations] = await Promise.all([
      this.#shapes(page, name, widths),
      ...widths.map((width) => this.#axeProblems(answer, width, open)),
    ]);
    this.report(`${name} ${REFLOW}`, shapes[0]);
    widths.forEach((width, i) => this.report(`${name} ${width}`, [...shapes[i + 1], ...violations[i]]));
  }

  /** Sideways scrolling at REFLOW and each width, in this order; takes the pictures. */
  async #shapes(page, name, widths) {
    const before = page.viewportSize();
    const shapes = [];
    for (const width of [REFLOW, ...widths]) {
      await page.setViewportSize({ width, height: HEIGHT });
      shapes.push(await sideways(page));
      if (width === REFLOW) continue;
      // `initial`: hiding the caret would need a style element, which the policy refuses.
      await page.screenshot({ path: path.join(this.#out, `shots/${name}-${width}.png`), fullPage: true, caret: 'initial' });
    }
    await page.setViewportSize(before);
    return shapes;
  }

  /** Notes what the page's console says and the last document it has received. */
  #watch(page) {
    const seen = { complaints: [], documents: new Set(), answer: null };
    this.#seen.set(page, seen);
    page.on('console', (message) => {
      if (message.type() === 'error') seen.complaints.push({ text: message.text(), url: message.location().url });
    });
    page.on('pageerror', (error) => seen.complaints.push({ text: `script failed: ${error.message}` }));
    page.on('response', (response) => {
      const request = response.request();
      if (!request.isNavigationRequest() || response.frame() !== page.mainFrame()) return;
      seen.documents.add(response.url());
      const redirect = response.status() >= 300 && response.status() < 400;
      // Asked for at once: the browser forgets the body with the next document.
      if (!redirect) seen.answer = { response, body: response.body().catch((error) => error) };
    });
    return seen;
  }

  /** Console errors since the last call. An expected 404 or 422 of the page itself is no complaint. */
  #complaints(page) {
    const seen = this.#seen.get(page);
    // A form that stands at an address with a fragment posts to it; documents are kept without.
    const plain = (url = '') => url.split('#')[0];
    const expected = ({ text, url }) => text.startsWith('Failed to load resource') && seen.documents.has(plain(url));
    const complaints = seen.complaints.splice(0).filter((complaint) => !expected(complaint));
    return complaints.map(({ text, url }) => `console: ${text} ${url ?? ''}`);
  }

  /** What the story's page was made from: `{ url, status, headers, body }`. */
  async #received(page) {
    const answer = this.#seen.get(page)?.answer;
    const plain = (url) => url.split('#')[0];
    if (!answer || plain(answer.response.url()) !== plain(page.url())) {
      throw new Error(`${page.url()} was not received by a page of h.open()`);
    }
    const body = await answer.body;
    if (body instanceof Error) throw body;
    // Of a page that the browser had and asked about (304) they are those that it came with; lines of one name in one.
    const lines = Object.entries(answer.response.headers());
    const headers = Object.fromEntries(lines.map(([name, value]) => [name, value.replaceAll('\n', ', ')]));
    if (!headers['content-type']?.startsWith('text/html')) {
      throw new Error(`${page.url()} is ${headers['content-type']}, not a page`);
    }
    // The body is unpacked already, and the twin keeps no cookies.
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'set-cookie']) delete headers[name];
    const status = answer.response.status();
    return { url: plain(page.url()), status: status === 304 ? 200 : status, headers, body };
  }

  /** The page with the script engine on, one for each width, kept for the whole run. */
  async #twin(width) {
    const known = this.#twins.get(width);
    if (known) return known;
    const context = await this.#browser.newContext({ viewport: { width, height: HEIGHT }, locale: 'ja-JP' });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const twin = { page, seen: this.#watch(page), answer: null };
    await page.route('**/*', (route) => {
      const request = route.request();
      if (request.isNavigationRequest()) return route.fulfill(twin.answer);
      if (request.resourceType() === 'script') return route.fulfill({ contentType: 'text/javascript', body: '' });
      return route.continue();
    });
    this.#twins.set(width, twin);
    return twin;
  }

  async #axeProblems({ url, status, headers, body }, width, open) {
    const twin = await this.#twin(width);
    const { page } = twin;
    this.#seen.set(page, twin.seen);
    twin.answer = { status, headers, body };
    await page.goto(url);
    await page.evaluate((states) => {
      document.querySelectorAll('details').forEach((details, i) => (details.open = states[i] ?? details.open));
    }, open);
    await page.evaluate(this.#axe);
    const violations = await page.evaluate(async (values) => {
      const result = await window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
      return result.violations;
    }, AXE_TAGS);
    const problems = violations.flatMap(readable);
    return [...this.#complaints(page), ...problems];
  }
}

/** An axe violation in words: the rule, then each element with what axe would have changed. */
function readable({ id, impact, help, helpUrl, nodes }) {
  const places = nodes.slice(0, 5).flatMap(({ target, failureSummary }) => {
    const [, ...why] = (failureSummary ?? '').split('\n').map((line) => line.trim());
    return [`  at ${target.flat().join(' ')}`, ...why.map((line) => `     ${line}`)];
  });
  const rest = nodes.length > 5 ? [`  and ${nodes.length - 5} more`] : [];
  return [`axe ${id} (${impact}): ${help}; ${helpUrl}`, ...places, ...rest];
}

/** What every page of ours must have. */
async function structure(page) {
  const { headings, lang, title } = await page.evaluate(() => ({
    headings: document.querySelectorAll('h1').length,
    lang: document.documentElement.lang,
    title: document.title.trim(),
  }));
  const problems = [];
  if (headings !== 1) problems.push(`${headings} h1 elements, wanted one`);
  if (!lang) problems.push('html has no lang');
  if (!title) problems.push('the title is empty');
  return problems;
}

/** Says by how much the page is too wide, and which elements reach beyond its edge. */
async function sideways(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    if (scrollWidth <= clientWidth) return [];
    const all = Array.from(document.body.querySelectorAll('*'));
    const beyond = all.filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5);
    // The outermost ones only: their contents follow them.
    const outer = beyond.filter((element) => !beyond.includes(element.parentElement)).slice(0, 5);
    const named = outer.map((element) => `  ${[element.localName, ...element.classList].join('.')}`);
    return [`scrolls sideways: ${scrollWidth} px wide in ${clientWidth}`, ...named];
  });
}
