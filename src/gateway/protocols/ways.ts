/** The ways of an answer: as it came, and translated. */
import type { AnswerEvent, StreamFault } from '../domain/conversation/answer';
import { appendMember } from '../domain/splice';
import { NO_USAGE, type Usage } from '../../shared/domain/usage';
import type { AnswerWay, WholeAnswer } from './answer-way';
import type { CallerProtocol } from './callers';
import type { AnswerHead, CallerDialect, JsonObject, ProviderDialect } from './dialect';
import { exactly } from './exact-json';
import { type EmbeddingRequest, type EmbeddingTranslation, writeEmbeddingAnswer } from './openai-embeddings';
import { PassedStream } from './passed-stream';
import { TranslatedStream } from './translated-stream';

const NO_ANSWER: StreamFault = { kind: 'garbage', problem: 'the answer holds nothing that a model wrote' };
const NO_VECTORS: StreamFault = { kind: 'garbage', problem: 'the answer does not hold a vector for each text' };

/** Without one of them there is no answer, whatever it says of its usage. */
const OF_A_MODEL: ReadonlySet<AnswerEvent['type']> = new Set([
  'text',
  'refusal',
  'reasoning',
  'reasoning_signature',
  'tool_call',
  'finish',
]);

/** Provider and caller speak one dialect. @param dropUsageEvent it was asked for by us and not by the caller */
export const passing = (
  { passage, written, usageOf }: CallerProtocol,
  { dropUsageEvent }: { dropUsageEvent: boolean },
): AnswerWay => ({
  stream: passage === null ? null : () => new PassedStream(passage, dropUsageEvent),
  whole: (bytes, json) => {
    const pieces = written(json);
    const usage = usageOf(json);
    if (!Array.isArray(pieces)) return { fault: NO_ANSWER, usage };
    return {
      usage,
      written: () => (pieces.length === 0 ? '' : JSON.stringify(pieces)),
      bytes: (extension) => extended(bytes, extension),
    };
  },
});

export const translating = (caller: CallerDialect, provider: ProviderDialect, head: AnswerHead): AnswerWay => ({
  stream: () => new TranslatedStream(provider.reader(), caller.writer(head)),
  whole: (bytes, json) => {
    const events = provider.reader().whole(exactly(json, bytes));
    const failed = events.find((event) => event.type === 'error');
    const usage = usageIn(events);
    if (failed !== undefined) return { fault: failed.fault, usage };
    if (!events.some(({ type }) => OF_A_MODEL.has(type))) return { fault: NO_ANSWER, usage };
    return translated(usage, caller.writer(head).whole(events));
  },
});

const translated = (usage: Usage | null, answer: JsonObject): WholeAnswer => ({
  usage,
  written: () => JSON.stringify(answer),
  bytes: (extension) => extended(Buffer.from(JSON.stringify(answer)), extension),
});

const extended = (bytes: Buffer, extension: string | null): Buffer =>
  extension === null ? bytes : appendMember(bytes, 'x_bursar', extension);

/** The last one holds. */
const usageIn = (events: readonly AnswerEvent[]): Usage | null =>
  events.reduce<Usage | null>((usage, event) => (event.type === 'usage' ? event.usage : usage), null);

export interface EmbeddingHead {
  readonly requestedModel: string;
  /** In place of what the provider does not count: the dialect has no answer without usage. */
  readonly estimatedInputTokens: number;
}

export const embedding = (
  translation: EmbeddingTranslation,
  request: EmbeddingRequest,
  { requestedModel, estimatedInputTokens }: EmbeddingHead,
): AnswerWay => ({
  stream: null,
  whole: (_bytes, json) => {
    const answer = translation.read(json, request.texts.length);
    if (answer === null) return { fault: NO_VECTORS, usage: null };
    const { vectors, promptTokens } = answer;
    const { encoding } = request;
    const head = { model: requestedModel, encoding, promptTokens: promptTokens ?? estimatedInputTokens };
    return {
      usage: promptTokens === null ? null : { ...NO_USAGE, input: promptTokens },
      written: () => '',
      bytes: (extension) => extended(Buffer.from(JSON.stringify(writeEmbeddingAnswer(vectors, head))), extension),
    };
  },
});
