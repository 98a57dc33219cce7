// What both panes need to know of a page's words.

// Below these confidences (0 to 1) a word is shown as unsure, or as weak.
export const unsureBelow = 0.8;
export const weakBelow = 0.5;

// doubt is "", "unsure" or "weak".
export function doubt(confidence) {
  if (confidence < weakBelow) return "weak";
  return confidence < unsureBelow ? "unsure" : "";
}

// isHand tells whether a line is written by hand.
export const isHand = (line) => line.appearance?.style?.name === "handwriting";

// wordsOf lists the words of a page in their order, each with its line's index.
export function wordsOf(page) {
  return page.lines.flatMap((line, lineIndex) => line.words.map((word) => ({ ...word, line: lineIndex })));
}

// pieces cuts a line's text into its words and what stands between them (for
// scripts without spaces: nothing): [{text, word}], word being the index in
// the line, or -1 for what stands between.
export function pieces(line) {
  const cut = [];
  let from = 0;
  line.words.forEach((word, index) => {
    const at = line.text.indexOf(word.text, from);
    const between = at < 0 ? (index > 0 ? " " : "") : line.text.slice(from, at);
    if (between) cut.push({ text: between, word: -1 });
    cut.push({ text: word.text, word: index });
    if (at >= 0) from = at + word.text.length;
  });
  if (line.words.length === 0) cut.push({ text: line.text, word: -1 });
  return cut;
}

// pageText is the text of a page, a line for each line.
export const pageText = (page) => page.lines.map((line) => line.text).join("\n");

// documentText is the text of all pages, an empty line between two.
export const documentText = (pages) => pages.map(pageText).join("\n\n") + "\n";

// pageJSON is a page's part of the answer, with its numbers side by side.
export function pageJSON(page) {
  // A line break is never inside a string of JSON, so texts stay as they are.
  return JSON.stringify(page, null, 2).replace(/\[\n\s+((?:-?[\d.e+-]+,?\s+)+)\]/g, (_, numbers) => `[${numbers.trim().replace(/\s+/g, " ")}]`);
}
