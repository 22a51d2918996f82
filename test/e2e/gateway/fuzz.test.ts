/** Requests with a member replaced, over HTTP: an answer and its row in the ledger, or an error with a code, and never a wait. */
import fc from 'fast-check';
import { fuzzRuns } from '../../support/fuzz-runs';
import { VALID_REQUESTS } from '../../support/valid-requests';
import { mutations } from '../../unit/gateway/protocols/mutations';
import { receiptOf } from './lab';
import { modelAt, useSimulated } from './simulated';

const lab = useSimulated();

const PATHS = {
  openai_chat: '/v1/chat/completions',
  openai_responses: '/v1/responses',
  anthropic_messages: '/v1/messages',
} as const;
const MODELS = (['chat', 'responses', 'messages', 'google'] as const).map(modelAt);
// A call of the simulator takes milliseconds.
const HANGS_MS = 10_000;
// Enough to see a row that is lost or doubled.
const MOST_RECEIPTS = 60;

// A thousand cases of a dialect take a minute, on a machine that is busy some more.
const NIGHT_MS = 600_000;

interface Heard {
  readonly status: number;
  readonly text: string;
  readonly decisionId: string | null;
}

async function send(path: string, body: object): Promise<Heard> {
  const { service } = lab();
  const response = await fetch(service.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.ownerKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(HANGS_MS),
  });
  const decisionId = response.headers.get('x-bursar-decision-id');
  return { status: response.status, text: await response.text(), decisionId };
}

/** In OpenAI's shape or in Anthropic's. */
function codeOf(text: string): unknown {
  const { error } = JSON.parse(text) as { error?: { code?: string; details?: { error_code?: string } } };
  return error?.code ?? error?.details?.error_code;
}

it.each(Object.entries(PATHS))(
  'a mutated request of %s',
  async (name, path) => {
    const answered = new Set<string>();
    const bodies = fc
      .tuple(mutations(VALID_REQUESTS[name as keyof typeof PATHS]), fc.constantFrom(...MODELS))
      .map(([body, model]): object => ('model' in body && body.model === 'm' ? { ...body, model } : body));
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const { status, text, decisionId } = await send(path, body);
        if (decisionId !== null && answered.size < MOST_RECEIPTS) answered.add(decisionId);
        if (status === 200) {
          expect(text).toMatch(/x_bursar|"error"/);
          return;
        }
        expect(codeOf(text)).toEqual(expect.stringMatching(/^[a-z_]+$/));
        expect(status).not.toBe(500);
      }),
      // Smaller cases of one that hangs would hang as long.
      { ...fuzzRuns(0.1), endOnFailure: true },
    );
    const receipts = await Promise.all([...answered].map((decisionId) => receiptOf(lab().service, decisionId)));
    expect(receipts.filter(({ attempts }) => attempts.length !== 1)).toEqual([]);
    expect(receipts.length).toBeGreaterThan(0);
  },
  NIGHT_MS,
);
