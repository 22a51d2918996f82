import { compareBytes, encodeParameter } from '../../../../src/routing/domain/policy/encode';
import { ALWAYS_NEXT, compiled, encoded, policyOf } from './lab';
import type { Sort } from '../../../../src/routing/domain/policy/signature';

const P = ['is', 'has_tee'];
const Q = ['is', 'no_log'];
const S = ['field', 'context'];
const X = ['set_param', 'a', 1];
const Y = ['set_param', 'b', 2];
const ABORT = { action: 'abort' };
const NEXT = { action: 'next_candidate' };

const override = (plan: unknown, reason: string, action: unknown): unknown => ['override', plan, reason, action];

const LAWS: readonly { law: string; sort: Sort; term: unknown; same: unknown }[] = [
  {
    law: 'and is flat and has no order',
    sort: 'Pred',
    term: ['and', P, ['and', Q, ['meets_req']]],
    same: ['and', ['and', ['meets_req'], Q], P],
  },
  { law: 'or is flat and has no order', sort: 'Pred', term: ['or', P, ['or', Q]], same: ['or', Q, P] },
  {
    law: 'add is flat and has no order',
    sort: 'Scorer',
    term: ['add', S, ['add', ['lit', 1], S]],
    same: ['add', S, S, ['lit', 1]],
  },
  { law: 'top is the unit of and', sort: 'Pred', term: ['and', P, ['top']], same: P },
  { law: 'bot is the unit of or', sort: 'Pred', term: ['or', ['bot'], P], same: P },
  { law: 'zero is the unit of add', sort: 'Scorer', term: ['add', S, ['zero']], same: S },
  { law: 'and of units is the unit', sort: 'Pred', term: ['and', ['top'], ['top']], same: ['top'] },
  { law: 'bot absorbs and', sort: 'Pred', term: ['and', P, ['bot']], same: ['bot'] },
  { law: 'top absorbs or', sort: 'Pred', term: ['or', P, ['not', ['bot']]], same: ['top'] },
  { law: 'one child stands for the operation', sort: 'Pred', term: ['or', ['and', P]], same: P },
  {
    law: 'what becomes flat after its children did is flat',
    sort: 'Pred',
    term: ['and', P, ['or', ['and', P, Q]]],
    same: ['and', P, P, Q],
  },
  { law: 'not of not', sort: 'Pred', term: ['not', ['not', P]], same: P },
  { law: 'not of top', sort: 'Pred', term: ['not', ['top']], same: ['bot'] },
  { law: 'not of bot', sort: 'Pred', term: ['not', ['bot']], same: ['top'] },
  { law: 'scale by 0', sort: 'Scorer', term: ['scale', -0, S], same: ['zero'] },
  { law: 'scale of zero', sort: 'Scorer', term: ['scale', 3, ['zero']], same: ['zero'] },
  { law: 'scale by 1', sort: 'Scorer', term: ['scale', 1, S], same: S },
  { law: 'gate by top', sort: 'Scorer', term: ['gate', ['top'], S], same: S },
  { law: 'gate by bot', sort: 'Scorer', term: ['gate', ['bot'], S], same: ['zero'] },
  { law: 'gate of zero', sort: 'Scorer', term: ['gate', P, ['zero']], same: ['zero'] },
  { law: 'normalize twice', sort: 'Scorer', term: ['normalize', ['normalize', S]], same: ['normalize', S] },
  { law: 'seq is flat', sort: 'Xform', term: ['seq', ['seq', X, ['id']], Y], same: ['seq', X, Y] },
  { law: 'seq of nothing', sort: 'Xform', term: ['seq', ['id'], ['id']], same: ['id'] },
  {
    law: 'overrides are in the order of their reasons',
    sort: 'FailPlan',
    term: override(override(ALWAYS_NEXT, 'b', ABORT), 'a', ABORT),
    same: override(override(ALWAYS_NEXT, 'a', ABORT), 'b', ABORT),
  },
  {
    law: 'the outermost override of a reason wins',
    sort: 'FailPlan',
    term: override(override(ALWAYS_NEXT, 'a', { action: 'retry_same' }), 'a', ABORT),
    same: override(ALWAYS_NEXT, 'a', ABORT),
  },
  {
    law: 'an override like the base is dropped',
    sort: 'FailPlan',
    term: override(ALWAYS_NEXT, 'a', NEXT),
    same: ALWAYS_NEXT,
  },
  {
    law: 'an override like the base hides the one below it',
    sort: 'FailPlan',
    term: override(override(ALWAYS_NEXT, 'a', ABORT), 'a', NEXT),
    same: ALWAYS_NEXT,
  },
  {
    law: 'an override below one like the base wins above it',
    sort: 'FailPlan',
    term: override(override(ALWAYS_NEXT, 'a', NEXT), 'a', ABORT),
    same: override(ALWAYS_NEXT, 'a', ABORT),
  },
];

describe('the normal form', () => {
  it.each(LAWS)('BX-08: $law', ({ sort, term, same }) => {
    expect(encoded(term, sort)).toBe(encoded(same, sort));
  });

  it('BX-08: does no arithmetic: a scale of a scale stays', () => {
    expect(encoded(['scale', 2, ['scale', 3, S]], 'Scorer')).toBe('(scale 2 (scale 3 (field "context")))');
  });

  it('BX-08: keeps the order of transforms', () => {
    expect(encoded(['seq', Y, X], 'Xform')).not.toBe(encoded(['seq', X, Y], 'Xform'));
  });

  it('BX-08: keeps children that are equal', () => {
    expect(encoded(['add', S, S], 'Scorer')).toBe('(add (field "context") (field "context"))');
  });

  it('BX-08: sorts children by the bytes of UTF-8, not by UTF-16', () => {
    // U+FFFF comes before U+1F600 in UTF-8, and after its surrogates in UTF-16.
    expect(encoded(['or', ['family_eq', '\u{1F600}'], ['family_eq', '\uffff']], 'Pred')).toBe(
      '(or (family_eq "\uffff") (family_eq "\u{1F600}"))',
    );
  });

  it('BX-08: begins the encoding with the version', () => {
    expect(compiled(['top'], 'Pred').encoding).toBe('sigma-pol/v2:(top)');
  });

  it('copes with the widest and the deepest term of the language', () => {
    let term: unknown = ['or', ...Array.from({ length: 3960 }, (_, index) => ['family_eq', `family-${index}`])];
    for (let level = 0; level < 61; level++) term = [level % 2 === 0 ? 'and' : 'or', ['is', 'no_log'], term];
    expect(encoded(policyOf(term, ['zero'], ['argmax']), 'Policy').length).toBeGreaterThan(100_000);
  });
});

describe('the encoding of parameters', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [5, '5'],
    [-5, '-5'],
    [2 ** 53, '9007199254740992'],
    [2 ** 53 + 2, '9007199254740994'],
    [1e16, '10000000000000000'],
    [12345678901234568, '12345678901234568'],
    [1e17, '1e+17'],
    [1.5e300, '1.5000000000000001e+300'],
    [-1e100, '-1e+100'],
    [0.5, '0.5'],
    [0.1, '0.10000000000000001'],
    [-2.75, '-2.75'],
    [0.0001, '0.0001'],
    [0.00012345, '0.00012344999999999999'],
    [0.00001, '1.0000000000000001e-05'],
    [5e-324, '4.9406564584124654e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [2251799813685248.5, '2251799813685248.5'],
  ])('BX-08: writes %d as %s', (value, written) => {
    expect(encodeParameter(value)).toBe(written);
  });

  // Half way between two decimals of 17 digits: C takes the even one, JavaScript the larger.
  it.each([
    [2 ** -25, '2.9802322387695312e-08'],
    [3 * 2 ** -25, '8.9406967163085938e-08'],
    [5 * 2 ** -25, '1.4901161193847656e-07'],
    [2 ** -24 + 2 ** -25, '8.9406967163085938e-08'],
  ])('BX-08: rounds the exact tie %d to the even digit', (value, written) => {
    expect(encodeParameter(value)).toBe(written);
  });

  it('BX-08: escapes backslash, quote and three white spaces, and nothing else', () => {
    expect(encodeParameter('\\"\n\r\t\u0000\u007fé😀')).toBe('"\\\\\\"\\n\\r\\t\u0000\u007fé😀"');
  });

  it('BX-08: writes records with their keys in byte order, and an empty one as an empty array', () => {
    const action = JSON.parse('{"b":2,"action":"abort","__proto__":1,"a":[1,0.5]}') as unknown;
    expect(encodeParameter(action)).toBe('{"__proto__":1,"a":[1,0.5],"action":"abort","b":2}');
    expect(encodeParameter([{}, []])).toBe('[[],[]]');
    expect(encodeParameter([true, false])).toBe('[true,false]');
  });

  it('orders strings as their bytes', () => {
    const strings = [
      '',
      'a',
      'aa',
      'b',
      '\u007f',
      '\u0080',
      'é',
      '\ud7ff',
      '\ue000',
      '\uffff',
      '\u{10000}',
      '\u{10ffff}',
    ];
    for (const a of strings)
      for (const b of strings)
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
  });
});
