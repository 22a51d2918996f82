/** One call on its way through the stages; each stage adds what it found out. */
import type { Catalog, Endpoint } from '../catalog';
import type { CallPolicy, Decision, Facts, Ranked, State } from '../routing';
import type { ExtensionLevel, Principal } from '../shared/domain/access';
import type { Attribution } from '../ledger';
import type { Member } from './domain/json-members';
import type { Reading } from './demands';
import type { CallRequest } from './protocols/call-request';
import type { CallerProtocol } from './protocols/callers';
import type { JsonObject } from './protocols/dialect';

/** After `admit`. */
export interface AdmittedCall {
  readonly principal: Principal;
  readonly requestId: string;
  readonly decisionId: string;
  readonly receivedAtMs: number;
  readonly body: Buffer;
  readonly members: readonly Member[];
  readonly json: JsonObject;
  /** The dialect in which the call came, and in which it is answered. */
  readonly protocol: CallerProtocol;
  readonly chat: CallRequest;
  /** Read for providers of other dialects, where the catalog has any. */
  readonly reading: Reading | null;
  /** Headers that mean something to providers of the caller's dialect. */
  readonly forwarded: Readonly<Record<string, string>>;
  /** How long the caller waits, by the header that says it. */
  readonly caller: Readonly<Record<string, number | null>>;
  /** What the body names, if that is one. */
  readonly endpoint: Endpoint | null;
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

/** A call on its way to one of those that its decision names. */
export interface RoutedCall extends DecidedCall {
  readonly selected: Ranked;
}
