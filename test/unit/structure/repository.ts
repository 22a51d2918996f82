/** The repository's own files, as text, for the tests that read them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const ROOT = join(__dirname, '../../..');

const GENERATED = ['.git', 'node_modules', 'dist', 'data', 'coverage'];
const BINARY = /\.(png|jpe?g|gif|ico|woff2?|gz|zip|parquet)$/;

/** Paths of all text files relative to the root, sorted; what is installed, built or stored at run time is left out. */
export function repositoryFiles(...folders: readonly string[]): string[] {
  const starts = folders.length > 0 ? folders : ['.'];
  return starts
    .flatMap((folder) => filesBelow(join(ROOT, folder)))
    .map((file) => relative(ROOT, file).split(sep).join('/'))
    .filter((file) => !BINARY.test(file))
    .sort();
}

export const readText = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

export const exists = (path: string): boolean => existsSync(join(ROOT, path));

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    // In a worktree `.git` is a file.
    if (GENERATED.includes(relative(ROOT, path))) return [];
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}
