/** A failure of PostgreSQL as one sentence with its remedy, for a log or a terminal, and never with the password. */

/** What `pg`, Node's sockets and TLS put on their errors. */
interface Failure {
  readonly message: string;
  readonly code: string;
  readonly host: string;
}

interface FailureSentence {
  readonly matches: RegExp;
  readonly says: (failure: Failure) => string;
}

/** Tried in order against `code message`. Codes of five characters: PostgreSQL's appendix A, "Error Codes". */
const SENTENCES = [
  {
    matches: /^28P01/,
    says: ({ message }) => `PostgreSQL refuses the login (${message}): correct the user and password in DATABASE_URL.`,
  },
  {
    matches: /^28000/,
    says: ({ message }) =>
      `PostgreSQL refuses the login (${message}): correct DATABASE_URL (TLS is "?sslmode=verify-full"), or the server's pg_hba.conf.`,
  },
  {
    matches: /^3D000/,
    says: ({ message }) => `PostgreSQL answers that ${message}: create it, or correct the name in DATABASE_URL.`,
  },
  {
    matches: /^42501/,
    says: ({ message }) =>
      `The PostgreSQL user lacks a right (${message}): make it the owner of the database in DATABASE_URL.`,
  },
  {
    matches: /^53300/,
    says: ({ message }) =>
      `PostgreSQL has no connection left (${message}): raise max_connections or run fewer replicas.`,
  },
  {
    matches: /^(53100|ENOSPC)/,
    says: ({ message }) => `PostgreSQL has no disk space left (${message}): free some on its volume.`,
  },
  {
    matches: /^57P0[123]/,
    says: ({ message }) => `PostgreSQL is starting or stopping (${message}): try again in a moment.`,
  },
  {
    matches: /^ECONNREFUSED/,
    says: ({ host }) =>
      `Nothing answers at ${host}: start PostgreSQL there, or correct the host and port in DATABASE_URL.`,
  },
  {
    matches: /^(ENOTFOUND|EAI_AGAIN)/,
    says: ({ host }) => `The host name ${host} cannot be resolved: correct DATABASE_URL, or the name service.`,
  },
  {
    matches: /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)|timeout expired|timeout exceeded when trying to connect/,
    says: ({ host }) => `PostgreSQL at ${host} does not answer in time: check DATABASE_URL and the firewall.`,
  },
  {
    matches: /does not support SSL/,
    says: () =>
      'The PostgreSQL server does not speak TLS: set "sslmode=disable" in DATABASE_URL, or switch TLS on there.',
  },
  {
    matches: /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+|ERR_TLS_\w+)/,
    says: ({ message }) =>
      `The certificate of the PostgreSQL server is not trusted (${message}): add "sslrootcert=<file>" to DATABASE_URL.`,
  },
  {
    matches: /^ERR_INVALID_URL/,
    says: () =>
      'DATABASE_URL is not a URL: write postgresql://user:password@host:5432/database, the password URL-encoded.',
  },
  {
    matches: /^(ECONNRESET|EPIPE)|Connection terminated/,
    says: ({ message }) => `The connection to PostgreSQL broke (${message}): see its log.`,
  },
] as const satisfies readonly FailureSentence[];

export function describePostgresFailure(error: unknown): string {
  const failure = readFailure(error);
  const known = SENTENCES.find(({ matches }) => matches.test(`${failure.code} ${failure.message}`));
  // Our own errors are sentences already.
  return known?.says(failure) ?? failure.message;
}

/**
 * Codes and messages of a server that cannot be reached, or not now; nothing is wrong with the statement. The last ones are
 * what `pg` and TypeORM say when the connection is lost between two statements of a transaction.
 */
const UNREACHABLE =
  /^(08|53|57P0[123]|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)|Connection terminated|timeout exceeded when trying to connect|timeout expired|is not queryable|query runner was already released|Query runner already released/;

/** Whether the same statement may succeed once the server is back. */
export function isPostgresUnreachable(error: unknown): boolean {
  const { code, message } = readFailure(error);
  return UNREACHABLE.test(`${code} ${message}`) || UNREACHABLE.test(message);
}

function readFailure(error: unknown): Failure {
  if (typeof error !== 'object' || error === null) return { message: String(error), code: '', host: '' };
  const properties = error as Readonly<Record<string, unknown>>;
  // A host name with several addresses fails with the errors of all of them, and no message of its own.
  if (Array.isArray(properties['errors']) && properties['errors'].length > 0)
    return readFailure(properties['errors'][0]);
  const text = (name: string): string => {
    const value = properties[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const address = [text('address'), text('port')].filter((part) => part !== '').join(':');
  return {
    message: withoutPassword(text('message')),
    code: text('code'),
    host: address || text('hostname') || 'the host of DATABASE_URL',
  };
}

const withoutPassword = (text: string): string => text.replace(/(\w+:\/\/[^\s:@/]*):[^\s@]*@/g, '$1:***@');
