// What the suites share: the server's address, the fixtures and a web server
// that hands them out, and how far a text is from the truth.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

// The server's address without a slash at the end; .ci/clients sets it.
export const url = process.env.RECTO_URL?.replace(/\/+$/, "");
assert.ok(url, "RECTO_URL must be the address of a running recto serve");

// The pause between two looks at an operation, in milliseconds.
const pause = 200;

// path is that of a fixture of testdata, such as made/print.png.
export const path = (name) => new URL(`../${name}`, import.meta.url).pathname;
export const bytes = (name) => readFile(path(name));
export const truth = (name) => readFile(path(name), "utf8");

// idOf cuts an operation's id from its address as the clients' samples do.
export function idOf(location) {
  assert.match(location, /^http:\/\/[^/]+\/vision\/v[^?]+\/[0-9a-f-]{36}$/, "Operation-Location");
  return location.substring(location.lastIndexOf("/") + 1);
}

// untilDone repeats look until the operation's status is one of ends.
export async function untilDone(look, ...ends) {
  for (;;) {
    const result = await look();
    if (ends.includes(result.status)) return result;
    await wait(pause);
  }
}

// textOf joins the lines of pages (readResults or recognitionResults).
export const textOf = (pages) => pages.flatMap((page) => page.lines.map((line) => line.text)).join("\n");

// errorRate is the edit distance of got from want in characters, blanks
// counted as one, in parts of want's length: 0 when equal.
export function errorRate(got, want) {
  const a = [...got.replace(/\s+/g, " ").trim()];
  const b = [...want.replace(/\s+/g, " ").trim()];
  let row = b.map((_, j) => j + 1);
  row.unshift(0);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length] / b.length;
}

// reads fails unless got is want but for a part of errors.
export function reads(got, want, part = 0.01) {
  const rate = errorRate(got, want);
  assert.ok(rate <= part, `error rate ${rate.toFixed(3)}, want ${part} at most; read:\n${got}`);
}

// refused waits for promise to fail as client code sees it: with an HTTP
// status, a code, and a message that says something.
export async function refused(promise, status, code, message = /\w+ \w+/) {
  const failure = await promise.then(
    () => assert.fail(`accepted, want ${status} ${code}`),
    (err) => err,
  );
  if (failure instanceof assert.AssertionError) throw failure;
  const seen = `${failure.name}: ${failure.message}`;
  assert.equal(failure.statusCode, status, `status of ${seen}`);
  assert.equal(failure.code, code, `code of ${seen}`);
  assert.match(failure.message, message);
}

// tiny is a white PNG of 10 by 10 pixels.
export const tiny = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKAQAAAAClSfIQAAAADklEQVR4nGP4/58BNwIAKwET7WVtUbgAAAAASUVORK5CYII=",
  "base64",
);

// library starts a web server of the fixtures on a free port of 127.0.0.1: its
// /moved/NAME leads to /NAME, /page.html is a text, anything else is missing.
export async function library() {
  const server = createServer(async (request, response) => {
    const name = request.url.slice(1);
    if (name.startsWith("moved/")) {
      return response.writeHead(302, { Location: name.slice("moved".length) }).end();
    }
    if (name === "page.html") {
      return response.writeHead(200, { "Content-Type": "text/html" }).end("<p>Not a picture");
    }
    const body = await bytes(name).catch(() => null);
    if (!body) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": "application/octet-stream" }).end(body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}
