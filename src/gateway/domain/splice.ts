/** Changes of a JSON object at single places; every other byte stays as it was. */
import type { Member } from './json-members';

/** A new value, or null to take the member out. */
export type Changes = Readonly<Record<string, string | null>>;

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Applies changes of top-level members; members that are not there are added at the end. Values are JSON text. */
export function spliceMembers(json: Buffer, members: readonly Member[], changes: Changes): Buffer {
  const edits: Edit[] = [];
  let kept = 0;
  for (const [at, member] of members.entries()) {
    // A caller may name a member "constructor".
    const text = Object.hasOwn(changes, member.key) ? changes[member.key] : undefined;
    if (text === null) edits.push(removal(members, at, kept > 0));
    else kept += 1;
    if (typeof text === 'string') edits.push({ from: member.valueStart, to: member.end, text });
  }
  const added = Object.entries(changes).filter(
    ([key, text]) => text !== null && !members.some((member) => member.key === key),
  );
  if (added.length > 0) {
    const end = json.lastIndexOf('}');
    const text = added.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',');
    edits.push({ from: end, to: end, text: kept > 0 ? `,${text}` : text });
  }
  return apply(json, edits);
}

/** Puts a member behind the last one of an object that has at least one. */
export function appendMember(json: Buffer, key: string, value: string): Buffer {
  const end = json.lastIndexOf('}');
  return apply(json, [{ from: end, to: end, text: `,${JSON.stringify(key)}:${value}` }]);
}

/** The member with the comma before it, or with the one behind it where nothing before it is kept. */
function removal(members: readonly Member[], at: number, behindKept: boolean): Edit {
  const { start, end } = members[at] as Member;
  return behindKept
    ? { from: members[at - 1]?.end ?? start, to: end, text: '' }
    : { from: start, to: members[at + 1]?.start ?? end, text: '' };
}

function apply(json: Buffer, edits: readonly Edit[]): Buffer {
  if (edits.length === 0) return json;
  const parts: Buffer[] = [];
  let at = 0;
  for (const { from, to, text } of edits) {
    parts.push(json.subarray(at, from), Buffer.from(text));
    at = to;
  }
  parts.push(json.subarray(at));
  return Buffer.concat(parts);
}
