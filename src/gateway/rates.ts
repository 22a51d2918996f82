/** What keys with limits have left, in the memory of this process: of several replicas each gives the whole limit. */
import type { ServerResponse } from 'node:http';
import type { ApiKeyId } from '../shared/domain/ids';
import { inputTokensOf, type Usage } from '../shared/domain/usage';
import { BursarError } from '../shared/errors';
import type { DecidedCall } from './call';
import { type Allowance, corrected, take } from './domain/rate-limit';
import { rateHeaders } from './rate-headers';

export class Rates {
  /** By key: as many as there are keys with limits. */
  private readonly allowances = new Map<ApiKeyId, Allowance>();

  /**
   * Takes a request and the tokens that are expected of the call, and sets the headers that say what is left.
   * @throws BursarError `rate_limited`
   */
  take(call: DecidedCall, response: Pick<ServerResponse, 'setHeader'>): void {
    const { keyId, rateLimits: limits } = call.principal;
    if (limits === null) return;
    const nowMs = call.receivedAtMs;
    const asked = { requests: 1, tokens: expectedTokens(call) };
    const taken = take(this.allowances.get(keyId), limits, { asked, nowMs });
    this.allowances.set(keyId, taken.allowance);
    const said = rateHeaders(call.protocol.dialect.name, { limits, allowance: taken.allowance, nowMs });
    for (const [name, value] of said) response.setHeader(name, value);
    if (taken.allowed) return;
    const wait_s = Math.ceil(taken.waitMs / 1000);
    throw new BursarError('rate_limited', { limit: taken.limit, kind: taken.kind, wait_s }, { retryAfterS: wait_s });
  }

  /** What an attempt has used, in place of what its call took; that was taken once, for the first attempt. */
  used(call: DecidedCall, attempt: number, usage: Usage): void {
    const allowance = this.allowances.get(call.principal.keyId);
    if (allowance === undefined) return;
    const expected = attempt === 1 ? expectedTokens(call) : 0;
    this.allowances.set(call.principal.keyId, corrected(allowance, expected - tokensOf(usage)));
  }
}

const tokensOf = (usage: Usage): number => inputTokensOf(usage) + usage.output + usage.reasoning + usage.audio_output;

const expectedTokens = ({ facts, state }: DecidedCall): number =>
  facts.input_tokens + Math.min(facts.max_output_tokens ?? Infinity, state.expected_output_tokens);
