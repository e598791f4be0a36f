// The outline: lines are dragged or moved by words; the server decides and the page is read again.
const list = document.querySelector(".outline");
const told = document.getElementById("told");
const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
const lines = () => [...list.querySelectorAll("li[data-page]")];

async function ask(page, what) {
  told.textContent = "";
  try {
    const answer = await fetch(list.dataset.change.replace("/0/", `/${page}/`), {
      method: "POST", credentials: "same-origin", body: JSON.stringify(what),
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    });
    if (answer.ok) {
      sessionStorage.setItem("outline-at", String(window.scrollY));
      sessionStorage.setItem("outline-at-unfolded", String(window.scrollY));
      window.location.reload();
      return;
    }
    const kind = answer.headers.get("Content-Type") || "";
    told.textContent = kind.includes("json") ? (await answer.json()).reason : "这一步没有做成：您在这里没有这项职责，或者这里已经送审、定稿。";
  } catch {
    told.textContent = "没有做成：网络不通。请看网络，再试一次。";
  }
  told.scrollIntoView({ block: "center" });
}

const depth = (line) => Number(line.dataset.depth);
const isEntry = (line) => line.classList.contains("entry");

function parentOf(line) {
  const all = lines();
  for (let at = all.indexOf(line) - 1; at >= 0; at -= 1) if (depth(all[at]) < depth(line)) return all[at];
  return null;
}

function siblings(line) {
  const above = line.dataset.path.slice(0, -4);
  return lines().filter((other) => other.dataset.path.slice(0, -4) === above && isEntry(other) === isEntry(line));
}

// of a level shown in parts, how many of a line's sort stand before this part
const earlier = (line) => (depth(line) === 1 ? Number(list.dataset[isEntry(line) ? "entries" : "nodes"] || 0) : 0);
const placeOf = (line, among = siblings(line)) => earlier(line) + among.indexOf(line);
const parentId = (line) => Number(parentOf(line)?.dataset.page || list.dataset.top);

const acts = {
  up: (line) => ask(line.dataset.page, { do: "move", parent: parentId(line), position: placeOf(line) - 1 }),
  down: (line) => ask(line.dataset.page, { do: "move", parent: parentId(line), position: placeOf(line) + 1 }),
  left: (line) => {
    const parent = parentOf(line);
    if (!parent) { told.textContent = "已经在最上一层。"; return; }
    ask(line.dataset.page, { do: "move", parent: parentId(parent), position: placeOf(parent) + 1 });
  },
  right: (line) => {
    const before = lines().filter((other) => !isEntry(other) && other.dataset.path.slice(0, -4) === line.dataset.path.slice(0, -4) && other.dataset.path < line.dataset.path).pop();
    if (!before) { told.textContent = "上面没有同级的篇目，不能降级。"; return; }
    ask(line.dataset.page, { do: "move", parent: Number(before.dataset.page), position: 9999 });
  },
  title: (line) => {
    if (isEntry(line)) { window.location.assign(line.querySelector(".name").href); return; }
    write(line, "新标题", line.querySelector(".name").textContent.trim(), (title) => ask(line.dataset.page, { do: "title", title }));
  },
  unit: (line) => choose(line),
  delete: (line) => confirmIn(line),
};

function write(line, label, value, then) {
  const form = document.createElement("form");
  form.className = "menu";
  const field = document.createElement("input");
  field.value = value;
  field.setAttribute("aria-label", label);
  const done = document.createElement("button");
  done.textContent = "确定";
  form.append(field, done);
  form.addEventListener("submit", (event) => { event.preventDefault(); then(field.value); });
  line.querySelector(".menu")?.replaceWith(form);
  field.focus();
}

function choose(line) {
  const box = document.createElement("div");
  box.className = "menu";
  const select = document.getElementById("new-unit").cloneNode(true);
  select.removeAttribute("id");
  select.setAttribute("aria-label", "承编单位");
  const done = document.createElement("button");
  done.type = "button";
  done.textContent = "确定";
  done.addEventListener("click", () => ask(line.dataset.page, { do: "unit", unit: select.value }));
  box.append(select, done);
  line.querySelector(".menu")?.replaceWith(box);
  select.focus();
}

function confirmIn(line) {
  const box = document.createElement("div");
  box.className = "menu";
  const done = document.createElement("button");
  done.type = "button";
  done.textContent = `确定删去“${line.querySelector(".name").textContent.trim()}”和它下面的全部内容`;
  done.addEventListener("click", () => ask(line.dataset.page, { do: "delete" }));
  box.append(done);
  line.querySelector(".menu")?.replaceWith(box);
  done.focus();
}

list.addEventListener("click", (event) => {
  const line = event.target.closest("li[data-page]");
  if (event.target.closest(".act")) {
    const open = line.querySelector(".menu");
    list.querySelectorAll(".menu").forEach((one) => one.remove());
    if (!open) {
      line.append(document.getElementById("menu").content.cloneNode(true));
      line.querySelector(".menu button").focus();
    }
  }
  const act = event.target.closest("[data-do]");
  if (act) acts[act.dataset.do](line);
});

let carried = null;
const clear = () => list.querySelectorAll(".onto, .before").forEach((one) => one.classList.remove("onto", "before"));
list.addEventListener("dragstart", (event) => {
  carried = event.target.closest("li[data-page]");
  carried?.classList.add("carried");
  event.dataTransfer.effectAllowed = "move";
});
list.addEventListener("dragend", () => { carried?.classList.remove("carried"); clear(); carried = null; });
list.addEventListener("dragover", (event) => {
  const line = event.target.closest("li[data-page]");
  if (!carried || !line || line === carried || line.dataset.path.startsWith(carried.dataset.path)) return;
  event.preventDefault();
  clear();
  const low = event.clientY > line.getBoundingClientRect().top + line.offsetHeight / 2;
  line.classList.add(low && !isEntry(line) ? "onto" : "before");
});
list.addEventListener("drop", (event) => {
  event.preventDefault();
  const line = event.target.closest("li[data-page]");
  if (!carried || !line) return;
  if (line.classList.contains("onto")) ask(carried.dataset.page, { do: "move", parent: Number(line.dataset.page), position: 9999 });
  else ask(carried.dataset.page, { do: "move", parent: parentId(line), position: placeOf(line, siblings(line).filter((one) => one !== carried)) });
});

document.getElementById("add").addEventListener("submit", (event) => {
  event.preventDefault();
  const data = new FormData(event.target);
  ask(data.get("parent"), { do: "add", title: data.get("title"), kind: data.get("kind"), unit: data.get("unit") });
});

document.querySelector(".found")?.addEventListener("click", (event) => {
  const target = event.target.closest("[data-refer]")?.dataset.refer;
  if (target) ask(document.getElementById("refer-parent").value, { do: "refer", target: Number(target) });
});

const at = sessionStorage.getItem("outline-at");
if (at) { window.scrollTo(0, Number(at)); sessionStorage.removeItem("outline-at"); }
