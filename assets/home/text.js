// The text beside the page: its lines and words, or its part of the JSON.

import { element, reveal } from "./list.js";
import { doubt, isHand, pageJSON, pieces, wordsOf } from "./words.js";

// A TextPane shows the text or the JSON of a page. It reports the words under
// the pointer or of the focused line to onWords(indices, fixed).
export class TextPane {
  onWords = () => {};
  #text;
  #json;
  #legend;
  #page;
  #words = [];
  #spans = [];
  #lines = [];
  #walked = -1;

  constructor(text, json, legend) {
    this.#text = text;
    this.#json = json;
    this.#legend = legend;
    const wordAt = (event) => {
      const span = event.target.closest?.("[data-word]");
      return span ? [Number(span.dataset.word)] : [];
    };
    text.addEventListener("pointerover", (event) => this.onWords(wordAt(event), false));
    text.addEventListener("pointerleave", () => this.onWords([], false));
    text.addEventListener("click", (event) => this.onWords(wordAt(event), true));
    text.addEventListener("focusin", (event) => this.#onFocus(event));
    text.addEventListener("keydown", (event) => this.#onKey(event));
  }

  show(page) {
    this.#page = page;
    this.#words = wordsOf(page);
    this.#spans = [];
    this.#walked = -1;
    this.#lines = page.lines.map((line, index) => this.#line(line, index));
    const nothing = element("p", { className: "nothing", textContent: "There is no text on this page." });
    this.#text.replaceChildren(...(this.#lines.length > 0 ? this.#lines : [nothing]));
    this.#text.scrollTop = this.#json.scrollTop = 0;
    if (this.#lines.length > 0) this.#lines[0].tabIndex = 0;
    this.#drawJSON();
    this.#drawLegend();
  }

  clear() {
    this.#page = undefined;
    this.#words = this.#spans = this.#lines = [];
    for (const box of [this.#text, this.#json, this.#legend]) box.replaceChildren();
  }

  // select opens the text, or the JSON.
  select(json) {
    this.#text.hidden = json;
    this.#json.hidden = !json;
    this.#drawJSON();
  }

  // mark lights words up and says how sure the first of them is.
  mark(indices, scroll) {
    for (const old of this.#text.querySelectorAll(".marked")) old.classList.remove("marked");
    for (const index of indices) this.#spans[index]?.classList.add("marked");
    const [first] = indices;
    if (scroll && this.#spans[first]) reveal(this.#text, this.#spans[first]);
    const about = this.#legend.querySelector(".about");
    const word = indices.length === 1 ? this.#words[first] : undefined;
    if (about) about.textContent = word ? `${word.text} · ${Math.round(word.confidence * 100)} % sure` : "";
  }

  #line(line, index) {
    const made = element("p", { className: "line", dir: "auto", tabIndex: -1 });
    made.dataset.line = index;
    if (isHand(line)) {
      made.classList.add("hand");
      made.title = "Handwriting";
    }
    for (const { text, word } of pieces(line)) {
      if (word < 0) {
        made.append(text);
        continue;
      }
      const span = element("span", { className: `word ${doubt(line.words[word].confidence)}`, textContent: text });
      span.dataset.word = this.#spans.length;
      this.#spans.push(span);
      made.append(span);
    }
    return made;
  }

  // The JSON of a page is only laid out when it is looked at.
  #drawJSON() {
    if (this.#json.hidden || !this.#page) return this.#json.replaceChildren();
    this.#json.replaceChildren(element("pre", { textContent: pageJSON(this.#page) }));
  }

  #drawLegend() {
    const counts = { unsure: 0, weak: 0 };
    for (const { confidence } of this.#words) if (doubt(confidence)) counts[doubt(confidence)]++;
    const hands = this.#page.lines.filter(isHand).length;
    const parts = [element("span", { textContent: plural(this.#words.length, "word") })];
    for (const [kind, count] of Object.entries(counts)) {
      if (count > 0) parts.push(this.#walker(kind, `${count} ${kind}`));
    }
    if (hands > 0) parts.push(element("span", { className: "key hand", textContent: `${plural(hands, "line")} by hand` }));
    this.#legend.replaceChildren(element("div", { className: "keys-of-colour" }, ...parts), element("span", { className: "about" }));
  }

  // A walker goes to the next word of a kind at each press.
  #walker(kind, label) {
    const walk = () => {
      const is = (index) => doubt(this.#words[index].confidence) === kind;
      const all = this.#words.map((_, index) => index).filter(is);
      this.#walked = all.find((index) => index > this.#walked) ?? all[0];
      this.onWords([this.#walked], true);
      this.mark([this.#walked], true);
    };
    return element("button", { type: "button", className: `key ${kind}`, textContent: label, title: "Go to the next one", onclick: walk });
  }

  #onFocus(event) {
    const line = event.target.closest(".line");
    if (!line) return;
    for (const other of this.#lines) other.tabIndex = other === line ? 0 : -1;
    const indices = [...line.querySelectorAll("[data-word]")].map((span) => Number(span.dataset.word));
    if (line.matches(":focus-visible")) this.onWords(indices, true);
  }

  #onKey(event) {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const line = event.target.closest(".line");
    const next = line && this.#lines[Number(line.dataset.line) + move];
    if (!move || !next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    reveal(this.#text, next);
  }
}

// plural counts things: "1 word", "2 words".
export const plural = (count, thing) => `${count} ${thing}${count === 1 ? "" : "s"}`;
