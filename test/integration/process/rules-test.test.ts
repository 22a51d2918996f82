/** `bursar rules test`: tables of requests in real files. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testRules } from '../../../src/process/rules-test/run';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bursar-rules-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function tested(table: object) {
  const path = join(directory, 'table.yaml');
  await writeFile(path, JSON.stringify(table));
  return testRules(path);
}

const config = {
  endpoints: {
    smart: {
      timezone: 'Asia/Kolkata',
      data_class: 'internal',
      signals: [{ name: 'seats', path: '$.metadata.seats', type: 'int' }],
      routing: {
        default: { tier: 'standard' },
        rules: [
          { label: 'night', if: 'hour_local < 6', use: { mode: 'cost_first' } },
          { if: 'seats > 10', use: { provider: 'openai', model: 'gpt-4o' } },
          { if: 'complexity_score >= 3 && data_class == "internal"', use: { tier: 'deep_reasoning' } },
          { if: 'model == "other" || task == "translation"', use: { tier: 'economy' } },
        ],
      },
    },
  },
};

it('the example of the documents goes as it says there, line by line', async () => {
  const { lines, passed } = await testRules('docs/examples/rules-table.yaml');
  expect(passed).toBe(true);
  expect(await readFile('docs/rules.md', 'utf8')).toContain(['```text', ...lines, '```'].join('\n'));
});

it('a request that goes elsewhere is shown with where it was expected, and fails the table', async () => {
  const { lines, passed } = await tested({
    config,
    requests: [
      { endpoint: 'smart', expect: { rule: 'default' } },
      { name: 'wrong rule', endpoint: 'smart', expect: { rule: 1 } },
      { name: 'wrong target', endpoint: 'smart', facts: { seats: 11 }, expect: { rule: 1, use: { tier: 'economy' } } },
    ],
  });
  expect(passed).toBe(false);
  expect(lines).toEqual([
    'ok    #1            default  tier standard  signal_missing:seats; signal_missing:complexity_score',
    'FAIL  wrong rule    default  tier standard  expected rule 1; signal_missing:seats; signal_missing:complexity_score',
    'FAIL  wrong target  rule 1   openai/gpt-4o  expected tier economy',
    '',
    '1 of 3 requests as expected.',
  ]);
});

it.each([
  ['the local time of the endpoint', { at: '2026-01-31T20:00:00Z', expect: { rule: 'night' } }],
  ['a signal of the body', { body: bodyWith({ metadata: { seats: 11 } }), expect: { rule: 1 } }],
  ['a fact instead of the signal', { facts: { seats: 11 }, expect: { rule: 1 } }],
  ['the score of signals and the endpoint’s data class', { facts: { complexity_score: 3 }, expect: { rule: 2 } }],
  ['a header', { headers: { 'x-bursar-task': 'translation' }, expect: { rule: 3 } }],
  ['metadata like a header', { body: bodyWith({ metadata: { 'x-bursar-task': 'translation' } }), expect: { rule: 3 } }],
  ['the name of the model', { facts: { model: 'other' }, expect: { rule: 3, use: { tier: 'economy' } } }],
])('a table can give %s', async (_, request) => {
  const { lines, passed } = await tested({ config, requests: [{ endpoint: 'smart', ...request }] });
  expect({ lines, passed }).toMatchObject({ passed: true });
});

it.each([
  ['an unknown endpoint', { endpoint: 'dumb' }, /endpoint: must be one of the document; the configuration has smart/],
  ['an unknown fact', { facts: { inputs: 1 } }, /facts.inputs: is no fact; known are input_tokens/],
  ['a fact of a wrong type', { facts: { input_tokens: 'many' } }, /facts.input_tokens: must be of type int/],
  ['a body that a call would be refused for', { body: { model: 'smart' } }, /messages: must be a list/],
  ['an unknown header', { headers: { 'x-bursar-tsak': 'a' } }, /x-bursar-tsak: is not known/],
])('%s fails its row and names it', async (_, request, problem) => {
  const { lines, passed } = await tested({
    config,
    requests: [{ endpoint: 'smart', ...request, expect: { rule: 'default' } }],
  });
  expect(passed).toBe(false);
  expect(lines[0]).toMatch(problem);
});

it.each([
  ['no expectation', { config, requests: [{ endpoint: 'smart', expect: {} }] }, /must name the rule/],
  [
    'an unknown key',
    { config, requests: [{ endpiont: 'smart', expect: { rule: 0 } }] },
    /endpiont: is not a known key/,
  ],
  [
    'a bad time',
    { config, requests: [{ at: 'noon', expect: { rule: 0 } }] },
    /requests\[0\].at: must be a time such as/,
  ],
  ['no requests', { config, requests: [] }, /requests/],
])('a table with %s is refused as a whole, with line and column', async (_, table, problem) => {
  await expect(tested(table)).rejects.toThrow(problem);
  await expect(tested(table)).rejects.toThrow(/table.yaml is no table of requests \(line 1, column \d+/);
});

it('a configuration with a rule that cannot be evaluated is refused with its place', async () => {
  const rules = [{ if: 'input_token > 1', use: { tier: 'economy' } }];
  const wrong = { endpoints: { smart: { routing: { rules } } } };
  await expect(tested({ config: wrong, requests: [{ expect: { rule: 0 } }] })).rejects.toThrow(
    /endpoints.smart.routing.rules\[0\].if: Unknown variable: input_token/,
  );
});

function bodyWith(more: object): object {
  return { model: 'smart', messages: [{ role: 'user', content: 'Hello' }], ...more };
}

it('a body is looked at as a call is: its signals and its task', async () => {
  const body = (content: string): object => ({ model: 'smart', messages: [{ role: 'user', content }] });
  const belief = 'Where does Anne think that Sally believes the key is, after Anne moved it while Sally looked away?';
  const { lines, passed } = await tested({
    config,
    requests: [
      { endpoint: 'smart', body: body(belief), expect: { rule: 2 } },
      { endpoint: 'smart', body: body('Translate this letter into French.'), expect: { rule: 3 } },
      { endpoint: 'smart', body: body('Say hello.'), expect: { rule: 'default' } },
    ],
  });
  expect(lines.join('\n')).not.toContain('wrong');
  expect(passed).toBe(true);
});
