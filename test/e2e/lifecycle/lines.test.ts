/** The commands that answer in lines, as processes: what they say, what they end with, and a reader who leaves early. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { PROCESS_TEST_MS, useServices } from '../../support/service-process';

jest.setTimeout(PROCESS_TEST_MS);

const services = useServices();

const CLI = join(__dirname, '../../../dist/src/cli.js');
// More lines than the pipes between two processes hold.
const MANY = 20_000;

const PROMPT = '{"prompt": "Where does Anne think that Bob will look for the key?"}';
const TERM = '{"term": ["top"]}';

interface Said {
  readonly code: number | null;
  readonly lines: readonly unknown[];
  readonly stderr: string;
}

function run(args: readonly string[], input: Iterable<string> | AsyncIterable<string>): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [CLI, ...args]);
  // It may end before it has read everything.
  child.stdin.on('error', () => child.stdin.destroy());
  Readable.from(input).pipe(child.stdin);
  return child;
}

async function answers(args: readonly string[], ...input: readonly string[]): Promise<Said> {
  const child = run(args, [`${input.join('\n')}\n`]);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { code: code as number | null, lines: lines.map((line) => JSON.parse(line) as unknown), stderr };
}

/** As `bursar … | head -1` does: reads the first that comes and closes the pipe. */
async function firstOf(
  args: readonly string[],
  input: Iterable<string> | AsyncIterable<string>,
): Promise<Omit<Said, 'lines'>> {
  const child = run(args, input);
  const [stderr, [code]] = await Promise.all([
    text(child.stderr),
    once(child, 'close'),
    once(child.stdout, 'data').then(() => child.stdout.destroy()),
  ]);
  return { code: code as number | null, stderr };
}

/** Leaves the event loop its turn: a pipe whose reader keeps up would never do so by itself. */
async function* endless(line: string): AsyncGenerator<string> {
  for (;;) yield await setImmediate(`${line}\n`.repeat(100));
}

function ruleTable(rule: string, count: number): string {
  const directory = services.newDataDir();
  const rules = '[{ if: has_tools, use: { tier: economy } }]';
  writeFileSync(join(directory, 'ruled.yaml'), `endpoints:\n  ruled:\n    routing: { rules: ${rules} }\n`);
  const requests = Array.from({ length: count }, () => ({ endpoint: 'ruled', expect: { rule } }));
  const path = join(directory, 'table.json');
  writeFileSync(path, JSON.stringify({ config: 'ruled.yaml', requests }));
  return path;
}

describe('bursar detect', () => {
  it('answers a prompt with its signals, and ends with 0', async () => {
    const detection = { score: 3, tier: 'deep_reasoning', fired: [expect.objectContaining({ weight: 3 })] };
    expect(await answers(['detect'], PROMPT)).toEqual({ code: 0, lines: [detection], stderr: '' });
  });

  it('names a line that is no request, answers the others, and ends with 65', async () => {
    expect(await answers(['detect'], 'oops', PROMPT)).toEqual({
      code: 65,
      lines: [
        { error: { line: 1, problem: expect.stringContaining('"prompt"') } },
        expect.objectContaining({ score: 3 }),
      ],
      stderr: '',
    });
  });
});

describe('bursar policy', () => {
  it.each([
    ['check', { sort: expect.any(String) }],
    ['normalize', { encoding: expect.any(String), cache_key: expect.any(String), identity: expect.any(String) }],
  ])('%s answers a term, and ends with 0', async (tool, answer) => {
    expect(await answers(['policy', tool], TERM)).toEqual({ code: 0, lines: [answer], stderr: '' });
  });

  it('answers a line that is wrong with what is wrong, as a result like any other', async () => {
    const said = await answers(['policy', 'check'], 'oops', '{}', '{"term": 7}', TERM);
    const wrong = { error: expect.any(String) };
    const lines = [wrong, wrong, expect.objectContaining(wrong), { sort: expect.any(String) }];
    expect(said).toEqual({ code: 0, lines, stderr: '' });
  });

  it('without a tool, or with an unknown one, is a usage error', async () => {
    expect(await answers(['policy', 'guess'])).toMatchObject({ code: 1, stderr: expect.stringContaining('guess') });
  });
});

describe('a reader who leaves after the first line', () => {
  it.each([
    [['detect'], PROMPT],
    [['policy', 'check'], TERM],
    [['policy', 'normalize'], TERM],
    [['policy', 'decide'], TERM],
  ])('ends `bursar %j` quietly, though its input has no end', async (args, line) => {
    expect(await firstOf(args, endless(line))).toEqual({ code: 0, stderr: '' });
  });

  it.each([
    ['default', 0],
    ['0', 1],
  ])('leaves `bursar rules test` its verdict: rule %s expected, ended with %d', async (rule, code) => {
    expect(await firstOf(['rules', 'test', ruleTable(rule, MANY)], [])).toEqual({ code, stderr: '' });
  });
});
