// Polls each run on the page until it has ended, then loads the page once more for what came of it.
const EVERY = 1000;

async function poll(section) {
  const part = (name) => section.querySelector(`[data-is="${name}"]`);
  try {
    const answer = await fetch(section.dataset.stateAt, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const run = await answer.json();
    part("state").textContent = run.state;
    part("message").textContent = run.message;
    part("count").textContent = run.total ? `${run.done}/${run.total}` : "";
    if (run.total) { part("bar").max = run.total; part("bar").value = run.done; }
    if (!run.open) { window.location.reload(); return; }
  } catch {
    part("message").textContent = "暂时连不上服务，稍后自动再看。";
  }
  window.setTimeout(() => poll(section), EVERY);
}

document.querySelectorAll("[data-state-at]").forEach((section) => poll(section));
