// The script that looks for phone numbers and addresses while somebody writes finds what the program finds: the same
// rules, the same cases as in src/analysis.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

const ROOT = path.join(import.meta.dirname, '../..');
const text = (file) => readFile(path.join(ROOT, file), 'utf8');
// A folder of files for browsers does not tell Node that they are modules.
const { find, read } = await import(`data:text/javascript,${encodeURIComponent(await text('web/static/personal.js'))}`);
const lines = (await text('src/analysis/personal.tsv')).split('\n').filter((line) => line && !line.startsWith('#'));
const rules = read(lines.map((line) => line.split('\t')));
const cases = JSON.parse(await text('tests/personal.json'));

test('phone numbers and addresses are found as the program finds them', () => {
  assert.ok(rules.length > 5 && cases.length > 60);
  for (const { text: words, found } of cases) assert.deepEqual(find(rules, words), found, words);
});

test('a long text of nothing but places and digits is looked through at once', () => {
  const began = performance.now();
  find(rules, '朝来市和田山町213-'.repeat(400));
  find(rules, '市'.repeat(5000));
  assert.ok(performance.now() - began < 2000);
});
