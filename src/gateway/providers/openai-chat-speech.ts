/** OpenAI's chat as providers speak it: the path is the same everywhere, the flavour is not. */
import { chatProvider } from '../protocols/openai-chat';
import type { ChatFlavour } from '../protocols/openai-chat/flavours';
import type { Speech } from './provider-row';

export const chatSpeech = (flavour: ChatFlavour, members: Speech['members'] = {}): Speech => ({
  dialect: chatProvider(flavour),
  path: () => '/chat/completions',
  usageOnRequest: flavour.usageOnRequest,
  members,
});

export const bearer = (apiKey: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${apiKey}` });
