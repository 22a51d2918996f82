export { type DirectHandler, readJsonBytes } from './direct-routes';
export { ErrorFilter, problemDetails, publicError } from './error-filter';
export { HttpModule } from './http.module';
export { type AuthenticatedRequest, Caller, Input, parseInput } from './input';
export { parseJsonBody } from './json-body';
export { Route, ROUTE_SPEC, type RouteSpec } from './route';
export { RouteRegistry } from './route-registry';
export { createServer } from './server';
