/**
 * What the issuer of a tool call wants back with it (Gemini's thought signature). A `tool_use` block has no place for it,
 * so it travels as a `redacted_thinking` block before the call: clients give such blocks back unchanged.
 */
const PREFIX = 'bursar-call:';

export const carriedSignature = (signature: string): string => `${PREFIX}${signature}`;

/** null: an encrypted thought of its own. */
export const signatureCarriedBy = (data: string): string | null =>
  data.startsWith(PREFIX) ? data.slice(PREFIX.length) : null;
