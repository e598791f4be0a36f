// What the buttons do to tables, figures, notes and links.

import { element } from "./draw.js";
import { emptyTable, mapTable, merged, unmerged, withHeader, withLine, withoutLine } from "./grids.js";
import { withoutItem } from "./edits.js";
import { find, freshId, newText, withItem, withText } from "./state.js";
import { marked, withPoint } from "./text.js";

const LINES = {
  "row-above": (t, c) => withLine(t, "row", c.row),
  "row-below": (t, c) => withLine(t, "row", c.row + (c.row_span || 1)),
  "row-gone": (t, c) => withoutLine(t, "row", c.row),
  "column-left": (t, c) => withLine(t, "column", c.column),
  "column-right": (t, c) => withLine(t, "column", c.column + (c.column_span || 1)),
  "column-gone": (t, c) => withoutLine(t, "column", c.column),
  "header-more": (t) => withHeader(t, (t.header_rows || 0) + 1),
  "header-less": (t) => withHeader(t, (t.header_rows || 0) - 1),
  "merge-right": (t, c) => merged(t, c, "column"),
  "merge-below": (t, c) => merged(t, c, "row"),
  unmerge: (t, c) => unmerged(t, c),
};
const ROLES = { title: "caption", unit: "unit", source: "source", caption: "caption" };
const HTTP = /^(https?:\/\/|mailto:|#)[^\s"<>\\^`{|}]+$/i;

const STUCK = "这张表现在不能这样改：合并要两边的格对齐；没有合并的格不用拆；只剩一行（列）时不能再删。";

export function act(editor, tool, target) {
  if (LINES[tool]) return line(editor, LINES[tool], target);
  const [, key] = /^(?:line|legend)-(\w+)$/.exec(tool) || [];
  if (key) return addLine(editor, target, key);
  return OTHERS[tool]?.(editor, target);
}

const OTHERS = {
  "table-gone": gone,
  "figure-gone": gone,
  choose,
  note: addNote,
  "ask-link": askLink,
  "add-paragraph": addParagraph,
  "add-table": (editor) => insert(editor, emptyTable(3, 3)),
  "add-figure": (editor) => {
    const figure = { type: "figure", id: freshId(), asset: "", title: newText("", { role: "caption" }) };
    insert(editor, figure);
    choose(editor, figure.id);
  },
};

function line(editor, change, id) {
  const place = editor.sel && find(editor.state, editor.sel.from.id);
  const index = editor.state.blocks.findIndex((b) => JSON.stringify(b).includes(JSON.stringify(id)));
  const block = editor.state.blocks[index];
  if (!block) return;
  const made = mapTable(block, id, (table) => {
    const cell = table.cells.find((c) => c.text.id === place?.text.id) || table.cells[table.cells.length - 1];
    return change(table, cell || { row: 0, column: 0 });
  });
  if (JSON.stringify(made) === JSON.stringify(block)) return editor.say(STUCK);
  const row = rowOf(block, editor.sel?.from.id);
  editor.change({ state: withItem(editor.state, "blocks", index, made), sel: null });
  // the cell is gone with its row or column: go on in one that stands near
  const near = [...made.cells].reverse().find((c) => c.row <= (row ?? 0)) || made.cells[0];
  const caret = { id: near.text.id, at: 0, k: 0 };
  editor.select(editor.sel || { from: caret, to: caret });
}

const rowOf = (table, id) => table.cells.find((c) => c.text.id === id)?.row;

function addLine(editor, id, key) {
  const index = editor.state.blocks.findIndex((b) => b.id === id);
  if (index < 0) return;
  const text = newText("", { role: ROLES[key] });
  const place = { id: text.id, at: 0, k: 0 };
  editor.change({ state: withItem(editor.state, "blocks", index, { ...editor.state.blocks[index], [key]: text }), sel: { from: place, to: place } });
}

function gone(editor, id) {
  const index = editor.state.blocks.findIndex((b) => b.id === id);
  if (index >= 0) editor.change({ state: withoutItem(editor.state, "blocks", index), sel: null });
  editor.say("已删去，可用“撤销”取回。");
}

// put a block after the one with the caret, and a paragraph after it where the text would end
function insert(editor, block) {
  const place = editor.sel && find(editor.state, editor.sel.from.id);
  const at = place?.list === "blocks" ? place.index + 1 : editor.state.blocks.length;
  const blocks = [...editor.state.blocks];
  const own = at === blocks.length ? [block, newText()] : [block];
  blocks.splice(at, 0, ...own);
  const first = block.cells ? block.cells[0].text.id : block.title.id;
  const caret = { id: first, at: 0, k: 0 };
  editor.change({ state: { ...editor.state, blocks }, sel: { from: caret, to: caret } });
}

function addParagraph(editor) {
  const text = newText();
  const caret = { id: text.id, at: 0, k: 0 };
  editor.change({ state: { ...editor.state, blocks: [...editor.state.blocks, text] }, sel: { from: caret, to: caret } });
}

function addNote(editor, kind) {
  const sel = editor.chosen();
  const place = sel && find(editor.state, sel.to.id);
  if (!place || place.list !== "blocks") return editor.say("请先在正文里点一下要加注的地方。");
  const note = { id: freshId(), kind, body: newText("", { role: "note" }) };
  const over = kind === "comment" && sel.from.id === sel.to.id && sel.from.at < sel.to.at;
  const text = over
    ? marked(place.text, sel.from.at, sel.to.at, { kind, ref: note.id })
    : withPoint(place.text, sel.to, { kind, ref: note.id });
  const state = withText(editor.state, text);
  const caret = { id: note.body.id, at: 0, k: 0 };
  editor.textSel = sel;
  editor.change({ state: { ...state, notes: [...state.notes, note] }, sel: { from: caret, to: caret } });
  return editor.notes.focus(note.id);
}

// ask for the address in the line under the toolbar
function askLink(editor) {
  const sel = editor.chosen();
  if (!sel || sel.from.id !== sel.to.id || sel.from.at === sel.to.at) return editor.say("请先选中要加链接的文字。");
  const box = element("span", "fz-at", { "data-sure": "yes" });
  const label = element("label", "", { text: "网址 " });
  const input = element("input", "", { type: "url", placeholder: "https://", size: 28 });
  const sure = element("button", "", { type: "button", text: "加上链接" });
  sure.addEventListener("click", () => {
    const ref = input.value.trim();
    if (!HTTP.test(ref)) {
      input.setAttribute("aria-invalid", "true");
      return editor.say("网址要以 https:// 开头，邮箱以 mailto: 开头。");
    }
    const { text } = find(editor.state, sel.from.id);
    delete editor.here.dataset.key;
    editor.here.replaceChildren();
    return editor.change({ state: withText(editor.state, marked(text, sel.from.at, sel.to.at, { kind: "link", ref })), sel });
  });
  label.append(input);
  box.append(label, sure);
  editor.here.dataset.key = "link";
  editor.here.replaceChildren(box);
  return input.focus();
}

// the page may open its own chooser; else a file is sent to the upload address
function choose(editor, id) {
  const put = ({ asset, name = "" }) => {
    const index = editor.state.blocks.findIndex((b) => b.id === id);
    if (index >= 0) editor.change({ state: withItem(editor.state, "blocks", index, { ...editor.state.blocks[index], asset, name }), sel: null });
  };
  const event = editor.emit("choose-figure", { id, put });
  if (event.defaultPrevented || !editor.upload) return;
  const input = element("input", "", { type: "file", accept: "image/png,image/jpeg,image/tiff,image/webp" });
  input.addEventListener("change", () => input.files[0] && send(editor, input.files[0], put));
  input.click();
}

async function send(editor, file, put) {
  const body = new FormData();
  body.append("file", file);
  editor.say("正在上传图片…");
  try {
    const answer = await fetch(editor.upload, { method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": editor.csrf() } });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.message || "");
    put(told);
    editor.say("图片已上传。");
  } catch (fault) {
    editor.say(`图片没有传上。${fault.message || "请看网络是否通，再试一次。"}`);
  }
}
