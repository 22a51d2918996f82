/** All routes of the process: those of Nest's controllers and those that sit on Fastify directly. */
import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { ROUTE_SPEC, type RouteSpec } from './route';

@Injectable()
export class RouteRegistry {
  private readonly direct: RouteSpec[] = [];

  constructor(private readonly discovery: DiscoveryService) {}

  /** Announces a route that is no controller's method. */
  add(spec: RouteSpec): void {
    this.direct.push(spec);
  }

  all(): readonly RouteSpec[] {
    const controllers = this.discovery.getControllers().flatMap(({ metatype }) => {
      const prototype = metatype?.prototype as object | undefined;
      return prototype === undefined ? [] : specsOf(prototype);
    });
    return [...this.direct, ...controllers].sort((a, b) => a.path.localeCompare(b.path));
  }
}

function specsOf(prototype: object): RouteSpec[] {
  return Object.values(Object.getOwnPropertyDescriptors(prototype)).flatMap(({ value }) => {
    const spec: unknown = typeof value === 'function' ? Reflect.getMetadata(ROUTE_SPEC, value as object) : undefined;
    return spec === undefined ? [] : [spec as RouteSpec];
  });
}
