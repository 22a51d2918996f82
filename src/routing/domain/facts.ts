/** What a decision knows of the request: the names are those of rules and receipts. */
import type { Mode } from '../../catalog/domain/catalog';

export interface Facts {
  /** The `model` of the body, as the caller wrote it. */
  readonly requested_model: string;
  /** Estimate by character class; no tokenizer runs on the request path. */
  readonly input_tokens: number;
  /** The caller's limit, null where the body names none. */
  readonly max_output_tokens: number | null;
  /** A JSON schema for the answer was sent; schemas of tools do not count. */
  readonly has_schema: boolean;
  readonly has_json_mode: boolean;
  readonly has_tools: boolean;
  readonly has_images: boolean;
  readonly has_audio: boolean;
  readonly streaming: boolean;
  readonly messages_count: number;
  readonly task: string | null;
  readonly mode: Mode | null;
  readonly region: string | null;
  readonly data_class: string | null;
  /** When the decision is made, epoch milliseconds: prices are dated. */
  readonly at_ms: number;
  readonly hour_local: number;
  readonly time_of_day: string;
  readonly weekday: string;
  /** What the key may use; null: everything. Sorted, so that equal facts are equal bytes. */
  readonly allowed_models: readonly string[] | null;
  readonly allowed_endpoints: readonly string[] | null;
}

/** What changes all the time and a decision depends on; stored inline with it. */
export interface State {
  /** Tokens that an answer to this endpoint or model has had lately. */
  readonly expected_output_tokens: number;
}
