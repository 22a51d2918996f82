/** An endpoint that opted in keeps what was asked and answered, redacted; nothing else does, and nobody reads it unseen. */
import { eventually } from '../../support/eventually';
import { SERVICE_START_MS, SERVICE_STOP_MS, startTestService, type TestService } from '../../support/service';
import { simulate } from '../../support/simulator/script';
import { type Simulator, startSimulator } from '../../support/simulator/simulator';
import { clickHouseRows, holding, postgresRows } from '../../support/stored-text';

const ASKED = 'marked-question-3fa1';
const ANSWERED = 'marked-reply-80bc';
const EMAIL = 'ada.marked@example.org';

let simulator: Simulator;
let service: TestService;

const endpoint = (capture: object): object => ({
  routing: { default: { provider: 'lab', model: 'model' } },
  ...capture,
});

beforeAll(async () => {
  simulator = await startSimulator();
  service = await startTestService();
  await service.configure({
    providers: {
      lab: { kind: 'openai', base_url: `${simulator.url}/v1`, credentials: [{ name: 'main', api_key: 'key' }] },
    },
    models: [
      {
        ...{ provider: 'lab', model: 'model', tier: 'economy', max_output: 4096, capabilities: ['streaming', 'tools'] },
        price: { input_per_mtok_usd: '1', output_per_mtok_usd: '2', source: 'test' },
      },
    ],
    endpoints: {
      keeping: endpoint({ content_capture: { retention_days: 7, redact: ['email'] } }),
      silent: endpoint({}),
    },
  });
}, SERVICE_START_MS);

afterAll(async () => {
  await service.stop();
  await simulator.stop();
}, SERVICE_STOP_MS);

const BODIES = {
  '/v1/chat/completions': (content: string) => ({ messages: [{ role: 'user', content }] }),
  '/v1/responses': (input: string) => ({ input }),
  '/v1/messages': (content: string) => ({ max_tokens: 100, messages: [{ role: 'user', content }] }),
} as const;
type Path = keyof typeof BODIES;

/** Arguments come in two pieces of a stream, and the address in them is in neither. */
const PROMPT = `${ASKED}, I am ${EMAIL}. ${simulate({
  text: `${ANSWERED} as asked.`,
  tools: [{ name: 'mail', arguments: `{"to":"${EMAIL}"}` }],
})}`;

/** Returns the decision's id. */
async function send(path: Path, model: string, stream: boolean): Promise<string> {
  const headers = { authorization: `Bearer ${service.ownerKey}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ model, stream, ...BODIES[path](PROMPT) });
  const answer = await fetch(service.url + path, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain(ANSWERED);
  return answer.headers.get('x-bursar-decision-id') ?? '';
}

interface Content {
  readonly data: readonly { readonly request: string; readonly answer: string; readonly redacted: readonly string[] }[];
}

/** The answer's end and what is kept of it do not come together. */
async function contentOf(decisionId: string): Promise<Content> {
  const found: Content[] = [];
  await eventually(async () => {
    const { status, body } = await service.call('GET', `/v1/decisions/${decisionId}/content`);
    if (status === 200) found.push(body as Content);
    return status === 200;
  });
  return found[0] as Content;
}

const ROWS = (Object.keys(BODIES) as Path[]).flatMap((path) => [false, true].map((stream) => ({ path, stream })));

it.each(ROWS)('$path is kept in its own dialect, redacted; streaming: $stream', async ({ path, stream }) => {
  const { data } = await contentOf(await send(path, 'keeping', stream));
  expect(data).toMatchObject([{ endpoint: 'keeping', redacted: ['email'] }]);
  const [{ request, answer } = { request: '', answer: '' }] = data;
  const asked = JSON.parse(request) as Readonly<Record<string, unknown>>;
  expect(asked).toMatchObject({ model: 'keeping', stream });
  expect(request).toContain(`${ASKED}, I am [email].`);
  // A stream is kept as the whole answer that it would have been.
  expect(JSON.parse(answer)).toMatchObject(path === '/v1/chat/completions' ? { object: 'chat.completion' } : {});
  expect(answer).toContain(ANSWERED);
  expect(holding(request + answer, [EMAIL])).toEqual([]);
});

it('it is in no other place, and an endpoint that did not opt in keeps nothing', async () => {
  const kept = await send('/v1/chat/completions', 'keeping', true);
  await contentOf(kept);
  const silent = await send('/v1/chat/completions', 'silent', true);
  expect((await service.call('GET', `/v1/decisions/${silent}/content`)).status).toBe(404);
  const tables = await clickHouseRows(service);
  const others = [...tables].filter(([table]) => table !== 'captured_content').flatMap(([, rows]) => rows);
  const everywhere = [...others, ...(await postgresRows(service)), service.logged()].join('\n');
  expect(holding(everywhere, [ASKED, ANSWERED, EMAIL])).toEqual([]);
  const captured = (tables.get('captured_content') ?? []).join('\n');
  expect(holding(captured, [ASKED, ANSWERED, EMAIL, silent])).toEqual([ASKED, ANSWERED]);
});

it('only owners and admins read it, and each reading is in the audit log', async () => {
  const id = await send('/v1/messages', 'keeping', false);
  await contentOf(id);
  const { body } = await service.call('GET', `/v1/audit?action=content.read&target_id=${id}`);
  expect((body as { data: object[] }).data).toMatchObject([{ target: { kind: 'decision', id } }]);
  for (const role of ['operator', 'finance', 'viewer', 'developer']) {
    const created = await service.call('POST', '/v1/keys', { body: { name: `${role} reads`, owner: 'o', role } });
    const { key } = created.body as { key: string };
    expect((await service.call('GET', `/v1/decisions/${id}/content`, { key })).status).toBe(403);
  }
});
