import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FixtureTree, plantTree, runNode, type Tree } from './fixture-tree';
import { ROOT } from './repository';

const ESLINT = join(ROOT, 'node_modules/eslint/bin/eslint.js');
const CONFIG = join(ROOT, 'eslint.config.mjs');

const manyLines = (count: number, line: string): string => `${line}\n`.repeat(count);
const inFunction = (body: string): string => `export function run(): void {\n${body}}\n`;

const SOUND: Tree = {
  'src/cli.ts': "console.log('ready');\n",
  'src/config/index.ts': 'export const port: string | undefined = process.env.PORT;\n',
  'src/shared/clock.ts': 'export const nowMs = (): number => Date.now();\n',
  'src/ledger/domain/sum.ts': 'export const sum = (a: number, b: number): number => Math.max(a, 0) + b;\n',
  'test/unit/sum.test.ts': `describe('sum', () => {\n${manyLines(60, "  it.each([1])('adds %d', () => expect(1).toBe(1));")}});\n`,
};

/** Each file breaks one rule, named before its code. */
const OFFENCES: readonly { rule: string; file: string; code: string }[] = [
  { rule: 'no-console', file: 'src/ledger/speak.ts', code: "console.log('hello');\n" },
  {
    rule: 'no-restricted-properties',
    file: 'src/ledger/environment.ts',
    code: 'export const home = process.env.HOME;\n',
  },
  {
    rule: 'no-restricted-imports',
    file: 'src/ledger/process.ts',
    code: "import { env } from 'node:process';\nexport const home = env.HOME;\n",
  },
  {
    rule: 'no-restricted-globals',
    file: 'src/ledger/domain/time.ts',
    code: 'export const nowMs = (): number => Date.now();\n',
  },
  {
    rule: 'no-restricted-globals',
    file: 'src/ledger/domain/load.ts',
    code: "export const load = (): Promise<Response> => fetch('http://localhost');\n",
  },
  {
    rule: 'no-restricted-properties',
    file: 'src/ledger/domain/dice.ts',
    code: 'export const dice = (): number => Math.random();\n',
  },
  {
    rule: 'no-restricted-imports',
    file: 'src/ledger/domain/hash.ts',
    code: "import { createHash } from 'node:crypto';\nexport const hash = createHash;\n",
  },
  { rule: 'no-restricted-syntax', file: 'src/ledger/default.ts', code: 'export default 1;\n' },
  {
    rule: 'no-restricted-syntax',
    file: 'test/unit/only.test.ts',
    code: "it.only('runs alone', () => expect(1).toBe(1));\n",
  },
  {
    rule: 'no-restricted-syntax',
    file: 'test/unit/skip.test.ts',
    code: "describe.skip.each([1])('never runs', () => expect(1).toBe(1));\n",
  },
  {
    rule: 'max-params',
    file: 'src/ledger/wide.ts',
    code: 'export const wide = (a: 1, b: 1, c: 1, d: 1, e: 1): unknown => [a, b, c, d, e];\n',
  },
  {
    rule: 'max-lines-per-function',
    file: 'src/ledger/tall.ts',
    code: inFunction(manyLines(51, "  JSON.stringify('');")),
  },
  { rule: 'max-lines', file: 'src/ledger/long.ts', code: manyLines(301, '// a line') },
  {
    rule: 'complexity',
    file: 'src/ledger/complex.ts',
    code: `export const pick = (n: number): number => ${Array.from({ length: 10 }, (_, i) => `n === ${i} ? ${i} : `).join('')}-1;\n`,
  },
  {
    rule: '@typescript-eslint/switch-exhaustiveness-check',
    file: 'src/ledger/switch.ts',
    code: "export const run = (state: 'open' | 'closed'): void => {\n  switch (state) {\n    case 'open':\n      break;\n  }\n};\n",
  },
  {
    rule: '@typescript-eslint/no-explicit-any',
    file: 'src/ledger/any.ts',
    code: 'export const any: any = JSON.parse("1");\n',
  },
  {
    rule: '@typescript-eslint/no-non-null-assertion',
    file: 'src/ledger/bang.ts',
    code: 'export const first = (list: readonly (string | null)[]): string => list.at(0)!;\n',
  },
  {
    rule: '@typescript-eslint/no-floating-promises',
    file: 'src/ledger/floating.ts',
    code: inFunction('  Promise.resolve();\n'),
  },
  {
    rule: '@typescript-eslint/ban-ts-comment',
    file: 'src/ledger/ignore.ts',
    code: '// @ts-ignore\nexport const one = 1;\n',
  },
];

/** Comments that switch rules off have no effect, and are reported without a rule's name. */
const SILENCED: Tree = { 'src/ledger/silenced.ts': "/* eslint-disable no-console */\nconsole.log('hello');\n" };

interface FileReport {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string }[];
}

// The real tool runs on a real tree, type-checked; a busy machine may take its time.
jest.setTimeout(120_000);

describe('lint rules', () => {
  let tree: FixtureTree | null = null;

  afterEach(() => {
    tree?.remove();
    tree = null;
  });

  /** `rule: file` of each finding; `comment` stands for a switch-off comment. */
  async function findingsIn(files: Tree): Promise<readonly string[]> {
    const tsconfig = readFileSync(join(ROOT, 'tsconfig.json'), 'utf8').replace('["node", "jest"]', '[]');
    const globals = 'declare const process: { env: Record<string, string | undefined> };\n';
    const root = plantTree({ 'tsconfig.json': tsconfig, 'src/globals.d.ts': globals, ...files });
    tree = root;
    const run = await runNode(root.root, [ESLINT, '--config', CONFIG, '--format', 'json', 'src', 'test']);
    if (run.stdout === '') throw new Error(run.stderr);
    const reports = JSON.parse(run.stdout) as FileReport[];
    return reports.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, message }) => {
        const name = ruleId ?? (message.includes('noInlineConfig') ? 'comment' : message);
        return `${name}: ${filePath.slice(root.root.length + 1)}`;
      }),
    );
  }

  it('reports each offence by the name of its rule', async () => {
    const offending = Object.fromEntries(OFFENCES.map(({ file, code }) => [file, code]));
    const found = new Set(await findingsIn({ ...SOUND, ...offending }));
    expect(OFFENCES.map(({ rule, file }) => `${rule}: ${file}`).filter((offence) => !found.has(offence))).toEqual([]);
  });

  it('cannot be switched off by a comment', async () => {
    expect(await findingsIn({ ...SOUND, ...SILENCED })).toEqual(
      expect.arrayContaining(['comment: src/ledger/silenced.ts', 'no-console: src/ledger/silenced.ts']),
    );
  });

  it('lets the console, the environment, the clock and long describe blocks be where they belong', async () => {
    const allowed = ['no-console', 'no-restricted-properties', 'no-restricted-globals', 'max-lines-per-function'];
    const found = await findingsIn(SOUND);
    expect(found.filter((finding) => allowed.some((rule) => finding.startsWith(`${rule}:`)))).toEqual([]);
  });
});
