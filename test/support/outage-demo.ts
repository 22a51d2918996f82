/**
 * An outage to look at: the service with two simulated providers, steady calls by the official SDK, and the cheaper
 * provider broken in several ways and mended. What is said comes from the event stream and the API, as operators have it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type OpenAI from 'openai';
import { type EventReader, readEvents, type ToldEvent } from './event-reader';
import { eventually } from './eventually';
import { startTestService, type TestService } from './service';
import type { Fault } from './simulator/script';
import { type Simulator, startSimulator } from './simulator/simulator';

export interface DemoOptions {
  /** Of each way to fail. */
  readonly faultMs: number;
  readonly callers: number;
  readonly say: (line: string) => void;
  /** When it says so the demonstration ends early, and cleans up. */
  readonly stopped: AbortSignal;
}

export interface Shown {
  readonly answered: number;
  readonly failed: number;
  /** Types, in the order in which they came. */
  readonly events: readonly string[];
}

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['answers 503', { kind: 'status', status: 503 }],
  ['closes connections', { kind: 'refuse' }],
  ['breaks answers off', { kind: 'cut', after: 0 }],
];
// Seconds instead of a quarter of a minute, so that probes are seen.
const BREAKER = { open_s: 2, max_open_s: 4 };
const CALM_MS = 2000;
const MENDED_WITHIN_MS = 30_000;
const PAUSE_MS = 50;
const EVENTS = 'breaker.opened,breaker.half_opened,breaker.closed,incident.opened,incident.resolved';

interface Stage {
  readonly service: TestService;
  readonly failing: Simulator;
  readonly reader: EventReader;
}

export async function showOutage(options: DemoOptions): Promise<Shown> {
  const [failing, sound] = [await startSimulator({ remembers: false }), await startSimulator({ remembers: false })];
  const service = await startTestService();
  try {
    await service.configure(documentFor(failing, sound));
    const reader = await readEvents(service.url, { key: service.ownerKey, query: `?types=${EVENTS}` });
    try {
      return await play({ service, failing, reader }, options);
    } finally {
      await reader.close();
    }
  } finally {
    await service.stop();
    await failing.stop();
    await sound.stop();
  }
}

function documentFor(failing: Simulator, sound: Simulator): object {
  const provider = ({ url }: Simulator): object => ({
    ...{ kind: 'openai_compatible', base_url: `${url}/v1`, credentials: [{ name: 'main', api_key: 'sk-simulated' }] },
    breaker: BREAKER,
  });
  const model = (name: string, usd: string): object => ({
    ...{ provider: name, model: 'tiny', tier: 'economy', context_window: 8000, max_output: 4096 },
    ...{ capabilities: ['streaming'], price: { input_per_mtok_usd: usd, output_per_mtok_usd: usd, source: 'demo' } },
  });
  return {
    providers: { cheap: provider(failing), spare: provider(sound) },
    models: [model('cheap', '1'), model('spare', '2')],
  };
}

async function play(stage: Stage, { faultMs, callers, say, stopped }: DemoOptions): Promise<Shown> {
  const calls = new Calls(stage.service.client(), callers);
  const telling = setInterval(() => {
    tellNew(stage.reader, say);
    say(calls.sinceLast());
  }, 1000);
  try {
    await sleep(CALM_MS, undefined, { signal: stopped });
    for (const [name, fault] of FAULTS) {
      say(`— cheap ${name}`);
      stage.failing.order({ fault });
      await sleep(faultMs, undefined, { signal: stopped });
    }
    say('— cheap is mended');
    stage.failing.mend();
    await eventually(() => stopped.aborted || isResolved(stage.reader), MENDED_WITHIN_MS);
    await sleep(CALM_MS, undefined, { signal: stopped });
  } finally {
    clearInterval(telling);
    await calls.stop();
  }
  tellNew(stage.reader, say);
  await tellAfterwards(stage.service, say);
  return { answered: calls.answered, failed: calls.failed, events: stage.reader.events.map(({ event }) => event) };
}

const isResolved = ({ events }: EventReader): boolean => {
  const opened = events.filter(({ event }) => event === 'incident.opened').length;
  return opened > 0 && events.filter(({ event }) => event === 'incident.resolved').length === opened;
};

/** Callers that go on and on, every other call of theirs streaming. */
class Calls {
  answered = 0;
  failed = 0;
  private said = { answered: 0, failed: 0 };
  private going = true;
  private readonly callers: readonly Promise<void>[];

  constructor(
    private readonly client: OpenAI,
    count: number,
  ) {
    this.callers = Array.from({ length: count }, () => this.callOn());
  }

  sinceLast(): string {
    const { answered, failed, said } = this;
    this.said = { answered, failed };
    return `  ${answered - said.answered} calls answered, ${failed - said.failed} failed`;
  }

  async stop(): Promise<void> {
    this.going = false;
    await Promise.all(this.callers);
  }

  private async callOn(): Promise<void> {
    for (let streaming = false; this.going; streaming = !streaming) {
      try {
        await (streaming ? this.stream() : this.ask());
        this.answered++;
      } catch {
        this.failed++;
      }
      await sleep(PAUSE_MS);
    }
  }

  private async ask(): Promise<void> {
    const answer = await this.client.chat.completions.create(CHAT);
    if (answer.choices[0]?.message.content !== ANSWER) throw new Error('not the whole answer');
  }

  private async stream(): Promise<void> {
    let text = '';
    for await (const { choices } of await this.client.chat.completions.create({ ...CHAT, stream: true }))
      text += choices[0]?.delta.content ?? '';
    if (text !== ANSWER) throw new Error('not the whole answer');
  }
}

const CHAT = { model: 'tiny', messages: [{ role: 'user' as const, content: 'Hello' }] };
/** What the simulator says without a script. */
const ANSWER = 'Hello there.';

const toldOf = new WeakMap<EventReader, number>();

function tellNew(reader: EventReader, say: (line: string) => void): void {
  const told = toldOf.get(reader) ?? 0;
  for (const event of reader.events.slice(told)) say(eventLine(event));
  toldOf.set(reader, reader.events.length);
}

function eventLine({ event, data }: ToldEvent): string {
  const { provider, model, models, reason, severity } = data.data as Record<string, string | string[] | undefined>;
  const what = [provider, model ?? models, reason, severity].filter((part) => part !== undefined).join(' ');
  return `  ${data.timestamp.slice(11, 23)} ${event}: ${what}`;
}

/** What the API says when it is over. */
async function tellAfterwards(service: TestService, say: (line: string) => void): Promise<void> {
  const read = async (path: string): Promise<unknown> => (await service.call('GET', `/v1/sla/${path}`)).body;
  const { data } = (await read('incidents')) as { data: { id: string }[] };
  for (const { id } of data) {
    const { opened_at, resolved_at, severity, impact } = (await read(`incidents/${id}`)) as Record<string, unknown>;
    say(`incident ${JSON.stringify({ id, severity, opened_at, resolved_at, impact })}`);
  }
  const audit = (await read('failover-audit/summary')) as { data: unknown[] };
  for (const pair of audit.data) say(`failovers ${JSON.stringify(pair)}`);
  const history = (await read('provider-history?group_by=provider')) as { data: Record<string, unknown>[] };
  for (const { provider, availability, errors } of history.data)
    say(`history ${JSON.stringify({ provider, availability, errors })}`);
  const { callers } = (await read('report')) as { callers: unknown };
  say(`callers ${JSON.stringify(callers)}`);
}
