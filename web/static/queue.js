// The queue, easier: masks by selecting words, their effect at once, keys. Everything works without it.

const original = document.getElementById('original');
const masks = document.getElementById('masks');
const publicNow = document.getElementById('public')?.textContent; // where its title says so
const flags = [...document.querySelectorAll('.flag-notes [data-words]')];

// ---- masks -------------------------------------------------------------------------------------------------------

/** Borders of what people see as one character, as offsets into `text`: a mask never cuts one. */
function borders(text) {
  if (!('Segmenter' in Intl)) return null;
  const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text);
  return [...Array.from(segments, (segment) => segment.index), text.length];
}

/** Every place where `words` stands in `text`, as [start, end]. */
function places(text, words) {
  const found = [];
  for (let at = text.indexOf(words); at >= 0 && words; at = text.indexOf(words, at + 1)) {
    found.push([at, at + words.length]);
  }
  return found;
}

/** Spans in order, widened to whole characters, overlapping ones joined: what the server will do. */
function normalise(text, spans) {
  const marks = borders(text);
  const widened = spans.map(([start, end]) =>
    marks ? [marks.findLast((mark) => mark <= start), marks.find((mark) => mark >= end)] : [start, end],
  );
  const joined = [];
  for (const [start, end] of widened.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = joined.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

// White space, and with it what takes no room, as the server knows them.
const SPACE = /^(?:[^\S\uFEFF]|\u0085)$/u;
const UNSEEN =
  /^[\s\u0085\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\u{E0000}-\u{E0FFF}]$/u;

/** A line without what `unseen` matches at its ends. */
function trimmed(line, unseen) {
  const chars = Array.from(line);
  const seen = (char) => !unseen.test(char);
  const first = chars.findIndex(seen);
  return first < 0 ? '' : chars.slice(first, chars.findLastIndex(seen) + 1).join('');
}

/** The words in the box, a line each, without what nobody sees at their ends; of nothing else where the text has it. */
function wordLines(box) {
  const text = original.textContent;
  const words = (line) => {
    const hidden = trimmed(line, SPACE);
    return trimmed(line, UNSEEN) || (text.includes(hidden) ? hidden : '');
  };
  return box.split('\n').map(words).filter((line) => line);
}

/** Shows the public text as the lines in the box would leave it, and names lines that stand nowhere. */
function preview() {
  const text = original.textContent;
  const spans = [];
  const missing = [];
  const counted = [];
  for (const line of wordLines(masks.value)) {
    const found = places(text, line);
    if (found.length === 0) missing.push(line);
    else counted.push([line, normalise(text, found).length]);
    spans.push(...found);
  }
  const form = masks.form;
  const reason = form.querySelector('[name="reason"]:checked');
  draw(text, normalise(text, spans), reason?.dataset.mask ?? '');
  showFlags();
  const live = document.getElementById('masks-live');
  live.hidden = missing.length === 0;
  live.textContent = missing.map((words) => masks.dataset.missing.replace('{words}', () => words)).join(' ');
  tell(counted);
}

/** Under the box: in how many places each line masks. */
function tell(counted) {
  const list = document.getElementById('masks-places');
  list.hidden = counted.length === 0;
  const items = counted.map(([words, n]) => {
    const item = document.createElement('li');
    // A function: `$&` in somebody's words is no pattern.
    item.textContent = list.dataset.place.replace('{n}', n).replace('{words}', () => words);
    return item;
  });
  list.replaceChildren(...items);
}

function draw(text, spans, label) {
  const parts = [];
  let at = 0;
  for (const [start, end] of spans) {
    const mask = document.createElement('bdi');
    mask.className = 'mask';
    mask.lang = document.documentElement.lang;
    mask.textContent = `〔${label}〕`;
    parts.push(text.slice(at, start), mask);
    at = end;
  }
  const shown = document.getElementById('public');
  shown.replaceChildren(...parts, text.slice(at));
  const title = document.getElementById('public-title');
  title.textContent = title.dataset.now && shown.textContent === publicNow ? title.dataset.now : title.dataset.would;
  const { none, one, many } = document.getElementById('mask-count').dataset;
  const counted = spans.length === 0 ? none : spans.length === 1 ? one : many.replace('{n}', spans.length);
  document.getElementById('mask-count').textContent = counted;
}

// A press on the button takes the selection away in some browsers, so the last one in the original is remembered.
let selected = '';

function remember() {
  const selection = document.getSelection();
  const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
  const inside = range && !range.collapsed && original.contains(range.commonAncestorContainer);
  if (inside) selected = range.toString();
  else if (range && !range.collapsed) selected = '';
  // A press beside the text, within it, gives the selection up.
  else if (range && original.contains(range.commonAncestorContainer)) selected = '';
}

/** Adds the selected words to the box, a line each. False when nothing is selected. */
function maskSelection() {
  const lines = wordLines(selected);
  if (lines.length === 0) return false;
  const before = wordLines(masks.value);
  masks.value = [...new Set([...before, ...lines])].join('\n');
  document.getElementById('act-mask').open = true;
  const told = document.getElementById('mask-told');
  told.textContent = told.dataset.added.replace('{words}', () => lines.join(' '));
  selected = '';
  document.getSelection()?.removeAllRanges();
  preview();
  return true;
}

/** Takes the words of a flag into the box, or out of it. */
function toggleFlag(button) {
  const lines = wordLines(button.dataset.words);
  const before = wordLines(masks.value);
  const isIn = lines.every((line) => before.includes(line));
  masks.value = (isIn ? before.filter((line) => !lines.includes(line)) : [...new Set([...before, ...lines])]).join('\n');
  document.getElementById('act-mask').open = true;
  preview();
}

/** Each flag's button says what it does now. */
function showFlags() {
  const lines = wordLines(masks.value);
  for (const button of flags) {
    const isIn = wordLines(button.dataset.words).every((line) => lines.includes(line));
    button.textContent = isIn ? button.dataset.unmask : button.dataset.mask;
  }
}

/** The public text as the act that is open would leave it. */
function drawOpen() {
  if (document.getElementById('act-mask').open) preview();
  else if (document.getElementById('act-publish')?.open) draw(original.textContent, [], '');
}

function masking() {
  const button = document.getElementById('mask-selection');
  button.parentElement.hidden = false;
  button.addEventListener('pointerdown', (event) => event.preventDefault());
  button.addEventListener('click', () => {
    if (maskSelection()) return;
    const told = document.getElementById('mask-told');
    told.textContent = told.dataset.nothing;
  });
  document.addEventListener('selectionchange', remember);
  masks.form.addEventListener('input', preview);
  for (const button of flags) {
    button.hidden = false;
    button.addEventListener('click', () => toggleFlag(button));
  }
  showFlags();
  for (const id of ['act-mask', 'act-publish']) document.getElementById(id)?.addEventListener('toggle', drawOpen);
  // What the server has drawn already stays; live drawing begins with a mask in the box.
  if (masks.value.trim()) preview();
}

// ---- what the author is told --------------------------------------------------------------------------------------

/** Fills the message with the kind words of the chosen reason, until somebody writes words of his own. */
function kindWords(form) {
  const message = form.querySelector('textarea[name="message"]');
  const reasons = [...form.querySelectorAll('[name="reason"][data-message]')];
  if (!message || reasons.length === 0) return;
  const kind = new Set(reasons.map((reason) => reason.dataset.message));
  const fill = () => {
    const chosen = reasons.find((reason) => reason.checked);
    if (chosen && (message.value.trim() === '' || kind.has(message.value))) message.value = chosen.dataset.message;
  };
  for (const reason of reasons) reason.addEventListener('change', fill);
  fill();
}

// ---- keys ---------------------------------------------------------------------------------------------------------

const ACTS = { p: 'act-publish', m: 'act-mask', r: 'act-return', h: 'act-hold', x: 'act-withhold', t: 'act-handover', n: 'act-remark' };
const STORED = 'koe-queue-keys';

function stored() {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true; // storage is refused: keys work, and the switch lasts as long as the page
  }
}

function store(on) {
  try {
    localStorage.setItem(STORED, on ? 'on' : 'off');
  } catch {
    // as above
  }
}

/** Opens an act and goes to its first field; where there is none, to its button, which Enter presses. */
function openAct(id) {
  const act = document.getElementById(id);
  if (!act) return false;
  act.open = true;
  const fields = act.querySelectorAll('textarea, input:not([type="hidden"]):not([type="radio"])');
  const radio = act.querySelector('input[type="radio"]:checked, input[type="radio"]');
  // What the rules suggest is one press from being done; an empty box waits for words.
  const isFilled = id === 'act-mask' && masks.value.trim() !== '';
  const first = id === 'act-withhold' ? radio : isFilled ? null : fields[0];
  (first ?? act.querySelector('button.main')).focus();
  return true;
}

function pressed(event, on) {
  const typing = event.target.closest?.('input:not([type="checkbox"]), textarea, select, [contenteditable]');
  if (!on || typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  const key = event.key.toLowerCase();
  let done = false;
  if (key === 'j' || key === 'k') {
    const link = document.getElementById(key === 'j' ? 'next' : 'previous');
    link?.click();
    done = Boolean(link);
  } else if (key === 'm' && masks && maskSelection()) {
    done = true;
  } else if (masks && flags[Number(key) - 1]) {
    toggleFlag(flags[Number(key) - 1]);
    done = true;
  } else if (key === 's') {
    done = pickOpen();
  } else if (key === 'u') {
    const undo = document.getElementById('undo');
    undo?.click();
    done = Boolean(undo);
  } else if (key === '?') {
    const list = document.getElementById('keys');
    list.open = !list.open;
    list.querySelector('summary').focus();
    done = true;
  } else if (Object.hasOwn(ACTS, key)) {
    done = openAct(ACTS[key]);
  }
  if (done) event.preventDefault();
}

function keys() {
  const box = document.getElementById('keys-on');
  const caps = document.querySelectorAll('.act .key, #undo .key');
  const show = () => {
    for (const cap of caps) cap.hidden = !box.checked;
  };
  document.getElementById('keys').hidden = false;
  box.checked = stored();
  show();
  box.addEventListener('change', () => {
    store(box.checked);
    show();
  });
  document.addEventListener('keydown', (event) => pressed(event, box.checked));
}

// ---- many at once -------------------------------------------------------------------------------------------------

const picks = [...document.querySelectorAll('input[name="pick"]')];

/** How many boxes are ticked, and a button that ticks all of them, or none. */
function picking() {
  const all = document.getElementById('pick-all');
  const told = document.getElementById('pick-count');
  const tell = () => {
    const count = picks.filter((box) => box.checked).length;
    told.textContent = count === 0 ? '' : told.dataset.count.replace('{n}', count);
  };
  all.hidden = false;
  all.addEventListener('click', () => {
    const on = picks.some((box) => !box.checked);
    for (const box of picks) box.checked = on;
    tell();
  });
  for (const box of picks) box.addEventListener('change', tell);
  tell();
}

/** Ticks the box of the opinion that is open. */
function pickOpen() {
  const box = document.querySelector('li.on input[name="pick"]');
  box?.click();
  return Boolean(box);
}

// ---- in hand ------------------------------------------------------------------------------------------------------

/** Whoever leaves the page lets go of the opinion, unless another page has it in hand anew by then. */
function letGo() {
  const held = document.querySelector('[data-release]');
  if (held) addEventListener('pagehide', () => navigator.sendBeacon(held.dataset.release));
}

// ---- begin --------------------------------------------------------------------------------------------------------

if (original && masks) masking();
for (const form of document.querySelectorAll('.act-form')) kindWords(form);
if (document.getElementById('keys')) keys();
if (picks.length > 0) picking();
letGo();
