/** Laws of the language on arbitrary terms, candidates and requests. */
import fc from 'fast-check';
import { encodeParameter } from '../../../../src/routing/domain/policy/encode';
import { Node } from '../../../../src/routing/domain/policy/normal-form';
import { transformRequest } from '../../../../src/routing/domain/policy/run';
import { sceneOf } from '../../../../src/routing/domain/policy/scene';
import { SORTS } from '../../../../src/routing/domain/policy/signature';
import { bare, candidate, compiled, meaning, order, policyOf, providers, run } from './lab';
import { CANDIDATES, CONTEXTS, shuffled, termOf } from './terms';

/** The normal form as a term again. */
const asTerm = (node: Node): unknown => [node.op, ...node.args.map((arg) => (arg instanceof Node ? asTerm(arg) : arg))];

const term = fc.constantFrom(...SORTS).chain((sort) => termOf(sort).map((made) => ({ sort, made })));

describe('admission', () => {
  it('BX-08: answers to any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => {
        const result = bare.check(json);
        expect(result.ok || result.failure.path.startsWith('$')).toBe(true);
      }),
    );
  });

  it('BX-08: answers to any term in which one place was replaced by any JSON', () => {
    fc.assert(
      fc.property(term, fc.jsonValue(), fc.nat(), ({ made }, json, place) => {
        const broken = structuredClone(made) as unknown[];
        broken[place % broken.length] = json;
        expect(typeof bare.check(broken).ok).toBe('boolean');
      }),
    );
  });

  it('BX-08: admits every term that the signature can make, with its sort', () => {
    fc.assert(
      fc.property(term, ({ sort, made }) => {
        expect(bare.check(made)).toMatchObject({ ok: true, value: { sort } });
      }),
    );
  });
});

describe('the normal form', () => {
  it('BX-08: is its own normal form', () => {
    fc.assert(
      fc.property(term, ({ sort, made }) => {
        const { normalForm, encoding } = compiled(made, sort);
        expect(compiled(asTerm(normalForm), sort).encoding).toBe(encoding);
      }),
    );
  });

  it('BX-08: does not depend on the order of the children of and, or, add', () => {
    fc.assert(
      fc.property(term, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), ({ sort, made }, ranks) => {
        const other = shuffled(made, (index) => ranks[index % ranks.length] ?? 0);
        expect(compiled(other, sort).encoding).toBe(compiled(made, sort).encoding);
      }),
    );
  });

  it('BX-08: survives the way through JSON', () => {
    fc.assert(
      fc.property(term, ({ sort, made }) => {
        expect(compiled(JSON.parse(JSON.stringify(made)), sort).encoding).toBe(compiled(made, sort).encoding);
      }),
    );
  });

  it('BX-08: means what the term means: laws of predicates hold for every candidate', () => {
    fc.assert(
      fc.property(termOf('Pred'), termOf('Pred'), CANDIDATES, CONTEXTS, (p, q, population, context) => {
        const scene = sceneOf(context);
        const holds = (pred: unknown) => {
          const test = meaning(pred, 'Pred');
          return population.map((of) => test(candidate(of), scene) === null);
        };
        const [ofP, ofQ] = [holds(p), holds(q)];
        expect(holds(['and', p, q])).toEqual(ofP.map((held, index) => held && ofQ[index]));
        expect(holds(['or', p, q])).toEqual(ofP.map((held, index) => held || ofQ[index]));
        expect(holds(['not', p])).toEqual(ofP.map((held) => !held));
      }),
    );
  });

  it('BX-08: writes numbers so that they can be read back exactly', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(encodeParameter(value))).toBe(value === 0 ? 0 : value);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a decision', () => {
  it('BX-08: puts every candidate in at most one list, every rejected one with a reason', () => {
    fc.assert(
      fc.property(termOf('Policy'), CANDIDATES, CONTEXTS, (policy, population, context) => {
        const { ordered, rejected } = run(policy, population.map(candidate), context);
        const places = [...ordered, ...rejected].map(({ index }) => index);
        expect(new Set(places).size).toBe(places.length);
        expect(rejected.every(({ reason }) => reason.length > 0)).toBe(true);
      }),
    );
  });

  it('BX-08: is the same for the same policy, candidates, context and seed', () => {
    fc.assert(
      fc.property(termOf('Policy'), CANDIDATES, CONTEXTS, (policy, population, context) => {
        const decide = () => run(policy, population.map(candidate), context);
        expect(decide()).toEqual(decide());
      }),
    );
  });

  it('BX-08: argmax, ordered and sample are whole orders, top_k is the beginning of one', () => {
    const selectors = fc.oneof(
      fc.constant(['argmax']),
      fc.constant(['ordered']),
      fc.tuple(fc.constant('sample'), fc.nat(9)),
    );
    fc.assert(
      fc.property(selectors, termOf('Scorer'), CANDIDATES, CONTEXTS, (selector, scorer, population, context) => {
        const decide = (of: unknown) => run(policyOf(['top'], scorer, of), population.map(candidate), context);
        const whole = decide(selector);
        expect(whole.ordered.map(({ index }) => index).sort((a, b) => a - b)).toEqual([...population.keys()]);
        expect(order(decide(['top_k', 3, selector]))).toEqual(order(whole).slice(0, 3));
      }),
    );
  });

  it('BX-08: an envelope only narrows', () => {
    fc.assert(
      fc.property(termOf('Pred'), termOf('Policy'), CANDIDATES, CONTEXTS, (envelope, policy, population, context) => {
        const narrowed = bare.within(compiled(envelope, 'Pred'), compiled(policy, 'Policy')).meaning.filter;
        const [own, outer] = [meaning(policy, 'Policy').filter, meaning(envelope, 'Pred')];
        const scene = sceneOf(context);
        for (const of of population.map(candidate))
          expect(narrowed(of, scene) === null).toBe(own(of, scene) === null && outer(of, scene) === null);
      }),
    );
  });

  it('BX-08: normalized scores lie between 0 and 1, both reached unless all are equal', () => {
    fc.assert(
      fc.property(termOf('Scorer'), CANDIDATES, CONTEXTS, (scorer, population, context) => {
        const scored = meaning(['normalize', scorer], 'Scorer')(population.map(candidate), sceneOf(context));
        expect(scored.every((score) => score >= 0 && score <= 1)).toBe(true);
        expect(scored.some((score) => score > 0)).toBe(scored.includes(1) && scored.includes(0));
      }),
    );
  });

  it('BX-08: transforms leave the given request as it is', () => {
    fc.assert(
      fc.property(termOf('Xform'), fc.dictionary(fc.string(), fc.jsonValue()), CONTEXTS, (xform, request, context) => {
        const before = JSON.stringify(request);
        transformRequest(meaning(xform, 'Xform'), request, candidate(), sceneOf(context));
        expect(JSON.stringify(request)).toBe(before);
      }),
    );
  });
});

it('BX-08: a sample of temperature 0 is the order of argmax, whatever the seed', () => {
  fc.assert(
    fc.property(termOf('Scorer'), CANDIDATES, CONTEXTS, (scorer, population, context) => {
      const decide = (selector: unknown) =>
        providers(run(policyOf(['top'], scorer, selector), population.map(candidate), context));
      expect(decide(['sample', 0])).toEqual(decide(['argmax']));
    }),
  );
});
