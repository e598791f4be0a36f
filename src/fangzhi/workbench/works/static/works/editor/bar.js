// The toolbar in words, and the line that says what stands at the caret.

import { element } from "./draw.js";
import { find } from "./state.js";
import { isMarked, isPoint, marksOf, withoutMark, replaced } from "./text.js";
import { withText } from "./state.js";
import { chosen } from "./edits.js";

const ROLES = [
  ["paragraph", "正文"], ["heading/1", "一级标题"], ["heading/2", "二级标题"], ["heading/3", "三级标题"], ["heading/4", "四级标题"],
  ["list", "列表"], ["quote", "引文"], ["verse", "诗文"], ["note", "按语"], ["signature", "落款"], ["caption", "图表题"],
  ["unit", "单位行"], ["source", "资料来源行"],
];
const RARE = { header: "页眉", footer: "页脚", textbox: "文本框", contents: "目录行" };
const FORMATS = [
  ["strong", "加粗", "Ctrl+B"], ["emphasis", "着重", "Ctrl+I"], ["underline", "下划线", "Ctrl+U"],
  ["superscript", "上标", ""], ["subscript", "下标", ""],
];
const ACTS = [
  ["footnote", "脚注", "Ctrl+Alt+F"], ["comment", "批注", ""], ["link", "链接", ""], ["table", "插表", ""], ["figure", "插图", ""],
  ["undo", "撤销", "Ctrl+Z"], ["redo", "重做", "Ctrl+Y"],
];

export function drawBar(editor) {
  const bar = element("div", "fz-bar", { role: "toolbar", "aria-label": "编辑工具" });
  const kind = element("select", "fz-role", { "aria-label": "这一段是" });
  for (const [value, words] of ROLES) kind.append(element("option", "", { value, text: words }));
  kind.addEventListener("change", () => editor.role(...kind.value.split("/")));
  const label = element("input", "fz-label", { "aria-label": "这一段的编号", placeholder: "编号", size: 6 });
  label.addEventListener("change", () => editor.setLabel(label.value));
  bar.append(kind, label);
  for (const [key, words, keys] of FORMATS) {
    const made = button(words, keys, () => editor.toggle(key));
    made.dataset.format = key;
    made.setAttribute("aria-pressed", "false");
    bar.append(made);
  }
  const acts = {
    footnote: () => editor.addNote("footnote"), comment: () => editor.addNote("comment"), link: () => editor.askLink(),
    table: () => editor.addTable(), figure: () => editor.addFigure(), undo: () => editor.undo(), redo: () => editor.redo(),
  };
  for (const [key, words, keys] of ACTS) {
    const made = button(words, keys, acts[key]);
    made.dataset.act = key;
    bar.append(made);
  }
  return bar;
}

function button(words, keys, act) {
  const made = element("button", "", { type: "button", text: words, title: keys });
  // the choice in the text stays when a button is pressed by mouse
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", act);
  return made;
}

// let the toolbar show what holds at the caret
export function showBar(editor, bar) {
  const sel = editor.sel;
  const place = sel && find(editor.state, sel.from.id);
  const [kind, label] = [bar.querySelector(".fz-role"), bar.querySelector(".fz-label")];
  const own = place && place.item.type === "text" ? place.item : null;
  kind.disabled = label.disabled = !own;
  if (own) {
    const value = own.role === "heading" ? `heading/${own.level || 1}` : own.role || "paragraph";
    if (![...kind.options].some((o) => o.value === value)) kind.append(element("option", "", { value, text: RARE[value] || `${own.level}级标题` }));
    kind.value = value;
    if (label !== document.activeElement) label.value = own.label || "";
  }
  for (const made of bar.querySelectorAll("[data-format]")) {
    made.setAttribute("aria-pressed", String(Boolean(place) && holds(editor, made.dataset.format)));
  }
  bar.querySelector("[data-act=undo]").disabled = !editor.history.past.length;
  bar.querySelector("[data-act=redo]").disabled = !editor.history.future.length;
}

export function holds(editor, kind) {
  const { from, to } = editor.sel;
  if (from.id === to.id && from.at === to.at) {
    if (editor.pending) return editor.pending.has(kind);
    const { text } = find(editor.state, from.id);
    return marksOf(text).some((m) => m.kind === kind && m.start < from.at && m.end >= from.at);
  }
  const parts = chosen(editor.state, editor.sel).filter(([, a, b]) => a.at < b.at);
  return parts.length > 0 && parts.every(([text, a, b]) => isMarked(text, a.at, b.at, kind));
}

const NAMES = {
  link: "链接", crossref: "参见", inserted: "增补", deleted: "删去", comment: "批注", footnote: "脚注", endnote: "尾注", ruby: "注音",
  entity: "专名", evidence: "依据", quotation: "引文", title: "书名", doubtful: "存疑", glyph: "未编码字", formula: "公式", field: "域",
  "leaf-break": "原书换页", strike: "删除线", small: "小字", note: "夹注", verse: "诗句", speech: "说话", bookmark: "书签",
  "page-break": "分页", "column-break": "分栏", "line-break": "换行", figure: "行内图", superscript: "上标", subscript: "下标",
};
const PLAIN = new Set(["strong", "emphasis", "underline", "bookmark", "superscript", "subscript"]);
const FIXED = new Set(["leaf-break", "glyph"]);

// say in words what stands at the caret, with what can be done about it
export function showHere(editor, here) {
  const place = editor.sel && find(editor.state, editor.sel.from.id);
  const at = editor.sel?.from.at;
  const marks = place ? marksOf(place.text).filter((m) => !PLAIN.has(m.kind) && m.start <= at && m.end >= at) : [];
  const key = JSON.stringify([place?.text.id, marks]);
  if (here.dataset.key === key || here.contains(document.activeElement)) return;
  here.dataset.key = key;
  here.replaceChildren(...marks.map((mark) => one(editor, place.text, mark)));
}

function one(editor, text, mark) {
  const made = element("span", "fz-at");
  const who = [mark.who, (mark.when || "").slice(0, 10)].filter(Boolean).join(" ");
  const what = mark.kind === "deleted" ? `“${mark.text}”` : ["link", "leaf-break"].includes(mark.kind) ? mark.ref : mark.kind === "ruby" ? mark.text : "";
  made.append(element("span", "", { text: [NAMES[mark.kind] || mark.kind, what, who].filter(Boolean).join(" ") }));
  if (editor.readOnly) return made;
  const act = (words, change) => made.append(button(words, "", () => editor.change(change())));
  const off = () => ({ state: withText(editor.state, withoutMark(text, mark)), sel: editor.sel });
  const put = (words) => ({ state: withText(editor.state, withWords(text, mark, words)), sel: null });
  if (mark.kind === "inserted") {
    act("接受增补", off);
    act("退回增补", () => put(""));
  } else if (mark.kind === "deleted") {
    act("接受删去", off);
    act("恢复文字", () => put(mark.text || ""));
  } else if (mark.kind in { footnote: 1, endnote: 1, comment: 1 }) {
    made.append(button("看这条注", "", () => editor.showNote(mark.ref)));
  } else if (!FIXED.has(mark.kind)) act("去掉", off);
  return made;
}

// words in the place of a revision, with the mark itself gone
function withWords(text, mark, words) {
  const bare = withoutMark(text, mark);
  const k = mark.start === mark.end ? marksOf(text).filter((m) => isPoint(m) && m.start === mark.start).indexOf(mark) : 0;
  return replaced(bare, { at: mark.start, k }, { at: mark.end, k }, { text: words });
}
