'use strict';
/** The tables of `docs/signals.md`: the rules, and what the detector makes of its labelled sets. */
const { SIGNAL_RULES } = require('../src/routing/domain/signals/rules.ts');
const { measureSignals, signalCorpus, wilsonUpper } = require('../test/support/signal-corpus.ts');

const FOLDERS = { build: '../test/corpora/signals', report: '../test/corpora/signals-report' };

const percent = (share) => `${(100 * share).toFixed(1)} %`;
const counted = ({ hits, of }) => `${percent(hits / of)} (${hits} of ${of})`;

const ruleRows = () => SIGNAL_RULES.map(({ rule, category, weight }) => [`\`${rule}\``, category, weight]);

/** A row for each category of the report set. */
function measureRows() {
  return measureSignals('report').categories.map(({ category, recall, precision, negatives, ordinary }) => [
    `[${category}](${FOLDERS.report}/${category}.jsonl)`,
    counted(recall),
    counted(precision),
    counted(negatives),
    `${counted(ordinary)}, ≤ ${percent(wilsonUpper(ordinary))}`,
  ]);
}

/** A row for each set. */
function partRows() {
  return ['build', 'report'].map((part) => {
    const { categories, ordinary } = measureSignals(part);
    const sum = (pick) => ({
      hits: categories.reduce((total, row) => total + pick(row).hits, 0),
      of: categories.reduce((total, row) => total + pick(row).of, 0),
    });
    return [
      `[${part}](${FOLDERS[part]})`,
      signalCorpus[part].length,
      counted(sum(({ recall }) => recall)),
      counted(sum(({ negatives }) => negatives)),
      `${counted(ordinary)}, ≤ ${percent(wilsonUpper(ordinary))}`,
    ];
  });
}

module.exports = { measureRows, partRows, ruleRows };
