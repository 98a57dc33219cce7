// The page's picture with its words framed.

import { reveal, showBlob } from "./list.js";
import { picture, Refusal } from "./service.js";
import { doubt, isHand, wordsOf } from "./words.js";

const pixelsPerInch = 96; // CSS
const margin = 16;
const step = 1.25;
const smallest = 0.05;
const largest = 6;

// Widths that pictures are asked for, in pixels: one to look at, one to look close.
const widths = [1200, 2400];

// A Sheet shows one page at a time. It reports the word under the pointer to
// onWord(index, fixed), index being -1 for none, and its zoom to onZoom(scale, fits).
export class Sheet {
  onWord = () => {};
  onZoom = () => {};
  #stage;
  #sheet;
  #picture;
  #overlay;
  #missing;
  #page;
  #id;
  #scale = null; // null fits the page
  #fetching = new AbortController();
  #shownWidth = 0;

  constructor(stage) {
    this.#stage = stage;
    [this.#sheet, this.#picture, this.#overlay, this.#missing] = ["sheet", "picture", "overlay", "no-picture"].map((id) => document.getElementById(id));
    const wordAt = (event) => Number(event.target.dataset?.word ?? -1);
    this.#overlay.addEventListener("pointerover", (event) => this.onWord(wordAt(event), false));
    this.#overlay.addEventListener("pointerleave", () => this.onWord(-1, false));
    this.#overlay.addEventListener("click", (event) => this.onWord(wordAt(event), true));
    stage.addEventListener("wheel", (event) => this.#onWheel(event), { passive: false });
    new ResizeObserver(() => this.#page && this.#layout()).observe(stage);
  }

  // show draws a page of an operation. Its places are scaled by the page's
  // own width and height, be they pixels or inches.
  show(id, page) {
    this.#fetching.abort();
    this.#page = page;
    this.#id = id;
    this.#shownWidth = 0;
    this.#missing.hidden = true;
    this.#picture.removeAttribute("src");
    this.#overlay.setAttribute("viewBox", `0 0 ${page.width} ${page.height}`);
    const hands = page.lines.filter(isHand).map((line) => polygon(line.boundingBox, "hand"));
    const words = wordsOf(page).map((word, index) => polygon(word.boundingBox, `word ${doubt(word.confidence)}`, index));
    this.#overlay.replaceChildren(...hands, ...words);
    this.#sheet.hidden = false;
    this.#stage.scrollTo(0, 0);
    this.#layout();
  }

  clear() {
    this.#fetching.abort();
    this.#page = undefined;
    this.#sheet.hidden = true;
  }

  // mark lights words up, by their indices.
  mark(indices, scroll) {
    for (const old of this.#overlay.querySelectorAll(".marked")) old.classList.remove("marked");
    for (const index of indices) {
      const shape = this.#overlay.querySelector(`[data-word="${index}"]`);
      shape?.classList.add("marked");
      if (shape && scroll && index === indices[0]) reveal(this.#stage, shape);
    }
  }

  // frame shows or hides the frames; a marked word is always seen.
  frame(on) {
    this.#overlay.classList.toggle("bare", !on);
  }

  fit() {
    this.#zoom(null);
  }

  full() {
    this.#zoom(1);
  }

  larger(factor = step) {
    this.#zoom(Math.min(largest, Math.max(smallest, this.#current() * factor)));
  }

  smaller() {
    this.larger(1 / step);
  }

  #natural() {
    const scale = this.#page.unit === "inch" ? pixelsPerInch : 1;
    return { width: this.#page.width * scale, height: this.#page.height * scale };
  }

  #current() {
    if (this.#scale !== null) return this.#scale;
    const { width, height } = this.#natural();
    const across = (this.#stage.clientWidth - 2 * margin) / width;
    // Where the panes stand below each other the page takes the height it needs.
    const stacked = getComputedStyle(this.#stage).getPropertyValue("--stacked") !== "";
    return Math.max(smallest, stacked ? across : Math.min(across, (this.#stage.clientHeight - 2 * margin) / height));
  }

  #zoom(scale) {
    if (!this.#page) return;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.#stage;
    const before = this.#current();
    this.#scale = scale;
    this.#layout();
    const grown = this.#current() / before;
    this.#stage.scrollTo((scrollLeft + clientWidth / 2) * grown - clientWidth / 2, (scrollTop + clientHeight / 2) * grown - clientHeight / 2);
  }

  #layout() {
    const scale = this.#current();
    const { width, height } = this.#natural();
    this.#sheet.style.width = `${width * scale}px`;
    this.#sheet.style.height = `${height * scale}px`;
    this.onZoom(scale, this.#scale === null);
    const pixels = width * scale * devicePixelRatio;
    const wanted = pixels > widths[0] * 1.1 ? widths[1] : widths[0];
    if (wanted > this.#shownWidth) this.#load(wanted);
  }

  async #load(width) {
    const replaces = this.#shownWidth > 0;
    this.#shownWidth = width;
    this.#fetching.abort();
    this.#fetching = new AbortController();
    const { signal } = this.#fetching;
    this.#sheet.classList.add("loading");
    try {
      const blob = await picture(this.#id, this.#page.page, width, signal);
      signal.throwIfAborted();
      showBlob(this.#picture, blob);
    } catch (error) {
      if (signal.aborted || replaces) return; // The smaller picture is better than none.
      this.#missing.textContent = error instanceof Refusal && error.status === 404 ? "The picture of this page is not kept any more." : "The picture of this page cannot be shown.";
      this.#missing.hidden = false;
    } finally {
      if (this.#fetching.signal === signal) this.#sheet.classList.remove("loading");
    }
  }

  #onWheel(event) {
    if (!event.ctrlKey || !this.#page) return;
    event.preventDefault();
    this.larger(Math.exp(-event.deltaY / 400));
  }
}

// polygon is a quad of eight numbers as a shape of the overlay.
function polygon(quad, className, word) {
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "polygon");
  shape.setAttribute("points", quad.join(" "));
  shape.setAttribute("class", className);
  if (word !== undefined) shape.dataset.word = word;
  return shape;
}
