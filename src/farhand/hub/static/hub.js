// The page works without this. It adds two things: copying a command, and keeping the page up to date.
"use strict";

function copying(root) {
  for (const button of root.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.onclick = async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      const before = button.innerHTML;
      button.textContent = "Copied";
      say("Copied.");
      setTimeout(() => { button.innerHTML = before; }, 1500);
    };
  }
}

function say(text) {
  document.getElementById("news").textContent = text;
}

// Somebody types in it, has it open or has written something: it is left alone until they are done.
function inUse(part) {
  return part.contains(document.activeElement) && document.activeElement !== document.body
    || [...part.querySelectorAll("textarea, input:not([type=hidden])")].some((field) => field.type === "radio" || field.type === "checkbox" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue);
}

let late = false;

async function refresh() {
  const answer = await fetch(location.pathname, { headers: { accept: "text/html" }, credentials: "same-origin" });
  if (!answer.ok || new URL(answer.url).pathname !== location.pathname) return location.reload();
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  let held = false;
  for (const part of document.querySelectorAll("[data-live]")) {
    const other = fresh.getElementById(part.id);
    if (!other || same(part, other)) continue;
    if (inUse(part)) { held = true; continue; }
    const open = [...part.querySelectorAll("details")].map((one) => one.open);
    part.replaceWith(document.adoptNode(other));
    other.querySelectorAll("details").forEach((one, at) => { one.open = open[at] || one.open; });
    copying(other);
  }
  document.body.dataset.version = fresh.body.dataset.version;
  late = held;
  say(held ? "The case has changed. What you are working on was left as it is." : "The case has changed; this page shows it.");
}

function same(part, other) {
  const plain = (one) => one.textContent.replace(/\s+/g, " ");
  return plain(part) === plain(other) && part.querySelectorAll("form").length === other.querySelectorAll("form").length;
}

function live() {
  const address = document.body.dataset.events;
  if (!address || !window.EventSource) return;
  const source = new EventSource(address);
  source.addEventListener("version", (event) => {
    if (event.data !== document.body.dataset.version) refresh();
  });
  source.addEventListener("ended", () => { source.close(); location.reload(); });
  document.addEventListener("focusout", () => setTimeout(() => { if (late) refresh(); }, 300));
}

copying(document);
live();
