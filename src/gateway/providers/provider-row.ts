/** What differs between providers on the wire. */
import type { JsonObject, ProviderDialect } from '../protocols/dialect';
import type { EmbeddingTranslation } from '../protocols/openai-embeddings';
import type { FailureClass } from '../../ledger';

export interface Address {
  readonly upstreamModel: string;
  readonly stream: boolean;
  /** Of Azure's dated API, else null. */
  readonly apiVersion: string | null;
}

export interface Speech {
  readonly dialect: ProviderDialect;
  /** Appended to the provider's base URL. */
  readonly path: (address: Address) => string;
  /** Whether a stream tells its usage only when `stream_options` asks for it. */
  readonly usageOnRequest: boolean;
  /**
   * Members of a body in this same dialect that the provider knows by another name, or (null) refuses: the body passes
   * but for these.
   */
  readonly members: Readonly<Record<string, string | null>>;
}

/** How a provider is asked for vectors. */
export interface Embeds extends Pick<Speech, 'path' | 'members'> {
  /** null: in OpenAI's words, which are the caller's. */
  readonly translation: EmbeddingTranslation | null;
}

export interface ProviderRow {
  /** A call in a dialect that is not among them is translated into the first. */
  readonly speaks: readonly [Speech, ...Speech[]];
  /** null: it has no embeddings. */
  readonly embeds: Embeds | null;
  /** Path of a GET that costs nothing and needs the credential, for probes; null: it has none. */
  readonly listing: ((apiVersion: string | null) => string) | null;
  readonly authorise: (apiKey: string) => Readonly<Record<string, string>>;
  /** Of every call. */
  readonly headers: Readonly<Record<string, string>>;
  /** The caller's headers that it is told in a dialect of its own: names of features in test, and the like. */
  readonly forwards: readonly string[];
  /** What an error's body says beyond its status; null: nothing. */
  readonly classOf: (status: number, body: JsonObject) => FailureClass | null;
  /** Seconds to wait that an error's body asks for, where no header does; null: none. */
  readonly retryAfterOf: (body: JsonObject) => number | null;
}
