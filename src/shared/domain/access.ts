/** Who may do what: roles → scopes as one table, and the principal that a valid API key stands for. */
import type { ApiKeyId, ProjectId, TeamId, TenantId } from './ids';

export const SCOPES = [
  'inference:call',
  'usage:self',
  'usage:read',
  'decisions:read',
  'content:read',
  'budgets:read',
  'sla:read',
  'sla:write',
  'identity:read',
  'identity:write',
  'keys:read',
  'keys:write',
  'audit:read',
  'catalog:read',
  'catalog:write',
  'config:read',
  'config:write',
] as const;
export type Scope = (typeof SCOPES)[number];

export const ROLES = ['owner', 'admin', 'finance', 'operator', 'viewer', 'developer'] as const;
export type Role = (typeof ROLES)[number];

const READ_ALL = [
  'usage:self',
  'usage:read',
  'decisions:read',
  'budgets:read',
  'sla:read',
  'identity:read',
  'catalog:read',
  'config:read',
] as const;

export const ROLE_SCOPES: Readonly<Record<Role, ReadonlySet<Scope>>> = {
  owner: new Set(SCOPES),
  admin: new Set(SCOPES),
  finance: new Set([...READ_ALL]),
  operator: new Set([...READ_ALL, 'keys:read', 'audit:read', 'catalog:write', 'config:write', 'sla:write']),
  viewer: new Set([...READ_ALL]),
  developer: new Set(['inference:call', 'usage:self', 'catalog:read']),
};

export const EXTENSION_LEVELS = ['full', 'minimal', 'off'] as const;
/** How much of `x_bursar` an answer carries. */
export type ExtensionLevel = (typeof EXTENSION_LEVELS)[number];

export const RATE_KINDS = ['requests', 'tokens'] as const;
export type RateKind = (typeof RATE_KINDS)[number];
/** How much of each a key may use a minute; null: as much as it likes. */
export type RateLimits = Readonly<Record<RateKind, number | null>>;

/** What a valid API key stands for; immutable, replaced as a whole when anything about it changes. */
export interface Principal {
  readonly keyId: ApiKeyId;
  readonly tenantId: TenantId;
  readonly teamId: TeamId | null;
  readonly projectId: ProjectId | null;
  /** What rules call them. */
  readonly teamName: string | null;
  readonly projectName: string | null;
  readonly role: Role;
  readonly scopes: ReadonlySet<Scope>;
  /** Model names, `provider/model` or tiers; null allows all. */
  readonly allowedModels: ReadonlySet<string> | null;
  /** Endpoint names; null allows all. */
  readonly allowedEndpoints: ReadonlySet<string> | null;
  readonly expiresAtMs: number | null;
  /** null: it has none. */
  readonly rateLimits: RateLimits | null;
  readonly extension: ExtensionLevel;
  /** IANA zone of the project, else of the tenant. */
  readonly timezone: string;
}
