/** What the terminal shows once the service is up: where it is, the key of a first start, and a first call to copy. */
import type { Settings } from '../config';
import type { Service } from './service';

export function banner(service: Service, settings: Settings): string {
  const { newOwnerKey } = service.bootstrapped;
  const key = newOwnerKey ?? (settings.BURSAR_ADMIN_KEY === undefined ? '$BURSAR_KEY' : '$BURSAR_ADMIN_KEY');
  return [
    '',
    `Bursar listens on ${service.url}`,
    '',
    'A first call:',
    '',
    `  curl ${service.url}/v1/chat/completions \\`,
    `    -H "Authorization: Bearer ${key}" -H "Content-Type: application/json" \\`,
    `    -d '{"model": "auto", "messages": [{"role": "user", "content": "What does a bursar do?"}]}'`,
    '',
    'Its decision, cost and usage: GET /v1/decisions, GET /v1/usage. All routes: /openapi.json',
    '',
  ].join('\n');
}
