// A long outline is folded: what stands below a line is fetched when it is asked for.
const list = document.querySelector(".outline");
const told = document.getElementById("told");
const kept = `outline-open-${list.dataset.top}`;
const open = new Set(JSON.parse(sessionStorage.getItem(kept) || "[]"));
const note = () => sessionStorage.setItem(kept, JSON.stringify([...open]));

async function unfold(button) {
  const line = button.closest("li");
  try {
    const answer = await fetch(button.dataset.rows, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(answer.statusText);
    const part = document.createElement("template");
    part.innerHTML = await answer.text();
    show(part.content);
    line.after(part.content);
    button.textContent = "收起";
    button.setAttribute("aria-expanded", "true");
    open.add(line.dataset.page);
  } catch {
    told.textContent = "没有展开：网络不通，或者登录已到时间。请刷新页面再试。";
  }
  note();
}

function foldUp(button) {
  const line = button.closest("li");
  for (const other of list.querySelectorAll("li[data-path]")) {
    if (other !== line && other.dataset.path.startsWith(line.dataset.path)) {
      open.delete(other.dataset.page);
      other.remove();
    }
  }
  button.textContent = "展开";
  button.setAttribute("aria-expanded", "false");
  open.delete(line.dataset.page);
  note();
}

function show(part) {
  for (const button of part.querySelectorAll(".unfold")) button.hidden = false;
}

list.addEventListener("click", (event) => {
  const button = event.target.closest(".unfold");
  if (!button) return;
  if (button.getAttribute("aria-expanded") === "true") foldUp(button);
  else unfold(button);
});

show(list);
const before = [...open];
for (const page of before) {
  const button = list.querySelector(`li[data-page="${page}"] .unfold`);
  if (button) await unfold(button);
}
const at = sessionStorage.getItem("outline-at-unfolded");
if (at) { window.scrollTo(0, Number(at)); sessionStorage.removeItem("outline-at-unfolded"); }
