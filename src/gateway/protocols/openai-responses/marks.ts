/**
 * Thoughts of another issuer have one place in a Responses item, `encrypted_content`. These marks before it keep what
 * else there is to know: that nothing of the thought is readable, or that it belongs to the call behind it.
 */
const REDACTED = 'bursar:redacted:';
const OF_CALL = 'bursar:call:';

type Mark = 'redacted' | 'call' | null;

interface Marked {
  readonly mark: Mark;
  readonly signature: string;
}

const PREFIXES = { redacted: REDACTED, call: OF_CALL } as const;

export const marked = (mark: Mark, signature: string): string =>
  mark === null ? signature : `${PREFIXES[mark]}${signature}`;

export function unmarked(content: string): Marked {
  if (content.startsWith(REDACTED)) return { mark: 'redacted', signature: content.slice(REDACTED.length) };
  if (content.startsWith(OF_CALL)) return { mark: 'call', signature: content.slice(OF_CALL.length) };
  return { mark: null, signature: content };
}
