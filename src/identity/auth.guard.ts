/** Lets a request through to its route only with a key that has the route's scope. */
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type AuthenticatedRequest, ROUTE_SPEC, type RouteSpec } from '../http';
import { CLOCK, type Clock } from '../shared/clock';
import { BursarError } from '../shared/errors';
import { KeyRing } from './key-ring';

@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly ring: KeyRing,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const spec = Reflect.getMetadata(ROUTE_SPEC, context.getHandler()) as RouteSpec | undefined;
    if (spec === undefined)
      throw new Error(`${context.getClass().name}.${context.getHandler().name} declares no scope`);
    if (spec.scope === 'public') return true;

    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const { authorization, 'x-api-key': xApiKey } = request.headers;
    const principal = this.ring.authenticate(authorization, xApiKey?.toString(), this.clock.nowMs());
    if (!principal.scopes.has(spec.scope)) {
      throw new BursarError('forbidden', { scope: spec.scope, role: principal.role });
    }
    request.principal = principal;
    return true;
  }
}
