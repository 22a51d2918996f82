/** A small source tree in a directory of its own, and a tool run on it. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** File contents by path relative to the tree's root. */
export type Tree = Readonly<Record<string, string>>;

export interface FixtureTree {
  readonly root: string;
  remove(): void;
}

export interface ToolRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export function plantTree(tree: Tree): FixtureTree {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'bursar-tree-'));
  for (const [path, content] of Object.entries(tree)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Runs a Node program to its end; a failure is an exit code, not an exception. */
export function runNode(cwd: string, args: readonly string[]): Promise<ToolRun> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ exitCode, stdout, stderr });
    });
  });
}
