/** Which class of data a call has. */
import { dataClassOf } from '../../../src/routing/domain/data-class';

describe('the class of data of a call', () => {
  it.each<[string | null, string | null, string | null]>([
    [null, null, null],
    [null, 'health', 'health'],
    ['public', 'health', 'health'],
    ['public', null, 'public'],
    ['secret', null, 'secret'],
    ['secret', 'public', 'secret'],
    ['secret', 'health', 'secret'],
  ])(
    'SP-33: endpoint %j and caller %j make %j: what an endpoint sets is never lowered',
    (endpoint, caller, expected) => {
      expect(dataClassOf(endpoint, caller)).toBe(expected);
    },
  );
});
