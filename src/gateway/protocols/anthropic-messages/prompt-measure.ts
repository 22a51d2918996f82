/** How much a model has to read of a prompt's content blocks, without a tokenizer; and whether there are images in it. */
import { estimateTokens } from '../../../routing';
import { TOKENS_PER_IMAGE } from '../call-request';
import type { JsonObject } from '../dialect';
import { objectOf, objectsOf, textOf } from '../wire';

// A page of PDF is read as text and as a picture, 1,500 to 3,000 tokens each (Anthropic's guide); scanned or set, its bytes
// are some 50 KB.
const TOKENS_PER_PAGE = 2_250;
const BASE64_PER_PAGE = 66_000;

export class PromptMeasure {
  tokens = 0;
  images = false;

  private readonly blocks: ReadonlyMap<unknown, (block: JsonObject) => void> = new Map([
    ['text', (block: JsonObject) => this.text(block['text'])],
    ['thinking', (block: JsonObject) => this.text(block['thinking'])],
    ['redacted_thinking', () => undefined],
    ['image', () => this.image()],
    ['document', (block: JsonObject) => this.document(block)],
    ['tool_result', (block: JsonObject) => this.content(block['content'])],
  ]);

  /** A text or a list of blocks; whatever else it is has nothing to read. */
  content(content: unknown): void {
    if (typeof content === 'string') this.text(content);
    else for (const block of objectsOf(content)) this.block(block);
  }

  /** Calls, results of hosted tools and what is newer than this are read as they stand. */
  private block(block: JsonObject): void {
    const measure = this.blocks.get(block['type']);
    if (measure === undefined) this.text(JSON.stringify(block));
    else measure(block);
  }

  private text(text: unknown): void {
    this.tokens += estimateTokens(textOf(text));
  }

  private image(): void {
    this.images = true;
    this.tokens += TOKENS_PER_IMAGE;
  }

  private document(block: JsonObject): void {
    const source = objectOf(block['source']);
    this.text(block['title']);
    this.text(block['context']);
    if (source['type'] === 'text') this.text(source['data']);
    else if (source['type'] === 'content') this.content(source['content']);
    else this.tokens += Math.max(1, Math.ceil(textOf(source['data']).length / BASE64_PER_PAGE)) * TOKENS_PER_PAGE;
  }
}
