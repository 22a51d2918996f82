/** The list of models, for whoever asks only to see whether it answers; broken as calls are. */
import type { Ask, SimulatedDialect } from './dialect';
import { openAiChat } from './openai-chat';

export const LISTING: Ask = { model: '', stream: false, usage: 'silent' };

export const models: SimulatedDialect = {
  ...openAiChat,
  name: 'models',
  whole: () => ({ object: 'list', data: [{ id: 'tiny', object: 'model', created: 1_760_000_000, owned_by: 'lab' }] }),
};
