/** What terms of each sort mean: the types of an interpretation, derived from the signature. */
import type { ParameterSort, Signature, Sort, VariadicOperation } from './signature';
import type { Scene } from './scene';

/** A candidate as the language sees it; a field that is not there has its declared default. */
export interface PolicyCandidate {
  readonly provider_id: string;
  readonly model_family: string;
  readonly [field: string]: unknown;
}

/** null: it holds; else the reason why not. */
export type Pred = (candidate: PolicyCandidate, scene: Scene) => string | null;

/** One score per candidate, in a fresh array that the caller may change. */
export type Scorer = (population: readonly PolicyCandidate[], scene: Scene) => Float64Array;

export interface Ranked {
  readonly candidate: PolicyCandidate;
  /** Its place in what was given to the policy. */
  readonly index: number;
  readonly score: number;
}

/** From input order to the whole failover sequence. */
export type Selector = (scored: readonly Ranked[], scene: Scene) => readonly Ranked[];

export type RequestParameters = Readonly<Record<string, unknown>>;

/** One change that was made to a request; what was there before is not kept, it may be the caller's text. */
export interface Mutation {
  readonly op: string;
  readonly parameter: string;
  readonly value: unknown;
}

export interface Attempt {
  readonly request: RequestParameters;
  readonly mutations: readonly Mutation[];
}

export type Xform = (attempt: Attempt, candidate: PolicyCandidate, scene: Scene) => Attempt;

export const VERBS = ['retry_same', 'next_candidate', 'next_provider_same_model', 'disable_provider', 'abort'] as const;
export type Verb = (typeof VERBS)[number];

/** What to do after a failure; further keys are numbers for the host. */
export interface Action {
  readonly action: Verb;
  readonly then_action?: Verb;
  readonly attempts?: number;
  readonly backoff_ms?: number | readonly number[];
  readonly open_breaker_ms?: number;
}

/** Actions by error kind; the base is kept under `unknown`. */
export type FailPlan = ReadonlyMap<string, Action>;

export interface Policy {
  readonly filter: Pred;
  readonly scorer: Scorer;
  readonly selector: Selector;
  readonly xform: Xform;
  readonly failPlan: FailPlan;
}

export const RELATIONS = ['lt', 'le', 'eq', 'ne', 'ge', 'gt'] as const;
export type Relation = (typeof RELATIONS)[number];

export type Scalar = string | number | boolean;
export type Recipe = readonly (string | Readonly<Record<string, number>>)[];
export type Chain = readonly Readonly<Partial<Record<ChainKey, string>>>[];
export type ChainKey = 'provider' | 'provider_id' | 'model' | 'model_family';

export interface Meanings {
  readonly Pred: Pred;
  readonly Scorer: Scorer;
  readonly Selector: Selector;
  readonly Xform: Xform;
  readonly FailPlan: FailPlan;
  readonly Policy: Policy;
}

interface Parameters extends Record<ParameterSort, unknown> {
  readonly Num: number;
  readonly Count: number;
  readonly Rel: Relation;
  readonly NumField: string;
  readonly BoolField: string;
  readonly Tier: string;
  readonly Name: string;
  readonly Scalar: Scalar;
  readonly Recipe: Recipe;
  readonly Custom: string;
  readonly Chain: Chain;
  readonly Action: Action;
}

export type Parameter = Parameters[ParameterSort];

type Argument<S> = S extends Sort ? Meanings[S] : S extends ParameterSort ? Parameters[S] : never;

type Arguments<Operation> = Operation extends { readonly takes: infer Takes extends readonly unknown[] }
  ? { -readonly [Position in keyof Takes]: Argument<Takes[Position]> }
  : Operation extends VariadicOperation
    ? Meanings[Operation['each']][]
    : never;

/** For every operation of a sort, what it makes of the meanings of its arguments. */
export type Algebra<S extends Sort> = {
  readonly [Op in keyof Signature as Signature[Op]['sort'] extends S ? Op : never]: (
    ...args: Arguments<Signature[Op]>
  ) => Meanings[S];
};
