/** What `/v1/projects` takes and answers. */
import { z } from 'zod';
import { pageQuery } from '../../shared/pagination';
import type { TeamId } from '../../shared/domain/ids';
import { type Defined, defined } from '../../shared/domain/defined';
import { instant, label, patchOf, reference, timezone } from '../fields';
import type { Project } from './project.entity';

const projectFields = z.strictObject({
  name: label,
  owner: label,
  team_id: reference.nullable(),
  timezone: timezone.nullable(),
});

export const projectBody = projectFields.extend({
  team_id: projectFields.shape.team_id.default(null),
  timezone: projectFields.shape.timezone.default(null),
});
export const projectPatch = patchOf(projectFields);
export type ProjectBody = z.output<typeof projectBody>;
export type ProjectPatch = z.output<typeof projectPatch>;

export const projectQuery = pageQuery.extend({ team_id: reference.optional() });
export type ProjectQuery = z.output<typeof projectQuery>;

export const projectView = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.string(),
  team_id: z.string().nullable(),
  timezone: z.string().nullable(),
  created_at: instant,
});
export type ProjectView = z.input<typeof projectView>;

type ProjectColumns = Pick<Project, 'name' | 'owner' | 'teamId' | 'timezone'>;

/** The columns that the given fields set. */
export const projectColumns = ({ team_id, ...fields }: ProjectPatch): Defined<ProjectColumns> =>
  defined({ ...fields, teamId: team_id as TeamId | null | undefined });

export const viewProject = (project: Project): ProjectView => ({
  id: project.id,
  name: project.name,
  owner: project.owner,
  team_id: project.teamId,
  timezone: project.timezone,
  created_at: project.createdAt.toISOString(),
});
