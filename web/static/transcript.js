// Whoever types sheet after sheet keeps the hands on the keys: Ctrl and Enter send the form.
const form = document.querySelector('form.transcript');
const hint = form?.querySelector('[data-keys]');
if (hint) hint.hidden = false;
// After one has been taken in, the next begins at once; where something is to be mended, there.
const mend = form?.querySelector('[aria-invalid="true"]');
if (mend) mend.focus();
else if (document.querySelector('.written .success')) document.getElementById('body')?.focus();
form?.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) form.requestSubmit();
});
