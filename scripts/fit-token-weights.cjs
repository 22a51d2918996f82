'use strict';
/**
 * Fits the weights of the token estimate and prints them as the table of `src/routing/domain/tokens/weights.ts`:
 * `node scripts/fit-token-weights.cjs FILE…`, each file JSON lines of `{"class", "source", "text"}`.
 *
 * Least squares on the relative error, reweighted towards the least absolute error, so that odd texts do not bend the
 * rest. A third of the texts, chosen by hash, is held out: the errors printed to standard error are of these.
 */
require('./typescript.cjs');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { encode } = require('gpt-tokenizer/encoding/o200k_base');
const { FEATURES } = require('../src/routing/domain/tokens/weights.ts');
const { Tally } = require('../src/routing/domain/tokens/tally.ts');

const ROUNDS = 8;
// Below this the relative error of a text is no reason for more weight.
const LEAST_ERROR = 0.03;
// Texts count by their length up to this many tokens: the error of a long one is better known.
const FULL_TOKENS = 300;
// Known from how tokens are made, and too rare in ordinary texts to be fitted: a piece is a token, and so are 80 blanks
// or some 20 equal marks.
const FIXED = { pieces: 1, long_blanks: 1, punctuation_repeats: 0.05 };
const BASE = FEATURES.map((name) => FIXED[name] ?? 0);
// Keeps a weight that few texts speak about near zero.
const RIDGE = 2e-3;

function main(files) {
  const texts = new Set(files.flatMap((file) => fs.readFileSync(file, 'utf8').trim().split('\n')));
  const samples = [...texts].map((line) => sampleOf(JSON.parse(line)));
  const built = samples.filter(({ heldOut }) => !heldOut);
  weighSources(built);
  let weights = FEATURES.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) weights = solve(built, weights, round > 0);
  process.stdout.write(`${FEATURES.map((name, at) => `  ${name}: ${Number(weights[at].toFixed(2))},`).join('\n')}\n`);
  for (const name of [...new Set(samples.map(({ group }) => group))].sort()) {
    report(
      name,
      samples.filter(({ group, heldOut }) => heldOut && group === name),
      weights,
    );
  }
}

function sampleOf({ class: group, source, text }) {
  const tally = new Tally();
  tally.add(text, 0, text.length);
  const heldOut = createHash('sha256').update(text).digest()[0] % 3 === 0;
  return { group, source: `${group} ${source}`, counts: [...tally.counts], tokens: encode(text).length, heldOut };
}

/** A source counts by the square root of its size, languages that are no target by a third. */
function weighSources(samples) {
  const sizes = new Map();
  for (const { source } of samples) sizes.set(source, (sizes.get(source) ?? 0) + 1);
  for (const sample of samples) {
    sample.share = (sample.group.startsWith('other') ? 1 / 3 : 1) / Math.sqrt(sizes.get(sample.source));
  }
}

/** Weighted normal equations. */
function solve(samples, previous, reweigh) {
  const free = [...FEATURES.keys()].filter((place) => !(FEATURES[place] in FIXED));
  const matrix = free.map(() => free.map(() => 0));
  const right = free.map(() => 0);
  for (const sample of samples) {
    const { counts, tokens, share } = sample;
    const doubt = reweigh ? Math.max(LEAST_ERROR, Math.abs(errorOf(sample, previous))) : 1;
    const weight = (share * Math.min(tokens, FULL_TOKENS)) / tokens ** 2 / doubt;
    const present = [...free.keys()].filter((row) => counts[free[row]] !== 0);
    for (const row of present) {
      right[row] += weight * counts[free[row]] * (tokens - estimateOf(counts, BASE));
      for (const column of present) matrix[row][column] += weight * counts[free[row]] * counts[free[column]];
    }
  }
  for (const row of free.keys()) matrix[row][row] += RIDGE * matrix[row][row] + 1e-9;
  const found = gauss(matrix, right);
  return BASE.map((weight, place) => (free.includes(place) ? found[free.indexOf(place)] : weight));
}

function gauss(matrix, right) {
  const size = right.length;
  for (let pivot = 0; pivot < size; pivot++) {
    for (let row = pivot + 1; row < size; row++) {
      const factor = matrix[row][pivot] / matrix[pivot][pivot];
      for (let column = pivot; column < size; column++) matrix[row][column] -= factor * matrix[pivot][column];
      right[row] -= factor * right[pivot];
    }
  }
  const found = right.map(() => 0);
  for (let row = size - 1; row >= 0; row--) {
    const known = matrix[row].reduce((sum, value, column) => (column > row ? sum + value * found[column] : sum), 0);
    found[row] = (right[row] - known) / matrix[row][row];
  }
  return found;
}

function report(name, samples, weights) {
  if (samples.length === 0) return;
  const errors = samples.map((sample) => errorOf(sample, weights)).sort((a, b) => a - b);
  const sizes = errors.map(Math.abs).sort((a, b) => a - b);
  const at = (sorted, share) => `${(100 * sorted[Math.floor((sorted.length - 1) * share)]).toFixed(1)} %`;
  const figures = `median ${at(sizes, 0.5)}, p90 ${at(sizes, 0.9)}, bias ${at(errors, 0.5)}`;
  process.stderr.write(`${name.padEnd(12)} ${String(samples.length).padStart(4)} texts: ${figures}\n`);
}

function errorOf({ counts, tokens }, weights) {
  return estimateOf(counts, weights) / tokens - 1;
}

function estimateOf(counts, weights) {
  return counts.reduce((sum, seen, place) => sum + seen * weights[place], 0);
}

main(process.argv.slice(2));
