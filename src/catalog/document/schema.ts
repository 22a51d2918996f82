/** The configuration document: everything that it may say, strictly. */
import { z } from 'zod';
import { endpointDocumentSchema, notYet } from '../domain/endpoint-document';
import { modelDocumentSchema } from '../domain/model-document';
import { endpointName, providerName } from '../domain/names';
import { providerDocumentSchema } from '../domain/provider-document';
import type { Finding } from './problem';

export const configDocumentSchema = z.strictObject({
  providers: z.record(providerName, providerDocumentSchema).optional(),
  models: z.array(modelDocumentSchema).optional(),
  endpoints: z.record(endpointName, endpointDocumentSchema).optional(),
  budgets: notYet,
  alerts: notYet,
  webhooks: notYet,
});
export type ConfigDocument = z.infer<typeof configDocumentSchema>;

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
