// Starts and stops what is tested: `koe demo`, or `koe serve` on an empty folder, on a free port, with data of its own
// under target/.

import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';

/** Root of the repository. */
export const ROOT = path.resolve(import.meta.dirname, '../..');
/** Everything a run leaves behind: `html`, `shots`, and data and log of each program. Never committed. */
export const OUT = path.join(ROOT, 'target/browser');

const PROGRAM = process.env.KOE_TEST_PROGRAM ?? path.join(ROOT, 'target/debug/koe');
// A debug build fills the demonstration within seconds; this is for a machine that does much else.
const START_MS = 60_000;
const STOP_MS = 10_000;

/** Staff of the demonstration, login → password. `koe demo` prints one a line: `account <login> <password>`. */
export function parseAccounts(stdout) {
  const lines = stdout.matchAll(/^\s*account\s+(\S+)\s+(\S+)\s*$/gm);
  return new Map(Array.from(lines, ([, login, password]) => [login, password]));
}

/** The one-time link for the first administrator, which `koe serve` prints where there is none; else null. */
export function parseSetUp(stdout) {
  return stdout.match(/^\s*(http\S+\/staff\/set-up\/\S+)\s*$/m)?.[1] ?? null;
}

/** A TCP port of 127.0.0.1 that nobody listened on a moment ago. */
async function freePort() {
  const server = createServer();
  await new Promise((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** The settings of the person who runs the tests must not reach the program. */
function environment() {
  const foreign = (name) => name.startsWith('KOE_') || name === 'DATABASE_URL';
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign(name)));
}

/** Starts `demo` or `serve`, with further flags; answers what belongs to it as soon as /healthz answers 200. */
export async function startProgram(command, flags = []) {
  const data = path.join(OUT, `data-${command}`);
  // `demo` builds its data anew by itself, and only where it has built before.
  if (command === 'serve') await rm(data, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  const listen = `127.0.0.1:${await freePort()}`;
  const child = spawn(PROGRAM, [command, '--listen', listen, '--data', data, ...flags], {
    cwd: ROOT,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Last resort: whatever ends this process ends the program too.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);

  const log = createWriteStream(path.join(OUT, `${command}.log`));
  let stdout = '';
  let output = '';
  const keep = (chunk) => {
    log.write(chunk);
    output += chunk;
  };
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    stdout += chunk;
    keep(chunk);
  });
  child.stderr.setEncoding('utf8').on('data', keep);
  let failure = null;
  const ended = new Promise((done) => {
    child.once('error', (error) => done((failure = `${PROGRAM} cannot be started: ${error.message}`)));
    child.once('close', (code, signal) => done((failure ??= `koe ${command} ended by itself (${signal ?? code})`)));
  });

  const base = `http://${listen}`;
  await healthy(base, () => failure && `${failure}\n${output}`);
  return {
    base,
    accounts: parseAccounts(stdout),
    setUp: parseSetUp(stdout),
    /** What it has written so far, both streams. */
    output: () => output,
    /** Why it is no longer running, or null. */
    failure: () => failure,
    async stop() {
      const timer = setTimeout(kill, STOP_MS);
      if (!failure) child.kill('SIGTERM');
      await ended;
      clearTimeout(timer);
      process.removeListener('exit', kill);
      log.end();
    },
  };
}

/** Asks /healthz again and again until it answers 200, the program has ended or START_MS are over. */
async function healthy(base, ended) {
  const deadline = Date.now() + START_MS;
  let last = '';
  while (Date.now() < deadline) {
    if (ended()) throw new Error(ended());
    try {
      const answer = await fetch(`${base}/healthz`, { signal: AbortSignal.timeout(2000) });
      if (answer.ok) return;
      last = `status ${answer.status}`;
    } catch (error) {
      last = error.cause?.code ?? error.message;
    }
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error(`${base}/healthz did not answer 200 within ${START_MS / 1000} s (${last})`);
}
