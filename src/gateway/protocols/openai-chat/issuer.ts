/** Whose thoughts a chat body holds: what is signed or encrypted only its issuer can read. */
import { issuerOfSignature } from '../bound-signature';
import type { DialectName, JsonObject } from '../dialect';
import { nameOf, objectsOf } from '../wire';
import { callSignature, thoughtOf } from './read-messages';

/** The issuer of the last one, null where there is none. Never throws: the body may not have been looked at yet. */
export function issuerOf(body: JsonObject): DialectName | null {
  const signed = objectsOf(body['messages']).flatMap(signaturesIn);
  const last = signed.at(-1);
  return last === undefined ? null : (issuerOfSignature(last) ?? 'openai_chat');
}

function signaturesIn(message: JsonObject): string[] {
  const thoughts = objectsOf(message['reasoning_details']).flatMap(thoughtOf);
  const calls = objectsOf(message['tool_calls']).map(callSignature);
  return [...thoughts.map(({ signature }) => signature), ...calls].map(nameOf).filter((name) => name !== null);
}
