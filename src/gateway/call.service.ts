/** A call in any dialect: the stages of design §4, one after the other. */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { parseJsonBody } from '../http';
import type { DecidedCall } from './call';
import { runCall } from './call-run';
import { GatewayParts } from './gateway-parts';
import { stateOf } from './moment';
import { CALLERS, type CallerProtocol } from './protocols/callers';
import { recognise } from './protocols/recognise';
import { type Preview, previewOfFacts } from './preview';
import { inputTokensAt } from '../routing';
import { admit, type IncomingCall } from './stages/admit';
import { admitPolicy } from './stages/admit-policy';
import { authenticate } from './stages/authenticate';
import { detectSignals } from './stages/detect-signals';
import { noCandidate, select } from './stages/select';
import { recordRefusal } from './stages/settle';

/** A call as it came in. */
export interface Received {
  readonly protocol: CallerProtocol;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What is to be decided and not called; `protocol` is null where the body itself tells. */
export interface Previewed extends Omit<Received, 'protocol'> {
  readonly protocol: CallerProtocol | null;
}

@Injectable()
export class CallService {
  constructor(private readonly parts: GatewayParts) {}

  /**
   * Resolves when the caller's answer is over.
   * @throws BursarError for everything that goes wrong before a provider is called
   */
  async complete(received: Received, response: ServerResponse): Promise<void> {
    const { parts } = this;
    parts.load.enter();
    try {
      const call = this.decide(received);
      if (call.decision.order.length > 0) {
        parts.rates.take(call, response);
        await runCall(parts, call, response);
        return;
      }
      recordRefusal(parts, call);
      await parts.journal.written();
      throw noCandidate(call);
    } finally {
      parts.load.leave();
    }
  }

  /** What a call would be decided, from a body or from facts alone; nobody is called and nothing is recorded. */
  preview({ headers, body, protocol }: Previewed): Preview {
    const { parts } = this;
    const receivedAtMs = parts.clock.nowMs();
    const principal = authenticate(headers, parts.keys, receivedAtMs);
    const json = parseJsonBody(body.toString('utf8'));
    if (!isFactsAlone(json))
      return this.decideFor({
        ...{ principal, headers, body, receivedAtMs },
        protocol: protocol ?? recognise(json, headers),
      });
    return previewOfFacts(json, { principal, nowMs: receivedAtMs, parts });
  }

  /** Input tokens of a body of Anthropic's Messages, as the model that would answer it is known to count them. */
  countTokens(headers: IncomingHttpHeaders, body: Buffer): { requestId: string; tokens: number } {
    const { requestId, facts, state, decision } = this.decide({ protocol: CALLERS.anthropic_messages, headers, body });
    const selected = decision.order[0];
    const tokens = selected === undefined ? facts.input_tokens : inputTokensAt(selected.candidate.model, facts, state);
    return { requestId, tokens };
  }

  private decide({ protocol, headers, body }: Received): DecidedCall {
    const receivedAtMs = this.parts.clock.nowMs();
    const principal = authenticate(headers, this.parts.keys, receivedAtMs);
    return this.decideFor({ protocol, principal, headers, body, receivedAtMs });
  }

  private decideFor(incoming: IncomingCall): DecidedCall {
    const { parts } = this;
    const call = admitPolicy(detectSignals(admit(incoming, parts.catalogs)), parts.policies);
    return select(call, stateOf(parts, call.facts, call));
  }
}

const isFactsAlone = (json: unknown): boolean => typeof json === 'object' && json !== null && 'facts' in json;
