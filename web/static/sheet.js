// Cells copied from a spreadsheet and pasted into the grid go where the page takes them apart: into the box above it.
// Words that are no cells, and those of one cell, stay where they are pasted, however many lines they have.

const QUOTED = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
const PLAIN = /[^\t\n]*/y;

/** Cells as spreadsheets copy them, row by row; src/tables reads the same, and says how. */
export function rows(copied) {
  const text = copied.replace(/\r\n?/g, '\n');
  const found = [[]];
  for (let at = 0; at <= text.length; at += 1) {
    QUOTED.lastIndex = at;
    PLAIN.lastIndex = at;
    const [whole, inner] = QUOTED.exec(text) ?? [];
    const isCell = /[\t\n"]/.test(inner ?? '');
    const raw = isCell ? whole : PLAIN.exec(text)[0];
    found.at(-1).push(isCell ? inner.replaceAll('""', '"') : raw);
    at += raw.length;
    if (text[at] === '\n') found.push([]);
  }
  return found.filter((cells) => cells.some((cell) => cell.trim() !== ''));
}

function paste(event) {
  const copied = event.clipboardData.getData('text/plain');
  const isTable = copied.includes('\t') || /<table/i.test(event.clipboardData.getData('text/html'));
  if (!isTable) return;
  event.preventDefault();
  const cells = rows(copied);
  if (cells.flat().length > 1) {
    const box = document.getElementById('sheet');
    box.value = box.value ? `${box.value}\n${copied}` : copied;
    document.getElementById('move').click();
  } else {
    const { target } = event;
    target.setRangeText(cells.flat().join(''), target.selectionStart, target.selectionEnd, 'end');
  }
}

/** Enter goes down the column, with Shift up, as in a spreadsheet; no half of a form is sent by it. */
function down(event) {
  const { target } = event;
  if (event.key !== 'Enter' || event.isComposing || target.type !== 'text') return;
  event.preventDefault();
  const column = [...target.form.querySelectorAll(`input[name^="${target.name.split('_')[0]}_"]`)];
  const next = column[column.indexOf(target) + (event.shiftKey ? -1 : 1)];
  next?.focus();
  next?.select();
}

// A test reads this file without a page.
if (globalThis.document) {
  document.getElementById('notes')?.addEventListener('paste', paste);
  document.querySelector('main').addEventListener('keydown', down);
  for (const hint of document.querySelectorAll('[data-keys]')) hint.hidden = false;
}
