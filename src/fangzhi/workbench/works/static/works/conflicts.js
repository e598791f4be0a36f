// A contradiction is settled by a word and, where the word asks for it, a reason.
const list = document.querySelector(".doubts");
const told = document.getElementById("told");
const token = document.querySelector("[name=csrfmiddlewaretoken]").value;

list.addEventListener("submit", async (event) => {
  event.preventDefault();
  const item = event.target.closest("li");
  const word = event.submitter?.value;
  told.textContent = "正在定夺…";
  try {
    const answer = await fetch(list.dataset.settle, {
      method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ fingerprint: item.dataset.fingerprint, word, reason: event.target.elements.reason.value }),
    });
    if (!answer.ok) throw new Error((answer.headers.get("Content-Type") || "").includes("json") ? (await answer.json()).reason : "您在这里没有这项职责，或者这里已经定稿。");
    told.textContent = "";
    const words = document.createElement("p");
    words.className = "state";
    words.textContent = `已定夺：${word}`;
    event.target.replaceWith(words);
  } catch (fault) {
    told.textContent = `没有记下：${fault.message}`;
    told.scrollIntoView({ block: "center" });
  }
});
