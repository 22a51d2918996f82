import { SETTINGS } from '../../../src/config';
import { shippedModels, shippedProviders } from '../../../src/catalog/shipped-catalog';
import { readText } from '../structure/repository';
import { tableRows } from './markdown';

/** A number that a module keeps to itself, as written there: `const KEPT_MS = 10 * 60_000;`. */
function constant(path: string, name: string): number {
  const written = new RegExp(`const ${name} = ([\\d_ *]+);`).exec(readText(path))?.[1];
  if (written === undefined) throw new Error(`${path} has no number ${name}`);
  return written.split('*').reduce((product, factor) => product * Number(factor.replaceAll('_', '')), 1);
}

const standard = (name: keyof typeof SETTINGS): number => Number(SETTINGS[name].schema.safeParse(undefined).data);

const journal = (name: string): number => constant('src/journal/journal.ts', name);
const WORDS: Readonly<Record<string, number>> = { a: 1, two: 2, four: 4, five: 5, seven: 7, ten: 10 };
const real = shippedModels.filter(({ provider }) => provider !== 'sandbox');
const embedding = real.filter(({ capabilities }) => capabilities.includes('embeddings'));
const README = 'README.md';
const OPERATIONS = 'docs/operations.md';
const JOURNAL_PAGE = 'docs/decisions/0005-journal-and-exactly-once.md';

interface Figure {
  readonly document: string;
  /** The group is the figure, as digits or as a word. */
  readonly sentence: RegExp;
  readonly is: number;
}

const FIGURES: readonly Figure[] = [
  { document: README, sentence: /\[(\w+) models of/, is: real.length },
  { document: README, sentence: /models of (\w+) providers/, is: new Set(real.map(({ provider }) => provider)).size },
  { document: README, sentence: /`PORT`, `HOST`\s*\| `(\d+)`/, is: standard('PORT') },
  { document: README, sentence: /curl http:\/\/127\.0\.0\.1:(\d+)/, is: standard('PORT') },
  { document: 'docs/catalog.md', sentence: /ships (\d+) chat models/, is: real.length - embedding.length },
  { document: 'docs/catalog.md', sentence: /and (\w+) for embeddings/, is: embedding.length },
  { document: OPERATIONS, sentence: /`LEDGER_RETENTION_DAYS` \((\d+)\)/, is: standard('LEDGER_RETENTION_DAYS') },
  { document: OPERATIONS, sentence: /`DECISION_RETENTION_DAYS` \((\d+)\)/, is: standard('DECISION_RETENTION_DAYS') },
  { document: OPERATIONS, sentence: /`SHUTDOWN_GRACE_MS` \((\d+) s\)/, is: standard('SHUTDOWN_GRACE_MS') / 1000 },
  { document: OPERATIONS, sentence: /delivered in the last (\w+) minutes/, is: journal('KEEP_DELIVERED_MS') / 60_000 },
  { document: OPERATIONS, sentence: /delivered for (\w+) minutes more/, is: journal('KEEP_DELIVERED_MS') / 60_000 },
  { document: OPERATIONS, sentence: /\(up to (\d+) GiB\)/, is: journal('KEEP_DELIVERED_BYTES') / 1024 ** 3 },
  { document: OPERATIONS, sentence: /by more than (\w+) minutes/, is: journal('MAX_CLOCK_STEP_MS') / 60_000 },
  {
    document: OPERATIONS,
    sentence: /the last (\d+) ms can be/,
    is: constant('src/journal/writer.ts', 'GROUP_SYNC_MS'),
  },
  {
    document: OPERATIONS,
    sentence: /gets (\d\.\d) s to/,
    is: constant('src/ledger/caught-up.ts', 'PATIENCE_MS') / 1000,
  },
  { document: JOURNAL_PAGE, sentence: /it within (\d+) ms/, is: constant('src/journal/writer.ts', 'GROUP_SYNC_MS') },
  {
    document: JOURNAL_PAGE,
    sentence: /up to (\w+) second later/,
    is: constant('src/journal/delivery.ts', 'LINGER_MS') / 1000,
  },
  {
    document: JOURNAL_PAGE,
    sentence: /asked for every (\w+) seconds/,
    is: constant('src/journal/delivery.ts', 'INCARNATION_CHECK_MS') / 1000,
  },
  { document: JOURNAL_PAGE, sentence: /last (\w+) minutes is/, is: journal('KEEP_DELIVERED_MS') / 60_000 },
  {
    document: JOURNAL_PAGE,
    sentence: /full disk\*\*: (\w+) segments/i,
    is: constant('src/journal/writer.ts', 'BLANKS_AHEAD'),
  },
];

describe('a figure in the documents', () => {
  it.each(FIGURES)('MS-51: is that of the code: $document, $sentence', ({ document, sentence, is }) => {
    const written = sentence.exec(readText(document).replaceAll(/\s+/g, ' '))?.[1] ?? '';
    expect(WORDS[written] ?? Number(written)).toBe(is);
  });
});

describe('the tables of the documents', () => {
  it('MS-51: README gives each setting that it shows its default', () => {
    const shown = tableRows(readText(README)).filter(([names = '']) => /^`[A-Z]/.test(names));
    const wrong = shown.flatMap(([names = '', defaults = '']) => {
      const expected = namesIn(names).map((name) => defaultOf(name));
      return defaults === [...new Set(expected)].join(', ') ? [] : [names];
    });
    expect(shown.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  it('MS-51: docs/operations.md lists every exit code of a failed start', () => {
    const listed = new Set(tableRows(readText(OPERATIONS)).map(([code]) => Number(code)));
    const codes = /const EXIT = \{([^}]*)\}/.exec(readText('src/process/faults.ts'))?.[1] ?? '';
    const thrown = [...codes.matchAll(/: (\d+)/g)].map(([, code]) => Number(code));
    expect(thrown.length).toBeGreaterThan(0);
    expect(thrown.filter((code) => !listed.has(code))).toEqual([]);
  });

  it('MS-51: docs/catalog.md counts the models of each provider', () => {
    const counted = tableRows(readText('docs/catalog.md')).filter(([, models = '']) => /^\d+$/.test(models));
    const shipped = shippedProviders
      .map(({ name }) => [`\`${name}\``, String(shippedModels.filter(({ provider }) => provider === name).length)])
      .filter(([, models]) => models !== '0');
    expect(counted.map((cells) => cells.slice(0, 2))).toEqual(shipped);
  });
});

const namesIn = (cell: string): readonly string[] => [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name);

function defaultOf(name: string): string {
  if (!Object.hasOwn(SETTINGS, name)) return `there is no setting ${name}`;
  const value = SETTINGS[name as keyof typeof SETTINGS].schema.safeParse(undefined).data;
  return value === undefined ? 'unset' : `\`${String(value)}\``;
}
