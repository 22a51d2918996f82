/** What keeps a start from succeeding: a sentence for the terminal and an exit code of sysexits.h. */
import { DocumentError, LiteLlmFormatError, problemText, SecretFileError } from '../catalog';
import { ClickHouseError, MigrationRefusedError as AnalyticsMigrationRefusedError } from '../clickhouse';
import { SettingsError } from '../config';
import { ClockBehindError } from '../journal';
import { describePostgresFailure, EmbeddedPostgresError, MigrationRefusedError } from '../postgres';
import { DataDirInUseError, DataDirUnusableError } from '../shared/data-dir-lock';
import { UnusableFileError } from './operator-file';

export interface Fault {
  readonly sentence: string;
  readonly exitCode: number;
}

const EXIT = {
  noInput: 66,
  software: 70,
  osError: 71,
  cannotCreate: 73,
  temporary: 75,
  unavailable: 69,
  config: 78,
} as const;

type ErrorClass = abstract new (...args: never[]) => Error;

/** The message of these is already the sentence. */
const BY_CLASS: readonly (readonly [ErrorClass, keyof typeof EXIT])[] = [
  [SettingsError, 'config'],
  [UnusableFileError, 'noInput'],
  [SecretFileError, 'config'],
  [LiteLlmFormatError, 'config'],
  [MigrationRefusedError, 'config'],
  [AnalyticsMigrationRefusedError, 'config'],
  [DataDirInUseError, 'temporary'],
  [DataDirUnusableError, 'cannotCreate'],
  [EmbeddedPostgresError, 'unavailable'],
  [ClockBehindError, 'osError'],
];

const SOCKET_SENTENCES: Readonly<Record<string, (address: string) => string>> = {
  EADDRINUSE: (address) =>
    `Port ${address} is taken by another program: stop that one, or set PORT to a free one (0 finds one).`,
  EACCES: (address) => `This user may not listen on port ${address}: set PORT to one above 1023.`,
  EADDRNOTAVAIL: (address) => `This machine has no such address (${address}): correct HOST.`,
  ENOTFOUND: (address) => `HOST cannot be resolved (${address}): correct it.`,
};

export function faultOf(error: unknown): Fault {
  const known = BY_CLASS.find(([errorClass]) => error instanceof errorClass);
  if (known) return { sentence: (error as Error).message, exitCode: EXIT[known[1]] };
  if (error instanceof DocumentError) return { sentence: documentSentence(error), exitCode: EXIT.config };
  return (
    fileFault(error) ??
    listenFault(error) ??
    storeFault(error) ?? { sentence: unforeseen(error), exitCode: EXIT.software }
  );
}

const documentSentence = (error: DocumentError): string =>
  ['The configuration document is refused:', ...error.problems.map((problem) => `  ${problemText(problem)}`)].join(
    '\n',
  );

const FILE_CALLS: readonly string[] = ['open', 'mkdir', 'scandir', 'rename', 'unlink', 'chmod', 'stat'];

/** Files of our own, under the data directory. */
function fileFault(error: unknown): Fault | null {
  const { code, syscall = '', path } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC')
    return { sentence: 'The disk is full: free space under BURSAR_DATA_DIR.', exitCode: EXIT.cannotCreate };
  if (code === undefined || path === undefined || !FILE_CALLS.includes(syscall)) return null;
  return {
    sentence: `${path} cannot be used (${code}): it must be what Bursar made it, readable and writable for this user.`,
    exitCode: EXIT.cannotCreate,
  };
}

function listenFault(error: unknown): Fault | null {
  const { code, syscall, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  const sentence = syscall === 'listen' || syscall === 'getaddrinfo' ? SOCKET_SENTENCES[code ?? ''] : undefined;
  return sentence ? { sentence: sentence(String(port ?? address ?? '')), exitCode: EXIT.unavailable } : null;
}

function storeFault(error: unknown): Fault | null {
  if (error instanceof ClickHouseError) {
    return {
      sentence: `ClickHouse refuses to work: ${(error as Error).message} Check CLICKHOUSE_URL.`,
      exitCode: EXIT.unavailable,
    };
  }
  const { name, code } = error as Error & { code?: unknown };
  const postgres =
    name === 'QueryFailedError' ||
    (typeof code === 'string' && /^(\d{2}[0-9A-Z]{3}|ECONN|ETIMEDOUT|EAI_AGAIN)/.test(code));
  return postgres ? { sentence: describePostgresFailure(error), exitCode: EXIT.unavailable } : null;
}

const unforeseen = (error: unknown): string =>
  `Bursar cannot go on: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
