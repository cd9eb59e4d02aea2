// Says while somebody writes that a text seems to hold a phone number, a mail address or a postal address. The rules
// come with the page and are the program's own, see src/analysis; nothing leaves the page, nothing is in the way.

const LOOKS_BACK = 12;
const SHOWN = 20;
const PAUSE_MS = 700;

/** A character as the rules read it: half width, one hyphen for all that people type between digits. */
const plain = (c) =>
  c
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\u2010-\u2015\u2212\uFE63\u30FC]/gu, '-');

/** Rules as they come, `[[kind, before, found, after, not], …]`, to be used. */
export function read(rules) {
  const regex = (source, flags) => new RegExp(source, flags);
  return rules.map(([kind, before, found, after, not]) => ({
    kind,
    before: regex(before, 'u'),
    found: regex(found, 'gu'),
    after: regex(after, 'u'),
    not: not && regex(not, 'u'),
  }));
}

/** Where a rule holds in a folded text, as `[from, to]`, none over another. */
function* places({ before, found, after, not }, text) {
  found.lastIndex = 0;
  for (let hit = found.exec(text); hit; hit = found.exec(text)) {
    const [words] = hit;
    const end = hit.index + words.length;
    const back = [...text.slice(Math.max(0, hit.index - 2 * LOOKS_BACK), hit.index)].slice(-LOOKS_BACK).join('');
    if (before.test(back) && after.test(text.slice(end)) && !(not && not.test(words))) yield [hit.index, end];
    else found.lastIndex = hit.index + String.fromCodePoint(words.codePointAt(0)).length;
  }
}

/** Every place of a text, in its order, none over another: `[[kind, words], …]`. */
export function find(rules, text) {
  let folded = '';
  // Of each unit of the folded text the character that it came from, as `[from, to]`.
  const origin = [];
  let at = 0;
  for (const c of text) {
    const fold = plain(c);
    for (let unit = 0; unit < fold.length; unit += 1) origin.push([at, at + c.length]);
    folded += fold;
    at += c.length;
  }
  const all = rules.flatMap((rule) =>
    Array.from(places(rule, folded), ([from, to]) => ({ kind: rule.kind, from: origin[from][0], to: origin[to - 1][1] })),
  );
  all.sort((one, other) => one.from - other.from || other.to - one.to);
  const apart = [];
  for (const place of all) {
    const last = apart.at(-1);
    if (last && place.from < last.to) last.to = Math.max(last.to, place.to);
    else apart.push(place);
  }
  return apart.map(({ kind, from, to }) => [kind, text.slice(from, to)]);
}

/** The line under a box names the first of what is found and says how many more there are; its place is kept free, so that nothing moves. */
function watch(line) {
  const area = document.getElementById(line.dataset.of);
  const place = line.querySelector('bdi');
  const more = line.querySelector('[data-more]');
  const rules = read(JSON.parse(line.dataset.rules));
  const say = () => {
    const [[kind, words] = ['', ''], ...others] = find(rules, area.value);
    const letters = [...words];
    const text = letters.length > SHOWN ? `${letters.slice(0, SHOWN).join('')}…` : words;
    if (place.textContent !== text) place.textContent = text;
    const rest = others.length ? more.dataset.more.replace('#', others.length) : '';
    if (more.textContent !== rest) more.textContent = rest;
    for (const note of line.querySelectorAll('[data-kind]')) note.classList.toggle('on', note.dataset.kind === kind);
  };
  // In a pause, not at every letter: it is read out.
  let pause;
  area.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(say, PAUSE_MS);
  });
  say();
}

// A test reads this file without a page.
if (globalThis.document) for (const line of document.querySelectorAll('[data-rules]')) watch(line);
