/** Stored credentials: encrypted, rotated, tried in order, and never shown. */
import { pino } from 'pino';
import { SecretBox } from '../../../src/catalog';
import { CredentialsService } from '../../../src/catalog/management/credentials.service';
import { ProvidersService } from '../../../src/catalog/management/providers.service';
import { ownerOfTenant, type Replica, useReplicas } from '../../support/catalog';

const ACTOR = { kind: 'system', id: 'test' } as const;
const PLANTED_KEY = 'sk-planted-credential-0123456789';

const replicas = useReplicas();

const credentialsOf = ({ changes, context }: Replica) => new CredentialsService(changes, context.box);

describe('credentials', () => {
  const OLD = { current: 'the secret before the rotation', previous: null };
  const ROTATED = { current: 'the secret after the rotation', previous: OLD.current };
  const FORGOTTEN = { current: 'the secret after the rotation', previous: null };

  const logged = () => {
    const lines: string[] = [];
    return { lines, log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }) };
  };

  it('are encrypted anew at the first start with another secret, and then need the old one no more', async () => {
    const { tenantId, replica } = await replicas.fresh({ box: new SecretBox(OLD) });
    await credentialsOf(replica).put(ownerOfTenant(tenantId), { provider: 'openai', name: 'main' }, PLANTED_KEY);
    const rotated = await replicas.of({ tenantId, box: new SecretBox(ROTATED) });
    expect(rotated.catalogs.vault.credentialsOf(tenantId, 'openai')).toMatchObject([{ apiKey: PLANTED_KEY }]);
    const later = await replicas.of({ tenantId, box: new SecretBox(FORGOTTEN) });
    expect(later.catalogs.vault.credentialsOf(tenantId, 'openai')).toMatchObject([{ apiKey: PLANTED_KEY }]);
  });

  it('that no secret opens are named in a warning, make the provider unusable, and stay', async () => {
    const { tenantId, replica } = await replicas.fresh({ box: new SecretBox(OLD) });
    await credentialsOf(replica).put(ownerOfTenant(tenantId), { provider: 'openai', name: 'main' }, PLANTED_KEY);
    const { lines, log } = logged();
    const lost = await replicas.of({ tenantId, box: new SecretBox(FORGOTTEN), log });
    const warning = lines.find((line) => line.includes('cannot be decrypted')) ?? '';
    expect(JSON.parse(warning)).toMatchObject({ tenantId, provider: 'openai', credential: 'main' });
    const view = await new ProvidersService(lost.changes, lost.catalogs).get(tenantId, 'openai');
    expect(view).toMatchObject({ usable: false, unusable: { code: 'credential_unreadable' } });
    const found = await replicas.of({ tenantId, box: new SecretBox(ROTATED) });
    expect(found.catalogs.vault.credentialsOf(tenantId, 'openai')).toMatchObject([{ apiKey: PLANTED_KEY }]);
  });

  it('are tried in the order in which they were stored', async () => {
    const { tenantId, replica } = await replicas.fresh({ settings: { OPENAI_API_KEY: 'from-environment' } });
    const caller = ownerOfTenant(tenantId);
    for (const name of ['second', 'first', 'third']) {
      await credentialsOf(replica).put(caller, { provider: 'openai', name }, `key-${name}`);
    }
    await credentialsOf(replica).put(caller, { provider: 'openai', name: 'first' }, 'key-replaced');
    const keys = replica.catalogs.vault.credentialsOf(tenantId, 'openai').map(({ apiKey }) => apiKey);
    expect(keys).toEqual(['key-second', 'key-replaced', 'key-third', 'from-environment']);
  });

  it('never show: not in a table, a catalog, the document, the audit log, the log or the vault as text', async () => {
    const { lines, log } = logged();
    const { tenantId, replica } = await replicas.fresh({
      log,
      settings: { MISTRAL_API_KEY: `${PLANTED_KEY}-mistral` },
    });
    await credentialsOf(replica).put(ownerOfTenant(tenantId), { provider: 'openai', name: 'main' }, PLANTED_KEY);
    await replica.config.apply(
      tenantId,
      { text: `providers: { groq: { credentials: [{ name: a, api_key: ${PLANTED_KEY} }] } }` },
      ACTOR,
    );
    const wrong = `providers: { groq: { base_url: ftp://x, credentials: [{ name: a, api_key: "${PLANTED_KEY} x" }] } }`;
    const refused: unknown = await replica.config
      .apply(tenantId, { text: wrong }, ACTOR)
      .catch((error: unknown) => error);
    const tables = ['provider_credentials', 'providers', 'models', 'endpoints', 'catalogs', 'audit_log'];
    const dumps = await Promise.all(tables.map((table) => replica.dataSource.query(`SELECT t::text FROM ${table} t`)));
    const catalog = replica.catalogs.current(tenantId);
    const { vault } = replica.catalogs;
    log.info({ vault, catalog: catalog.providers, err: refused, catalogs: replica.catalogs }, 'everything');
    const shown = [dumps, await replica.config.current(tenantId), catalog.providers, vault, lines, String(refused)];
    expect(JSON.stringify(shown)).not.toContain(PLANTED_KEY);
    expect(JSON.stringify(shown)).not.toContain(Buffer.from(PLANTED_KEY).toString('hex'));
    expect(JSON.stringify(dumps)).toContain('credential.create');
  });
});
