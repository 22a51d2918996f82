/** What a decision knows of the request: the names are those of rules and receipts. */
import type { Mode } from '../../catalog/domain/catalog';
import type { ProviderKind } from '../../catalog/domain/model';
import type { ServiceTier } from '../../shared/domain/service-tier';
import type { SignalValue } from './rules/declared-signals';
import type { Signals } from './signals/detect';

export interface Facts {
  /** The `model` of the body, as the caller wrote it. */
  readonly requested_model: string;
  /** What the body lists behind it, in the order in which it is to be tried; null: no list. */
  readonly models: readonly string[] | null;
  /** What not every provider can do; null: an ordinary call of a chat model. */
  readonly demands: Demands | null;
  /** Estimate by character class; no tokenizer runs on the request path. */
  readonly input_tokens: number;
  /** The caller's limit, null where the body names none. */
  readonly max_output_tokens: number | null;
  /** Whose rates the caller asks for; null: it names none, or leaves the choice to the provider. */
  readonly service_tier: ServiceTier | null;
  /** Where alone the body lets it be processed, which has its price; null: anywhere. */
  readonly price_region: string | null;
  /** A JSON schema for the answer was sent; schemas of tools do not count. */
  readonly has_schema: boolean;
  readonly has_json_mode: boolean;
  readonly has_tools: boolean;
  readonly has_images: boolean;
  readonly has_audio: boolean;
  readonly streaming: boolean;
  readonly messages_count: number;
  /** What the caller said, else the classifier; null where neither could tell. */
  readonly task: string | null;
  readonly task_source: 'caller' | 'classifier' | null;
  readonly mode: Mode | null;
  readonly region: string | null;
  readonly data_class: string | null;
  readonly workflow: string | null;
  readonly customer: string | null;
  readonly environment: string | null;
  readonly team: string | null;
  readonly project: string | null;
  /** When the decision is made, epoch milliseconds: prices are dated. */
  readonly at_ms: number;
  readonly hour_local: number;
  readonly time_of_day: string;
  readonly weekday: string;
  /** What the complexity detector found in the last user turn; null: there was no question to look at. */
  readonly signals: Signals | null;
  /** The endpoint's declared signals, read from the body; null: missing, and without default. */
  readonly declared: Readonly<Record<string, SignalValue>>;
  /** The policy that came with the call, or that `policy:NAME` stands for. */
  readonly policy: PolicyFact | null;
  /** What the body calls `seed`. */
  readonly seed: number | null;
  /** What the key may use; null: everything. Sorted, so that equal facts are equal bytes. */
  readonly allowed_models: readonly string[] | null;
  readonly allowed_endpoints: readonly string[] | null;
}

/** What of the request binds it to some providers. */
export interface Demands {
  readonly operation: Operation;
  /**
   * By kind of provider, why it cannot do it: `parameter:…` that it would have to leave out, `issued_by:…` of what only
   * its issuer can read (signed thoughts, stored answers), `unreadable:…` in another dialect than the caller's.
   */
  readonly refused_by: Readonly<Partial<Record<ProviderKind, string>>>;
}

export type Operation = 'chat' | 'embeddings';

export interface PolicyFact {
  readonly source: 'call' | 'stored';
  /** What stands behind `policy:`, null where the body named something else. */
  readonly name: string | null;
  /** SHA-256 of the canonical encoding: the term is kept once under it. */
  readonly identity: string;
}

/** What changes all the time and a decision depends on; stored inline with it. */
export interface State {
  /** Tokens that an answer to this endpoint or model has had lately. */
  readonly expected_output_tokens: number;
  /** How much of the month's budget is used, as a fraction that may exceed 1; null: no budget of a month applies. */
  readonly monthly_spend_pct: number | null;
  /** Observed time to the first byte, milliseconds, by `provider/model`: only those with enough samples. */
  readonly latency_p95_ms: Readonly<Record<string, number>>;
  /** Tokens that a tokenizer counts for each that we estimate, by `provider/family`; 1 where none is known. */
  readonly token_factors: Readonly<Record<string, number>>;
  /** By `provider/model`: only those that are known to fail, or whose credentials may not be used now. */
  readonly health: Readonly<Record<string, CandidateHealth>>;
}

export const HEALTH_STATES = ['open', 'cooldown', 'probing'] as const;

export interface CandidateHealth {
  /** `probing`: as many as may try it at once are trying it. */
  readonly state: (typeof HEALTH_STATES)[number];
  /** When it may be tried again, epoch milliseconds. */
  readonly due_at_ms: number;
}

/** Names of facts that may be `null`, or `false`. */
type Optional = {
  [Name in keyof Facts]: null extends Facts[Name] ? Name : false extends Facts[Name] ? Name : never;
}[keyof Facts];

/** What a stored fact is that was left out: no, none. */
const UNSAID: { readonly [Name in Optional]: null extends Facts[Name] ? null : false } = {
  ...{ models: null, demands: null, max_output_tokens: null, service_tier: null, price_region: null },
  ...{
    has_schema: false,
    has_json_mode: false,
    has_tools: false,
    has_images: false,
    has_audio: false,
    streaming: false,
  },
  ...{ task: null, task_source: null, mode: null, region: null, data_class: null, workflow: null, customer: null },
  ...{ environment: null, team: null, project: null, signals: null, policy: null, seed: null },
  ...{ allowed_models: null, allowed_endpoints: null },
};

/** Facts as they are stored: of most calls half of them are `null` or `false`, and those are left out. */
export function saidFacts(facts: Facts): Partial<Facts> {
  const said: Record<string, unknown> = {};
  for (const name in facts) {
    const value = facts[name as keyof Facts];
    if (value !== null && value !== false) said[name] = value;
  }
  return said;
}

/** What states of an earlier engine lack. */
const STATE_ADDED = {
  monthly_spend_pct: null,
  latency_p95_ms: {},
  token_factors: {},
  health: {},
} as const satisfies Partial<State>;

/** Facts as they were stored, by this engine or an earlier one, which had no declared signals. */
export const storedFacts = (json: string): Facts => ({ ...UNSAID, declared: {}, ...(JSON.parse(json) as StoredFacts) });
export const storedState = (json: string): State => ({ ...STATE_ADDED, ...(JSON.parse(json) as State) });

type StoredFacts = Omit<Facts, Optional | 'declared'> & Partial<Facts>;
