/** The task of a request, told from its words: right often enough to route by, and `other` when it is not sure. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { classifyTask } from '../../../src/routing/domain/task/classify-task';
import { TASKS } from '../../../src/routing/domain/task/tasks';
import { confusionOf, labelledRequests, precisionOf, recallOf } from '../../support/task-corpus';
import { ROOT } from '../structure/repository';

// The generator loads the sources by themselves, without jest's cache.
jest.setTimeout(60_000);

const claimed = TASKS.filter((task) => task !== 'other');
const report = confusionOf(labelledRequests().filter(({ part }) => part === 'report'));
const taskOf = (question: string, hasCode = false): string => classifyTask(question, { hasCode }).task;

describe('classifyTask', () => {
  it('SP-04: finds the intent of at least 85 of 100 requests that it was not built on', () => {
    expect(report.accuracy).toBeGreaterThanOrEqual(0.85);
  });

  it.each(claimed)('is right in at least four of five requests that it calls %s', (task) => {
    expect(precisionOf(report, task)).toBeGreaterThanOrEqual(0.8);
  });

  it('SP-13, SP-14, SP-15: recognises classification, summarization and code review, which are moved to other models', () => {
    for (const task of ['classification', 'summarization', 'code_review'] as const) {
      expect(recallOf(report, task)).toBeGreaterThanOrEqual(0.75);
      expect(precisionOf(report, task)).toBeGreaterThanOrEqual(0.9);
    }
  });

  it('has at least sixty labelled requests of each task, half of them to report on', () => {
    const requests = labelledRequests();
    const sizes = TASKS.map((task) => requests.filter((request) => request.task === task).length);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(60);
    expect(report.requests / requests.length).toBeGreaterThan(0.4);
    expect(new Set(requests.map(({ text }) => text)).size).toBe(requests.length);
  });

  it('publishes these figures in docs/tasks.md', () => {
    const args = ['scripts/generate-docs.cjs', '--check', 'docs/tasks.md'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
  });

  it.each([
    ['nothing', ''],
    ['a greeting', 'Hello!'],
    ['one word of a task', 'summary'.slice(0, 3)],
    ['an order of two tasks', 'Translate and classify this.'],
  ])('says other to %s', (_what, question) => {
    expect(classifyTask(question, { hasCode: false })).toEqual({ task: 'other', confidence: 0 });
  });

  it('finds the order before and behind a long document', () => {
    const document = 'The harbour was quiet and the boats lay still in the morning light. '.repeat(100);
    expect(taskOf(`Summarize this report.\n\n${document}`)).toBe('summarization');
    expect(taskOf(`${document}\n\nSummarize the above.`)).toBe('summarization');
  });

  it('takes code that is not in the question into account', () => {
    expect(taskOf('Is this right?', true)).toBe('code_review');
    expect(taskOf('Please add logging.', true)).toBe('code_generation');
    expect(taskOf('Is this right?')).toBe('other');
  });

  it('gives the same answer whatever the case of the letters', () => {
    const anyRequest = fc.constantFrom(...labelledRequests().filter(({ text }) => /^[\n -~]*$/.test(text)));
    fc.assert(fc.property(anyRequest, ({ text }) => expect(taskOf(text.toUpperCase())).toBe(taskOf(text))));
  });

  it('is as sure as the best task is ahead, never less than half', () => {
    fc.assert(
      fc.property(fc.constantFrom(...labelledRequests()), ({ text }) => {
        const { task, confidence } = classifyTask(text, { hasCode: false });
        expect(confidence > 0.5 && confidence <= 1).toBe(task !== 'other');
      }),
    );
  });
});
