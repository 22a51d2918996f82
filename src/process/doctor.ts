/** `bursar doctor`: looks at everything a service needs, one line each, and says how to mend what is not well. */
import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DataSource } from 'typeorm';
import type { ClickHouse } from '../clickhouse';
import type { Settings } from '../config';
import { TenantsStore } from '../identity';
import type { Clock } from '../shared/clock';
import type { Log } from '../shared/log';
import { withAnalytics } from './analytics';
import { openCatalog } from './catalog-access';
import { faultOf } from './faults';
import { withState } from './state';
import { DEFAULT_TENANT } from './tenant-named';

export interface DoctorOptions {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Finding {
  readonly name: string;
  readonly well: boolean;
  readonly words: string;
}

// The journal's segments and what the stores write meanwhile.
const LEAST_FREE_BYTES = 1024 * 1024 * 1024;
// Budget windows and local times are read off these clocks.
const MAX_CLOCK_DIFFERENCE_MS = 2000;
const LEAST_POSTGRES = 150_000;
const LEAST_CLICKHOUSE = 25.08;

/** A fault is thrown as a sentence. */
class Ill extends Error {}

export async function examine(options: DoctorOptions): Promise<Finding[]> {
  const disk = await check('disk', () => diskWords(options.settings.BURSAR_DATA_DIR));
  const state = await withState(options, (dataSource) => examineState(dataSource, options)).catch(illness('postgres'));
  const analytics = await withAnalytics(options, (clickhouse) => examineAnalytics(clickhouse, options.clock)).catch(
    illness('clickhouse'),
  );
  return [disk, ...state, ...analytics];
}

async function examineState(dataSource: DataSource, options: DoctorOptions): Promise<Finding[]> {
  return [
    await check('postgres', async () => {
      const [row] = await dataSource.query<[{ server_version_num: string }]>('SHOW server_version_num');
      const version = Number(row.server_version_num);
      if (version < LEAST_POSTGRES) throw new Ill('is older than version 15: upgrade it');
      return `answers, version ${Math.floor(version / 10_000)}`;
    }),
    await check('postgres clock', async () => {
      const [row] = await dataSource.query<[{ ms: string }]>(
        'SELECT extract(epoch FROM clock_timestamp()) * 1000 AS ms',
      );
      return clockWords(Number(row.ms), options.clock);
    }),
    await check('credentials', () => credentialWords(dataSource, options)),
  ];
}

async function examineAnalytics(clickhouse: ClickHouse, clock: Clock): Promise<Finding[]> {
  const [row] = await clickhouse.query<{ version: string; ms: string }>(
    'doctor',
    'SELECT version() AS version, toUnixTimestamp64Milli(now64(3)) AS ms',
  );
  return [
    await check('clickhouse', () => {
      const [year = '0', month = '0'] = (row?.version ?? '').split('.');
      if (Number(year) + Number(month) / 100 < LEAST_CLICKHOUSE)
        throw new Ill(`has version ${row?.version ?? '?'}: Bursar needs 25.8 or later`);
      return `answers, version ${row?.version ?? '?'}`;
    }),
    await check('clickhouse clock', () => clockWords(Number(row?.ms), clock)),
  ];
}

function diskWords(dataDir: string): string {
  const { bavail, bsize } = statfsSync(nearestExisting(dataDir));
  const free = bavail * bsize;
  const words = `${(free / 1024 ** 3).toFixed(1)} GiB free under ${dataDir}`;
  if (free < LEAST_FREE_BYTES) throw new Ill(`only ${words}: new calls are refused when it is full`);
  return words;
}

/** The first start makes the data directory; until then its disk is that of the directory around it. */
const nearestExisting = (path: string): string => (existsSync(path) ? path : nearestExisting(dirname(path)));

function clockWords(theirsMs: number, clock: Clock): string {
  const differenceMs = Math.round(Math.abs(theirsMs - clock.nowMs()));
  if (differenceMs > MAX_CLOCK_DIFFERENCE_MS)
    throw new Ill(`is ${differenceMs} ms off this machine's: synchronise both`);
  return `within ${MAX_CLOCK_DIFFERENCE_MS} ms of this machine's`;
}

async function credentialWords(dataSource: DataSource, options: DoctorOptions): Promise<string> {
  const tenant = await new TenantsStore().findByName(DEFAULT_TENANT, dataSource.manager);
  if (tenant === null) return 'none yet: the first start makes the first tenant';
  const { catalogs } = await openCatalog({ ...options, dataSource }, tenant.id);
  const { providers } = catalogs.current(tenant.id);
  const unreadable = providers
    .filter(({ unusableReason }) => unusableReason === 'credential_unreadable')
    .map(({ name }) => name);
  if (unreadable.length > 0)
    throw new Ill(
      `of ${unreadable.join(', ')} cannot be decrypted: set BURSAR_SECRET to the secret they were stored with`,
    );
  return `usable providers: ${providers.flatMap(({ name, usable }) => (usable ? [name] : [])).join(', ') || 'none'}`;
}

async function check(name: string, look: () => string | Promise<string>): Promise<Finding> {
  try {
    return { name, well: true, words: await look() };
  } catch (error) {
    return illness(name)(error)[0];
  }
}

const illness =
  (name: string) =>
  (error: unknown): [Finding] => [
    { name, well: false, words: error instanceof Ill ? error.message : faultOf(error).sentence },
  ];
