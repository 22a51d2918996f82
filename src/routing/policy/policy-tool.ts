/** `bursar policy check | normalize | decide`: the bare language, one JSON answer for each JSON line. */
import { admissionText, type AdmissionError, type Admitted } from '../domain/policy/admit';
import { cacheKey } from '../domain/policy/encode';
import { actionFor } from '../domain/policy/fail-plan';
import { declareHost } from '../domain/policy/fields';
import { isRecord } from '../domain/policy/json';
import { type Compiled, createLanguage } from '../domain/policy/language';
import type { Policy, PolicyCandidate } from '../domain/policy/meaning';
import { encodingOf, normalForm } from '../domain/policy/normal-form';
import { runPolicy, transformRequest } from '../domain/policy/run';
import { type Scene, sceneOf } from '../domain/policy/scene';
import { identityOf } from './identity';

type Input = Readonly<Record<string, unknown>>;
type Answer = Readonly<Record<string, unknown>>;
type Tool = (admitted: Admitted, input: Input) => Answer;

/** Without fields and tiers of any host, so that it can be compared with other implementations. */
const LANGUAGE = createLanguage(declareHost());

export const POLICY_TOOLS = {
  check: { does: 'print the sort of each term, or what is wrong with it', run: ({ sort }) => ({ sort }) },
  normalize: { does: 'print encoding, cache key and identity of each term', run: normalize },
  decide: { does: 'run each term on its candidates, request or errors', run: decide },
} as const satisfies Readonly<Record<string, { readonly does: string; readonly run: Tool }>>;

/** @param line `{"term": …}`, for `decide` with what it decides on; whatever it is, the answer is one object. */
export function answerLine(tool: keyof typeof POLICY_TOOLS, line: string): Answer {
  try {
    const input: unknown = JSON.parse(line);
    if (!isRecord(input) || !('term' in input)) throw new InputError('expected an object with a term');
    const admitted = LANGUAGE.check(input['term']);
    return admitted.ok ? POLICY_TOOLS[tool].run(admitted.value, input) : refusal(admitted.failure);
  } catch (error) {
    if (error instanceof InputError) return { error: error.message };
    if (error instanceof SyntaxError) return { error: `not JSON: ${error.message}` };
    throw error;
  }
}

/** The line is no question. */
class InputError extends Error {}

const refusal = (error: AdmissionError): Answer => ({
  error: admissionText(error),
  ...(error.hint === null ? {} : { hint: error.hint }),
});

function normalize({ term }: Admitted): Answer {
  const encoding = encodingOf(normalForm(term));
  return { encoding, cache_key: cacheKey(encoding), identity: identityOf(encoding) };
}

function decide({ term, sort }: Admitted, input: Input): Answer {
  const compiled = LANGUAGE.compile(term, sort);
  if (!compiled.ok) return refusal(compiled.failure);
  const context = input['ctx'] ?? {};
  if (!isRecord(context)) throw new InputError('ctx: expected an object');
  return meaningOf(sort, compiled.value, { ...input, ctx: context });
}

interface DecideInput extends Input {
  readonly ctx: Input;
}

function meaningOf(sort: Admitted['sort'], compiled: Compiled<Admitted['sort']>, input: DecideInput): Answer {
  const scene = sceneOf(input.ctx);
  switch (sort) {
    case 'Policy':
      return decision((compiled as Compiled<'Policy'>).meaning, candidatesOf(input), scene);
    case 'Pred':
      return decidePred(compiled as Compiled<'Pred'>, input, scene);
    case 'Xform':
      return decideXform(compiled as Compiled<'Xform'>, input, scene);
    case 'FailPlan':
      return decideFailPlan(compiled as Compiled<'FailPlan'>, input);
    case 'Scorer':
    case 'Selector':
      throw new InputError(`term: decide takes a Policy, Pred, Xform or FailPlan, not a ${sort}`);
  }
}

type Deciding = Pick<Policy, 'filter' | 'scorer' | 'selector'>;

function decision(policy: Deciding, candidates: readonly PolicyCandidate[], scene: Scene): Answer {
  const { ordered, rejected } = runPolicy(policy, candidates, scene);
  return {
    ordered: ordered.map(({ candidate, score }) => ({ provider_id: candidate.provider_id, score })),
    rejected: rejected.map(({ candidate, reason }) => ({ provider: candidate.provider_id, reason })),
  };
}

/** Of one candidate the verdict; of several what a policy with nothing but this filter decides. */
function decidePred({ meaning: filter }: Compiled<'Pred'>, input: DecideInput, scene: Scene): Answer {
  if (!('candidate' in input)) {
    const scorer = (population: readonly unknown[]): Float64Array => new Float64Array(population.length);
    return decision({ filter, scorer, selector: (scored) => scored }, candidatesOf(input), scene);
  }
  const reason = filter(candidateOf(input['candidate'], 'candidate'), scene);
  return reason === null ? { ok: true } : { ok: false, reason };
}

function decideXform({ meaning }: Compiled<'Xform'>, input: DecideInput, scene: Scene): Answer {
  const candidate = 'candidate' in input ? candidateOf(input['candidate'], 'candidate') : candidatesOf(input)[0];
  if (candidate === undefined) throw new InputError('candidate: an Xform changes the request for one; give it');
  const request = input['request'] ?? input.ctx['request'] ?? {};
  if (!isRecord(request)) throw new InputError('request: expected an object');
  const { request: changed, mutations } = transformRequest(meaning, request, candidate, scene);
  return { request: changed, mutations };
}

function decideFailPlan({ meaning }: Compiled<'FailPlan'>, { cases, ctx }: DecideInput): Answer {
  const { error } = ctx;
  if (typeof error === 'string') return { kind: error, action: actionFor(meaning, error) };
  if (!isStrings(cases)) throw new InputError('cases: expected an array of error kinds, or one kind as ctx.error');
  return { classified: cases.map((kind) => ({ kind, action: actionFor(meaning, kind) })) };
}

const isStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

function candidatesOf({ candidates }: Input): readonly PolicyCandidate[] {
  if (!Array.isArray(candidates)) throw new InputError('candidates: expected an array');
  return candidates.map((candidate, index) => candidateOf(candidate, `candidates[${index}]`));
}

function candidateOf(value: unknown, path: string): PolicyCandidate {
  if (!isRecord(value)) throw new InputError(`${path}: expected an object`);
  for (const key of ['provider_id', 'model_family'])
    if (typeof value[key] !== 'string') throw new InputError(`${path}.${key}: expected a string`);
  return value as PolicyCandidate;
}
