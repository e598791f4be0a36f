// Copies the words of a part of the page; without a clipboard they are selected to be copied by hand.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const part = document.getElementById(button.dataset.copy);
  const was = button.textContent;
  try {
    await navigator.clipboard.writeText(part.textContent);
    button.textContent = "已复制";
  } catch {
    const range = document.createRange();
    range.selectNodeContents(part);
    window.getSelection().removeAllRanges();
    window.getSelection().addRange(range);
    button.textContent = "已选中，请按复制";
  }
  window.setTimeout(() => { button.textContent = was; }, 2500);
});
