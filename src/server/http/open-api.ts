import { Problem } from '../../wire/index.ts'
import type { RouteDeclaration } from './routes.ts'

/** OpenAPI 3.1 from the declarations: schemas are those of `wire`, so they are said once. */
export function openApiDocument(declared: readonly RouteDeclaration[], version: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of declared) {
    if (route.method === 'OPTIONS') continue
    const path = route.path.replace(/:([A-Za-z]+)/g, '{$1}')
    const names = [...path.matchAll(/\{([A-Za-z]+)\}/g)].map((match) => match[1])
    paths[path] ??= {}
    paths[path][route.method.toLowerCase()] = {
      summary: route.purpose,
      'x-fairfloor': { roles: route.roles, site: route.site, dataClass: route.dataClass },
      security: route.roles === 'public' ? [] : [{ key: [] }, { session: [] }],
      parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...(route.body === undefined
        ? {}
        : { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } }),
      responses: {
        default: {
          description: 'A problem document (RFC 9457) where it failed.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
        ...(route.answer === undefined
          ? {}
          : { 200: { description: route.purpose, content: { 'application/json': { schema: route.answer } } } }),
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Fairfloor', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key of fairfloor key create.' },
        session: { type: 'apiKey', in: 'cookie', name: 'fairfloor_session' },
      },
      schemas: { Problem },
    },
  }
}
