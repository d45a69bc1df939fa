// Saves a form of answers when something in it changes. Without this file the buttons save.
"use strict";
(() => {
  const form = document.querySelector("form[data-autosave]");
  const said = document.getElementById("saved");
  if (!form || !said || !window.fetch) return;
  let waiting = 0;
  let underway = 0;
  let running = Promise.resolve();
  let leaving = false;

  function show(text, good) {
    said.querySelector("span").textContent = text;
    said.className = "state " + (good ? "state--ok" : "state--bad");
    said.querySelector("use").setAttribute("href", good ? "#ok" : "#warn");
    said.hidden = false;
  }

  // Signing in again in another window gives the browser another token; with the old one nothing would be taken.
  function renewToken() {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (token) form.elements.csrfmiddlewaretoken.value = token[1];
  }

  async function save() {
    if (leaving) return;
    renewToken();
    const data = new FormData(form);
    data.delete("evidence-file");
    data.set("do", "autosave");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
      const found = await answer.json();
      for (const [name, value] of Object.entries(found.stamps || {})) form.elements[name].value = value;
      show(found.saved || found.problem, Boolean(found.saved));
    } catch {
      show(form.dataset.failed, false);
    }
  }

  // One after another, so that the second knows the stamp of the first.
  const queue = () => {
    underway += 1;
    running = running.then(save).finally(() => { underway -= 1; });
  };
  form.addEventListener("change", (event) => {
    if (event.target.closest("[data-by-button]")) return;
    clearTimeout(waiting);
    queue();
  });
  form.addEventListener("input", (event) => {
    if (!event.target.matches("textarea, input[type=text]") || event.target.closest("[data-by-button]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(queue, 1500);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    if (underway) {
      // A save under way brings a new stamp. Sent without it, the form would cross with its own answer.
      event.preventDefault();
      running.then(() => { form.requestSubmit(event.submitter); });
      return;
    }
    leaving = true;
    renewToken();
  });
  // A page brought back by the browser as it was left: the answer may have changed since.
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
