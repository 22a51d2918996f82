/** Late price corrections: the ledger stays, adjustments are added, and usage shows both. */
import { documentFor, receiptOf, useLab } from './lab';

const lab = useLab();

interface Row {
  readonly model: string;
  readonly cost_usd: string | null;
  readonly adjustment_usd: string;
  readonly total_usd: string | null;
}
interface Report {
  readonly examined: number;
  readonly adjusted: number;
  readonly unpriced: number;
  readonly difference_usd: string;
  readonly models: readonly { readonly model: string; readonly adjusted: number }[];
}

const DAY_MS = 86_400_000;
const day = (offset: number): string => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);

const usageByModel = async (): Promise<Readonly<Record<string, Row>>> => {
  const { body } = await lab.service.call('GET', '/v1/usage?group_by=model');
  return Object.fromEntries((body as { data: Row[] }).data.map((row) => [row.model, row]));
};

async function correct(more: object = {}): Promise<Report> {
  const body = { from: day(-1), reason: 'the provider announced it late', ...more };
  const { status, body: report, text } = await lab.service.call('POST', '/v1/prices/corrections', { body });
  if (status !== 200) throw new Error(text);
  return report as Report;
}

/** The lab's document with these input prices: each call uses 11 tokens of input and 7 of output. */
async function reprice(prices: Readonly<Record<string, string>>): Promise<void> {
  const document = documentFor(lab.simulator) as { models: { model: string; price?: object }[] };
  const models = document.models.map((model) => {
    const input = prices[model.model];
    const price = { input_per_mtok_usd: input, output_per_mtok_usd: '2', source: 'announced' };
    return input === undefined ? model : { ...model, price };
  });
  await lab.service.configure({ ...document, models });
}

/** Of the last call, whose model has no price, and of the first. */
let decisionId: string;
let firstId: string | undefined;

beforeAll(async () => {
  for (const model of ['tiny', 'tiny', 'big', 'unpriced']) {
    const answer = await lab.client.chat.completions
      .create({ model, messages: [{ role: 'user', content: 'x' }] })
      .withResponse();
    decisionId = answer.response.headers.get('x-bursar-decision-id') ?? '';
    firstId ??= decisionId;
    await receiptOf(lab.service, decisionId);
  }
});

it('where prices are as they were there is nothing to correct', async () => {
  expect(await correct()).toMatchObject({ examined: 0, adjusted: 0, difference_usd: '0', models: [] });
  expect(await usageByModel()).toMatchObject({
    tiny: { cost_usd: '0.00005', adjustment_usd: '0', total_usd: '0.00005' },
    unpriced: { cost_usd: null, adjustment_usd: '0', total_usd: null },
  });
});

it('a dry run says what would be added, and adds nothing', async () => {
  await reprice({ tiny: '3', unpriced: '1' });
  expect(await correct({ dry_run: true })).toMatchObject({ examined: 3, adjusted: 3, difference_usd: '0.000069' });
  expect((await usageByModel())['tiny']).toMatchObject({ adjustment_usd: '0' });
});

it('the difference is added beside the cost, which stays; what had no price has a total now', async () => {
  expect(await correct({ model: 'lab/tiny' })).toMatchObject({
    ...{ examined: 2, adjusted: 2, unpriced: 0, difference_usd: '0.000044' },
    models: [{ model: 'lab/tiny', adjusted: 2 }],
  });
  expect(await correct()).toMatchObject({ adjusted: 1, difference_usd: '0.000025' });
  expect(await usageByModel()).toMatchObject({
    tiny: { cost_usd: '0.00005', adjustment_usd: '0.000044', total_usd: '0.000094' },
    big: { adjustment_usd: '0' },
    unpriced: { cost_usd: null, adjustment_usd: '0.000025', total_usd: '0.000025' },
  });
  expect((await receiptOf(lab.service, decisionId)).attempts[0]).toMatchObject({
    ...{ cost_status: 'unpriced', cost_usd: null, adjustment_usd: '0.000025', total_usd: '0.000025' },
  });
});

it('UH-16: a receipt shows what was recorded, what was added, and both together', async () => {
  const { attempts } = await receiptOf(lab.service, firstId ?? '');
  expect(attempts).toMatchObject([{ cost_usd: '0.000025', adjustment_usd: '0.000022', total_usd: '0.000047' }]);
});

it('done twice it adds nothing', async () => {
  expect(await correct()).toMatchObject({ examined: 0, adjusted: 0, difference_usd: '0' });
});

it('a correction is corrected by another, down to nothing', async () => {
  await reprice({ tiny: '1', unpriced: '1' });
  expect(await correct()).toMatchObject({ adjusted: 2, difference_usd: '-0.000044' });
  expect((await usageByModel())['tiny']).toMatchObject({ adjustment_usd: '0', total_usd: '0.00005' });
});

it("a key's own usage has it too, and the whole answer says what share of its tokens is priced", async () => {
  const { body: own } = await lab.service.call('GET', '/v1/usage/self');
  expect(own).toMatchObject({ today: { adjustment_usd: '0.000025', total_usd: '0.000325' } });
  const { body } = await lab.service.call('GET', '/v1/usage');
  expect(body).toMatchObject({ priced_token_share: 0.75, coverage: '75 % of spendable tokens priced' });
});

it('each run that added something is in the audit log, with its reason', async () => {
  const { body } = await lab.service.call('GET', '/v1/audit?action=price.correct');
  const entries = (body as { data: { after: Report & { reason: string } }[] }).data;
  expect(entries.map(({ after }) => [after.adjusted, after.reason])).toEqual(
    [2, 1, 2].map((adjusted) => [adjusted, 'the provider announced it late']),
  );
});

it.each([
  ['an unknown model', { model: 'lab/nothing' }, 'model'],
  ['no reason', { reason: ' ' }, 'reason'],
  ['no day', { from: 'yesterday' }, 'from'],
  ['an end before the beginning', { to: day(-2) }, 'from'],
  ['more than a quarter', { from: '2020-01-01' }, 'from'],
])('%s is refused by name', async (_what, more, path) => {
  const body = { from: day(-1), reason: 'r', ...more };
  const { status, body: answer } = await lab.service.call('POST', '/v1/prices/corrections', { body });
  expect(status).toBe(400);
  expect(JSON.stringify(answer)).toContain(path);
});
