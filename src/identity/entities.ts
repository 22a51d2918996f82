/** The tables of this feature. */
import { AuditEntry } from './audit/audit-entry.entity';
import { ApiKey } from './keys/api-key.entity';
import { Project } from './projects/project.entity';
import { Team } from './teams/team.entity';
import { Tenant } from './tenants/tenant.entity';
import { RoleBinding } from './users/role-binding.entity';
import { User } from './users/user.entity';

export const IDENTITY_ENTITIES = [Tenant, Team, Project, User, RoleBinding, ApiKey, AuditEntry] as const;
