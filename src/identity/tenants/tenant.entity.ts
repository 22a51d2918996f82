/** A tenant: the wall that no query, key or reference crosses. */
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { ExtensionLevel } from '../../shared/domain/access';
import type { TenantId } from '../../shared/domain/ids';

@Entity('tenants')
@Unique('tenants_name_key', ['name'])
@Check('tenants_extension_check', `extension IN ('full', 'minimal', 'off')`)
export class Tenant {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'tenants_pkey' })
  readonly id!: TenantId;

  @Column({ type: 'text' })
  readonly name!: string;

  /** IANA zone of days and months where neither an endpoint nor a project says otherwise. */
  @Column({ type: 'text' })
  readonly timezone!: string;

  /** For keys that do not say otherwise. */
  @Column({ type: 'text' })
  readonly extension!: ExtensionLevel;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt!: Date;
}
