/** What a backtest cannot know, said with it: only what applies, each with how many requests it touches. */
import { OTHERS, type Tally } from './tally';

export interface Caveat {
  readonly code: string;
  /** null where it concerns no requests in particular. */
  readonly requests: number | null;
  readonly text: string;
}

/** What was asked beyond what is kept. */
export interface Reach {
  /** Decisions are kept from here on, epoch milliseconds. */
  readonly keptFromMs: number;
  readonly fromMs: number;
}

interface Row {
  readonly code: string;
  /** How many requests it touches; null or 0: it does not apply. */
  readonly touches: (tally: Tally) => number;
  readonly text: string;
}

const ROWS: readonly Row[] = [
  {
    code: 'other_lengths',
    touches: ({ doubts }) => doubts.repriced,
    text: 'They would go to another model, and are priced with the tokens that the one of then counted; another may count, and write, more or fewer.',
  },
  {
    code: 'cached_tokens',
    touches: ({ doubts }) => doubts.cached_tokens,
    text: 'What the provider of then had in its cache is plain input at another model.',
  },
  {
    code: 'usage_estimated',
    touches: ({ doubts }) => doubts.usage_estimated,
    text: 'The provider reported no usage; the cost after is an estimate.',
  },
  {
    code: 'present_catalog',
    touches: ({ total }) => total.changed,
    text: 'Models and prices are those of the present catalog; requests that would go where they went keep what they cost.',
  },
  {
    code: 'recorded_state',
    touches: ({ total }) => total.requests,
    text: 'Latency, spend of the month, class of data and expected length are as recorded with each request.',
  },
  {
    code: 'latency_estimated',
    touches: ({ total }) => total.after.latencies,
    text: 'Latency is the 95th percentile to the first byte that was observed of the chosen model at the time, else the one of the catalog.',
  },
  {
    code: 'latency_unknown',
    touches: ({ total: { requests, after } }) => requests - after.unroutable - after.latencies,
    text: 'Nothing is known of the latency of the model that would serve them; they are not in the mean.',
  },
  {
    code: 'unpriced_before',
    touches: ({ total }) => total.before.unpriced,
    text: 'What they cost is not known; they are in no sum, and not in the difference.',
  },
  {
    code: 'unpriced_after',
    touches: ({ total }) => total.after.unpriced,
    text: 'What they would cost is not known; they are in no sum, and not in the difference.',
  },
  {
    code: 'failovers',
    touches: ({ doubts }) => doubts.failed_over,
    text: 'They took more than one attempt; after, the first choice is taken to answer, unless it is the one of then.',
  },
  {
    code: 'own_policy',
    touches: ({ doubts }) => doubts.own_policy,
    text: 'They had brought a policy of their own, which goes before what is proposed.',
  },
  {
    code: 'signal_not_recorded',
    touches: ({ doubts }) => doubts.signal_not_recorded,
    text: 'The proposal declares a signal that was not read from them; rules that need it do not match.',
  },
  {
    code: 'older_engine',
    touches: ({ doubts }) => doubts.older_engine,
    text: 'An earlier version of the engine decided them.',
  },
  {
    code: 'unknown_model',
    touches: ({ impossible }) => impossible.unknown_model,
    text: 'They name an endpoint or model that the catalog no longer has, and are not decided again.',
  },
  {
    code: 'policy_expired',
    touches: ({ impossible }) => impossible.policy_expired,
    text: 'The policy that they brought is no longer kept, and they are not decided again.',
  },
  {
    code: 'groups_merged',
    touches: ({ groups }) => Object.values(groups).reduce((sum, group) => sum + (group.get(OTHERS)?.requests ?? 0), 0),
    text: `There are more groups than are shown; the rest is in ${OTHERS}.`,
  },
];

export function caveatsOf(tally: Tally, { keptFromMs, fromMs }: Reach): Caveat[] {
  const counted = ROWS.map(({ code, touches, text }) => ({ code, requests: touches(tally), text }));
  return [...(fromMs < keptFromMs ? [BEYOND_RETENTION] : []), ...counted.filter(({ requests }) => requests > 0)];
}

const BEYOND_RETENTION: Caveat = {
  code: 'beyond_retention',
  requests: null,
  text: 'The range begins before what is kept (DECISION_RETENTION_DAYS, LEDGER_RETENTION_DAYS); what was deleted is in no figure.',
};
