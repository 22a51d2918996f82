/** Google's Gemini API. */
import { classOfGoogleError, googleGenerate } from '../protocols/google-generate';
import type { ProviderRow } from './provider-row';

export const google: ProviderRow = {
  speaks: [
    {
      dialect: googleGenerate,
      path: ({ upstreamModel, stream }) =>
        `/models/${encodeURIComponent(upstreamModel)}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
      usageOnRequest: false,
      members: {},
    },
  ],
  authorise: (apiKey) => ({ 'x-goog-api-key': apiKey }),
  headers: {},
  forwards: [],
  classOf: classOfGoogleError,
};
