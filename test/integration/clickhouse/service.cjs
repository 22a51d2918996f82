'use strict';
/** A service that owns an embedded engine and can be killed: says over its channel where the engine is. */
const { readFileSync } = require('node:fs');
const { registerHooks } = require('node:module');
const { transformSync } = require('@swc/core');

registerHooks({
  resolve: (specifier, context, next) => {
    try {
      return next(specifier, context);
    } catch {
      return next(`${specifier}.ts`, context);
    }
  },
});
require.extensions['.ts'] = (module, filename) => {
  const jsc = { target: 'es2022', parser: { syntax: 'typescript' } };
  const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, jsc, module: { type: 'commonjs' } });
  module._compile(code, filename);
};

const { startEmbeddedClickHouse } = require('../../../src/clickhouse/embedded/supervisor.ts');

const log = { info: () => {}, warn: () => {} };
startEmbeddedClickHouse({ dataDir: process.argv[2], memoryCapBytes: 1024 ** 3, log }).then((engine) => {
  process.send({ pid: engine.pid(), url: engine.url, username: engine.username, password: engine.password });
});
