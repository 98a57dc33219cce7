// @azure/cognitiveservices-computervision 8.2.0 against Read 3.2.
import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { after, before, test } from "node:test";
import { ApiKeyCredentials } from "@azure/ms-rest-js";
import vision from "@azure/cognitiveservices-computervision";
import { bytes, idOf, library, path, reads, refused, textOf, tiny, truth, untilDone, url } from "./lib.mjs";

const credentials = new ApiKeyCredentials({ inHeader: { "Ocp-Apim-Subscription-Key": "none" } });
const client = new vision.ComputerVisionClient(credentials, url);
// Long enough for a busy machine, too short for the silent retries after a 5xx.
const limited = { timeout: 120_000 };

let shelf;
before(async () => { shelf = await library(); });
after(() => shelf.close());

// read submits a Buffer, a stream's opener or an address, and waits for the pages.
async function read(document, options) {
  const submit = typeof document === "string" ? client.read(document, options) : client.readInStream(document, options);
  const id = idOf((await submit).operationLocation);
  const result = await untilDone(() => client.getReadResult(id), "succeeded", "failed");
  assert.equal(result.status, "succeeded");
  return result.analyzeResult;
}

test("a Buffer is read, in pixels of the picture", limited, async () => {
  const result = await read(await bytes("made/print.png"));
  assert.equal(result.version, "3.2.0");
  assert.match(result.modelVersion, /^\d{4}-\d\d-\d\d$/);
  const [page, ...more] = result.readResults;
  assert.equal(more.length, 0);
  assert.deepEqual([page.page, page.unit, page.width, page.height], [1, "pixel", 1748, 2480]);
  assert.ok(Math.abs(page.angle) < 0.5, `angle ${page.angle}`);
  reads(textOf([page]), await truth("made/print.gt.txt"));
});

test("words lie where their ink is", limited, async () => {
  const boxes = JSON.parse(await truth("made/print.boxes.json"));
  const { readResults: [page] } = await read(await bytes("made/print.png"));
  const line = page.lines.find((line) => line.text === "On reading pages");
  assert.ok(line, "the heading");
  const ink = boxes.find((line) => line.text === "On reading pages");
  near(line.boundingBox, ink, "line");
  line.words.forEach((word, i) => {
    assert.equal(word.text, ink.words[i].text);
    assert.ok(word.confidence > 0.5 && word.confidence <= 1, `confidence ${word.confidence}`);
    near(word.boundingBox, ink.words[i], word.text);
  });
});

// near fails where a corner of box is more than a few pixels off the ink.
function near(box, ink, name) {
  const want = [ink.left, ink.top, ink.right, ink.top, ink.right, ink.bottom, ink.left, ink.bottom];
  assert.equal(box.length, 8);
  box.forEach((value, i) => assert.ok(Math.abs(value - want[i]) <= 8, `${name}: box ${box}, ink ${want}`));
}

test("a stream without a length is read", limited, async () => {
  const result = await read(() => createReadStream(path("made/print.png")));
  reads(textOf(result.readResults), await truth("made/print.gt.txt"));
});

test("a photographed receipt is read", limited, async () => {
  const { readResults } = await read(await bytes("real/receipt.jpg"));
  reads(textOf(readResults).toUpperCase(), await truth("real/receipt.gt.txt"), 0.2);
  assert.match(textOf(readResults), /JALAN BANDAR RAWANG/);
});

test("an address is fetched, also by way of a redirect", limited, async () => {
  for (const name of ["made/print.png", "moved/made/print.png"]) {
    const { readResults } = await read(`${shelf.url}/${name}`);
    reads(textOf(readResults), await truth("made/print.gt.txt"));
  }
});

test("all pages of a PDF come in inches", limited, async () => {
  const { readResults } = await read(await bytes("made/five.pdf"));
  assert.deepEqual(readResults.map((page) => page.page), [1, 2, 3, 4, 5]);
  for (const page of readResults) {
    assert.equal(page.unit, "inch");
    assert.ok(Math.abs(page.width - 8.27) < 0.01 && Math.abs(page.height - 5.85) < 0.01, `${page.width} × ${page.height}`);
    assert.ok(page.lines.every((line) => line.boundingBox.every((value) => value >= 0 && value < 8.28)));
    reads(textOf([page]), await truth(`made/five.${page.page}.gt.txt`));
  }
});

test("pages=2,3 of a PDF and of a TIFF keep their numbers", limited, async () => {
  for (const name of ["made/five.pdf", "made/five.tif"]) {
    const { readResults } = await read(await bytes(name), { pages: ["2", "3"] });
    assert.deepEqual(readResults.map((page) => page.page), [2, 3], name);
    for (const page of readResults) reads(textOf([page]), await truth(`made/five.${page.page}.gt.txt`));
  }
  const { readResults } = await read(`${shelf.url}/made/five.pdf`, { pages: ["-1", "4-"] });
  assert.deepEqual(readResults.map((page) => page.page), [1, 4, 5]);
});

test("a language is taken", limited, async () => {
  const { readResults } = await read(await bytes("made/german.png"), { language: "de" });
  reads(textOf(readResults), await truth("made/german.gt.txt"));
});

test("a documented language without data of its own is taken", limited, async () => {
  for (const language of ["quc", "zh-Hant"]) await read(await bytes("made/bit1.png"), { language });
});

test("columns are read across, or one after the other", limited, async () => {
  const columns = await bytes("made/columns.png");
  for (const readingOrder of ["basic", "natural"]) {
    const { readResults } = await read(columns, { readingOrder });
    reads(textOf(readResults), await truth(`made/columns.${readingOrder}.txt`), 0.02);
  }
});

test("submits side by side get their own results", limited, async () => {
  const wanted = {
    bit1: "One bit is enough", palette: "Letters from a palette", alpha: "Black ink on nothing",
    grey16: "Sixteen bits of grey", rgb16: "Sixteen bits of colour", "palette-clear": "Clear palette paper",
  };
  const names = [...Object.keys(wanted), ...Object.keys(wanted)];
  await Promise.all(names.map(async (name) => {
    const { readResults } = await read(await bytes(`made/${name}.png`));
    reads(textOf(readResults), wanted[name], 0.05);
  }));
});

test("what is no document is refused", limited, async () => {
  await refused(client.readInStream(Buffer.from("this is not a picture, nor a document")), 400, "InvalidImageFormat");
  await refused(client.readInStream(await bytes("made/text.png")), 400, "InvalidImageFormat");
  await refused(client.read(`${shelf.url}/page.html`), 400, "InvalidImageFormat");
});

test("a picture that is too small is refused with its size", limited, async () => {
  await refused(client.readInStream(tiny), 400, "InvalidImageDimension", /10/);
});

test("an unknown language is refused", limited, async () => {
  await refused(client.readInStream(await bytes("made/bit1.png"), { language: "klingon" }), 400, "NotSupportedLanguage");
});

test("page ranges without sense are refused", limited, async () => {
  const five = await bytes("made/five.pdf");
  for (const pages of ["0", "3-1", "two", "1;2", "7-9", "99999999999999999999"]) {
    await refused(client.readInStream(five, { pages: [pages] }), 400, "InvalidPageRange");
  }
});

test("an unknown reading order is refused", limited, async () => {
  await refused(client.readInStream(await bytes("made/bit1.png"), { readingOrder: "random" }), 400, "InvalidReadingOrder");
});

test("an unknown operation is 404", limited, async () => {
  await refused(client.getReadResult("e56ffa6e-1ee4-4042-bc07-993db706c95f"), 404, "NotFound");
});

test("a path where an address belongs is refused", limited, async () => {
  for (const local of ["/home/ada/scan.png", "C:\\scans\\page.png", "file:///home/ada/scan.png", "scan.png", ""]) {
    await refused(client.read(local), 400, "InvalidImageUrl");
  }
});

test("what cannot be downloaded is refused", limited, async () => {
  await refused(client.read(`${shelf.url}/made/missing.png`), 400, "FailedToDownloadImage");
  // Port 9 (discard) has no web server.
  await refused(client.read("http://127.0.0.1:9/page.png"), 400, "FailedToDownloadImage");
});
