/** `GET /v1/models`: what the calling key may name as `model`, in OpenAI's shape or, for its own clients, in Anthropic's. */
import { Controller, Headers, Param } from '@nestjs/common';
import { z } from 'zod';
import { CatalogService } from '../catalog';
import { Caller, Route } from '../http';
import { type Principal } from '../shared/domain/access';
import { BursarError } from '../shared/errors';
import { callableModels, modelCalled } from './callable-models';
import { modelEntry, modelPage } from './protocols/anthropic-messages';
import type { JsonObject } from './protocols/dialect';
import { openAiModel, openAiModels } from './protocols/openai-models';

/** Only Anthropic's clients send it, and they always do. */
const ANTHROPIC_VERSION = 'anthropic-version';

const openAiEntry = z.object({
  ...{ id: z.string(), object: z.literal('model'), created: z.number(), owned_by: z.string() },
});
const anthropicEntry = z.looseObject({ id: z.string(), type: z.literal('model'), display_name: z.string() });

@Controller()
export class ModelsController {
  constructor(private readonly catalogs: CatalogService) {}

  @Route({
    method: 'GET',
    path: '/v1/models',
    scope: 'inference:call',
    summary:
      "Endpoints, tiers and models that the key can call, in OpenAI's shape, or Anthropic's with anthropic-version",
    answer: z.union([
      z.object({ object: z.literal('list'), data: z.array(openAiEntry) }),
      z.looseObject({ data: z.array(anthropicEntry), has_more: z.literal(false) }),
    ]),
  })
  list(@Caller() caller: Principal, @Headers(ANTHROPIC_VERSION) version: string | undefined): JsonObject {
    const models = callableModels(this.catalogs.current(caller.tenantId), caller);
    return version === undefined ? openAiModels(models) : modelPage(models);
  }

  @Route({
    method: 'GET',
    path: '/v1/models/:name',
    scope: 'inference:call',
    summary: 'One of them, by any name that a call may give it; a `/` within the name is written `%2F`',
    answer: z.union([openAiEntry, anthropicEntry]),
  })
  one(
    @Caller() caller: Principal,
    @Param('name') name: string,
    @Headers(ANTHROPIC_VERSION) version: string | undefined,
  ): JsonObject {
    const model = modelCalled(name, this.catalogs.current(caller.tenantId), caller);
    if (model === null) throw new BursarError('model_not_found', { model: name });
    return version === undefined ? openAiModel(model) : modelEntry(model);
  }
}
