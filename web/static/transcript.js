// Whoever types sheet after sheet keeps the hands on the keys: Ctrl and Enter send the form.
const form = document.querySelector('form.transcript');
const hint = form?.querySelector('[data-keys]');
if (hint) hint.hidden = false;
// The writing begins at once, with the first and with each after it; where something is to be mended, there. What has to be
// read before is not skipped.
const mend = form?.querySelector('[aria-invalid="true"]');
if (mend) mend.focus();
else if (!document.querySelector('[role="alert"]')) document.getElementById('body')?.focus();
form?.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) form.requestSubmit();
});
