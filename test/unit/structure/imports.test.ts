import { join } from 'node:path';
import { type FixtureTree, plantTree, runNode, type Tree } from './fixture-tree';
import { ROOT } from './repository';

const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const CONFIG = join(ROOT, '.dependency-cruiser.cjs');

const BASE: Tree = {
  'package.json': JSON.stringify({ name: 'fixture', dependencies: {}, devDependencies: { tester: '1.0.0' } }),
  'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'nodenext', moduleResolution: 'nodenext' } }),
  'node_modules/tester/package.json': JSON.stringify({ name: 'tester', version: '1.0.0', main: 'index.js' }),
  'node_modules/tester/index.js': 'module.exports = {};',
  'node_modules/stray/package.json': JSON.stringify({ name: 'stray', version: '1.0.0', main: 'index.js' }),
  'node_modules/stray/index.js': 'module.exports = {};',
};

const SOUND: Tree = {
  'src/main.ts': "import './gateway';",
  'src/shared/domain/money.ts': 'export type Money = bigint;',
  'src/shared/clock.ts': 'export const clock = 1;',
  'src/config/index.ts': "export { clock } from '../shared/clock';",
  'src/catalog/data/models.json': '[]',
  'src/catalog/shipped.ts': "import models from './data/models.json';\nexport const shipped: unknown = models;",
  'src/catalog/domain/model.ts': "import type { Money } from '../../shared/domain/money';\nexport type Price = Money;",
  'src/catalog/index.ts': "export { shipped } from './shipped';\nexport type { Price } from './domain/model';",
  'src/routing/domain/decide.ts':
    "import type { Price } from '../../catalog/domain/model';\nexport type Choice = Price;",
  'src/routing/index.ts': "export type { Choice } from './domain/decide';\nexport { shipped } from '../catalog';",
  'src/ledger/ledger.store.ts': "import { clock } from '../config';\nexport const store = clock;",
  'src/ledger/ledger.service.ts': "import { store } from './ledger.store';\nexport const service = store;",
  'src/ledger/ledger.controller.ts': "import { service } from './ledger.service';\nexport const controller = service;",
  'src/ledger/index.ts': "export { controller } from './ledger.controller';",
  'src/gateway/index.ts': "export * from '../routing';\nexport * from '../ledger';",
  'migrations/postgres/0001-start.ts': "import { join } from 'node:path';\nexport const file = join('a', 'b');",
};

/** Each rule with an import that it must refuse: `from` contains `code`. */
const OFFENCES: readonly { rule: string; from: string; code: string }[] = [
  { rule: 'no-cycles', from: 'src/ledger/ring-a.ts', code: "import './ring-b';" },
  { rule: 'only-known-folders', from: 'src/utils/strings.ts', code: "import '../shared/clock';" },
  { rule: 'folder-only-through-its-door', from: 'src/routing/peek.ts', code: "import '../catalog/shipped';" },
  { rule: 'domain-imports-only-domain', from: 'src/routing/domain/clock.ts', code: "import '../../shared/clock';" },
  { rule: 'domain-imports-only-domain', from: 'src/routing/domain/hash.ts', code: "import 'node:crypto';" },
  { rule: 'domain-imports-only-domain', from: 'src/routing/domain/package.ts', code: "import 'stray';" },
  { rule: 'controller-imports-no-store', from: 'src/ledger/a.controller.ts', code: "import './ledger.store';" },
  { rule: 'store-imports-no-service', from: 'src/ledger/a.store.ts', code: "import './ledger.service';" },
  {
    rule: 'migrations-import-nothing-of-src',
    from: 'migrations/postgres/0002-next.ts',
    code: "import '../../src/config';",
  },
  {
    rule: 'src-imports-only-src',
    from: 'src/ledger/load.ts',
    code: "import '../../bench/load';",
  },
  { rule: 'no-development-package', from: 'src/ledger/tester.ts', code: "import 'tester';" },
  { rule: 'no-undeclared-package', from: 'src/ledger/stray.ts', code: "import 'stray';" },
  { rule: 'no-unresolvable', from: 'src/ledger/nowhere.ts', code: "import './not-there';" },
  ...['shared', 'config', 'postgres', 'clickhouse', 'journal', 'http'].map((folder) => ({
    rule: `${folder}-imports-only-downward`,
    from: `src/${folder}/upward.ts`,
    code: "import '../ledger';",
  })),
  ...[
    'catalog',
    'ledger',
    'telemetry',
    'identity',
    'budgets',
    'resilience',
    'routing',
    'forecasting',
    'governance',
  ].map((feature) => ({
    rule: `${feature}-imports-only-known-features`,
    from: `src/${feature}/upward.ts`,
    code: "import '../gateway';",
  })),
  { rule: 'gateway-imports-only-known-features', from: 'src/gateway/up.ts', code: "import '../governance';" },
  { rule: 'dashboard-imports-only-known-features', from: 'src/dashboard/up.ts', code: "import '../gateway';" },
];

/** What the offences import and a sound tree does not have. */
const TARGETS: Tree = {
  'bench/load.ts': 'export const load = 1;',
  'src/governance/index.ts': 'export const governance = 1;',
  'src/ledger/ring-b.ts': "import './ring-a';",
};

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

// The real tool runs on a real tree; a busy machine may take its time.
jest.setTimeout(60_000);

describe('import rules', () => {
  let tree: FixtureTree | null = null;

  afterEach(() => {
    tree?.remove();
    tree = null;
  });

  async function violationsOf(files: Tree): Promise<readonly Violation[]> {
    tree = plantTree({ ...BASE, ...files });
    const run = await runNode(tree.root, [CRUISER, '--config', CONFIG, '--output-type', 'json', 'src', 'migrations']);
    if (run.stdout === '') throw new Error(run.stderr);
    const result = JSON.parse(run.stdout) as { summary: { violations: Violation[] } };
    return result.summary.violations;
  }

  it('lets a tree pass that follows every rule', async () => {
    expect(await violationsOf(SOUND)).toEqual([]);
  });

  it('refuses each forbidden import by the name of its rule, and has no rule that refuses nothing', async () => {
    const offending = Object.fromEntries(OFFENCES.map(({ from, code }) => [from, code]));
    const violations = await violationsOf({ ...SOUND, ...TARGETS, ...offending });
    const found = new Set(violations.map(({ from, rule }) => `${rule.name}: ${from}`));
    expect(OFFENCES.map(({ rule, from }) => `${rule}: ${from}`).filter((offence) => !found.has(offence))).toEqual([]);

    const { forbidden } = jest.requireActual<{ forbidden: { name: string }[] }>(CONFIG);
    expect(new Set(OFFENCES.map(({ rule }) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
  });
});
