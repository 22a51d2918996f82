/** What a decision hears of a candidate that is not healthy. */

export interface CandidateHealth {
  /** `probing`: all that may try it at once are trying it. */
  readonly state: 'open' | 'cooldown' | 'probing';
  /** When it is tried again, epoch milliseconds. */
  readonly due_at_ms: number;
}
