import { stream } from '../../../../src/routing/domain/policy/random';
import type { PolicyContext } from '../../../../src/routing/domain/policy/scene';
import { candidate, ofContexts, order, policyOf, providers, run, scores } from './lab';

describe('scorers', () => {
  const three = ofContexts(2, 8, 5);

  it.each([
    [['zero'], [0, 0, 0]],
    [
      ['lit', 2.5],
      [2.5, 2.5, 2.5],
    ],
    [
      ['field', 'context'],
      [2, 8, 5],
    ],
    [
      ['scale', 0.5, ['field', 'context']],
      [1, 4, 2.5],
    ],
    [
      ['neg', ['field', 'context']],
      [-1, -7, -4],
    ],
    [
      ['add', ['field', 'context'], ['lit', 1]],
      [3, 9, 6],
    ],
    [
      ['clamp', 3, 6, ['field', 'context']],
      [3, 6, 5],
    ],
    [
      ['gate', ['cmp', 'context', 'gt', 4], ['field', 'context']],
      [0, 8, 5],
    ],
    [
      ['normalize', ['field', 'context']],
      [0, 1, 0.5],
    ],
    [
      ['normalize', ['lit', 7]],
      [0, 0, 0],
    ],
  ])('BX-08: %j scores %j', (scorer, expected) => {
    expect(scores(scorer, three)).toEqual(expected);
  });

  it('BX-08: normalize is exact at the ends where one is infinite, and never NaN', () => {
    const priced = [candidate({ price_in: 2 }), candidate(), candidate({ price_in: 5 })];
    expect(scores(['normalize', ['field', 'price_in']], priced)).toEqual([0, 1, 0]);
    const both = ['add', ['field', 'price_in'], ['scale', -1, ['field', 'price_out']]];
    expect(scores(['normalize', both], priced)).toEqual([0, 0, 0]);
    expect(scores(['normalize', ['field', 'price_in']], [])).toEqual([]);
  });

  it('BX-08: a sum adds in the order of the normal form', () => {
    // (0.1 + 0.2) + 0.3 is not 0.1 + (0.2 + 0.3) in doubles.
    expect(scores(['add', ['lit', 0.3], ['add', ['lit', 0.2], ['lit', 0.1]]], [candidate()])).toEqual([
      0.1 + 0.2 + 0.3,
    ]);
  });
});

describe('selectors', () => {
  const decided = (selector: unknown, context: PolicyContext = {}, of = ofContexts(5, 9, 5, 7)) =>
    run(policyOf(['top'], ['field', 'context'], selector), of, context);

  it('BX-08: argmax is by descending score, ties in input order', () => {
    expect(providers(decided(['argmax']))).toEqual(['c2', 'c4', 'c1', 'c3']);
  });

  it('argmax puts what is no number last', () => {
    const nan = ['add', ['field', 'price_in'], ['scale', -1, ['field', 'price_out']]];
    const of = [candidate({ provider_id: 'n' }), candidate({ provider_id: 'a', price_in: 1, price_out: 2 })];
    expect(providers(run(policyOf(['top'], nan, ['argmax']), of))).toEqual(['a', 'n']);
  });

  it('BX-08: ordered is the input order, with scores', () => {
    expect(order(decided(['ordered']))).toEqual([
      ['c1', 5],
      ['c2', 9],
      ['c3', 5],
      ['c4', 7],
    ]);
  });

  it('BX-08: top_k is the first of its inner selector, all of them where there are fewer', () => {
    expect(providers(decided(['top_k', 2, ['argmax']]))).toEqual(['c2', 'c4']);
    expect(providers(decided(['top_k', 3, ['ordered']]))).toEqual(['c1', 'c2', 'c3']);
    expect(providers(decided(['top_k', 9, ['argmax']]))).toHaveLength(4);
  });

  it('BX-08: chain is the listed pairs in list order, with the place as a negative score', () => {
    const chain = [
      { provider: 'c3', model: 'm1' },
      { provider_id: 'c1', model_family: 'm1' },
      { provider: 'c2', model: 'another' },
    ];
    expect(order(decided(['chain', chain]))).toEqual([
      ['c3', -1],
      ['c1', -2],
    ]);
  });

  // Worked out apart from this code, from the algorithm as the language states it.
  it.each([
    [undefined, 1, ['c2', 'c1', 'c3', 'c4']],
    [0, 1, ['c2', 'c1', 'c3', 'c4']],
    [7, 1, ['c4', 'c2', 'c1', 'c3']],
    [42, 1, ['c2', 'c4', 'c3', 'c1']],
    [-5, 1, ['c2', 'c3', 'c1', 'c4']],
    [0, 50, ['c4', 'c3', 'c1', 'c2']],
    [42, 50, ['c4', 'c2', 'c3', 'c1']],
    [1234567, 50, ['c3', 'c1', 'c4', 'c2']],
  ])('BX-08: with seed %p, sample(%d) draws %j', (seed, temperature, drawn) => {
    expect(providers(decided(['sample', temperature], { seed }))).toEqual(drawn);
  });

  it('BX-08: sample at 0 or below is argmax', () => {
    for (const temperature of [0, -3])
      for (const seed of [1, 2, 3])
        expect(providers(decided(['sample', temperature], { seed }))).toEqual(['c2', 'c4', 'c1', 'c3']);
  });

  it('BX-08: no selector hides a candidate whose breaker is open', () => {
    const state = { breakers: { c2: true } };
    expect(providers(decided(['argmax'], { state }))[0]).toBe('c2');
  });
});

describe('the stream of chance', () => {
  /** MINSTD in exact integers. */
  function exact(seed: bigint, draws: number): readonly number[] {
    const modulus = 2147483647n;
    let state = ((seed % modulus) + modulus) % modulus;
    if (state <= 0n) state += 2147483646n;
    const values: number[] = [];
    for (let step = 0; step < 4 + draws; step++) {
      state = (state * 16807n) % modulus;
      if (step >= 4) values.push(Number(state) / 2147483647);
    }
    return values;
  }

  it.each([0, 1, 42, -5, 2147483647, 2147483648, 9007199254740991])('BX-08: from seed %d is exact', (seed) => {
    const draw = stream(seed);
    expect(Array.from({ length: 50 }, () => draw())).toEqual(exact(BigInt(seed), 50));
  });
});
