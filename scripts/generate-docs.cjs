'use strict';
/**
 * Writes the documents that are made of tables of the code into `docs/`: each is a template of `scripts/docs/` in which
 * `<!-- table: name -->` stands for a table. With `--check` it writes nothing and exits with 1 when one would differ.
 */
require('./typescript.cjs');
const fs = require('node:fs');
const path = require('node:path');
const prettier = require('prettier');
const { SETTINGS } = require('../src/config/settings-table.ts');
const { ERRORS } = require('../src/shared/errors.ts');
const { z } = require('zod');
const { EVENTS } = require('../src/telemetry/domain/catalogue.ts');
const { HealthChecks, Metrics } = require('../src/telemetry/index.ts');
const { GatewayMetrics } = require('../src/gateway/gateway-metrics.ts');
const { StoreVitalsModule } = require('../src/store-vitals.module.ts');
const { gaugesOf, VitalsModule } = require('../src/vitals.module.ts');
const protocols = require('./protocol-tables.cjs');
const signals = require('./signal-tables.cjs');
const { TASKS } = require('../src/routing/domain/task/tasks.ts');
const { confusionOf, labelledRequests, precisionOf, recallOf } = require('../test/support/task-corpus.ts');
const { errorsOf, quantile, tokenTexts } = require('../test/support/token-corpus.ts');

const ROOT = path.join(__dirname, '..');
const DOCUMENTS = [
  'docs/operations.md',
  'docs/errors.md',
  'docs/events.md',
  'docs/tasks.md',
  'docs/token-estimate.md',
  'docs/signals.md',
  'docs/protocols.md',
];
const PLACEHOLDER = /<!-- table: (\w+) -->/g;

const SHARES = ['Recall', 'Precision', 'Negatives that escalate', 'Ordinary requests on which it fires'];
const TABLES = {
  settings: settingsTable,
  errors: errorsTable,
  events: eventTables,
  metrics: metricsTable,
  tasks: tasksTable,
  confusion: confusionTable,
  signalRules: () => table(['Rule', 'Category', 'Weight'], signals.ruleRows()),
  signalMeasures: () => table(['Category', ...SHARES], signals.measureRows()),
  signalParts: () =>
    table(['Set', 'Prompts', 'Recall', 'Negatives that escalate', 'Ordinary that escalate'], signals.partRows()),
  tokens: tokensTable,
  parameterSupport: () => table(protocols.headings(), protocols.supportRows()),
  parameterNotes: () => table(['Provider', 'Parameter', 'What is done'], protocols.noteRows()),
  passingMembers: () => table(['Provider', 'Of', 'Member', 'Becomes'], protocols.memberRows()),
};

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error);
    process.exitCode = 2;
  },
);

async function main(args) {
  const check = args.includes('--check');
  const named = args.filter((arg) => !arg.startsWith('--'));
  const stale = [];
  for (const document of named.length > 0 ? named : DOCUMENTS) {
    const file = path.join(ROOT, document);
    const text = await render(document);
    if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) continue;
    stale.push(document);
    if (!check) fs.writeFileSync(file, text);
  }
  if (stale.length > 0)
    console.log(check ? `Not as generated: ${stale.join(', ')}. Run "npm run docs".` : stale.join('\n'));
  return check && stale.length > 0 ? 1 : 0;
}

async function render(document) {
  const template = fs.readFileSync(path.join(ROOT, 'scripts', document), 'utf8');
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name]) => name);
  const tables = new Map();
  for (const name of names) tables.set(name, await TABLES[name]());
  const text = template.replace(PLACEHOLDER, (_, name) => tables.get(name));
  const options = await prettier.resolveConfig(path.join(ROOT, document));
  return prettier.format(text, { ...options, parser: 'markdown' });
}

function settingsTable() {
  const rows = Object.entries(SETTINGS).map(([name, { schema, says, secret }]) => [
    `\`${name}\``,
    defaultOf(schema),
    secret ? `${says} **Secret.**` : says,
  ]);
  return table(['Variable', 'Default', 'Meaning'], rows);
}

function defaultOf(schema) {
  const value = schema.safeParse(undefined).data;
  return value === undefined ? 'unset' : `\`${value}\``;
}

function errorsTable() {
  const rows = Object.entries(ERRORS)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([code, { status, type, message }]) => [`\`${code}\``, status, `\`${type}\``, message]);
  return table(['Code', 'Status', 'Type', 'Meaning and remedy'], rows);
}

function eventTables() {
  return Object.entries(EVENTS)
    .map(([type, { says, data }]) => {
      const { properties } = z.toJSONSchema(data);
      const rows = Object.entries(properties).map(([name, field]) => [
        `\`${name}\``,
        typesOf(field).join(' or '),
        field.description,
      ]);
      return `### \`${type}\`\n\n${says}\n\n${table(['Field', 'Type', 'Meaning'], rows)}`;
    })
    .join('\n\n');
}

/** A field that may be null is a list of types, or of schemas. */
function typesOf({ anyOf, type }) {
  return [anyOf?.map(typesOf) ?? type].flat(2);
}

/** Nest is not needed for it: what registers metrics is constructed, and what it would measure is never read. */
async function metricsTable() {
  const metrics = new Metrics();
  const standard = new Set(metrics.getMetricsAsArray().map(({ name }) => name));
  new GatewayMetrics(metrics, { calls: 0 });
  new StoreVitalsModule(new HealthChecks(), metrics, [], []);
  new VitalsModule(new HealthChecks(), metrics, [], gaugesOf({}, {}));
  const rows = metrics
    .getMetricsAsArray()
    .filter(({ name }) => !standard.has(name))
    .map(({ name, help, labelNames }) => [
      `\`${name}\``,
      labelNames.map((label) => `\`${label}\``).join(', ') || 'none',
      help,
    ]);
  return table(['Metric', 'Labels', 'Meaning'], rows);
}

function reportedTasks() {
  return confusionOf(labelledRequests().filter(({ part }) => part === 'report'));
}

function tasksTable() {
  const confusion = reportedTasks();
  const rows = TASKS.map((task) => [
    `\`${task}\``,
    precisionOf(confusion, task).toFixed(2),
    recallOf(confusion, task).toFixed(2),
  ]);
  const accuracy = `${confusion.accuracy.toFixed(3)} of ${confusion.requests} requests`;
  return `Accuracy: ${accuracy}.\n\n${table(['Task', 'Precision', 'Recall'], rows)}`;
}

function confusionTable() {
  const { counts } = reportedTasks();
  const rows = TASKS.map((task) => [`\`${task}\``, ...TASKS.map((found) => counts.get(task).get(found) || '')]);
  return table(['Labelled ↓, found →', ...TASKS.map((task) => task.replaceAll('_', ' '))], rows);
}

function tokensTable() {
  const shown = (errors, share) => `${(100 * quantile(errors, share)).toFixed(1)} %`;
  const rows = [...tokenTexts()].map(([name, texts]) => {
    const errors = errorsOf(texts);
    return [
      name,
      texts.length,
      shown(errors, 0.5),
      shown(errors, 0.9),
      name === 'english' ? '8 %, 20 %' : '15 %, 30 %',
    ];
  });
  return table(['Texts', 'Number', 'Median error (`bench/`)', 'p90', 'Target: median, p90'], rows);
}

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cellOf).join(' | ')} |`).join('\n');
}

/** A pipe would end the cell, and an angle bracket would be read as HTML. */
function cellOf(value) {
  return String(value).replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
