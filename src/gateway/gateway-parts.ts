/** What the stages work with, put together once by the module. */
import type { MonthlySpend } from '../budgets';
import type { CatalogService, CredentialVault } from '../catalog';
import type { KeyRing } from '../identity';
import type { ObservedLatency } from '../ledger';
import type { Breakers } from '../resilience';
import type { Policies } from '../routing';
import type { AnswerParts } from './answer';
import type { ExpectedOutput } from './expected-output';
import type { Load } from './load';
import type { Rates } from './rates';
import type { TokenCalibration } from './token-calibration';

/** A class only so that Nest can inject it. */
export abstract class GatewayParts implements AnswerParts {
  abstract readonly keys: KeyRing;
  abstract readonly catalogs: CatalogService;
  abstract readonly vault: CredentialVault;
  abstract readonly policies: Policies;
  abstract readonly load: Load;
  /** Where the built-in provider listens; null when it is off. */
  abstract readonly sandboxUrl: string | null;
  abstract readonly breakers: Breakers;
  abstract readonly expected: ExpectedOutput;
  abstract readonly latency: ObservedLatency;
  abstract readonly calibration: TokenCalibration;
  abstract readonly spend: MonthlySpend;
  abstract readonly rates: Rates;
  abstract readonly journal: AnswerParts['journal'];
  abstract readonly pools: AnswerParts['pools'];
  abstract readonly clock: AnswerParts['clock'];
  /** PROVIDER_TIMEOUT_MS. */
  abstract readonly timeoutMs: number;
  abstract readonly reports: AnswerParts['reports'];
  /** GATEWAY_MAX_ATTEMPTS. */
  abstract readonly maxAttempts: number;
}
