/** What `/v1/keys` takes and answers. */
import { z } from 'zod';
import { EXTENSION_LEVELS, ROLES } from '../../shared/domain/access';
import type { ProjectId, TeamId } from '../../shared/domain/ids';
import { pageQuery } from '../../shared/pagination';
import { type Defined, defined } from '../../shared/domain/defined';
import { instant, label, patchOf, reference } from '../fields';
import type { ApiKey } from './api-key.entity';

const allowList = z
  .array(z.string().trim().min(1, 'must not be empty').max(200))
  .min(1, 'must not be empty; null allows all')
  .max(1000)
  .nullable();

// Of PostgreSQL's integer; nobody sends more in a minute.
const MOST_A_MINUTE = 2_147_483_647;
const rateLimit = z.int().min(1, 'must be at least 1; null for no limit').max(MOST_A_MINUTE).nullable();

const keyFields = z.strictObject({
  name: label,
  owner: label,
  role: z.enum(ROLES),
  team_id: reference.nullable(),
  project_id: reference.nullable(),
  allowed_models: allowList,
  allowed_endpoints: allowList,
  extension: z.enum(EXTENSION_LEVELS).nullable(),
  /** Requests and tokens a minute. */
  rate_limit_rpm: rateLimit,
  rate_limit_tpm: rateLimit,
  expires_at: z.iso.datetime({ offset: true }).nullable(),
});

const { shape } = keyFields;

export const keyBody = keyFields.extend({
  role: shape.role.default('developer'),
  team_id: shape.team_id.default(null),
  project_id: shape.project_id.default(null),
  allowed_models: allowList.default(null),
  allowed_endpoints: allowList.default(null),
  extension: shape.extension.default(null),
  rate_limit_rpm: rateLimit.default(null),
  rate_limit_tpm: rateLimit.default(null),
  expires_at: shape.expires_at.default(null),
});
export const keyPatch = patchOf(keyFields);
export type KeyBody = z.output<typeof keyBody>;
export type KeyPatch = z.output<typeof keyPatch>;

export const keyQuery = pageQuery.extend({ team_id: reference.optional(), project_id: reference.optional() });
export type KeyQuery = z.output<typeof keyQuery>;

export const keyView = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.string(),
  role: z.enum(ROLES),
  /** The visible beginning of the secret. */
  prefix: z.string(),
  team_id: z.string().nullable(),
  project_id: z.string().nullable(),
  allowed_models: z.array(z.string()).nullable(),
  allowed_endpoints: z.array(z.string()).nullable(),
  extension: z.enum(EXTENSION_LEVELS).nullable(),
  rate_limit_rpm: z.number().nullable(),
  rate_limit_tpm: z.number().nullable(),
  expires_at: instant.nullable(),
  revoked_at: instant.nullable(),
  created_by: z.string(),
  created_at: instant,
  last_used_at: instant.nullable(),
});
export type KeyView = z.input<typeof keyView>;

/** The one answer that has the secret. */
export const createdKeyView = keyView.extend({ key: z.string() });
export type CreatedKeyView = z.input<typeof createdKeyView>;

type KeyColumns = Pick<
  ApiKey,
  | 'name'
  | 'owner'
  | 'role'
  | 'teamId'
  | 'projectId'
  | 'allowedModels'
  | 'allowedEndpoints'
  | 'extension'
  | 'rateLimitRpm'
  | 'rateLimitTpm'
  | 'expiresAt'
>;

/** The columns that the given fields set. */
export const keyColumns = (fields: KeyPatch): Defined<KeyColumns> =>
  defined({
    name: fields.name,
    owner: fields.owner,
    role: fields.role,
    teamId: fields.team_id as TeamId | null | undefined,
    projectId: fields.project_id as ProjectId | null | undefined,
    allowedModels: fields.allowed_models,
    allowedEndpoints: fields.allowed_endpoints,
    extension: fields.extension,
    rateLimitRpm: fields.rate_limit_rpm,
    rateLimitTpm: fields.rate_limit_tpm,
    expiresAt: typeof fields.expires_at === 'string' ? new Date(fields.expires_at) : fields.expires_at,
  });

export const viewKey = (key: ApiKey): KeyView => ({
  id: key.id,
  name: key.name,
  owner: key.owner,
  role: key.role,
  prefix: key.prefix,
  team_id: key.teamId,
  project_id: key.projectId,
  allowed_models: key.allowedModels,
  allowed_endpoints: key.allowedEndpoints,
  extension: key.extension,
  rate_limit_rpm: key.rateLimitRpm,
  rate_limit_tpm: key.rateLimitTpm,
  expires_at: iso(key.expiresAt),
  revoked_at: iso(key.revokedAt),
  created_by: key.createdBy,
  created_at: key.createdAt.toISOString(),
  last_used_at: iso(key.lastUsedAt),
});

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
