/** The user's page on rules: its names, limits and messages are those of the code. */
import { declaredEndpoints } from '../../../src/catalog';
import { MAX_SIGNAL_LENGTH } from '../../../src/catalog/domain/endpoint-document';
import { checkEndpoint } from '../../../src/routing';
import { MAX_EXPRESSION_LENGTH } from '../../../src/routing/domain/rules/admit';
import { NAMES } from '../../../src/routing/domain/rules/environment';
import { readText } from '../structure/repository';

const PAGE = readText('docs/rules.md');
const EXAMPLE = readText('docs/examples/rules.yaml');

it('lists every name that a rule can use with its type, and no other', () => {
  const listed = [...PAGE.matchAll(/^\| `(\w+)` +\| `(int|double|bool|string)` +\|/gm)].map(([, name, type]) => [
    name,
    type,
  ]);
  expect(Object.fromEntries(listed)).toEqual(
    Object.fromEntries(Object.entries(NAMES).map(([name, { type }]) => [name, type])),
  );
});

it('gives the limits', () => {
  expect(PAGE.replace(/\s+/g, ' ')).toContain(`at most ${MAX_EXPRESSION_LENGTH} characters`);
  expect(PAGE.replace(/\s+/g, ' ')).toContain(`more than ${MAX_SIGNAL_LENGTH} characters`);
});

it('shows the example as it is, and what is said of a fault in it', () => {
  expect(PAGE).toContain(`\`\`\`yaml\n${EXAMPLE}\`\`\``);
  const wrong = EXAMPLE.replace('input_tokens >', 'input_token >');
  const [shown] = /^ {2}line .*, …$/m.exec(PAGE) ?? [];
  expect(shown).toBeDefined();
  expect(() => declaredEndpoints({ text: wrong }, checkEndpoint)).toThrow((shown ?? '').replace(' …', ''));
});
