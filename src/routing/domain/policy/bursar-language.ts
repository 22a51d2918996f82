/** The policy language as it is spoken with calls: Bursar's own fields and its order of tiers. */
import { TIERS } from '../../../catalog/domain/model';
import { declareHost } from './fields';
import { createLanguage } from './language';

export const BURSAR_LANGUAGE = createLanguage(
  declareHost(
    {
      /** 0 to 1; what was never evaluated passes no floor. */
      quality_score: { sort: 'Num', absent: 0 },
      /** 1 is the best; what has no rank is in no shortlist. */
      benchmark_rank: { sort: 'Num', absent: Infinity },
      /** Of this request; what has no price passes no ceiling. */
      estimated_cost_usd: { sort: 'Num', absent: Infinity },
      region_match: { sort: 'Bool', absent: false },
      is_local: { sort: 'Bool', absent: false },
    },
    TIERS,
  ),
);
