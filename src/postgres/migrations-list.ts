/** The migrations of `migrations/postgres`, found by their file names: `0001-create-identity.ts` exports one class. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type MigrationInterface } from 'typeorm';

export type MigrationClass = new () => MigrationInterface;

/** The same relative place among the sources and in the build. */
export const MIGRATIONS_DIRECTORY = join(__dirname, '..', '..', 'migrations', 'postgres');

const FILE = /^(?<number>\d{4})-(?<intent>[a-z0-9]+(?:-[a-z0-9]+)*)\.(?:ts|js)$/;
const TIMESTAMP_DIGITS = 13;

/** @throws Error when a number is missing or used twice, or a file does not export exactly one class */
export async function loadMigrations(directory: string): Promise<readonly MigrationClass[]> {
  const files = (await readdir(directory)).filter((name) => FILE.test(name)).sort();
  files.forEach((file, index) => {
    if (numberOf(file) === index + 1) return;
    throw new Error(`Migrations are numbered from 0001 without gap or repetition; ${file} breaks that.`);
  });
  return Promise.all(files.map((file) => loadMigration(directory, file)));
}

/** `0007-add-limits` as people name it, of the `add-limits-0000000000007` that TypeORM keeps. */
export function migrationLabel(storedName: string): string {
  const intent = storedName.slice(0, -TIMESTAMP_DIGITS - 1);
  return `${storedName.slice(-4)}-${intent}`;
}

async function loadMigration(directory: string, file: string): Promise<MigrationClass> {
  const exported = (await import(join(directory, file))) as Record<string, unknown>;
  // A dynamic import of a CommonJS file also has `default` (the whole of the exports), which is no class.
  const classes = [...new Set(Object.values(exported))].filter(isMigrationClass);
  const [Migration] = classes;
  if (Migration === undefined || classes.length > 1)
    throw new Error(`${file} must export exactly one migration class.`);
  return class extends Migration {
    // TypeORM reads the order from the last 13 characters of the name and takes them for a timestamp.
    override readonly name = `${file.slice(5, file.lastIndexOf('.'))}-${file.slice(0, 4).padStart(TIMESTAMP_DIGITS, '0')}`;
  };
}

const numberOf = (file: string): number => Number(file.slice(0, 4));

const isMigrationClass = (value: unknown): value is MigrationClass =>
  typeof value === 'function' && typeof (value.prototype as Partial<MigrationInterface> | undefined)?.up === 'function';
