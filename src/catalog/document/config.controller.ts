/** `GET|PUT /v1/config`. */
import { Body, Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { Caller, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import { BursarError } from '../../shared/errors';
import { actorOf } from '../actor';
import { type AppliedDocument, ConfigService } from './config.service';
import { DocumentError } from './problem';
import { type ConfigDocument, configDocumentSchema } from './schema';

const PATH = '/v1/config';

const problem = z.strictObject({
  line: z.number().nullable(),
  column: z.number().nullable(),
  path: z.string(),
  problem: z.string(),
});

const applied = z.strictObject({
  written: z.array(z.string()).readonly(),
  removed: z.array(z.string()).readonly(),
  warnings: z.array(problem).readonly(),
});

@Controller()
export class ConfigController {
  constructor(@Inject(ConfigService) private readonly config: ConfigService) {}

  @Route({
    method: 'GET',
    path: PATH,
    scope: 'config:read',
    summary: 'The configuration document that reproduces the present state; keys are masked',
    answer: configDocumentSchema,
  })
  get(@Caller() caller: Principal): Promise<ConfigDocument> {
    return this.config.current(caller.tenantId);
  }

  @Route({
    method: 'PUT',
    path: PATH,
    scope: 'config:write',
    summary: 'Apply a configuration document, as JSON or as application/yaml, whole or not at all',
    body: configDocumentSchema,
    answer: applied,
  })
  put(@Caller() caller: Principal, @Body() body: unknown): Promise<AppliedDocument> {
    const input = typeof body === 'string' ? { text: body } : { json: body };
    return this.config.apply(caller.tenantId, input, actorOf(caller)).catch(refused);
  }
}

/** 409 where everything else would be right, so that a caller knows that the document is not what is wrong. */
function refused(error: unknown): never {
  if (!(error instanceof DocumentError)) throw error;
  const [first] = error.problems;
  const issues = error.problems.map(({ line, column, path, problem }) => ({ line, column, path, problem }));
  if (error.problems.every(({ conflict }) => conflict)) {
    const what = `${first?.path ?? 'document'} (made through the API, and different)`;
    throw new BursarError('conflict', { what, issues }, { cause: error });
  }
  throw new BursarError('invalid_request', { path: first?.path, problem: first?.problem, issues }, { cause: error });
}
