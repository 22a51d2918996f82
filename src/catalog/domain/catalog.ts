/**
 * The catalog of one tenant: everything that changes rarely and that a decision depends on, immutable and identified by
 * its hash. It holds no credential; whether a provider can be called at all is its `usable`.
 */
import type { Redaction } from '../../shared/domain/redaction';
import type { OwnBreaker } from './breaker-settings';
import type { CatalogModel, ProviderKind, Tier } from './model';

export interface Provider {
  readonly name: string;
  readonly kind: ProviderKind;
  /** Without a trailing slash; the API's path is appended. */
  readonly baseUrl: string;
  /** Azure's dated API, which addresses deployments by path; null: its current one, and every other kind. */
  readonly apiVersion: string | null;
  /** Runs on the operator's own machines, and may therefore see data of every class. */
  readonly local: boolean;
  /** The classes of data that it may see besides `public`. */
  readonly dataClasses: readonly string[];
  /**
   * Its own numbers for its circuit breakers. No decision reads them: they are here so that they are loaded and spread with
   * the rest, and a change of them is worth a catalog of its own.
   */
  readonly breaker: OwnBreaker;
  /** Switched on, and either has a credential or needs none. */
  readonly usable: boolean;
  /** null exactly when it is usable. */
  readonly unusableReason: UnusableReason | null;
}

/** Why a provider takes no calls, each with the sentence that a reader gets. */
export const UNUSABLE_REASONS = {
  // Of catalogs that an earlier version stored.
  kind_not_callable: 'that version could not call providers of this kind',
  no_base_url: 'it has no base URL',
  no_credential: 'it has no credential',
  credential_unreadable: 'its credential cannot be decrypted with the present secret',
  sandbox_off: 'the sandbox is switched off (BURSAR_SANDBOX)',
  sandbox_stands_back: 'a real provider is usable; BURSAR_SANDBOX=true keeps the sandbox beside it',
} as const;
export type UnusableReason = keyof typeof UNUSABLE_REASONS;

/** What an endpoint's `default`, `fallback` or rule names. */
export type Target =
  | { readonly kind: 'model'; readonly provider: string; readonly model: string }
  | { readonly kind: 'tier'; readonly tier: Tier }
  | { readonly kind: 'mode'; readonly mode: Mode };

export const MODES = ['balanced', 'cost_first', 'sla_first', 'quality_first', 'local_first', 'pinned'] as const;
export type Mode = (typeof MODES)[number];
/** Of a tenant that names none. */
export const DEFAULT_MODE: Mode = 'balanced';

/** One rule of an endpoint: where `if` holds, `use` answers. */
export interface Rule {
  /** What receipts call it beside its position. */
  readonly label: string | null;
  /** A CEL expression over the facts, checked when it was saved. */
  readonly if: string;
  readonly use: Target;
}

export const SIGNAL_TYPES = ['string', 'int', 'double', 'bool'] as const;
export type SignalType = (typeof SIGNAL_TYPES)[number];

/** A value of the request's body that rules may name. */
export interface DeclaredSignal {
  readonly name: string;
  /** An RFC 9535 singular query, such as `$.metadata.priority`. */
  readonly path: string;
  readonly type: SignalType;
  /** null: without the value, a rule that needs it does not match. */
  readonly default: string | number | boolean | null;
}

/**
 * How long a provider may take, milliseconds; null: as PROVIDER_TIMEOUT_MS says, which bounds all of them. A whole answer
 * comes in one piece: only `totalMs` holds for it.
 */
export interface Timeouts {
  /** Until the first text, thought or tool argument of a stream. */
  readonly firstTokenMs: number | null;
  /** Between whatever the provider sends, once a stream has begun. */
  readonly idleMs: number | null;
  readonly totalMs: number | null;
}

export const NO_TIMEOUTS: Timeouts = Object.freeze({ firstTokenMs: null, idleMs: null, totalMs: null });

/** What an endpoint keeps of its calls. */
export interface ContentCapture {
  readonly retentionDays: number;
  /** Kinds of data that are taken out before anything is kept. */
  readonly redact: readonly Redaction[];
}

export interface QualityFloor {
  /** Which of a model's named scores. */
  readonly score: string;
  /** 0..1 */
  readonly min: number;
}

/** What clients name as `model`. */
export interface Endpoint {
  readonly name: string;
  readonly owner: string | null;
  /** IANA zone, null: the project's or tenant's. */
  readonly timezone: string | null;
  /** First match wins; none: `default`. */
  readonly rules: readonly Rule[];
  readonly default: Target;
  readonly fallback: readonly Target[];
  /** Longest acceptable time to the first token, null: no ceiling. */
  readonly latencyCeilingMs: number | null;
  /** A soft layer that would leave nothing is an error instead of being skipped. */
  readonly strict: boolean;
  /** A model named by the caller may be replaced by another one. */
  readonly allowSubstitution: boolean;
  /** How candidates are weighed where the caller does not say, null: the target's or tenant's way. */
  readonly mode: Mode | null;
  /** The class of the data of its calls where the caller does not say. */
  readonly dataClass: string | null;
  readonly qualityFloor: QualityFloor | null;
  readonly signals: readonly DeclaredSignal[];
  readonly timeouts: Timeouts;
  /** Provider calls that one request may take; null: as GATEWAY_MAX_ATTEMPTS says. */
  readonly maxAttempts: number | null;
  /** null: neither prompts nor answers are kept. */
  readonly contentCapture: ContentCapture | null;
}

/** A policy that calls name as `policy:NAME`. */
export interface StoredPolicy {
  readonly name: string;
  /** The term as canonical JSON: the catalog does not read it. */
  readonly term: string;
}

/** One model at one provider. */
export interface Candidate {
  /** `provider/model`. */
  readonly id: string;
  /** Position in the catalog's list, which stands for the candidate where it is stored. */
  readonly index: number;
  readonly model: CatalogModel;
  readonly provider: Provider;
}

export interface CatalogParts {
  readonly providers: readonly Provider[];
  readonly models: readonly CatalogModel[];
  readonly endpoints: readonly Endpoint[];
  readonly policies: readonly StoredPolicy[];
  /** The predicate that no call may leave, as canonical JSON; null: there is none. */
  readonly envelope: string | null;
  /** How candidates are weighed where nobody says, null: as the default has it. */
  readonly mode: Mode | null;
}

export interface Catalog extends CatalogParts {
  /** SHA-256 of the canonical JSON of the parts, hex. */
  readonly hash: string;
  /** In catalog order. */
  readonly candidates: readonly Candidate[];
  /** By `provider/model`, and by `provider/alias`. */
  readonly candidateById: ReadonlyMap<string, Candidate>;
  /** By the model's name or alias: the same model at every provider that has it. */
  readonly candidatesByName: ReadonlyMap<string, readonly Candidate[]>;
  readonly candidatesByTier: ReadonlyMap<Tier, readonly Candidate[]>;
  readonly endpointByName: ReadonlyMap<string, Endpoint>;
  readonly policyByName: ReadonlyMap<string, StoredPolicy>;
}

/** Indexes the parts. A model of an unknown provider cannot be: the store does not let it in. */
export function indexCatalog(parts: CatalogParts, hash: string): Catalog {
  const providers = new Map(parts.providers.map((provider) => [provider.name, provider]));
  const candidates = parts.models.map((model, index) => {
    const provider = providers.get(model.provider);
    if (provider === undefined) throw new Error(`model ${model.model} is of no provider: ${model.provider}`);
    return { id: `${model.provider}/${model.model}`, index, model, provider };
  });
  const named = candidates.flatMap((candidate) => namesOf(candidate).map((name) => ({ name, candidate })));
  return {
    ...parts,
    hash,
    candidates,
    candidateById: new Map(named.map(({ name, candidate }) => [`${candidate.provider.name}/${name}`, candidate])),
    candidatesByName: groupBy(
      named,
      ({ name }) => name,
      ({ candidate }) => candidate,
    ),
    candidatesByTier: groupBy(
      candidates,
      ({ model }) => model.tier,
      (candidate) => candidate,
    ),
    endpointByName: new Map(parts.endpoints.map((endpoint) => [endpoint.name, endpoint])),
    policyByName: new Map(parts.policies.map((policy) => [policy.name, policy])),
  };
}

const namesOf = ({ model }: Candidate): readonly string[] => [model.model, ...model.aliases];

function groupBy<Item, Key, Value>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
  valueOf: (item: Item) => Value,
): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(valueOf(item));
    else groups.set(key, [valueOf(item)]);
  }
  return groups;
}
