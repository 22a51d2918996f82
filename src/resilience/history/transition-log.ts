/** Keeps what circuits do, so that a timeline outlives the process: every transition is a record of the journal. */
import type { Journal } from '../../journal';
import { ulid } from '../../shared/ids';
import type { Log } from '../../shared/log';
import type { Breakers } from '../breakers';
import { transitionLine } from '../domain/health-rows';
import type { Transition } from '../domain/transition';

export class TransitionLog {
  constructor(
    breakers: Breakers,
    private readonly journal: Journal,
    private readonly log: Log,
  ) {
    breakers.onTransition((transition) => {
      this.record(transition);
    });
  }

  /** A full disk must not break the call whose outcome moved the circuit. */
  private record(transition: Transition): void {
    const payload = transitionLine(`tr_${ulid(transition.atMs)}`, transition);
    try {
      this.journal.append([{ type: 'fact', topic: 'breaker_transition', key: '', payload }]);
    } catch (error) {
      const { provider, model } = transition.key;
      this.log.error({ err: error, provider, model }, 'a transition of a circuit is missing in its history');
    }
  }
}
