/** The tools of a chat body, in today's form and in the one before it (`functions`). */
import type { Conversation, Tool, ToolChoice } from '../../domain/conversation/conversation';
import { BOOLEAN, invalid, NAME, OBJECT, oneOf, optional, optionalPlace, type Place, placesIn } from '../fields';
import { required, requiredPlace, TEXT } from '../fields';
import { nameOf, objectOf, objectsOf } from '../wire';
import { cacheOf } from './read-content';

type Tools = Pick<Conversation, 'tools' | 'toolChoice' | 'parallelTools'>;

/** @throws BursarError `invalid_request` */
export function readTools(body: Place): Tools {
  const functions = placesIn(body, 'functions').map((place) => readTool(place));
  const tools = placesIn(body, 'tools')
    // The provider's own tools have no place in another dialect; that they were asked for is said as `hosted_tools`.
    .filter(({ object }) => object['type'] === 'function')
    .map((place) => ({ ...readTool(requiredPlace(place, 'function')), cache: cacheOf(place) }));
  const { choice, allowed } = readChoice(body);
  return {
    tools: [...tools, ...functions].filter(({ name }) => allowed === null || allowed.includes(name)),
    toolChoice: choice,
    parallelTools: optional(body, 'parallel_tool_calls', BOOLEAN),
  };
}

const readTool = (place: Place): Tool => ({
  name: required(place, 'name', NAME),
  description: optional(place, 'description', TEXT),
  parameters: optional(place, 'parameters', OBJECT),
  strict: optional(place, 'strict', BOOLEAN),
  cache: null,
});

interface Choice {
  readonly choice: ToolChoice | null;
  /** Names of the only tools that may be used; null: all of them. */
  readonly allowed: readonly string[] | null;
}

const MODES = ['auto', 'none', 'required'] as const;
const WORD = oneOf(MODES);

const anyOf = (choice: ToolChoice | null): Choice => ({ choice, allowed: null });

function readChoice(body: Place): Choice {
  for (const key of ['tool_choice', 'function_call']) {
    const value = body.object[key];
    if (typeof value === 'string') return anyOf({ kind: required(body, key, WORD) });
    const place = optionalPlace(body, key);
    if (place !== null) return readNamedChoice(place, key);
  }
  return anyOf(null);
}

function readNamedChoice(place: Place, key: string): Choice {
  if (key === 'function_call') return anyOf({ kind: 'tool', name: required(place, 'name', NAME) });
  const type = required(place, 'type', oneOf(['function', 'custom', 'allowed_tools']));
  if (type !== 'allowed_tools')
    return anyOf({ kind: 'tool', name: required(requiredPlace(place, type), 'name', NAME) });
  const subset = requiredPlace(place, 'allowed_tools');
  // Another dialect has no word for a subset: the other tools are left out.
  const allowed = objectsOf(subset.object['tools']).map((tool) => nameOf(objectOf(tool['function'])['name']));
  if (allowed.includes(null)) throw invalid(`${subset.path}.tools`, 'must be functions with a name');
  return {
    choice: { kind: required(subset, 'mode', oneOf(['auto', 'required'])) },
    allowed: allowed.filter((name) => name !== null),
  };
}
