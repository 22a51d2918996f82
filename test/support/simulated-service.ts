/** The whole service with the simulated provider behind it, for a test file. */
import type OpenAI from 'openai';
import { SERVICE_START_MS, SERVICE_STOP_MS, startTestService, type TestService } from './service';
import { type Simulator, startSimulator } from './simulator/simulator';

export interface SimulatedService {
  readonly simulator: Simulator;
  readonly service: TestService;
  /** The official client with the owner's key. */
  readonly client: OpenAI;
}

/** Up from before the first test until after the last, configured by the document; to be read only while tests run. */
export function useSimulatedService(
  documentFor: (simulator: Simulator) => object,
  settings: Readonly<Record<string, string>> = {},
): SimulatedService {
  const started: SimulatedService[] = [];
  const up = (): SimulatedService => {
    const [it] = started;
    if (it === undefined) throw new Error('the service is up only while tests run');
    return it;
  };
  beforeAll(async () => {
    // In this order: a service that does not start must not leave a listening simulator behind, which keeps Jest alive.
    const service = await startTestService(settings);
    const simulator = await startSimulator();
    await service.configure(documentFor(simulator));
    started.push({ simulator, service, client: service.client() });
  }, SERVICE_START_MS);
  afterAll(async () => {
    await up().service.stop();
    await up().simulator.stop();
  }, SERVICE_STOP_MS);
  return {
    get simulator() {
      return up().simulator;
    },
    get service() {
      return up().service;
    },
    get client() {
      return up().client;
    },
  };
}
