// Cells copied from a spreadsheet and pasted into the grid go where the page takes them apart: into the box below it.
// Words that are no cells, and those of one cell, stay where they are pasted, however many lines they have.

const QUOTED = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
const PLAIN = /[^\t\n]*/y;

/** Cells as spreadsheets copy them, row by row; src/workshops reads the same, and says how. */
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
    document.getElementById('more').click();
  } else {
    const { target } = event;
    target.setRangeText(cells.flat().join(''), target.selectionStart, target.selectionEnd, 'end');
  }
}

// A test reads this file without a page.
globalThis.document?.getElementById('notes').addEventListener('paste', paste);
