// What every page does with a script.

// What is to be mended is said first, to whoever listens, too.
document.getElementById('errors')?.focus();

// Escape closes a menu of the header, as it closes other menus; whoever was in it is back at what opened it.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.isComposing) return;
  for (const menu of document.querySelectorAll('.menu[open]')) {
    const wasInside = menu.contains(document.activeElement);
    menu.open = false;
    if (wasInside) menu.querySelector('summary').focus();
  }
});
