/** The types of identifiers: a string of one kind cannot pass for another. */

declare const kindBrand: unique symbol;
type Id<Kind extends string> = string & { readonly [kindBrand]: Kind };

export type TenantId = Id<'tenant'>;
export type TeamId = Id<'team'>;
export type ProjectId = Id<'project'>;
export type ApiKeyId = Id<'api_key'>;
export type UserId = Id<'user'>;
export type RoleBindingId = Id<'role_binding'>;
export type EndpointId = Id<'endpoint'>;
export type CredentialId = Id<'credential'>;
export type RequestId = Id<'request'>;
export type DecisionId = Id<'decision'>;
export type BacktestId = Id<'backtest'>;
export type FailoverId = Id<'failover'>;
export type IncidentId = Id<'incident'>;

/** Prefix → type of the identifiers that we make. */
export interface IdKinds {
  ten: TenantId;
  team: TeamId;
  prj: ProjectId;
  key: ApiKeyId;
  usr: UserId;
  rol: RoleBindingId;
  ep: EndpointId;
  crd: CredentialId;
  req: RequestId;
  dec: DecisionId;
  bt: BacktestId;
  fo: FailoverId;
  inc: IncidentId;
}
