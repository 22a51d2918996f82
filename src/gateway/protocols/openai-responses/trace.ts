/** What a stream of OpenAI's Responses says of itself while it passes to its caller unchanged. */
import type { StreamFault, ToldUsage } from '../../domain/conversation/answer';
import type { JsonObject, StreamEvent, StreamTrace, TraceStep } from '../dialect';
import { toldIn } from '../served-tier';
import { nameOf, objectOf, parseObject, textOf } from '../wire';
import { problemOf, problemOfEvent } from './read-terminal';
import { readUsage } from './usage';

const STEP: TraceStep = { kind: 'content', told: null, textBytes: 0, fault: null };

const GARBAGE: StreamFault = { kind: 'garbage', problem: 'an event that is no JSON object' };

const said = (problem: string): StreamFault => ({ kind: 'provider_error', problem });

type Tracer = (data: JsonObject) => TraceStep;

const head: Tracer = () => ({ ...STEP, kind: 'head' });
const last: Tracer = ({ response }) => ({ ...STEP, kind: 'last', told: toldOf(objectOf(response)) });

/** What is not here is content: events of a tool that the provider runs say that the answer has begun. */
const TRACERS: Readonly<Record<string, Tracer>> = {
  'response.created': head,
  'response.queued': head,
  'response.in_progress': head,
  keepalive: head,
  'response.completed': last,
  'response.incomplete': last,
  'response.failed': (data) => ({ ...last(data), fault: said(problemOf(objectOf(data['response']))) }),
  error: (data) => ({ ...STEP, kind: 'fault', fault: said(problemOfEvent(data)) }),
};

export class ResponsesTrace implements StreamTrace {
  private ended = false;

  take({ name, data: json }: StreamEvent): TraceStep {
    if (this.ended) return { ...STEP, kind: 'tail' };
    const data = parseObject(json);
    if (data === null) return { ...STEP, kind: 'fault', fault: GARBAGE };
    const type = nameOf(data['type']) ?? name ?? '';
    const tracer = Object.hasOwn(TRACERS, type) ? TRACERS[type] : undefined;
    if (tracer === undefined) return { ...STEP, textBytes: textOf(data['delta']).length };
    const step = tracer(data);
    this.ended = step.kind === 'last';
    return step;
  }
}

const toldOf = (response: JsonObject): ToldUsage | null => toldIn(readUsage(response['usage']), response);
