/** Both ways of an answer. */
import type { AnswerEvent } from '../domain/conversation/answer';
import { appendMember } from '../domain/splice';
import type { Usage } from '../../shared/domain/usage';
import type { AnswerWay, WholeAnswer } from './answer-way';
import type { CallerProtocol } from './callers';
import type { AnswerHead, CallerDialect, JsonObject, ProviderDialect } from './dialect';
import { PassedStream } from './passed-stream';
import { TranslatedStream } from './translated-stream';

/** Provider and caller speak one dialect. @param dropUsageEvent it was asked for by us and not by the caller */
export const passing = (
  { passage, written, usageOf }: CallerProtocol,
  { dropUsageEvent }: { dropUsageEvent: boolean },
): AnswerWay => ({
  stream: () => new PassedStream(passage, dropUsageEvent),
  whole: (bytes, json) => {
    const pieces = written(json);
    if (!Array.isArray(pieces)) return { kind: 'garbage', problem: 'the answer holds nothing that a model wrote' };
    return {
      usage: usageOf(json),
      written: () => JSON.stringify(pieces),
      bytes: (extension) => (extension === null ? bytes : appendMember(bytes, 'x_bursar', extension)),
    };
  },
});

export const translating = (caller: CallerDialect, provider: ProviderDialect, head: AnswerHead): AnswerWay => ({
  stream: () => new TranslatedStream(provider.reader(), caller.writer(head)),
  whole: (_bytes, json) => {
    const events = provider.reader().whole(json);
    const failed = events.find((event) => event.type === 'error');
    return failed === undefined ? translated(events, caller.writer(head).whole(events)) : failed.fault;
  },
});

const translated = (events: readonly AnswerEvent[], answer: JsonObject): WholeAnswer => ({
  usage: usageIn(events),
  written: () => JSON.stringify(answer),
  bytes: (extension) => {
    const bytes = Buffer.from(JSON.stringify(answer));
    return extension === null ? bytes : appendMember(bytes, 'x_bursar', extension);
  },
});

/** The last one holds. */
const usageIn = (events: readonly AnswerEvent[]): Usage | null =>
  events.reduce<Usage | null>((usage, event) => (event.type === 'usage' ? event.usage : usage), null);
