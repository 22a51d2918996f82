/** A table of requests for `bursar rules test`: what each is, and where the rules must send it. */
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { declaredEndpoints, DocumentError, type Endpoint, problemText, readDocument } from '../../catalog';
import { checkEndpoint } from '../../routing';
import { readOperatorFile, UnusableFileError } from '../operator-file';

const target = z.union([
  z.strictObject({ provider: z.string(), model: z.string() }),
  z.strictObject({ tier: z.string() }),
  z.strictObject({ mode: z.string() }),
]);

const request = z.strictObject({
  name: z.string().optional(),
  /** Without it, the body's `model`. */
  endpoint: z.string().optional(),
  /** As an SDK sends it. */
  body: z.looseObject({}).optional(),
  /** `x-bursar-…` */
  headers: z.record(z.string(), z.string()).optional(),
  /** By the names that rules use; they stand above what body and headers say. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  at: z.iso.datetime({ offset: true, error: 'must be a time such as 2026-01-31T22:30:00Z' }).optional(),
  expect: z
    .strictObject({
      /** Its position from 0 or its label; `default` where no rule is to match. */
      rule: z.union([z.int().min(0), z.string()]).optional(),
      use: target.optional(),
    })
    .refine(({ rule, use }) => rule !== undefined || use !== undefined, 'must name the rule, or where it leads (use)'),
});
export type TestRequest = z.output<typeof request>;

const tableSchema = z.strictObject({
  /** The path of a configuration document from where this file is, or the document itself. */
  config: z.union([z.string(), z.looseObject({})]),
  requests: z.array(request).min(1),
});

export interface RuleTable {
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly requests: readonly TestRequest[];
}

/** @throws UnusableFileError where the table is wrong, DocumentError where its configuration is */
export async function readRuleTable(path: string): Promise<RuleTable> {
  const { config, requests } = parseTable(path, await readOperatorFile(path));
  const input =
    typeof config === 'string'
      ? { text: await readOperatorFile(resolve(dirname(path), config)) }
      : { json: config as unknown };
  return { endpoints: declaredEndpoints(input, checkEndpoint), requests };
}

function parseTable(path: string, text: string): z.output<typeof tableSchema> {
  try {
    return readDocument({ text }, tableSchema).value;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const problems = error.problems.map(problemText).join('; ');
    throw new UnusableFileError(path, `is no table of requests (${problems})`, error);
  }
}
