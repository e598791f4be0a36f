// Edits as functions: a state and places in, a state and a caret out.

import { bodyOf, find, flows, freshId, mapTexts, newText, withBody, withItem, withText } from "./state.js";
import { end, FORMATS, joined, LOOSE, marked, marksOf, neighbor, NOTES, points, replaced, slice, start, unmarked, withoutMark } from "./text.js";

const caret = (id, { at, k = 0 }) => ({ from: { id, at, k }, to: { id, at, k } });
const isPoint = (sel) => sel.from.id === sel.to.id && sel.from.at === sel.to.at && sel.from.k === sel.to.k;
export const collapsed = isPoint;

// take away what stands between two places; blocks between them go whole
export function removed(state, sel) {
  const { from, to } = sel;
  const a = find(state, from.id);
  if (!a) return { state, sel };
  if (from.id === to.id) {
    const text = replaced(a.text, from, to, { text: "" });
    return { state: withText(state, text), sel: caret(from.id, from) };
  }
  const b = find(state, to.id);
  if (!b || a.list !== "blocks" || b.list !== "blocks" || !flows(a.item) || !flows(b.item)) {
    return { state, sel: caret(from.id, from) };
  }
  const head = replaced(a.text, from, end(a.text), { text: "" });
  const text = joined(head, slice(b.text, to, end(b.text)));
  const blocks = [...state.blocks];
  blocks.splice(a.index, b.index - a.index + 1, withBody(a.item, text));
  return { state: { ...state, blocks }, sel: caret(from.id, from) };
}

// put words in the place of what is chosen; `formats` says which formats they get, null as around
export function typed(state, sel, words, formats = null) {
  const cleared = isPoint(sel) || sel.from.id === sel.to.id ? { state, sel } : removed(state, sel);
  const { from, to } = cleared.sel;
  const place = find(cleared.state, from.id);
  if (!place) return { state, sel };
  let text = replaced(place.text, from, to, { text: words });
  const until = from.at + words.length;
  if (formats) {
    for (const kind of FORMATS) {
      text = formats.has(kind) ? marked(text, from.at, until, { kind }) : unmarked(text, from.at, until, kind);
    }
  }
  return { state: withText(cleared.state, text), sel: caret(from.id, { at: until, k: words ? 0 : from.k }) };
}

// part a block in two; the words keep their id on the side where they all stand
export function split(state, sel) {
  const cleared = removed(state, sel);
  const at = cleared.sel.from;
  const place = find(cleared.state, at.id);
  if (!place || place.list !== "blocks" || !flows(place.item)) return typed(state, sel, "\n");
  const { text, item, index } = place;
  if (item.type === "text" && item.role === "list" && !text.text) return asRole(cleared.state, text.id, "paragraph");
  const right = slice(text, at, end(text));
  if (at.at === 0 && at.k === 0 && text.text && item.type === "text") {
    const before = fresh(text, "");
    return { state: withItem(cleared.state, "blocks", index, before, item), sel: caret(text.id, start()) };
  }
  const left = replaced(text, at, end(text), { text: "" });
  const role = text.role === "heading" && !right.text ? "paragraph" : text.role;
  const next = fresh(text, right.text, right.marks, role);
  const made = item.type === "text" ? next : { ...item, id: freshId(), body: next };
  return { state: withItem(cleared.state, "blocks", index, withBody(item, left), made), sel: caret(next.id, start()) };
}

function fresh(like, words, marks = [], role = like.role) {
  const made = newText(words);
  for (const key of ["lang", "style", "align"]) if (like[key]) made[key] = like[key];
  if (role && role !== "paragraph") made.role = role;
  if (like.level && (role === "list" || role === "heading")) made.level = like.level;
  if (marks.length) made.marks = marks;
  return made;
}

// take away one character, or one point, before or after the caret; at an edge join two blocks
export function erased(state, sel, back) {
  if (!isPoint(sel)) return removed(state, sel);
  const { id, at, k } = sel.from;
  const place = find(state, id);
  if (!place) return { state, sel };
  const { text } = place;
  const here = points(text).filter((m) => m.start === at);
  const point = back ? here[k - 1] : here[k];
  if (point) {
    // what the file keeps (leaves, taken-out words) is stepped over, not rubbed out
    const gone = LOOSE.has(point.kind);
    const made = gone ? { state: withText(state, withoutMark(text, point)), sel: caret(id, { at, k: back ? k - 1 : k }) } : null;
    return made || erased(state, caret(id, { at, k: back ? k - 1 : k + 1 }), back);
  }
  const next = neighbor(text.text, at, back);
  if (next !== at) {
    const [a, b] = back ? [next, at] : [at, next];
    const from = { at: a, k: points(text).filter((m) => m.start === a).length };
    return { state: withText(state, replaced(text, back ? from : sel.from, back ? sel.from : { at: b, k: 0 }, { text: "" })), sel: caret(id, back ? from : sel.from) };
  }
  return back ? joinedBack(state, place) : joinedOn(state, place, sel);
}

function joinedBack(state, { text, item, index, list }) {
  const stay = { state, sel: caret(text.id, start()) };
  if (list !== "blocks" || !flows(item)) return stay;
  if (item.type === "text" && item.role && item.role !== "paragraph") return asRole(state, text.id, "paragraph");
  const before = state.blocks[index - 1];
  if (!before) return stay;
  if (!flows(before)) return text.text || marksOf(text).length ? stay : { state: withoutItem(state, "blocks", index), sel: null };
  const head = bodyOf(before);
  // an empty paragraph gives way whole, so that the words keep their own id
  if (!head.text && !marksOf(head).length && before.type === "text") {
    return { state: withoutItem(state, "blocks", index - 1), sel: caret(text.id, start()) };
  }
  const blocks = [...state.blocks];
  blocks.splice(index - 1, 2, withBody(before, joined(head, slice(text, start(), end(text)))));
  return { state: { ...state, blocks }, sel: caret(head.id, end(head)) };
}

function joinedOn(state, { text, index, list, item }, sel) {
  const after = state.blocks[index + 1];
  if (list !== "blocks" || !flows(item) || !flows(after)) return { state, sel };
  const body = bodyOf(after);
  if (!text.text && !marksOf(text).length) return { state: withoutItem(state, "blocks", index), sel: caret(body.id, start()) };
  const blocks = [...state.blocks];
  blocks.splice(index, 2, withBody(item, joined(text, slice(body, start(), end(body)))));
  return { state: { ...state, blocks }, sel };
}

export const withoutItem = (state, list, index) => ({ ...state, [list]: state[list].filter((_, at) => at !== index) });

// make a block another kind of text
export function asRole(state, id, role, level = 0) {
  const place = find(state, id);
  if (!place || place.item.type !== "text") return { state, sel: caret(id, start()) };
  const text = { ...place.text };
  delete text.role;
  delete text.level;
  if (role !== "paragraph") text.role = role;
  if (role === "heading" || role === "list") text.level = level || 1;
  return { state: withText(state, text), sel: caret(id, start()) };
}

// the parts of the texts that are chosen: [text, from, to]
export function chosen(state, sel) {
  const a = find(state, sel.from.id);
  const b = find(state, sel.to.id);
  if (!a || !b) return [];
  if (a.text.id === b.text.id) return [[a.text, sel.from, sel.to]];
  const parts = [];
  for (let index = a.index; index <= b.index; index += 1) {
    const block = state.blocks[index];
    if (!flows(block)) continue;
    const text = bodyOf(block);
    parts.push([text, index === a.index ? sel.from : start(), index === b.index ? sel.to : end(text)]);
  }
  return parts;
}

// the chosen blocks or words by themselves, as copying takes them
export function copied(state, sel) {
  const a = find(state, sel.from.id);
  const b = find(state, sel.to.id);
  if (!a || !b) return [];
  if (a.text.id === b.text.id || a.list !== "blocks") return [{ ...a.text, ...sliceOf(a.text, sel.from, sel.to) }];
  return state.blocks.slice(a.index, b.index + 1).map((block, at, all) => {
    if (!flows(block)) return block;
    const text = bodyOf(block);
    const from = at === 0 ? sel.from : start();
    const to = at === all.length - 1 ? sel.to : end(text);
    return withBody(block, { ...text, ...sliceOf(text, from, to) });
  });
}

const sliceOf = (text, from, to) => {
  const part = slice(text, from, to);
  return { text: part.text, marks: part.marks };
};

// put blocks in at the caret: one text runs in, several part the block
export function pasted(state, sel, items) {
  const cleared = removed(state, sel);
  const at = cleared.sel.from;
  const place = find(cleared.state, at.id);
  if (!place || !items.length) return cleared;
  const own = items.map((item) => renewed(cleared.state, item));
  const inner = place.list !== "blocks" || !flows(place.item);
  if (inner || (own.length === 1 && own[0].type === "text")) return runIn(cleared.state, place.text, at, own);
  const { text, item, index } = place;
  const head = withBody(item, replaced(text, at, end(text), { text: "" }));
  const tail = fresh(text, "", []);
  const rest = joined(tail, slice(text, at, end(text)));
  const list = [head, ...own, rest].filter((one, n) => (n > 0 && n <= own.length) || bodyOf(one).text || marksOf(bodyOf(one)).length);
  const blocks = [...cleared.state.blocks];
  blocks.splice(index, 1, ...list);
  const last = [...own].reverse().find(flows);
  const to = last ? caret(bodyOf(last).id, end(bodyOf(last))) : rest.text ? caret(rest.id, start()) : null;
  return { state: { ...cleared.state, blocks }, sel: to };
}

// words only: into a line, a cell or a note, which hold no blocks
function runIn(state, text, at, items) {
  let put = { text: "", marks: [] };
  for (const item of items) {
    const parts = item.type === "table" ? item.cells.map((c) => c.text) : flows(item) ? [bodyOf(item)] : [];
    for (const part of parts) put = put.text ? joined(joined(put, { text: "\n" }), part) : { text: part.text, marks: marksOf(part) };
  }
  const made = replaced(text, at, at, { text: put.text, marks: put.marks || [] }, { inherit: false });
  const k = put.text ? 0 : at.k;
  return { state: withText(state, made), sel: caret(text.id, { at: at.at + put.text.length, k }) };
}

// what comes in has ids of its own unless its old ones are free; a note is called once only
function renewed(state, item) {
  const used = new Set();
  const called = new Set();
  for (const one of [...state.blocks, ...state.notes]) {
    used.add(one.id);
    mapTexts(one, (text) => {
      used.add(text.id);
      marksOf(text).forEach((m) => NOTES.has(m.kind) && called.add(m.ref));
      return text;
    });
  }
  const notes = new Set(state.notes.map((n) => n.id));
  const own = (id) => (id && !used.has(id) ? id : freshId());
  const made = mapTexts(item, (text) => ({
    ...text,
    id: own(text.id),
    marks: marksOf(text).filter((m) => !NOTES.has(m.kind) || (notes.has(m.ref) && !called.has(m.ref))),
  }));
  return made.type === "text" ? made : { ...made, id: own(item.id) };
}
