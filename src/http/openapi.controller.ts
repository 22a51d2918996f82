/** `GET /openapi.json`. */
import { Controller } from '@nestjs/common';
import { openApiDocument } from './openapi';
import { Route } from './route';
import { RouteRegistry } from './route-registry';
import { VERSION } from '../shared/version';

@Controller()
export class OpenApiController {
  constructor(private readonly registry: RouteRegistry) {}

  @Route({ method: 'GET', path: '/openapi.json', scope: 'public', summary: 'This API', answer: ['application/json'] })
  document(): object {
    return openApiDocument(this.registry.all(), VERSION);
  }
}
