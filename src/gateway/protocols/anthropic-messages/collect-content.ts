/** The content blocks of a whole answer from its events. */
import type { AnswerEvent } from '../../domain/conversation/answer';
import type { JsonObject } from '../dialect';
import { carriedSignature } from './call-signature';
import { type ContentEvent, isContent } from './message';
import { inputOf } from './tool-input';

type Piece =
  | { readonly type: 'text'; text: string }
  | { readonly type: 'thinking'; text: string; signature: string | null }
  | { readonly type: 'redacted_thinking'; readonly data: string }
  | { readonly type: 'tool_use'; readonly call: number; readonly id: string; readonly name: string; json: string };

export function collectContent(events: readonly AnswerEvent[]): JsonObject[] {
  const pieces: Piece[] = [];
  for (const event of events) if (isContent(event)) collect(event, pieces);
  return pieces.map(blockOf);
}

function collect(event: ContentEvent, pieces: Piece[]): void {
  switch (event.type) {
    case 'text':
    case 'refusal':
      openText(pieces).text += event.text;
      return;
    case 'reasoning':
      openThought(pieces).text += event.text;
      return;
    case 'reasoning_signature':
      if (event.redacted) pieces.push({ type: 'redacted_thinking', data: event.signature });
      else openThought(pieces).signature = event.signature;
      return;
    case 'tool_call':
      pieces.push(...callOf(event));
      return;
    case 'tool_arguments':
      argue(pieces, event);
  }
}

function callOf({ call, id, name, signature }: Extract<ContentEvent, { type: 'tool_call' }>): Piece[] {
  const begun: Piece = { type: 'tool_use', call, id, name, json: '' };
  return signature === null ? [begun] : [{ type: 'redacted_thinking', data: carriedSignature(signature) }, begun];
}

function argue(pieces: Piece[], { call, json }: Extract<ContentEvent, { type: 'tool_arguments' }>): void {
  for (const piece of pieces) if (piece.type === 'tool_use' && piece.call === call) piece.json += json;
}

function openText(pieces: Piece[]): { text: string } {
  const last = pieces.at(-1);
  if (last?.type === 'text') return last;
  const text: Piece = { type: 'text', text: '' };
  pieces.push(text);
  return text;
}

/** A signature ends a thought. */
function openThought(pieces: Piece[]): { text: string; signature: string | null } {
  const last = pieces.at(-1);
  if (last?.type === 'thinking' && last.signature === null) return last;
  const thought: Piece = { type: 'thinking', text: '', signature: null };
  pieces.push(thought);
  return thought;
}

function blockOf(piece: Piece): JsonObject {
  switch (piece.type) {
    case 'text':
      return { type: 'text', text: piece.text, citations: null };
    case 'thinking':
      return { type: 'thinking', thinking: piece.text, signature: piece.signature ?? '' };
    case 'redacted_thinking':
      return { type: 'redacted_thinking', data: piece.data };
    case 'tool_use':
      return { type: 'tool_use', id: piece.id, name: piece.name, input: inputOf(piece.json), caller: DIRECT };
  }
}

/** The model itself called, no tool of the provider's on its behalf. */
export const DIRECT = { type: 'direct' };
