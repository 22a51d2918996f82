/** `POST /v1/chat/completions`: the stages of design §4, one after the other. */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Answer } from './answer';
import { parseJsonBody } from '../http';
import type { State } from '../routing';
import type { Principal } from '../shared/domain/access';
import type { DecidedCall, RoutedCall } from './call';
import { ClientResponse } from './client-response';
import { GatewayParts } from './gateway-parts';
import { type Preview, previewOfFacts } from './preview';
import { Relay } from './relay';
import { admit } from './stages/admit';
import { admitPolicy } from './stages/admit-policy';
import { authenticate } from './stages/authenticate';
import { detectSignals } from './stages/detect-signals';
import { dispatchOf } from './stages/dispatch';
import { noCandidate, route, select } from './stages/select';
import { beginAttempt, recordRefusal } from './stages/settle';
import { Exchange } from './upstream/exchange';

@Injectable()
export class ChatService {
  constructor(private readonly parts: GatewayParts) {}

  /**
   * Resolves when the caller's answer is over. `takeResponse` is called when the answer is ours to write.
   * @throws BursarError for everything that goes wrong before a provider is called
   */
  async complete(headers: IncomingHttpHeaders, body: Buffer, takeResponse: () => ServerResponse): Promise<void> {
    const { parts } = this;
    parts.load.enter();
    try {
      const call = this.decide(headers, body);
      const routed = route(call);
      if (routed !== null) {
        await this.attempt(routed, takeResponse);
        return;
      }
      recordRefusal(parts, call);
      throw noCandidate(call);
    } finally {
      parts.load.leave();
    }
  }

  /** Everything up to the decision: what a preview does too. */
  decide(headers: IncomingHttpHeaders, body: Buffer): DecidedCall {
    const { parts } = this;
    const receivedAtMs = parts.clock.nowMs();
    const principal = authenticate(headers, parts.keys, receivedAtMs);
    const admitted = admit({ principal, headers, body, receivedAtMs }, parts.catalogs);
    const detected = detectSignals(admitted);
    return select(admitPolicy(detected, parts.policies), this.stateOf(principal, admitted.chat));
  }

  /** What a call would be decided, from a chat body or from facts alone; nobody is called and nothing is recorded. */
  preview(headers: IncomingHttpHeaders, body: Buffer): Preview {
    const json = parseJsonBody(body.toString('utf8'));
    if (!isRecord(json) || !('facts' in json)) return this.decide(headers, body);
    const { parts } = this;
    const nowMs = parts.clock.nowMs();
    const principal = authenticate(headers, parts.keys, nowMs);
    return previewOfFacts(json, {
      ...{ principal, nowMs, policies: parts.policies, catalog: parts.catalogs.current(principal.tenantId) },
      stateOf: (model, stream) => this.stateOf(principal, { model, stream }),
    });
  }

  private stateOf({ tenantId }: Principal, { model, stream }: { model: string; stream: boolean }): State {
    return {
      expected_output_tokens: this.parts.expected.of(tenantId, model),
      monthly_spend_pct: null,
      token_factors: this.parts.calibration.factors(),
      latency_p95_ms: this.parts.latency.p95(tenantId, stream),
    };
  }

  private attempt(call: RoutedCall, takeResponse: () => ServerResponse): Promise<void> {
    const { parts } = this;
    const credential =
      parts.vault.credentialsOf(call.principal.tenantId, call.selected.candidate.provider.name)[0] ?? null;
    const dispatch = dispatchOf(call, credential, parts.sandboxUrl);
    const attempt = beginAttempt(parts, call, { credential: credential?.name ?? '', mutations: dispatch.mutations });
    const exchange = new Exchange(parts.clock);
    const client: ClientResponse = new ClientResponse(takeResponse(), call.requestId, () => {
      relay.onLeave();
    });
    const relay = new Relay(new Answer(parts, attempt, exchange, client), dispatch.dropUsageChunk);
    exchange.start(parts.pools, { ...dispatch, timeoutMs: parts.timeoutMs }, relay);
    return client.done;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
