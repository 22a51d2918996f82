/** What a backtest proposes, checked as if it were saved or sent. */
import {
  type Catalog,
  checkedEndpoint,
  type Endpoint,
  type EndpointCheck,
  type EndpointDocument,
  endpointDocumentSchema,
} from '../../catalog';
import { parseInput } from '../../http';
import { BursarError } from '../../shared/errors';
import { type PackedCatalog, packCatalog } from '../domain/backtest/packed-catalog';
import type { Policies } from '../policy/policies';
import type { BacktestBody } from './backtests.schema';
import type { PackedProposal } from './job';

export interface Proposed {
  readonly proposal: PackedProposal;
  readonly catalog: PackedCatalog;
}

interface Judges {
  readonly catalog: Catalog;
  readonly policies: Policies;
  readonly checkEndpoint: EndpointCheck;
}

/** @throws BursarError `invalid_policy`, `invalid_request` */
export function proposedBy({ policy_ir: term, routing, mode, filter }: BacktestBody, judges: Judges): Proposed {
  const present = (proposal: PackedProposal): Proposed => ({ proposal, catalog: packCatalog(judges.catalog, null) });
  if (mode !== undefined) return present({ kind: 'mode', mode });
  if (routing !== undefined) return proposedEndpoint(filter.endpoint ?? '', routing, judges);
  const text = JSON.stringify(term);
  judges.policies.admit(text);
  return present({ kind: 'policy', term: text });
}

function proposedEndpoint(name: string, json: Readonly<Record<string, unknown>>, judges: Judges): Proposed {
  const { catalog, checkEndpoint } = judges;
  const present = catalog.endpointByName.get(name);
  if (present === undefined)
    throw new BursarError('invalid_request', { path: 'filter.endpoint', problem: `there is no endpoint ${name}` });
  const isSection = Object.keys(json).every((key) => key === 'default' || key === 'rules');
  const document = isSection ? withRouting(present, json) : parseInput(endpointDocumentSchema, json);
  const { endpoint: said } = checkedEndpoint(name, document, catalog, checkEndpoint);
  const endpoint = isSection ? { ...present, rules: said.rules, default: said.default } : said;
  return {
    proposal: { kind: 'routing', signals: endpoint.signals.map((signal) => signal.name), timezone: endpoint.timezone },
    catalog: packCatalog(catalog, endpoint),
  };
}

/** The section may use the signals that the endpoint declares, and falls back on its mode. */
function withRouting({ signals, mode }: Endpoint, routing: Readonly<Record<string, unknown>>): EndpointDocument {
  return parseInput(endpointDocumentSchema, {
    routing,
    ...(mode !== null && { mode }),
    signals: signals.map(({ default: value, ...signal }) => ({ ...signal, ...(value !== null && { default: value }) })),
  });
}
