/** Parameters of controller methods: the caller, and query or body parsed by the schema that the route declares. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Principal } from '../shared/domain/access';
import { BursarError } from '../shared/errors';
import { ROUTE_SPEC, type RouteSpec } from './route';
import { unstorableAt } from './unstorable';

export interface AuthenticatedRequest extends FastifyRequest {
  principal?: Principal;
}

/** The principal of the request's API key. */
export const Caller = createParamDecorator((_: undefined, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (principal === undefined) throw new BursarError('missing_api_key');
  return principal;
});

/** `@Input('query')` or `@Input('body')`: the value that the route's schema made of it. */
export const Input = createParamDecorator((part: 'query' | 'body', context: ExecutionContext): unknown => {
  const spec = Reflect.getMetadata(ROUTE_SPEC, context.getHandler()) as RouteSpec | undefined;
  const schema = spec?.[part];
  if (schema === undefined) throw new Error(`route ${spec?.path ?? '?'} declares no ${part}`);
  const value = context.switchToHttp().getRequest<FastifyRequest>()[part];
  if (part === 'body') refuseUnstorable(value);
  return parseInput(schema, value);
});

function refuseUnstorable(body: unknown): void {
  const path = unstorableAt(body);
  if (path === null) return;
  const problem = 'holds half a surrogate pair or U+0000, which cannot be stored; leave it out';
  throw new BursarError('invalid_request', { path: pathOf(path), problem });
}

/** @throws BursarError `invalid_request` that names the first bad path and lists all of them in its details */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({ path: pathOf(issue.path), problem: issue.message }));
  throw new BursarError('invalid_request', { ...issues[0], issues });
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text && '.'}${String(part)}`),
    '',
  ) || 'body';
