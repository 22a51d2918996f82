const transform = {
  '^.+\\.[cm]?[jt]s$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
      },
      module: { type: 'commonjs' },
    },
  ],
};

const project = (displayName, extra = {}) => ({
  displayName,
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
  transform,
  // ESM-only dependencies (undici 8, canonicalize, Nest 12) are rewritten too; the result is cached.
  transformIgnorePatterns: [],
  ...extra,
});

/** @type {import('jest').Config} */
module.exports = {
  // The embedded stores run beside the tests; more workers than cores only make both slower.
  maxWorkers: 2,
  // A busy machine is no fault: what a test waits for has bounds of its own (test/support/eventually.ts).
  testTimeout: 60_000,
  projects: [project('unit'), project('integration'), project('e2e')],
};
