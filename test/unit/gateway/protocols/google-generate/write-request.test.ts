/** Conversations as bodies of Gemini's generateContent. */
import type {
  Content,
  FunctionCallingConfigMode,
  FunctionDeclaration,
  GenerationConfig,
  ThinkingLevel,
} from '@google/genai';
import type {
  AssistantPart,
  Conversation,
  Turn,
  UserPart,
} from '../../../../../src/gateway/domain/conversation/conversation';
import { PARAMETERS } from '../../../../../src/gateway/domain/conversation/parameters';
import type { Destination } from '../../../../../src/gateway/protocols/dialect';
import { googleGenerate, googlePath } from '../../../../../src/gateway/protocols/google-generate/index';
import { aConversation, aTool, base64, text } from '../../conversation/conversations';
import { SAYING } from '../../conversation/saying';

const TO: Destination = { upstreamModel: 'gemini-3.8-flash', maxOutput: null, reasons: true };
const OLDER: Destination = { ...TO, upstreamModel: 'gemini-2.5-flash' };

const write = (more: Partial<Conversation>, to = TO): object => googleGenerate.requests.write(aConversation(more), to);
const contentsOf = (turns: Turn[], to = TO): unknown => (write({ turns }, to) as { contents: unknown }).contents;
const user = (...parts: UserPart[]): Turn => ({ role: 'user', parts });
const assistant = (...parts: AssistantPart[]): Turn => ({ role: 'assistant', parts });

const quiet = { cache: null } as const;
const call = (id: string, name: string, json = '{"x":1}', signature: string | null = null): AssistantPart => ({
  ...{ type: 'tool_call', id, name, arguments: json, signature, cache: null },
});
const result = (
  callId: string,
  parts: Extract<UserPart, { type: 'tool_result' }>['parts'],
  isError = false,
): UserPart => ({ type: 'tool_result', callId, parts, isError, cache: null });
const picture = { type: 'image', source: base64, detail: null, ...quiet } as const;

describe('a body for Gemini', () => {
  it('is one that Google publishes', () => {
    const schema = { type: 'object', properties: { city: { type: 'string' } } };
    const body = write({
      instructions: [text('Be short.'), text('Be kind.')],
      ...{ maxOutputTokens: 9, stop: ['END'], serviceTier: 'flex' },
      tools: [{ ...aTool('f'), description: 'd' }],
      toolChoice: { kind: 'tool', name: 'f' },
      sampling: {
        ...{ temperature: 0, topP: 0.5, topK: 40, seed: 7, presencePenalty: 0.1, frequencyPenalty: 0.2 },
      },
      format: { kind: 'schema', name: 's', description: null, schema, strict: true },
      reasoning: { effort: 'medium', budgetTokens: null, visible: true },
    });
    expect(body).toEqual({
      systemInstruction: { parts: [{ text: 'Be short.' }, { text: 'Be kind.' }] } satisfies Content,
      contents: [{ role: 'user', parts: [{ text: 'Hello' }] }] satisfies Content[],
      tools: [
        {
          functionDeclarations: [
            { name: 'f', description: 'd', parametersJsonSchema: schema },
          ] satisfies FunctionDeclaration[],
        },
      ],
      toolConfig: {
        functionCallingConfig: {
          mode: 'ANY' satisfies `${FunctionCallingConfigMode}`,
          allowedFunctionNames: ['f'],
        },
      },
      generationConfig: {
        ...({
          ...{ maxOutputTokens: 9, stopSequences: ['END'], temperature: 0, topP: 0.5, topK: 40, seed: 7 },
          ...{ responseMimeType: 'application/json', responseJsonSchema: schema },
        } satisfies GenerationConfig),
        thinkingConfig: { thinkingLevel: 'MEDIUM' satisfies `${ThinkingLevel}`, includeThoughts: true },
      },
      serviceTier: 'flex',
    });
  });

  it('holds nothing that was not said', () => {
    expect(write({ serviceTier: 'auto' })).toEqual({ contents: [{ role: 'user', parts: [{ text: 'Hello' }] }] });
  });

  it('says every kind of part, and guesses what an address holds by its name', () => {
    const at = (url: string): UserPart => ({ ...picture, source: { kind: 'url', url } });
    const pdf = { kind: 'base64', mediaType: 'application/pdf', data: 'JVBE' } as const;
    const paper = { kind: 'url', url: 'https://example.com/paper' } as const;
    const turn = user(
      text('Look'),
      picture,
      at('https://example.com/x.PNG?w=1#a'),
      at('https://example.com/x'),
      { type: 'audio', data: 'UklG', format: 'mp3', ...quiet },
      { type: 'file', source: pdf, name: 'a.pdf', ...quiet },
      { type: 'file', source: paper, name: null, ...quiet },
    );
    expect(contentsOf([turn])).toEqual([
      {
        role: 'user',
        parts: [
          { text: 'Look' },
          { inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } },
          { fileData: { mimeType: 'image/png', fileUri: 'https://example.com/x.PNG?w=1#a' } },
          { fileData: { mimeType: 'image/jpeg', fileUri: 'https://example.com/x' } },
          { inlineData: { mimeType: 'audio/mp3', data: 'UklG' } },
          { inlineData: { mimeType: 'application/pdf', data: 'JVBE' } },
          { fileData: { mimeType: 'application/pdf', fileUri: 'https://example.com/paper' } },
        ],
      },
    ] satisfies Content[]);
  });

  it('finds the name of a result by the id of its call, and joins neighbours', () => {
    const turns = [
      user(text('Weather?')),
      assistant(text('One moment.'), call('a', 'f'), call('b', 'g', '')),
      user(result('a', [text('sunny'), text('warm')])),
      user(result('b', [text('gone')], true)),
      user(text('Well?'), result('c', [])),
    ];
    expect(contentsOf(turns, OLDER)).toEqual([
      { role: 'user', parts: [{ text: 'Weather?' }] },
      {
        role: 'model',
        parts: [
          { text: 'One moment.' },
          { functionCall: { id: 'a', name: 'f', args: { x: 1 } } },
          { functionCall: { id: 'b', name: 'g', args: {} } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { id: 'a', name: 'f', response: { output: 'sunny\nwarm' } } },
          { functionResponse: { id: 'b', name: 'g', response: { error: 'gone' } } },
          { functionResponse: { id: 'c', name: 'c', response: { output: '' } } },
          { text: 'Well?' },
        ],
      },
    ] satisfies Content[]);
  });

  it('shows what a function shows in its result, or behind it in older models', () => {
    const turns = [assistant(call('a', 'f')), user(result('a', [text('see'), picture]))];
    const shown = { inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } };
    const response = { id: 'a', name: 'f', response: { output: 'see' } };
    expect(contentsOf(turns)).toContainEqual({
      role: 'user',
      parts: [{ functionResponse: { ...response, parts: [shown] } }],
    } satisfies Content);
    expect(contentsOf(turns, OLDER)).toContainEqual({ role: 'user', parts: [{ functionResponse: response }, shown] });
  });

  it('keeps arguments that are no JSON object', () => {
    const args = ['{"x": 1', '[1]', '"x"'].map((json) => [assistant(call('a', 'f', json))]);
    expect(args.map((turns) => contentsOf(turns, OLDER))).toEqual(
      ['{"x": 1', '[1]', '"x"'].map((json) => [
        { role: 'model', parts: [{ functionCall: { id: 'a', name: 'f', args: { invalid_json: json } } }] },
      ]),
    );
  });

  it("gives its own signatures back, and leaves out other issuers' thoughts", () => {
    const turns = [
      assistant({ type: 'reasoning', text: 'Hm', signature: 'bursar:anthropic_messages:s', redacted: false }),
      assistant(
        { type: 'reasoning', text: 'Hm', signature: null, redacted: false },
        { type: 'reasoning', text: 'So', signature: 'bursar:google_generate:t', redacted: false },
        call('a', 'f', '{}', 'bursar:google_generate:c'),
        call('b', 'f', '{}', 'bursar:anthropic_messages:c'),
      ),
    ];
    expect(contentsOf(turns)).toEqual([
      {
        role: 'model',
        parts: [
          { text: 'So', thought: true, thoughtSignature: 't' },
          { functionCall: { id: 'a', name: 'f', args: {} }, thoughtSignature: 'c' },
          { functionCall: { id: 'b', name: 'f', args: {} } },
        ],
      },
    ] satisfies Content[]);
  });

  it('says of a first call that nobody signed that it need not be, where that is asked', () => {
    const turns = [assistant(call('a', 'f'), call('b', 'f'))];
    const partsOf = (to: Destination): unknown[] => (contentsOf(turns, to) as [{ parts: unknown[] }])[0].parts;
    expect(partsOf(TO)).toMatchObject([{ thoughtSignature: 'skip_thought_signature_validator' }, {}]);
    expect(partsOf(TO)[1]).not.toHaveProperty('thoughtSignature');
    expect(partsOf(OLDER)[0]).not.toHaveProperty('thoughtSignature');
  });

  it.each<[Partial<Conversation>, object | undefined]>([
    [{ toolChoice: null }, undefined],
    [{ toolChoice: { kind: 'auto' } }, { mode: 'AUTO' }],
    [{ toolChoice: { kind: 'none' } }, { mode: 'NONE' }],
    [{ toolChoice: { kind: 'required' } }, { mode: 'ANY' }],
    [{ tools: [{ ...aTool('f'), strict: true }] }, { mode: 'VALIDATED' }],
    [{ tools: [{ ...aTool('f'), strict: true }], toolChoice: { kind: 'required' } }, { mode: 'ANY' }],
    [{ tools: [], toolChoice: { kind: 'required' } }, undefined],
  ])('says of functions %j', (more, functionCallingConfig) => {
    const { toolConfig } = write({ tools: [aTool('f')], ...more }) as { toolConfig?: object };
    expect(toolConfig).toEqual(functionCallingConfig && { functionCallingConfig });
  });

  it.each<[string, Partial<NonNullable<Conversation['reasoning']>>, object]>([
    ['gemini-3.8-flash', { effort: 'none' }, { thinkingLevel: 'LOW', includeThoughts: false }],
    ['gemini-3.8-flash', { effort: 'max', visible: false }, { thinkingLevel: 'HIGH', includeThoughts: false }],
    ['gemini-flash-latest', { budgetTokens: 8000 }, { thinkingLevel: 'MEDIUM', includeThoughts: true }],
    ['gemini-3.8-flash', {}, { includeThoughts: true }],
    ['gemini-2.5-flash', { effort: 'low' }, { thinkingBudget: 2048, includeThoughts: true }],
    ['gemini-2.5-flash', { effort: 'none' }, { thinkingBudget: 0, includeThoughts: false }],
    ['gemini-2.5-flash', { budgetTokens: 999_999 }, { thinkingBudget: 24_576, includeThoughts: true }],
    ['gemini-2.5-flash-lite', { budgetTokens: 1 }, { thinkingBudget: 512, includeThoughts: true }],
    ['gemini-2.5-pro', { effort: 'none' }, { thinkingBudget: 128, includeThoughts: false }],
  ])('tells %s to think %j', (upstreamModel, reasoning, thinkingConfig) => {
    const said = { effort: null, budgetTokens: null, visible: true, ...reasoning };
    expect(write({ reasoning: said }, { ...TO, upstreamModel })).toMatchObject({
      generationConfig: { thinkingConfig },
    });
    expect(write({ reasoning: said }, { ...TO, upstreamModel, reasons: false })).not.toHaveProperty('generationConfig');
  });

  it('goes to the address of its model', () => {
    expect(googlePath.answer('gemini-3.8-flash')).toBe('/models/gemini-3.8-flash:generateContent');
    expect(googlePath.stream('a/b')).toBe('/models/a%2Fb:streamGenerateContent?alt=sse');
    expect(googlePath.embeddings('e')).toBe('/models/e:batchEmbedContents');
  });
});

describe('the table of support', () => {
  const rows = PARAMETERS.filter(
    (parameter) => SAYING[parameter] !== undefined && googleGenerate.requests.support[parameter].support !== 'refused',
  );

  it.each(rows)('tells the truth about %s', (parameter) => {
    const { silent, saying } = SAYING[parameter] ?? { silent: {}, saying: {} };
    const { support, exceptions } = googleGenerate.requests;
    for (const to of [TO, OLDER, { ...TO, upstreamModel: 'gemini-2.0-flash', reasons: false }]) {
      const changes = JSON.stringify(write(saying, to)) !== JSON.stringify(write(silent, to));
      expect(changes).toBe({ ...support, ...exceptions?.(to) }[parameter].support !== 'dropped');
    }
  });
});
