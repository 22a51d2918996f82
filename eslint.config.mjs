/** Lint rules: what the compiler cannot say about size, purity of `domain/`, the environment and tests. */
import { builtinModules } from 'node:module';
import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const typescript = ['**/*.ts'];
const tests = ['test/**/*.ts'];
const scripts = ['**/*.cjs', '**/*.mjs'];
const domain = ['src/domain/**/*.ts', 'src/**/domain/**/*.ts'];

/** The files whose output on the console is their purpose. A new one is a deliberate line. */
const speakers = ['src/cli.ts', 'src/cli/**/*.ts', 'src/main.ts', 'src/**/banner.ts', 'src/**/*.main.ts'];

/** Nest reads the constructor types of these at run time: an `import type` would break injection silently. */
const injected = ['src/**/*.{controller,service,store,module,guard,filter,pipe,interceptor,entity}.ts'];

/** What depends on the machine, the moment or chance; it comes into `domain/` as an argument. (`Buffer` is bytes: a value.) */
const impureGlobals = [
  'Date',
  'XMLHttpRequest',
  'console',
  'crypto',
  'fetch',
  'global',
  'globalThis',
  'performance',
  'process',
  'queueMicrotask',
  'require',
  'setImmediate',
  'setInterval',
  'setTimeout',
];

const noDefaultExport = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name: a default export has no name to search for.' },
  { selector: 'ExportSpecifier[exported.name="default"]', message: 'Export by name, not as default.' },
];

const noPartialRun = [
  {
    selector:
      ':matches(CallExpression, TaggedTemplateExpression) MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo|failing)$/]',
    message: 'A test runs, always: no .only, .skip, .todo or .failing.',
  },
  {
    selector: 'CallExpression[callee.name=/^(fit|fdescribe|xit|xtest|xdescribe|pending)$/]',
    message: 'A test runs, always: no focused or disabled tests.',
  },
];

const noEnvironment = [
  {
    object: 'process',
    property: 'env',
    message: 'Only src/config/ reads the environment; take the setting as an argument.',
  },
];
const noChance = [{ object: 'Math', property: 'random', message: 'Chance is an argument of the domain (a seed).' }];
const noProcessImport = {
  name: 'node:process',
  message: 'Use the global, so that the rule on process.env sees it.',
};

/** @type {import('eslint').Linter.RulesRecord} */
const size = {
  complexity: ['error', 10],
  'max-lines': ['error', 300],
  'max-params': ['error', 4],
  'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
};

/** @type {import('eslint').Linter.RulesRecord} */
const typed = {
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: false }],
  // A number in a message is the rule here (limits, counts, ports), not a slip.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  // `record['key']` says that the key may be absent, `object.key` that it is declared.
  '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
  // Its advice, `!`, is refused by no-non-null-assertion.
  '@typescript-eslint/non-nullable-type-assertion-style': 'off',
  // An entity is a row: a plain object of its shape is as good as an instance.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  // The rule does not see that a branded bigint (money) is a bigint.
  '@typescript-eslint/no-unsafe-unary-minus': 'off',
  // A Nest module is a class that only carries its decorator.
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
  '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
};

export default defineConfig(
  { ignores: ['dist/', 'data/', 'coverage/', 'node_modules/'] },
  // A rule that must bend somewhere bends here, in view, and not in a comment.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: typescript,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...size,
      ...typed,
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', ...noDefaultExport],
    },
  },
  { files: injected, rules: { '@typescript-eslint/consistent-type-imports': 'off' } },
  {
    files: ['src/**/*.ts', 'migrations/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': ['error', ...noEnvironment],
      'no-restricted-imports': ['error', noProcessImport, { ...noProcessImport, name: 'process' }],
    },
  },
  // For the same reason a changed row is the old one, spread; these files hold no other instances.
  { files: ['src/**/*.{service,store}.ts'], rules: { '@typescript-eslint/no-misused-spread': 'off' } },
  { files: speakers, rules: { 'no-console': 'off' } },
  { files: ['src/config/**/*.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: domain,
    rules: {
      'no-restricted-globals': [
        'error',
        ...impureGlobals.map((name) => ({ name, message: 'The domain is pure: time, chance and I/O are arguments.' })),
      ],
      'no-restricted-properties': ['error', ...noEnvironment, ...noChance],
      'no-restricted-imports': [
        'error',
        {
          paths: builtinModules.map((name) => ({ name, message: 'The domain is pure: no Node built-ins.' })),
          patterns: [{ group: ['node:*'], message: 'The domain is pure: no Node built-ins.' }],
        },
      ],
    },
  },
  {
    files: tests,
    rules: {
      // A describe callback holds its tests; each of them is short.
      'max-lines-per-function': 'off',
      'no-restricted-syntax': ['error', ...noDefaultExport, ...noPartialRun],
      // Jest's matchers (`expect.any(…)`) are typed as `any`, and `expect(object.method)` never calls it unbound.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // A fake has the signature of the real part, whether or not it awaits.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: scripts,
    rules: size,
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'Buffer',
          '__dirname',
          '__filename',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'fetch',
          'URL',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
);
