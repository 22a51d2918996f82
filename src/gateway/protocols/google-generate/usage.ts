/** Gemini's `usageMetadata`, made disjoint. */
import { NO_USAGE, type Usage } from '../../../shared/domain/usage';
import type { JsonObject } from '../dialect';
import { countOf, isObject, objectsOf } from '../wire';

/**
 * null when it is no usage: zero is usage, a missing number is not. A prompt includes what was cached; thoughts and the
 * results of Google's own tools are counted beside prompt and answer.
 */
export function readGoogleUsage(value: unknown): Usage | null {
  if (!isObject(value)) return null;
  const prompt = countOf(value['promptTokenCount']);
  if (prompt === null) return null;
  return { ...NO_USAGE, ...readInput(value, prompt), ...readOutput(value, prompt) };
}

type InputUsage = Pick<Usage, 'input' | 'cache_read' | 'audio_input' | 'image_input'>;

function readInput(usage: JsonObject, prompt: number): InputUsage {
  const cached = Math.min(countOf(usage['cachedContentTokenCount']) ?? 0, prompt);
  const fresh = prompt - cached;
  // What is cached is counted by kind too, and is not fresh.
  const of = (kind: string): number =>
    Math.max(0, tokensOf(usage['promptTokensDetails'], kind) - tokensOf(usage['cacheTokensDetails'], kind));
  const audio = Math.min(of('AUDIO'), fresh);
  const image = Math.min(of('IMAGE'), fresh - audio);
  const ofTools = countOf(usage['toolUsePromptTokenCount']) ?? 0;
  return { input: fresh - audio - image + ofTools, cache_read: cached, audio_input: audio, image_input: image };
}

function readOutput(usage: JsonObject, prompt: number): Pick<Usage, 'output' | 'reasoning' | 'audio_output'> {
  const reasoning = countOf(usage['thoughtsTokenCount']) ?? 0;
  const answer = countOf(usage['candidatesTokenCount']) ?? leftOf(usage, prompt + reasoning);
  const audio = Math.min(tokensOf(usage['candidatesTokensDetails'], 'AUDIO'), answer);
  return { output: answer - audio, reasoning, audio_output: audio };
}

/** An answer without text has no count of its own; neither has one of which only the total was told. */
function leftOf(usage: JsonObject, told: number): number {
  const ofTools = countOf(usage['toolUsePromptTokenCount']) ?? 0;
  return Math.max(0, (countOf(usage['totalTokenCount']) ?? 0) - told - ofTools);
}

const tokensOf = (details: unknown, kind: string): number =>
  objectsOf(details).reduce(
    (sum, { modality, tokenCount }) => sum + (modality === kind ? (countOf(tokenCount) ?? 0) : 0),
    0,
  );
