/** Providers that fail before the caller has heard anything of their answer: somebody else answers. */
import type { Fault } from '../../support/simulator/script';
import { freshModel, status, useFailingLab } from './failing-lab';
import type { CallerName } from './simulated';

const lab = useFailingLab();

const WHOLE: readonly (readonly [string, Fault, string])[] = [
  ['closes the connection', { kind: 'refuse' }, 'server_error'],
  ['resets it', { kind: 'reset' }, 'server_error'],
  ['is broken', status(500), 'server_error'],
  ['is unavailable', status(503), 'server_error'],
  ['is overloaded', status(529), 'server_error'],
  ['does not know us', status(401), 'auth_error'],
  ['wants money', status(402), 'billing_error'],
  ['does not have the model', status(404), 'model_not_found'],
  ['has a smaller window than it says', status(413), 'context_overflow'],
  ['says 200 and HTML', { kind: 'html' }, 'bad_response'],
  ['says 200 and an error', { kind: 'error_body' }, 'bad_response'],
  ['says half an answer', { kind: 'half_json' }, 'bad_response'],
  ['does not answer', { kind: 'stall', after: 0 }, 'timeout'],
];
const STREAMED: typeof WHOLE = [
  ...WHOLE.filter(([, , name]) => name !== 'context_overflow' && name !== 'bad_response'),
  ['stalls behind its lifecycle events', { kind: 'stall', after: 0, keepAlives: 20 }, 'timeout'],
  ['breaks off before its first word', { kind: 'cut', after: 0 }, 'stream_interrupted'],
  ['reports an error before its first word', { kind: 'error_event', after: 0 }, 'server_error'],
];
const BRIEF = { headers: { 'x-bursar-timeout-ms': '3000' } };

describe('without streaming, when a provider', () => {
  it.each(WHOLE.filter(([, , name]) => name !== 'context_overflow'))(
    'UH-15: %s another one answers',
    async (_what, fault, failureClass) => {
      const model = freshModel();
      lab().broken.order({ model, fault });
      const heard = await lab().askFor(model, BRIEF);
      expect(heard).toMatchObject({ failed: null, text: 'Hello there.' });
      expect(heard.headers.get('x-bursar-provider')).toBe('sound');
      expect(await lab().attemptsOf(heard)).toEqual([`broken failure ${failureClass}`, 'sound success']);
    },
  );

  it('SP-27: cannot be reached another one answers', async () => {
    const model = freshModel();
    await lab().broken.down();
    const heard = await lab()
      .askFor(model, BRIEF)
      .finally(() => lab().broken.up());
    expect(await lab().attemptsOf(heard)).toEqual(['broken failure connect_error', 'sound success']);
  });
});

describe('before the first word of a stream, when a provider', () => {
  it.each(STREAMED)(
    'SP-28: %s another one answers, and the caller hears nothing of it',
    async (_what, fault, failureClass) => {
      const model = freshModel();
      lab().broken.order({ model, fault });
      const heard = await lab().askFor(model, { ...BRIEF, stream: true });
      expect(heard).toMatchObject({ failed: null, text: 'Hello there.' });
      expect(heard.headers.get('x-bursar-provider')).toBe('sound');
      expect(await lab().attemptsOf(heard)).toEqual([`broken failure ${failureClass}`, 'sound success']);
    },
  );
});

it.each<CallerName>(['chat', 'responses', 'messages'])(
  'behind its first words a stream that breaks ends with an error in the words of %s, and nobody else is asked',
  async (caller) => {
    const model = freshModel();
    lab().broken.order({ model, fault: { kind: 'cut', after: 1 } });
    const heard = await lab().askFor(model, { caller, stream: true });
    expect(heard.text).toBe('Hello ');
    expect(heard.failed).not.toBeNull();
    expect(await lab().attemptsOf(heard)).toEqual(['broken partial stream_interrupted']);
  },
);
