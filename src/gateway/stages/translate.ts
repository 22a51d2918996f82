/** A call to a provider of another dialect: its request said anew, its answer on the way back likewise. */
import { BursarError } from '../../shared/errors';
import type { RoutedCall } from '../call';
import type { Conversation } from '../domain/conversation/conversation';
import type { Destination, JsonObject, ProviderDialect } from '../protocols/dialect';
import { tierNamed } from '../protocols/served-tier';
import { translating } from '../protocols/ways';
import { refusedIfStrict, type Said } from './said';
import type { Transformed } from './transform';

export function translate(call: RoutedCall, dialect: ProviderDialect, { changes }: Transformed): Said {
  const { model } = call.selected.candidate;
  const conversation = conversationOf(call, changes);
  const to: Destination = {
    upstreamModel: model.upstreamModel,
    maxOutput: model.maxOutput,
    reasons: model.capabilities.includes('reasoning'),
  };
  const written = dialect.requests.write(conversation, to);
  return {
    body: Buffer.from(JSON.stringify(written)),
    askedTier: tierNamed(written['service_tier'] ?? written['serviceTier']),
    way: translating(call.protocol.dialect, dialect, {
      requestId: call.requestId,
      requestedModel: call.chat.model,
      createdAtMs: call.receivedAtMs,
      includeUsage: call.chat.includeUsage,
    }),
    warnings: refusedIfStrict(call, warningsOf(conversation, dialect, to)),
  };
}

/** What the policy changed is read again. */
function conversationOf(
  { reading, protocol, json, requestId }: RoutedCall,
  changes: Transformed['changes'],
): Conversation {
  if (reading === null) throw new BursarError('internal', { request_id: requestId });
  if ('fault' in reading) throw reading.fault;
  const changed = Object.entries(changes);
  if (changed.length === 0) return reading.conversation;
  const values = changed.map(([key, text]) => [key, text === null ? null : (JSON.parse(text) as unknown)] as const);
  return protocol.dialect.conversation({ ...json, ...Object.fromEntries(values) } satisfies JsonObject);
}

function warningsOf({ said, unknown }: Conversation, dialect: ProviderDialect, to: Destination): string[] {
  const { support, exceptions } = dialect.requests;
  const table = { ...support, ...exceptions?.(to) };
  const dropped = said.flatMap((parameter) => {
    const { support: how, note } = table[parameter];
    return how === 'dropped' ? [`${parameter} was left out${note === undefined ? '' : `: ${note}`}`] : [];
  });
  return [...dropped, ...unknown.map((name) => `${name} was left out: ${dialect.name} has no such member`)];
}
