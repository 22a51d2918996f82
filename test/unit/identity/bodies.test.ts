/** What bodies are refused, by the name of the field and the reason. */
import { parseInput } from '../../../src/http';
import { keyBody, keyPatch } from '../../../src/identity/keys/key.schema';
import { projectBody } from '../../../src/identity/projects/project.schema';
import { teamBody } from '../../../src/identity/teams/team.schema';
import { tenantPatch } from '../../../src/identity/tenants/tenant.schema';

const named = { name: 'n', owner: 'o' };

it.each([
  { what: 'an unknown field', schema: keyBody, body: { ...named, rolle: 'admin' }, path: 'body', problem: /rolle/ },
  { what: 'an unknown role', schema: keyBody, body: { ...named, role: 'root' }, path: 'role', problem: /"owner"/ },
  {
    what: 'no models',
    schema: keyBody,
    body: { ...named, allowed_models: [] },
    path: 'allowed_models',
    problem: /null/,
  },
  {
    what: 'no endpoints',
    schema: keyBody,
    body: { ...named, allowed_endpoints: [] },
    path: 'allowed_endpoints',
    problem: /must not be empty; null allows all/,
  },
  {
    what: 'a model without a name',
    schema: keyBody,
    body: { ...named, allowed_models: ['a', ' '] },
    path: 'allowed_models[1]',
    problem: /empty/,
  },
  { what: 'no time', schema: keyBody, body: { ...named, expires_at: 'tomorrow' }, path: 'expires_at', problem: /ISO/ },
  {
    what: 'a bad zone',
    schema: projectBody,
    body: { ...named, timezone: 'Mars/Base' },
    path: 'timezone',
    problem: /IANA/,
  },
  { what: 'a bad zone', schema: tenantPatch, body: { timezone: '+02:00' }, path: 'timezone', problem: /IANA/ },
  { what: 'a change of the name', schema: tenantPatch, body: { name: 'other' }, path: 'body', problem: /name/ },
  { what: 'a change of nothing', schema: tenantPatch, body: {}, path: 'body', problem: /no field/ },
  { what: 'a change of nothing', schema: keyPatch, body: undefined, path: 'body', problem: /no field/ },
  { what: 'an empty name', schema: teamBody, body: { name: '  ' }, path: 'name', problem: /empty/ },
  { what: 'a name too long', schema: teamBody, body: { name: 'n'.repeat(101) }, path: 'name', problem: /100/ },
  { what: 'a name of two lines', schema: teamBody, body: { name: 'a\nb' }, path: 'name', problem: /control/ },
  { what: 'a name of another type', schema: teamBody, body: { name: 7 }, path: 'name', problem: /string/ },
  { what: 'no owner', schema: projectBody, body: { name: 'n' }, path: 'owner', problem: /./ },
])('$what is refused at $path', ({ schema, body, path, problem }) => {
  expect(() => parseInput<typeof schema>(schema, body)).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      details: expect.objectContaining({ path, problem: expect.stringMatching(problem) }),
    }) as Error,
  );
});

it('a key is by default the least there is, and allowed everything that its role allows', () => {
  expect(parseInput(keyBody, named)).toEqual({
    ...named,
    role: 'developer',
    team_id: null,
    project_id: null,
    allowed_models: null,
    allowed_endpoints: null,
    extension: null,
    expires_at: null,
    rate_limit_rpm: null,
    rate_limit_tpm: null,
  });
});

it('a patch sets nothing that it does not name', () => {
  expect(parseInput(keyPatch, { owner: 'o' })).toEqual({ owner: 'o' });
});
