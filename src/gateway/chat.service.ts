/** `POST /v1/chat/completions`: the stages of design §4, one after the other. */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Answer } from './answer';
import type { DecidedCall, RoutedCall } from './call';
import { ClientResponse } from './client-response';
import { GatewayParts } from './gateway-parts';
import { Relay } from './relay';
import { admit } from './stages/admit';
import { authenticate } from './stages/authenticate';
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
      recordRefusal(parts.journal, call);
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
    return select(admitted, { expected_output_tokens: parts.expected.of(principal.tenantId, admitted.chat.model) });
  }

  private attempt(call: RoutedCall, takeResponse: () => ServerResponse): Promise<void> {
    const { parts } = this;
    const credential =
      parts.vault.credentialsOf(call.principal.tenantId, call.selected.candidate.provider.name)[0] ?? null;
    const dispatch = dispatchOf(call, credential, parts.sandboxUrl);
    const attempt = beginAttempt(parts.journal, call, credential?.name ?? '');
    const exchange = new Exchange(parts.clock);
    const client: ClientResponse = new ClientResponse(takeResponse(), call.requestId, () => {
      relay.onLeave();
    });
    const relay = new Relay(new Answer(parts, attempt, exchange, client), dispatch.dropUsageChunk);
    exchange.start(parts.pools, { ...dispatch, timeoutMs: parts.timeoutMs }, relay);
    return client.done;
  }
}
