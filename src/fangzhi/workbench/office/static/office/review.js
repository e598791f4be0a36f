// Ticking an action ticks its items, unticking it takes them off too; each may still be chosen.
for (const row of document.querySelectorAll('.review [data-task="action"]')) {
  row.querySelector('[name="on"]')?.addEventListener("change", (event) => {
    let next = row.nextElementSibling;
    for (; next?.dataset.task === "item"; next = next.nextElementSibling) {
      const box = next.querySelector('[name="on"]');
      if (box) box.checked = event.target.checked;
    }
  });
}
