// @azure/cognitiveservices-computervision 5.0.0 against Read 2.0.
import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { after, before, test } from "node:test";
import { ApiKeyCredentials } from "@azure/ms-rest-js";
import vision from "computervision-v5";
import { bytes, idOf, library, path, reads, refused, textOf, tiny, truth, untilDone, url } from "./lib.mjs";

const credentials = new ApiKeyCredentials({ inHeader: { "Ocp-Apim-Subscription-Key": "none" } });
const client = new vision.ComputerVisionClient(credentials, url);
// Long enough for a busy machine, too short for the silent retries after a 5xx.
const limited = { timeout: 120_000 };

let shelf;
before(async () => { shelf = await library(); });
after(() => shelf.close());

// read submits a Buffer, a stream's opener or an address, and waits for the pages.
async function read(document) {
  const submit = typeof document === "string" ? client.batchReadFile(document) : client.batchReadFileInStream(document);
  const id = idOf((await submit).operationLocation);
  const result = await untilDone(() => client.getReadOperationResult(id), "Succeeded", "Failed");
  assert.equal(result.status, "Succeeded");
  return result.recognitionResults;
}

test("a Buffer is read, in pixels of the picture", limited, async () => {
  const [page, ...more] = await read(await bytes("made/print.png"));
  assert.equal(more.length, 0);
  assert.deepEqual([page.page, page.unit, page.width, page.height], [1, "pixel", 1748, 2480]);
  const { clockwiseOrientation: turn } = page;
  assert.ok(turn >= 0 && turn < 360 && Math.min(turn, 360 - turn) < 0.5, `clockwiseOrientation ${turn}`);
  reads(textOf([page]), await truth("made/print.gt.txt"));
  for (const word of page.lines.flatMap((line) => line.words)) {
    assert.equal(word.boundingBox.length, 8);
    assert.ok([undefined, "Low"].includes(word.confidence), `confidence ${word.confidence}`);
  }
});

test("a stream without a length is read", limited, async () => {
  const pages = await read(() => createReadStream(path("made/print.png")));
  reads(textOf(pages), await truth("made/print.gt.txt"));
});

test("a photographed receipt has words of doubt", limited, async () => {
  const pages = await read(await bytes("real/receipt.jpg"));
  reads(textOf(pages).toUpperCase(), await truth("real/receipt.gt.txt"), 0.2);
  const words = pages[0].lines.flatMap((line) => line.words);
  assert.ok(words.some((word) => word.confidence === "Low"), "no word has a low confidence");
});

test("an address is fetched, also by way of a redirect", limited, async () => {
  for (const name of ["made/print.png", "moved/made/print.png"]) {
    reads(textOf(await read(`${shelf.url}/${name}`)), await truth("made/print.gt.txt"));
  }
});

test("all pages of a PDF come in inches", limited, async () => {
  const pages = await read(await bytes("made/five.pdf"));
  assert.deepEqual(pages.map((page) => page.page), [1, 2, 3, 4, 5]);
  for (const page of pages) {
    assert.equal(page.unit, "inch");
    assert.ok(Math.abs(page.width - 8.27) < 0.01 && Math.abs(page.height - 5.85) < 0.01, `${page.width} × ${page.height}`);
    reads(textOf([page]), await truth(`made/five.${page.page}.gt.txt`));
  }
});

test("submits side by side get their own results", limited, async () => {
  const wanted = {
    bit1: "One bit is enough", palette: "Letters from a palette", alpha: "Black ink on nothing",
    grey16: "Sixteen bits of grey", rgb16: "Sixteen bits of colour", "palette-clear": "Clear palette paper",
  };
  await Promise.all(Object.entries(wanted).map(async ([name, text]) => {
    reads(textOf(await read(await bytes(`made/${name}.png`))), text, 0.05);
  }));
});

test("what is no document is refused", limited, async () => {
  await refused(client.batchReadFileInStream(Buffer.from("this is not a picture, nor a document")), 400, "InvalidImageFormat");
  await refused(client.batchReadFile(`${shelf.url}/page.html`), 400, "InvalidImageFormat");
});

test("a picture that is too small is refused with its size", limited, async () => {
  await refused(client.batchReadFileInStream(tiny), 400, "InvalidImageDimension", /10/);
});

test("an unknown operation is 404", limited, async () => {
  await refused(client.getReadOperationResult("e56ffa6e-1ee4-4042-bc07-993db706c95f"), 404, "NotFound");
});

test("a path where an address belongs is refused", limited, async () => {
  for (const local of ["/home/ada/scan.png", "C:\\scans\\page.png", "file:///home/ada/scan.png"]) {
    await refused(client.batchReadFile(local), 400, "InvalidImageUrl");
  }
});

test("what cannot be downloaded is refused", limited, async () => {
  await refused(client.batchReadFile(`${shelf.url}/made/missing.png`), 400, "FailedToDownloadImage");
});
