/** From what was handed in to a document of its schema, or to every problem with its place. */
import type { z } from 'zod';
import type { Endpoint } from '../domain/catalog';
import type { EndpointCheck } from '../domain/endpoint-check';
import { toEndpoint } from '../domain/endpoint-document';
import { checkEndpoints } from './check-references';
import { DocumentError, type DocumentProblem, type DocumentSource, type Finding, locateFinding } from './problem';
import { configDocumentSchema, findingsOf } from './schema';
import { parsedSource, parseYaml } from './yaml-source';

/** The text of a document, or its parsed JSON. */
export type DocumentInput = { readonly text: string } | { readonly json: unknown };

/**
 * @param explain tells more about a document that is refused than the schema does
 * @throws DocumentError
 */
export function readDocument<Schema extends z.ZodType>(
  input: DocumentInput,
  schema: Schema,
  explain?: (value: unknown) => readonly Finding[],
): { readonly source: DocumentSource; readonly value: z.output<Schema> } {
  const source = sourceOf(input);
  const parsed = schema.safeParse(source.value);
  if (parsed.success) return { source, value: parsed.data };
  return refuse(source, explain?.(source.value) ?? parsed.error.issues.flatMap(findingsOf));
}

/**
 * The endpoints of a configuration document, by name, without a look at what is stored: whether their models exist is
 * not known.
 * @throws DocumentError
 */
export function declaredEndpoints(input: DocumentInput, check: EndpointCheck): ReadonlyMap<string, Endpoint> {
  const { source, value } = readDocument(input, configDocumentSchema);
  const faults = checkEndpoints(value, check).filter(({ warning }) => warning !== true);
  if (faults.length > 0) refuse(source, faults);
  return new Map(Object.entries(value.endpoints ?? {}).map(([name, document]) => [name, toEndpoint(name, document)]));
}

export function refuse(source: DocumentSource, findings: readonly Finding[]): never {
  throw new DocumentError(located(source, findings));
}

export const located = (source: DocumentSource, findings: readonly Finding[]): readonly DocumentProblem[] =>
  findings.map((finding) => locateFinding(source, finding));

function sourceOf(input: DocumentInput): DocumentSource {
  if ('json' in input) return parsedSource(input.json);
  const parsed = parseYaml(input.text);
  if (!parsed.ok) throw new DocumentError(parsed.failure);
  return parsed.value;
}
