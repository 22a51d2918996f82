/** Reading: words, sentences, clauses and names, and that every word of the lexicon can be met in a text. */
import { Words } from '../../../../src/routing/domain/signals/columns';
import { CLASS_NAMES, LEXICON_TABLES, wordsOf as wordsOfClass } from '../../../../src/routing/domain/signals/lexicon';
import { Reading } from '../../../../src/routing/domain/signals/reading';
import { W } from '../../../../src/routing/domain/signals/words';

const wordsOf = (text: string): readonly string[] => {
  const reading = new Reading(text);
  return Array.from({ length: reading.count }, (_, word) => text.slice(...reading.span(word)));
};
const sentencesOf = (text: string): readonly string[] => {
  const reading = new Reading(text);
  return Array.from({ length: reading.sentenceCount }, (_, sentence) => {
    const [start] = reading.span(reading.firstWord(sentence));
    const [, end] = reading.span(reading.endWord(sentence) - 1);
    return `${text.slice(start, end)}${reading.isAsked(sentence) ? '?' : ''}`;
  });
};
const namesOf = (text: string): readonly string[] => {
  const reading = new Reading(text);
  return reading.names.map((word) => text.slice(...reading.span(word)));
};

describe('reading', () => {
  it.each([
    ['words and numbers', 'It is 7am, room 12b.', ['It', 'is', '7am', 'room', '12b']],
    ['apostrophes inside of words', "Don't, she said ‘no’.", ["Don't", 'she', 'said', 'no']],
    ['possessives as their word', "Anne's and the cooks' keys", ['Anne', 'and', 'the', 'cooks', 'keys']],
    ['hyphens between words', 'a six-line poem', ['a', 'six', 'line', 'poem']],
    ['letters of other scripts', 'Où est Zoë? Где?', ['Où', 'est', 'Zoë', 'Где']],
    ['nothing', ' \n… ', []],
  ])('finds %s', (_, text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each([
    ['marks', 'One. Two! Three? Four', ['One', 'Two', 'Three?', 'Four']],
    ['lines', 'One\nTwo\n\nThree', ['One', 'Two', 'Three']],
    [
      'no decimal point and no abbreviation',
      'Dr. Wu has 3.5 cups. Mr. Ames none.',
      ['Dr. Wu has 3.5 cups', 'Mr. Ames none'],
    ],
    ['questions in quotes', '"Who?" she asked.', ['Who?', 'she asked']],
    ['full-width marks', '谁？他。', ['谁?', '他']],
  ])('ends sentences at %s', (_, text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });

  it.each([
    ['inside of a sentence', 'then Sally saw Anne', ['Sally', 'Anne']],
    ['at its beginning', 'Sally saw it. The cat did not.', ['Sally']],
    ['that are words too', 'so Hope and Mark left', ['Hope', 'Mark']],
    ['of one letter', 'here A says that B lies', ['A', 'B']],
    ['but not "I"', 'and I know that Bob left', ['Bob']],
  ])('finds names %s', (_, text, names) => {
    expect(namesOf(text)).toEqual(names);
  });
});

describe('a word class', () => {
  const text = 'Each of them swapped hats, each twice: "nobody" saw it, and each had one.';
  const reading = new Reading(text);
  const words = Array.from({ length: reading.count }, (_, word) => word);

  it.each(CLASS_NAMES)('lists the words that are of "%s", in order, and has them or has none', (name) => {
    const members = words.filter((word) => reading.is(word, W[name]));
    expect(reading.at(W[name])).toEqual(members);
    expect(reading.has(W[name])).toBe(members.length > 0);
  });
});

describe('words that are filled anew', () => {
  it('have nothing left of the text before, behind the last word neither', () => {
    const words = new Words();
    new Reading('Would each of them say so? "Anne", 7 and J. Snow would.', words);
    const reading = new Reading('Every word', words);
    expect([reading.count, reading.sentenceCount, reading.asksAnything]).toEqual([2, 1, false]);
    expect([reading.names, reading.marks, reading.at(W.each), reading.has(W.person)]).toEqual([[], [], [0], false]);
    for (const word of [2, 3, 4, 5, 6, 7, 8]) {
      expect(CLASS_NAMES.filter((name) => reading.is(word, W[name]))).toEqual([]);
      expect(reading.isCapital(word) || reading.isNumber(word) || reading.isQuoteBefore(word)).toBe(false);
    }
  });
});

describe('the lexicon', () => {
  it('names a class in one table only, so that none silently replaces another', () => {
    const names = LEXICON_TABLES.flatMap((table) => Object.keys(table));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it.each(CLASS_NAMES)('has in "%s" only words that a text can have, each once', (name) => {
    const words = wordsOfClass(name);
    expect(words.filter((word) => wordsOf(word).length !== 1 || !new Reading(word).is(0, W[name]))).toEqual([]);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });
});
