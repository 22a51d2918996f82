/** Which class the data of a call has. */

/** May leave the operator's machines, whatever the provider. */
export const PUBLIC = 'public';

/** What the endpoint sets, a caller cannot lower: its word counts where the endpoint has none, or only `public`. */
export const dataClassOf = (endpoint: string | null, caller: string | null): string | null =>
  endpoint === null || endpoint === PUBLIC ? (caller ?? endpoint) : endpoint;
