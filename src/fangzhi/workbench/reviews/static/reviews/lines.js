// Page and line typed off paper show the words printed there at once.
const form = document.querySelector("[data-line]");

async function look() {
  const shown = document.getElementById("printed");
  const { page, line, to } = form.elements;
  if (!page.value || !line.value) {
    shown.textContent = "";
    return;
  }
  const asked = new URLSearchParams({ page: page.value, line: line.value, to: to.value });
  const answer = await fetch(`${form.dataset.line}?${asked}`, {
    headers: { Accept: "application/json" },
  });
  const told = await answer.json().catch(() => ({ reason: "没有查到，请再试一次。" }));
  shown.textContent = told.words || told.reason || "";
  shown.classList.toggle("fault", !told.words);
}

if (form) {
  let wait = 0;
  for (const name of ["page", "line", "to"]) {
    form.elements[name].addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(look, 200);
    });
  }
}
