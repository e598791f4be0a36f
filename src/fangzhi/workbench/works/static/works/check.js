// A person decides on each finding; to leave one as it is takes a reason.
const list = document.querySelector(".doubts");
const told = document.getElementById("told");
const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
const WORDS = { confirmed: "已定：差错", rejected: "已定：不是差错", ignored: "已定：不改" };

async function decide(item, verdict, reason) {
  told.textContent = "";
  const { fingerprint, alike, doc, rule, block } = item.dataset;
  try {
    const answer = await fetch(list.dataset.decide, {
      method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ fingerprint, alike, doc, rule, block, verdict, reason }),
    });
    if (!answer.ok) throw new Error((answer.headers.get("Content-Type") || "").includes("json") ? (await answer.json()).reason : "您在这里没有这项职责，或者这里已经定稿。");
    const words = document.createElement("p");
    words.className = "state";
    words.textContent = WORDS[verdict];
    item.querySelector(".acts").replaceWith(words);
  } catch (fault) {
    told.textContent = `没有记下：${fault.message}`;
  }
}

list?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-verdict]");
  if (!button) return;
  const item = button.closest("li");
  const { verdict } = button.dataset;
  if (verdict === "confirmed") { decide(item, verdict, ""); return; }
  const form = document.createElement("form");
  form.className = "acts";
  const field = document.createElement("input");
  field.required = true;
  field.maxLength = 300;
  field.placeholder = "理由";
  field.setAttribute("aria-label", "理由");
  const sure = document.createElement("button");
  sure.textContent = "确定";
  form.append(field, sure);
  form.addEventListener("submit", (told_) => { told_.preventDefault(); decide(item, verdict, field.value.trim()); });
  button.closest(".acts").replaceWith(form);
  field.focus();
});
