// Places: a caret of the browser as text id, offset and number of points before it, and back.

export const fieldOf = (node) => (node instanceof Element ? node : node?.parentElement)?.closest("[data-t]") || null;
const isPt = (node) => node.nodeType === Node.ELEMENT_NODE && node.hasAttribute("data-pt");
const isFiller = (node) => node.nodeName === "BR";

// offset and points before a boundary of the page within a field
export function measured(field, node, offset) {
  let at = 0;
  let k = 0;
  const visit = (here) => {
    if (isPt(here)) {
      if (here === node || here.contains(node)) return offset > 0 && here === node ? ((k += 1), true) : true;
      k += 1;
      return false;
    }
    if (here.nodeType === Node.TEXT_NODE) {
      const count = here === node ? offset : here.data.length;
      if (count) k = 0;
      at += count;
      return here === node;
    }
    const kids = [...here.childNodes];
    const stop = here === node ? offset : kids.length;
    for (const kid of kids.slice(0, stop)) if (visit(kid)) return true;
    return here === node;
  };
  visit(field);
  return { id: field.dataset.t, at, k };
}

// the words that a field shows now, without the labels of its points
export function shown(field) {
  let words = "";
  const visit = (node) => {
    if (isPt(node)) return;
    if (node.nodeType === Node.TEXT_NODE) words += node.data;
    else node.childNodes.forEach(visit);
  };
  visit(field);
  return words;
}

// the boundary of the page for an offset in a field
export function boundary(field, { at, k = 0 }) {
  let left = at;
  let points = 0;
  let last = [field, 0];
  for (const kid of field.childNodes) {
    if (isPt(kid)) {
      if (left === 0) {
        if (points >= k) return last;
        points += 1;
      }
      last = [field, [...field.childNodes].indexOf(kid) + 1];
      continue;
    }
    if (isFiller(kid)) break;
    const leaf = kid.nodeType === Node.TEXT_NODE ? kid : kid.firstChild;
    if (left < leaf.data.length) return [leaf, left];
    left -= leaf.data.length;
    last = [leaf, leaf.data.length];
    if (left === 0 && k === 0) return last;
  }
  return last;
}

// the field nearest to a boundary that lies between blocks
function near(surface, node, offset, forward) {
  if (!surface.contains(node)) return null;
  const kid = node === surface ? surface.childNodes[forward ? offset : offset - 1] : [...surface.childNodes].find((one) => one.contains(node));
  for (let at = kid; at; at = forward ? at.nextSibling : at.previousSibling) {
    const field = flowing(at);
    if (field) return forward ? measured(field, field, 0) : measured(field, field, field.childNodes.length);
  }
  return null;
}

const flowing = (block) => (block.dataset?.flow ? (block.matches("[data-t]") ? block : block.querySelector("[data-t]")) : null);

// a range of the page as two places
export function placesOf(range, surface) {
  const one = (node, offset, forward) => {
    const field = fieldOf(node);
    return field ? measured(field, node, offset) : near(surface, node, offset, forward);
  };
  const from = one(range.startContainer, range.startOffset, true);
  if (range.collapsed) return from ? { from, to: from } : null;
  const to = one(range.endContainer, range.endOffset, false);
  return from && to ? { from, to } : null;
}

// a range of the page for two places
export function rangeOf(root, from, to) {
  const [a, b] = [fieldIn(root, from.id), fieldIn(root, to.id)];
  if (!a || !b) return null;
  const range = document.createRange();
  range.setStart(...boundary(a, from));
  range.setEnd(...boundary(b, to));
  return range;
}

export const fieldIn = (root, id) => root.querySelector(`[data-t="${CSS.escape(id)}"]`);
