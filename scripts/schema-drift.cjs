'use strict';
/** Exits with 1 and the SQL between them when the entities in `src/` declare what `migrations/postgres` does not make. */
require('./typescript.cjs');
const { mkdtempSync, rmSync, chmodSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { findSchemaDrift, migratePostgres, openDataSource, startEmbeddedPostgres } = require('../src/postgres/index.ts');
const { createLog } = require('../src/shared/log.ts');

const ENTITIES = join(__dirname, '..', 'src', '**', '*.entity.ts');

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error);
    process.exitCode = 2;
  },
);

async function main() {
  const dataDir = mkdtempSync(join(tmpdir(), 'bursar-drift-'));
  // The server runs as a user of its own when this is root.
  chmodSync(dataDir, 0o755);
  try {
    return report(await drift(dataDir));
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function drift(dataDir) {
  const log = createLog('warn');
  const server = await startEmbeddedPostgres({ dataDir, log });
  try {
    const dataSource = await openDataSource({ url: server.url, entities: [ENTITIES], log });
    try {
      await migratePostgres(dataSource, { log });
      return { entities: dataSource.entityMetadatas.length, statements: await findSchemaDrift(dataSource) };
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await server.stop();
  }
}

function report({ entities, statements }) {
  if (statements.length === 0) {
    console.log(`The ${entities} entities and the migrations agree.`);
    return 0;
  }
  console.error(
    ['The entities declare what the migrations do not make; a migration would have to do:', ...statements].join('\n'),
  );
  return 1;
}
