// 共感 without losing the place: a press is sent as the form would send it, and only what stands under that opinion is
// renewed. Where anything else comes back than expected, the form goes its own way.
const form = document.getElementById('reaction');
const waiting = new Set();
/** One press at a time: the first brings the cookie that the others are to carry. */
let last = Promise.resolve();

/** What came back: `offline`, or the page to which the answer leads, null where it is none of ours. The browser parses it itself: our policy forbids a script to. */
function pressed(button) {
  last = last.then(() => sent(button));
  return last;
}

function sent(button) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('POST', button.formAction);
    request.responseType = 'document';
    request.addEventListener('loadend', () => done({ offline: request.status === 0, page: request.status === 200 ? request.response : null }));
    // Without a way back the answer leads to the opinion's own page, which is short.
    request.send(new URLSearchParams({ act: button.value }));
  });
}

function told(words) {
  const line = document.createElement('span');
  line.setAttribute('role', 'alert');
  line.textContent = words;
  return line;
}

async function renew(event) {
  const button = event.submitter;
  const place = button?.closest('.empathy');
  if (!place) return;
  event.preventDefault();
  if (waiting.has(place.id)) return;
  waiting.add(place.id);
  place.querySelector('[role="alert"]')?.remove();
  const { offline, page } = await pressed(button);
  waiting.delete(place.id);
  // Whoever reads on without a network keeps the page.
  if (offline) return place.append(told(form.dataset.failed));
  const fresh = page?.getElementById(place.id);
  const next = fresh?.querySelector('button');
  if (!next) {
    // Pressed twice it still counts once.
    form.removeEventListener('submit', renew);
    form.requestSubmit(button);
    return;
  }
  place.replaceWith(fresh);
  next.focus({ preventScroll: true });
}

form.addEventListener('submit', renew);
