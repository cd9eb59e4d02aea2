// 共感 without losing the place: a press is sent as the form would send it, and only what stands under that opinion is
// renewed. Where anything else comes back than expected, the form goes its own way.
const form = document.getElementById('reaction');
const waiting = new Set();
/** One press at a time: the first brings the cookie that the others are to carry. */
let last = Promise.resolve();

/** The page to which the answer leads, or null. The browser parses it itself: our policy forbids a script to. */
function pressed(button) {
  last = last.then(() => sent(button));
  return last;
}

function sent(button) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('POST', button.formAction);
    request.responseType = 'document';
    request.addEventListener('loadend', () => done(request.status === 200 ? request.response : null));
    // Without a way back the answer leads to the opinion's own page, which is short.
    request.send(new URLSearchParams({ act: button.value }));
  });
}

async function renew(event) {
  const button = event.submitter;
  const place = button?.closest('.empathy');
  if (!place) return;
  event.preventDefault();
  if (waiting.has(place.id)) return;
  waiting.add(place.id);
  const fresh = (await pressed(button))?.getElementById(place.id);
  waiting.delete(place.id);
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
