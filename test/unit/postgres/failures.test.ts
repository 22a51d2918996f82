/** Failures of PostgreSQL in words: each known one names its remedy, and none the password. */
import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { describePostgresFailure, isPostgresUnreachable, MigrationRefusedError } from '../../../src/postgres';

const failure = (message: string, details: Readonly<Record<string, unknown>> = {}): Error =>
  Object.assign(new Error(message), details);

describe('describePostgresFailure', () => {
  it.each([
    [
      '28P01',
      failure('password authentication failed for user "app"', { code: '28P01' }),
      /"app".*password in DATABASE_URL/,
    ],
    ['28000', failure('no pg_hba.conf entry for host "10.0.0.1"', { code: '28000' }), /sslmode=verify-full.*pg_hba/],
    ['3D000', failure('database "app" does not exist', { code: '3D000' }), /"app" does not exist: create it/],
    ['42501', failure('permission denied for schema public', { code: '42501' }), /schema public.*owner/],
    ['53300', failure('sorry, too many clients already', { code: '53300' }), /max_connections/],
    ['57P03', failure('the database system is starting up', { code: '57P03' }), /try again/],
    [
      'refused',
      failure('connect', { code: 'ECONNREFUSED', address: '10.0.0.1', port: 5432 }),
      /10\.0\.0\.1:5432: start/,
    ],
    ['no host', failure('getaddrinfo', { code: 'ENOTFOUND', hostname: 'db' }), /host name db/],
    ['timeout', failure('timeout expired'), /does not answer in time/],
    ['no TLS', failure('The server does not support SSL connections'), /sslmode=disable/],
    ['unknown certificate', failure('self-signed certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }), /sslrootcert/],
    ['no URL', failure('Invalid URL', { code: 'ERR_INVALID_URL' }), /postgresql:\/\/user:password@host/],
    ['cut', failure('Connection terminated unexpectedly'), /broke/],
    [
      'several addresses',
      new AggregateError([failure('', { code: 'ECONNREFUSED', address: '::1', port: 1 })]),
      /::1:1/,
    ],
    ['our own words', new MigrationRefusedError('The database is newer.'), /^The database is newer\.$/],
    ['no error at all', 'surprise', /surprise/],
  ])('says what to do about %s', (_, error, sentence) => {
    expect(describePostgresFailure(error)).toMatch(sentence);
  });

  it('cuts the password out of an address that a message repeats', () => {
    const text = describePostgresFailure(failure('cannot reach postgresql://app:s3cret:x@db:5432/app and more'));
    expect(text).toBe('cannot reach postgresql://app:***@db:5432/app and more');
  });
});

describe('isPostgresUnreachable', () => {
  it.each([
    ['nobody listens', failure('connect ECONNREFUSED', { code: 'ECONNREFUSED' }), true],
    ['the server recovers', failure('the database system is in recovery mode', { code: '57P03' }), true],
    ['the postmaster is gone', failure('terminating connection', { code: '57P01' }), true],
    ['the connection broke under a statement', failure('Connection terminated unexpectedly'), true],
    ['it broke between two statements, says pg', failure('Client was closed and is not queryable'), true],
    ['it broke between two statements, says TypeORM', new QueryRunnerProviderAlreadyReleasedError(), true],
    ['it broke before the commit, says TypeORM', new QueryRunnerAlreadyReleasedError(), true],
    ['a row is there already', failure('duplicate key value', { code: '23505' }), false],
    ['a fault of ours', new TypeError('undefined is not a function'), false],
  ])('tells the same statement from one that would fail again: %s', (_, error, unreachable) => {
    expect(isPostgresUnreachable(error)).toBe(unreachable);
  });
});
