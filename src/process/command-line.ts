/** The commands of `bursar`. */
import { Command } from 'commander';
import { FILE_ACTOR, problemText } from '../catalog';
import { type Settings, settingsFromEnvironment } from '../config';
import { createTenant } from '../identity';
import { systemClock } from '../shared/clock';
import { createLog, type Log } from '../shared/log';
import { acquireDataDirLock } from '../shared/data-dir-lock';
import { BursarError } from '../shared/errors';
import { VERSION } from '../shared/version';
import { openCatalog } from './catalog-access';
import { detectLines } from './detect-lines';
import { examine } from './doctor';
import { faultOf } from './faults';
import { readOperatorFile, readOperatorJson } from './operator-file';
import { testRules } from './rules-test/run';
import { addPolicyCommands } from './policy-command';
import { inputLines, outliveReader, say, sayEach } from './standard-streams';
import { start } from './start';
import { withState } from './state';
import { openStores } from './stores';
import { DEFAULT_TENANT, tenantNamed } from './tenant-named';

interface Session {
  readonly settings: Settings;
  readonly clock: typeof systemClock;
  readonly log: Log;
}

export async function runCommandLine(argv: readonly string[]): Promise<void> {
  outliveReader();
  await program().parseAsync(argv);
}

function program(): Command {
  const bursar = new Command('bursar').description('Self-hosted control plane for LLM spend').version(VERSION);
  bursar.command('start', { isDefault: true }).description('run the service (the default)').action(start);
  bursar.command('migrate').description('bring both stores to this version, without starting').action(command(migrate));
  bursar
    .command('apply')
    .description('apply a configuration document, whole or not at all')
    .requiredOption('-f, --file <path>', 'the document (bursar.yaml)')
    .option('--tenant <name>', 'whose configuration', DEFAULT_TENANT)
    .action(command(apply));
  bursar.command('doctor').description('look at stores, disk, clocks and credentials').action(command(doctor));
  bursar
    .command('prices')
    .description('price book')
    .command('import <file>')
    .description("import models and prices from LiteLLM's price-file format")
    .requiredOption('--source <text>', 'where the file is from, with its date or commit; every row keeps it')
    .option('--tenant <name>', 'whose catalog', DEFAULT_TENANT)
    .option('--dry-run', 'only say what would change', false)
    .action((file: string, options: ImportOptions) => command(importPrices)({ ...options, file }));
  addPolicyCommands(bursar);
  bursar
    .command('rules')
    .description('routing rules')
    .command('test <file>')
    .description('send a table of requests through the rules of a document, without a server')
    .action((file: string) => command(rulesTest)({ file }));
  bursar
    .command('tenant')
    .description('tenants')
    .command('create <name>')
    .description('create a tenant and print the key of its owner')
    .action((name: string) => command(newTenant)({ name }));
  bursar
    .command('detect')
    .description('signals of advanced reasoning in JSON lines {"prompt": …} on standard input')
    .action(detectInput);
  return bursar;
}

/** Runs a command with the settings of the environment; a fault is a sentence and an exit code. */
function command<Options>(
  work: (session: Session, options: Options) => Promise<void>,
): (options: Options) => Promise<void> {
  return async (options) => {
    try {
      const settings = settingsFromEnvironment();
      const level = settings.LOG_LEVEL === 'info' ? 'warn' : settings.LOG_LEVEL;
      await work({ settings, clock: systemClock, log: createLog(level) }, options);
    } catch (error) {
      const { sentence, exitCode } = faultOf(error);
      process.stderr.write(`${error instanceof BursarError ? error.message : sentence}\n`);
      process.exitCode = exitCode;
    }
  };
}

async function migrate({ settings, log }: Session): Promise<void> {
  const lock = acquireDataDirLock(settings.BURSAR_DATA_DIR);
  try {
    const stores = await openStores({ settings, log, say });
    await stores.close();
    say('Both stores are at this version.');
  } finally {
    lock.release();
  }
}

async function apply(session: Session, { file, tenant }: { file: string; tenant: string }): Promise<void> {
  const text = await readOperatorFile(file);
  await withState(session, async (dataSource) => {
    const tenantId = await tenantNamed(dataSource, tenant);
    const { config } = await openCatalog({ ...session, dataSource }, tenantId);
    const { written, removed, warnings } = await config.apply(tenantId, { text }, FILE_ACTOR);
    for (const thing of written) say(`written  ${thing}`);
    for (const thing of removed) say(`removed  ${thing}`);
    for (const warning of warnings) say(`warning  ${problemText(warning)}`);
    if (written.length + removed.length === 0) say('Nothing to change.');
  });
}

interface ImportOptions {
  readonly file: string;
  readonly source: string;
  readonly tenant: string;
  readonly dryRun: boolean;
}

async function importPrices(session: Session, options: ImportOptions): Promise<void> {
  const json = await readOperatorJson(options.file);
  await withState(session, async (dataSource) => {
    const tenantId = await tenantNamed(dataSource, options.tenant);
    const { prices } = await openCatalog({ ...session, dataSource }, tenantId);
    const report = await prices.import(
      tenantId,
      { json, source: options.source, dryRun: options.dryRun },
      { kind: 'system', id: 'command-line' },
    );
    for (const model of report.added) say(`added     ${model}`);
    for (const { model, before, after } of report.repriced)
      say(`repriced  ${model}  ${before ?? 'no price'} → ${after}`);
    for (const { key, reason } of report.skipped) say(`skipped   ${key}: ${reason}`);
    const verb = options.dryRun ? 'Would change' : 'Changed';
    say(
      `${verb}: ${report.added.length} added, ${report.repriced.length} repriced, ${report.unchanged} as they were, ${report.skipped.length} skipped.`,
    );
  });
}

async function rulesTest(_: Session, { file }: { file: string }): Promise<void> {
  const { lines, passed } = await testRules(file);
  await sayEach(lines);
  if (!passed) process.exitCode = 1;
}

async function newTenant(session: Session, { name }: { name: string }): Promise<void> {
  await withState(session, async (dataSource) => {
    const { tenantId, ownerKey } = await createTenant({ dataSource, clock: session.clock }, name);
    say(`${tenantId}\nThe owner's key, shown only this once:  ${ownerKey}`);
  });
}

/** EX_DATAERR of sysexits.h. */
const BAD_INPUT_EXIT = 65;

async function detectInput(): Promise<void> {
  await sayEach(detections());
}

async function* detections(): AsyncGenerator<string> {
  for await (const said of detectLines(inputLines())) {
    if ('error' in said) process.exitCode = BAD_INPUT_EXIT;
    yield JSON.stringify(said);
  }
}

async function doctor(session: Session): Promise<void> {
  const findings = await examine(session);
  for (const { name, well, words } of findings) say(`${well ? '✓' : '✗'} ${name.padEnd(16)} ${words}`);
  if (findings.some(({ well }) => !well)) process.exitCode = 1;
}
