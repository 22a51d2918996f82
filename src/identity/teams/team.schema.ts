/** What `/v1/teams` takes and answers. */
import { z } from 'zod';
import { instant, label, patchOf } from '../fields';
import type { Team } from './team.entity';

export const teamBody = z.strictObject({ name: label });
export const teamPatch = patchOf(teamBody);
export type TeamBody = z.output<typeof teamBody>;
export type TeamPatch = z.output<typeof teamPatch>;

export const teamView = z.object({ id: z.string(), name: z.string(), created_at: instant });
export type TeamView = z.input<typeof teamView>;

export const viewTeam = (team: Team): TeamView => ({
  id: team.id,
  name: team.name,
  created_at: team.createdAt.toISOString(),
});
