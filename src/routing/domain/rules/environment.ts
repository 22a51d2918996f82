/** The names that a rule may use: for each its type, and where its value comes from. */
import { Environment } from '@marcbachmann/cel-js';
import type { DeclaredSignal, SignalType } from '../../../catalog/domain/catalog';
import type { Facts, State } from '../facts';
import { fits } from './declared-signals';

/** What rules know of a request; of the signals, the score alone. */
export interface RuleFacts extends Omit<Facts, NotForRules> {
  /** null: there was no question to look at. */
  readonly signals: { readonly score: number } | null;
}

type NotForRules =
  | 'signals'
  | 'models'
  | 'demands'
  | 'task_source'
  | 'mode'
  | 'at_ms'
  | 'policy'
  | 'seed'
  | 'service_tier'
  | 'price_region'
  | 'allowed_models'
  | 'allowed_endpoints';

/** What rules know of the moment. */
export type RuleState = Pick<State, 'monthly_spend_pct'>;

/** As the engine takes it: its ints are bigints. undefined: not known, and a rule that needs it does not match. */
export type EngineValue = bigint | number | string | boolean | undefined;

export interface Name {
  readonly type: SignalType;
  readonly valueOf: (facts: RuleFacts, state: RuleState) => EngineValue;
}

/** What is no whole number is not known as an int: a fact must never make a request fail here. */
const int = (read: (facts: RuleFacts) => number | undefined): Name => ({
  type: 'int',
  valueOf: (facts) => {
    const value = read(facts);
    return value !== undefined && Number.isSafeInteger(value) ? BigInt(value) : undefined;
  },
});
const bool = (valueOf: (facts: RuleFacts) => boolean): Name => ({ type: 'bool', valueOf });
/** What nobody has said is the empty text. */
const text = (read: (facts: RuleFacts) => string | null): Name => ({
  type: 'string',
  valueOf: (facts) => read(facts) ?? '',
});

export const SPEND = 'monthly_spend_pct';

export const NAMES: Readonly<Record<string, Name>> = {
  input_tokens: int((facts) => facts.input_tokens),
  max_output_tokens: int((facts) => facts.max_output_tokens ?? undefined),
  messages_count: int((facts) => facts.messages_count),
  complexity_score: int((facts) => facts.signals?.score),
  hour_local: int((facts) => facts.hour_local),
  // Design §9: without a budget nothing of it is used; `matchRule` notes that there is none.
  [SPEND]: { type: 'double', valueOf: (_, state) => state.monthly_spend_pct ?? 0 },
  has_schema: bool((facts) => facts.has_schema),
  has_json_mode: bool((facts) => facts.has_json_mode),
  has_tools: bool((facts) => facts.has_tools),
  has_images: bool((facts) => facts.has_images),
  has_audio: bool((facts) => facts.has_audio),
  streaming: bool((facts) => facts.streaming),
  model: text((facts) => facts.requested_model),
  task: text((facts) => facts.task),
  weekday: text((facts) => facts.weekday),
  time_of_day: text((facts) => facts.time_of_day),
  region: text((facts) => facts.region),
  data_class: text((facts) => facts.data_class),
  environment: text((facts) => facts.environment),
  workflow: text((facts) => facts.workflow),
  customer: text((facts) => facts.customer),
  team: text((facts) => facts.team),
  project: text((facts) => facts.project),
};

/** Bounds on one expression: what a careful person writes is far below them, and nothing within them takes long. */
const LIMITS = { maxAstNodes: 200, maxDepth: 24, maxListElements: 256, maxMapEntries: 0, maxCallArguments: 4 };

const BASE = environmentWith(new Environment({ limits: LIMITS }), Object.entries(NAMES));

/** What the engine checks and evaluates an endpoint's rules in. */
export function environmentOf(signals: readonly DeclaredSignal[]): Environment {
  if (signals.length === 0) return BASE;
  return environmentWith(
    BASE.clone(),
    signals.map(({ name, type }) => [name, { type }]),
  );
}

function environmentWith(
  environment: Environment,
  names: readonly (readonly [string, Pick<Name, 'type'>])[],
): Environment {
  for (const [name, { type }] of names) environment.registerVariable(name, type);
  return environment;
}

/** Why a signal cannot have this name, null when it can. */
export function nameProblem(name: string): string | null {
  if (BASE.hasVariable(name)) return `${name} has a meaning in rules already`;
  return isIdentifier(name) ? null : `${name} is a reserved word of the rule language`;
}

function isIdentifier(name: string): boolean {
  try {
    return BASE.parse(name).ast.op === 'id';
  } catch {
    return false;
  }
}

/** A declared signal as a name: of a value that does not fit (stored under another declaration) nothing is known. */
export function declaredName({ name, type }: DeclaredSignal): Name {
  return {
    type,
    valueOf: ({ declared }) => {
      const value = Object.hasOwn(declared, name) ? declared[name] : null;
      if (value === null || value === undefined || !fits(type, value)) return undefined;
      return type === 'int' ? BigInt(value) : value;
    },
  };
}
