// Files being made: the list is fetched again until nothing in it moves. The form beside it is left alone.
const list = document.getElementById('list');

const moving = () => Array.from(list.querySelectorAll('li:has(progress)'), (row) => row.id);

/** False when there is nothing more to wait for. */
async function renew() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  // Signed out meanwhile: the page stays, and its next link says so.
  if (!answer.ok || answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.getElementById('list');
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
}
