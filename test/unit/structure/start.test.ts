import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type FixtureTree, plantTree, runNode, type ToolRun } from './fixture-tree';
import { ROOT } from './repository';

const REPORT =
  'console.log(JSON.stringify({ pid: process.pid, args: process.argv.slice(2), main: require.main === module }));';
const WAIT_FOR_SIGTERM = "process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000);";
/** Loaded before the script, makes it believe that it runs on a Node that is too old. */
const OLD_NODE = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.5' } });";
/** Stands in for the nest command: writes what a build leaves behind. */
const NEST = `const fs = require('node:fs');
fs.mkdirSync('dist/src', { recursive: true });
fs.writeFileSync('dist/src/cli.js', 'console.log("built")');
if (fs.existsSync('src/broken')) process.exit(1);
fs.writeFileSync('dist/.tsbuildinfo', '{}');`;

interface Report {
  readonly pid: number;
  readonly args: readonly string[];
  readonly main: boolean;
}

// Every test starts real processes.
jest.setTimeout(60_000);

describe('scripts/start.cjs', () => {
  let tree: FixtureTree | null = null;
  const running = new Set<ChildProcess>();

  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
    running.clear();
    tree?.remove();
    tree = null;
  });

  function plant(cli: string, ...extra: readonly (readonly [string, string])[]): string {
    tree = plantTree({
      'scripts/start.cjs': readFileSync(join(ROOT, 'scripts/start.cjs'), 'utf8'),
      'src/cli.ts': '',
      'package.json': '{}',
      'dist/src/cli.js': cli,
      'dist/.tsbuildinfo': '{}',
      'old-node.cjs': OLD_NODE,
      ...Object.fromEntries(extra),
    });
    return tree.root;
  }

  /** A pinned Node: this one, under another path. */
  function pinNode(root: string): void {
    const file = join(root, 'node_modules/.bin/node');
    mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
    writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "$@"\n`);
    chmodSync(file, 0o755);
  }

  const start = (root: string, ...args: readonly string[]): Promise<ToolRun> =>
    runNode(root, ['scripts/start.cjs', ...args]);
  const startOnOldNode = (root: string, ...args: readonly string[]): Promise<ToolRun> =>
    runNode(root, ['--require', './old-node.cjs', 'scripts/start.cjs', ...args]);

  function launch(root: string, options: readonly string[]): { child: ChildProcess; firstLine: Promise<string> } {
    const child = spawn(process.execPath, [...options, 'scripts/start.cjs', 'start'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.add(child);
    const lines = createInterface(child.stdout);
    return { child, firstLine: new Promise((resolve) => lines.once('line', resolve)) };
  }

  it('runs the command line as the main module of its own process, with the given arguments', async () => {
    const root = plant(REPORT);
    const { child, firstLine } = launch(root, []);
    const report = JSON.parse(await firstLine) as Report;
    expect(report).toEqual({ pid: child.pid, args: ['start'], main: true });
  });

  it('does not build what is built, and does build when a source is newer or a file is missing', async () => {
    const root = plant(REPORT, ['node_modules/@nestjs/cli/bin/nest.js', NEST]);
    expect((await start(root)).stderr).toBe('');
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(root, 'src/cli.ts'), later, later);
    expect(await start(root)).toEqual({ exitCode: 0, stdout: 'built\n', stderr: 'Building…\n' });
  });

  it('builds again after a build that failed, and says so with exit code 78', async () => {
    const root = plant(REPORT, ['node_modules/@nestjs/cli/bin/nest.js', NEST], ['src/broken', '']);
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(root, 'src/broken'), later, later);
    for (let attempt = 0; attempt < 2; attempt++) {
      const run = await start(root);
      expect(run).toEqual({ exitCode: 78, stdout: '', stderr: 'Building…\nThe build failed; see above.\n' });
    }
  });

  it('says in one sentence that the Node is too old where no pinned one is installed', async () => {
    const run = await startOnOldNode(plant(REPORT));
    expect(run.exitCode).toBe(78);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/^Bursar needs Node 22\.19 or later, this is 20\.19\.5: .*\n$/);
  });

  it('runs on the pinned Node where the running one is too old, and ends with its exit code', async () => {
    const root = plant('process.exitCode = process.argv.length + 1;');
    pinNode(root);
    expect(await startOnOldNode(root, 'detect')).toEqual({ exitCode: 4, stdout: '', stderr: '' });
  });

  it('hands SIGTERM to the pinned Node and ends with what it made of it', async () => {
    const root = plant(`${WAIT_FOR_SIGTERM}\n${REPORT}`);
    pinNode(root);
    const { child, firstLine } = launch(root, ['--require', './old-node.cjs']);
    await firstLine;
    const exit = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await exit).toBe(7);
  });

  it('leaves no process behind when it is killed', async () => {
    const root = plant(`${WAIT_FOR_SIGTERM}\n${REPORT}`);
    pinNode(root);
    const { child, firstLine } = launch(root, ['--require', './old-node.cjs']);
    await firstLine;
    // The grandchild holds the other end of this pipe: it closes when the last of them is gone.
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await closed;
  });
});
