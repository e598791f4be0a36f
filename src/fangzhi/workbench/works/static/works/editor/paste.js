// What the clipboard brings, as blocks: words and a few marks; nothing of its styles or scripts.

import { newText, freshId, bodyOf, flows, textsOf } from "./state.js";
import { joined, marked } from "./text.js";

export const OWN_TYPE = "application/x-fangzhi-blocks";
const SKIPPED = new Set(["STYLE", "SCRIPT", "HEAD", "TITLE", "META", "LINK", "TEMPLATE", "NOSCRIPT", "IFRAME", "OBJECT", "SVG", "MATH", "SELECT", "BUTTON", "TEXTAREA"]);
const PARTS = new Set(["P", "DIV", "LI", "BLOCKQUOTE", "PRE", "SECTION", "ARTICLE", "UL", "OL", "DL", "DT", "DD", "FIGURE", "FIGCAPTION", "HEADER", "FOOTER", "MAIN", "ADDRESS", "HR", "BODY", "H1", "H2", "H3", "H4", "H5", "H6"]);
const MARKS = { B: "strong", STRONG: "strong", I: "emphasis", EM: "emphasis", U: "underline", INS: "underline", S: "strike", STRIKE: "strike", DEL: "strike", SUP: "superscript", SUB: "subscript" };
const ADDRESS = /^(https?:\/\/|mailto:)[^\s"<>\\^`{|}]+$/i;
const HAN = /[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]/;
// eslint-disable-next-line no-control-regex
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]/g;
const MOST = 500_000;

// the blocks that a paste or drop brings
export function fromClipboard(data) {
  const own = ownBlocks(data.getData(OWN_TYPE));
  if (own) return own;
  const html = data.getData("text/html");
  const blocks = html ? fromHtml(html.slice(0, MOST * 8)) : [];
  return blocks.length ? blocks : fromPlain(data.getData("text/plain").slice(0, MOST));
}

export function fromPlain(words) {
  const lines = clean(words.replace(/\r\n?/g, "\n")).split("\n");
  while (lines.length > 1 && !lines[lines.length - 1]) lines.pop();
  return lines.filter((line, at) => line.trim() || lines.length === 1 || at === 0).map((line) => newText(line));
}

const clean = (words) => words.replace(HIDDEN, "").replace(/\u00a0/g, " ");

// what our own copy wrote; anything else under this name is left alone
function ownBlocks(json) {
  try {
    const items = JSON.parse(json || "null");
    return Array.isArray(items) && items.length && items.every(isBlock) ? items : null;
  } catch {
    return null;
  }
}

const isCount = (value, most) => Number.isInteger(value) && value >= 0 && value <= most;
const isText = (text) => typeof text.text === "string" && (text.marks || []).every((m) => typeof m.kind === "string" && isCount(m.start, m.end) && isCount(m.end, text.text.length));

function isBlock(item) {
  if (!["text", "table", "figure", "utterance"].includes(item?.type) || !textsOf(item).every(isText)) return false;
  return item.type !== "table" || item.cells.every((c) => isCount(c.row, item.rows - 1) && isCount(c.column, item.columns - 1));
}

// what copying puts on the clipboard
export function toClipboard(data, items) {
  data.setData(OWN_TYPE, JSON.stringify(items));
  data.setData("text/plain", items.map(plain).join("\n"));
}

function plain(item) {
  if (flows(item)) return bodyOf(item).text;
  if (item.type !== "table") return textsOf(item).map((t) => t.text).join("\n");
  const rows = Array.from({ length: item.rows }, () => []);
  for (const cell of item.cells) rows[cell.row].push(cell.text.text.replace(/\s+/g, " "));
  return rows.map((row) => row.join("\t")).join("\n");
}

// HTML, parsed apart from the page, so that nothing in it runs or loads; its styles are only read
export function fromHtml(html) {
  const bare = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[^<>]*>/g, (tag) => tag.replace(/([\s/"'])(style|on\w+)\s*=/gi, "$1 data-$2="));
  const parsed = new DOMParser().parseFromString(bare, "text/html");
  const reader = new Reader();
  reader.walk(parsed.body, new Set(), "");
  reader.flush();
  return reader.blocks;
}

class Reader {
  constructor() {
    this.blocks = [];
    this.current = null;
    this.gap = "";
  }

  // begin a block unless one is open
  open() {
    this.current ||= newText("", { ...this.kind });
    return this.current;
  }

  flush() {
    const done = this.current;
    this.current = null;
    this.gap = "";
    if (!done) return;
    const words = done.text.replace(/[ \n]+$/, "");
    if (words) this.blocks.push(clipped({ ...done, text: words }));
  }

  add(words, kinds, link) {
    const [, head, core, tail] = /^([ \t\r\n\f]*)([\s\S]*?)([ \t\r\n\f]*)$/.exec(clean(words));
    if (!core) {
      this.gap += head;
      return;
    }
    const text = this.open();
    const put = spaced(text.text, this.gap + head, core) + core.replace(/[ \t\r\n\f]+/g, (gap, at, all) => spaced(all.slice(0, at), gap, all.slice(at + gap.length)));
    this.gap = tail;
    const from = text.text.length;
    let made = joined(text, { text: put });
    for (const kind of kinds) made = marked(made, from, from + put.length, { kind });
    if (link) made = marked(made, from, from + put.length, { kind: "link", ref: link });
    this.current = made;
  }

  turn() {
    if (this.current?.text) this.current = joined(this.current, { text: "\n" });
    this.gap = "";
  }

  walk(node, kinds, link) {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) this.add(child.data, kinds, link);
      else if (child.nodeType === Node.ELEMENT_NODE) this.element(child, kinds, link);
    }
  }

  element(node, kinds, link) {
    const tag = node.tagName.toUpperCase();
    const style = (node.getAttribute("data-style") || "").toLowerCase().replace(/\s+/g, "");
    if (SKIPPED.has(tag) || style.includes("display:none") || style.includes("mso-hide:all")) return;
    // Word writes the number of a list line as words that it says to ignore
    if (style.includes("mso-list:ignore")) {
      this.kind = { ...this.kind, label: clean(node.textContent).trim().slice(0, 20) };
      if (this.current) this.current = { ...this.current, ...this.kind };
      return;
    }
    if (tag === "BR") return this.turn();
    if (tag === "TABLE") return this.table(node);
    if (PARTS.has(tag)) return this.part(node, tag, style, kinds, link);
    const more = new Set(kinds);
    if (MARKS[tag] && !/font-weight:normal/.test(style)) more.add(MARKS[tag]);
    if (/font-weight:(bold|[6-9]00)/.test(style)) more.add("strong");
    const ref = tag === "A" ? node.getAttribute("href") || "" : "";
    this.walk(node, more, ADDRESS.test(ref) ? ref : link);
  }

  part(node, tag, style, kinds, link) {
    this.flush();
    const before = this.kind;
    this.kind = kindOf(node, tag, style, before);
    this.walk(node, kinds, link);
    this.flush();
    this.kind = before;
  }

  table(node) {
    this.flush();
    const made = tableOf(node);
    if (made) this.blocks.push(made);
  }
}

function kindOf(node, tag, style, before = {}) {
  const heading = /^H([1-6])$/.exec(tag);
  if (heading) return { role: "heading", level: Number(heading[1]) };
  if (tag === "LI") return { role: "list", level: 1 };
  if (/mso-list:l\d+level(\d)/.test(style)) return { role: "list", level: Number(/level(\d)/.exec(style)[1]) };
  if (tag === "BLOCKQUOTE") return { role: "quote" };
  return before;
}

// the space that a gap is shown as; a line end between Chinese characters is none
function spaced(before, gap, after) {
  if (!gap || !before || before.endsWith("\n")) return "";
  return /\n/.test(gap) && HAN.test(before[before.length - 1]) && HAN.test(after[0]) ? "" : " ";
}

function clipped(text) {
  const marks = (text.marks || []).map((m) => ({ ...m, end: Math.min(m.end, text.text.length) })).filter((m) => m.start < m.end);
  const made = { ...text, marks };
  if (!marks.length) delete made.marks;
  return made;
}

function tableOf(node) {
  const taken = new Set();
  const cells = [];
  let columns = 0;
  const rows = [...node.rows].slice(0, 1000);
  rows.forEach((row, at) => {
    let column = 0;
    for (const cell of [...row.cells].slice(0, 200)) {
      while (taken.has(`${at}/${column}`)) column += 1;
      const across = Math.min(Math.max(1, cell.colSpan || 1), 200);
      const down = Math.min(Math.max(1, cell.rowSpan || 1), rows.length - at);
      for (let r = 0; r < down; r += 1) for (let c = 0; c < across; c += 1) taken.add(`${at + r}/${column + c}`);
      const made = { row: at, column, text: newText(cellWords(cell)) };
      if (down > 1) made.row_span = down;
      if (across > 1) made.column_span = across;
      cells.push(made);
      columns = Math.max(columns, column + across);
      column += across;
    }
  });
  if (!cells.length) return null;
  const head = [...node.rows].findIndex((row) => [...row.cells].some((c) => c.tagName !== "TH"));
  return { type: "table", id: freshId(), rows: rows.length, columns, cells, header_rows: head < 0 ? 0 : head };
}

function cellWords(cell) {
  const inner = new Reader();
  inner.walk(cell, new Set(), "");
  inner.flush();
  return inner.blocks.flatMap(textsOf).map((t) => t.text).join("\n");
}
