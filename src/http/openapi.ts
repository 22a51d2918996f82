/** The OpenAPI 3.1 document, made of the declared routes: the schemas that validate are the schemas that document. */
import { z } from 'zod';
import { ERRORS } from '../shared/errors';
import type { RouteSpec } from './route';

type JsonObject = Record<string, unknown>;

export function openApiDocument(routes: readonly RouteSpec[], version: string): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Bursar', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: errorSchema },
    },
  };
}

function operation(route: RouteSpec): JsonObject {
  const guarded = route.scope !== 'public';
  return {
    summary: route.summary,
    operationId: operationId(route),
    ...(guarded && { security: [{ apiKey: [] }], 'x-bursar-scope': route.scope }),
    parameters: [...pathParameters(route.path), ...queryParameters(route.query)],
    ...(route.body && { requestBody: { required: true, content: json(schemaOf(route.body, 'input')) } }),
    responses: {
      [String(route.status ?? 200)]: { description: 'Success', content: answerContent(route.answer) },
      default: { description: 'Error', content: json({ $ref: '#/components/schemas/Error' }) },
    },
  };
}

const operationId = (route: RouteSpec): string =>
  `${route.method.toLowerCase()}_${route.path.replace(/[^a-zA-Z0-9]+/g, '_').replace(/^_|_$/g, '')}`;

const json = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } });

const answerContent = (answer: RouteSpec['answer']): JsonObject =>
  answer instanceof z.ZodType ? json(schemaOf(answer, 'output')) : Object.fromEntries(answer.map((type) => [type, {}]));

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonObject;
  return rest;
}

const pathParameters = (path: string): JsonObject[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));

function queryParameters(query: z.ZodType | undefined): JsonObject[] {
  if (query === undefined) return [];
  const { properties, required } = schemaOf(query, 'input') as { properties?: JsonObject; required?: string[] };
  return Object.entries(properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required?.includes(name) ?? false,
    schema,
  }));
}

const errorSchema: JsonObject = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { enum: Object.keys(ERRORS) },
        message: { type: 'string' },
        details: { type: 'object' },
      },
    },
  },
};
