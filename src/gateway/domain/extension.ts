/** The `x_bursar` object and the headers that tell the caller what was decided and what it cost. */
import { riskOf } from '../../routing/domain/risk';
import type { Signals } from '../../routing/domain/signals/detect';
import type { ExtensionLevel } from '../../shared/domain/access';
import type { Cost } from '../../shared/domain/cost';
import { formatUsd } from '../../shared/domain/money';

export interface Told {
  readonly decisionId: string;
  readonly tier: string;
  readonly model: string;
  readonly provider: string;
  readonly explanation: string;
  /** null: there was no question to look at. */
  readonly signals: Signals | null;
  readonly cost: Cost;
  readonly attempts: number;
  /** Of what was asked for and could not be had. */
  readonly warnings: readonly string[];
  /** The built-in provider answered: nothing of it is real. */
  readonly sandbox: boolean;
}

/** JSON text; null when the caller wants none. */
export function extensionOf(told: Told, level: ExtensionLevel): string | null {
  const { cost } = told;
  const core = {
    decision_id: told.decisionId,
    cost_usd: cost.amount === null ? null : formatUsd(cost.amount),
    cost_status: cost.status,
    ...(told.warnings.length > 0 && { warnings: told.warnings }),
  };
  switch (level) {
    case 'off':
      return null;
    case 'minimal':
      return JSON.stringify(core);
    case 'full':
      return JSON.stringify({
        ...core,
        tier: told.tier,
        selected_model: told.model,
        provider: told.provider,
        ...riskOf(told.signals),
        explanation: told.explanation,
        attempts: told.attempts,
        ...(told.sandbox && { sandbox: true }),
      });
  }
}

/** Header of the settled cost; left out where it is not known. */
export const costHeader = (cost: Cost): Readonly<Record<string, string>> =>
  cost.amount === null ? {} : { 'x-bursar-cost-usd': formatUsd(cost.amount) };
