// A mail server of a few lines: takes every letter and keeps it.

import { createServer } from 'node:net';

/** Listens on a free port of this machine: `{ url, letters, close }`; letters are raw, in the order in which they came. */
export async function startPost() {
  const letters = [];
  const server = createServer((socket) => {
    let left = '';
    let letter = null;
    const say = (line) => socket.write(`${line}\r\n`);
    const hear = (line) => {
      if (letter && line === '.') {
        letters.push(letter.join('\n'));
        letter = null;
        say('250 kept');
      } else if (letter) {
        letter.push(line.replace(/^\.\./, '.'));
      } else if (line === 'DATA') {
        letter = [];
        say('354 go on');
      } else {
        say(line === 'QUIT' ? '221 bye' : '250 ok');
      }
    };
    socket.setEncoding('utf8').on('error', () => {});
    socket.on('data', (chunk) => {
      const lines = (left + chunk).split('\r\n');
      left = lines.pop();
      lines.forEach(hear);
    });
    say('220 post');
  });
  await new Promise((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done));
  return { url: `smtp://127.0.0.1:${server.address().port}`, letters, close: () => server.close() };
}

/** One part of a letter, `text/plain` or `text/html`, as people see it. */
export function part(letter, kind) {
  const boundary = letter.match(/boundary="([^"]+)"/)[1];
  const found = letter.split(`--${boundary}`).find((text) => text.trimStart().toLowerCase().startsWith(`content-type: ${kind}`));
  const [, head, body] = found.trimStart().match(/^([^]*?)\n\n([^]*)$/);
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(head)) return body;
  const bytes = body.replaceAll('=\n', '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
