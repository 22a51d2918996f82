/** Why the embedded PostgreSQL cannot run, in a sentence that says what to do. */

export type EmbeddedPostgresFault =
  | 'unsupported_platform'
  | 'no_system_user'
  | 'directory_closed'
  | 'directory_not_ours'
  | 'password_missing'
  | 'other_major'
  | 'initdb_failed'
  | 'start_failed'
  | 'not_running'
  | 'stop_failed';

export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  constructor(
    readonly fault: EmbeddedPostgresFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
