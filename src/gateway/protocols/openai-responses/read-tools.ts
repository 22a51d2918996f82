/** Tools and the choice among them in a caller's Responses body. */
import type { Tool, ToolChoice } from '../../domain/conversation/conversation';
import type { Parameter } from '../../domain/conversation/parameters';
import { BOOLEAN, NAME, OBJECT, oneOf, optional, optionalPlace, type Place, placesIn, required, TEXT } from '../fields';
import { objectsOf } from '../wire';

interface ReadTools {
  readonly tools: readonly Tool[];
  readonly toolChoice: ToolChoice | null;
  readonly said: readonly Parameter[];
}

/** @throws BursarError `invalid_request` */
export function readTools(body: Place): ReadTools {
  const places = placesIn(body, 'tools');
  const functions = places.filter(isFunction).map(readTool);
  const choice = readChoice(body);
  return {
    tools: choice.allowed === null ? functions : functions.filter(({ name }) => choice.allowed?.has(name)),
    toolChoice: choice.toolChoice,
    said: [...places.filter((tool) => !isFunction(tool)).map(parameterOf), ...choice.said],
  };
}

const isFunction = (tool: Place): boolean => required(tool, 'type', NAME) === 'function';

/** `web_search`, `web_search_preview` and their dated names; every other tool that is no function runs at the provider. */
const parameterOf = ({ object }: Place): Parameter =>
  String(object['type']).startsWith('web_search') ? 'web_search' : 'hosted_tools';

const readTool = (tool: Place): Tool => ({
  name: required(tool, 'name', NAME),
  description: optional(tool, 'description', TEXT),
  parameters: optional(tool, 'parameters', OBJECT),
  strict: optional(tool, 'strict', BOOLEAN),
  cache: null,
});

interface Choice {
  readonly toolChoice: ToolChoice | null;
  /** Names of the functions that may be called; null: all of them. */
  readonly allowed: ReadonlySet<unknown> | null;
  readonly said: readonly Parameter[];
}

const WORDS = ['auto', 'none', 'required'] as const;

function readChoice(body: Place): Choice {
  if (typeof body.object['tool_choice'] === 'string') {
    const kind = required(body, 'tool_choice', oneOf(WORDS));
    return { toolChoice: { kind }, allowed: null, said: [] };
  }
  const choice = optionalPlace(body, 'tool_choice');
  return choice === null ? { toolChoice: null, allowed: null, said: [] } : readChosen(choice);
}

/** A choice among fewer tools than there are is the choice among those: elsewhere nobody sees the others. */
function readChosen(choice: Place): Choice {
  switch (required(choice, 'type', NAME)) {
    case 'function':
      return { toolChoice: { kind: 'tool', name: required(choice, 'name', NAME) }, allowed: null, said: [] };
    case 'allowed_tools': {
      const kind = required(choice, 'mode', oneOf(WORDS));
      const allowed = new Set(objectsOf(choice.object['tools']).map(({ name }) => name));
      return { toolChoice: { kind }, allowed, said: [] };
    }
    default:
      return { toolChoice: null, allowed: null, said: ['hosted_tools'] };
  }
}
