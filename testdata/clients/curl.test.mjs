// curl as people use it: odd headers, odd bodies, odd spellings of the paths.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { idOf, library, path, reads, textOf, truth, untilDone, url } from "./lib.mjs";

const limited = { timeout: 120_000 };
const analyze = `${url}/vision/v3.2/read/analyze`;
const print = `@${path("made/print.png")}`;
const five = `@${path("made/five.pdf")}`;
const line = `@${path("made/bit1.png")}`;
const octets = "application/octet-stream";
const said = "One bit is enough";

let shelf;
before(async () => { shelf = await library(); });
after(() => shelf.close());

// curl returns the last answer's status, headers (names in lower case) and
// body; whole is all that came, an answer 100 included.
async function curl(...args) {
  const { stdout } = await promisify(execFile)("curl", ["-sSi", "--max-time", "100", ...args], { maxBuffer: 1e8 });
  let rest = stdout;
  let head;
  do {
    const end = rest.indexOf("\r\n\r\n");
    head = rest.slice(0, end).split("\r\n");
    rest = rest.slice(end + 4);
  } while (head[0].includes(" 100 "));
  const headers = Object.fromEntries(head.slice(1).map((field) => {
    const colon = field.indexOf(":");
    return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
  }));
  return { status: Number(head[0].split(" ")[1]), headers, body: rest, whole: stdout };
}

// post sends data, which is a text or the @path of a file, under a type.
const post = (type, data, to = analyze, ...more) => curl("-H", `Content-Type: ${type}`, "--data-binary", data, ...more, to);

// accepted polls what a submit names and returns the finished document.
async function accepted(answer) {
  assert.equal(answer.status, 202, answer.whole);
  assert.equal(answer.body, "");
  const location = answer.headers["operation-location"];
  idOf(location);
  return untilDone(async () => json(await curl(location), 200), "succeeded", "failed", "Succeeded", "Failed");
}

function json(answer, status) {
  assert.equal(answer.status, status, answer.whole);
  assert.match(answer.headers["content-type"], /^application\/json/);
  return JSON.parse(answer.body);
}

// refused checks both forms in which a body tells its error.
function refused(answer, status, code) {
  const body = json(answer, status);
  assert.equal(body.code, code, answer.body);
  assert.match(body.message, /\w+ \w+/);
  assert.deepEqual([body.error.code, body.error.message], [body.code, body.message]);
  return body.message;
}

async function saysLine(answer) {
  const result = await accepted(answer);
  assert.equal(result.status, "succeeded");
  reads(textOf(result.analyzeResult.readResults), said, 0.05);
}

const under = (...headers) => [...headers.flatMap((header) => ["-H", header]), "--data-binary", line];
const bodies = {
  "without a content type that fits": under(),
  "without any content type": under("Content-Type:"),
  "in chunks, without a length": under(`Content-Type: ${octets}`, "Transfer-Encoding: chunked"),
  "as a picture": under("Content-Type: image/png"),
  "under the name of another kind of picture": under("Content-Type: image/jpeg"),
  "with its type in capitals and a charset": under("CONTENT-TYPE: APPLICATION/OCTET-STREAM; CHARSET=UTF-8"),
  "as a form's file": ["-F", `file=${line}`],
  "as a form's file behind other fields": ["-F", "language=en", "-F", "note=hello", "-F", `Image=${line};type=image/png`],
  "with a key": under("Ocp-Apim-Subscription-Key: none", `Content-Type: ${octets}`),
};
for (const [how, args] of Object.entries(bodies)) {
  test(`a picture is read ${how}`, limited, async () => saysLine(await curl(...args, analyze)));
}

test("a PDF is read as application/pdf", limited, async () => {
  const answer = await post("application/pdf", five, `${analyze}?pages=2%2C3`);
  const { analyzeResult } = await accepted(answer);
  assert.deepEqual(analyzeResult.readResults.map((page) => page.page), [2, 3]);
});

test("a body is asked for when the client waits to be asked", limited, async () => {
  const answer = await post(octets, line, analyze, "-H", "Expect: 100-continue");
  assert.match(answer.whole, /^HTTP\/1\.1 100 Continue\r\n/);
  await saysLine(answer);
});

test("an address comes as JSON with any spelling of the type and of the quotes", limited, async () => {
  const address = `${shelf.url}/made/bit1.png`;
  for (const [type, body] of [
    ["application/json", `{"url":"${address}"}`],
    ["APPLICATION/JSON; charset=UTF-8", `{ "url" : "${address}" }`],
    ["application/json", `{'url':'${address}'}`],
  ]) {
    await saysLine(await post(type, body));
  }
});

test("paths may be spelled in any case and end in a slash", limited, async () => {
  for (const spelling of ["/vision/v3.2/read/Analyze", "/vision/v3.2/read/analyze/", "/Vision/V3.2/READ/analyze"]) {
    await saysLine(await post("image/png", line, url + spelling));
  }
});

test("query names may be spelled in any case and repeated, and unknown ones are ignored", limited, async () => {
  const query = "Pages=2&pages=4-&LANGUAGE=en&language=&overload=stream&mode=Printed";
  const answer = await post("application/pdf", five, `${analyze}?${query}`);
  const { analyzeResult } = await accepted(answer);
  assert.deepEqual(analyzeResult.readResults.map((page) => page.page), [2, 4, 5]);
});

test("both addresses of an operation give the same", limited, async () => {
  const answer = await post("image/png", line);
  await accepted(answer);
  const id = idOf(answer.headers["operation-location"]);
  const one = await curl(`${url}/vision/v3.2/read/operations/${id}`);
  const other = await curl(`${url}/vision/v3.2/read/analyzeResults/${id}`);
  assert.equal(one.status, 200);
  assert.equal(one.body, other.body);
  const result = JSON.parse(one.body);
  for (const name of ["createdDateTime", "lastUpdatedDateTime"]) {
    assert.match(result[name], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}\+00:00$/);
  }
});

test("syncAnalyze answers with the result", limited, async () => {
  const sync = `${url}/vision/v3.2/read/syncAnalyze`;
  const result = json(await post("image/png", print, sync), 200);
  assert.equal(result.status, "succeeded");
  reads(textOf(result.analyzeResult.readResults), await truth("made/print.gt.txt"));
  const body = JSON.stringify({ url: `${shelf.url}/made/columns.png` });
  const natural = json(await post("application/json", body, `${sync}?readingOrder=natural&language=en`), 200);
  reads(textOf(natural.analyzeResult.readResults), await truth("made/columns.natural.txt"), 0.02);
});

test("core/Analyze answers with the result of 2.0", limited, async () => {
  const result = json(await post("image/png", print, `${url}/vision/v2.0/read/core/Analyze`), 200);
  assert.equal(result.status, "Succeeded");
  reads(textOf(result.recognitionResults), await truth("made/print.gt.txt"));
});

test("page ranges without sense are refused, however they are written", limited, async () => {
  for (const pages of ["1;2", "1%3B2", "two", "0", "3-1", "1,,2", "1-2-3", "-"]) {
    const answer = await post("application/pdf", five, `${analyze}?pages=${pages}`);
    refused(answer, 400, "InvalidPageRange");
  }
});

test("other versions answer in their own path and shape", limited, async () => {
  for (const version of ["v3.0", "v3.1", "v3.1-preview.2", "v3.2-preview.3", "v2.1"]) {
    const submit = version === "v2.1" ? "core/asyncBatchAnalyze" : "analyze";
    const answer = await post("image/png", line, `${url}/vision/${version}/read/${submit}`);
    const result = await accepted(answer);
    assert.ok(answer.headers["operation-location"].startsWith(`${url}/vision/${version}/read/`), answer.whole);
    reads(textOf(result.recognitionResults ?? result.analyzeResult.readResults), said, 0.05);
  }
});

test("what cannot be a document is refused by its type", limited, async () => {
  refused(await post("text/html", "<p>hello"), 415, "UnsupportedMediaType");
  refused(await post("application/xml", "<a/>"), 415, "UnsupportedMediaType");
});

test("bodies that say nothing are refused", limited, async () => {
  refused(await post(octets, ""), 400, "InvalidRequest");
  refused(await post("application/json", '{"url":'), 400, "InvalidRequest");
  refused(await post("application/json", "{}"), 400, "InvalidImageUrl");
  refused(await curl("-F", "note=hello", analyze), 400, "InvalidRequest");
});

test("addresses that lead elsewhere than to the web are refused", limited, async () => {
  for (const address of [
    "ftp://127.0.0.1/page.png", "data:image/png;base64,iVBORw0KGgo=", "file:///etc/passwd", "/etc/passwd", "//host/page.png",
  ]) {
    const answer = await post("application/json", JSON.stringify({ url: address }));
    refused(answer, 400, "InvalidImageUrl");
  }
});

test("wrong paths, methods and ids are refused in JSON", limited, async () => {
  refused(await curl(`${url}/vision/v3.2/nothing`), 404, "NotFound");
  refused(await curl(`${url}/vision/v3.2/read/operations/e56ffa6e-1ee4-4042-bc07-993db706c95f`), 404, "NotFound");
  const wrong = await curl("-X", "PUT", "--data-binary", line, analyze);
  assert.equal(json(wrong, 405).code, JSON.parse(wrong.body).error.code);
  assert.match(wrong.headers.allow, /POST/);
});

test("a host of another name is refused", limited, async () => {
  const answer = await curl("-H", "Host: rebound.example", `${url}/ready`);
  assert.ok(answer.status >= 400 && answer.status < 500, answer.whole);
  assert.ok(JSON.parse(answer.body).message, answer.whole);
});

test("no other site may read the answers", limited, async () => {
  const answer = await curl("-H", "Origin: http://site.example", `${url}/ready`);
  assert.equal(answer.headers["access-control-allow-origin"], undefined);
});

test("an operation is named after the host that was asked", limited, async () => {
  const { port } = new URL(url);
  const answer = await post("image/png", line, `http://localhost:${port}/vision/v3.2/read/analyze`);
  await accepted(answer);
  assert.ok(answer.headers["operation-location"].startsWith(`http://localhost:${port}/vision/v3.2/read/`), answer.whole);
});

test("probes and usage records answer", limited, async () => {
  const ready = json(await curl(`${url}/ready`), 200);
  assert.equal(ready.ready, "ready");
  assert.equal(json(await curl(`${url}/status`), 200).apiStatus, "Valid");
  assert.equal((await curl(`${url}/ContainerLiveness`)).status, 200);
  const now = new Date();
  const month = `${now.getUTCMonth() + 1}/${now.getUTCFullYear()}`;
  for (const part of ["", "/", `/${month}`]) {
    const { apiType, serviceName, meters } = json(await curl(`${url}/records/usage-logs${part}`), 200);
    assert.ok(apiType && serviceName);
    assert.ok(meters.reduce((sum, meter) => sum + meter.quantity, 0) > 0, `${part || "all"} counts no page`);
  }
  assert.deepEqual(json(await curl(`${url}/records/usage-logs/01/2001`), 200).meters, []);
  assert.equal((await curl(`${url}/records/usage-logs/13/2026`)).status, 400);
});
