// Tells every story in stories/ to a browser, then reads the HTML of all pages they checked. Started by tests/run.
//
//   node tests/browser/run.mjs [--all] [STORY …]   --all: every page in every language; STORY: file name without .mjs

import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { Harness } from './harness.mjs';
import { checkHtml } from './html.mjs';
import { startPost } from './post.mjs';
import { OUT, startProgram } from './program.mjs';

const FOLDER = path.join(import.meta.dirname, 'stories');

const options = process.argv.slice(2);
const all = options.includes('--all');
const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.mjs')).sort();
const wanted = options.filter((option) => option !== '--all').map((story) => `${story}.mjs`);
const unknown = wanted.filter((file) => !files.includes(file));
if (unknown.length > 0) {
  console.error(`no such story: ${unknown.join(' ')}; there are ${files.join(' ')}`);
  process.exit(2);
}

// Ending this process ends the program (see startProgram) and the browser (playwright sees to that).
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

const counts = { passed: 0, failed: 0 };
try {
  await tellAll(wanted.length > 0 ? wanted : files);
} catch (error) {
  // What the stories stand on is missing: the program, the browser, a story's file.
  console.error(error);
  counts.failed += 1;
}
console.log(`pictures: ${path.relative('.', path.join(OUT, 'shots'))}`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;

/** A story is about the demonstration, unless it says `export const command = 'serve'`: an empty site. */
async function tellAll(chosen) {
  const stories = await Promise.all(chosen.map((file) => import(path.join(FOLDER, file))));
  const h = await Harness.start({ all });
  try {
    for (const command of ['demo', 'serve']) {
      const own = stories.filter((story) => (story.command ?? 'demo') === command);
      if (own.length > 0) await tellOf(h, command, own);
    }
    await h.tell({ name: 'html', run: readHtml });
  } finally {
    counts.passed += h.passed;
    counts.failed += h.failed;
    await h.close();
  }
}

async function tellOf(h, command, stories) {
  // An empty site has no post; the demonstration's letters come to us.
  const post = command === 'demo' ? await startPost() : null;
  const program = await startProgram(command, post ? ['--smtp-url', post.url, '--undo-minutes', '0'] : []);
  try {
    h.turnTo({ ...program, letters: post?.letters });
    for (const story of stories) await h.tell(story);
    await h.tell({ name: command, run: () => readLog(h, program) });
  } finally {
    await program.stop();
    post?.close();
  }
}

async function readHtml(h) {
  for (const { file, errors } of await checkHtml(path.join(OUT, 'html'))) h.report(file, errors);
}

/** The program must be alive at the end and must never have panicked on the way. */
function readLog(h, program) {
  const panics = program.output().split('\n').filter((line) => line.includes('panicked at'));
  h.report('still runs, no panic', [program.failure(), ...panics].filter(Boolean));
}
