/** A call to a provider of another dialect: its request said anew, its answer on the way back likewise. */
import { BursarError } from '../../shared/errors';
import type { RoutedCall } from '../call';
import type { Conversation } from '../domain/conversation/conversation';
import type { CallerDialect, Destination, ProviderDialect } from '../protocols/dialect';
import { tierNamed } from '../protocols/served-tier';
import { translating } from '../protocols/ways';
import { refusedIfStrict, type Said, warningsOf } from './said';
import { changedJson, type Transformed } from './transform';

interface Pair {
  readonly caller: CallerDialect;
  readonly provider: ProviderDialect;
}

export function translate(call: RoutedCall, { caller, provider }: Pair, { changes }: Transformed): Said {
  const { model } = call.selected.candidate;
  const conversation = conversationOf(call, caller, changes);
  const to: Destination = {
    upstreamModel: model.upstreamModel,
    maxOutput: model.maxOutput,
    reasons: model.capabilities.includes('reasoning'),
  };
  const { support, exceptions } = provider.requests;
  const table = { ...support, ...exceptions?.(to) };
  const written = provider.requests.write(conversation, to);
  return {
    body: Buffer.from(JSON.stringify(written)),
    askedTier: tierNamed(written['service_tier'] ?? written['serviceTier']),
    // No other dialect has a word for it.
    askedRegion: null,
    way: translating(caller, provider, {
      requestId: call.requestId,
      requestedModel: call.chat.model,
      createdAtMs: call.receivedAtMs,
      includeUsage: call.chat.includeUsage,
    }),
    warnings: refusedIfStrict(call, warningsOf(conversation, table, provider.name)),
  };
}

/** What the policy changed is read again. */
function conversationOf(
  { reading, requestId }: RoutedCall,
  caller: CallerDialect,
  changes: Transformed['changes'],
): Conversation {
  if (reading === null || 'embedding' in reading) throw new BursarError('internal', { request_id: requestId });
  if ('fault' in reading) throw reading.fault;
  if (Object.keys(changes).length === 0) return reading.conversation;
  return caller.conversation(changedJson(reading.json, changes));
}
