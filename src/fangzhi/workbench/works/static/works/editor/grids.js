// Tables as values: rows and columns put in and taken out, merged cells grown and shrunk.

import { freshId, newText } from "./state.js";
import { joined } from "./text.js";

const rowsOf = (cell) => cell.row_span || 1;
const columnsOf = (cell) => cell.column_span || 1;
const AXES = {
  row: { at: "row", span: "row_span", count: "rows", other: "column", others: "columns", otherSpan: columnsOf, own: rowsOf },
  column: { at: "column", span: "column_span", count: "columns", other: "row", others: "rows", otherSpan: rowsOf, own: columnsOf },
};

const inOrder = (cells) => [...cells].sort((a, b) => a.row - b.row || a.column - b.column);

function spanned(cell, key, count) {
  const made = { ...cell, [key]: count };
  if (count === 1) delete made[key];
  return made;
}

// a table with an empty row (or column) before number `at`; merged cells across it grow
export function withLine(table, axis, at) {
  const x = AXES[axis];
  const covered = new Set();
  const cells = table.cells.map((cell) => {
    if (cell[x.at] >= at) return { ...cell, [x.at]: cell[x.at] + 1 };
    if (cell[x.at] + x.own(cell) <= at) return cell;
    for (let n = 0; n < x.otherSpan(cell); n += 1) covered.add(cell[x.other] + n);
    return spanned(cell, x.span, x.own(cell) + 1);
  });
  for (let n = 0; n < table[x.others]; n += 1) {
    if (!covered.has(n)) cells.push({ [x.at]: at, [x.other]: n, text: newText() });
  }
  const made = { ...table, [x.count]: table[x.count] + 1, cells: inOrder(cells) };
  if (axis === "row" && at < (table.header_rows || 0)) made.header_rows = table.header_rows + 1;
  return made;
}

// a table without row (or column) `at`; merged cells across it shrink and keep their words
export function withoutLine(table, axis, at) {
  const x = AXES[axis];
  if (table[x.count] <= 1) return table;
  const cells = [];
  for (const cell of table.cells) {
    const last = cell[x.at] + x.own(cell) - 1;
    if (cell[x.at] > at) cells.push({ ...cell, [x.at]: cell[x.at] - 1 });
    else if (last < at) cells.push(cell);
    else if (x.own(cell) > 1) cells.push(spanned(cell, x.span, x.own(cell) - 1));
  }
  const made = { ...table, [x.count]: table[x.count] - 1, cells: inOrder(cells) };
  if (axis === "row" && at < (table.header_rows || 0)) made.header_rows = table.header_rows - 1;
  return made;
}

// a merged cell parted into single ones; the words stay in the first
export function unmerged(table, target) {
  const cells = [];
  for (const cell of table.cells) {
    if (cell !== target) {
      cells.push(cell);
      continue;
    }
    for (let r = 0; r < rowsOf(cell); r += 1) {
      for (let c = 0; c < columnsOf(cell); c += 1) {
        if (r || c) cells.push({ row: cell.row + r, column: cell.column + c, text: newText() });
        else cells.push(spanned(spanned(cell, "row_span", 1), "column_span", 1));
      }
    }
  }
  return { ...table, cells: inOrder(cells) };
}

// a cell joined with those beyond its right (or lower) edge, words in reading order; the table as it
// is where the edges do not meet: a cell there reaches beyond, or none stands there
export function merged(table, target, axis) {
  const x = AXES[axis];
  const from = target[x.at] + x.own(target);
  const [first, last] = [target[x.other], target[x.other] + x.otherSpan(target)];
  const beyond = table.cells.filter((c) => c[x.at] <= from && from < c[x.at] + x.own(c) && c[x.other] < last && c[x.other] + x.otherSpan(c) > first);
  const fits = beyond.every((c) => c[x.at] === from && x.own(c) === x.own(beyond[0]) && c[x.other] >= first && c[x.other] + x.otherSpan(c) <= last);
  if (!beyond.length || !fits || beyond.some((c) => c.tables?.length)) return table;
  const words = beyond.reduce((text, c) => (!c.text.text && !c.text.marks?.length ? text : text.text ? joined(joined(text, { text: "\n" }), c.text) : joined(text, c.text)), target.text);
  const made = spanned({ ...target, text: words }, x.span, x.own(target) + x.own(beyond[0]));
  return { ...table, cells: table.cells.filter((c) => !beyond.includes(c)).map((c) => (c === target ? made : c)) };
}

// an empty table with one header row
export function emptyTable(rows, columns) {
  const cells = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) cells.push({ row, column, text: newText() });
  }
  return { type: "table", id: freshId(), rows, columns, cells, header_rows: 1, title: newText("", { role: "caption" }), unit: newText("", { role: "unit" }) };
}

export const withHeader = (table, rows) => ({ ...table, header_rows: Math.max(0, Math.min(rows, table.rows)) });

// change the table with this id, however deep it is nested in the block
export function mapTable(block, id, change) {
  if (block.type !== "table") return block;
  if (block.id === id) return change(block);
  if (!block.cells.some((c) => c.tables)) return block;
  const cells = block.cells.map((c) => (c.tables ? { ...c, tables: c.tables.map((t) => mapTable(t, id, change)) } : c));
  return { ...block, cells };
}
