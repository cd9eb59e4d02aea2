// The Nu HTML checker over a folder of pages, one Java for all of them.
// By hand: node tests/browser/html.mjs [FOLDER]; without one, the pages that the last run collected.

import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { OUT } from './program.mjs';

const JAR = fileURLToPath(import.meta.resolve('vnu-jar/build/dist/vnu.jar'));
// With these it compiles less and starts sooner, as fits a run of seconds; its schemas want the deeper stack.
const JAVA = ['-Xss4m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-jar', JAR];
// Its `text` format would have to be taken apart again; JSON says the same.
const CHECKER = ['--errors-only', '--format', 'json', '--stdout', '--exit-zero-always', '--skip-non-html'];

function run(command, args) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr += chunk));
    child.once('error', ({ message }) => failed(new Error(`${message}; for java on Debian: apt-get install default-jre-headless`)));
    child.once('close', (code) => {
      if (code === 0) done(stdout);
      else failed(new Error(`${command} ended with ${code}\n${stderr}`));
    });
  });
}

/** Every .html file of the folder, by name: `[{ file, errors: ['12:3 message …', …] }]`. */
export async function checkHtml(folder) {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.html')).sort();
  if (files.length === 0) return [];
  const { messages } = JSON.parse(await run('java', [...JAVA, ...CHECKER, folder]));
  const results = new Map(files.map((file) => [file, []]));
  for (const { url, lastLine, firstColumn, lastColumn, message, extract } of messages) {
    const place = `${lastLine ?? '?'}:${firstColumn ?? lastColumn ?? '?'}`;
    const near = extract ? ` near ${JSON.stringify(extract)}` : '';
    const file = url ? path.basename(fileURLToPath(url)) : files[0];
    results.get(file).push(`${place} ${message}${near}`);
  }
  return Array.from(results, ([file, errors]) => ({ file, errors }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const results = await checkHtml(path.resolve(process.argv[2] ?? path.join(OUT, 'html')));
  for (const { file, errors } of results) {
    for (const error of errors) console.log(`${file}:${error}`);
  }
  const bad = results.filter(({ errors }) => errors.length > 0).length;
  console.log(`${results.length} pages, ${bad} with errors`);
  process.exitCode = bad > 0 || results.length === 0 ? 1 : 0;
}
