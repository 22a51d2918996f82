/** The Latency Ledger over HTTP: what calls leave behind, by model and provider. */
import { eventually } from '../../support/eventually';
import { useLab } from './lab';

const lab = useLab();

const ask = (query: string) => lab.service.call('GET', `/v1/latency?${query}`);
const rowsOf = (body: unknown): readonly Record<string, unknown>[] =>
  (body as { data: readonly Record<string, unknown>[] }).data;

it('SP-12: shows how long streams and whole answers took to begin, by model and provider', async () => {
  const messages = [{ role: 'user' as const, content: 'Hello' }];
  await lab.client.chat.completions.create({ model: 'tiny', messages });
  const stream = await lab.client.chat.completions.create({ model: 'tiny', messages, stream: true });
  for await (const { object } of stream) expect(object).toBe('chat.completion.chunk');
  const rows: Record<string, unknown>[] = [];
  await eventually(async () => {
    rows.splice(0, rows.length, ...rowsOf((await ask('group_by=provider,model')).body));
    return rows[0]?.['attempts'] === 2;
  });
  expect(rows).toEqual([
    expect.objectContaining({
      ...{ provider: 'lab', model: 'tiny', attempts: 2, unanswered: 0 },
      ...{ stream_first_byte_count: 1, whole_first_byte_count: 1, duration_count: 2 },
      ...{ stream_first_byte_p95_ms: expect.any(Number), whole_first_byte_p50_ms: expect.any(Number) },
    }),
  ]);
  const { text } = await ask('group_by=model&format=csv');
  expect(text.split('\n')[0]).toMatch(/^model,attempts,unanswered,/);
});

it.each([
  ['group_by=colour', 'group_by'],
  ['group_by=model,provider,task', 'group_by'],
  ['from=2026-01-01&to=2026-03-01', 'to'],
])('refuses %s by its name', async (query, path) => {
  const { status, text } = await ask(query);
  expect(status).toBe(400);
  expect(text).toContain(path);
});
