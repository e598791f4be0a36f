"use strict";
// Searches the files of the folder search/, loaded as scripts so that it works without a server.
(function () {
  const PAGE = 50, LEFT = 14, RIGHT = 18;
  const loaded = new Map(), postings = new Map(), texts = new Map();
  let book = null, folds = null;

  window.fangzhi = {
    book(told) { book = told; },
    postings(number, part) { postings.set(number, part); },
    text(number, rows) { texts.set(number, rows); },
  };

  function load(name) {
    if (!loaded.has(name)) {
      loaded.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = "search/" + name;
        script.addEventListener("load", done);
        script.addEventListener("error", () => { loaded.delete(name); failed(new Error(name)); });
        document.head.append(script);
      }));
    }
    return loaded.get(name);
  }

  const shard = (kind, number) => load(kind + "-" + String(number).padStart(3, "0") + ".js");

  async function open() {
    await load("book.js");
    if (folds) return;
    folds = new Map();
    const pairs = Array.from(book.fold);
    for (let i = 0; i < pairs.length; i += 2) folds.set(pairs[i], pairs[i + 1]);
  }

  // the same folding as the index: small Latin letters, one form of every character
  const folded = (words) => Array.from(words, (c) => /[A-Z]/.test(c) ? c.toLowerCase() : folds.get(c) || c);

  function positions(character) {
    const words = (postings.get(character.codePointAt(0) % book.shards) || {})[character] || "";
    const found = [];
    let at = 0, gap = 0;
    for (const digit of words) {
      const last = book.last.indexOf(digit);
      if (last < 0) {
        gap = gap * 45 + book.more.indexOf(digit);
      } else {
        at += gap * 45 + last;
        gap = 0;
        found.push(at);
      }
    }
    return found;
  }

  // where in a rising list `value` stands or would stand after all that are not greater
  function after(list, value, of = (x) => x) {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (of(list[middle]) <= value) low = middle + 1; else high = middle;
    }
    return low;
  }

  async function phrase(characters) {
    const shards = new Set(characters.map((c) => c.codePointAt(0) % book.shards));
    await Promise.all([...shards].map((number) => shard("char", number)));
    const lists = characters.map((c, offset) => ({ offset, at: positions(c) }));
    lists.sort((a, b) => a.at.length - b.at.length);
    let starts = lists[0].at.map((p) => p - lists[0].offset);
    for (const { offset, at } of lists.slice(1)) {
      let i = 0;
      starts = starts.filter((start) => {
        while (i < at.length && at[i] < start + offset) i += 1;
        return at[i] === start + offset;
      });
    }
    return starts;
  }

  const entryOf = (position) => after(book.entries, position, (row) => row[0]) - 1;

  // all hits of all words, in the entries that hold every word
  async function find(words) {
    let common = null;
    const hits = [];
    for (const word of words) {
      const characters = folded(word);
      const starts = await phrase(characters);
      const held = new Set(starts.map(entryOf));
      common = common === null ? held : new Set([...common].filter((entry) => held.has(entry)));
      for (const start of starts) hits.push([start, characters.length, entryOf(start)]);
    }
    return hits.filter((hit) => common.has(hit[2])).sort((a, b) => a[0] - b[0]);
  }

  function make(tag, className, words) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (words !== undefined) element.textContent = words;
    return element;
  }

  async function line([start, length, entry]) {
    const number = after(book.texts, start) - 1;
    await shard("text", number);
    const rows = texts.get(number);
    const [begin, anchor, text] = rows[after(rows, start, (row) => row[0]) - 1];
    const characters = Array.from(text), at = start - begin;
    const cut = (from, to) => characters.slice(Math.max(from, 0), to).join("").replace(/\s+/g, " ");
    const words = characters.slice(at, at + length).join("");
    const item = make("li"), link = make("a");
    link.href = book.files[book.entries[entry][2]] + "?q=" + encodeURIComponent(words) + "#" + anchor;
    link.append(make("span", "left", (at > LEFT ? "…" : "") + cut(at - LEFT, at)), make("mark", "", words),
      make("span", "right", cut(at + length, at + length + RIGHT) + (at + length + RIGHT < characters.length ? "…" : "")));
    item.append(link);
    return item;
  }

  function head(entry, count) {
    const [, title, file] = book.entries[entry];
    const item = make("li", "entry"), name = make("h2"), link = make("a", "", title || "（无题）");
    link.href = book.files[file];
    name.append(link, " ", make("small", "", count + " 处"));
    item.append(name, make("ol"));
    return item;
  }

  const told = document.getElementById("told");
  const found = document.getElementById("found");
  const more = document.getElementById("more");
  let hits = [], shown = 0, counts = new Map(), asked = 0;

  async function list() {
    const mine = asked;
    const next = hits.slice(shown, shown + PAGE);
    shown += next.length;
    const lines = await Promise.all(next.map(line));
    if (mine !== asked) return;
    next.forEach((hit, i) => {
      let last = found.lastElementChild;
      if (!last || last.dataset.entry !== String(hit[2])) {
        last = head(hit[2], counts.get(hit[2]));
        last.dataset.entry = hit[2];
        found.append(last);
      }
      last.lastElementChild.append(lines[i]);
    });
    more.hidden = shown >= hits.length;
  }

  async function search(asking) {
    const words = asking.split(/\s+/).filter(Boolean);
    asked += 1;
    const mine = asked;
    found.replaceChildren();
    more.hidden = true;
    if (!words.length) { told.textContent = ""; return; }
    told.textContent = "正在查找……";
    try {
      await open();
      const all = await find(words);
      if (mine !== asked) return;
      hits = all;
      shown = 0;
      counts = new Map();
      for (const hit of hits) counts.set(hit[2], (counts.get(hit[2]) || 0) + 1);
      const named = "“" + words.join("”“") + "”";
      told.textContent = hits.length
        ? named + "共 " + hits.length + " 处，见于 " + counts.size + " 个条目或篇目。"
        : "书中没有找到" + named + "。请换一个说法，或由索引、目录查找。";
      await list();
    } catch (fault) {
      told.textContent = "检索用的文件没有读到（search 文件夹里的 " + fault.message + "）。请把整个网站文件夹一起复制，不要只取其中的网页。";
    }
  }

  const form = document.querySelector("form.ask"), input = document.getElementById("words");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = "?q=" + encodeURIComponent(input.value);
    try { history.pushState(null, "", address); } catch (fault) { /* the address bar stays as it is */ }
    search(input.value);
  });
  more.addEventListener("click", list);
  function fromAddress() {
    input.value = new URLSearchParams(location.search).get("q") || "";
    search(input.value);
  }
  addEventListener("popstate", fromAddress);
  fromAddress();
})();
