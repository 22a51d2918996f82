/** Teams in the database. */
import { Injectable } from '@nestjs/common';
import { TenantRows } from '../tenant-rows';
import { Team } from './team.entity';

@Injectable()
export class TeamsStore extends TenantRows<Team> {
  constructor() {
    super(Team, 'team');
  }
}
