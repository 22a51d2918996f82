/** Bodies that are no JSON: the error says where, and never what the body says. */
import fc from 'fast-check';
import { parseJsonBody } from '../../../src/http';
import { jsonFaultAt } from '../../../src/http/json-fault';
import { BursarError } from '../../../src/shared/errors';

const faultOf = (text: string): { position: number; problem: string } => {
  try {
    parseJsonBody(text);
  } catch (error) {
    if (error instanceof BursarError) return error.details as { position: number; problem: string };
  }
  throw new Error(`${text} is JSON`);
};

describe('a syntax error', () => {
  it.each([
    ['', 0],
    ['   ', 3],
    ['nonsense', 0],
    ['<html>', 0],
    ['{"a":1,}', 7],
    ['{"a":1', 6],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ["{'a':1}", 1],
    ['{"a":1 "b":2}', 7],
    ['{"a":}', 5],
    ['{"a":undefined}', 5],
    ['{"a":NaN}', 5],
    ['[1,]', 3],
    ['[1 2]', 3],
    ['[1}', 2],
    ['{"a":[1,2}', 9],
    ['[,1]', 1],
    ['{"a":01}', 6],
    ['{"a":1}}', 7],
    ['{} x', 3],
    ['"a\nb"', 2],
    ['"\\x"', 2],
    ['{"a":"b', 7],
    ['{"a":tru}', 5],
    [`{"messages":[{"content":"${'long '.repeat(40)}"},]}`, 228],
  ])('in %j is at position %i', (text, position) => {
    expect(faultOf(text).position).toBe(position);
  });

  it('never shows the body', () => {
    const prompts = ['[hunter2]', '{"content":"hunter2",}', '{"a":"hunter2" hunter2}', `["${'x'.repeat(40)}hunter2",]`];
    expect(prompts.filter((text) => JSON.stringify(faultOf(text)).includes('hunter'))).toEqual([]);
  });

  it('is found where the first byte too many is, in any JSON', () => {
    const tokens = fc.constantFrom('}', ']', ',', ':');
    fc.assert(
      fc.property(fc.json(), tokens, (json, token) => {
        expect(jsonFaultAt(json)).toBe(json.length);
        expect(faultOf(`${json} ${token}`).position).toBe(json.length + 1);
      }),
    );
  });
});
