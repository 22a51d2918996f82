/** What the catalog asks of whoever knows the language of rules: it stores expressions without reading them. */
import type { EndpointDocument } from './endpoint-document';

export interface EndpointFinding {
  /** From the top of the endpoint's document. */
  readonly path: readonly PropertyKey[];
  readonly problem: string;
  /** Where in the text at `path`, from 0. */
  readonly offset?: number;
  /** It may be saved, but most likely does not say what was meant. */
  readonly warning?: true;
}

/** Whether everything that the endpoint's rules and signals say can be evaluated. */
export type EndpointCheck = (document: EndpointDocument) => readonly EndpointFinding[];

export const ENDPOINT_CHECK = Symbol('EndpointCheck');
