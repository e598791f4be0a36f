// Findings (疑点) beside the text: the exact words marked, the computation shown, a person decides.

import { element } from "./draw.js";
import { find, textsOf, toWire } from "./state.js";
import { fromPoints } from "./text.js";
import { fieldIn, rangeOf } from "./where.js";

const PAUSE = 1200;
const GRAVE = { 政: "grave", 硬: "grave", 数: "plain", 字: "plain", 点: "plain", 式: "light", 体: "light" };
const LEVELS = { 政: "政治", 硬: "硬伤", 数: "数字", 字: "文字", 点: "标点", 式: "格式", 体: "体例" };
const STATUS = { confirmed: "已定为差错", ignored: "已忽略", rejected: "不是差错", accepted: "已采纳" };
const HIGHLIGHTS = typeof Highlight === "function" && Boolean(globalThis.CSS?.highlights);

export class Findings {
  constructor(editor, told) {
    Object.assign(this, { editor, told, list: [], now: null });
    this.box = element("section", "fz-findings", { "aria-label": "疑点" });
    this.head = element("h2", "fz-side-head", { text: "疑点" });
    this.says = element("p", "fz-told", { role: "status" });
    this.items = element("ol", "fz-items");
    this.box.append(this.head, this.says, this.items);
    this.box.addEventListener("click", (event) => this.pressed(event));
    this.box.hidden = !told.check && !told.findings;
    // without the highlight interface the words are marked like other marked words
    if (!HIGHLIGHTS) editor.context.extra = (id) => this.standing().filter((f) => f.block === id).map((f) => ({ kind: `doubt fz-doubt-${GRAVE[f.level]}`, start: f.from, end: f.to }));
  }

  // findings of a check of `state`: [{id, block, start, end, level, message, …}], code points
  show(findings, state = this.editor.state) {
    const texts = wordsOf(state);
    const kept = new Map(this.list.map((f) => [f.fingerprint, f]));
    const names = new Map([...this.editor.names].map(([own, given]) => [given, own]));
    this.list = findings.map((f) => {
      const block = names.get(f.block) || f.block;
      const words = texts.get(block);
      const own = { ...f, block, status: f.status || kept.get(f.fingerprint)?.status || "", words };
      if (words !== undefined) Object.assign(own, { from: fromPoints(words, f.start), to: fromPoints(words, f.end) });
      return own;
    });
    this.follow(this.editor.state);
    this.draw();
  }

  // after an edit: places move along, and what was itself changed waits for the next check
  follow(state) {
    const texts = wordsOf(state);
    for (const f of this.list) {
      const words = texts.get(f.block);
      if (f.words === undefined || f.stale || words === f.words) continue;
      f.stale = words === undefined || !moved(f, f.words, words);
      f.words = words;
    }
  }

  changed(state) {
    this.follow(state);
    this.mark();
    for (const f of this.list) this.node(f)?.classList.toggle("fz-stale", Boolean(f.stale));
    this.later();
  }

  later() {
    if (!this.told.check) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), PAUSE);
  }

  async check() {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    const { state } = this.editor;
    this.says.textContent = "正在机检…";
    try {
      const answer = await fetch(this.told.check, { method: "POST", body: toWire(state, this.editor.names), signal: asking.signal, credentials: "same-origin", headers: this.headers() });
      if (!answer.ok) throw new Error(String(answer.status));
      this.show((await answer.json()).findings || [], state);
    } catch (fault) {
      if (fault.name !== "AbortError") this.says.textContent = "机检暂时没有回应，文字照常可以改。改动后会再查。";
    }
  }

  headers() {
    return { "Content-Type": "application/json", "X-CSRFToken": this.told.csrf() };
  }

  standing() {
    return this.list.filter((f) => f.words !== undefined && !f.stale && !f.status && f.from < f.to);
  }

  mark() {
    if (!HIGHLIGHTS) return this.editor.refill(new Set(this.list.map((f) => f.block)));
    const groups = { grave: [], plain: [], light: [], now: [] };
    for (const f of this.standing()) {
      const range = rangeOf(this.editor.root, { id: f.block, at: f.from }, { id: f.block, at: f.to });
      if (!range) continue;
      groups[GRAVE[f.level] || "plain"].push(range);
      if (f === this.now) groups.now.push(range);
    }
    for (const [name, ranges] of Object.entries(groups)) CSS.highlights.set(`fz-${name}`, new Highlight(...ranges));
    return undefined;
  }

  draw() {
    const open = this.list.filter((f) => !f.status).length;
    this.head.textContent = `疑点 ${open} 处`;
    this.says.textContent = this.list.length ? "" : "这一稿没有查出疑点。";
    // a reason half typed stays, whatever the check tells meanwhile
    const field = this.items.querySelector(".fz-reason input");
    const item = field?.closest("[data-finding]");
    const quote = item?.querySelector(".fz-quote")?.textContent;
    const asked = item && { id: item.dataset.finding, words: field.value, focus: document.activeElement === field };
    this.items.replaceChildren(...this.list.map((f) => this.item(f)));
    const left = this.list.filter((f) => asked && !f.status);
    const still = left.find((f) => f.id === asked.id) || left.find((f) => quote && `“${short(f.text)}”` === quote);
    if (still) this.ask(still, this.node(still), asked.words, asked.focus);
    this.mark();
  }

  item(f) {
    const made = element("li", `fz-item fz-${GRAVE[f.level] || "plain"}`, { "data-finding": f.id });
    if (f.status) made.classList.add("fz-decided");
    const head = element("p", "fz-item-head");
    head.append(element("span", "fz-level", { text: LEVELS[f.level] || f.level }));
    if (f.text) head.append(element("button", "fz-quote", { type: "button", "data-act": "go", text: `“${short(f.text)}”` }));
    made.append(head, element("p", "fz-message", { text: f.message }));
    if (f.evidence?.length) {
      const list = element("ul", "fz-evidence", { "aria-label": "依据" });
      for (const line of f.evidence) list.append(element("li", "", { text: line }));
      made.append(list);
    }
    if (f.also?.length) made.append(element("p", "fz-basis", { text: `另见：${f.also.join("；")}` }));
    if (f.basis) made.append(element("p", "fz-basis", { text: f.basis }));
    made.append(f.status ? element("p", "fz-verdict", { text: STATUS[f.status] || f.status }) : this.buttons(f));
    return made;
  }

  buttons(f) {
    const made = element("div", "fz-tools");
    if (!this.told.decide || this.editor.readOnly) return made;
    const add = (act, words) => made.append(element("button", "fz-small", { type: "button", "data-act": act, text: words }));
    if (f.suggestion && f.words !== undefined) add("accept", `采纳改为“${short(f.suggestion)}”`);
    add("confirm", "是差错");
    add("ignore", "忽略…");
    return made;
  }

  node(f) {
    return this.items.querySelector(`[data-finding="${CSS.escape(f.id)}"]`);
  }

  pressed(event) {
    const act = event.target.closest("[data-act]")?.dataset.act;
    const item = event.target.closest("[data-finding]");
    const f = item && this.list.find((one) => one.id === item.dataset.finding);
    if (!f || !act) return;
    const acts = {
      go: () => this.go(f), accept: () => this.accept(f), ignore: () => this.ask(f, item), cancel: () => { item.querySelector(".fz-reason").remove(); this.draw(); },
      confirm: () => this.decide(f, { verdict: "confirmed" }),
      sure: () => this.ignore(f, item),
    };
    acts[act]();
  }

  go(f) {
    this.now = f;
    if (f.words === undefined || f.stale) return;
    fieldIn(this.editor.root, f.block)?.scrollIntoView({ block: "center" });
    this.editor.select({ from: { id: f.block, at: f.from, k: 0 }, to: { id: f.block, at: f.to, k: 0 } });
    this.mark();
  }

  accept(f) {
    const place = find(this.editor.state, f.block);
    if (f.stale || !place || place.text.text.slice(f.from, f.to) !== f.text) {
      this.says.textContent = "这几个字已经改过，请等机检重查后再采纳。";
      return;
    }
    const { suggestion } = f;
    this.editor.replaceWords(f.block, f.from, f.to, suggestion);
    this.decide(f, { verdict: "confirmed", corrected: suggestion }, "accepted");
  }

  ask(f, item, words = "", focus = true) {
    const tools = item.querySelector(".fz-tools");
    const label = element("label", "fz-reason", { text: "忽略的理由" });
    label.append(element("input", "", { type: "text", maxlength: 200, required: "yes" }));
    tools.replaceChildren(label, element("button", "fz-small", { type: "button", "data-act": "sure", text: "确定忽略" }), element("button", "fz-small", { type: "button", "data-act": "cancel", text: "取消" }));
    label.querySelector("input").value = words;
    if (focus) label.querySelector("input").focus();
  }

  ignore(f, item) {
    const input = item.querySelector(".fz-reason input");
    const reason = input.value.trim();
    if (reason) return this.decide(f, { verdict: "ignored", reason });
    input.setAttribute("aria-invalid", "true");
    this.says.textContent = "忽略疑点须写明理由。";
    return input.focus();
  }

  async decide(f, verdict, shown = verdict.verdict) {
    const sent = { fingerprint: f.fingerprint, rule: f.rule, text: f.text, block: f.block, reason: "", corrected: "", ...verdict };
    try {
      const answer = await fetch(this.told.decide, { method: "POST", body: JSON.stringify(sent), credentials: "same-origin", headers: this.headers() });
      if (!answer.ok) throw new Error(String(answer.status));
      const own = this.list.find((one) => one.fingerprint === f.fingerprint) || f;
      own.status = shown;
      this.draw();
      this.editor.emit("decided", sent);
    } catch {
      this.says.textContent = "没有记下这个决定：服务没有回应。请再按一次。";
    }
  }

  // the caret came to stand in marked words: show which finding it is
  at(sel) {
    const here = sel && this.standing().find((f) => f.block === sel.from.id && f.from <= sel.from.at && sel.from.at <= f.to);
    if (here === this.now || (!here && !this.now)) return;
    this.now = here || null;
    for (const f of this.list) this.node(f)?.classList.toggle("fz-current", f === here);
    this.mark();
  }

  // the next finding after the one in hand
  next(by) {
    const list = this.standing();
    if (list.length) this.go(list[(list.indexOf(this.now) + by + list.length) % list.length]);
  }
}

const short = (words) => (words.length <= 18 ? words : `${words.slice(0, 17)}…`);
const wordsOf = (state) => new Map([...state.blocks, ...state.notes].flatMap(textsOf).map((t) => [t.id, t.text]));

// move a finding's place over an edit of its text; false where its own words were touched
function moved(f, old, now) {
  let head = 0;
  while (head < Math.min(old.length, now.length) && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  if (f.to <= head) return true;
  if (f.from < old.length - tail) return false;
  f.from += now.length - old.length;
  f.to += now.length - old.length;
  return true;
}
