/** What of a conversation is the user's question. */
import { MAX_QUESTION_CHARS, questionOf } from '../../../../src/routing/domain/signals/question';

const user = (content: unknown): object => ({ role: 'user', content });
const asked = (content: unknown): string | null => questionOf([user(content)])?.replaceAll(/\s+/g, ' ') ?? null;

describe('the last turn of the user', () => {
  it.each([
    ['the last one of several', [user('First?'), { role: 'assistant', content: 'Yes.' }, user('Second?')], 'Second?'],
    ['the one before results of tools', [user('Why?'), { role: 'assistant' }, { role: 'tool', content: '42' }], 'Why?'],
    ['not the system prompt', [user('Why?'), { role: 'system', content: 'Be kind.' }], 'Why?'],
    [
      'the one before a turn of tool results alone (Anthropic)',
      [user('Why?'), user([{ type: 'tool_result', content: [{ type: 'text', text: '42' }] }])],
      'Why?',
    ],
    [
      'the one before a turn of a harness alone',
      [user('Why?'), user('<system-reminder>Go on.</system-reminder>')],
      'Why?',
    ],
    [
      'its text beside a picture',
      [user([{ type: 'image_url' }, { type: 'text', text: 'What is it?' }])],
      'What is it?',
    ],
    [
      'its parts together',
      [
        user([
          { type: 'text', text: 'One.' },
          { type: 'input_text', text: 'Two?' },
        ]),
      ],
      'One.\nTwo?',
    ],
  ])('is %s', (_, messages, question) => {
    expect(questionOf(messages)).toBe(question);
  });

  it.each([
    ['no message', []],
    ['no user', [{ role: 'system', content: 'Be kind.' }]],
    ['blanks', [user('  \n ')]],
    ['code alone', [user('```\nx = 1\n```')]],
    [
      'shapes that nobody sends',
      [null, 7, 'x', [], {}, user(null), user({ text: 'x' }), user([null, 3, { type: 'text' }])],
    ],
  ])('is none where there is %s', (_, messages) => {
    expect(questionOf(messages)).toBeNull();
  });
});

describe('the question', () => {
  it.each([
    ['fenced code', 'Why?\n```py\nprint(1)\n```\nAnd how?', 'Why? And how?'],
    ['an open fence', 'Why?\n~~~\nprint(1)\n```', 'Why?'],
    ['quoted lines', '> He said so.\n  > Twice.\nIs it true?', 'Is it true?'],
    ['a document', '<document index="1">\nAnne left.\n</document>\nWho left?', 'Who left?'],
    ['documents of one list', '<documents><document>A</document><document>B</document></documents> Who?', 'Who?'],
    ['what a harness adds', 'Go on.<system-reminder>Do not <b>stop</b>.</system-reminder>', 'Go on.'],
    ['retrieved context', '<retrieved_context>Anne</retrieved_context>Who?', 'Who?'],
    ['a triple-quoted text', 'Who left? """Anne left."""', 'Who left?'],
    ['a text to translate', 'Translate into French: Anne thinks that Bob knows.', 'Translate into French'],
    [
      'a text to summarise',
      'Please summarise this story.\nAnne thinks that Bob knows.',
      'Please summarise this story.',
    ],
  ])('is without %s', (_, content, question) => {
    expect(asked(content)).toBe(question);
  });

  it.each([
    ['an element that is never closed', 'Is <document> closed?'],
    ['an element of the question', '<question>Who left?</question>'],
    ['a comparison', 'Is a < b and c > d?'],
    ['an open triple quote', 'Is """ a quote?'],
    ['a text to think about', 'Read the story: Anne thinks that Bob knows. Where will he look?'],
    ['an instruction without a text', 'Rewrite the ending so that it is told backwards.'],
  ])('keeps %s', (_, content) => {
    expect(asked(content)).toBe(content);
  });

  it('of a very long turn is its two ends', () => {
    const question = questionOf([user(`Start? ${'and so on '.repeat(100_000)}End?`)]);
    expect(question).toHaveLength(MAX_QUESTION_CHARS + 1);
    expect(question).toMatch(/^Start\?.*\n.*End\?$/);
  });
});
