/** Every setting: its environment variable, its schema with the default, and a sentence. `docs/operations.md` is made of it. */
import { z } from 'zod';

interface Setting {
  readonly schema: z.ZodType;
  readonly says: string;
  /** Never shown by `doctor` or in a log. */
  readonly secret?: true;
}

const megabytes = (count: number): number => count * 1024 * 1024;
const integer = (min: number, max: number): z.ZodCoercedNumber => z.coerce.number().int().min(min).max(max);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const optionalText = z.string().min(1).optional();
const url = (...protocols: readonly string[]): z.ZodType<string> =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be a URL beginning with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

export const SETTINGS = {
  PORT: { schema: integer(0, 65_535).default(4000), says: 'Port of the HTTP server; 0 takes a free one.' },
  HOST: { schema: z.string().min(1).default('127.0.0.1'), says: 'Address to listen on; 0.0.0.0 for all.' },
  NODE_ENV: {
    schema: z.enum(['development', 'production', 'test']).default('development'),
    says: 'In `production` the built-in `sandbox` provider is off unless BURSAR_SANDBOX turns it on.',
  },
  LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug']).default('info'),
    says: 'Least level of the JSON log lines on standard error.',
  },
  BURSAR_DATA_DIR: {
    schema: z.string().min(1).default('./data'),
    says: 'Directory of the journal and the embedded stores.',
  },
  DATABASE_URL: {
    schema: url('postgres:', 'postgresql:').optional(),
    says: 'PostgreSQL 15 or later; without it an embedded PostgreSQL 18 runs in the data directory.',
    secret: true,
  },
  CLICKHOUSE_URL: {
    schema: url('http:', 'https:').optional(),
    says: 'ClickHouse 25.8 or later, as http://user:password@host:8123/database; without it an embedded engine runs in the data directory.',
    secret: true,
  },
  CLICKHOUSE_MEMORY_BYTES: {
    schema: integer(megabytes(256), megabytes(1_048_576)).default(megabytes(2_048)),
    says: 'Memory cap of the embedded ClickHouse engine; a query beyond it fails, the gateway does not notice.',
  },
  BURSAR_ADMIN_KEY: {
    schema: z
      .string()
      .regex(/^[\x21-\x7e]{20,200}$/, 'must be 20 to 200 printable characters without blanks')
      .optional(),
    says: "Key of the first tenant's owner; without it one is created at the first start and printed once.",
    secret: true,
  },
  BURSAR_SECRET: {
    schema: z.string().min(16).optional(),
    says: 'Encrypts stored provider credentials; without it a random one is kept in the data directory (mode 0600). Replicas must share it.',
    secret: true,
  },
  BURSAR_SECRET_PREVIOUS: {
    schema: z.string().min(16).optional(),
    says: 'The secret before a rotation: still decrypts; credentials are re-encrypted with BURSAR_SECRET at start.',
    secret: true,
  },
  BURSAR_CONFIG: {
    schema: optionalText,
    says: 'Path of the configuration document (`bursar.yaml`), applied at start and whenever it changes.',
  },
  BURSAR_SANDBOX: {
    schema: flag.optional(),
    says: 'Switches the built-in provider `sandbox` on or off; unset, it is on outside of production.',
  },
  GATEWAY_BODY_LIMIT_BYTES: {
    schema: integer(1024, megabytes(512)).default(megabytes(32)),
    says: 'Largest request body; larger ones get 413.',
  },
  PROVIDER_TIMEOUT_MS: {
    schema: integer(100, 3_600_000).default(600_000),
    says: 'Longest time for a whole provider call; the official SDKs wait ten minutes too.',
  },
  GATEWAY_MAX_ATTEMPTS: {
    schema: integer(1, 20).default(4),
    says: 'Provider calls that one request may take, retries and failovers together; an endpoint may say otherwise (`max_attempts`).',
  },
  HEALTH_PROBE_INTERVAL_S: {
    schema: integer(0, 3600).default(30),
    says: 'How often open circuits that nobody calls are tried by a listing of models, which costs nothing; 0: never.',
  },
  PROVIDER_CONNECTIONS: {
    // A stream keeps its connection for as long as its answer takes: a thousand at once must not wait for each other.
    schema: integer(1, 10_000).default(2048),
    says: 'Connections per provider origin; further calls wait for a free one.',
  },
  JOURNAL_SYNC: {
    schema: z.enum(['grouped', 'always']).default('grouped'),
    says: '`grouped` syncs to disk every 100 ms (a power loss can cost that much), `always` before each answer ends.',
  },
  JOURNAL_SEGMENT_BYTES: {
    schema: integer(megabytes(1), megabytes(1024)).default(megabytes(16)),
    says: 'Size of a journal segment; two are preallocated, which is the headroom when the disk is full.',
  },
  LEDGER_RETENTION_DAYS: {
    schema: integer(1, 36_500).default(400),
    says: 'Age at which ledger rows and rollups are deleted.',
  },
  DECISION_RETENTION_DAYS: {
    schema: integer(1, 36_500).default(400),
    says: 'Age at which routing decisions and their catalogs are deleted.',
  },
  HEALTH_SAMPLES_RETENTION_DAYS: {
    schema: integer(1, 36_500).default(90),
    says: "Age at which single samples of providers' health are deleted; their rollup and the circuits' transitions are kept as long as the ledger.",
  },
  FAILOVER_AUDIT_RETENTION_DAYS: {
    schema: integer(1, 36_500).default(400),
    says: 'Age at which the audit of failovers is deleted, by whole days (UTC).',
  },
  SHUTDOWN_GRACE_MS: {
    schema: integer(0, 3_600_000).default(30_000),
    says: 'How long running streams may finish after SIGTERM.',
  },
  OPENAI_API_KEY: { schema: optionalText, says: 'Enables the provider `openai` for the first tenant.', secret: true },
  ANTHROPIC_API_KEY: { schema: optionalText, says: 'Kept for the provider `anthropic`.', secret: true },
  GEMINI_API_KEY: { schema: optionalText, says: 'Kept for the provider `google`.', secret: true },
  MISTRAL_API_KEY: { schema: optionalText, says: 'Enables the provider `mistral` for the first tenant.', secret: true },
  GROQ_API_KEY: { schema: optionalText, says: 'Enables the provider `groq` for the first tenant.', secret: true },
  TOGETHER_API_KEY: {
    schema: optionalText,
    says: 'Enables the provider `together` for the first tenant.',
    secret: true,
  },
  DEEPSEEK_API_KEY: {
    schema: optionalText,
    says: 'Enables the provider `deepseek` for the first tenant.',
    secret: true,
  },
  OLLAMA_BASE_URL: {
    schema: url('http:', 'https:').optional(),
    says: 'Enables the local provider `ollama`, as http://host:11434/v1.',
  },
  VLLM_BASE_URL: {
    schema: url('http:', 'https:').optional(),
    says: 'Enables the local provider `vllm`, as http://host:8000/v1.',
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;
