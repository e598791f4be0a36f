// The page from the state: only what changed is drawn again, and never from markup.

import { isPoint, marksOf, points, segments } from "./text.js";
import { mapTexts, textsOf } from "./state.js";
import { drawFigure, drawTable, setInputs, shapeOf } from "./islands.js";

const TAGS = { heading: (text) => `h${Math.min(6, 2 + (text.level || 1) - 1)}`, quote: () => "blockquote" };
const LABELS = { "line-break": "↵", "page-break": "〔分页〕", "column-break": "〔分栏〕" };

export function element(tag, name = "", more = {}) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  for (const [key, value] of Object.entries(more)) {
    if (key === "text") made.textContent = value;
    else if (value !== "" && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  return made;
}

// what a point shows in the line
function pointLabel(mark, context) {
  switch (mark.kind) {
    case "deleted":
      return mark.text || "";
    case "leaf-break":
      return `〔葉${(mark.ref || "").replace(/^.*_0*(?=\d)/, "")}〕`;
    case "figure":
      return `〔图${mark.text ? `：${mark.text}` : ""}〕`;
    default:
      return LABELS[mark.kind] || context.numbers.get(mark.ref) || "〔注？〕";
  }
}

const TITLES = { deleted: "删去", inserted: "增补" };
const signed = (mark) => [mark.who, TITLES[mark.kind], (mark.when || "").slice(0, 10)].filter(Boolean).join(" ");

function pointNode(mark, context) {
  const made = element("span", `fz-pt fz-pt-${mark.kind}`, { "data-pt": "yes", contenteditable: "false", text: pointLabel(mark, context) });
  if (mark.ref && context.numbers.has(mark.ref)) made.dataset.note = mark.ref;
  if (mark.kind === "deleted") made.title = signed(mark);
  if (mark.kind === "line-break") made.append(element("span", "fz-turn"));
  return made;
}

function rangeNode(words, marks) {
  const names = ["fz-m"];
  const made = element("span");
  for (const mark of marks) {
    names.push(`fz-m-${mark.kind}`);
    if (mark.kind === "inserted") made.title = signed(mark);
    if (mark.kind === "ruby") made.dataset.ruby = mark.text || "";
    if (mark.kind === "link") made.title = mark.ref || "";
    if (mark.kind === "glyph") {
      made.dataset.glyph = mark.text || "〓";
      made.title = `未编码字 ${mark.text || mark.ref || ""}`;
    }
  }
  made.className = names.join(" ");
  made.textContent = words;
  return made;
}

// the content of the element that holds a text
export function fill(field, text, context) {
  const parts = [];
  const extra = context.extra(text.id);
  const at = points(text);
  const flush = (until) => {
    while (at.length && at[0].start <= until) parts.push(pointNode(at.shift(), context));
  };
  for (const [start, end, marks] of segments(extra.length ? { ...text, marks: [...marksOf(text), ...extra] } : text)) {
    flush(start);
    const words = text.text.slice(start, end);
    const shown = marks.filter((m) => m.kind !== "bookmark");
    const last = parts[parts.length - 1];
    if (shown.length) parts.push(rangeNode(words, shown));
    else if (last?.nodeType === Node.TEXT_NODE) last.data += words;
    else parts.push(document.createTextNode(words));
  }
  flush(text.text.length);
  const final = parts[parts.length - 1];
  if (!final || text.text.endsWith("\n") || final.nodeType !== Node.TEXT_NODE) parts.push(document.createElement("br"));
  field.replaceChildren(...parts);
  field.classList.toggle("fz-empty", !text.text && !marksOf(text).some(isPoint));
}

// attributes of the element of a text that the style and screen readers use
export function dress(field, text) {
  field.dataset.t = text.id;
  for (const [key, value] of [["label", text.label], ["role", text.role || "paragraph"], ["level", text.level], ["align", text.align]]) {
    if (value) field.dataset[key] = value;
    else delete field.dataset[key];
  }
  if (text.lang) field.lang = text.lang;
  else field.removeAttribute("lang");
}

export function fieldNode(text, context, name, tag = "div") {
  const made = element(tag, `fz-text ${name}`);
  dress(made, text);
  fill(made, text, context);
  return made;
}

function textNode(text, context) {
  const made = fieldNode(text, context, "fz-flow", (TAGS[text.role] || (() => "p"))(text));
  made.dataset.b = text.id;
  made.dataset.flow = "yes";
  return made;
}

function utteranceNode(block, context) {
  const made = element("div", "fz-utterance", { "data-b": block.id, "data-flow": "yes" });
  const speaker = element("span", "fz-speaker", { contenteditable: "false" });
  speaker.append(
    element("input", "", { value: block.speaker, "aria-label": "说话人", "data-set": "speaker", size: 6 }),
    element("span", "fz-time", { text: block.end ? `${clock(block.start)}–${clock(block.end)}` : "" }),
  );
  made.append(speaker, fieldNode(block.body, context, "fz-said"));
  return made;
}

const clock = (seconds = 0) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function blockNode(block, context) {
  const makers = { text: textNode, table: drawTable, figure: drawFigure, utterance: utteranceNode };
  return makers[block.type](block, context, { element, fieldNode });
}

// draw a list of blocks into a box; `drawn` remembers what stands there (id → [block, element])
export function drawList(box, items, drawn, context, make = blockNode) {
  const keep = new Map();
  let next = box.firstChild;
  for (const item of items) {
    const old = drawn.get(item.id);
    const node = old && sameShape(old[0], item, old[1]) ? old[1] : make(item, context);
    if (node === old?.[1] && old[0] !== item) refresh(node, old[0], item, context);
    if (node === next) next = next.nextSibling;
    else box.insertBefore(node, next);
    keep.set(item.id, [item, node]);
  }
  while (next) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
  }
  drawn.clear();
  keep.forEach((value, key) => drawn.set(key, value));
}

const sameShape = (a, b, node) => a === b || (a.type === b.type && shapeOf(a) === shapeOf(b) && node.isConnected);

function refresh(node, old, item, context) {
  const before = new Map(textsOf(old).map((t) => [t.id, t]));
  mapTexts(item, (text) => {
    const field = node.dataset.t === text.id ? node : node.querySelector(`[data-t="${CSS.escape(text.id)}"]`);
    if (field && before.get(text.id) !== text) {
      dress(field, text);
      fill(field, text, context);
    }
    return text;
  });
  setInputs(node, item);
}
