// On a phone a wide table is read row by row: each cell then says under which head it stands.
const MANY = 4;

for (const table of document.querySelectorAll(".scroll > table:not(.board)")) {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  if (heads.length < MANY) continue;
  for (const row of [...table.tBodies].flatMap((body) => [...body.rows])) {
    for (const cell of row.cells) {
      if (cell.colSpan > 1) continue;
      cell.dataset.head = heads[cell.cellIndex]?.textContent.trim() ?? "";
      cell.classList.toggle("nothing", !cell.childElementCount && !cell.textContent.trim());
    }
  }
  table.classList.add("by-row");
}
