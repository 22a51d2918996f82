/** How a route is declared: one object gives its address, scope, input, answer and its entry in `/openapi.json`. */
import { applyDecorators, Delete, Get, HttpCode, Patch, Post, Put, SetMetadata } from '@nestjs/common';
import type { z } from 'zod';
import type { Scope } from '../shared/domain/access';

const METHODS = { GET: Get, POST: Post, PUT: Put, PATCH: Patch, DELETE: Delete } as const;
export type Method = keyof typeof METHODS;

export interface RouteSpec {
  readonly method: Method;
  /** With parameters as `:name`. */
  readonly path: `/${string}`;
  /** `public` routes need no key. */
  readonly scope: Scope | 'public';
  readonly summary: string;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The JSON answer, or the media types of one that is not JSON. */
  readonly answer: z.ZodType | readonly string[];
  /** 200 unless said otherwise. */
  readonly status?: number;
}

export const ROUTE_SPEC = Symbol('route-spec');

/** Makes a controller's method a route. */
export const Route = (spec: RouteSpec): MethodDecorator =>
  applyDecorators(METHODS[spec.method](spec.path), HttpCode(spec.status ?? 200), SetMetadata(ROUTE_SPEC, spec));
