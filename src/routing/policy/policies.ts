/** The policies that calls stand under: admitted from their text, and written down once so that a decision can be replayed. */
import type { Catalog } from '../../catalog';
import type { JournalRecord } from '../../journal';
import type { TenantId } from '../../shared/domain/ids';
import { BursarError } from '../../shared/errors';
import type { PolicyFact } from '../domain/facts';
import { BURSAR_LANGUAGE } from '../domain/policy/bursar-language';
import { POLICY_PREFIX } from '../domain/resolve';
import { type AdmittedPolicy, PolicyCache } from './policy-cache';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A day's decisions rest on one record of the term; retention counts from the end of that day. */
const RECORDED_FOR_MS = DAY_MS;
// Identities of all tenants; beyond it the oldest is only recorded once more.
const MAX_RECORDED = 50_000;

export interface CallPolicy {
  readonly admitted: AdmittedPolicy;
  /** As its caller wrote it, or as it was stored. */
  readonly text: string;
  readonly fact: PolicyFact;
}

export class Policies {
  private readonly cache = new PolicyCache(BURSAR_LANGUAGE);
  /** Tenant and identity → until when its record holds, oldest first. */
  private readonly recorded = new Map<string, number>();

  /**
   * @param text valid JSON
   * @throws BursarError `invalid_policy` that names operation, path and remedy
   */
  admit(text: string): AdmittedPolicy {
    const admitted = this.cache.admit(text);
    if (admitted.ok) return admitted.value;
    const { path, op, message, hint } = admitted.failure;
    throw new BursarError('invalid_policy', { path: path, op, problem: message, hint: hint ? ` (${hint})` : '' });
  }

  /**
   * The policy that the call brings, else the stored one that its `model` names; null where it stands under none.
   * @param text valid JSON, null where the call brings no term
   * @throws BursarError `invalid_policy`, `policy_missing`
   */
  ofCall({ endpointByName, policyByName }: Catalog, model: string, text: string | null): CallPolicy | null {
    const isNamed = model.startsWith(POLICY_PREFIX) && !endpointByName.has(model);
    const name = isNamed ? model.slice(POLICY_PREFIX.length) : null;
    if (text !== null) return this.standing('call', name, text);
    if (name === null) return null;
    const stored = policyByName.get(name);
    if (stored === undefined) throw new BursarError('policy_missing', { policy: name });
    return this.standing('stored', name, stored.term);
  }

  private standing(source: PolicyFact['source'], name: string | null, text: string): CallPolicy {
    const admitted = this.admit(text);
    return { admitted, text, fact: { source, name, identity: admitted.identity } };
  }

  /** What must go into the journal before a decision that rests on the policy; null where it is there already. */
  record(
    tenantId: TenantId,
    { identity }: AdmittedPolicy,
    { text, nowMs }: { text: string; nowMs: number },
  ): JournalRecord | null {
    const key = `${tenantId} ${identity}`;
    if ((this.recorded.get(key) ?? 0) > nowMs) return null;
    const untilMs = nowMs + RECORDED_FOR_MS;
    this.recorded.delete(key);
    this.recorded.set(key, untilMs);
    if (this.recorded.size > MAX_RECORDED) this.recorded.delete(this.recorded.keys().next().value ?? '');
    const seenUntil = Math.ceil((untilMs + RECORDED_FOR_MS) / 1000);
    const payload = JSON.stringify({ tenant_id: tenantId, identity, term: text, seen_until: seenUntil });
    return { type: 'fact', topic: 'policy_term', key: '', payload };
  }
}
