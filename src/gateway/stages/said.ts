/** A request as a provider is told it, and the way back of its answer. */
import { BursarError } from '../../shared/errors';
import type { RoutedCall } from '../call';
import type { ServiceTier } from '../../shared/domain/service-tier';
import type { AnswerWay } from '../protocols/answer-way';

export interface Said {
  readonly body: Buffer;
  readonly way: AnswerWay;
  /** null: none was asked for, or it is the provider's choice. */
  readonly askedTier: ServiceTier | null;
  /** Of what the caller asked for and does not get. */
  readonly warnings: readonly string[];
}

/** @throws BursarError `parameter_unsupported` where the endpoint is strict */
export function refusedIfStrict(
  { chat, catalog, selected }: RoutedCall,
  warnings: readonly string[],
): readonly string[] {
  const strict = catalog.endpointByName.get(chat.model)?.strict ?? false;
  if (!strict || warnings.length === 0) return warnings;
  throw new BursarError('parameter_unsupported', { model: selected.candidate.id, problem: warnings.join('; ') });
}
