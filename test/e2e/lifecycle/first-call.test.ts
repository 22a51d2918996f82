/** What somebody sees who has just installed it: the call that the terminal prints, copied. */
import { type Answer, call } from '../../support/app';
import { PROCESS_TEST_MS, useServices } from '../../support/service-process';

const services = useServices();

interface PrintedCall {
  readonly url: string;
  readonly key: string;
  readonly body: unknown;
}

/** The pieces of the printed `curl`, which a clean machine may not have. */
function printedCall(terminal: string): PrintedCall {
  const [, url = ''] = /curl (\S+)/.exec(terminal) ?? [];
  const [, key = ''] = /Authorization: Bearer ([^"]+)"/.exec(terminal) ?? [];
  const [, body = ''] = /-d '(.*)'/.exec(terminal) ?? [];
  return { url, key, body: JSON.parse(body) };
}

it(
  'BX-22, MS-54: the printed call, on an empty directory and without any provider account, is routed, priced and explained',
  async () => {
    const service = await services.start({ dataDir: services.newDataDir(), environment: { BURSAR_ADMIN_KEY: '' } });
    const { url, key, body } = printedCall(service.stdout());
    const read = (path: string): Promise<Answer> => call('GET', service.url + path, { key });

    const answered = await call('POST', url, { key, body });
    expect(answered).toMatchObject({
      status: 200,
      body: {
        x_bursar: { provider: 'sandbox', cost_status: 'priced', cost_usd: expect.stringMatching(/^0\.0*[1-9]/) },
      },
    });
    const { x_bursar: extension } = answered.body as { x_bursar: Record<string, string> };

    const receipt = await read(`/v1/decisions/${extension['decision_id']}`);
    expect(receipt.body).toMatchObject({
      ...{ provider: 'sandbox', explanation: extension['explanation'], selected_model: extension['selected_model'] },
      attempts: [{ outcome: 'success', cost_usd: extension['cost_usd'] }],
    });
    const usage = await read('/v1/usage?group_by=model');
    expect(usage.body).toMatchObject({
      data: [{ model: extension['selected_model'], requests: 1, cost_usd: extension['cost_usd'] }],
    });
  },
  PROCESS_TEST_MS,
);
