/** Circuit breakers: what asking before a call and telling after it take, and reading health while a provider fails. */
import { createRequire } from 'node:module';
import type { Context } from '../arena.ts';
import { repeated } from '../repeated.ts';

const require = createRequire(import.meta.url);
const ofBuild = (path: string): object => require(`../../dist/src/${path}.js`) as object;

interface Breakers {
  admit(key: object, nowMs: number): object | null;
  insist(key: object, nowMs: number): object;
  settle(permit: object, outcome: object, nowMs: number): void;
  health(tenantId: string, called: object, nowMs: number): object;
}

const { DEFAULT_BREAKER } = ofBuild('catalog/domain/breaker-settings') as { DEFAULT_BREAKER: object };
const { Breakers: Registry } = ofBuild('resilience/breakers') as {
  Breakers: new (sources: { settingsOf: () => object; random: () => number }) => Breakers;
};

const TENANT = 'ten_bench';
const MODELS = 100;
const PROVIDERS = 10;
const SUCCESS = { kind: 'success', slow: false };
const FAILURE = { kind: 'failure', failureClass: 'server_error', retryAfterMs: null };
/** Spread over the window's seconds, as the calls of a service are. */
const MS_A_CALL = 7;

const candidates = Array.from({ length: MODELS }, (_, index) => {
  const provider = { name: `provider-${index % PROVIDERS}` };
  const model = { model: `model-${index}`, provider: provider.name };
  return { id: `${provider.name}/${model.model}`, index, provider, model };
});
const called = { candidates, credentialsOf: () => [{ name: 'main' }] };
const keys = candidates.map(({ provider, model }) => ({
  ...{ tenantId: TENANT, provider: provider.name, model: model.model, credential: 'main' },
}));

const keyAt = (turn: number): object => keys[turn % MODELS] ?? {};

/** Breakers that know all the circuits, with time that passes. */
class Bench {
  private readonly breakers = new Registry({ settingsOf: () => DEFAULT_BREAKER, random: Math.random });
  private turn = 0;
  private nowMs = Date.UTC(2026, 0, 31);

  call(outcome: object): void {
    const permit = this.breakers.insist(keyAt(this.turn++), (this.nowMs += MS_A_CALL));
    this.breakers.settle(permit, outcome, this.nowMs);
  }

  admit(): void {
    if (this.breakers.admit(keyAt(this.turn++), this.nowMs) === null) throw new Error('a closed circuit admits');
  }

  health(expected: number): void {
    const unhealthy = Object.keys(this.breakers.health(TENANT, called, this.nowMs)).length;
    if (unhealthy !== expected) throw new Error(`${unhealthy} unhealthy candidates instead of ${expected}`);
  }

  /** Opens the circuits of the first provider. */
  fail(): void {
    for (let turn = 0; turn < MODELS; turn += PROVIDERS)
      for (let failures = 0; failures < 5; failures++)
        this.breakers.settle(this.breakers.insist(keyAt(turn), this.nowMs), FAILURE, this.nowMs);
  }
}

export function breakers({ report }: Context): Promise<void> {
  const target = { of: 'value', atMost: 1 } as const;
  const calls = new Bench();
  const both = repeated(() => calls.call(SUCCESS));
  const admission = repeated(() => calls.admit());
  report.add('breakers', { figure: 'admitting a call, of 100 circuits', value: admission, unit: 'µs', target });
  report.add('breakers', { figure: 'admitting a call and recording its success', value: both, unit: 'µs', target });
  report.add('breakers', {
    figure: 'health of 100 candidates while all circuits are closed',
    value: repeated(() => calls.health(0)),
    unit: 'µs',
  });
  const failing = new Bench();
  failing.fail();
  report.add('breakers', {
    figure: 'health of 100 candidates while a provider of ten models is open',
    value: repeated(() => failing.health(MODELS / PROVIDERS)),
    unit: 'µs',
  });
  return Promise.resolve();
}
