/** A provider's credential, encrypted. */
import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { CredentialId, TenantId } from '../../shared/domain/ids';
import { MANAGED_BY_CHECK, type ManagedBy } from './managed-by';

@Entity('provider_credentials')
@ForeignKey('Tenant', ['tenantId'], ['id'], { name: 'provider_credentials_tenant_fkey' })
@Check('provider_credentials_managed_by_check', MANAGED_BY_CHECK)
@Unique('provider_credentials_name_key', ['tenantId', 'provider', 'name'])
export class CredentialRow {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'provider_credentials_pkey' })
  readonly tenantId!: TenantId;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'provider_credentials_pkey' })
  readonly id!: CredentialId;

  @Column({ type: 'text' })
  readonly provider!: string;

  @Column({ type: 'text' })
  readonly name!: string;

  /** Ascending, the order in which a provider's credentials are tried. */
  @Column({ type: 'integer' })
  readonly position!: number;

  @Column({ type: 'bytea' })
  readonly ciphertext!: Buffer;

  /** Fingerprint of the key that opens it. */
  @Column({ name: 'key_id', type: 'text' })
  readonly keyId!: string;

  /** `${NAME}` as the document wrote it, null where it held the key itself. */
  @Column({ type: 'text', nullable: true })
  readonly reference!: string | null;

  @Column({ name: 'managed_by', type: 'text' })
  readonly managedBy!: ManagedBy;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt!: Date;
}
