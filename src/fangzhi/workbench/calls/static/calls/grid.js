// Arrow keys and Enter move between the cells; rows pasted from a spreadsheet are spread over them.
const table = document.getElementById("cells");
const cells = table ? [...table.rows].map((row) => [...row.querySelectorAll("input")]) : [];
const place = (cell) => {
  const row = cells.findIndex((line) => line.includes(cell));
  return [row, row < 0 ? -1 : cells[row].indexOf(cell)];
};
const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], Enter: [1, 0] };

table?.addEventListener("keydown", (event) => {
  const step = steps[event.key];
  if (!step || event.isComposing) return;
  event.preventDefault();
  const [row, column] = place(event.target);
  cells[row + step[0]]?.[column + step[1]]?.focus();
});

table?.addEventListener("paste", (event) => {
  const words = event.clipboardData.getData("text/plain");
  if (!/[\t\n]/.test(words.trim())) return;
  event.preventDefault();
  const [row, column] = place(event.target);
  words.replace(/\r/g, "").split("\n").forEach((line, down) => {
    line.split("\t").forEach((cell, across) => {
      const target = cells[row + down]?.[column + across];
      if (target) target.value = cell.trim();
    });
  });
});
