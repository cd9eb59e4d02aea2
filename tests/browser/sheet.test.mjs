// The script of the sheet of notes reads what was copied as the program does: the same cases are read by src/tables.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

const ROOT = path.join(import.meta.dirname, '../..');
const read = (file) => readFile(path.join(ROOT, file), 'utf8');
// A folder of files for browsers does not tell Node that they are modules.
const { rows } = await import(`data:text/javascript,${encodeURIComponent(await read('web/static/sheet.js'))}`);
const cases = JSON.parse(await read('tests/pasted.json'));

test('cells are read as spreadsheets copy them', () => {
  assert.ok(cases.length > 0);
  for (const { case: name, copied, rows: cells } of cases) assert.deepEqual(rows(copied), cells, name);
});
