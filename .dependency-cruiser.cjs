/**
 * Import rules: which folder of `src/` may know which. The two tables are the architecture's arrows; a new arrow is a
 * new word in a row, made on purpose. `test/unit/structure/imports.test.ts` proves that every rule bites.
 */

/** Folders without a feature of their own, each with those further down that it may import. */
const INFRASTRUCTURE = {
  shared: [],
  config: ['shared'],
  postgres: ['shared', 'config'],
  clickhouse: ['shared', 'config'],
  journal: ['shared', 'config'],
  // Their failures become errors of the API.
  http: ['shared', 'config', 'postgres', 'clickhouse'],
};

/** Features, each with the other features that it may import. All of them may import all of the infrastructure. */
const FEATURES = {
  catalog: [],
  // Late corrections price recorded attempts anew.
  ledger: ['catalog'],
  telemetry: [],
  identity: [],
  // They are declared in the catalog's document.
  budgets: ['ledger', 'catalog'],
  // Attempts are what its history and reports are made of; its audit goes through the ledger's journal.
  resilience: ['catalog', 'ledger', 'telemetry'],
  routing: ['catalog', 'ledger'],
  forecasting: ['ledger', 'budgets'],
  governance: ['ledger', 'budgets'],
  gateway: ['routing', 'resilience', 'budgets', 'ledger', 'telemetry', 'identity', 'catalog'],
  dashboard: ['ledger', 'budgets', 'forecasting', 'governance', 'resilience', 'routing', 'catalog', 'identity'],
};

/** Folders that are a box of small things rather than one thing with a door. */
const WITHOUT_DOOR = ['shared'];

/** Puts everything together, and is imported by nothing but main.ts and cli.ts. */
const COMPOSITION = ['process'];

/** npm packages without I/O, clock or chance, which `domain/` may therefore use. */
const PURE_PACKAGES = ['zod', 'canonicalize', '@marcbachmann/cel-js', 'json-p3'];

const FOLDERS = [...Object.keys(INFRASTRUCTURE), ...Object.keys(FEATURES), ...COMPOSITION];
const anyOf = (names) => `(${names.join('|')})`;
const under = (names) => `^src/${anyOf(names)}/`;
const PURE_PACKAGE_PATH = `(^|/)node_modules/${anyOf(PURE_PACKAGES)}/`;

const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const infrastructureArrows = Object.entries(INFRASTRUCTURE).map(([folder, below]) =>
  error(
    `${folder}-imports-only-downward`,
    `src/${folder} may import ${below.join(', ') || 'no other folder'}; see INFRASTRUCTURE.`,
    { path: under([folder]) },
    { path: '^src/', pathNot: under([folder, ...below]) },
  ),
);

const featureArrows = Object.entries(FEATURES).map(([feature, known]) =>
  error(
    `${feature}-imports-only-known-features`,
    `src/${feature} may import ${known.join(', ') || 'no other feature'} and the infrastructure; see FEATURES.`,
    { path: under([feature]) },
    { path: '^src/', pathNot: under([feature, ...known, ...Object.keys(INFRASTRUCTURE)]) },
  ),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    error('no-cycles', 'A cycle cannot be understood, tested or moved in parts.', {}, { circular: true }),
    error(
      'only-known-folders',
      'A new folder of src/ is a new word in INFRASTRUCTURE or FEATURES.',
      { path: '^src/[^/]+/', pathNot: under(FOLDERS) },
      {},
    ),
    error(
      'folder-only-through-its-door',
      "Another folder's index.ts is its only door.",
      { path: '^src/([^/]+)/', pathNot: '^src/.+/domain/' },
      { path: '^src/[^/]+/', pathNot: ['^src/$1/', '^src/[^/]+/index[.]ts$', under(WITHOUT_DOOR)] },
    ),
    error(
      'domain-imports-only-domain',
      "The domain knows the domain (its own, shared/domain, or a known feature's), and nothing that does I/O.",
      { path: '^src/.+/domain/' },
      {
        pathNot: ['^src/.+/domain/', PURE_PACKAGE_PATH],
        // What cannot be resolved is reported by its own rule.
        couldNotResolve: false,
      },
    ),
    error(
      'controller-imports-no-store',
      'A request takes controller → service → store.',
      { path: '[.]controller[.]ts$' },
      { path: '[.]store[.]ts$' },
    ),
    error(
      'store-imports-no-service',
      'A store answers; it does not know who asks.',
      { path: '[.]store[.]ts$' },
      { path: '[.](service|controller)[.]ts$' },
    ),
    error(
      'migrations-import-nothing-of-src',
      'A migration is history: the code that it would import changes.',
      { path: '^migrations/' },
      { path: '^src/' },
    ),
    error(
      'src-imports-only-src',
      'Tests, benchmarks and scripts are not part of the product.',
      { path: '^src/' },
      { path: '^(test|bench|scripts|dist|web)/' },
    ),
    error(
      'no-development-package',
      'Only `dependencies` are there in production.',
      { path: '^(src|migrations)/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    error(
      'no-undeclared-package',
      'An import must be in package.json.',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    error('no-unresolvable', 'The import leads nowhere.', {}, { couldNotResolve: true }),
    ...infrastructureArrows,
    ...featureArrows,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Types count too: who knows another's types depends on it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json', '.d.ts'],
    },
  },
};
