'use strict';
/**
 * Runs the command line on a fitting Node, after building it when the sources are newer. `npm start` is this with
 * `start`; whatever the host's Node, this file must parse on it, hence nothing newer than Node 16.
 */
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const ROOT = path.join(__dirname, '..');
const CLI = path.join(ROOT, 'dist/src/cli.js');
// tsc writes it last: older than a source, or absent, means that the last build is stale or was cut short.
const BUILD_INFO = path.join(ROOT, 'dist/.tsbuildinfo');
const SOURCES = ['src', 'migrations', 'package.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];
const LEAST_NODE = [22, 19];
const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
// A process manager gives several seconds between SIGTERM and SIGKILL.
const SHELL_LOOK_MS = 250;
const EXIT_UNUSABLE = 78; // EX_CONFIG of sysexits.h

main();

function main() {
  if (!isFitting(process.versions.node)) {
    runOnPinnedNode();
    return;
  }
  if (process.channel) followParent();
  else if (process.env.npm_lifecycle_event) followShell();
  if (isStale()) build();
  runCli();
}

function isFitting(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
}

/** The command line takes this process over: no process in between that could swallow a signal or leave an orphan. */
function runCli() {
  process.argv[1] = CLI;
  Module.runMain();
}

function runOnPinnedNode() {
  const pinned = pinnedNode();
  if (pinned === undefined) {
    const least = LEAST_NODE.join('.');
    fail(
      `Bursar needs Node ${least} or later, this is ${process.versions.node}: install a newer one, or run "npm ci".`,
    );
  }
  const heapFlags = process.execArgv.filter((flag) => /^--(?:max|heap)-/.test(flag));
  const args = heapFlags.concat(__filename, process.argv.slice(2));
  // The channel tells the child when this process is gone, however it went.
  const child = spawn(pinned, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of FORWARDED_SIGNALS) forwardOnce(signal, child);
  child.on('error', (error) => fail(`${pinned} cannot be run: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** The Node that package-lock.json pins, unless it is the one that runs. */
function pinnedNode() {
  const modules = path.join(ROOT, 'node_modules');
  const candidates = [
    path.join(modules, '.bin/node'),
    path.join(modules, `node-${process.platform}-${process.arch}`, 'bin/node'),
  ];
  const running = fs.realpathSync(process.execPath);
  return candidates.find((file) => fs.existsSync(file) && fs.realpathSync(file) !== running);
}

function forwardOnce(signal, child) {
  let forwarded = false;
  process.on(signal, () => {
    // A terminal has sent its Ctrl-C to the child as well.
    if (forwarded || (signal === 'SIGINT' && process.stdin.isTTY)) return;
    forwarded = true;
    child.kill(signal);
  });
}

function followParent() {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // Listening holds the event loop open; a command that is done must be able to end.
  process.channel.unref();
}

/** npm hands a signal to the shell between us, which dies of it and tells nobody. */
function followShell() {
  const shell = process.ppid;
  const look = () => {
    if (process.ppid === shell) return;
    clearInterval(looking);
    process.kill(process.pid, 'SIGTERM');
  };
  const looking = setInterval(look, SHELL_LOOK_MS).unref();
}

function isStale() {
  if (!fs.existsSync(CLI) || !fs.existsSync(BUILD_INFO)) return true;
  const builtMs = fs.statSync(BUILD_INFO).mtimeMs;
  return SOURCES.some((name) => newestMs(path.join(ROOT, name)) > builtMs);
}

function newestMs(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  // A directory's own time changes when a file is removed from it.
  return fs.readdirSync(file).reduce((newest, name) => Math.max(newest, newestMs(path.join(file, name))), stat.mtimeMs);
}

function build() {
  const nest = nestCommand();
  if (nest === undefined) {
    // An installation without development packages carries a finished build.
    if (fs.existsSync(CLI)) return;
    fail('Bursar is not built and its build tools are not installed: run "npm ci" first.');
  }
  // Standard output belongs to the command: `detect` and its like are used in pipes.
  process.stderr.write('Building…\n');
  const result = spawnSync(process.execPath, [nest, 'build'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (result.status === 0) return;
  fs.rmSync(BUILD_INFO, { force: true });
  fail('The build failed; see above.');
}

function nestCommand() {
  try {
    return require.resolve('@nestjs/cli/bin/nest.js', { paths: [ROOT] });
  } catch {
    return undefined;
  }
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(EXIT_UNUSABLE);
}
