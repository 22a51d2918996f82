/** Whose thoughts a caller's Responses body holds, and where what it continues is kept. */
import { issuerOfSignature } from '../bound-signature';
import type { DialectName, JsonObject } from '../dialect';
import { nameOf, objectsOf } from '../wire';
import { unmarked } from './marks';
import { STATE } from './read-conversation';

/** null: it holds nothing that only one provider can read. Of several issuers the latest: its thoughts are the context. */
export function issuerOf(body: JsonObject): DialectName | null {
  if (STATE.some((key) => (body[key] ?? null) !== null) || body['background'] === true) return 'openai_responses';
  const issuers = objectsOf(body['input']).map(issuerOfItem);
  return issuers.findLast((issuer) => issuer !== null) ?? null;
}

/** Besides thoughts, compactions and a reference to an item are OpenAI's alone. */
function issuerOfItem(item: JsonObject): DialectName | null {
  if (item['type'] === 'item_reference') return 'openai_responses';
  const encrypted = nameOf(item['encrypted_content']);
  return encrypted === null ? null : (issuerOfSignature(unmarked(encrypted).signature) ?? 'openai_responses');
}
