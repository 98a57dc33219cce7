// The OpenAPI documents validate and name the routes; Swagger UI shows them
// in a browser that reaches no other host.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import SwaggerParser from "@apidevtools/swagger-parser";
import { chromium } from "playwright-core";
import { path, url } from "./lib.mjs";

const limited = { timeout: 120_000 };

// The documents of issue and contract with the routes that each must name.
const documents = {
  "vision-v3.2-read": [
    "/vision/v3.2/read/analyze", "/vision/v3.2/read/syncAnalyze",
    "/vision/v3.2/read/operations/{operationId}", "/vision/v3.2/read/analyzeResults/{operationId}",
  ],
  "vision-v2.0-preview-read": [
    "/vision/v2.0/read/core/asyncBatchAnalyze", "/vision/v2.0/read/core/Analyze",
    "/vision/v2.0/read/operations/{operationId}",
  ],
};

// base is what stands before a document's paths: of Swagger 2 or OpenAPI 3.
const base = (document) => new URL(document.basePath ?? document.servers?.[0]?.url ?? "/", url).pathname.replace(/\/$/, "");

for (const [name, routes] of Object.entries(documents)) {
  test(`${name} validates and names its routes`, limited, async () => {
    const document = await SwaggerParser.validate(`${url}/swagger/${name}/swagger.json`);
    const paths = Object.keys(document.paths).map((route) => base(document) + route);
    for (const route of routes) assert.ok(paths.includes(route), `${route} is not among ${paths}`);
  });
}

test("the documents of the other versions validate", limited, async () => {
  for (const version of ["3.2-preview", "3.1-preview", "3.0-preview"]) {
    await SwaggerParser.validate(`${url}/swagger/vision-v${version}-read/swagger.json`);
  }
});

let browser;
before(async () => {
  const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  // In a container there is no user namespace to build the sandbox of.
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});
after(() => browser?.close());

test("Swagger UI sends a file and shows the answer, and asks no other host", limited, async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  const foreign = [];
  const broken = [];
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== url) foreign.push(request.url());
  });
  page.on("pageerror", (error) => broken.push(error.message));
  await page.goto(`${url}/swagger`);
  const operation = page.locator(".opblock", { hasText: "syncAnalyze" });
  await operation.locator(".opblock-summary").click();
  await operation.getByRole("button", { name: "Try it out" }).click();
  await operation.locator("input[type=file]").setInputFiles(path("made/bit1.png"));
  await operation.getByRole("button", { name: "Execute", exact: true }).click();
  const answer = operation.locator(".live-responses-table");
  await answer.getByText("200", { exact: true }).first().waitFor();
  assert.match(await answer.innerText(), /One bit is enough/);
  assert.deepEqual(foreign, []);
  assert.deepEqual(broken, []);
  await page.close();
});
