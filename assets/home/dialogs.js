// The dialogs: the API and help, the key, and what to do when copying fails.

import { hasKey } from "./service.js";

const $ = (id) => document.getElementById(id);

// setUpDialogs fills in the server's address and gives the buttons their work.
export function setUpDialogs() {
  const base = new URL("./", document.baseURI).href.replace(/\/$/, "");
  for (const place of document.querySelectorAll(".origin")) place.textContent = base;
  for (const button of document.querySelectorAll("[data-copy-origin]")) {
    button.addEventListener("click", () => copy(base, "The address is copied."));
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", () => copy($(button.dataset.copy).textContent, "The command is copied."));
  }
  for (const button of document.querySelectorAll("dialog .close")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
  $("open-programs").addEventListener("click", () => {
    writeExamples(base);
    $("programs").showModal();
  });
}

function writeExamples(base) {
  const key = hasKey() ? " -H 'Ocp-Apim-Subscription-Key: YOUR-KEY' \\\n " : "";
  const body = "-H 'Content-Type: application/octet-stream' \\\n  --data-binary @page.png";
  $("curl-sync").textContent = `curl${key} ${body} \\\n  '${base}/vision/v3.2/read/syncAnalyze'`;
  $("curl").textContent = `curl -i${key} ${body} \\\n  '${base}/vision/v3.2/read/analyze'\ncurl${key} '${base}/vision/v3.2/read/operations/ID'`;
}

// askForKey resolves to the key that the person gives, or to null. refused
// tells that the one given before was not right.
export function askForKey(refused) {
  const dialog = $("key");
  const field = $("key-value");
  $("key-title").textContent = refused ? "The key is not right" : "This Recto asks for a key";
  field.value = "";
  return new Promise((resolve) => {
    let key = null;
    dialog.querySelector("form").onsubmit = (event) => {
      event.preventDefault(); // The key must not get into an address.
      key = field.value.trim() || null;
      dialog.close();
    };
    dialog.onclose = () => resolve(key);
    dialog.showModal();
  });
}

// copy puts a text on the clipboard and says so; where the browser refuses
// (an address that is neither localhost nor https), it falls back to the old
// command, and then to the person.
export async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    toast(done);
  } catch {
    const dialog = $("by-hand");
    const area = dialog.querySelector("textarea");
    const outer = document.querySelector("dialog[open]") ?? document.body;
    area.value = text;
    outer.append(area); // A modal dialog is the only place that takes the focus.
    area.select();
    const copied = document.execCommand("copy");
    dialog.append(area);
    if (copied) return toast(done);
    dialog.showModal();
    area.select();
  }
}

const toastMs = 4000;
let toastTimer;

// toast shows a sentence for a while.
export function toast(sentence) {
  const box = $("toast");
  (document.querySelector("dialog[open]") ?? document.body).append(box);
  box.textContent = sentence;
  box.hidden = false;
  $("news").textContent = sentence;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (box.hidden = true), toastMs);
}
