// The editing surface: one per [data-fz-editor]. The draft is a value; this holds the latest one.

import { drawBar, holds, showBar, showHere } from "./bar.js";
import { drawList, element, fill } from "./draw.js";
import { asRole, chosen, collapsed, typed } from "./edits.js";
import { Findings } from "./findings.js";
import { act } from "./acts.js";
import { listen } from "./input.js";
import { Keeper } from "./keep.js";
import { NotePanel } from "./notes.js";
import { find, flows, fromWire, mapTexts, numbered, same, textsOf, toWire, withItem, withText } from "./state.js";
import { FORMATS, isPoint, marked, marksOf, unmarked, withPoint } from "./text.js";
import { fieldIn, fieldOf, placesOf, rangeOf } from "./where.js";

const MOST_STEPS = 500;
const RUN_PAUSE = 1500;

export class Editor {
  constructor(root) {
    const data = root.dataset;
    const field = root.querySelector(".fz-wire");
    this.root = root;
    this.upload = data.upload || "";
    this.readOnly = Boolean(data.readOnly);
    this.state = fromWire(field.value);
    this.history = { past: [], future: [] };
    this.context = { numbers: new Map(), assets: data.assets || "", readOnly: this.readOnly, extra: () => [] };
    this.drawn = new Map();
    this.names = new Map();
    this.csrf = () => data.csrf || root.closest("form")?.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
    this.build(data, field);
  }

  build(data, field) {
    this.surface = element("div", "fz-surface", { "aria-label": "正文", role: "group", lang: data.lang || "zh-Hans", contenteditable: this.readOnly ? "false" : "true", spellcheck: "false" });
    this.notes = new NotePanel(this);
    this.findings = new Findings(this, { check: data.check, decide: data.decide, findings: data.findings, csrf: this.csrf });
    this.keep = new Keeper(this, field, data.key);
    this.bar = drawBar(this);
    this.here = element("div", "fz-here", { "aria-label": "光标处", role: "group" });
    const top = element("div", "fz-top");
    top.append(...(this.readOnly ? [] : [this.bar, this.here]), this.keep.status);
    this.more = element("button", "fz-small fz-more", { type: "button", "data-tool": "add-paragraph", text: "在末尾加一段" });
    const main = element("div", "fz-main");
    main.append(this.surface, this.more, this.notes.box);
    const page = element("div", "fz-page");
    page.append(main, this.findings.box);
    this.root.append(this.keep.ask, top, page);
    this.draw();
    for (const host of [this.surface, this.notes.box]) listen(this, host);
    this.surface.addEventListener("change", (event) => this.inputChanged(event.target));
    this.root.addEventListener("click", (event) => this.clicked(event));
    this.root.addEventListener("keydown", (event) => this.keyDown(event));
    document.addEventListener("selectionchange", () => this.selected());
    if (data.findings) this.loadFindings(data.findings);
    else if (data.check) this.findings.later();
  }

  async loadFindings(id) {
    const told = document.getElementById(id);
    if (told) this.findings.show(JSON.parse(told.textContent || told.value).findings);
  }

  draw() {
    this.context.numbers = numbered(this.state);
    drawList(this.surface, this.state.blocks, this.drawn, this.context);
    this.notes.draw(this.state, this.context);
    // behind a closing table, or in an empty entry, there is no line to click into
    this.more.hidden = this.readOnly || flows(this.state.blocks[this.state.blocks.length - 1]);
    for (const call of this.root.querySelectorAll("[data-note]")) {
      const number = this.context.numbers.get(call.dataset.note);
      if (number && call.textContent !== number) call.textContent = number;
    }
  }

  // every edit comes through here: {state, sel}, null for none
  change(made, { run = "", force = "" } = {}) {
    if (!made || this.readOnly || same(made.state, this.state)) {
      if (made?.sel) this.select(made.sel);
      return;
    }
    this.remember(run);
    this.show(made.state, made.sel, force);
  }

  remember(run) {
    const now = performance.now();
    const goesOn = run && run === this.run && now - this.runAt < RUN_PAUSE;
    if (!goesOn) this.history.past.push({ state: this.state, sel: this.sel });
    if (this.history.past.length > MOST_STEPS) this.history.past.shift();
    this.history.future = [];
    this.run = run;
    this.runAt = now;
  }

  show(state, sel, force = "") {
    this.state = state;
    this.draw();
    if (force) this.refill(new Set([force]));
    if (sel) this.select(sel);
    else this.sel = this.fit(this.sel);
    this.keep.changed();
    this.findings.changed(state);
    this.shown();
    this.emit("change", {});
  }

  fit(sel) {
    return sel && find(this.state, sel.from.id) && find(this.state, sel.to.id) ? sel : null;
  }

  step(from, to) {
    const last = this.history[from].pop();
    if (!last) return;
    this.history[to].push({ state: this.state, sel: this.sel });
    this.run = "";
    this.show({ ...last.state, base: this.state.base }, last.sel);
  }

  undo() {
    this.step("past", "future");
  }

  redo() {
    this.step("future", "past");
  }

  // draw fields again though their text stayed
  refill(ids) {
    for (const item of [...this.state.blocks, ...this.state.notes]) {
      for (const text of textsOf(item)) {
        const field = ids.has(text.id) && fieldIn(this.root, text.id);
        if (field) fill(field, text, this.context);
      }
    }
  }

  redraw(id = "", sel = null) {
    if (id) this.refill(new Set([id]));
    else {
      this.drawn.clear();
      this.surface.replaceChildren();
      this.draw();
    }
    if (sel) this.select(sel);
    this.findings.mark();
  }

  select(sel) {
    const range = rangeOf(this.root, sel.from, sel.to);
    if (!range) return;
    const host = fieldIn(this.root, sel.from.id).closest("[contenteditable=true]");
    if (host && !host.contains(document.activeElement)) host.focus({ preventScroll: true });
    else if (host && document.activeElement !== host) host.focus({ preventScroll: true });
    const own = getSelection();
    own.removeAllRanges();
    own.addRange(range);
    this.sel = sel;
    const rect = range.getBoundingClientRect();
    if (rect.height && (rect.bottom > innerHeight || rect.top < 0)) fieldIn(this.root, sel.from.id).scrollIntoView({ block: "nearest" });
  }

  // what is chosen on the page now, or was when the focus went to a button
  chosen() {
    const own = getSelection();
    const range = own.rangeCount ? own.getRangeAt(0) : null;
    if (!range || !this.holds(range.startContainer)) return this.fit(this.sel);
    return placesOf(range, this.surface) || this.fit(this.sel);
  }

  holds(node) {
    return this.surface.contains(node) || this.notes.box.contains(node);
  }

  selected() {
    const own = getSelection();
    if (this.composing || !own.rangeCount || !this.holds(own.getRangeAt(0).startContainer)) return;
    const sel = placesOf(own.getRangeAt(0), this.surface);
    if (!sel) return;
    if (JSON.stringify(sel) !== JSON.stringify(this.sel)) this.pending = null;
    this.sel = sel;
    this.shown();
  }

  shown() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      if (!this.readOnly) showBar(this, this.bar);
      showHere(this, this.here);
      this.findings.at(this.sel);
    });
  }

  toggle(kind) {
    const sel = this.chosen();
    if (!sel) return;
    this.sel = sel;
    if (collapsed(sel)) {
      const text = find(this.state, sel.from.id).text;
      this.pending ||= new Set(marksOf(text).filter((m) => FORMATS.has(m.kind) && m.start < sel.from.at && m.end >= sel.from.at).map((m) => m.kind));
      if (!this.pending.delete(kind)) this.pending.add(kind);
      this.shown();
      return;
    }
    const off = holds(this, kind);
    let state = this.state;
    for (const [text, from, to] of chosen(state, sel)) {
      if (from.at < to.at) state = withText(state, off ? unmarked(text, from.at, to.at, kind) : marked(text, from.at, to.at, { kind }));
    }
    this.change({ state, sel });
  }

  // put a mark over what is chosen in one text
  mark(mark) {
    const sel = this.chosen();
    if (!sel || sel.from.id !== sel.to.id || sel.from.at === sel.to.at) return false;
    const { text } = find(this.state, sel.from.id);
    this.change({ state: withText(this.state, marked(text, sel.from.at, sel.to.at, mark)), sel });
    return true;
  }

  role(role, level = 0) {
    const sel = this.chosen();
    if (!sel) return;
    let state = this.state;
    for (const [text] of chosen(state, sel)) state = asRole(state, text.id, role, Number(level)).state;
    this.change({ state, sel });
  }

  setLabel(label) {
    const place = this.sel && find(this.state, this.sel.from.id);
    if (place) this.change({ state: withText(this.state, { ...place.text, label: label.trim().slice(0, 40) }), sel: null });
  }

  replaceWords(id, from, to, words) {
    const sel = { from: { id, at: from, k: 0 }, to: { id, at: to, k: 0 } };
    this.change(typed(this.state, sel, words));
  }

  isLine(id) {
    return Boolean(fieldIn(this.root, id)?.matches(".fz-lined"));
  }

  nextCell(id, by) {
    const cells = [...(fieldIn(this.root, id)?.closest(".fz-island")?.querySelectorAll(".fz-cell") || [])];
    const next = cells[cells.findIndex((cell) => cell.dataset.t === id) + by];
    if (!next) return false;
    const { text } = find(this.state, next.dataset.t);
    this.select({ from: { id: text.id, at: 0, k: 0 }, to: { id: text.id, at: text.text.length, k: 0 } });
    return true;
  }

  inputChanged(input) {
    const key = input.dataset?.set;
    const place = key && this.state.blocks.findIndex((b) => b.id === input.closest("[data-b]").dataset.b);
    if (key && place >= 0) this.change({ state: withItem(this.state, "blocks", place, { ...this.state.blocks[place], [key]: input.value }), sel: null });
  }

  clicked(event) {
    const tool = event.target.closest?.("[data-tool]");
    if (tool) act(this, tool.dataset.tool, tool.dataset.for);
    const call = event.target.closest?.(".fz-pt[data-note]");
    if (call) this.showNote(call.dataset.note);
  }

  keyDown(event) {
    // Enter in one of our inputs takes the value over and never sends the page's form
    if (event.key === "Enter" && event.target.matches?.("input")) {
      event.preventDefault();
      event.target.dispatchEvent(new Event("change", { bubbles: true }));
      event.target.closest("[data-sure]")?.querySelector("button")?.click();
    }
    const held = event.ctrlKey || event.metaKey;
    const act = held && event.target.matches?.("button") && { z: event.shiftKey ? "redo" : "undo", y: "redo", s: "save" }[event.key.toLowerCase()];
    if (act) {
      event.preventDefault();
      this[act]();
    }
    if (event.key === "F8") {
      event.preventDefault();
      this.findings.next(event.shiftKey ? -1 : 1);
    }
  }

  addNote(kind) {
    act(this, "note", kind);
  }

  putNote(id) {
    const sel = this.textSel || this.sel;
    const place = sel && find(this.state, sel.from.id);
    const note = this.state.notes.find((n) => n.id === id);
    if (place?.list === "blocks") this.change({ state: withText(this.state, withPoint(place.text, sel.to, { kind: note.kind, ref: id })), sel: null });
    else this.say("请先在正文里点一下要放注号的地方。");
  }

  dropNote(id) {
    const off = (text) => {
      const marks = marksOf(text).filter((m) => m.ref !== id || !["footnote", "endnote", "comment"].includes(m.kind));
      return marks.length === marksOf(text).length ? text : { ...text, marks };
    };
    const keep = (item) => (textsOf(item).some((t) => off(t) !== t) ? mapTexts(item, off) : item);
    const notes = this.state.notes.filter((n) => n.id !== id).map(keep);
    this.change({ state: { ...this.state, blocks: this.state.blocks.map(keep), notes }, sel: null });
  }

  goToNote(id) {
    for (const block of this.state.blocks) {
      for (const text of textsOf(block)) {
        const call = marksOf(text).find((m) => m.ref === id);
        if (!call) continue;
        fieldIn(this.root, text.id)?.scrollIntoView({ block: "center" });
        const place = { id: text.id, at: call.end, k: isPoint(call) ? 1 : 0 };
        this.select({ from: place, to: place });
        return;
      }
    }
  }

  showNote(id) {
    this.textSel = this.sel;
    this.notes.focus(id);
  }

  askLink() {
    act(this, "ask-link");
  }

  addTable() {
    act(this, "add-table");
  }

  addFigure() {
    act(this, "add-figure");
  }

  // Escape goes from a note back to its place, from a cell to the text
  leave() {
    const note = this.state.notes.find((n) => n.body.id === this.sel?.from.id);
    if (note) this.goToNote(note.id);
    return Boolean(note);
  }

  save() {
    this.keep.flush();
    this.emit("save", { json: this.json(), base: this.state.base, state: this.state });
  }

  // the page saved in the background: `base` is the digest of what is saved now, `names` the
  // lasting ids of what was new, `state` what was sent (the state of the event that led to it)
  saved(base, names = {}, state = this.state) {
    for (const [own, given] of Object.entries(names)) this.names.set(own, given);
    if (base) this.state = { ...this.state, base };
    this.keep.written = null;
    this.keep.done(state);
  }

  json() {
    return toWire(this.state, this.names);
  }

  say(words) {
    this.keep.tell(words);
  }

  emit(name, detail) {
    const event = new CustomEvent(`fz:${name}`, { bubbles: true, cancelable: true, detail: { editor: this, ...detail } });
    this.root.dispatchEvent(event);
    return event;
  }
}

// make an editor of every surface that is not one yet
export function mount(within = document) {
  return [...within.querySelectorAll("[data-fz-editor]")].map((root) => (root.fzEditor ||= new Editor(root)));
}

mount();
