/** Where the provider shall cache the prompt. Anthropic takes four marks and no long-lived one behind a short-lived one. */
import type { CacheHint } from '../../domain/conversation/conversation';

export type Block = Record<string, unknown>;

const MOST_MARKS = 4;

export class CacheMarks {
  private readonly marked: { readonly block: Block; readonly hint: '5m' | '1h' }[] = [];

  /** In the order in which Anthropic reads: tools, system, messages. */
  mark(block: Block, hint: CacheHint): Block {
    if (hint !== null) this.marked.push({ block, hint });
    return block;
  }

  /** The last ones reach furthest: each holds all that is before it. */
  place(): void {
    let short = false;
    for (const { block, hint } of this.marked.slice(-MOST_MARKS)) {
      short ||= hint === '5m';
      block['cache_control'] = short ? { type: 'ephemeral' } : { type: 'ephemeral', ttl: hint };
    }
  }
}
