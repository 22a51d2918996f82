'use strict';
/** The tables of docs/protocols.md, from those that the gateway itself works with. */
const { PARAMETERS } = require('../src/gateway/domain/conversation/parameters.ts');
const { ROWS } = require('../src/gateway/providers/index.ts');

/** Each provider's first speech: what calls in other dialects are translated into. */
const translations = Object.entries(ROWS).map(([name, { speaks }]) => [name, speaks[0].dialect.requests.support]);

/** Providers that answer alike share a column. */
function columns() {
  const bySupport = new Map();
  for (const [name, support] of translations) {
    const key = JSON.stringify(PARAMETERS.map((parameter) => support[parameter]));
    bySupport.set(key, { support, names: [...(bySupport.get(key)?.names ?? []), name] });
  }
  return [...bySupport.values()];
}

const headings = () => ['Parameter', ...columns().map(({ names }) => names.map((name) => `\`${name}\``).join(', '))];

const supportRows = () =>
  PARAMETERS.map((parameter) => [`\`${parameter}\``, ...columns().map(({ support }) => support[parameter].support)]);

const noteRows = () =>
  columns().flatMap(({ names, support }) =>
    PARAMETERS.filter((parameter) => support[parameter].note !== undefined).map((parameter) => [
      names.map((name) => `\`${name}\``).join(', '),
      `\`${parameter}\``,
      `${support[parameter].support}: ${support[parameter].note}`,
    ]),
  );

const memberRows = () =>
  Object.entries(ROWS).flatMap(([name, { speaks, embeds }]) => [
    ...membersOf(name, 'chat', speaks[0].members),
    ...membersOf(name, 'embeddings', embeds?.members ?? {}),
  ]);

const membersOf = (name, of, members) =>
  Object.entries(members).map(([member, becomes]) => [
    `\`${name}\``,
    of,
    `\`${member}\``,
    becomes === null ? 'left out, with a warning' : `\`${becomes}\``,
  ]);

module.exports = { headings, supportRows, noteRows, memberRows };
