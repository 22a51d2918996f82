/** A tenant's own models and prices, one by one and from a price file. */
import { PriceImporter } from '../../../src/catalog';
import { EndpointsService } from '../../../src/catalog/management/endpoints.service';
import { ModelsService } from '../../../src/catalog/management/models.service';
import { PricesService } from '../../../src/catalog/management/prices.service';
import { ownerOfTenant, type Replica, useReplicas } from '../../support/catalog';

const ACTOR = { kind: 'system', id: 'test' } as const;

const replicas = useReplicas();

const endpointsOf = ({ changes, catalogs, context }: Replica) =>
  new EndpointsService(changes, catalogs, context.checkEndpoint);

describe('models and prices', () => {
  const mini = { provider: 'openai', model: 'gpt-4o-mini' };

  it("the tenant's own price holds from its day on, over every shipped one of later", async () => {
    const { tenantId, replica } = await replicas.fresh();
    const prices = new PricesService(replica.changes, replica.catalogs);
    const price = { input_per_mtok_usd: '0.10', output_per_mtok_usd: '0.50', source: 'contract' };
    await prices.add(ownerOfTenant(tenantId), { ...mini, ...price, valid_from: '2020-01-01' });
    const rows = replica.catalogs.current(tenantId).candidateById.get('openai/gpt-4o-mini')?.model.prices;
    expect(rows?.map(({ source }) => source).at(-1)).toBe('contract');
    await prices.add(ownerOfTenant(tenantId), {
      ...mini,
      ...price,
      input_per_mtok_usd: '0.11',
      valid_from: '2020-01-01',
    });
    const page = await prices.list(tenantId, { ...mini, limit: 50 });
    expect(page.data.filter(({ managed_by }) => managed_by === 'api')).toMatchObject([{ input_per_mtok_usd: '0.11' }]);
    const [{ count } = { count: '' }] = await replica.dataSource.query<{ count: string }[]>(
      'SELECT count(*) FROM price_book WHERE tenant_id = $1',
      [tenantId],
    );
    expect(count).toBe('2');
  });

  it('a model of its own can be made, listed, and is withdrawn with its prices', async () => {
    const { tenantId, replica } = await replicas.fresh();
    const models = new ModelsService(replica.changes, replica.catalogs);
    const caller = ownerOfTenant(tenantId);
    const address = { provider: 'ollama', model: 'llama-local' };
    const price = { input_per_mtok_usd: '0', output_per_mtok_usd: '0' };
    const document = { ...address, tier: 'economy', capabilities: ['streaming'], price } as const;
    const view = await models.put(caller, address, { ...document, capabilities: ['streaming'] });
    expect(view).toMatchObject({ id: 'ollama/llama-local', usable: false, managed_by: 'api' });
    const listed = await models.list(tenantId, { provider: 'ollama', limit: 10 });
    expect(listed.data.map(({ id }) => id)).toEqual(['ollama/llama-local']);
    await models.delete(caller, address);
    await models.put(caller, address, { ...address, tier: 'economy', capabilities: [] });
    expect(replica.catalogs.current(tenantId).candidateById.get('ollama/llama-local')?.model.prices).toEqual([]);
  });

  it('a model that an endpoint names is not deleted', async () => {
    const { tenantId, replica } = await replicas.fresh();
    const models = new ModelsService(replica.changes, replica.catalogs);
    const caller = ownerOfTenant(tenantId);
    const address = { provider: 'ollama', model: 'llama-local' };
    await models.put(caller, address, { ...address, tier: 'economy', capabilities: [] });
    await endpointsOf(replica).put(caller, 'uses-it', { routing: { default: address } });
    await expect(models.delete(caller, address)).rejects.toMatchObject({ code: 'in_use' });
  });

  it('an import adds new models and dates a new row only where a figure changed', async () => {
    const { tenantId, replica } = await replicas.fresh();
    const importer = new PriceImporter(replica.changes, replica.catalogs);
    const entry = (input: number) => ({
      ...{ litellm_provider: 'openai', mode: 'chat', max_input_tokens: 1000 },
      ...{ input_cost_per_token: input, output_cost_per_token: 4e-6 },
    });
    const json = { 'gpt-4o-mini': entry(1e-6), 'gpt-new-test': entry(2e-6), strange: { litellm_provider: 'nobody' } };
    const file = { json, source: 'a test file of today', dryRun: false };
    const dry = await importer.import(tenantId, { ...file, dryRun: true }, ACTOR);
    expect(dry).toMatchObject({ added: ['openai/gpt-new-test'], repriced: [{ model: 'openai/gpt-4o-mini' }] });
    expect(replica.catalogs.current(tenantId).candidateById.has('openai/gpt-new-test')).toBe(false);
    await expect(importer.import(tenantId, file, ACTOR)).resolves.toEqual(dry);
    const { candidateById } = replica.catalogs.current(tenantId);
    expect(candidateById.get('openai/gpt-4o-mini')?.model.prices.at(-1)?.rates.input).toBe(1_000_000_000n);
    expect(candidateById.get('openai/gpt-new-test')?.model.prices).toHaveLength(1);
    const again = await importer.import(tenantId, file, ACTOR);
    expect(again).toMatchObject({ added: [], repriced: [], unchanged: 2, skipped: [{ key: 'strange' }] });
  });
});
