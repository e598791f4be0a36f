// The draft as a value: blocks and notes. Every edit gives a new state that shares what stayed.

import { fromPoints, marksOf, toPoints } from "./text.js";

const SCALE = 36;
let minted = 0;

// a name for something new; the server gives it its lasting id
export const freshId = () => `new-${Date.now().toString(SCALE)}-${(minted += 1)}`;

// change every text inside a block, cell or note
export function mapTexts(item, change) {
  const part = (text) => (text ? change(text) : text);
  switch (item.type || (item.body ? "note" : "text")) {
    case "text":
      return change(item);
    case "table": {
      const made = { ...item, cells: item.cells.map((c) => mapCell(c, change)) };
      for (const key of ["title", "unit", "source"]) if (item[key]) made[key] = part(item[key]);
      return made;
    }
    case "figure": {
      const made = { ...item };
      for (const key of ["title", "caption"]) if (item[key]) made[key] = part(item[key]);
      return made;
    }
    default:
      return { ...item, body: change(item.body) };
  }
}

function mapCell(cell, change) {
  const made = { ...cell, text: change(cell.text) };
  if (cell.tables) made.tables = cell.tables.map((table) => mapTexts(table, change));
  return made;
}

// every text of a block or note, in the order in which it is shown
export function textsOf(item) {
  const found = [];
  mapTexts(item, (text) => (found.push(text), text));
  return found;
}

const counted = (count) => (text) => {
  if (!text.marks) return text;
  const marks = text.marks.map((m) => ({ ...m, start: count(text.text, m.start), end: count(text.text, m.end) }));
  return { ...text, marks };
};

// the state that a draft as JSON describes
export function fromWire(json) {
  const draft = JSON.parse(json);
  const seen = new Set();
  const own = counted(fromPoints);
  const once = (text) => {
    const made = own(text);
    if (!seen.has(text.id)) return seen.add(text.id), made;
    return { ...made, id: freshId() };
  };
  return {
    base: draft.base,
    version: draft.version,
    blocks: (draft.blocks || []).map((b) => mapTexts(b, once)),
    notes: (draft.notes || []).map((n) => mapTexts(n, once)),
  };
}

// the draft as JSON, as the server reads it; `names` are the lasting ids it gave to new things
export function toWire(state, names = new Map()) {
  const own = counted(toPoints);
  const lasting = (id) => names.get(id) || id;
  const whole = (text) => own({ ...text, text: text.text.toWellFormed ? text.text.toWellFormed() : text.text });
  const named = (key, value) => ((key === "id" || key === "ref") && typeof value === "string" ? lasting(value) : value);
  return JSON.stringify({
    version: state.version,
    base: state.base,
    blocks: state.blocks.map((b) => mapTexts(unlined(b), whole)),
    notes: state.notes.map((n) => mapTexts(n, whole)),
  }, names.size ? named : undefined);
}

// without the new titles and unit lines in which nothing was written
function unlined(block) {
  const empty = ["title", "unit", "source", "caption"].filter((key) => block[key]?.text === "" && block[key].id.startsWith("new-"));
  if (!empty.length) return block;
  const made = { ...block };
  for (const key of empty) delete made[key];
  return made;
}

// find a text by its id: the text, and where its block or note stands
export function find(state, id) {
  for (const list of ["blocks", "notes"]) {
    for (let index = 0; index < state[list].length; index += 1) {
      const text = textsOf(state[list][index]).find((t) => t.id === id);
      if (text) return { text, list, index, item: state[list][index] };
    }
  }
  return null;
}

// whether words may run from this block into the next: not out of tables and figures
export const flows = (block) => Boolean(block) && (block.type === "text" || block.type === "utterance");
export const bodyOf = (block) => (block.type === "text" ? block : block.body);
export const withBody = (block, text) => (block.type === "text" ? text : { ...block, body: text });

export function withItem(state, list, index, ...items) {
  const made = [...state[list]];
  made.splice(index, 1, ...items);
  return { ...state, [list]: made };
}

export function withText(state, text) {
  const place = find(state, text.id);
  if (!place) return state;
  return withItem(state, place.list, place.index, mapTexts(place.item, (t) => (t.id === text.id ? text : t)));
}

export const newText = (words = "", more = {}) => ({ type: "text", id: freshId(), text: words, ...more });

// notes in the order in which the text calls them, each with the number that is shown
export function numbered(state) {
  const shown = new Map();
  const count = { footnote: 0, endnote: 0, comment: 0 };
  const notes = new Map(state.notes.map((n) => [n.id, n]));
  for (const item of [...state.blocks, ...state.notes]) {
    for (const text of textsOf(item)) {
      for (const mark of marksOf(text)) {
        if (!(mark.kind in count) || shown.has(mark.ref) || !notes.has(mark.ref)) continue;
        count[mark.kind] += 1;
        shown.set(mark.ref, notes.get(mark.ref).label || number(mark.kind, count[mark.kind]));
      }
    }
  }
  return shown;
}

function number(kind, count) {
  if (kind === "comment") return `批${count}`;
  if (kind === "endnote") return `[${count}]`;
  return count <= 20 ? String.fromCodePoint(0x2460 + count - 1) : `(${count})`;
}

// whether two states say the same
export const same = (a, b) => a.blocks === b.blocks && a.notes === b.notes;
