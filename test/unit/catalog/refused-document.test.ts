/** All faults of a document that is refused are told at once, each with its place, and each once. */
import { closedEnvironment } from '../../../src/catalog/document/environment';
import { findingsOfRefused } from '../../../src/catalog/document/readable-providers';

const key = { name: 'a', api_key: '${NO_SUCH_VARIABLE}' };

it.each([
  ['a kind and an address', { lab: { kind: 'telepathy', base_url: 'nonsense' } }, ['lab.kind', 'lab.base_url']],
  ['a key and what is missing', { lab: { colour: 'red' } }, ['lab.colour', 'lab']],
  [
    'two in one address, and a flag',
    { openai: { local: 3, base_url: 'http://u:p@x/?q' } },
    ['openai.local', 'openai.base_url', 'openai.base_url'],
  ],
  ['a name and what it holds', { 'a b': { kind: 'telepathy' } }, ['a b', 'a b.kind']],
  [
    'a flag and two credentials',
    { openai: { local: 3, credentials: [key, key] } },
    ['openai.local', ...['0.api_key', '1.api_key', '1.name'].map((part) => `openai.credentials.${part}`)],
  ],
  [
    'what cannot be read, once',
    { lab: 3, openai: { base_url: 3, credentials: [3, { name: [] }] } },
    ['lab', 'openai.base_url', ...['0', '1.name', '1.api_key'].map((part) => `openai.credentials.${part}`)],
  ],
])('tells all faults of a provider: %s', (_, providers, paths) => {
  const findings = findingsOfRefused({ providers }, closedEnvironment);
  expect(findings.map(({ path }) => path.join('.'))).toEqual(paths.map((path) => `providers.${path}`));
});

it('says of what is no document only that', () => {
  expect(findingsOfRefused(['a'], closedEnvironment)).toEqual([{ path: [], problem: expect.stringMatching(/object/) }]);
});
