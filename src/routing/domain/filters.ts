/** The hard filters: what key and envelope let through, and what can serve the request at all. The first that fails is the reason. */
import type { Candidate } from '../../catalog/domain/catalog';
import type { Capability } from '../../catalog/domain/model';
import type { Envelope } from './envelope';
import { PUBLIC } from './data-class';
import type { Facts, State } from './facts';
import { inputTokensAt } from './input-tokens';

/** The reason why the candidate cannot be used, or null. */
type Filter = (candidate: Candidate, facts: Facts, state: State) => string | null;

const NEEDS: readonly { readonly fact: (facts: Facts) => boolean; readonly capability: Capability }[] = [
  { fact: (facts) => facts.streaming, capability: 'streaming' },
  { fact: (facts) => facts.has_tools, capability: 'tools' },
  { fact: (facts) => facts.has_schema, capability: 'json_schema' },
  { fact: (facts) => facts.has_json_mode, capability: 'json_mode' },
  { fact: (facts) => facts.has_images, capability: 'vision' },
  { fact: (facts) => facts.has_audio, capability: 'audio_input' },
];

const allowed: Filter = ({ id, model }, { allowed_models: names }) =>
  names === null || names.includes(id) || names.includes(model.model) || names.includes(model.tier)
    ? null
    : 'model_not_allowed';

const usable: Filter = ({ provider }) =>
  provider.unusableReason === null ? null : `provider_not_usable:${provider.unusableReason}`;

const operable: Filter = ({ model }, { demands }) => {
  const embeds = model.capabilities.includes('embeddings');
  if (demands?.operation === 'embeddings') return embeds ? null : 'not_an_embeddings_model';
  return embeds ? 'not_a_chat_model' : null;
};

const speaking: Filter = ({ provider: { kind } }, { demands }) => demands?.refused_by[kind] ?? null;

const capable: Filter = ({ model }, facts) => {
  const missing = NEEDS.find(({ fact, capability }) => fact(facts) && !model.capabilities.includes(capability));
  return missing ? `missing_capability:${missing.capability}` : null;
};

/** Each of many texts has the window to itself, so their sum says nothing: a text that is too long its provider refuses. */
const roomy: Filter = (candidate, facts, state) =>
  facts.demands?.operation === 'embeddings' ? null : overflow(candidate, facts, state);

const overflow: Filter = ({ model }, facts, state) => {
  const output = facts.max_output_tokens;
  if (model.maxOutput !== null && output !== null && output > model.maxOutput)
    return `max_output:${model.maxOutput}<${output}`;
  const needed = inputTokensAt(model, facts, state) + (output ?? 0);
  if (model.contextWindow !== null && needed > model.contextWindow)
    return `context_window:${model.contextWindow}<${needed}`;
  return null;
};

const inRegion: Filter = ({ model }, { region }) =>
  region === null || model.regions.length === 0 || model.regions.includes(region) ? null : `region:${region}`;

/** Every other class of data goes to local providers, and to those that are cleared for it. */
const cleared: Filter = ({ provider }, { data_class: dataClass }) =>
  dataClass === null || dataClass === PUBLIC || provider.local || provider.dataClasses.includes(dataClass)
    ? null
    : `data_class:${dataClass}`;

/** In this order: design §4, layer 2. */
const FIT: readonly Filter[] = [usable, operable, speaking, capable, roomy, inRegion, cleared];

/** Layer 1, then layer 2. */
export function rejectionOf(
  candidate: Candidate,
  facts: Facts,
  state: State,
  envelope: Envelope | null = null,
): string | null {
  const outside = allowed(candidate, facts, state) ?? envelope?.(candidate) ?? null;
  if (outside !== null) return outside;
  for (const filter of FIT) {
    const reason = filter(candidate, facts, state);
    if (reason !== null) return reason;
  }
  return null;
}
