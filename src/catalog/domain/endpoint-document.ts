/** One endpoint as `bursar.yaml` writes it, and the way from there to the catalog. */
import { z } from 'zod';
import { isTimezone } from '../../shared/domain/timezone';
import { type Endpoint, MODES, type Target } from './catalog';
import { TIERS } from './model';
import { providerName } from './names';

const MAX_FALLBACKS = 50;
const MAX_LATENCY_MS = 3_600_000;

/** A key of the language that this version would have to ignore, and therefore refuses. */
export const notYet = z.never({ error: 'is not supported yet in this version' }).optional();

const targetFields = z.strictObject({
  provider: providerName.optional(),
  /** A model's name or alias at that provider. */
  model: z.string().min(1).max(200).optional(),
  tier: z.enum(TIERS).optional(),
  mode: z.enum(MODES).optional(),
});
export type TargetDocument = z.infer<typeof targetFields>;

const targetSchema = targetFields.refine(
  (target) => toTarget(target) !== null,
  'must be either provider and model, or tier, or mode',
);

export const endpointDocumentSchema = z.strictObject({
  owner: z.string().min(1).max(200).optional(),
  timezone: z.string().refine(isTimezone, 'must be an IANA time zone such as Europe/Berlin').optional(),
  latency_ceiling_ms: z.int().min(1).max(MAX_LATENCY_MS).optional(),
  strict: z.boolean().optional(),
  allow_substitution: z.boolean().optional(),
  routing: z.strictObject({ default: targetSchema.optional(), rules: notYet }).optional(),
  fallback: z.array(targetSchema).max(MAX_FALLBACKS).optional(),
  signals: notYet,
});
export type EndpointDocument = z.infer<typeof endpointDocumentSchema>;

/** Any tier, the cheapest that fits. */
const BALANCED: Target = { kind: 'mode', mode: 'balanced' };

/** Every tenant has it unless it defines its own. */
export const AUTO_ENDPOINT: Endpoint = toEndpoint('auto', {});

export function toEndpoint(name: string, document: EndpointDocument): Endpoint {
  return {
    name,
    owner: document.owner ?? null,
    timezone: document.timezone ?? null,
    default: targetOr(document.routing?.default, BALANCED),
    fallback: (document.fallback ?? []).map((target) => targetOr(target, BALANCED)),
    latencyCeilingMs: document.latency_ceiling_ms ?? null,
    strict: document.strict ?? false,
    allowSubstitution: document.allow_substitution ?? false,
  };
}

/** Every target that the document names, each with its path. */
export function targetsOf(document: EndpointDocument): readonly { path: PropertyKey[]; target: TargetDocument }[] {
  const first = document.routing?.default;
  return [
    ...(first === undefined ? [] : [{ path: ['routing', 'default'], target: first }]),
    ...(document.fallback ?? []).map((target, index) => ({ path: ['fallback', index], target })),
  ];
}

function targetOr(document: TargetDocument | undefined, otherwise: Target): Target {
  return document === undefined ? otherwise : (toTarget(document) ?? otherwise);
}

/** null when it names nothing, half a model, or two things at once. */
function toTarget({ provider, model, tier, mode }: TargetDocument): Target | null {
  const named: Target[] = [];
  if (provider !== undefined && model !== undefined) named.push({ kind: 'model', provider, model });
  if (tier !== undefined) named.push({ kind: 'tier', tier });
  if (mode !== undefined) named.push({ kind: 'mode', mode });
  const half = (provider === undefined) !== (model === undefined);
  return !half && named.length === 1 ? (named[0] ?? null) : null;
}
