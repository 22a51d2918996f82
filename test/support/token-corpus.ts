/**
 * Texts of eight classes for the estimate of tokens: prose of our own in six languages (test/corpora/tokens/, a paragraph a
 * line), code and JSON of this repository, each cut into at least thirty texts of 50 to 5,000 characters. Neither prose
 * nor JSON was used to fit the weights.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { estimateTokens } from '../../src/routing/domain/token-estimate';

const FOLDER = join(__dirname, '../corpora/tokens');
const LANGUAGES = ['english', 'german', 'chinese', 'japanese', 'arabic', 'hindi'] as const;

/** By class; the texts of a class differ. */
export function tokenTexts(): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ...LANGUAGES.map((language) => [language, prose(language)] as const),
    ['code', snippets('code')],
    ['json', snippets('json')],
  ]);
}

/** How far the estimate of each text is from the true count, as a share of that, ascending. */
export const errorsOf = (texts: readonly string[]): readonly number[] =>
  texts.map((text) => Math.abs(estimateTokens(text) / encode(text).length - 1)).sort((a, b) => a - b);

/** @param sorted ascending, not empty */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

// Of how many paragraphs in a row a text is made.
const SIZES = [1, 2, 4, 7] as const;

function prose(language: string): readonly string[] {
  const paragraphs = linesOf(`${language}.txt`);
  return SIZES.flatMap((size) =>
    paragraphs.map((_, at) => [...paragraphs.slice(at), ...paragraphs.slice(0, at)].slice(0, size).join('\n\n')),
  );
}

/** Beginnings of files of this repository, kept as they once were: a JSON string a line. */
const snippets = (name: string): readonly string[] =>
  linesOf(`${name}.jsonl`).map((line) => JSON.parse(line) as string);

const linesOf = (file: string): readonly string[] => readFileSync(join(FOLDER, file), 'utf8').trim().split('\n');
