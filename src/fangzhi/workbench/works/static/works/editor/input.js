// Keys, input methods and clipboard on an editable host. Every edit goes through the state; only
// while an input method composes does the browser write itself, and is read back after.

import { asRole, collapsed, copied, erased, pasted, removed, split, typed } from "./edits.js";
import { find } from "./state.js";
import { fromClipboard, fromPlain, toClipboard } from "./paste.js";
import { fieldIn, placesOf, shown } from "./where.js";

const OWN = "input, select, textarea, button";
const COMPOSING = new Set(["insertCompositionText", "deleteCompositionText", "insertFromComposition", "deleteByComposition"]);
const FORMATS = { formatBold: "strong", formatItalic: "emphasis", formatUnderline: "underline", formatStrikeThrough: "strike", formatSuperscript: "superscript", formatSubscript: "subscript" };
const elsewhere = (event) => event.target instanceof Element && event.target.closest(OWN);

export function listen(editor, host) {
  const on = (name, act) => host.addEventListener(name, (event) => elsewhere(event) || act(editor, event));
  on("beforeinput", beforeInput);
  on("input", written);
  on("compositionstart", composeStart);
  on("compositionend", composeEnd);
  on("copy", copy);
  on("cut", (own, event) => copy(own, event) && own.change(removed(own.state, own.sel)));
  on("paste", paste);
  on("drop", drop);
  on("keydown", keyDown);
}

// the places that an input event is about
function target(editor, event) {
  const [one] = event.getTargetRanges?.() || [];
  const places = one && placesOf(one, editor.surface);
  return places || editor.chosen();
}

const EDITS = {
  insertText: (e, sel, event) => typing(e, sel, event.data || ""),
  insertReplacementText: (e, sel, event) => typing(e, sel, event.data ?? event.dataTransfer?.getData("text/plain") ?? ""),
  insertParagraph: (e, sel) => e.change(e.isLine(sel.from.id) ? null : split(e.state, sel)),
  insertLineBreak: (e, sel) => e.change(e.isLine(sel.from.id) ? null : typed(e.state, sel, "\n")),
  deleteContentBackward: (e) => e.change(erased(e.state, e.chosen(), true), { run: "erase" }),
  deleteContentForward: (e) => e.change(erased(e.state, e.chosen(), false), { run: "erase" }),
  historyUndo: (e) => e.undo(),
  historyRedo: (e) => e.redo(),
};

function typing(editor, sel, words) {
  const made = typed(editor.state, sel, words, editor.pending);
  editor.change(made, { run: `type ${sel.from.id}` });
}

function beforeInput(editor, event) {
  const type = event.inputType;
  if (COMPOSING.has(type) || editor.composing || !event.cancelable) return;
  event.preventDefault();
  if (editor.readOnly) return;
  const sel = target(editor, event);
  if (!sel) return;
  if (EDITS[type]) EDITS[type](editor, sel, event);
  else if (FORMATS[type]) editor.toggle(FORMATS[type]);
  // deleting to a word's or line's edge: the browser says from where to where
  else if (type.startsWith("delete")) editor.change(collapsed(sel) ? erased(editor.state, sel, type.endsWith("Backward")) : removed(editor.state, sel));
}

// something wrote into the page without asking (some telephones' keyboards)
function written(editor) {
  if (!editor.composing && editor.sel) readBack(editor, editor.sel);
}

function composeStart(editor) {
  let sel = editor.chosen();
  if (!sel) return;
  if (sel.from.id !== sel.to.id) {
    editor.change(removed(editor.state, sel));
    sel = editor.chosen() || sel;
  }
  editor.composing = sel;
}

function composeEnd(editor) {
  const sel = editor.composing;
  editor.composing = null;
  if (sel) readBack(editor, sel);
}

// take over what the browser wrote in a field: exactly the words between what stayed
function readBack(editor, sel) {
  const field = fieldIn(editor.root, sel.from.id);
  const place = find(editor.state, sel.from.id);
  if (!field || !place) return editor.redraw();
  const [old, now] = [place.text.text, shown(field)];
  if (old === now) return editor.redraw(sel.from.id, sel);
  const [from, to] = changed(old, now, sel);
  const words = now.slice(from.at, now.length - (old.length - to.at));
  const made = typed(editor.state, { from: { ...from, id: place.text.id }, to: { ...to, id: place.text.id } }, words, editor.pending);
  editor.change(made, { run: `type ${place.text.id}`, force: place.text.id });
}

function changed(old, now, sel) {
  const { from, to } = sel;
  const tail = old.length - to.at;
  const fits = sel.to.id === from.id && now.length >= from.at + tail && now.startsWith(old.slice(0, from.at)) && now.endsWith(old.slice(to.at));
  if (fits) return [from, to];
  let head = 0;
  while (head < Math.min(old.length, now.length) && old[head] === now[head]) head += 1;
  let end = 0;
  while (end < Math.min(old.length, now.length) - head && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  return [{ at: head, k: 0 }, { at: old.length - end, k: 0 }];
}

function copy(editor, event) {
  const sel = editor.chosen();
  if (!sel || collapsed(sel)) return false;
  event.preventDefault();
  toClipboard(event.clipboardData, copied(editor.state, sel));
  return event.type === "cut" && !editor.readOnly;
}

function paste(editor, event) {
  event.preventDefault();
  const sel = editor.chosen();
  if (!sel || editor.readOnly) return;
  const blocks = editor.isLine(sel.from.id) ? fromPlain(event.clipboardData.getData("text/plain").replace(/\s*\n\s*/g, " ")) : fromClipboard(event.clipboardData);
  if (blocks.length) editor.change(pasted(editor.state, sel, blocks));
}

// words dropped from elsewhere go where they are dropped; files are for the picture button
function drop(editor, event) {
  event.preventDefault();
  const at = document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const sel = at && placesOf(at, editor.surface);
  const words = event.dataTransfer.getData("text/plain");
  if (sel && words && !editor.readOnly && !event.dataTransfer.files.length) editor.change(pasted(editor.state, sel, fromPlain(words)));
  else if (event.dataTransfer.files.length) editor.say("图片请用“插图”按钮加入。");
}

function keyDown(editor, event) {
  if (event.isComposing || event.keyCode === 229) return;
  const key = event.key.toLowerCase();
  const held = event.ctrlKey || event.metaKey;
  const name = [held && "ctrl", event.altKey && "alt", event.shiftKey && "shift", key].filter(Boolean).join("+");
  const act = editor.readOnly ? null : KEYS[name];
  if (act && act(editor, event) !== false) event.preventDefault();
}

const KEYS = {
  "ctrl+b": (e) => e.toggle("strong"),
  "ctrl+i": (e) => e.toggle("emphasis"),
  "ctrl+u": (e) => e.toggle("underline"),
  "ctrl+z": (e) => e.undo(),
  "ctrl+y": (e) => e.redo(),
  "ctrl+shift+z": (e) => e.redo(),
  "ctrl+s": (e) => e.save(),
  "ctrl+alt+0": (e) => e.role("paragraph"),
  "ctrl+alt+1": (e) => e.role("heading", 1),
  "ctrl+alt+2": (e) => e.role("heading", 2),
  "ctrl+alt+3": (e) => e.role("heading", 3),
  "ctrl+alt+f": (e) => e.addNote("footnote"),
  tab: (e) => step(e, 1),
  "shift+tab": (e) => step(e, -1),
  escape: (e) => e.leave(),
};

// Tab goes to the next cell, or moves a list line in; elsewhere it leaves the text as ever
function step(editor, by) {
  const sel = editor.chosen();
  const place = sel && find(editor.state, sel.from.id);
  if (!place) return false;
  if (place.item.type === "table") return editor.nextCell(place.text.id, by);
  if (place.text.role !== "list") return false;
  const level = Math.min(9, Math.max(1, (place.text.level || 1) + by));
  editor.change({ ...asRole(editor.state, place.text.id, "list", level), sel });
  return true;
}
