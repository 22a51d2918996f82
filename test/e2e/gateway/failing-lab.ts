/** The service before two simulated providers that have every model, of which the cheaper one is there to be broken. */
import { SERVICE_START_MS, SERVICE_STOP_MS, startTestService, type TestService } from '../../support/service';
import type { Fault } from '../../support/simulator/script';
import { type Simulator, startSimulator } from '../../support/simulator/simulator';
import { receiptOf } from './lab';
import { ask, type Asking, type Heard } from './simulated';

const CAPABILITIES = ['streaming', 'tools', 'json_schema', 'json_mode'];
const price = (usd: string): object => ({ input_per_mtok_usd: usd, output_per_mtok_usd: usd, source: 'test' });
const PLENTY = 60;

const models = Array.from({ length: PLENTY }, (_, at) => `model-${at}`);
let taken = 0;
/** A circuit of its own for each test: what one breaks, another does not find open. */
export const freshModel = (): string => models[taken++] ?? 'no model is left: raise PLENTY';

const FIRST = { name: 'first', api_key: 'sk-first' };
const SECOND = { name: 'second', api_key: 'sk-second' };

const at = (provider: string, usd: string) => (model: string) => ({
  ...{ provider, model, tier: 'economy', context_window: 8_000, max_output: 4096, capabilities: CAPABILITIES },
  price: price(usd),
});
const speaking = (url: string, credentials: readonly object[], kind = 'openai_compatible'): object => ({
  ...{ kind, base_url: `${url}/v1`, credentials },
});
/** As an endpoint's fallback names it. */
export const sounds = (model: string): object => ({ provider: 'sound', model });

/** `paired-…` and `patient-…` are models that only the broken provider has, by two credentials and by one. */
export const documentFor = (broken: Simulator, sound: Simulator): object => ({
  providers: {
    broken: speaking(broken.url, [FIRST]),
    sound: speaking(sound.url, [FIRST], 'anthropic'),
    // A rate limit stands for all models of a credential, hence providers of their own.
    paired: speaking(broken.url, [FIRST, SECOND]),
    limited: speaking(broken.url, [FIRST]),
    patient: speaking(broken.url, [FIRST]),
    // Soon open, and soon tried again, by one call.
    touchy: {
      ...speaking(broken.url, [FIRST]),
      breaker: { failures_in_row: 1, open_s: 1, probes: 1, successes_to_close: 1 },
    },
  },
  models: [
    ...models.map(at('broken', '1')),
    ...models.map(at('sound', '2')),
    ...models.flatMap((model) => ['paired', 'patient'].map((name) => at(name, '1')(`${name}-${model}`))),
    ...[at('limited', '1')('limited'), at('sound', '2')('limited')],
    ...['left', 'faulty'].flatMap((model) => [at('touchy', '1')(model), at('sound', '2')(model)]),
    { ...at('sound', '3')('roomy'), context_window: 100_000 },
  ],
  endpoints: Object.fromEntries(
    models.flatMap((model) => {
      const routing = { default: { provider: 'broken', model } };
      return [
        [`roomy-${model}`, { routing, fallback: [sounds(model), sounds('roomy')] }],
        [`once-${model}`, { routing, fallback: [sounds(model)], max_attempts: 1 }],
      ];
    }),
  ),
});

export interface FailingLab {
  readonly service: TestService;
  readonly broken: Simulator;
  readonly sound: Simulator;
  askFor(model: string, asking?: Partial<Asking>): Promise<Heard>;
  /** The attempts of a call as `provider outcome class`. */
  attemptsOf(heard: Heard): Promise<string[]>;
}

/** For a test file: up from before the first test until after the last. */
export function useFailingLab(): () => FailingLab {
  const started: FailingLab[] = [];
  const lab = (): FailingLab => {
    const [it] = started;
    if (it === undefined) throw new Error('the lab is up only while tests run');
    return it;
  };
  beforeAll(async () => {
    const service = await startTestService();
    const [broken, sound] = [await startSimulator(), await startSimulator()];
    await service.configure(documentFor(broken, sound));
    started.push({
      ...{ service, broken, sound },
      askFor: (model, asking = {}) =>
        ask(service, { caller: 'chat', stream: false, prompt: 'Hello', model, ...asking }),
      attemptsOf: async ({ headers }) => {
        const { attempts } = await receiptOf(service, headers.get('x-bursar-decision-id') ?? '');
        return attempts.map(({ provider, outcome, failure_class: name }) =>
          [provider, outcome, name ?? []].flat().join(' '),
        );
      },
    });
  }, SERVICE_START_MS);
  afterAll(async () => {
    const { service, broken, sound } = lab();
    await service.stop();
    await Promise.all([broken.stop(), sound.stop()]);
  }, SERVICE_STOP_MS);
  return lab;
}

export const status = (code: number): Fault => ({ kind: 'status', status: code });
