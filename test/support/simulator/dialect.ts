/** What a dialect is to the simulator: where it listens, and how it says an answer. */
import type { Script } from './script';

export interface SimulatedDialect {
  readonly name: string;
  /** null: the path is not of this dialect. */
  readonly ask: (path: string, body: Asked) => Ask | null;
  readonly whole: (script: Script, ask: Ask) => object;
  /** The events of a stream, each a whole server-sent event; `marks` tells which are pieces of the answer. */
  readonly stream: (script: Script, ask: Ask) => readonly SimulatedEvent[];
  readonly errorEvent: string;
  /** An event that says nothing, as those who let the client wait send it. */
  readonly keepAlive: string;
  /** `waitS`: how long to wait, where the dialect says it in the body. */
  readonly error: (status: number, message: string, waitS: string | null) => object;
  readonly saysWaitInBody: boolean;
  /** That the account has no money left. */
  readonly quota: { readonly status: number; readonly body: object };
  /** Headers of limits, as the provider would send them. */
  readonly limits: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly model?: string;
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
  readonly input?: unknown;
  readonly encoding_format?: string;
  readonly requests?: unknown;
}

export interface Ask {
  readonly model: string;
  readonly stream: boolean;
  /** With the finish: Mistral's way, asked or not. */
  readonly usage: 'with_finish' | 'behind_finish' | 'silent';
  /** Of embeddings: how many to make vectors of, and how those are written. */
  readonly texts?: number;
  readonly base64?: boolean;
}

export interface SimulatedEvent {
  readonly text: string;
  readonly isPiece: boolean;
}

export const piece = (text: string): SimulatedEvent => ({ text, isPiece: true });
export const frame = (text: string): SimulatedEvent => ({ text, isPiece: false });

export const data = (json: object | string): string =>
  `data: ${typeof json === 'string' ? json : JSON.stringify(json)}\n\n`;
/** With the event's name in both places, as Anthropic and OpenAI's Responses have it. */
export const named = (json: { readonly type: string }): string => `event: ${json.type}\n${data(json)}`;
