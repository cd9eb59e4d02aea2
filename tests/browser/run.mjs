// Tells every story in stories/ to a browser, then reads the HTML of all pages they checked. Started by tests/run.
//
//   node tests/browser/run.mjs [--all] [STORY …]   --all: every page in every language; STORY: file name without .mjs

import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { Harness } from './harness.mjs';
import { checkHtml } from './html.mjs';
import { OUT, startProgram } from './program.mjs';

const options = process.argv.slice(2);
const wanted = options.filter((option) => !option.startsWith('--'));
const unknown = options.filter((option) => option.startsWith('--') && option !== '--all');
const folder = path.join(import.meta.dirname, 'stories');
const files = (await readdir(folder)).filter((file) => file.endsWith('.mjs')).sort();
const missing = wanted.filter((name) => !files.includes(`${name}.mjs`));
if (unknown.length > 0 || missing.length > 0) {
  console.error(`no such option or story: ${[...unknown, ...missing].join(' ')}`);
  process.exit(2);
}

const program = await startProgram();
// `exit` ends the program (see startProgram) and playwright's own handler the browser.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

let h;
try {
  h = await Harness.start({ ...program, all: options.includes('--all') });
  for (const file of files) {
    if (wanted.length > 0 && !wanted.includes(path.basename(file, '.mjs'))) continue;
    const { name, run } = await import(path.join(folder, file));
    await h.tell({ name, run });
  }
  await h.tell({ name: 'html', run: readHtml });
  await h.tell({ name: 'program', run: readLog });
} finally {
  await h?.close();
  await program.stop();
}
console.log(`pictures in ${path.join(OUT, 'shots')}`);
console.log(`${h.passed} passed, ${h.failed} failed`);
process.exitCode = h.failed > 0 || h.passed === 0 ? 1 : 0;

async function readHtml() {
  for (const { file, errors } of await checkHtml(path.join(OUT, 'html'))) h.report(file, errors);
}

/** The program must be alive at the end and must never have panicked on the way. */
async function readLog() {
  const panics = program.output().split('\n').filter((line) => line.includes('panicked at'));
  h.report('still runs, no panic', [program.failure(), ...panics].filter(Boolean));
}
