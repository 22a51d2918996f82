/** `bursar detect`: an answer for each line, in order, and the bad ones named. */
import { Readable } from 'node:stream';
import { detectLines } from '../../../src/process/detect-lines';

const detected = (...lines: readonly string[]): Promise<readonly unknown[]> =>
  Readable.from(detectLines(Readable.from(lines))).toArray();

describe('detectLines', () => {
  it('says score, fired rules and the tier that they raise to', async () => {
    const said = await detected('{"prompt": "Where does Anne think that Bob will look for the key?"}');
    expect(said).toEqual([
      { score: 3, fired: [expect.objectContaining({ rule: 'recursive_belief', weight: 3 })], tier: 'deep_reasoning' },
    ]);
  });

  it('gives a prompt without signals, or without a question, no tier rather than the cheapest', async () => {
    const silent = { score: 0, fired: [], tier: null };
    const said = await detected('{"prompt": "Hi there!"}', '{"prompt": ""}');
    expect(said).toEqual([silent, silent]);
  });

  it.each(['oops', '[]', 'null', '{"prompt": 7}', '{"text": "Hi"}'])(
    'names the line that is %s, and answers the others',
    async (line) => {
      const said = await detected('{"prompt": "Hi"}', '', line, '{"prompt": "Hi"}');
      expect(said).toHaveLength(3);
      expect(said[1]).toEqual({ error: { line: 3, problem: expect.stringContaining('"prompt"') } });
    },
  );
});
