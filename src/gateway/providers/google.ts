/** Google's Gemini API. */
import {
  classOfGoogleError,
  googleEmbeddings,
  googleGenerate,
  googlePath,
  retryAfterOfGoogleError,
} from '../protocols/google-generate';
import type { ProviderRow } from './provider-row';

export const google: ProviderRow = {
  speaks: [
    {
      dialect: googleGenerate,
      path: ({ upstreamModel, stream }) => (stream ? googlePath.stream : googlePath.answer)(upstreamModel),
      usageOnRequest: false,
      members: {},
    },
  ],
  embeds: {
    path: ({ upstreamModel }) => googlePath.embeddings(upstreamModel),
    members: {},
    translation: googleEmbeddings,
  },
  listing: () => '/models?pageSize=1',
  authorise: (apiKey) => ({ 'x-goog-api-key': apiKey }),
  headers: {},
  forwards: [],
  classOf: classOfGoogleError,
  retryAfterOf: retryAfterOfGoogleError,
};
