// The files that were handed in: read one after the other, listed, and
// remembered for as long as the tab lives.

import { Refusal, result, submit } from "./service.js";

const place = "recto.files";

// A Queue reads files in the order they were added. It calls changed(item)
// whenever one of them has news. An item is
//
//	{name, state, share, since, id, body, pages, refusal}
//
// with state "waiting", "sending" (share 0 to 1), "queued", "reading",
// "done" (body and pages are there) or "refused" (refusal is there).
export class Queue {
  items = [];
  #changed;
  #removed;
  #busy = false;

  constructor(changed, removed) {
    this.#changed = changed;
    this.#removed = removed;
  }

  // add takes files and the options to read them with.
  add(files, options) {
    const items = [...files].map((file) => ({ file, options, name: file.name, state: "waiting" }));
    this.#enqueue(items);
    return items;
  }

  // restore lists again what this tab had when it was left or reloaded.
  restore() {
    let kept = [];
    try {
      kept = [...JSON.parse(sessionStorage.getItem(place)) ?? []].filter((item) => typeof item?.id === "string");
    } catch {
      // Something else wrote there: begin anew.
    }
    this.#enqueue(kept.map(({ id, name }) => ({ id, name, state: "waiting", restored: true })));
    return this.items;
  }

  // again reads an item once more, from its file.
  again(item, options) {
    Object.assign(item, { options, state: "waiting", id: undefined, refusal: undefined });
    this.#changed(item);
    this.#work();
  }

  // remove takes an item off the list; one that is being read is cancelled.
  remove(item) {
    item.abort?.abort();
    this.items = this.items.filter((other) => other !== item);
    this.#remember();
    this.#removed(item);
  }

  #enqueue(items) {
    this.items.push(...items);
    for (const item of items) this.#changed(item);
    this.#work();
  }

  async #work() {
    if (this.#busy) return;
    this.#busy = true;
    for (let item; (item = this.items.find((each) => each.state === "waiting")); ) await this.#read(item);
    this.#busy = false;
  }

  async #read(item) {
    item.abort = new AbortController();
    item.since = Date.now();
    const { signal } = item.abort;
    try {
      if (!item.id) {
        this.#tell(item, { state: "sending", share: 0 });
        item.id = await submit(item.file, item.options, (share) => this.#tell(item, { share }), signal);
      }
      this.#tell(item, { state: "queued" });
      const running = () => item.state !== "reading" && this.#tell(item, { state: "reading" });
      const { body, answer } = await result(item.id, running, signal);
      this.#tell(item, { state: "done", body, pages: answer.analyzeResult.readResults });
    } catch (error) {
      this.#fail(item, error);
    } finally {
      item.abort = undefined;
      this.#remember();
    }
  }

  #fail(item, error) {
    if (error.name === "AbortError") return;
    if (item.restored && error.status === 404) return this.remove(item);
    if (!(error instanceof Refusal)) {
      console.error(error);
      error = new Refusal("The answer is none of Recto's. Is a proxy between here and Recto?");
    }
    this.#tell(item, { state: "refused", refusal: error });
  }

  #tell(item, news) {
    Object.assign(item, news);
    this.#changed(item);
  }

  #remember() {
    const kept = this.items.filter((item) => item.id).map(({ id, name }) => ({ id, name }));
    sessionStorage.setItem(place, JSON.stringify(kept));
  }
}

// stateText says in a few words how an item stands.
export function stateText(item) {
  switch (item.state) {
    case "waiting":
      return "waiting";
    case "sending":
      return item.share < 1 ? `sending, ${Math.round(item.share * 100)} %` : "sent";
    case "queued":
      return "waiting for its turn";
    case "reading":
      return `reading, ${Math.round((Date.now() - item.since) / 1000)} s`;
    case "refused":
      return "not read";
    default:
      return item.pages.length === 1 ? "1 page" : `${item.pages.length} pages`;
  }
}

// isRunning tells whether there is still something to come.
export const isRunning = (item) => item.state !== "done" && item.state !== "refused";
