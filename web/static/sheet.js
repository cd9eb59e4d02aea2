// Cells copied from a spreadsheet and pasted into the grid go where the page takes them apart: into the box below it.
const box = document.getElementById('sheet');

document.getElementById('notes').addEventListener('paste', (event) => {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const cells = /\t|\n./.test(text.trimEnd());
  if (!cells) return;
  event.preventDefault();
  box.value = text;
  document.getElementById('more').click();
});
