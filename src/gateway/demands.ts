/**
 * What of a request binds it to some providers. Looked for only where the catalog has providers of another dialect than
 * the caller's: everybody else is sent the caller's own bytes.
 */
import type { Catalog, ProviderKind } from '../catalog';
import type { Demands } from '../routing';
import { BursarError } from '../shared/errors';
import type { Conversation } from './domain/conversation/conversation';
import type { SupportTable } from './domain/conversation/parameters';
import type { CallerProtocol } from './protocols/callers';
import type { CallerDialect, DialectName, JsonObject } from './protocols/dialect';
import { rowOfKind, speechFor, speaks } from './providers';

/** The request as other dialects would say it, or why they cannot. */
export type Reading = { readonly conversation: Conversation } | { readonly fault: BursarError };

interface Demanding {
  readonly demands: Demands | null;
  readonly reading: Reading | null;
}

const NOTHING: Demanding = { demands: null, reading: null };

/** @param strict leaving a parameter out is no less than refusing it */
export function demandsOf(
  protocol: CallerProtocol,
  json: JsonObject,
  { catalog, strict }: { readonly catalog: Catalog; readonly strict: boolean },
): Demanding {
  const caller = protocol.dialect.name;
  const kinds = kindsOf(catalog);
  if (kinds.every((kind) => speaks(rowOfKind(kind), caller))) return NOTHING;
  const reading = read(protocol.dialect, json);
  const issuer = protocol.issuerOf(json);
  const refusals = kinds.flatMap((kind) => {
    const reason = issuedElsewhere(kind, issuer) ?? refusal(kind, { caller, reading, strict });
    return reason === null ? [] : [[kind, reason] as const];
  });
  if (refusals.length === 0) return { demands: null, reading };
  return { demands: { operation: 'chat', refused_by: Object.fromEntries(refusals) }, reading };
}

const kinds = new WeakMap<Catalog, readonly ProviderKind[]>();

/** Of the providers that take calls, each once. */
function kindsOf(catalog: Catalog): readonly ProviderKind[] {
  const known = kinds.get(catalog);
  if (known !== undefined) return known;
  const found = [...new Set(catalog.providers.filter(({ usable }) => usable).map(({ kind }) => kind))];
  kinds.set(catalog, found);
  return found;
}

function read(dialect: CallerDialect, json: JsonObject): Reading {
  try {
    return { conversation: dialect.conversation(json) };
  } catch (error) {
    // Its own provider may know better what it means.
    if (error instanceof BursarError) return { fault: error };
    throw error;
  }
}

const issuedElsewhere = (kind: ProviderKind, issuer: DialectName | null): string | null =>
  issuer === null || speaks(rowOfKind(kind), issuer) ? null : `issued_by:${issuer}`;

interface Asked {
  readonly caller: DialectName;
  readonly reading: Reading;
  readonly strict: boolean;
}

function refusal(kind: ProviderKind, { caller, reading, strict }: Asked): string | null {
  const row = rowOfKind(kind);
  if (speaks(row, caller)) return null;
  if ('fault' in reading) return `unreadable:${String(reading.fault.details['path'])}`;
  const { support } = speechFor(row, caller).dialect.requests;
  const refused = reading.conversation.said.find((parameter) => isRefused(support[parameter], strict));
  return refused === undefined ? null : `parameter:${refused}`;
}

const isRefused = ({ support }: SupportTable[keyof SupportTable], strict: boolean): boolean =>
  support === 'refused' || (strict && support === 'dropped');
