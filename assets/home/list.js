// The list of files, and the small pictures of the pages below it.

import { isRunning, stateText } from "./queue.js";
import { picture } from "./service.js";

// element makes an element with properties and children. Texts go in as text.
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// A FileList shows items as rows. It reports what the person wishes: select
// and remove.
export class FileList {
  #list;
  #rows = new Map();
  #wishes;

  constructor(list, wishes) {
    this.#list = list;
    this.#wishes = wishes;
  }

  // update draws an item's row, a new one at the end.
  update(item, selected) {
    const row = this.#rows.get(item) ?? this.#add(item);
    row.state.textContent = stateText(item);
    row.line.dataset.state = item.state;
    row.progress.hidden = !isRunning(item) || item.state === "waiting";
    if (item.state === "sending" && item.share < 1) row.progress.value = item.share;
    else row.progress.removeAttribute("value");
    const verb = isRunning(item) ? "Cancel" : "Remove";
    row.remove.title = verb;
    row.remove.setAttribute("aria-label", `${verb} ${item.name}`);
    if (selected && !row.button.ariaCurrent) reveal(this.#list, row.line);
    if (selected) row.button.setAttribute("aria-current", "true");
    else row.button.removeAttribute("aria-current");
  }

  remove(item) {
    this.#rows.get(item)?.line.remove();
    this.#rows.delete(item);
  }

  #add(item) {
    const state = element("span", { className: "state" });
    const progress = element("progress", { max: 1, hidden: true });
    progress.setAttribute("aria-label", `Progress of ${item.name}`);
    const name = element("bdi", { className: "name", textContent: item.name, title: item.name });
    const button = element("button", { type: "button", className: "file", onclick: () => this.#wishes.select(item) }, name, state);
    const remove = element("button", { type: "button", className: "quiet", textContent: "✕", onclick: () => this.#wishes.remove(item) });
    const line = element("li", {}, button, remove, progress);
    const row = { line, button, state, progress, remove };
    this.#rows.set(item, row);
    this.#list.append(line);
    return row;
  }
}

const thumbWidth = 160;
const atOnce = 2;

// So many are listed at a time: laying out thousands takes longer than a page's text.
const listed = 120;

// Thumbs are the small pictures of a document's pages, fetched when they come
// into sight, two at a time, so that a long document stays light.
export class Thumbs {
  #box;
  #turn;
  #seen;
  #wanted = new Set();
  #running = 0;
  #item;
  #from = 0; // the first page listed, from 0
  #current = 0;

  constructor(box, turn) {
    this.#box = box;
    this.#turn = turn;
    this.#seen = new IntersectionObserver((entries) => this.#onSeen(entries), { root: null, rootMargin: "100px" });
  }

  // show lists the pages of an item; of one page there is nothing to list.
  show(item) {
    if (item === this.#item) return;
    this.#item = item;
    this.#current = 0;
    this.#box.hidden = !item || item.pages.length < 2;
    this.#list(0);
  }

  // mark shows which page is open.
  mark(index) {
    this.#current = index;
    if (this.#box.hidden) return;
    if (index < this.#from || index >= this.#from + listed) this.#list(index - (index % listed));
    this.#box.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const thumb = this.#box.querySelector(`[data-index="${index}"]`);
    thumb.setAttribute("aria-current", "page");
    reveal(this.#box, thumb);
  }

  // list shows the pages from an index on, and buttons to those around them.
  #list(from) {
    this.#from = from;
    this.#seen.disconnect();
    this.#wanted.clear();
    const pages = this.#box.hidden ? [] : this.#item.pages;
    const thumbs = pages.slice(from, from + listed).map((page, at) => this.#thumb(page, from + at));
    const around = (first) => {
      const last = pages[Math.min(first + listed, pages.length) - 1].page;
      return element("button", { type: "button", className: "around", textContent: `Pages ${pages[first].page}–${last}`, onclick: () => this.#list(first) });
    };
    const before = from > 0 ? [around(from - listed)] : [];
    const behind = from + listed < pages.length ? [around(from + listed)] : [];
    this.#box.replaceChildren(...before, ...thumbs, ...behind);
    this.#box.scrollTo(0, 0);
    for (const thumb of thumbs) this.#seen.observe(thumb);
  }

  #thumb(page, index) {
    const image = element("img", { alt: "" });
    image.style.setProperty("--ratio", page.width / page.height);
    const thumb = element("button", { type: "button", onclick: () => this.#turn(index) }, image, String(page.page));
    thumb.setAttribute("aria-label", `Page ${page.page}`);
    Object.assign(thumb.dataset, { page: page.page, index });
    if (index === this.#current) thumb.setAttribute("aria-current", "page");
    return thumb;
  }

  #onSeen(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.#wanted.add(target);
      else this.#wanted.delete(target);
    }
    while (this.#running < atOnce && this.#wanted.size > 0) this.#fetch();
  }

  async #fetch() {
    const [thumb] = this.#wanted;
    this.#wanted.delete(thumb);
    this.#seen.unobserve(thumb);
    this.#running++;
    try {
      showBlob(thumb.firstChild, await picture(this.#item.id, thumb.dataset.page, thumbWidth));
    } catch {
      thumb.classList.add("without"); // The number is enough to turn to it.
    }
    this.#running--;
    if (this.#running < atOnce && this.#wanted.size > 0) this.#fetch();
  }
}

// showBlob puts a picture into an <img> and lets go of it once it is drawn.
export function showBlob(image, blob) {
  const url = URL.createObjectURL(blob);
  image.onload = image.onerror = () => URL.revokeObjectURL(url);
  image.src = url;
}

// reveal scrolls a box, and nothing around it, as little as shows the element.
export function reveal(box, target) {
  const outer = box.getBoundingClientRect();
  const inner = target.getBoundingClientRect();
  const move = (start, end, low, high) => (start < low ? start - low : end > high ? Math.min(end - high, start - low) : 0);
  box.scrollBy({
    left: move(inner.left, inner.right, outer.left + 8, outer.right - 8),
    top: move(inner.top, inner.bottom, outer.top + 8, outer.bottom - 8),
  });
}
