/** Structures without a question mark, without a story and without the usual words; and their words without the structure. */
import { signalsOf } from '../../../support/signal-corpus';

const rulesOf = (prompt: string): readonly string[] => signalsOf(prompt).fired.map(({ rule }) => rule);

describe('a structure is found', () => {
  it.each([
    [
      'multi_agent_hidden_state',
      'where parts are to be played that must not know all',
      'Simulate four villagers with separate memories: what one witnesses the others must never mention.',
    ],
    [
      'multi_agent_hidden_state',
      'where nothing is asked but who knows what is told',
      'Write their supper talk: the wife knows the diagnosis, Paul was never told, the doctor only suspects she read it.',
    ],
    [
      'entity_state_tracking',
      'in moves without verbs',
      'Follow the coin: Al to Bea, Bea to the till, the till to Cy. Who has it?',
    ],
    [
      'entity_state_tracking',
      'in things that turn up again and again',
      'Bo wires Al 20, Al pays Cy what Bo sent, Cy lends Bo half of it. Final balances of Al, Bo and Cy?',
    ],
    [
      'recursive_belief',
      'where the caller is one of those who think',
      'My uncle expects me to avoid the trap. I am certain he expects that. He has no idea I am certain.',
    ],
    [
      'deception_reasoning',
      'where deceit is told and what others make of it',
      'Write a scene: the swindler feigns grief so that the heiress trusts him.',
    ],
    [
      'reverse_chronology',
      'in what is no story',
      'Starting from the finished clock, undo every step until only the raw parts are left.',
    ],
    ['reverse_chronology', 'by the order of days alone', 'A play whose scenes run Sunday, Saturday, Friday, Thursday.'],
    [
      'temporal_dependency',
      'where an order is demanded, not asked for',
      'Plan the pour: forms up before the inspection, inspection 48 hours prior to pouring, no pour until Friday.',
    ],
  ])('%s: %s', (rule, _how, prompt) => {
    expect(rulesOf(prompt)).toContain(rule);
  });
});

describe('nothing is found', () => {
  it.each([
    ['in a relative clause', 'Short story where someone, who finds a phone, only receives calls from 1962.'],
    [
      'in a list of steps that nobody has to follow',
      'Set up a git repo: create a branch, push it, open a pull request and merge it. Which commands?',
    ],
    ['in a table of numbers', 'Here is a table: Al, 7, 50, 11. Bea, 5, 80, 13. Cy, 9, 30, 11. Who is the oldest?'],
    [
      'in a long report whose words are scattered',
      `${'The board met in the hall and looked at the plans for the new wing. '.repeat(20)}
       Mr Roth believed the clerk had not heard. Name the persons.`,
    ],
  ])('%s', (_where, prompt) => {
    expect(rulesOf(prompt)).toEqual([]);
  });
});
