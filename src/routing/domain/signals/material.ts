/**
 * Takes out of a user's turn what is not his own words: fenced code, quoted lines, blocks of a harness or of a prompt
 * template, and a text that he hands over to be worked on. Each pass looks at a character a bounded number of times.
 */

/** Elements that hold material, by the last part of their name: `<retrieved_context>`, `<system-reminder>`. */
const MATERIAL_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'reminder document documents doc docs context file files source sources quote quotes article articles transcript email emails ' +
    'result results output stdout stderr details attachment attachments pasted excerpt passage data log logs snippet snippets ' +
    'code diff example examples conversation history memory webpage page pages text content contents search caveat'
  ).split(' '),
);
/** Elements of harnesses that are material from their first part on: `<command-name>`, `<local-command-stdout>`. */
const HARNESS_ELEMENTS: ReadonlySet<string> = new Set(['command', 'local', 'tool', 'function', 'ide', 'env', 'system']);

/** A name that is longer is no element of a prompt. */
const MAX_NAME_CHARS = 48;

export function withoutMaterial(turn: string): string {
  return withoutHandedText(withoutMarkedLines(withoutTripleQuotes(withoutElements(turn))));
}

/** Cuts `<name …>` to `</name>`. An element that is never closed is not one: it stays, like "a < b". */
function withoutElements(text: string): string {
  const closings = lastClosings(text);
  if (closings.size === 0) return text;
  const kept: string[] = [];
  let from = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const name = elementName(text, at + 1);
    if (!isMaterial(name) || (closings.get(name) ?? -1) <= at) continue;
    kept.push(text.slice(from, at));
    const closing = text.indexOf(`</${name}`, at);
    const end = text.indexOf('>', closing);
    from = end < 0 ? text.length : end + 1;
    at = from - 1;
  }
  kept.push(text.slice(from));
  return kept.join('\n');
}

/** Element → where its last closing tag begins: so that no opening tag is ever searched for in vain. */
function lastClosings(text: string): ReadonlyMap<string, number> {
  const closings = new Map<string, number>();
  for (let at = text.indexOf('</'); at >= 0; at = text.indexOf('</', at + 2)) {
    const name = elementName(text, at + 2);
    if (name !== '') closings.set(name, at);
  }
  return closings;
}

function elementName(text: string, start: number): string {
  let end = start;
  while (end - start < MAX_NAME_CHARS && isNameUnit(text.charCodeAt(end))) end++;
  return text.slice(start, end);
}

function isNameUnit(unit: number): boolean {
  const lower = unit | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || unit === 0x2d || unit === 0x5f;
}

function isMaterial(name: string): boolean {
  const parts = name.toLowerCase().split(/[-_]/);
  return MATERIAL_ELEMENTS.has(parts.at(-1) ?? '') || (parts.length > 1 && HARNESS_ELEMENTS.has(parts[0] ?? ''));
}

const TRIPLE_QUOTE = '"""';

/** Cuts from each """ to the next; one that is never closed stays. */
function withoutTripleQuotes(text: string): string {
  const pieces = text.split(TRIPLE_QUOTE);
  if (pieces.length < 3) return text;
  const unclosed = pieces.length % 2 === 0 ? (pieces.pop() ?? '') : '';
  return [...pieces.filter((_, index) => index % 2 === 0), unclosed].join('\n');
}

/** Cuts fenced code (an open fence goes to the end, CommonMark §4.5) and lines quoted by ">". */
function withoutMarkedLines(text: string): string {
  if (!text.includes('```') && !text.includes('~~~') && !text.includes('>')) return text;
  let fence = '';
  const kept = text.split('\n').filter((line) => {
    const bare = line.slice(0, MAX_INDENT_CHARS).trimStart();
    const marker = bare.startsWith('```') ? '```' : bare.startsWith('~~~') ? '~~~' : '';
    if (fence !== '') {
      if (marker === fence) fence = '';
      return false;
    }
    fence = marker;
    return marker === '' && !bare.startsWith('>');
  });
  return kept.join('\n');
}

/** A mark further to the right is part of the line. */
const MAX_INDENT_CHARS = 16;

/** What is done to a text as a text: whatever it tells, nobody has to think it through. */
const HANDLING: ReadonlySet<string> = new Set(
  (
    'summarise summarize translate proofread paraphrase rewrite reword rephrase edit correct classify categorise categorize label ' +
    'extract transcribe shorten condense simplify convert reformat format tag tidy polish tldr render localise ' +
    'abstract abridge trim recap digest sum anonymise anonymize redact spellcheck punctuate copyedit ' +
    'fasse übersetze korrigiere résume traduis corrige traduce resume'
  ).split(' '),
);
/** The handling verb is among the first words, behind "please" and "can you". */
const OPENING_WORDS = 5;
/** The request is read as far as this to see where it hands over. */
const MAX_REQUEST_CHARS = 400;
/** What stands between a request and the text that it hands over. */
const HAND_OVERS = [': ', ':\n', '\n', ' "', ' “'];

/** What a request calls the text that it hands over. */
const HANDED: ReadonlySet<string> = new Set(
  (
    'text passage article email mail letter clause contract report review interview chat transcript minutes notes document item log ' +
    'paragraph excerpt essay speech message conversation recipe description note memo notice ad advert advertisement handbook ' +
    'chapter forecast bulletin newsletter announcement posting handover statement testimony hearing abstract profile biography ' +
    'law policy wording tone columns bullet bullets'
  ).split(' '),
);
const BLANK_LINE = '\n\n';

/** Keeps only the request of "Translate into French: …", and of "What does this clause mean?" with the clause below it. */
function withoutHandedText(text: string): string {
  const request = text.trimStart().slice(0, MAX_REQUEST_CHARS);
  const words = request.toLowerCase().split(/[\s:,.]/, OPENING_WORDS);
  if (words.some((word) => HANDLING.has(word))) return upToFirst(HAND_OVERS, request, text);
  return isHandedOver(request) && !text.trimEnd().endsWith('?') ? upToFirst([BLANK_LINE], request, text) : text;
}

/** The paragraph in front speaks of a text; a question at the end would speak of what that text tells. */
function isHandedOver(request: string): boolean {
  const end = request.indexOf(BLANK_LINE);
  if (end < 0) return false;
  const words = request
    .slice(0, end)
    .toLowerCase()
    .split(/[^a-z]/);
  return words.some((word) => HANDED.has(word));
}

function upToFirst(marks: readonly string[], request: string, text: string): string {
  const ends = marks.map((mark) => request.indexOf(mark)).filter((end) => end >= 0);
  return ends.length === 0 ? text : request.slice(0, Math.min(...ends));
}
