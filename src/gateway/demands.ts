/**
 * What of a request binds it to some providers. Looked for only where the catalog has providers of another dialect than
 * the caller's: everybody else is sent the caller's own bytes.
 */
import type { Catalog, ProviderKind } from '../catalog';
import type { Demands, Facts } from '../routing';
import { BursarError } from '../shared/errors';
import type { Conversation } from './domain/conversation/conversation';
import type { Supported, SupportTable } from './domain/conversation/parameters';
import type { CallerProtocol, ChatCaller } from './protocols/callers';
import type { JsonObject } from './protocols/dialect';
import { exactly } from './protocols/exact-json';
import { type EmbeddingRequest, readEmbeddingRequest } from './protocols/openai-embeddings';
import { rowOfKind, speechFor, speaks } from './providers';

/** The request as other dialects would say it, or why they cannot. */
export type Reading =
  /** `json`: the body, with its numbers as they were written. */
  | { readonly conversation: Conversation; readonly json: JsonObject }
  | { readonly embedding: EmbeddingRequest }
  | { readonly fault: BursarError };

interface Demanding {
  readonly demands: Demands | null;
  readonly reading: Reading | null;
}

const NOTHING: Demanding = { demands: null, reading: null };

/** @param strict leaving a parameter out is no less than refusing it */
export function demandsOf(
  protocol: CallerProtocol,
  body: ParsedBody,
  { catalog, strict }: { readonly catalog: Catalog; readonly strict: boolean },
): Demanding {
  const kinds = kindsOf(catalog);
  return protocol.operation === 'chat'
    ? demandsOfChat(protocol, body, { kinds, strict })
    : demandsOfEmbedding(body.json, { kinds, strict });
}

export interface ParsedBody {
  readonly json: JsonObject;
  readonly bytes: Buffer;
}

interface Asking {
  readonly kinds: readonly ProviderKind[];
  readonly strict: boolean;
}

function demandsOfChat({ dialect, issuerOf }: ChatCaller, body: ParsedBody, { kinds, strict }: Asking): Demanding {
  const foreign = kinds.filter((kind) => !speaks(rowOfKind(kind), dialect.name));
  if (foreign.length === 0) return NOTHING;
  const json = exactly(body.json, body.bytes);
  const reading = read(() => ({ conversation: dialect.conversation(json), json }));
  const issuer = issuerOf(json);
  const refused_by = refusals(kinds, (kind) => {
    const row = rowOfKind(kind);
    if (issuer !== null && !speaks(row, issuer)) return `issued_by:${issuer}`;
    if (speaks(row, dialect.name)) return null;
    return unsayable(reading, speechFor(row, dialect.name).dialect.requests.support, strict);
  });
  return { demands: refused_by === null ? null : { operation: 'chat', refused_by }, reading };
}

function demandsOfEmbedding(json: JsonObject, { kinds, strict }: Asking): Demanding {
  const reading = read(() => ({ embedding: readEmbeddingRequest(json) }));
  const refused_by = refusals(kinds, (kind) => {
    const { embeds } = rowOfKind(kind);
    if (embeds === null) return 'no_embeddings';
    return embeds.translation === null ? null : unsayable(reading, embeds.translation.support, strict);
  });
  return { demands: { operation: 'embeddings', refused_by: refused_by ?? {} }, reading };
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

function read(reader: () => Reading): Reading {
  try {
    return reader();
  } catch (error) {
    // Its own provider may know better what it means.
    if (error instanceof BursarError) return { fault: error };
    throw error;
  }
}

/** null where nobody refuses. */
function refusals(
  kinds: readonly ProviderKind[],
  reasonOf: (kind: ProviderKind) => string | null,
): Demands['refused_by'] | null {
  const found = kinds.flatMap((kind) => {
    const reason = reasonOf(kind);
    return reason === null ? [] : [[kind, reason] as const];
  });
  return found.length === 0 ? null : Object.fromEntries(found);
}

/** Why a request cannot be said in other words than its own; null: it can. */
function unsayable(reading: Reading, support: SupportTable, strict: boolean): string | null {
  if ('fault' in reading) return `unreadable:${String(reading.fault.details['path'])}`;
  const { said } = 'embedding' in reading ? reading.embedding : reading.conversation;
  const refused = said.find((parameter) => isRefused(support[parameter], strict));
  return refused === undefined ? null : `parameter:${refused}`;
}

const isRefused = ({ support }: Supported, strict: boolean): boolean =>
  support === 'refused' || (strict && support === 'dropped');

/** Vectors are no tokens, and none are expected. */
export const embeds = ({ demands }: Pick<Facts, 'demands'>): boolean => demands?.operation === 'embeddings';
