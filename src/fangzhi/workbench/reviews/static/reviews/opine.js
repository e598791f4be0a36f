// Words chosen in the frozen text become what an opinion is about; pens are shown and hidden.
const form = document.getElementById("opine");
const frozen = document.getElementById("frozen");

const points = (text) => Array.from(text).length; // code points, as the model counts

function blockOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element ? element.closest("[data-block]") : null;
}

function chosen() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const block = blockOf(range.startContainer);
  if (!block || !frozen.contains(block)) return null;
  const words = range.cloneRange();
  if (blockOf(range.endContainer) !== block) words.setEndAfter(block.lastChild);
  const before = document.createRange();
  before.selectNodeContents(block);
  before.setEnd(words.startContainer, words.startOffset);
  const start = points(before.toString());
  const text = words.toString();
  return text.trim() ? { block: block.dataset.block, start, end: start + points(text), text } : null;
}

function point(found) {
  form.elements.block.value = found ? found.block : "";
  form.elements.start.value = found ? found.start : 0;
  form.elements.end.value = found ? found.end : 0;
  document.getElementById("chosen").textContent = found ? found.text.slice(0, 80) : "";
  document.getElementById("none").hidden = Boolean(found);
  document.getElementById("unchoose").hidden = !found;
  form.classList.toggle("pointed", Boolean(found));
}

if (form && frozen) {
  document.addEventListener("selectionchange", () => {
    const found = chosen();
    if (found) point(found);
  });
  document.getElementById("unchoose").addEventListener("click", () => point(null));
  frozen.addEventListener("click", (event) => {
    const link = event.target.closest("[data-whole]");
    if (!link) return;
    event.preventDefault();
    const block = link.parentElement.querySelector("[data-block]");
    const text = block.textContent;
    point({ block: block.dataset.block, start: 0, end: points(text), text });
    form.elements.opinion.focus();
  });
  form.addEventListener("submit", (event) => {
    const said = form.elements.opinion.value.trim() || form.elements.proposed.value.trim();
    if (said) return;
    event.preventDefault();
    form.elements.opinion.focus();
  });
  if (form.elements.block.value) form.classList.add("pointed");
}

for (const box of document.querySelectorAll("[data-layer]")) {
  box.addEventListener("change", () => {
    frozen.classList.toggle(`without-${box.dataset.layer}`, !box.checked);
  });
}
