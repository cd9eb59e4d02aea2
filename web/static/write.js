// Counts as the server counts: code points, a line break as one. Only tells; nothing is cut or kept.
const area = document.getElementById("body");
const count = document.getElementById("body-count");

function show() {
  const chars = [...area.value.replace(/\r\n/g, "\n")].length;
  const over = chars - Number(area.dataset.max);
  const words = over > 0 ? count.dataset.over : count.dataset.template;
  count.textContent = words.replace("#", (over > 0 ? over : chars).toLocaleString(document.documentElement.lang));
  count.classList.toggle("over", over > 0);
  // Spoken only when it matters: close to the limit or beyond it.
  count.setAttribute("aria-live", over > -100 ? "polite" : "off");
}

area.addEventListener("input", show);
show();
