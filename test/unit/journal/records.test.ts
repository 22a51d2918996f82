import { Records } from '../../../src/journal/records';

function recordsOf(...payloads: string[]): Records {
  const records = new Records(Buffer.from(payloads.join('|')));
  let at = 0;
  for (const payload of payloads) {
    records.add(at, at + Buffer.byteLength(payload));
    at += Buffer.byteLength(payload) + 1;
  }
  return records;
}

const texts = (records: Records): string[] => [...records].map((payload) => payload.toString('utf8'));

it('gives back every record as it was', () => {
  const records = recordsOf('{"a":1}', '{}', '{"é":"ü"}');
  expect(records.count).toBe(3);
  expect(texts(records)).toEqual(['{"a":1}', '{}', '{"é":"ü"}']);
});

it('joins a range with an ending in place of the last byte of each, and stops where the records do', () => {
  const records = recordsOf('{"a":1}', '{"b":2}', '{"c":3}');
  const joined = (from: number, to: number): string => records.joined(from, to, Buffer.from(',"x":0}\n')).toString();
  expect(joined(0, 2)).toBe('{"a":1,"x":0}\n{"b":2,"x":0}\n');
  expect(joined(2, 9)).toBe('{"c":3,"x":0}\n');
  expect(joined(3, 9)).toBe('');
});

it('filters without touching the original', () => {
  const records = recordsOf('{"a":1}', '{"b":2}', '{"c":3}');
  expect(texts(records.filter((payload) => !payload.includes('b')))).toEqual(['{"a":1}', '{"c":3}']);
  expect(records.count).toBe(3);
});
