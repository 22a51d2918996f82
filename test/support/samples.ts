/** One existing thing for every path with an `:id`, and a body that each method there would accept. */
import type { TestApp } from './app';

export interface Sample {
  readonly id: string;
  /** Method → body. */
  readonly bodies: Readonly<Record<string, unknown>>;
}

/** Path as in `/openapi.json` → sample. A new path with `{id}` needs a line here. */
export async function createSamples(app: TestApp, ownerKey: string): Promise<ReadonlyMap<string, Sample>> {
  const create = async (path: string, body: object): Promise<string> => {
    const answer = await app.call('POST', path, { key: ownerKey, body });
    if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.text}`);
    return (answer.body as { id: string }).id;
  };
  const rename = { patch: { name: 'renamed' } };
  return new Map([
    ['/v1/teams/{id}', { id: await create('/v1/teams', { name: 'sample' }), bodies: rename }],
    ['/v1/projects/{id}', { id: await create('/v1/projects', { name: 'sample', owner: 'o' }), bodies: rename }],
    ['/v1/keys/{id}', { id: await create('/v1/keys', { name: 'sample', owner: 'o' }), bodies: rename }],
  ]);
}
