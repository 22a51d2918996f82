/** A file that the operator names: when it cannot be used, that is a sentence and not a breakdown. */
import { readFile } from 'node:fs/promises';

export class UnusableFileError extends Error {
  override readonly name = 'UnusableFileError';
  constructor(path: string, problem: string, cause: unknown) {
    super(`The file ${path} ${problem}: correct it, or its path.`, { cause });
  }
}

/** @throws UnusableFileError */
export async function readOperatorFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UnusableFileError(path, `cannot be read (${code ?? message})`, error);
  }
}

/** @throws UnusableFileError */
export async function readOperatorJson(path: string): Promise<unknown> {
  const text = await readOperatorFile(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnusableFileError(path, `is no JSON (${(error as Error).message})`, error);
  }
}
