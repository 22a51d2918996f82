/** Stage `admit`: parses the body once and draws from it, the headers and the key what a decision knows of the request. */
import type { IncomingHttpHeaders } from 'node:http';
import type { CatalogService, Endpoint } from '../../catalog';
import { parseJsonBody } from '../../http';
import { dataClassOf, type Demands, type Facts, readSignals } from '../../routing';
import type { Principal } from '../../shared/domain/access';
import { BursarError } from '../../shared/errors';
import { ulid } from '../../shared/ids';
import type { AdmittedCall } from '../call';
import { type CallerSays, isHeaderFault, readAttribution } from '../domain/attribution';
import { circumstancesOf } from '../domain/circumstances';
import { membersOf, repeatedKey } from '../domain/json-members';
import { sdkTimeoutMs } from '../domain/time-limits';
import { demandsOf } from '../demands';
import type { CallRequest } from '../protocols/call-request';
import type { CallerProtocol } from '../protocols/callers';
import type { JsonObject } from '../protocols/dialect';
import { forwardedHeaders } from '../providers';

export interface IncomingCall {
  readonly protocol: CallerProtocol;
  readonly principal: Principal;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly receivedAtMs: number;
}

/** Objects within the body whose members we read: a repeated key there could mean one thing to us and another to the provider. */
const READ_OBJECTS = new Set([
  ...['metadata', 'response_format', 'stream_options'],
  // Where Responses and Messages have the format of the answer.
  ...['text', 'output_config', 'output_format'],
]);

/** @throws BursarError that names what is wrong with the body or a header */
export function admit(incoming: IncomingCall, catalogs: CatalogService): AdmittedCall {
  const { protocol, principal, body, receivedAtMs } = incoming;
  const json = parseJsonBody(body.toString('utf8'));
  const chat = protocol.request(json);
  const members = membersOf(body);
  refuseRepetition(body, members);
  const said = readAttribution(incoming.headers, chat.metadata);
  if (isHeaderFault(said)) throw new BursarError('invalid_header', { header: said.header, problem: said.problem });
  const catalog = catalogs.current(principal.tenantId);
  const endpoint = catalog.endpointByName.get(chat.model);
  // A request of the dialect is an object.
  const parsed = { json: json as JsonObject, bytes: body };
  const { demands, reading } = demandsOf(protocol, parsed, { catalog, strict: endpoint?.strict ?? false });
  const id = ulid(receivedAtMs);
  return {
    principal,
    requestId: `req_${id}`,
    decisionId: `dec_${id}`,
    receivedAtMs,
    body,
    ...{ members, protocol, chat, catalog, reading },
    endpoint: endpoint ?? null,
    json: parsed.json,
    forwarded: forwardedHeaders(incoming.headers),
    caller: {
      'x-bursar-timeout-ms': said.timeoutMs,
      'x-stainless-timeout': sdkTimeoutMs(incoming.headers['x-stainless-timeout']),
    },
    facts: factsOf(chat, said, { principal, receivedAtMs, json, endpoint, demands }),
    attribution: attributionOf(principal, said),
    policy: null,
    extension: said.extension ?? principal.extension,
  };
}

function refuseRepetition(body: Buffer, members: AdmittedCall['members']): void {
  const key = repeatedKey(members);
  if (key !== null) throw new BursarError('duplicate_key', { key });
  for (const member of members) {
    if (!READ_OBJECTS.has(member.key) || body[member.valueStart] !== 0x7b) continue;
    const inner = repeatedKey(membersOf(body, member.valueStart));
    if (inner !== null) throw new BursarError('duplicate_key', { key: `${member.key}.${inner}` });
  }
}

interface Circumstances {
  readonly principal: Principal;
  readonly receivedAtMs: number;
  readonly json: unknown;
  readonly demands: Demands | null;
  /** What the body names, if that is one. */
  readonly endpoint: Endpoint | undefined;
}

/** Everything but what the detector, the classifier and the policy add. */
function factsOf(chat: CallRequest, said: CallerSays, circumstances: Circumstances): Facts {
  const { principal, receivedAtMs, json, endpoint, demands } = circumstances;
  return {
    requested_model: chat.model,
    models: chat.models,
    demands,
    input_tokens: chat.inputTokens,
    max_output_tokens: chat.maxOutputTokens,
    service_tier: chat.serviceTier,
    price_region: chat.priceRegion,
    has_schema: chat.hasSchema,
    has_json_mode: chat.hasJsonMode,
    has_tools: chat.hasTools,
    has_images: chat.hasImages,
    has_audio: chat.hasAudio,
    streaming: chat.stream,
    messages_count: chat.messagesCount,
    task: said.task,
    task_source: said.task === null ? null : 'caller',
    mode: said.mode,
    region: said.region,
    data_class: dataClassOf(endpoint?.dataClass ?? null, said.dataClass),
    workflow: said.workflow,
    customer: said.customer,
    environment: said.environment,
    ...circumstancesOf(principal, receivedAtMs, endpoint),
    signals: null,
    declared: endpoint === undefined ? NOTHING_DECLARED : readSignals(endpoint, json),
    policy: null,
    seed: chat.seed,
  };
}

const NOTHING_DECLARED = Object.freeze({});

const attributionOf = (principal: Principal, said: CallerSays): AdmittedCall['attribution'] => ({
  tenant_id: principal.tenantId,
  team_id: principal.teamId,
  project_id: principal.projectId,
  key_id: principal.keyId,
  workflow: said.workflow,
  task: said.task,
  environment: said.environment,
  run_id: said.runId,
  customer: said.customer,
  user: said.user,
  tags: said.tags,
});
