/** OpenAI's chat and embeddings as providers speak them: the path is the same everywhere, the flavour is not. */
import { chatProvider } from '../protocols/openai-chat';
import type { ChatFlavour } from '../protocols/openai-chat/flavours';
import type { Embeds, Speech } from './provider-row';

export const chatSpeech = (flavour: ChatFlavour, members: Speech['members'] = {}): Speech => ({
  dialect: chatProvider(flavour),
  path: () => '/chat/completions',
  usageOnRequest: flavour.usageOnRequest,
  members,
});

export const EMBEDDINGS: Embeds = { path: () => '/embeddings', members: {}, translation: null };

export const bearer = (apiKey: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${apiKey}` });
