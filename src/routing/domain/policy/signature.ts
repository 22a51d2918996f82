/**
 * The signature of the policy language: every operation, its sort and what its arguments are. Admission, normal form and
 * meaning are all read from this one table; within v2 rows are only ever added.
 */

export const VERSION = 'sigma-pol/v2';

/** What a term can be; a position of one of these sorts holds a subterm. */
export const SORTS = ['Pred', 'Scorer', 'Selector', 'Xform', 'FailPlan', 'Policy'] as const;
export type Sort = (typeof SORTS)[number];

/** What a position can hold besides subterms. `Name` is any string; `Custom` is the name of a transform of the host. */
export type ParameterSort =
  | 'Num'
  | 'Count'
  | 'Rel'
  | 'NumField'
  | 'BoolField'
  | 'Tier'
  | 'Name'
  | 'Scalar'
  | 'Recipe'
  | 'Custom'
  | 'Chain'
  | 'Action';

export interface FixedOperation {
  readonly sort: Sort;
  readonly takes: readonly (Sort | ParameterSort)[];
}

/** Takes one or more subterms and is associative: nesting is flattened and units vanish. */
export interface VariadicOperation {
  readonly sort: Sort;
  readonly each: Sort;
  readonly unit: 'top' | 'bot' | 'zero' | 'id';
  readonly absorbing: 'top' | 'bot' | null;
  readonly commutative: boolean;
}

export type Operation = FixedOperation | VariadicOperation;

export const SIGNATURE = {
  top: { sort: 'Pred', takes: [] },
  bot: { sort: 'Pred', takes: [] },
  and: { sort: 'Pred', each: 'Pred', unit: 'top', absorbing: 'bot', commutative: true },
  or: { sort: 'Pred', each: 'Pred', unit: 'bot', absorbing: 'top', commutative: true },
  not: { sort: 'Pred', takes: ['Pred'] },
  meets_req: { sort: 'Pred', takes: [] },
  scope_matches: { sort: 'Pred', takes: [] },
  is: { sort: 'Pred', takes: ['BoolField'] },
  cmp: { sort: 'Pred', takes: ['NumField', 'Rel', 'Num'] },
  tier_eq: { sort: 'Pred', takes: ['Tier'] },
  min_tier: { sort: 'Pred', takes: ['Tier'] },
  family_eq: { sort: 'Pred', takes: ['Name'] },
  provider_eq: { sort: 'Pred', takes: ['Name'] },
  served_by_eq: { sort: 'Pred', takes: ['Name'] },
  has_cap: { sort: 'Pred', takes: ['Name'] },

  zero: { sort: 'Scorer', takes: [] },
  add: { sort: 'Scorer', each: 'Scorer', unit: 'zero', absorbing: null, commutative: true },
  scale: { sort: 'Scorer', takes: ['Num', 'Scorer'] },
  gate: { sort: 'Scorer', takes: ['Pred', 'Scorer'] },
  neg: { sort: 'Scorer', takes: ['Scorer'] },
  normalize: { sort: 'Scorer', takes: ['Scorer'] },
  clamp: { sort: 'Scorer', takes: ['Num', 'Num', 'Scorer'] },
  field: { sort: 'Scorer', takes: ['NumField'] },
  lit: { sort: 'Scorer', takes: ['Num'] },

  argmax: { sort: 'Selector', takes: [] },
  ordered: { sort: 'Selector', takes: [] },
  sample: { sort: 'Selector', takes: ['Num'] },
  chain: { sort: 'Selector', takes: ['Chain'] },
  top_k: { sort: 'Selector', takes: ['Count', 'Selector'] },

  id: { sort: 'Xform', takes: [] },
  seq: { sort: 'Xform', each: 'Xform', unit: 'id', absorbing: null, commutative: false },
  set_param: { sort: 'Xform', takes: ['Name', 'Scalar'] },
  inject_seed: { sort: 'Xform', takes: ['Name'] },
  clamp_param: { sort: 'Xform', takes: ['Name', 'Num', 'Num'] },
  jitter: { sort: 'Xform', takes: ['Name', 'Num'] },
  filter_text: { sort: 'Xform', takes: ['Recipe'] },
  filter_image: { sort: 'Xform', takes: ['Recipe'] },
  custom: { sort: 'Xform', takes: ['Custom'] },
  when: { sort: 'Xform', takes: ['Pred', 'Xform'] },

  always: { sort: 'FailPlan', takes: ['Action'] },
  override: { sort: 'FailPlan', takes: ['FailPlan', 'Name', 'Action'] },

  policy: { sort: 'Policy', takes: ['Pred', 'Scorer', 'Selector', 'Xform', 'FailPlan'] },
} as const satisfies Readonly<Record<string, Operation>>;

export type Signature = typeof SIGNATURE;
export type OpName = keyof Signature;

const OPERATIONS: ReadonlyMap<string, Operation> = new Map(Object.entries(SIGNATURE));
const SORT_NAMES: ReadonlySet<string> = new Set(SORTS);

export const isOpName = (name: string): name is OpName => OPERATIONS.has(name);

export const operationOf = (op: OpName): Operation => SIGNATURE[op];

export const isSort = (sort: Sort | ParameterSort): sort is Sort => SORT_NAMES.has(sort);

export const operationsOf = (sort: Sort): readonly string[] =>
  [...OPERATIONS].filter(([, operation]) => operation.sort === sort).map(([op]) => op);

/** Removed with v1: quality and cost as one number, and the slot for evidence. */
export const OPERATIONS_OF_V1: ReadonlySet<string> = new Set([
  'quality',
  'speed',
  'cost',
  'free_credit',
  'partner',
  'ev_zero',
  'ev_add',
  'ev_scale',
  'decay',
  'from_prov',
]);
