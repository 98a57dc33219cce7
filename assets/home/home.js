// The home page: puts the list, the page and its text together.

import { copy, askForKey, setUpDialogs, toast } from "./dialogs.js";
import { element, FileList, Thumbs } from "./list.js";
import { isRunning, Queue, stateText } from "./queue.js";
import { languages, onKeyNeeded, ready } from "./service.js";
import { Sheet } from "./sheet.js";
import { TextPane } from "./text.js";
import { documentText, pageText } from "./words.js";

const $ = (id) => document.getElementById(id);

let selected; // the item that is looked at
let index = 0; // its page, from 0
let fixed = []; // the words that were clicked, marked while none is under the pointer

const queue = new Queue(onChanged, onRemoved);
const list = new FileList($("files"), { select, remove: (item) => queue.remove(item) });
const thumbs = new Thumbs($("thumbs"), turnTo);
const sheet = new Sheet($("stage"));
const text = new TextPane($("text"), $("json"), $("legend"));

// --- files -----------------------------------------------------------------

function options() {
  return { language: $("language").value, pages: $("pages").value.replace(/\s+/g, ""), order: $("order").value };
}

function add(files) {
  if (files.length === 0) return;
  const [first] = queue.add(files, options());
  // A document that is being looked at stays; the list shows what was added.
  if (!selected || selected.state === "refused") select(first);
}

function onChanged(item) {
  list.update(item, item === selected);
  if (item === selected) draw();
  if (item.state === "done" && !item.told) $("news").textContent = `${item.name}: read, ${stateText(item)}`;
  if (item.state === "refused") $("news").textContent = `${item.name}: ${item.refusal.message}`;
  item.told = item.state === "done";
  if (item.refusal?.status === 0) showHealth();
  showView();
}

function onRemoved(item) {
  list.remove(item);
  if (item === selected) select(queue.items.at(-1));
  showView();
}

function showView() {
  const working = queue.items.length > 0;
  if ($("work").hidden === !working) return;
  document.body.dataset.view = working ? "work" : "start";
  $("start").hidden = working;
  $("work").hidden = !working;
  if (working) $("again").before($("options"));
  else $("start-options").append($("options"));
}

function select(item) {
  if (item === selected) return;
  const before = selected;
  selected = item;
  index = 0;
  if (before && queue.items.includes(before)) list.update(before, false);
  if (item) list.update(item, true);
  draw();
}

// --- the page and its text -------------------------------------------------

function draw() {
  const done = selected?.state === "done";
  if (!done) index = 0;
  drawState();
  document.title = selected ? `${selected.name} – Recto` : "Recto";
  $("sheetpane").classList.toggle("open", done);
  $("result").classList.toggle("open", done);
  $("again").hidden = !done || !selected.file;
  thumbs.show(done ? selected : undefined);
  if (done && selected.pages.length > 0) return drawPage();
  sheet.clear();
  text.clear();
}

function drawPage() {
  const page = selected.pages[index];
  const many = selected.pages.length > 1;
  fixed = [];
  sheet.show(selected.id, page);
  text.show(page);
  thumbs.mark(index);
  $("number").value = page.page;
  const last = selected.pages.at(-1).page;
  $("count").textContent = last === selected.pages.length ? `of ${last}` : `(${index + 1} of ${selected.pages.length} read)`;
  document.querySelector(".turn").hidden = !many;
  $("copy-page").hidden = !many;
  $("previous").disabled = index === 0;
  $("next").disabled = index === selected.pages.length - 1;
  $("picture").alt = `Page ${page.page} of ${selected.name}`;
}

// drawState shows what is going on in place of a page that is not there yet.
function drawState() {
  const item = selected;
  const box = $("state");
  box.hidden = !item || item.state === "done";
  if (box.hidden) {
    delete box.dataset.of;
    return box.replaceChildren();
  }
  if (isRunning(item)) {
    // Only the words change while it runs, so that the button keeps the focus.
    if (box.dataset.of !== "running") {
      const cancel = element("button", { type: "button", textContent: "Cancel", onclick: () => queue.remove(selected) });
      box.replaceChildren(element("div", { className: "wave", ariaHidden: "true" }), element("h2"), element("p", { className: "doing" }), cancel);
    }
    box.dataset.of = "running";
    box.querySelector("h2").textContent = item.name;
    box.querySelector(".doing").textContent = stateText(item);
    return;
  }
  box.dataset.of = "refused";
  const again = element("button", { type: "button", className: "primary", textContent: "Try again", onclick: () => queue.again(item, options()) });
  const other = element("button", { type: "button", textContent: "Choose another file…", onclick: choose });
  const message = element("p", { textContent: item.refusal.message });
  message.setAttribute("role", "alert");
  box.replaceChildren(element("h2", { textContent: item.name }), message, element("p", { className: "buttons" }, ...(item.file ? [again] : []), other));
}

function turnTo(to) {
  if (selected?.state !== "done" || to === index || !selected.pages[to]) return;
  index = to;
  drawPage();
}

// turnToNumber goes to the page of a number, or to the nearest that was read.
function turnToNumber() {
  const wanted = Number.parseInt($("number").value, 10);
  const distance = (page) => Math.abs(page.page - wanted);
  const pages = selected.pages;
  if (wanted > 0) turnTo(pages.reduce((best, page, at) => (distance(page) < distance(pages[best]) ? at : best), 0));
  $("number").value = pages[index].page;
}

// mark lights words up in both panes; in the one that did not ask, they are
// brought into sight.
function mark(indices, keep, from) {
  if (keep) fixed = indices;
  const words = indices.length > 0 ? indices : fixed;
  sheet.mark(words, from !== sheet);
  text.mark(words, from !== text);
}

sheet.onWord = (word, keep) => mark(word < 0 ? [] : [word], keep, sheet);
text.onWords = (words, keep) => mark(words, keep, text);
sheet.onZoom = (scale, fits) => {
  $("percent").textContent = `${Math.round(scale * 100)} %`;
  $("fit").setAttribute("aria-pressed", fits);
  $("full").setAttribute("aria-pressed", !fits && scale === 1);
};

// --- buttons and keys ------------------------------------------------------

function choose() {
  $("file").click();
}

for (const button of document.querySelectorAll(".choose")) button.addEventListener("click", choose);
document.querySelector(".card").addEventListener("click", (event) => {
  if (!event.target.closest("button, .options")) choose();
});
$("file").addEventListener("change", () => {
  add($("file").files);
  $("file").value = ""; // So that the same file can be chosen again.
});
const press = {
  previous: () => turnTo(index - 1),
  next: () => turnTo(index + 1),
  smaller: () => sheet.smaller(),
  larger: () => sheet.larger(),
  fit: () => sheet.fit(),
  full: () => sheet.full(),
  again: () => queue.again(selected, options()),
  "copy-page": () => copy(pageText(selected.pages[index]), "The text of this page is copied."),
  "copy-text": () => copy(documentText(selected.pages), "The text is copied."),
  "copy-json": () => copy(selected.body, "The JSON is copied."),
  download,
};
for (const [id, action] of Object.entries(press)) $(id).addEventListener("click", action);
$("number").addEventListener("change", turnToNumber);
$("boxes").addEventListener("change", () => sheet.frame($("boxes").checked));

const keys = {
  ArrowLeft: press.previous,
  ArrowRight: press.next,
  "+": press.larger,
  "=": press.larger,
  "-": press.smaller,
  0: press.fit,
  1: press.full,
};
document.addEventListener("keydown", (event) => {
  const busy = event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.target.closest("input, select, textarea, dialog, [role=tablist]");
  const scrolls = event.key.startsWith("Arrow") && event.target === $("stage") && $("stage").scrollWidth > $("stage").clientWidth;
  if (busy || scrolls || selected?.state !== "done" || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

function download() {
  const url = URL.createObjectURL(new Blob([selected.body], { type: "application/json" }));
  element("a", { href: url, download: `${selected.name.replace(/\.[^.]*$/, "") || "result"}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const tabs = [$("tab-text"), $("tab-json")];
function openTab(tab) {
  for (const each of tabs) {
    each.setAttribute("aria-selected", each === tab);
    each.tabIndex = each === tab ? 0 : -1;
  }
  text.select(tab === tabs[1]);
}
for (const tab of tabs) {
  tab.addEventListener("click", () => openTab(tab));
  tab.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = tabs[1 - tabs.indexOf(tab)];
    openTab(other);
    other.focus();
  });
}

// --- drop and paste --------------------------------------------------------

const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
let inside = 0; // enters minus leaves: each child reports its own
addEventListener("dragenter", (event) => {
  if (carriesFiles(event)) $("drop").hidden = ++inside < 1;
});
addEventListener("dragleave", (event) => {
  if (carriesFiles(event)) $("drop").hidden = (inside = Math.max(0, inside - 1)) < 1;
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  inside = 0;
  $("drop").hidden = true;
  const entries = [...event.dataTransfer.items].filter((item) => item.kind === "file");
  const files = entries.filter((item) => !item.webkitGetAsEntry?.()?.isDirectory).map((item) => item.getAsFile());
  if (files.length < entries.length) toast("A folder cannot be dropped here. Open it, and drop the files in it.");
  else if (files.length === 0) toast("That is no file. Save it first, then drop the file.");
  add(files.filter(Boolean));
});
addEventListener("paste", (event) => {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  add(files);
});

// --- begin -----------------------------------------------------------------

async function fillLanguages() {
  try {
    const known = await languages();
    known.sort((a, b) => a.name.localeCompare(b.name));
    $("language").append(...known.map(({ code, name }) => element("option", { value: code, textContent: name })));
  } catch (error) {
    console.warn(error.message); // Automatic is left, and reading still works.
  }
}

const healthEveryMs = 20_000;
async function showHealth() {
  if (document.hidden) return;
  const state = await ready();
  const words = { ready: "Ready", busy: "Not ready yet", silent: "Does not answer" };
  if ($("health").dataset.state === state) return;
  $("health").dataset.state = state;
  $("health").textContent = words[state];
}

onKeyNeeded(askForKey);
setUpDialogs();
showHealth();
setInterval(showHealth, healthEveryMs);
document.addEventListener("visibilitychange", showHealth);
// The seconds of what is being read.
setInterval(() => queue.items.filter((item) => item.state === "reading").forEach(onChanged), 1000);
fillLanguages();
select(queue.restore()[0]);
