/** The configuration document: everything that it may say, strictly. */
import { z } from 'zod';
import { budgetDocumentSchema, MAX_BUDGETS } from '../domain/budget-document';
import { MODES } from '../domain/catalog';
import { endpointDocumentSchema, notYet } from '../domain/endpoint-document';
import { modelDocumentSchema } from '../domain/model-document';
import { endpointName, policyName, providerName } from '../domain/names';
import { providerDocumentSchema } from '../domain/provider-document';
import { termSchema } from '../domain/term-check';
import type { Finding } from './problem';

type Names = Readonly<Record<'provider' | 'endpoint' | 'policy', z.ZodString>>;

const documentWith = (names: Names) =>
  z.strictObject({
    providers: z.record(names.provider, providerDocumentSchema).optional(),
    models: z.array(modelDocumentSchema).optional(),
    endpoints: z.record(names.endpoint, endpointDocumentSchema).optional(),
    policies: z.record(names.policy, termSchema).optional(),
    /** The predicate that no call may leave. */
    envelope: termSchema.optional(),
    /** How candidates are weighed where neither call nor endpoint says. */
    mode: z.enum(MODES).optional(),
    budgets: z
      .array(budgetDocumentSchema)
      .max(MAX_BUDGETS)
      .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, 'must not name a budget twice')
      .optional(),
    alerts: notYet,
    webhooks: notYet,
  });

export const configDocumentSchema = documentWith({
  provider: providerName,
  endpoint: endpointName,
  policy: policyName,
});
export type ConfigDocument = z.infer<typeof configDocumentSchema>;

const anyNames = documentWith({ provider: z.string(), endpoint: z.string(), policy: z.string() });

/** Everything that is wrong with the form of a document that the schema refuses. */
export function formFindings(value: unknown): readonly Finding[] {
  const names = (configDocumentSchema.safeParse(value).error?.issues ?? []).filter(
    ({ code }) => code === 'invalid_key',
  );
  // What a wrong name holds is not looked at by the schema that knows names.
  const rest = anyNames.safeParse(value).error?.issues ?? [];
  return [...names, ...rest].flatMap(findingsOf);
}

/** An issue of the schema as findings: one for each key that is not known, one for everything else. */
export function findingsOf(issue: z.core.$ZodIssue): readonly Finding[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], problem: 'is not a known key', atKey: true }));
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map((inner) => ({ path: issue.path, problem: `the name ${inner.message}`, atKey: true }));
  }
  return [{ path: issue.path, problem: issue.message }];
}
