// Tables and figures on the page: islands in the running text, edited cell by cell, field by field.

const FIELDS = [
  ["label", "图号", "图1-1"], ["credit", "摄影（供图）", "李四 摄"], ["date", "时间", "2020年4月"], ["place", "地点", "大坑村"],
  ["map_approval", "审图号", "GS(2026)1号"], ["description", "图片说明（供读屏）", "画面上有什么"],
];
const KINDS = [["photograph", "照片"], ["map", "地图"], ["drawing", "线图"], ["facsimile", "书影"], ["chart", "图表"]];
const LINES = { title: "表题", unit: "单位", source: "资料来源" };
const LEGENDS = { title: "图题", caption: "图说" };
const TOOLS = [
  ["row-above", "上面加一行"], ["row-below", "下面加一行"], ["row-gone", "删去本行"], ["column-left", "左边加一列"],
  ["column-right", "右边加一列"], ["column-gone", "删去本列"], ["header-more", "表头多一行"], ["header-less", "表头少一行"],
  ["merge-right", "与右边的格合并"], ["merge-below", "与下面的格合并"], ["unmerge", "拆开合并的格"], ["table-gone", "删去整张表"],
];

// what must be built anew when it differs; else only texts and inputs are set
export function shapeOf(item) {
  switch (item.type) {
    case "table":
      return JSON.stringify([item.rows, item.columns, item.header_rows, item.label, ...Object.keys(LINES).map((k) => item[k]?.id), item.cells.map((c) => [c.row, c.column, c.row_span, c.column_span, c.text.id, (c.tables || []).map(shapeOf)])]);
    case "figure":
      return JSON.stringify([item.asset, ...Object.keys(LEGENDS).map((k) => item[k]?.id)]);
    case "utterance":
      return item.body.id;
    case "text":
      return JSON.stringify([item.id, item.role === "heading" ? ["heading", item.level || 1] : item.role === "quote"]);
    default:
      return JSON.stringify([item.id, item.kind, item.body?.id]);
  }
}

// inputs of a block show its values, but the one being typed in is left alone
export function setInputs(node, item) {
  for (const input of node.querySelectorAll("[data-set]")) {
    const value = item[input.dataset.set] || (input.dataset.set === "kind" ? "photograph" : "");
    if (input.value !== value && input !== document.activeElement) input.value = value;
  }
}

export function drawTable(table, context, make) {
  const box = make.element("figure", "fz-island fz-table", { "data-b": table.id, contenteditable: "false", "aria-label": "表格" });
  box.append(...tableParts(table, context, make, true));
  return box;
}

function tableParts(table, context, make, outer) {
  const { element } = make;
  const parts = [];
  if (table.label || table.title) {
    const head = element("div", "fz-line");
    if (table.label) head.append(element("span", "fz-number", { text: table.label }));
    if (table.title) head.append(line(table.title, "表题", context, make));
    parts.push(head);
  }
  if (table.unit) parts.push(line(table.unit, "单位", context, make));
  const scroll = element("div", "fz-scroll");
  scroll.append(grid(table, context, make));
  parts.push(scroll);
  if (table.source) parts.push(line(table.source, "资料来源", context, make));
  if (!context.readOnly) parts.push(tools(table, make, outer));
  return parts;
}

function line(text, name, context, { fieldNode }) {
  return editable(fieldNode(text, context, "fz-lined"), name, context);
}

function editable(field, name, context) {
  field.setAttribute("contenteditable", context.readOnly ? "false" : "true");
  field.setAttribute("role", "textbox");
  field.setAttribute("aria-multiline", "true");
  field.setAttribute("aria-label", name);
  field.dataset.name = name;
  return field;
}

function grid(table, context, make) {
  const { element, fieldNode } = make;
  const drawn = element("table", "fz-grid", { "data-table": table.id });
  const body = element("tbody");
  drawn.append(body);
  const rows = Array.from({ length: table.rows }, () => element("tr"));
  body.append(...rows);
  for (const cell of table.cells) {
    const head = cell.row < (table.header_rows || 0);
    const made = element(head ? "th" : "td", "", { rowspan: cell.row_span, colspan: cell.column_span, "data-row": cell.row, "data-column": cell.column });
    if ((cell.row_span || 1) > 1 || (cell.column_span || 1) > 1) made.classList.add("fz-merged");
    if (cell.value !== undefined && cell.value !== null) made.title = `原表格的数值 ${cell.value}${cell.formula ? `，公式 ${cell.formula}` : ""}`;
    const field = editable(fieldNode(cell.text, context, "fz-cell"), `第${cell.row + 1}行第${cell.column + 1}列`, context);
    if (/^[\s\d.,%％+－-]+$/.test(cell.text.text)) made.classList.add("fz-figure-cell");
    made.append(field);
    for (const inner of cell.tables || []) {
      const nested = element("div", "fz-nested", { "data-nested": inner.id });
      nested.append(...tableParts(inner, context, make, false));
      made.append(nested);
    }
    rows[cell.row]?.append(made);
  }
  return drawn;
}

function tools(table, { element }, outer) {
  const bar = element("div", "fz-tools", { role: "group", "aria-label": "表格工具" });
  for (const [key, words] of TOOLS) {
    if (!outer && key === "table-gone") continue;
    bar.append(element("button", "fz-small", { type: "button", "data-tool": key, "data-for": table.id, text: words }));
  }
  if (!outer) return bar;
  for (const [key, words] of Object.entries(LINES)) {
    if (!table[key]) bar.append(element("button", "fz-small", { type: "button", "data-tool": `line-${key}`, "data-for": table.id, text: `加${words}` }));
  }
  return bar;
}

export function drawFigure(figure, context, make) {
  const { element } = make;
  const box = element("figure", "fz-island fz-figure", { "data-b": figure.id, contenteditable: "false", "aria-label": "图" });
  const words = figure.description || figure.title?.text || figure.name || "图";
  box.append(figure.asset
    ? element("img", "", { src: context.assets + encodeURIComponent(figure.asset), alt: words, loading: "lazy" })
    : element("p", "fz-missing", { text: "（还没有图片：请用“选图”补上）" }));
  for (const [key, name] of Object.entries(LEGENDS)) {
    if (!figure[key]) continue;
    const row = element("div", "fz-line");
    row.append(element("span", "fz-name", { text: name }), line(figure[key], name, context, make));
    box.append(row);
  }
  box.append(facts(figure, context, make), figureTools(figure, context, make));
  return box;
}

function facts(figure, context, { element }) {
  const list = element("div", "fz-facts");
  for (const [key, name, sample] of FIELDS) {
    const label = element("label", "", { text: name });
    const input = element("input", "", { value: figure[key], "data-set": key, placeholder: `如：${sample}` });
    if (context.readOnly) input.disabled = true;
    label.append(input);
    list.append(label);
  }
  const label = element("label", "", { text: "图的种类" });
  const select = element("select", "", { "data-set": "kind" });
  for (const [value, name] of KINDS) select.append(element("option", "", { value, text: name }));
  select.value = figure.kind || "photograph";
  select.disabled = Boolean(context.readOnly);
  label.append(select);
  list.append(label);
  return list;
}

function figureTools(figure, context, { element }) {
  const bar = element("div", "fz-tools", { role: "group", "aria-label": "图的工具" });
  if (context.readOnly) return bar;
  const tool = (key, words) => bar.append(element("button", "fz-small", { type: "button", "data-tool": key, "data-for": figure.id, text: words }));
  tool("choose", figure.asset ? "换图" : "选图");
  for (const [key, name] of Object.entries(LEGENDS)) if (!figure[key]) tool(`legend-${key}`, `加${name}`);
  tool("figure-gone", "删去此图");
  return bar;
}
