/** One call on its way through the stages; each stage adds what it found out. */
import type { Catalog } from '../catalog';
import type { CallPolicy, Decision, Facts, Ranked, State } from '../routing';
import type { ExtensionLevel, Principal } from '../shared/domain/access';
import type { Attribution } from '../ledger';
import type { Member } from './domain/json-members';
import type { ChatRequest } from './protocols/openai-chat';

/** After `admit`. */
export interface AdmittedCall {
  readonly principal: Principal;
  readonly requestId: string;
  readonly decisionId: string;
  readonly receivedAtMs: number;
  readonly body: Buffer;
  readonly members: readonly Member[];
  readonly chat: ChatRequest;
  readonly facts: Facts;
  readonly policy: CallPolicy | null;
  readonly attribution: Attribution;
  readonly extension: ExtensionLevel;
  /** The catalog that the whole call uses, whatever changes meanwhile. */
  readonly catalog: Catalog;
}

/** After `select`. */
export interface DecidedCall extends AdmittedCall {
  readonly state: State;
  readonly decision: Decision;
}

/** A call that has somewhere to go. */
export interface RoutedCall extends DecidedCall {
  readonly selected: Ranked;
}
