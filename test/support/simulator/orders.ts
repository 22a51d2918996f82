/** What the simulator does with calls whose prompts do not say otherwise, until it is told something else. */
import type { Wish } from './script';

/** Whom a call is for, and with whose key; the credential is '' where the call brings none. */
export interface Who {
  readonly model: string;
  readonly credential: string;
}

/** For the calls of this model and this credential; of all, where it names neither. */
export type Order = Wish & Partial<Who>;

export class Orders {
  readonly #standing = new Map<string, Wish>();

  /** Replaces what stood for exactly these calls; an order that wishes nothing takes it back. */
  give({ model, credential, ...wish }: Order): void {
    const key = keyOf(model, credential);
    if (Object.keys(wish).length === 0) this.#standing.delete(key);
    else this.#standing.set(key, wish);
  }

  takeAllBack(): void {
    this.#standing.clear();
  }

  /** Of several orders the one that names more wins, wish by wish; the model counts for more than the credential. */
  wishFor({ model, credential }: Who): Wish {
    if (this.#standing.size === 0) return {};
    const keys = [keyOf(), keyOf(undefined, credential), keyOf(model), keyOf(model, credential)];
    return Object.assign({}, ...keys.map((key) => this.#standing.get(key))) as Wish;
  }
}

const keyOf = (model?: string, credential?: string): string => JSON.stringify([model ?? null, credential ?? null]);
