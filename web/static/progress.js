// Files being made: the list is fetched again until nothing in it moves. The form beside it is left alone.
const list = document.getElementById('list');

const moving = () => Array.from(list.querySelectorAll('li:has(progress, [data-moving])'), (row) => row.id);

/** This page as it is now, or null. The browser parses it itself: our policy forbids a script to make HTML of text. */
function fetched() {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('GET', location.href);
    request.responseType = 'document';
    request.addEventListener('load', () => done(request.status === 200 ? request.response : null));
    request.addEventListener('error', failed);
    request.send();
  });
}

/** False when there is nothing more to wait for. */
async function renew() {
  // Signed out meanwhile: the page stays, and its next link says so.
  const fresh = (await fetched())?.getElementById('list');
  if (!fresh) return false;
  const before = moving();
  // Whoever stands on a link keeps standing there; when it is gone, on the newest file's.
  const here = list.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  list.replaceChildren(...fresh.childNodes);
  if (here) (list.querySelector(`a[href="${here}"]`) ?? list.querySelector('a'))?.focus();
  const after = moving();
  const ended = before.filter((id) => !after.includes(id)).map((id) => document.getElementById(id));
  const told = ended.map((row) => row?.querySelector('[data-done], .field-error')?.textContent ?? '');
  if (told.length > 0) document.getElementById('list-live').textContent = told.join(' ');
  return after.length > 0;
}

let running = moving().length > 0;
while (running) {
  await new Promise((later) => setTimeout(later, 1000));
  // A moment without a line is no end.
  running = await renew().catch(() => true);
  // Where the end changes more than the list, the whole page is wanted.
  if (!running && list.dataset.then === 'reload' && moving().length === 0) location.reload();
}
