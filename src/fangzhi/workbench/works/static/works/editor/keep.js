// Nothing typed is lost: the form field follows, a copy stays in the browser until it is saved.

import { element } from "./draw.js";
import { fromWire, same, textsOf, toWire } from "./state.js";

const PAUSE = 1500;
const LOCAL = 400;
const LEFT_OUT = new Set(["id", "ref", "who", "when", "base", "value", "formula", "origin_address"]);

const USUAL = { row_span: 1, column_span: 1, role: "paragraph", kind: "photograph", lang: "zh-Hans" };
const isUsual = (key, value) => value === "" || value === 0 || value === null || value?.length === 0 || USUAL[key] === value;

// what a draft says, without the names that the server gives anew on saving, in one order of keys
const sense = (state) => {
  const { blocks, notes } = fromWire(toWire(state));
  return JSON.stringify(plain({ blocks, notes }));
};

function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value).filter((key) => !LEFT_OUT.has(key) && !isUsual(key, value[key]));
  return keys.sort().map((key) => [key, plain(value[key])]);
}

export class Keeper {
  constructor(editor, field, key) {
    Object.assign(this, { editor, field, key: key && `fz-draft:${key}`, saved: editor.state, dirty: false });
    this.status = element("p", "fz-status", { role: "status" });
    this.ask = element("div", "fz-ask", { role: "group", "aria-label": "未存的改动" });
    this.ask.hidden = true;
    field.form?.addEventListener("submit", () => this.flush());
    addEventListener("pagehide", () => this.flush());
    addEventListener("beforeunload", (event) => this.dirty && !this.leaving && event.preventDefault());
    field.form?.addEventListener("submit", () => (this.leaving = true));
    this.offer();
  }

  changed() {
    this.dirty = !same(this.editor.state, this.saved);
    this.tell(this.dirty ? "有改动还没有存" : "");
    clearTimeout(this.soon);
    clearTimeout(this.later);
    this.soon = setTimeout(() => this.flush(), LOCAL);
    this.later = setTimeout(() => this.pause(), PAUSE);
  }

  tell(words) {
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  // bring form field and local copy up to date
  flush() {
    clearTimeout(this.soon);
    if (this.field.value !== undefined && this.written !== this.editor.state) {
      this.written = this.editor.state;
      this.field.value = this.editor.json();
      this.field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (this.dirty && !this.asked) this.store({ json: this.field.value, at: new Date().toISOString() });
  }

  pause() {
    this.flush();
    if (this.dirty) this.editor.emit("pause", { json: this.field.value, base: this.editor.state.base, state: this.editor.state });
  }

  // the page that saves says so: what was saved is `state`
  done(state) {
    this.saved = state;
    this.dirty = !same(this.editor.state, this.saved);
    if (!this.dirty) this.forget();
    this.tell(this.dirty ? "有改动还没有存" : "已保存");
  }

  store(value) {
    if (!this.key) return;
    try {
      localStorage.setItem(this.key, JSON.stringify(value));
    } catch {
      this.tell("有改动还没有存。这台机器存不下本机草稿，请尽快保存。");
    }
  }

  forget() {
    if (this.key) localStorage.removeItem(this.key);
  }

  // after a crash or a lost network: ask what to do with the copy that was not saved
  offer() {
    let kept = null;
    try {
      kept = JSON.parse((this.key && localStorage.getItem(this.key)) || "null");
      kept = kept && { ...kept, state: fromWire(kept.json) };
    } catch {
      kept = null;
    }
    if (!kept) return;
    if (sense(kept.state) === sense(this.editor.state)) {
      this.forget();
      return;
    }
    this.asked = true;
    const when = new Date(kept.at).toLocaleString("zh-CN", { dateStyle: "long", timeStyle: "short" });
    const count = kept.state.blocks.flatMap(textsOf).reduce((sum, t) => sum + [...t.text].length, 0);
    const newer = kept.state.base === this.editor.state.base ? "" : "这以后本条又存过别的稿，恢复以前请先看清。";
    const words = `这台机器上有${when}没有存上的改动（全文约${count}字）。${newer}要恢复吗？`;
    this.ask.replaceChildren(
      element("p", "", { text: words }),
      this.button("恢复这些改动", () => this.answer(kept.state)),
      this.button("不要了，用现在的稿", () => this.answer(null)),
    );
    this.ask.hidden = false;
  }

  answer(state) {
    this.asked = false;
    this.ask.hidden = true;
    if (state) this.editor.change({ state: { ...state, base: this.editor.state.base }, sel: null });
    else if (this.dirty) this.flush();
    else this.forget();
  }

  button(words, act) {
    const made = element("button", "", { type: "button", text: words });
    made.addEventListener("click", act);
    return made;
  }
}
