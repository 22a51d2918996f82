/** Every provider that Bursar can call: a row a kind, and rows for shipped providers that differ from their kind. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Provider, ProviderKind } from '../../catalog';
import type { DialectName } from '../protocols/dialect';
import { anthropic } from './anthropic';
import { deepseek } from './deepseek';
import { google } from './google';
import { groq } from './groq';
import { mistral } from './mistral';
import { azureOpenai, openai } from './openai';
import { openaiCompatible } from './openai-compatible';
import type { ProviderRow, Speech } from './provider-row';

const BY_KIND: Readonly<Record<ProviderKind, ProviderRow>> = {
  openai,
  azure_openai: azureOpenai,
  anthropic,
  google,
  mistral,
  openai_compatible: openaiCompatible,
  // In this very process: nothing is learnt by asking it.
  sandbox: { ...openaiCompatible, listing: null },
};

/** Of kind `openai_compatible`, by the names under which they are shipped. */
const BY_NAME: ReadonlyMap<string, ProviderRow> = new Map([
  ['groq', groq],
  ['deepseek', deepseek],
]);

/** @public docs/protocols.md has them all; the sandbox is another name for `openai_compatible`. */
export const ROWS: Readonly<Record<string, ProviderRow>> = { ...BY_KIND, ...Object.fromEntries(BY_NAME) };

export const rowOfKind = (kind: ProviderKind): ProviderRow => BY_KIND[kind];

export const providerRow = ({ kind, name }: Pick<Provider, 'kind' | 'name'>): ProviderRow =>
  (kind === 'openai_compatible' ? BY_NAME.get(name) : undefined) ?? rowOfKind(kind);

/** The provider's own words for the dialect, else the ones that calls are translated into. */
export const speechFor = ({ speaks }: ProviderRow, dialect: DialectName): Speech =>
  speaks.find((speech) => speech.dialect.name === dialect) ?? speaks[0];

export const speaks = (row: ProviderRow, dialect: DialectName): boolean =>
  row.speaks.some((speech) => speech.dialect.name === dialect);

const FORWARDED = [...new Set(Object.values(BY_KIND).flatMap(({ forwards }) => forwards))];
const NONE = Object.freeze({});

/** Anthropic's own versions are days; other words are of clouds that resell it (`bedrock-2023-05-31`), and refused. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isMeant = (name: string, value: string): boolean => name !== 'anthropic-version' || DAY.test(value);

/** What the caller says to providers of its dialect beside the body. */
export function forwardedHeaders(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  const said = FORWARDED.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' && isMeant(name, value) ? [[name, value] as const] : [];
  });
  return said.length === 0 ? NONE : Object.fromEntries(said);
}
