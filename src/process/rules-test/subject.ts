/** What rules know of a request that a table describes. Whatever it does not say is absent, and the time is a fixed one. */
import type { Endpoint } from '../../catalog';
import { isHeaderFault, readAttribution, readChatRequest, readQuestion } from '../../gateway';
import { dataClassOf, fits, NAMES, readSignals, type RuleFacts, type RuleState } from '../../routing';
import { localTime } from '../../shared/domain/time-zone';
import { BursarError } from '../../shared/errors';
import type { TestRequest } from './table';

/** A Monday: a table means the same whenever it is run. */
const NOON_MS = Date.UTC(2026, 0, 5, 12);

const ABSENT: RuleFacts = {
  ...{ requested_model: '', input_tokens: 0, max_output_tokens: null, messages_count: 1 },
  ...{ has_schema: false, has_json_mode: false, has_tools: false, has_images: false, has_audio: false },
  ...{ streaming: false, task: null, region: null, data_class: null, workflow: null, customer: null },
  ...{ environment: null, team: null, project: null, hour_local: 12, time_of_day: '12:00', weekday: 'mon' },
  ...{ signals: null, declared: {} },
};

export interface Subject {
  readonly facts: RuleFacts;
  readonly state: RuleState;
}

/** @throws BursarError where the body or a header is one that a call would be refused for, or a fact has no such name or type */
export function subjectOf(request: TestRequest, endpoint: Endpoint): Subject {
  const { body, headers = {}, at, facts = {} } = request;
  const local = localTime(at === undefined ? NOON_MS : Date.parse(at), endpoint.timezone ?? 'UTC');
  const subject: Subject = {
    facts: {
      ...{ ...ABSENT, requested_model: endpoint.name },
      ...{ hour_local: local.hour, time_of_day: local.timeOfDay, weekday: local.weekday },
      ...(body !== undefined && factsOfBody(body)),
      ...factsOfCaller(body, headers, endpoint),
      declared: readSignals(endpoint, body),
    },
    state: { monthly_spend_pct: 0 },
  };
  return Object.entries(facts).reduce((known, [name, value]) => withFact(known, { name, value }, endpoint), subject);
}

function factsOfBody(body: object): Partial<RuleFacts> {
  const chat = readChatRequest(body);
  return {
    requested_model: chat.model,
    input_tokens: chat.inputTokens,
    max_output_tokens: chat.maxOutputTokens,
    messages_count: chat.messagesCount,
    ...{ has_schema: chat.hasSchema, has_json_mode: chat.hasJsonMode, has_tools: chat.hasTools },
    ...{ has_images: chat.hasImages, has_audio: chat.hasAudio, streaming: chat.stream },
  };
}

function factsOfCaller(
  body: object | undefined,
  headers: Readonly<Record<string, string>>,
  endpoint: Endpoint,
): Partial<RuleFacts> {
  const chat = body === undefined ? null : readChatRequest(body);
  const said = readAttribution(headers, chat?.metadata ?? null);
  if (isHeaderFault(said)) throw new BursarError('invalid_header', { header: said.header, problem: said.problem });
  const { task, region, workflow, customer, environment } = said;
  const seen = chat === null ? null : readQuestion(chat.messages, task);
  const dataClass = dataClassOf(endpoint.dataClass, said.dataClass);
  return { task, region, workflow, customer, environment, data_class: dataClass, ...seen };
}

interface Fact {
  readonly name: string;
  readonly value: string | number | boolean;
}

function withFact({ facts, state }: Subject, { name, value }: Fact, { signals }: Endpoint): Subject {
  const declared = signals.find((signal) => signal.name === name);
  const type = declared?.type ?? NAMES[name]?.type;
  if (type === undefined) throw wrong(name, `is no fact; known are ${Object.keys(NAMES).join(', ')}`);
  if (!fits(type, value)) throw wrong(name, `must be of type ${type}`);
  if (declared) return { facts: { ...facts, declared: { ...facts.declared, [name]: value } }, state };
  if (name === 'monthly_spend_pct') return { facts, state: { monthly_spend_pct: Number(value) } };
  if (name === 'complexity_score') return { facts: { ...facts, signals: { score: Number(value) } }, state };
  return { facts: { ...facts, [name === 'model' ? 'requested_model' : name]: value }, state };
}

const wrong = (name: string, problem: string): BursarError =>
  new BursarError('invalid_request', { path: `facts.${name}`, problem });
