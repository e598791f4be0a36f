// Texts as values: words with standoff marks, counted in UTF-16 units here and in code points on
// the wire. Nothing in this file touches the page.

// kinds that go on when typing at their end, and kinds that stay over words typed in their place
export const FORMATS = new Set(["strong", "emphasis", "underline", "strike", "superscript", "subscript", "small"]);
const KEPT = new Set([...FORMATS, "quotation", "title", "link", "comment", "verse", "note", "speech"]);
// zero-width marks that are seen; others (bookmark, entity …) only travel along
const SEEN = new Set(["footnote", "endnote", "comment", "deleted", "line-break", "leaf-break", "page-break", "column-break", "figure"]);
export const NOTES = new Set(["footnote", "endnote", "comment"]);
// points that Backspace takes away; the others go only with the words around them
export const LOOSE = new Set(["footnote", "endnote", "comment", "line-break", "page-break", "column-break", "figure"]);

export const isPoint = (mark) => mark.start === mark.end && SEEN.has(mark.kind);
export const marksOf = (text) => text.marks || [];

// the seen points of a text in the order in which they stand
export function points(text) {
  return marksOf(text).filter(isPoint).sort((a, b) => a.start - b.start);
}

// how many seen points stand at an offset
export function pointsAt(text, at) {
  return marksOf(text).filter((m) => isPoint(m) && m.start === at).length;
}

export const start = () => ({ at: 0, k: 0 });
export const end = (text) => ({ at: text.text.length, k: pointsAt(text, text.text.length) });
export const isBefore = (a, b) => a.at < b.at || (a.at === b.at && a.k < b.k);

// each mark with the number of seen points before it at its own offset
function ranked(text) {
  const seen = new Map();
  return marksOf(text).map((mark) => {
    if (!isPoint(mark)) return [mark, 0];
    const rank = seen.get(mark.start) || 0;
    seen.set(mark.start, rank + 1);
    return [mark, rank];
  });
}

function withMarks(text, words, marks) {
  const made = { ...text, text: words, marks };
  if (!marks.length) delete made.marks;
  return made;
}

// a text with what stands between two places replaced; `put` is {text, marks}
export function replaced(text, from, to, put, { inherit = true } = {}) {
  const grown = put.text.length;
  const shift = from.at + grown - to.at;
  const marks = [];
  for (const [mark, rank] of ranked(text)) {
    const made = mark.start === mark.end
      ? movedPoint(mark, rank, from, to, shift)
      : movedRange(mark, from.at, to.at, grown, inherit);
    if (made) marks.push(made);
  }
  for (const mark of put.marks || []) marks.push({ ...mark, start: mark.start + from.at, end: mark.end + from.at });
  return withMarks(text, text.text.slice(0, from.at) + put.text + text.text.slice(to.at), marks);
}

function movedPoint(mark, rank, from, to, shift) {
  const at = { at: mark.start, k: rank };
  if (!isPoint(mark)) {
    if (mark.start <= from.at) return mark;
    const place = mark.start >= to.at ? mark.start + shift : from.at;
    return { ...mark, start: place, end: place };
  }
  if (isBefore(at, from)) return mark;
  if (isBefore(at, to)) return null;
  return { ...mark, start: mark.start + shift, end: mark.end + shift };
}

function movedRange(mark, from, to, grown, inherit) {
  const { start: a, end: b, kind } = mark;
  if (b < from || (b === from && !(from === to && inherit && FORMATS.has(kind)))) return mark;
  const inside = a < from && b > to;
  const typedOn = from === to && a < from && b === from;
  const typedOver = from < to && a <= from && b > from && KEPT.has(kind);
  const covers = inside || typedOn || typedOver;
  const left = a < from ? a : covers ? from : Math.max(a, to) - to + from + grown;
  const right = b > to ? b - to + from + grown : covers ? from + grown : Math.min(b, from);
  return left < right ? { ...mark, start: left, end: right } : null;
}

// the words and marks between two places, counted from the first
export function slice(text, from, to) {
  const marks = [];
  const last = to.at === text.text.length;
  for (const [mark, rank] of ranked(text)) {
    if (mark.start === mark.end) {
      const at = { at: mark.start, k: rank };
      const inside = isPoint(mark)
        ? !isBefore(at, from) && isBefore(at, to)
        : mark.start >= from.at && (mark.start < to.at || (last && mark.start === to.at));
      if (inside) marks.push({ ...mark, start: mark.start - from.at, end: mark.end - from.at });
      continue;
    }
    const left = Math.max(mark.start, from.at);
    const right = Math.min(mark.end, to.at);
    if (left < right) marks.push({ ...mark, start: left - from.at, end: right - from.at });
  }
  return { text: text.text.slice(from.at, to.at), marks };
}

// text followed by other words; a mark cut in two by a split is one again
export function joined(text, more) {
  const at = text.text.length;
  const marks = [...marksOf(text)];
  for (const mark of more.marks || []) {
    const next = { ...mark, start: mark.start + at, end: mark.end + at };
    const half = marks.findIndex((m) => m.start < m.end && m.end === at && next.start === at && next.end > at && alike(m, next));
    if (half < 0) marks.push(next);
    else marks[half] = { ...marks[half], end: next.end };
  }
  return withMarks(text, text.text + more.text, marks);
}

const alike = (a, b) => a.kind === b.kind && (a.ref || "") === (b.ref || "") && (a.text || "") === (b.text || "") && (a.who || "") === (b.who || "") && (a.when || "") === (b.when || "");

// whether every character between two offsets has a mark of this kind
export function isMarked(text, from, to, kind) {
  let at = from;
  const own = marksOf(text).filter((m) => m.kind === kind && m.start < m.end).sort((a, b) => a.start - b.start);
  for (const mark of own) if (mark.start <= at && mark.end > at) at = mark.end;
  return from < to && at >= to;
}

// a text with a kind of mark taken off a range
export function unmarked(text, from, to, kind) {
  const marks = [];
  for (const mark of marksOf(text)) {
    if (mark.kind !== kind || mark.start === mark.end || mark.end <= from || mark.start >= to) {
      marks.push(mark);
      continue;
    }
    if (mark.start < from) marks.push({ ...mark, end: from });
    if (mark.end > to) marks.push({ ...mark, start: to });
  }
  return withMarks(text, text.text, marks);
}

// a text with a mark put on a range, joined with marks of its kind that it touches
export function marked(text, from, to, mark) {
  let [left, right] = [from, to];
  const others = [];
  for (const one of marksOf(text)) {
    const touches = one.start < one.end && one.start <= right && one.end >= left && alike(one, mark);
    if (touches) [left, right] = [Math.min(left, one.start), Math.max(right, one.end)];
    else others.push(one);
  }
  return withMarks(text, text.text, [...others, { ...mark, start: left, end: right }]);
}

export const withoutMark = (text, gone) => withMarks(text, text.text, marksOf(text).filter((m) => m !== gone));
export const withPoint = (text, place, mark) => replaced(text, place, place, { text: "", marks: [{ ...mark, start: 0, end: 0 }] });

// the stretches of a text within which the same marks hold: [start, end, marks]
export function segments(text) {
  const ranges = marksOf(text).filter((m) => m.start < m.end);
  const cuts = new Set([0, text.text.length]);
  for (const mark of marksOf(text)) cuts.add(mark.start).add(mark.end);
  const edges = [...cuts].sort((a, b) => a - b);
  const out = [];
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const [a, b] = [edges[i], edges[i + 1]];
    out.push([a, b, ranges.filter((m) => m.start <= a && m.end >= b)]);
  }
  return out;
}

// what is seen as one character; older browsers count code points
const graphemes = Intl.Segmenter ? new Intl.Segmenter("zh", { granularity: "grapheme" }) : null;
const letters = (words) => (graphemes ? [...graphemes.segment(words)].map((part) => part.segment) : [...words]);

// the offset one seen character before or after another, never within one
export function neighbor(words, at, back) {
  const parts = letters(back ? words.slice(Math.max(0, at - 40), at) : words.slice(at, at + 40));
  if (!parts.length) return at;
  return back ? at - parts[parts.length - 1].length : at + parts[0].length;
}

// code points before a UTF-16 offset, and back
export const toPoints = (words, at) => (isPlain(words) ? at : [...words.slice(0, at)].length);
export function fromPoints(words, count) {
  if (isPlain(words)) return count;
  let at = 0;
  for (let left = count; left > 0 && at < words.length; left -= 1) at += words.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}
const isPlain = (words) => !/[\ud800-\udfff]/.test(words);
