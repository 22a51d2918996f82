/** What the key and the clock say of a call: facts that its body has no part in. */
import type { Endpoint } from '../../catalog/domain/catalog';
import type { Facts } from '../../routing/domain/facts';
import type { Principal } from '../../shared/domain/access';
import { localTime } from '../../shared/domain/time-zone';

type Circumstances = Pick<
  Facts,
  'at_ms' | 'hour_local' | 'time_of_day' | 'weekday' | 'team' | 'project' | 'allowed_models' | 'allowed_endpoints'
>;

/** @param endpoint what the body names, if that is one */
export function circumstancesOf(principal: Principal, atMs: number, endpoint: Endpoint | undefined): Circumstances {
  const local = localTime(atMs, endpoint?.timezone ?? principal.timezone);
  return {
    at_ms: atMs,
    hour_local: local.hour,
    time_of_day: local.timeOfDay,
    weekday: local.weekday,
    team: principal.teamName,
    project: principal.projectName,
    allowed_models: sorted(principal.allowedModels),
    allowed_endpoints: sorted(principal.allowedEndpoints),
  };
}

const sorted = (names: ReadonlySet<string> | null): readonly string[] | null =>
  names === null ? null : [...names].sort();
