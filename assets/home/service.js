// What the home page asks of the server. Addresses are relative to the page's own.

// A Refusal is an answer that is no result: its message is a sentence for the
// person, status and code are the server's (0 and "" when none came).
export class Refusal extends Error {
  constructor(message, status = 0, code = "") {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const address = (path) => new URL(path, document.baseURI).href;
const keyHeader = "Ocp-Apim-Subscription-Key";
const keyPlace = "recto.key";

let askForKey = async () => null;
let asking = null;

// onKeyNeeded sets who asks the person for the key: a function that resolves
// to the key, or to null when the person has none.
export function onKeyNeeded(ask) {
  askForKey = ask;
}

// hasKey tells whether requests carry a key.
export const hasKey = () => sessionStorage.getItem(keyPlace) !== null;

function headers() {
  const key = sessionStorage.getItem(keyPlace);
  return key === null ? {} : { [keyHeader]: key };
}

// keyed repeats a request with a new key for as long as the server refuses the
// one it has and the person gives another.
async function keyed(request) {
  for (;;) {
    const sent = sessionStorage.getItem(keyPlace);
    const answer = await request();
    if (answer.status !== 401) return answer;
    if (sent !== sessionStorage.getItem(keyPlace)) continue;
    // Several requests may be refused at once: one question is enough.
    asking ??= askForKey(sent !== null).finally(() => (asking = null));
    const key = await asking;
    if (key === null) throw new Refusal("Recto asks for a key. Try again, and give it.", 401);
    sessionStorage.setItem(keyPlace, key);
  }
}

const silent = "Recto does not answer. See whether it still runs, then try again.";

async function get(path, signal) {
  const answer = await keyed(async () => {
    try {
      return await fetch(address(path), { headers: headers(), signal, cache: "no-store" });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Refusal(silent);
    }
  });
  if (!answer.ok) throw refusal(answer.status, await answer.text().catch(() => ""));
  return answer;
}

// languages resolves to [{code, name}].
export async function languages() {
  return (await get("recto/v1/languages")).json();
}

// ready tells whether the server takes documents: "ready", "busy" while it
// starts or is told to stop, or "silent".
export async function ready() {
  try {
    const answer = await fetch(address("ready"), { cache: "no-store", headers: headers() });
    return answer.ok ? "ready" : "busy";
  } catch {
    return "silent";
  }
}

// submit hands a file in and resolves to its operation's id. The options are
// {language, pages, order}, progress is told the part sent, 0 to 1.
export async function submit(file, options, progress, signal) {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    throw new Refusal("The file cannot be opened: it was moved or changed, or it is a folder. Choose it again.");
  }
  if (file.size === 0) throw new Refusal("The file is empty. Choose another one.");
  const query = new URLSearchParams({ readingOrder: options.order });
  if (options.language) query.set("language", options.language);
  if (options.pages) query.set("pages", options.pages);
  const answer = await keyed(() => post(`vision/v3.2/read/analyze?${query}`, file, progress, signal));
  if (answer.status !== 202) throw refusal(answer.status, answer.text);
  const id = (answer.location ?? "").split("/").pop();
  if (!id) throw new Refusal("The answer does not say where the result will be. Is a proxy between here and Recto?", 202);
  return id;
}

// post is an XMLHttpRequest, because fetch does not tell how much was sent.
function post(path, body, progress, signal) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    request.open("POST", address(path));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () =>
      resolve({
        status: request.status,
        text: request.responseText,
        location: request.getResponseHeader("Operation-Location"),
      });
    request.onerror = () => reject(new Refusal(silent));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(body);
  });
}

const firstWaitMs = 150;
const longestWaitMs = 1500;

// result polls an operation to its end and resolves to the body as it came
// and as it reads: {body, answer}. It calls running once the reading began.
export async function result(id, running, signal) {
  for (let wait = firstWaitMs; ; wait = Math.min(wait * 1.4, longestWaitMs)) {
    const body = await (await get(`vision/v3.2/read/operations/${encodeURIComponent(id)}`, signal)).text();
    const answer = JSON.parse(body);
    if (answer.status === "succeeded") return { body, answer };
    if (answer.status === "failed") throw new Refusal(sentences.FailedToProcess, 200, "FailedToProcess");
    if (answer.status === "running") running();
    await pause(wait, signal);
  }
}

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });
}

const keptPictures = 80;
const pictures = new Map();

// picture resolves to the picture of a page (from 1) as a Blob, width pixels
// wide. It comes through fetch, for an <img> cannot send the key.
export async function picture(id, page, width, signal) {
  const path = `recto/v1/operations/${encodeURIComponent(id)}/pages/${page}.png?width=${width}`;
  let blob = pictures.get(path);
  pictures.delete(path);
  blob ??= await (await get(path, signal)).blob();
  pictures.set(path, blob); // Last in the map is the last used.
  if (pictures.size > keptPictures) pictures.delete(pictures.keys().next().value);
  return blob;
}

const sentences = {
  InvalidImageFormat: "This is no picture, PDF or TIFF that Recto can open. Save it as PNG, JPEG, TIFF or PDF and try again.",
  UnsupportedMediaType: "This is no picture, PDF or TIFF that Recto can open. Save it as PNG, JPEG, TIFF or PDF and try again.",
  UnsupportedImageFormat: "Recto does not open this kind of file. Save it as PNG, JPEG, TIFF or PDF and try again.",
  InvalidImage: "Recto cannot open this file. Save or scan it once more, without a password, and try again.",
  InvalidImageSize: "The file is empty, or larger than this Recto takes.",
  InvalidImageDimension: "The picture is too small or too large to read.",
  InvalidPageRange: "These pages do not exist in the file. Under Options write, for example, 1-3,7- or leave Pages empty.",
  NotSupportedLanguage: "Recto does not know this language. Choose another one under Options.",
  FailedToProcess: "No page of this file could be read. Perhaps it is damaged: save or scan it once more and try again. The log of Recto says why.",
  StorageException: "Recto cannot store the file: its disk is full or must not be written. Make room there and try again.",
};

// Messages of these codes tell more: a measured value, or which of several reasons it is.
const telling = new Set(["InvalidImage", "InvalidImageDimension", "InvalidImageSize", "InvalidPageRange"]);

const byStatus = {
  403: "This address is not allowed. Open the page under the address that Recto prints when it starts.",
  404: "The result is not kept any more. Read the file again.",
  413: "The file is larger than this Recto takes.",
  429: "Too much is waiting already. Try again in a minute.",
  503: "Recto is starting or stopping. Try again in a minute.",
};

// refusal makes a sentence of an error body; whatever is no such body gets
// one by its status.
function refusal(status, text) {
  let told = {};
  try {
    const body = JSON.parse(text);
    told = body.error ?? body;
  } catch {
    // A proxy's page, or nothing: the status has to do.
  }
  const code = String(told.code ?? "");
  const message = String(told.message ?? "");
  let sentence = sentences[code] ?? byStatus[status] ?? (message || `Recto answers with status ${status}. Its log says more.`);
  if (telling.has(code) && message) sentence += ` (${message})`;
  return new Refusal(sentence, status, code);
}
