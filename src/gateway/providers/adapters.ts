/** What differs between kinds of providers on the wire, a row a kind. */
import type { ProviderKind } from '../../catalog';

export interface ProviderAdapter {
  /** Appended to the provider's base URL. */
  readonly chatPath: string;
  readonly authorise: (apiKey: string) => Readonly<Record<string, string>>;
  /** Whether it sends usage at the end of a stream only when asked. */
  readonly usageOnRequest: boolean;
}

const bearer = (apiKey: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${apiKey}` });

const OPENAI_COMPATIBLE: ProviderAdapter = { chatPath: '/chat/completions', authorise: bearer, usageOnRequest: true };

/** The kinds that this version can call. */
export const ADAPTERS: Readonly<Partial<Record<ProviderKind, ProviderAdapter>>> = {
  openai: OPENAI_COMPATIBLE,
  openai_compatible: OPENAI_COMPATIBLE,
  sandbox: OPENAI_COMPATIBLE,
  // Sends usage with the last chunk by itself and refuses stream_options.
  mistral: { ...OPENAI_COMPATIBLE, usageOnRequest: false },
};
