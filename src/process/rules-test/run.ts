/** Runs a table of requests against the rules that it names, and says for each whether it went where it should. */
import type { Endpoint, Target } from '../../catalog';
import { compileRules, matchRule, type RuleMatch } from '../../routing';
import { BursarError } from '../../shared/errors';
import { subjectOf } from './subject';
import { readRuleTable, type RuleTable, type TestRequest } from './table';

export interface RulesReport {
  readonly lines: readonly string[];
  readonly passed: boolean;
}

/** @throws UnusableFileError, DocumentError */
export async function testRules(path: string): Promise<RulesReport> {
  const table = await readRuleTable(path);
  const rows = table.requests.map((request, index) => tried(request, index, table));
  const right = rows.filter(({ ok }) => ok).length;
  const summary = `${right} of ${rows.length} requests as expected.`;
  return { lines: [...aligned(rows.map(({ cells }) => cells)), '', summary], passed: right === rows.length };
}

interface Row {
  readonly ok: boolean;
  readonly cells: readonly string[];
}

function tried(request: TestRequest, index: number, { endpoints }: RuleTable): Row {
  const name = request.name ?? `#${index + 1}`;
  try {
    const endpoint = endpointOf(request, endpoints);
    const { facts, state } = subjectOf(request, endpoint);
    const match = matchRule(compileRules(endpoint), facts, state);
    const problem = difference(request.expect, match, endpoint);
    const where = [ruleName(match), targetText(match.rule?.use ?? endpoint.default)];
    return row(name, where, problem, match.notes);
  } catch (error) {
    if (!(error instanceof BursarError)) throw error;
    return row(name, ['–', '–'], error.message, []);
  }
}

const row = (name: string, where: readonly string[], problem: string | null, notes: readonly string[]): Row => ({
  ok: problem === null,
  cells: [problem === null ? 'ok' : 'FAIL', name, ...where, [problem ?? [], notes].flat().join('; ')],
});

function endpointOf({ endpoint, body }: TestRequest, endpoints: ReadonlyMap<string, Endpoint>): Endpoint {
  const name = endpoint ?? body?.['model'];
  const found = typeof name === 'string' ? endpoints.get(name) : undefined;
  if (found !== undefined) return found;
  const known = `the configuration has ${[...endpoints.keys()].join(', ') || 'none'}`;
  throw new BursarError('invalid_request', { path: 'endpoint', problem: `must be one of the document; ${known}` });
}

function difference(expected: TestRequest['expect'], match: RuleMatch, endpoint: Endpoint): string | null {
  const { rule, use } = expected;
  if (rule !== undefined && !isRule(rule, match)) return `expected ${typeof rule === 'number' ? `rule ${rule}` : rule}`;
  const actual = targetText(match.rule?.use ?? endpoint.default);
  return use === undefined || wanted(use) === actual ? null : `expected ${wanted(use)}`;
}

function isRule(expected: string | number, { rule }: RuleMatch): boolean {
  if (rule === null) return expected === 'default';
  return expected === rule.index || expected === rule.label;
}

const ruleName = ({ rule }: RuleMatch): string => {
  if (rule === null) return 'default';
  return rule.label === null ? `rule ${rule.index}` : `rule ${rule.index} (${rule.label})`;
};

const wanted = (use: NonNullable<TestRequest['expect']['use']>): string =>
  'provider' in use ? `${use.provider}/${use.model}` : Object.entries(use).flat().join(' ');

function targetText(target: Target): string {
  switch (target.kind) {
    case 'model':
      return `${target.provider}/${target.model}`;
    case 'tier':
      return `tier ${target.tier}`;
    case 'mode':
      return `mode ${target.mode}`;
  }
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
