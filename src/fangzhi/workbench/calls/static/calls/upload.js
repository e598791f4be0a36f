// Sends files one by one with their progress, then asks for the check and polls until it is done.
const EVERY = 1000;

function send(form, fields, told) {
  return new Promise((done, fail) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    for (const [name, value] of fields) data.append(name, value);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => { if (event.lengthComputable) told(event.loaded / event.total); };
    request.onerror = () => fail(new Error("网络断了。已传完的还在，请再按一次“传上去”。"));
    request.onload = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { answer = {}; }
      if (request.status === 200) done(answer);
      else fail(new Error(answer.reason || "没有传成，请刷新页面再试。"));
    };
    request.send(data);
  });
}

async function upload(form) {
  const input = form.querySelector("input[type=file]");
  const button = form.querySelector("button");
  const shown = form.querySelector("[data-is=sent]");
  const files = [...input.files];
  if (!files.length) { shown.textContent = "还没有选文件。"; return; }
  button.disabled = true;
  const words = document.createElement("p");
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.setAttribute("aria-label", "进度");
  shown.replaceChildren(words, bar);
  try {
    for (const [at, file] of files.entries()) {
      words.textContent = `正在传第${at + 1}个，共${files.length}个：${file.name}`;
      await send(form, [["part", "1"], ["files", file]], (share) => { bar.value = (at + share) / files.length; });
    }
    await send(form, [["finish", "1"]], () => {});
    window.location.hash = "";
    window.location.reload();
  } catch (fault) {
    words.textContent = fault.message;
    words.className = "fault";
    button.disabled = false;
  }
}

async function poll(section) {
  const part = (name) => section.querySelector(`[data-is="${name}"]`);
  try {
    const answer = await fetch(section.dataset.poll, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const run = await answer.json();
    part("state").textContent = run.state;
    part("message").textContent = run.message;
    if (run.total) { part("bar").max = run.total; part("bar").value = run.done; }
    if (!run.open) { window.location.reload(); return; }
  } catch {
    part("message").textContent = "暂时连不上，稍后自动再看。";
  }
  window.setTimeout(() => poll(section), EVERY);
}

document.querySelectorAll("form[data-upload]").forEach((form) => {
  form.addEventListener("submit", (event) => { event.preventDefault(); upload(form); });
});
document.querySelectorAll("[data-poll]").forEach((section) => poll(section));
