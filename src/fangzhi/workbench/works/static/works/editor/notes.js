// Footnotes, endnotes and comments in a panel of their own, each edited where it stands.

import { drawList, element, fieldNode } from "./draw.js";

const NAMES = { footnote: "脚注", endnote: "尾注", comment: "批注" };

export class NotePanel {
  constructor(editor) {
    this.editor = editor;
    this.drawn = new Map();
    this.box = element("section", "fz-notes", { "aria-label": "注释" });
    this.list = element("div", "fz-note-list");
    this.box.append(element("h2", "fz-side-head", { text: "注释" }), this.list);
    this.box.addEventListener("click", (event) => this.pressed(event));
  }

  draw(state, context) {
    this.box.hidden = !state.notes.length;
    drawList(this.list, state.notes, this.drawn, context, (note) => this.node(note, context));
    for (const note of state.notes) {
      const node = this.drawn.get(note.id)[1];
      const number = context.numbers.get(note.id) || "";
      const name = node.querySelector(".fz-note-name");
      const words = [NAMES[note.kind], number, note.who, (note.when || "").slice(0, 10)].filter(Boolean).join(" ");
      if (name.textContent !== words) name.textContent = words;
      node.classList.toggle("fz-loose", !number);
      node.querySelector("[data-note-act=go]").hidden = !number;
      const back = node.querySelector("[data-note-act=put]");
      if (back) back.hidden = Boolean(number);
    }
  }

  node(note, context) {
    const made = element("div", "fz-note", { "data-b": note.id });
    const field = fieldNode(note.body, context, "fz-note-body");
    field.setAttribute("contenteditable", context.readOnly ? "false" : "true");
    for (const [key, value] of [["role", "textbox"], ["aria-multiline", "true"], ["aria-label", `${NAMES[note.kind]}的文字`]]) field.setAttribute(key, value);
    const tools = element("div", "fz-tools");
    const tool = (act, words) => tools.append(element("button", "fz-small", { type: "button", "data-note-act": act, text: words }));
    tool("go", "到正文处");
    if (!context.readOnly) {
      tool("put", "放到光标处");
      tool("gone", "删去此注");
    }
    made.append(element("span", "fz-note-name"), field, tools);
    return made;
  }

  pressed(event) {
    const act = event.target.closest?.("[data-note-act]")?.dataset.noteAct;
    const id = event.target.closest?.("[data-b]")?.dataset.b;
    if (act === "go") this.editor.goToNote(id);
    if (act === "put") this.editor.putNote(id);
    if (act === "gone") this.editor.dropNote(id);
  }

  focus(id) {
    const field = this.drawn.get(id)?.[1].querySelector("[data-t]");
    field?.scrollIntoView({ block: "nearest" });
    field?.focus({ preventScroll: true });
  }
}
