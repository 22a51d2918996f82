/** Anthropic, and whoever follows it. */
import { anthropicMessages, classOfAnthropicError } from '../protocols/anthropic-messages';
import type { ProviderRow } from './provider-row';

export const anthropic: ProviderRow = {
  speaks: [{ dialect: anthropicMessages, path: () => '/messages', usageOnRequest: false, members: {} }],
  embeds: null,
  listing: () => '/models?limit=1',
  authorise: (apiKey) => ({ 'x-api-key': apiKey }),
  // The version whose words we speak; a caller of the dialect sends its own.
  headers: { 'anthropic-version': '2023-06-01' },
  forwards: ['anthropic-beta', 'anthropic-version'],
  classOf: classOfAnthropicError,
  retryAfterOf: () => null,
};
