// A draft of what is being written stays in this browser until it is sent, for a week at most: the words, the themes and
// the answers, never an address to write to, a code or what signs the form. Who shares the computer switches it off.

const DRAFT = 'koe-draft ';
const SHARED = 'koe-shared';
const SENDING = 'koe-sending';
const SPENT = 'koe-spent';
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const FIELDS = ['theme', 'theme2', 'theme3', 'body', 'age_band', 'area', 'relation'];
const PAUSE_MS = 400;
const STEP_MS = 10_000;

/** Windows that keep nothing throw at every touch: then there is no draft, and nothing else is missing. */
function tried(act) {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
}

const names = (store) => Object.keys(store).filter((name) => name.startsWith(DRAFT));
const isShared = () => tried((store) => store.getItem(SHARED)) === 'yes';
const wipe = () => tried((store) => names(store).forEach((name) => store.removeItem(name)));

/** What is kept under a name, `{ at, words }`; anything too old, or not ours, is removed. */
function read(store, name) {
  let draft = null;
  try {
    draft = JSON.parse(store.getItem(name));
  } catch {
    // Somebody else's: it goes, too.
  }
  const isGood = draft && Array.isArray(draft.words) && Math.abs(Date.now() - draft.at) < WEEK_MS;
  if (isGood) return draft.words;
  store.removeItem(name);
  return null;
}

function keep(block) {
  const find = (name) => document.getElementById(name);
  const [area, shared, onward] = ['body', 'keep-off', 'keep-go'].map(find);
  const { form } = area;
  const name = DRAFT + block.dataset.draft;
  const [lead, offer] = find('keep-top').children;
  const say = (state) => {
    lead.classList.toggle('on', state !== 'found');
    offer.classList.toggle('on', state === 'found');
    for (const line of block.querySelectorAll('[data-state]')) line.classList.toggle('on', line.dataset.state === state);
    onward.parentElement.hidden = state !== 'found';
  };
  /** A draft found here, until somebody says what becomes of it. It may be somebody else's: till then nothing is kept. */
  let before = null;
  let hasLooked = false;
  let isNew = false;

  /** What would be sent, less what is not kept. */
  const words = () => [...new FormData(form)].filter(([field, value]) => FIELDS.includes(field) && value !== '');

  function save() {
    if (!isNew || !hasLooked || before || shared.checked) return;
    isNew = false;
    const draft = JSON.stringify({ at: Date.now(), words: words() });
    const isKept = tried((store) => {
      if (area.value.trim() !== '') store.setItem(name, draft);
      else store.removeItem(name);
      return area.value.trim() !== '';
    });
    if (isKept) say('saved');
  }

  /** Looks for a draft. One that says what stands in the box is no find: whoever wrote it has come back to it. */
  function look() {
    const draft = tried((store) => read(store, name));
    const [, text] = draft?.find(([field]) => field === 'body') ?? [];
    before = text && text.replace(/\r\n/g, '\n') !== area.value ? draft : null;
    hasLooked = true;
    say(before ? 'found' : 'on');
    save();
  }

  function settle() {
    before = null;
    isNew = true;
    say('on');
    area.focus();
  }

  function resume() {
    const now = area.value.trim() === '' ? '' : `\n\n${area.value}`;
    for (const [field, value] of before) {
      for (const control of form.querySelectorAll(`[name="${CSS.escape(field)}"]`)) {
        if (control.type === 'radio') control.checked = control.value === value;
        else control.value = field === 'body' ? value + now : value;
        if (control.matches('.fold *')) control.closest('.fold').open = true;
      }
    }
    settle();
    // Whoever counts and looks at the words hears of them.
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function drop() {
    tried((store) => store.removeItem(name));
    settle();
    save();
    if (area.value.trim() === '') say('dropped');
  }

  function turn() {
    hasLooked = true;
    before = null;
    if (shared.checked) {
      wipe();
      tried((store) => store.setItem(SHARED, 'yes'));
      say('off');
    } else {
      tried((store) => store.removeItem(SHARED));
      isNew = true;
      say('on');
      save();
    }
  }

  let pause;
  form.addEventListener('input', (event) => {
    if (event.target === shared) return;
    isNew = true;
    clearTimeout(pause);
    pause = setTimeout(save, PAUSE_MS);
  });
  form.addEventListener('submit', save);
  window.addEventListener('pagehide', save);
  shared.addEventListener('change', turn);
  onward.addEventListener('click', resume);
  find('keep-drop').addEventListener('click', drop);

  shared.checked = isShared();
  if (shared.checked) say('off');
  // By now the browser has put back what stood in the box, if it does so.
  window.addEventListener('pageshow', () => {
    if (!shared.checked) look();
  });
}

/**
 * Forms in this window's history whose words nobody is to find there any more, by their marks: `true` for one that was
 * sent; for one that was left on a shared computer `{ at, pages, isSure }`, when, and how many pages there were to go
 * back and forth among.
 */
const spent = () => tried(() => JSON.parse(sessionStorage.getItem(SPENT))) ?? {};
const remember = (marks) => tried(() => sessionStorage.setItem(SPENT, JSON.stringify(Object.fromEntries(Object.entries(marks).slice(-100)))));
const spend = (mark, how) => remember({ ...spent(), [mark]: how });

/** With the browser's back button a form that was sent is an empty one; on a shared computer so is one that was left. */
function guard(form) {
  // The end of its signature tells a form from others; a whole token would open the receipt to whoever comes next.
  const mark = form.elements.token.value.slice(-12);
  let goesOn = false;
  document.addEventListener('submit', ({ target, submitter }) => {
    // The words go on with any form that carries them.
    goesOn ||= 'token' in target.elements;
    if (target === form && !form.querySelector('textarea') && !submitter?.hasAttribute('formaction')) tried(() => sessionStorage.setItem(SENDING, mark));
  });
  window.addEventListener('pagehide', () => {
    if (!isShared() || goesOn || spent()[mark] === true) return;
    // From the form one goes on by sending it; from what it led to one may also step back, to mend it.
    spend(mark, { at: Date.now(), pages: history.length, isSure: location.pathname.endsWith('/write') });
  });
  window.addEventListener('pageshow', ({ persisted }) => {
    goesOn = false;
    const how = spent()[mark];
    if (!how) return;
    if (how !== true && isSamePerson(how, persisted)) {
      const { [mark]: _, ...others } = spent();
      return remember(others);
    }
    document.documentElement.hidden = true;
    location.replace(new URL(`write${location.search}`, location.href));
  });
}

/**
 * Whether whoever left a form is still there: he loaded the page again, or stepped back without having been elsewhere,
 * which would have made one page more to go back and forth among. This page was asked for at once, that is, however slow
 * the line: who comes later is somebody else.
 */
function isSamePerson({ at, pages, isSure }, persisted) {
  const asked = persisted ? Date.now() : Date.now() - performance.now();
  const isReload = !persisted && performance.getEntriesByType('navigation')[0]?.type === 'reload';
  return asked - at < STEP_MS && (isReload || (!isSure && history.length === pages));
}

/** After the end nothing is sent any more: what was begun on this device is shown, to be copied or wiped. */
function showLeft(block) {
  const [area] = block.getElementsByTagName('textarea');
  const [copy, drop] = block.getElementsByTagName('button');
  const [told] = block.querySelectorAll('[role="status"]');
  const own = (store) => names(store).filter((name) => name.startsWith(`${DRAFT}${block.dataset.left} `));
  const drafts = tried((store) => own(store).map((name) => read(store, name))) ?? [];
  const texts = drafts.map((words) => words?.find(([field]) => field === 'body')?.[1]).filter(Boolean);
  if (texts.length === 0) return;
  block.hidden = false;
  // The page of the consultation only leads to where it is shown.
  if (!area) return;
  area.value = texts.join('\n\n');
  copy.addEventListener('click', async () => {
    // Where the clipboard is closed to pages it is at least marked.
    area.select();
    await navigator.clipboard.writeText(area.value);
    told.textContent = told.dataset.copied;
  });
  drop.addEventListener('click', () => {
    tried((store) => own(store).forEach((name) => store.removeItem(name)));
    block.replaceChildren(told);
    told.textContent = told.dataset.dropped;
    told.focus();
  });
}

const again = document.getElementById('again');
const sent = document.querySelector('[data-sent]')?.dataset.sent;
// The receipt has such a form for its other languages; it is the one page with the code, and stays.
if (again?.elements.token?.value && !sent) guard(again);

const works = tried((store) => {
  // Some let read and forbid to write.
  store.setItem(DRAFT, '');
  for (const name of names(store)) read(store, name);
  return true;
});
const block = document.getElementById('keep');
if (block && works) keep(block);
else if (block) block.hidden = true;
const left = document.querySelector('[data-left]');
if (left && works) showLeft(left);

// The receipt: it has arrived, and nothing of it is left here, in whichever language it was begun.
const isOfIt = (name) => name.startsWith(`${DRAFT}${sent} `);
if (sent) {
  tried((store) => names(store).filter(isOfIt).forEach((name) => store.removeItem(name)));
  const mark = tried(() => sessionStorage.getItem(SENDING));
  if (mark) spend(mark, true);
  tried(() => sessionStorage.removeItem(SENDING));
}
