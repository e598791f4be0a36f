// Save what the editor holds: by the button, by Ctrl-S, and after a pause of writing.
import { mount } from "./editor/editor.js";

const form = document.getElementById("entry");
const said = document.getElementById("saved");
const title = document.getElementById("entry-title");
const [editor] = mount(form);
let saving = false;
let again = false;

async function save() {
  if (!said) return;
  if (saving) { again = true; return; }
  saving = true;
  const { state } = editor;
  said.textContent = "正在保存…";
  try {
    const answer = await fetch(form.dataset.save, {
      method: "POST", credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
      body: JSON.stringify({ draft: editor.json(), title: title.value, revision: Number(form.dataset.revision) }),
    });
    const told = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : {};
    if (answer.ok) {
      form.dataset.revision = String(told.revision);
      editor.saved(told.base, told.names, state);
      said.textContent = ["已保存", ...(told.noted || [])].join("。");
    } else {
      said.textContent = told.reason || "没有保存：您在这里没有这项职责，或者这一条已经送审、定稿。文字还在本页，请先复制。";
      said.className = "fault";
    }
  } catch {
    said.textContent = "没有保存：网络不通。文字还在本页和这台电脑的浏览器里，网络恢复后再按保存。";
  }
  saving = false;
  if (again) { again = false; save(); }
}

form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
form.addEventListener("fz:save", save);
form.addEventListener("fz:pause", save);
title.addEventListener("change", () => { if (!title.readOnly) save(); });

// words chosen in the text go along to the page of evidence
const proof = document.querySelector(".entry-foot a[href$='/evidence/']");
const plain = proof?.getAttribute("href");
document.addEventListener("selectionchange", () => {
  const chosen = document.getSelection();
  if (!proof || !chosen || !form.contains(chosen.anchorNode) || proof.contains(chosen.anchorNode)) return;
  const words = String(chosen).trim();
  proof.setAttribute("href", words && !words.includes("\n") ? `${plain}?words=${encodeURIComponent(words.slice(0, 200))}` : plain);
});
