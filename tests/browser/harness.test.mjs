// The harness against pages with known faults: a check that finds nothing must be known to be able to find something.
// No koe is needed. Run by `node --test`, which tests/run does before the stories.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { Harness } from './harness.mjs';
import { checkHtml } from './html.mjs';
import { parseAccounts, parseSetUp } from './program.mjs';

// The policy of src/http/guard.rs: axe must work under it.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

const page = (main, html = '<html lang="ja">') => `<!DOCTYPE html>${html}<head><meta charset="utf-8"><title>見本</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="/style.css"><link rel="stylesheet" href="/style.css">
</head><body><main><h1>見本</h1>${main}</main></body></html>`;

const PAGES = {
  '/good': page('<form method="post" action="/good"><button>送る</button></form><script src="/our.js"></script>'),
  '/posted': page('<p>受け取りました</p>'),
  // Two headings, no language, a style that the policy refuses, a picture that is not there.
  '/faulty': page('<h1>もう一つ</h1><p style="color: #000">字</p><p><img src="/none.png" alt="ない"></p>', '<html>'),
  '/grey': page('<details><summary>もっと</summary><p class="grey">読めない字</p></details><p class="wide">広い</p>'),
  '/bad-html': page('<p><div>箱</div></p>'),
};
// Faults show at any width.
const ONE = { widths: [360] };
const STYLE = 'body { margin: 8px } .grey { color: #ccc } .wide { width: 2000px }';

const FILES = { '/style.css': ['text/css', STYLE], '/our.js': ['text/javascript', 'throw new Error("our script ran")'] };

const server = createServer(({ url, method }, response) => {
  const posted = method === 'POST';
  const [type, body] = FILES[url] ?? ['text/html; charset=utf-8', PAGES[posted ? '/posted' : url]];
  response.writeHead(body ? (posted ? 422 : 200) : 404, { 'content-security-policy': POLICY, 'content-type': type });
  response.end(body ?? page(''));
});

let out;
let h;

before(async () => {
  out = await mkdtemp(path.join(tmpdir(), 'koe-harness-'));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  h = await Harness.start({ out });
  h.turnTo({ base: `http://127.0.0.1:${server.address().port}` });
});

after(async () => {
  await h?.close();
  server.close();
  await rm(out, { recursive: true, force: true });
});

/** What a story complains about, all in one text, and how often it was content. */
async function told(run) {
  const lines = [];
  const print = console.log;
  const passed = h.passed;
  console.log = (line) => lines.push(line);
  try {
    await h.tell({ name: 'test', run });
  } finally {
    console.log = print;
  }
  return { passed: h.passed - passed, complaints: lines.filter((line) => !line.startsWith('ok ')).join('\n') };
}

test('a good page passes every check under the strict policy', async () => {
  assert.deepEqual(await told(() => h.visit('/good', 'good')), { passed: 4, complaints: '' });
  assert.match(await readFile(path.join(out, 'html/good.html'), 'utf8'), /<title>見本/);
});

test('the answer to a POST is checked as it was received', async () => {
  const told422 = await told(async () => {
    const posting = await h.open();
    await posting.goto('/good');
    await posting.locator('button').click();
    await h.check(posting, 'posted');
  });
  assert.deepEqual(told422, { passed: 4, complaints: '' });
  assert.equal(await readFile(path.join(out, 'html/posted.html'), 'utf8'), PAGES['/posted']);
});

test('a 404 is a complaint only where it is not expected', async () => {
  const asked = await told(async () => {
    const page = await h.visit('/nowhere', 'nowhere', { status: 404, ...ONE });
    await h.visit('/nowhere', 'nowhere-else', { page, ...ONE });
  });
  assert.deepEqual(asked, { passed: 6, complaints: 'FAIL test: nowhere-else: status of /nowhere\n       is 404, wanted 200' });
});

test('faults of the page and of its console are found', async () => {
  const { complaints } = await told(() => h.visit('/faulty', 'faulty', ONE));
  const faults = [/2 h1 elements/, /html has no lang/, /inline style/, /404.*none\.png/, /axe html-has-lang/];
  for (const fault of faults) assert.match(complaints, fault);
});

test('sideways scrolling is found, and bad contrast inside what the story has opened', async () => {
  const { complaints } = await told(async () => {
    const page = await h.visit('/grey', 'closed', ONE);
    await page.locator('summary').click();
    await h.check(page, 'opened', ONE);
  });
  assert.match(complaints, /FAIL test: closed 320\n\s+scrolls sideways: 20\d\d px wide in 320\n\s+p\.wide/);
  assert.doesNotMatch(complaints.slice(0, complaints.indexOf('opened')), /axe/);
  assert.match(complaints, /FAIL test: opened 360\n[^]*axe color-contrast/);
});

test('a story that throws is one failure, with a picture', async () => {
  const thrown = await told(async () => {
    await h.open();
    throw new Error('on purpose');
  });
  assert.match(thrown.complaints, /FAIL test: story\n.*on purpose[^]*FAILED-test\.png/);
});

test('the Nu checker names the file and the fault', async () => {
  await told(() => h.visit('/bad-html', 'bad-html', ONE));
  const results = await checkHtml(path.join(out, 'html'));
  const errorsOf = (name) => results.find(({ file }) => file === name).errors.join('\n');
  assert.match(errorsOf('bad-html.html'), /No “p” element in scope/);
  assert.equal(errorsOf('good.html'), '');
});

test('accounts are read from what the demonstration prints', () => {
  const accounts = parseAccounts('listening\naccount moderator@example.jp abc-123\n  account staff@example.jp x_9\nno account here\n');
  assert.deepEqual([...accounts], [['moderator@example.jp', 'abc-123'], ['staff@example.jp', 'x_9']]);
});

test('the link for the first administrator is read from what an empty site prints', () => {
  const link = 'http://127.0.0.1:8080/staff/set-up/a-Token_1';
  assert.equal(parseSetUp(`No administrator has set a password yet:\n  ${link}\nKoe is serving http://127.0.0.1:8080\n`), link);
  assert.equal(parseSetUp('Koe is serving http://127.0.0.1:8080\n'), null);
});
