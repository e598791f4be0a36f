// Copy buttons, and an evidence card of the words that are selected in the leaf.
const told = document.getElementById("copied");
for (const button of document.querySelectorAll("[data-copy]")) {
  button.closest("p").hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = "已复制";
    } catch {
      told.textContent = "已选定，请按 Ctrl+C 复制";
    }
  });
}
const words = document.getElementById("words");
const card = document.getElementById("card");
const length = (text) => [...text].length; // the library counts characters, not halves of them
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!card || !selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (!words.contains(range.startContainer) || !words.contains(range.endContainer)) return;
  const before = document.createRange();
  before.setStart(words, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = Number(words.dataset.start) + length(before.toString());
  card.elements.start.value = start;
  card.elements.end.value = start + length(range.toString());
  document.getElementById("quotation").textContent = range.toString();
  document.getElementById("chosen").textContent = `摘选定的 ${length(range.toString())} 字。`;
});
