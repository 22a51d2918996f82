'use strict';
/** Runs the benchmarks on the Node that the lock file pins; `npm run bench -- --help` lists them. */
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.join(__dirname, '..');
const pinned = path.join(ROOT, 'node_modules/.bin/node');
const node = fs.existsSync(pinned) ? fs.realpathSync(pinned) : process.execPath;

const child = spawn(node, [path.join(ROOT, 'bench/run.ts')].concat(process.argv.slice(2)), { stdio: 'inherit' });
// The runner stops what it started; this process only has to outlive it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
child.on('exit', (code, signal) => process.exit(signal === null ? code : 1));
