/** Whose signed thoughts a caller's conversation holds: only their issuer can go on with it. */
import { issuerOfSignature } from '../bound-signature';
import type { DialectName, JsonObject } from '../dialect';
import { objectsOf, textOf } from '../wire';
import { signatureCarriedBy } from './call-signature';

/** The issuer of the last one, null where there is none. Never throws: the body may not have been looked at yet. */
export function issuerOf(body: JsonObject): DialectName | null {
  for (const message of objectsOf(body['messages']).toReversed())
    for (const block of objectsOf(message['content']).toReversed()) {
      const signature = signatureIn(block);
      if (signature !== '') return issuerOfSignature(signature) ?? 'anthropic_messages';
    }
  return null;
}

function signatureIn(block: JsonObject): string {
  if (block['type'] === 'thinking') return textOf(block['signature']);
  if (block['type'] !== 'redacted_thinking') return '';
  const data = textOf(block['data']);
  return signatureCarriedBy(data) ?? data;
}
