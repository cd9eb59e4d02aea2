// A file being made: the list is fetched again until nothing in it moves. The form beside it is left alone.
const list = document.getElementById('list');

async function renew() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  // Signed out meanwhile: the page stays, and its next link says so.
  if (!answer.ok || answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.getElementById('list');
  if (!fresh) return false;
  // Whoever stands on a link of a finished file keeps standing there.
  const here = list.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  list.replaceChildren(...fresh.childNodes);
  if (here) list.querySelector(`a[href="${here}"]`)?.focus();
  return list.querySelector('progress') !== null;
}

async function watch() {
  let running = true;
  while (running) {
    await new Promise((later) => setTimeout(later, 1000));
    // A moment without a line is no end.
    running = await renew().catch(() => true);
  }
  document.getElementById('list-live').textContent = list.querySelector('[data-done]')?.textContent ?? '';
}

watch();
