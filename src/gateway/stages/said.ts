/** A request as a provider is told it, and the way back of its answer. */
import { BursarError } from '../../shared/errors';
import type { RoutedCall } from '../call';
import type { Parameter, SupportTable } from '../domain/conversation/parameters';
import type { ServiceTier } from '../../shared/domain/service-tier';
import type { AnswerWay } from '../protocols/answer-way';

export interface Said {
  readonly body: Buffer;
  readonly way: AnswerWay;
  /** null: none was asked for, or it is the provider's choice. */
  readonly askedTier: ServiceTier | null;
  /** Where alone the provider is told to process it; null: anywhere. */
  readonly askedRegion: string | null;
  /** Of what the caller asked for and does not get. */
  readonly warnings: readonly string[];
}

/** @throws BursarError `parameter_unsupported` where the endpoint is strict */
export function refusedIfStrict({ endpoint, selected }: RoutedCall, warnings: readonly string[]): readonly string[] {
  if (endpoint?.strict !== true || warnings.length === 0) return warnings;
  throw new BursarError('parameter_unsupported', { model: selected.candidate.id, problem: warnings.join('; ') });
}

/** What a request holds, in neutral names, and members that have none. */
interface Sayable {
  readonly said: readonly Parameter[];
  readonly unknown: readonly string[];
}

/** @param dialect in whose words it is told */
export function warningsOf({ said, unknown }: Sayable, support: SupportTable, dialect: string): string[] {
  const dropped = said.flatMap((parameter) => {
    const { support: how, note } = support[parameter];
    return how === 'dropped' ? [`${parameter} was left out${note === undefined ? '' : `: ${note}`}`] : [];
  });
  return [...dropped, ...unknown.map((name) => `${name} was left out: ${dialect} has no such member`)];
}
