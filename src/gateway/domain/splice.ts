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
  let kept = members.length;
  for (const [at, member] of members.entries()) {
    const text = changes[member.key];
    if (text === undefined) continue;
    if (text !== null) edits.push({ from: member.valueStart, to: member.end, text });
    else {
      kept -= 1;
      edits.push(removal(members, at));
    }
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

/** The member with the comma before it, or for the first one the comma behind it. */
function removal(members: readonly Member[], at: number): Edit {
  const member = members[at] as Member;
  const previous = members[at - 1];
  const next = members[at + 1];
  if (previous) return { from: previous.end, to: member.end, text: '' };
  return { from: member.start, to: next ? next.start : member.end, text: '' };
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
