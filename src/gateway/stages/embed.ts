/** A call for vectors: in OpenAI's words as it came, in others said anew. */
import { BursarError } from '../../shared/errors';
import type { RoutedCall } from '../call';
import { type EmbeddingRequest, readEmbeddingRequest } from '../protocols/openai-embeddings';
import { embedding } from '../protocols/ways';
import type { Embeds } from '../providers/provider-row';
import { pass } from './pass';
import { refusedIfStrict, type Said, warningsOf } from './said';
import { changedJson, type Transformed } from './transform';

export function embed(call: RoutedCall, { translation, members }: Embeds, transformed: Transformed): Said {
  if (translation === null) return pass(call, { usageOnRequest: false, members }, transformed);
  const request = requestOf(call, transformed);
  const { name, support } = translation;
  return {
    body: Buffer.from(JSON.stringify(translation.write(request, call.selected.candidate.model.upstreamModel))),
    way: embedding(translation, request, {
      requestedModel: call.chat.model,
      estimatedInputTokens: call.facts.input_tokens,
    }),
    // Nobody has tiers of it but by a batch, which is another route.
    askedTier: null,
    askedRegion: null,
    warnings: refusedIfStrict(call, warningsOf(request, support, name)),
  };
}

/** What the policy changed is read again. */
function requestOf({ reading, json, requestId }: RoutedCall, { changes }: Transformed): EmbeddingRequest {
  if (reading === null || 'conversation' in reading) throw new BursarError('internal', { request_id: requestId });
  if ('fault' in reading) throw reading.fault;
  if (Object.keys(changes).length === 0) return reading.embedding;
  return readEmbeddingRequest(changedJson(json, changes));
}
