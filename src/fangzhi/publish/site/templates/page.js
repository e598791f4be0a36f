"use strict";
// Day and night, and the words found by a search. Everything else reads without script.
(function () {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  try { chosen = localStorage.getItem("fangzhi-light"); } catch (fault) { chosen = null; }
  if (chosen === "day" || chosen === "night") root.dataset.light = chosen;

  function isNight() {
    return root.dataset.light ? root.dataset.light === "night" : dark.matches;
  }

  function addSwitch() {
    const list = document.querySelector(".bar ul");
    if (!list) return;
    const button = document.createElement("button");
    button.type = "button";
    const show = () => { button.textContent = isNight() ? "日间" : "夜间"; };
    button.addEventListener("click", () => {
      root.dataset.light = isNight() ? "day" : "night";
      try { localStorage.setItem("fangzhi-light", root.dataset.light); } catch (fault) { /* not kept */ }
      show();
    });
    dark.addEventListener("change", show);
    show();
    const item = document.createElement("li");
    item.append(button);
    list.append(item);
  }

  // A search result leads here with the words as they stand in the text: mark them in their block.
  function markFound() {
    const words = new URLSearchParams(location.search).get("q");
    const block = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!words || !block) return;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let at = node.data.indexOf(words); at >= 0; at = node.data.indexOf(words, at + words.length)) {
        found.push([node, at]);
      }
    }
    for (const [node, at] of found.reverse()) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      range.surroundContents(document.createElement("mark"));
    }
  }

  document.addEventListener("DOMContentLoaded", () => { addSwitch(); markFound(); });
})();
