/** `GET /v1/models`: what the calling key may name as `model`, in OpenAI's shape. */
import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { type Catalog, CatalogService, TIERS } from '../catalog';
import { Caller, Route } from '../http';
import { type Principal } from '../shared/domain/access';

interface ModelEntry {
  readonly id: string;
  readonly object: 'model';
  readonly created: number;
  readonly owned_by: string;
}

@Controller()
export class ModelsController {
  constructor(private readonly catalogs: CatalogService) {}

  @Route({
    method: 'GET',
    path: '/v1/models',
    scope: 'inference:call',
    summary: "Endpoints, tiers and models that the key can call, in OpenAI's shape",
    answer: z.object({
      object: z.literal('list'),
      data: z.array(
        z.object({ id: z.string(), object: z.literal('model'), created: z.number(), owned_by: z.string() }),
      ),
    }),
  })
  list(@Caller() caller: Principal): { object: 'list'; data: ModelEntry[] } {
    return { object: 'list', data: entriesOf(this.catalogs.current(caller.tenantId), caller) };
  }
}

function entriesOf(catalog: Catalog, caller: Principal): ModelEntry[] {
  const { allowedModels: models, allowedEndpoints: endpoints } = caller;
  const named = models !== null || endpoints === null;
  const usable = catalog.candidates.filter(
    ({ id, model, provider }) =>
      provider.usable &&
      named &&
      (models === null || models.has(id) || models.has(model.model) || models.has(model.tier)),
  );
  return [
    ...catalog.endpoints
      .filter(({ name }) => endpoints === null || endpoints.has(name))
      .map(({ name }) => entry(name, 'bursar')),
    ...TIERS.filter((tier) => usable.some(({ model }) => model.tier === tier)).map((tier) => entry(tier, 'bursar')),
    ...usable.map(({ id, provider }) => entry(id, provider.name)),
  ];
}

// The catalog does not know when a provider made a model; OpenAI's shape wants a number.
const entry = (id: string, owner: string): ModelEntry => ({ id, object: 'model', created: 0, owned_by: owner });
