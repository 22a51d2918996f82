/** Brings audited failovers from the journal into Postgres, each exactly once. */
import type { DataSource } from 'typeorm';
import type { Batch, JournalSink, Records, Topic } from '../../journal';
import { dayOfInstant } from '../domain/failover';
import { FailoverPartitions } from './failover-partitions.store';

// A statement of as many takes the server about 5 ms, and its text is copied in a tenth of a millisecond.
const STATEMENT_ROWS = 256;

const COLUMNS = {
  ...{ decided_at: 'timestamptz', id: 'text', tenant_id: 'text', request_id: 'text', decision_id: 'text' },
  ...{ hop: 'integer', from_provider: 'text', to_provider: 'text', model_id: 'text', from_model_id: 'text' },
  ...{ to_model_id: 'text', from_credential: 'text', to_credential: 'text', failure_class: 'text', reason: 'text' },
  ...{ latency_ms: 'integer', cost_nano_usd: 'bigint' },
};

// Its identity makes a repetition harmless, whatever became of the first try.
const INSERT = `
  INSERT INTO v3_failover_decisions (${Object.keys(COLUMNS).join(', ')})
  SELECT ${Object.keys(COLUMNS).join(', ')}
  FROM json_to_recordset($1::json) AS row(${Object.entries(COLUMNS)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')})
  ON CONFLICT (decided_at, id) DO NOTHING`;

/** `check_violation`: the table has no checks but the bounds of its partitions. */
const NO_PARTITION = '23514';

export class FailoverSink implements JournalSink {
  readonly name = 'postgres';
  readonly topics: readonly Topic[] = ['failover'];
  private readonly partitions: FailoverPartitions;
  private readonly abandoned = new AbortController();

  constructor(private readonly dataSource: DataSource) {
    this.partitions = new FailoverPartitions(dataSource);
  }

  async deliver({ payloads }: Batch): Promise<void> {
    for (const rows of payloads.values()) {
      for (const json of statements(rows)) await this.unlessAbandoned(this.insert(json));
    }
  }

  /** Nothing is derived from the rows. */
  reconcile(): Promise<void> {
    return Promise.resolve();
  }

  /** Postgres acknowledges what is on its disk: a restart loses nothing of it. */
  incarnation(): Promise<string> {
    return Promise.resolve('durable');
  }

  abandon(): void {
    this.abandoned.abort(new Error('the journal is being closed'));
  }

  /** @param json an array of rows */
  private async insert(json: string): Promise<void> {
    try {
      await this.dataSource.query(INSERT, [json]);
    } catch (error) {
      if ((error as { code?: unknown }).code !== NO_PARTITION) throw error;
      const rows = JSON.parse(json) as { decided_at: string }[];
      await this.partitions.ensure([...new Set(rows.map((row) => dayOfInstant(row.decided_at)))]);
      await this.dataSource.query(INSERT, [json]);
    }
  }

  /** A server that takes the statement and never answers would hold up the end of the process. */
  private unlessAbandoned(work: Promise<void>): Promise<void> {
    const { signal } = this.abandoned;
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        reject(signal.reason as Error);
      };
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop, { once: true });
      void work.then(resolve, reject).finally(() => {
        signal.removeEventListener('abort', stop);
      });
    });
  }
}

const COMMA = Buffer.from('},');

function* statements(rows: Records): Generator<string> {
  for (let from = 0; from < rows.count; from += STATEMENT_ROWS) {
    yield `[${rows
      .joined(from, from + STATEMENT_ROWS, COMMA)
      .toString('utf8')
      .slice(0, -1)}]`;
  }
}
