/** Facts as they are stored with a decision. */
import fc from 'fast-check';
import { saidFacts, storedFacts } from '../../../src/routing/domain/facts';
import { FACTS, requests } from './lab';

const restored = (facts: object): unknown => storedFacts(JSON.stringify(facts));

it('facts come back from the store as they were', () => {
  fc.assert(
    fc.property(requests, (facts) => {
      expect(restored(saidFacts(facts))).toEqual(facts);
    }),
  );
});

it('facts that were stored whole, by an earlier engine, are read the same', () => {
  fc.assert(
    fc.property(requests, (facts) => {
      expect(restored(facts)).toEqual(facts);
    }),
  );
});

it('what is null or false takes no room, and zero, which says something, does', () => {
  const said = saidFacts({ ...FACTS, task: null, streaming: false, hour_local: 0, seed: 0 });
  expect(said).not.toHaveProperty('task');
  expect(said).not.toHaveProperty('streaming');
  expect(said).toMatchObject({ hour_local: 0, seed: 0 });
});
