/** Tenants, teams, projects, API keys and the audit log; guards every route of the process. */
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditController } from './audit/audit.controller';
import { AuditService } from './audit/audit.service';
import { AuditStore } from './audit/audit.store';
import { AuthGuard } from './auth.guard';
import { Changes } from './changes.service';
import { KeyRing } from './key-ring';
import { KeyRingStore } from './key-ring.store';
import { KeyRingSync } from './key-ring-sync.service';
import { KeyUses } from './key-uses.service';
import { KeysController } from './keys/keys.controller';
import { KeysService } from './keys/keys.service';
import { KeysStore } from './keys/keys.store';
import { ProjectsController } from './projects/projects.controller';
import { ProjectsService } from './projects/projects.service';
import { ProjectsStore } from './projects/projects.store';
import { ScopeNamesStore } from './scope-names.store';
import { TeamsController } from './teams/teams.controller';
import { TeamsService } from './teams/teams.service';
import { TeamsStore } from './teams/teams.store';
import { TenantsController } from './tenants/tenants.controller';
import { TenantsService } from './tenants/tenants.service';
import { TenantsStore } from './tenants/tenants.store';

@Module({
  controllers: [AuditController, KeysController, ProjectsController, TeamsController, TenantsController],
  providers: [
    ...[KeyRing, KeyRingStore, KeyRingSync, KeyUses, Changes],
    ...[AuditService, KeysService, ProjectsService, TeamsService, TenantsService],
    ...[AuditStore, KeysStore, ProjectsStore, ScopeNamesStore, TeamsStore, TenantsStore],
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  exports: [AuditStore, KeyRing],
})
export class IdentityModule {}
