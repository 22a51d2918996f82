/** The published shape of what the detector found. */
import { confidence, riskSignals, type RiskSignals, type Signals } from './signals/detect';

export interface Risk {
  /** null where nothing escalates. */
  readonly confidence: number | null;
  readonly risk_signals: RiskSignals;
}

const NO_SIGNALS: Signals = { score: 0, fired: [] };

/** Without a question nothing was found. */
export function riskOf(signals: Signals | null): Risk {
  const found = signals ?? NO_SIGNALS;
  return { confidence: confidence(found), risk_signals: riskSignals(found) };
}
