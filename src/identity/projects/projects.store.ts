/** Projects in the database. */
import { Injectable } from '@nestjs/common';
import { TenantRows } from '../tenant-rows';
import { Project } from './project.entity';

@Injectable()
export class ProjectsStore extends TenantRows<Project> {
  constructor() {
    super(Project, 'project');
  }
}
