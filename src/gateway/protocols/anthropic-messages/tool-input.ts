/** Arguments of a tool are text that may be invalid; Anthropic's `input` is an object. */
import type { JsonObject } from '../dialect';
import { parseObjectExactly } from '../exact-json';
import { isObject } from '../wire';

/**
 * The only member of an input whose text is no JSON object: nothing of it is lost, the model sees on the next turn what it
 * wrote, and a reader takes it for the text again.
 */
const AS_WRITTEN = 'arguments_as_written';

/** No text at all is how some providers call a tool without parameters. */
export const inputOf = (text: string): JsonObject =>
  text.trim() === '' ? {} : (parseObjectExactly(text) ?? { [AS_WRITTEN]: text });

export function argumentsOf(input: unknown): string {
  const text = isObject(input) && Object.keys(input).length === 1 ? input[AS_WRITTEN] : null;
  return typeof text === 'string' ? text : JSON.stringify(input ?? {});
}
