/** What a document says about its providers although its form is wrong somewhere, so that all its faults are told at once. */
import { z } from 'zod';
import { PROVIDER_KINDS } from '../domain/model';
import { MASKED_KEY } from '../domain/provider-document';
import { checkProviders } from './check-references';
import type { Environment } from './environment';
import { resolvePlaceholders } from './placeholders';
import type { DocumentPath, Finding } from './problem';
import { formFindings } from './schema';

/** Whatever cannot be read is replaced by what no check finds fault with: its form is told already. */
const readableCredential = z.object({ name: z.string().catch(''), api_key: z.string().catch(MASKED_KEY) });
const readableProvider = z.object({
  kind: z.enum(PROVIDER_KINDS).optional().catch('sandbox'),
  base_url: z.string().optional().catch('http://unreadable.invalid'),
  credentials: z
    .array(readableCredential.catch({ name: '', api_key: MASKED_KEY }))
    .optional()
    .catch(undefined),
});
const readableProviders = z
  .object({ providers: z.record(z.string(), readableProvider.catch({})) })
  .catch({ providers: {} });

/** The faults of a document that the schema refuses: those of its form, and what its providers hold besides. */
export function findingsOfRefused(value: unknown, environment: Environment): readonly Finding[] {
  const form = formFindings(value);
  const told = form.filter(({ atKey }) => atKey !== true).map(({ path }) => path);
  const document = readableProviders.parse(value);
  const content = [...resolvePlaceholders(document, environment).findings, ...checkProviders(document)];
  return [...form, ...content.filter(({ path }) => !told.some((outer) => isWithin(path, outer)))];
}

const isWithin = (path: DocumentPath, outer: DocumentPath): boolean =>
  outer.every((part, index) => path[index] === part);
