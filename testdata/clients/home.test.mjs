// The home page in a real browser, against a running server.
//
//	RECTO_URL    the server's address (needed)
//	RECTO_SHOTS  the folder for screenshots (else a temporary one)
//	CHROMIUM     the browser (else /usr/bin/chromium)

import assert from "node:assert/strict";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const { RECTO_URL, RECTO_SHOTS, CHROMIUM = "/usr/bin/chromium" } = process.env;
const made = fileURLToPath(new URL("../made/", import.meta.url));
const patience = { timeout: 120_000 }; // Reading takes what it takes on a small machine.
const quiet = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

let browser;
let shots;

before(async () => {
  assert.ok(RECTO_URL, "RECTO_URL does not say where the server is");
  shots = RECTO_SHOTS ?? (await mkdtemp(path.join(tmpdir(), "recto-home-")));
  browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: quiet.split(" ") });
});
after(() => browser?.close());

// visit runs a test on a fresh page, and then sees that the page asked no
// other host for anything and that its console is clean, but for the lines
// that match one of allowed.
async function visit(t, use, { allowed = [], prepare, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  const said = [];
  const strangers = [];
  const operations = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http") && host !== new URL(RECTO_URL).host) strangers.push(request.url());
  });
  page.on("response", (response) => {
    const location = response.headers()["operation-location"];
    if (location) operations.push(location.split("/").pop());
  });
  await prepare?.(page, context);
  await page.goto(RECTO_URL);
  await use(page, { context, operations });
  assert.deepEqual(strangers, [], "asked other hosts");
  const unexpected = said.filter((line) => !allowed.some((pattern) => pattern.test(line)));
  assert.deepEqual(unexpected, [], "the console is not clean");
}

// drop lets go of files over the page, as a person does: {name, type, file}.
async function drop(page, files, event = "drop") {
  const contents = await Promise.all(files.map(async ({ file, ...rest }) => ({ ...rest, base64: (await readFile(path.join(made, file))).toString("base64") })));
  await page.evaluate(
    ([all, kind]) => {
      const carried = new DataTransfer();
      for (const { name, type, base64 } of all) {
        carried.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type }));
      }
      const init = { bubbles: true, cancelable: true };
      document.body.dispatchEvent(kind === "paste" ? new ClipboardEvent(kind, { ...init, clipboardData: carried }) : new DragEvent(kind, { ...init, dataTransfer: carried }));
    },
    [contents, event],
  );
}

const choose = (page, ...names) => page.setInputFiles("#file", names.map((name) => path.join(made, name)));
const text = (page) => page.locator("#text").innerText();

async function waitForText(page, wanted) {
  await page.waitForFunction((part) => document.getElementById("text").innerText.includes(part), wanted, patience);
}

async function waitForPicture(page) {
  await page.waitForFunction(() => document.getElementById("picture").naturalWidth > 0, undefined, patience);
}

test("a PDF that is dropped is read, and its pages turn", (t) =>
  visit(t, async (page) => {
    await drop(page, [{ file: "five.pdf", name: "five.pdf", type: "application/pdf" }]);
    await waitForText(page, "Page 1 of five");
    assert.equal(await page.locator("#count").innerText(), "of 5");
    assert.equal(await page.locator("#thumbs button").count(), 5);

    await page.click("#next");
    assert.match(await text(page), /Page 2 of five/);
    await page.keyboard.press("ArrowRight");
    assert.match(await text(page), /Page 3 of five/);
    await page.keyboard.press("ArrowLeft");
    assert.match(await text(page), /Page 2 of five/);
    await page.click("#thumbs button:nth-child(5)");
    assert.match(await text(page), /Page 5 of five/);
    assert.ok(await page.locator("#next").isDisabled());
    await page.fill("#number", "4");
    await page.keyboard.press("Enter");
    assert.match(await text(page), /Page 4 of five/);
    await page.fill("#number", "999");
    await page.keyboard.press("Enter");
    assert.equal(await page.inputValue("#number"), "5");
  }));

test("the boxes of a PDF, in inches, lie on its ink", (t) =>
  visit(t, async (page) => {
    await choose(page, "five.pdf");
    await waitForText(page, "Page 1 of five");
    await waitForPicture(page);
    const { emptiest, covered } = await page.evaluate(() => {
      const picture = document.getElementById("picture");
      const [width, height] = [picture.naturalWidth, picture.naturalHeight];
      const context = new OffscreenCanvas(width, height).getContext("2d");
      context.drawImage(picture, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      const place = picture.getBoundingClientRect();
      const boxes = [...document.querySelectorAll("#overlay .word")].map((shape) => {
        const box = shape.getBoundingClientRect();
        const across = (x) => ((x - place.left) / place.width) * width;
        const down = (y) => ((y - place.top) / place.height) * height;
        return { left: across(box.left), right: across(box.right), top: down(box.top), bottom: down(box.bottom), ink: 0 };
      });
      let ink = 0;
      let inside = 0;
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          if (data[4 * (y * width + x)] > 100) continue;
          ink++;
          const box = boxes.find((each) => x >= each.left - 2 && x <= each.right + 2 && y >= each.top - 2 && y <= each.bottom + 2);
          if (!box) continue;
          inside++;
          box.ink++;
        }
      }
      const shares = boxes.map((box) => box.ink / ((box.right - box.left) * (box.bottom - box.top)));
      return { emptiest: Math.min(...shares), covered: inside / ink };
    });
    assert.ok(covered > 0.98, `${covered} of the ink lies in boxes`);
    assert.ok(emptiest > 0.08, `the emptiest box has ink on ${emptiest} of its area`);
  }));

test("the boxes of a picture stand where its words were set", (t) =>
  visit(t, async (page) => {
    await choose(page, "print.png");
    await waitForText(page, "On reading pages");
    await waitForPicture(page);
    const lines = JSON.parse(await readFile(path.join(made, "print.boxes.json"), "utf8"));
    const set = lines.flatMap((line) => line.words);
    const shown = await page.evaluate(() => {
      const sheet = document.getElementById("picture").getBoundingClientRect();
      const [, , width] = document.getElementById("overlay").getAttribute("viewBox").split(" ");
      const scale = width / sheet.width;
      return [...document.querySelectorAll("#text .word")].map((span) => {
        const box = document.querySelector(`#overlay [data-word="${span.dataset.word}"]`).getBoundingClientRect();
        return { text: span.textContent, left: (box.left - sheet.left) * scale, top: (box.top - sheet.top) * scale, right: (box.right - sheet.left) * scale, bottom: (box.bottom - sheet.top) * scale };
      });
    });
    const off = (a, b) => Math.max(...["left", "top", "right", "bottom"].map((side) => Math.abs(a[side] - b[side])));
    const right = set.filter((word) => shown.some((each) => each.text === word.text && off(each, word) <= 10));
    assert.ok(right.length >= 0.9 * set.length, `${right.length} of ${set.length} words stand within 10 pixels of their place`);
    await page.screenshot({ path: path.join(shots, "home-light.png") });
  }));

test("a TIFF of five kinds shows each of its pages", (t) =>
  visit(t, async (page) => {
    await choose(page, "kinds.tif");
    const sentences = ["Page one is packed", "Page two is a photograph", "Page three is deep", "Page four has four inks", "Page five is tiled"];
    for (const sentence of sentences) {
      await waitForText(page, sentence);
      await waitForPicture(page);
      if (sentence !== sentences.at(-1)) await page.click("#next");
    }
  }));

test("a word under the pointer is marked in the other pane", (t) =>
  visit(t, async (page) => {
    await choose(page, "print.png");
    await waitForText(page, "On reading pages");
    const marked = (pane) => page.locator(`${pane} .marked`).evaluateAll((all) => all.map((each) => each.dataset.word));
    await page.hover('#text [data-word="2"]');
    assert.deepEqual(await marked("#overlay"), ["2"]);
    await page.hover('#overlay [data-word="1"]');
    assert.deepEqual(await marked("#text"), ["1"]);
    assert.match(await page.locator("#legend .about").innerText(), /^reading · \d+ % sure$/);
    await page.hover("h2");
    assert.deepEqual(await marked("#text"), []);

    await page.locator('#text [data-line="0"]').focus();
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.line), "1");
    assert.ok((await marked("#overlay")).length > 5, "the words of the line are not marked");
  }));

test("zoom fits the page, shows it in full size, and keeps the boxes on it", (t) =>
  visit(t, async (page) => {
    await choose(page, "print.png");
    await waitForText(page, "On reading pages");
    const size = () => page.locator("#sheet").evaluate((sheet) => [sheet.clientWidth, sheet.clientHeight]);
    const stage = await page.locator("#stage").evaluate((box) => [box.clientWidth, box.clientHeight]);
    const [width, height] = await size();
    assert.ok(width <= stage[0] && height <= stage[1], "the page does not fit");
    await page.keyboard.press("1");
    const viewBox = await page.locator("#overlay").getAttribute("viewBox");
    assert.deepEqual(await size(), viewBox.split(" ").slice(2).map(Number));
    assert.equal(await page.locator("#percent").innerText(), "100 %");
    await page.keyboard.press("-");
    assert.equal(await page.locator("#percent").innerText(), "80 %");
    await page.keyboard.press("0");
    assert.deepEqual(await size(), [width, height]);
  }));

test("what is copied and saved is the answer, byte for byte", (t) =>
  visit(
    t,
    async (page, { operations }) => {
      await choose(page, "five.pdf");
      await waitForText(page, "Page 1 of five");
      const answer = await (await fetch(new URL(`/vision/v3.2/read/operations/${operations[0]}`, RECTO_URL))).text();
      const pasted = () => page.evaluate(() => navigator.clipboard.readText());
      await page.click("#copy-json");
      await page.waitForSelector("#toast:not([hidden])");
      // Not equal, which would print both of them.
      assert.ok((await pasted()) === answer, "what is copied is not the answer");

      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
      assert.equal(download.suggestedFilename(), "five.json");
      assert.ok((await readFile(await download.path(), "utf8")) === answer, "what is saved is not the answer");

      const pages = JSON.parse(answer).analyzeResult.readResults;
      const textOf = ({ lines }) => lines.map((line) => line.text).join("\n");
      await page.click("#copy-page");
      await page.waitForFunction(() => document.getElementById("toast").textContent.includes("this page"));
      assert.equal(await pasted(), textOf(pages[0]));
      await page.click("#copy-text");
      await page.waitForFunction(() => document.getElementById("toast").textContent === "The text is copied.");
      assert.equal(await pasted(), pages.map(textOf).join("\n\n") + "\n");

      await page.click("#tab-json");
      assert.deepEqual(JSON.parse(await page.locator("#json").innerText()), pages[0]);
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  ));

test("where the browser forbids the clipboard, the old way copies", (t) =>
  visit(
    t,
    async (page) => {
      await choose(page, "bit1.png");
      await waitForText(page, "One bit is enough");
      await page.click("#copy-text");
      await page.waitForFunction(() => document.getElementById("toast").textContent === "The text is copied.");
      await page.click("#side-options summary");
      await page.focus("#pages");
      await page.keyboard.press("Control+V");
      assert.equal(await page.inputValue("#pages"), "One bit is enough");
    },
    { prepare: (page) => page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined })) },
  ));

test("several files are read one after the other, and one can be cancelled", (t) =>
  visit(t, async (page) => {
    await choose(page, "print.png", "five.pdf", "bit1.png");
    assert.equal(await page.locator("#files li").count(), 3);
    await page.click("[aria-label='Cancel five.pdf']");
    assert.deepEqual(await page.locator("#files .name").allInnerTexts(), ["print.png", "bit1.png"]);
    await waitForText(page, "On reading pages");
    await page.click("#files li:nth-child(2) .file");
    await waitForText(page, "One bit is enough");

    await page.reload();
    await waitForText(page, "On reading pages");
    assert.deepEqual(await page.locator("#files .name").allInnerTexts(), ["print.png", "bit1.png"], "the list is lost");
    await page.click("[aria-label='Remove bit1.png']");
    await page.click("[aria-label='Remove print.png']");
    assert.ok(await page.locator("#start").isVisible());
  }));

test("a picture that is pasted is read", (t) =>
  visit(t, async (page) => {
    await drop(page, [{ file: "bit1.png", name: "image.png", type: "image/png" }], "paste");
    await waitForText(page, "One bit is enough");
  }));

test("a file that is none is refused with a sentence, whatever its name", (t) =>
  visit(
    t,
    async (page) => {
      const name = '<img src=x onerror="document.title=1">&amp;\u202egnp.exe';
      await drop(page, [{ file: "text.png", name, type: "image/png" }]);
      const alert = page.locator("#state [role=alert]");
      await alert.waitFor(patience);
      assert.match(await alert.innerText(), /^This is no picture, PDF or TIFF .+ try again\.$/);
      assert.equal(await page.locator("#state h2").innerText(), name);
      assert.equal(await page.locator("#files img").count(), 0);
      await page.screenshot({ path: path.join(shots, "home-refused.png") });
    },
    { allowed: [/status of 4\d\d/] },
  ));

test("pages that do not exist are refused with an example of what to write", (t) =>
  visit(
    t,
    async (page) => {
      await page.fill("#pages", "5-1");
      await choose(page, "five.pdf");
      const alert = page.locator("#state [role=alert]");
      await alert.waitFor(patience);
      assert.match(await alert.innerText(), /write, for example, 1-3,7-/);

      await page.click("#side-options summary");
      await page.fill("#pages", "2, 4");
      await page.click("text=Try again");
      await waitForText(page, "Page 2 of five");
      assert.equal(await page.locator("#count").innerText(), "(1 of 2 read)");
      await page.click("#next");
      assert.match(await text(page), /Page 4 of five/);
    },
    { allowed: [/status of 400/] },
  ));

test("the languages are the server's", (t) =>
  visit(t, async (page) => {
    const known = await (await fetch(new URL("/recto/v1/languages", RECTO_URL))).json();
    await page.waitForFunction((count) => document.getElementById("language").options.length === count + 1, known.length);
    await page.selectOption("#language", "de");
    const [request] = await Promise.all([page.waitForRequest((each) => each.method() === "POST"), choose(page, "german.png")]);
    assert.equal(new URL(request.url()).searchParams.get("language"), "de");
    await waitForText(page, "ß");
  }));

test("a server that needs a key is given it, with every request", (t) =>
  visit(
    t,
    async (page) => {
      await page.fill("#key-value", "secret");
      await page.keyboard.press("Enter");
      await choose(page, "bit1.png");
      await waitForText(page, "One bit is enough");
      await waitForPicture(page);
    },
    {
      allowed: [/status of 401/],
      // Stands for Recto:RequireKey: the server of this test may run without.
      prepare: (page) =>
        page.route(/\/(vision|recto\/v1)\//, (route) => {
          if (route.request().headers()["ocp-apim-subscription-key"] === "secret") return route.continue();
          return route.fulfill({ status: 401, json: { code: "401", message: "Access denied." } });
        }),
    },
  ));

test("programmers find the address and commands", (t) =>
  visit(t, async (page) => {
    await page.click("#open-programs");
    const origin = new URL(RECTO_URL).origin;
    assert.equal(await page.locator("#programs .origin").innerText(), origin);
    assert.match(await page.locator("#curl-sync").innerText(), new RegExp(`'${origin}/vision/v3.2/read/syncAnalyze'$`));
    for (const link of await page.locator("#programs a").evaluateAll((all) => all.map((each) => each.href))) {
      assert.equal((await fetch(link)).status, 200, link);
    }
  }));

for (const [name, options] of Object.entries({
  dark: { colorScheme: "dark" },
  narrow: { viewport: { width: 400, height: 860 } },
})) {
  test(`the ${name} page shows everything and nothing sticks out`, (t) =>
    visit(
      t,
      async (page) => {
        await choose(page, "five.pdf");
        await waitForText(page, "Page 1 of five");
        await waitForPicture(page);
        for (const id of ["#copy-json", "#next", "#fit", "#tab-json", "#open-programs"]) assert.ok(await page.locator(id).isVisible(), id);
        const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(wide <= window, `${wide} pixels in a window of ${window}`);
        await page.screenshot({ path: path.join(shots, `home-${name}.png`), fullPage: true });
      },
      options,
    ));
}
