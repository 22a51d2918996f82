/** Which candidates a decision is told of: those that no credential of theirs lets calls through to. */
import type { Candidate } from '../../../src/catalog/domain/catalog';
import type { Health } from '../../../src/resilience/health';
import { catalogOf, model } from '../routing/lab';
import { FAILURE, KEY, Lab, rateLimited, SUCCESS, TENANT } from './circuits';

const { candidates } = catalogOf({
  models: [model('tiny', '1'), model('other', '1'), model('third', '1'), model('tiny', '1', { provider: 'spare' })],
});
const CREDENTIALS: Readonly<Record<string, readonly { name: string }[]>> = {
  lab: [{ name: 'main' }, { name: 'second' }],
};
const called = (of: readonly Candidate[] = candidates) => ({
  candidates: of,
  credentialsOf: (provider: string) => CREDENTIALS[provider] ?? [],
});
const healthOf = ({ breakers, nowMs }: Lab): Health => breakers.health(TENANT, called(), nowMs);

const OF_SPARE = { ...KEY, provider: 'spare', credential: '' };
const SECOND = { ...KEY, credential: 'second' };
const OPEN_MS = 15_000;

it('of circuits that are all closed is one and the same empty object', () => {
  const lab = new Lab().call(SUCCESS).call(FAILURE);
  expect(healthOf(lab)).toEqual({});
  expect(healthOf(lab)).toBe(healthOf(new Lab()));
});

it('a model is open when all its credentials are, and due when the first of them is', () => {
  const lab = new Lab().calls(5, FAILURE);
  expect(healthOf(lab)).toEqual({});
  lab.pass(1000).calls(5, FAILURE, SECOND);
  expect(healthOf(lab)).toEqual({ 'lab/tiny': { state: 'open', due_at_ms: lab.nowMs - 1000 + OPEN_MS } });
  expect(healthOf(lab.pass(OPEN_MS - 1000))).toEqual({});
});

it('a credential that cools down stops all models of its provider', () => {
  const lab = new Lab().call(rateLimited(9000)).call(rateLimited(4000), SECOND);
  const cooling = { state: 'cooldown', due_at_ms: lab.nowMs + 4000 };
  expect(healthOf(lab)).toEqual({ 'lab/tiny': cooling, 'lab/other': cooling, 'lab/third': cooling });
  expect(healthOf(lab.pass(4000))).toEqual({});
});

it('a half-open circuit is probing while all its probes are on their way', () => {
  const lab = new Lab().calls(5, FAILURE, OF_SPARE).pass(OPEN_MS);
  const probes = [lab.admitted(OF_SPARE), lab.admitted(OF_SPARE)];
  expect(healthOf(lab)).toEqual({});
  probes.push(lab.admitted(OF_SPARE));
  expect(healthOf(lab)).toEqual({ 'spare/tiny': { state: 'probing', due_at_ms: lab.nowMs } });
  for (const probe of probes) lab.settle(probe, SUCCESS);
  expect(healthOf(lab)).toEqual({});
});

describe('an outage of a whole provider', () => {
  const failing = (): Lab => {
    const lab = new Lab();
    for (const name of ['main', 'second'])
      for (const id of ['tiny', 'other']) lab.calls(5, FAILURE, { ...KEY, model: id, credential: name });
    return lab;
  };

  it('is taken from two models that are open, and counts for the models that nobody has called', () => {
    const lab = failing();
    const open = { state: 'open', due_at_ms: lab.nowMs + OPEN_MS };
    expect(healthOf(lab)).toEqual({ 'lab/tiny': open, 'lab/other': open, 'lab/third': open });
    expect(healthOf(lab.pass(OPEN_MS))).toEqual({});
  });

  it('is none while one model answers', () => {
    const lab = failing().call(SUCCESS, { ...KEY, model: 'third' });
    expect(Object.keys(healthOf(lab))).toEqual(['lab/tiny', 'lab/other']);
  });
});

it('is read anew when the catalog has changed', () => {
  const lab = new Lab().calls(5, FAILURE, OF_SPARE);
  expect(Object.keys(healthOf(lab))).toEqual(['spare/tiny']);
  expect(lab.breakers.health(TENANT, called(candidates.slice(0, 3)), lab.nowMs)).toEqual({});
});
