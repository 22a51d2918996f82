/** Hidden state: who saw which change, and where things are after they have changed hands. */
import type { Reading, Span } from '../reading';
import { around, companion, companionOf, countDistinct, evidence } from '../relate';
import { agents, mindQuestion } from './minds';
import { CLAUSE_WORDS, countRecurring } from './parties';

/** A change that not all of at least two agents have seen, and a question about what one of them thinks or will do. */
export function multiAgentHiddenState(reading: Reading): readonly Span[] | null {
  return unseenChange(reading) ?? mutualSight(reading);
}

function unseenChange(reading: Reading): readonly Span[] | null {
  const unseen = unseenBy(reading);
  if (unseen < 0) return null;
  const change = reading.at('change').find((word) => word !== unseen) ?? talkOfThird(reading);
  const asked = change === undefined ? null : mindQuestion(reading);
  if (change === undefined || asked === null || !areSeveral(reading)) return null;
  return evidence(reading, [unseen, change, ...asked]);
}

/** Among three or more, talk is a change too: who was away has not heard it. The last of their names, if they are so many. */
function talkOfThird(reading: Reading): number | undefined {
  return countDistinct(reading, reading.names) >= 3 ? reading.names.at(-1) : undefined;
}

/** Somebody is away, or sees or does not see: the word that says so; -1 when nobody is. */
function unseenBy(reading: Reading): number {
  const found = [...reading.at('absent'), ...reading.at('perceive')].find(
    (word) => companion(reading, word, { before: 8, behind: 5 }, (at) => reading.isAgent(at)) >= 0,
  );
  return found ?? -1;
}

const areSeveral = (reading: Reading): boolean => countDistinct(reading, agents(reading)) >= 2;

/** "Each can see the others' hats but not their own": what one knows hangs on what the others know. */
function mutualSight(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('own')) {
    const sees = companionOf(reading, word, around(25, 1), 'perceive');
    const others = companion(reading, word, around(25, 1), (at) => reading.is(at, 'others'));
    const knows = reading.at('mind')[0] ?? reading.at('speech')[0];
    if (sees >= 0 && others >= 0 && knows !== undefined && reading.asksAnything)
      return evidence(reading, [word, sees, others, knows]);
  }
  return null;
}

/** Things that change hands or places this often can no longer be followed at a glance. */
const MIN_TRANSFERS = 3;

/** Several transfers in clauses of their own, and a question for who or what is where in the end. */
export function entityStateTracking(reading: Reading): readonly Span[] | null {
  const transfers = thirdPersonTransfers(reading);
  if (transfers.length < MIN_TRANSFERS || countRecurring(reading, transfers, 'transfer') < MIN_TRANSFERS - 1)
    return null;
  const asked = finalStateQuestion(reading, transfers.at(-1) ?? 0);
  return asked < 0 ? null : evidence(reading, [...transfers.slice(0, MIN_TRANSFERS), asked]);
}

function thirdPersonTransfers(reading: Reading): readonly number[] {
  const kept: number[] = [];
  for (const word of [...reading.at('transfer'), ...reading.at('further')].sort((a, b) => a - b)) {
    const last = kept.at(-1);
    if (last === undefined ? reading.is(word, 'further') : word - last < CLAUSE_WORDS) continue;
    if (reading.isAsked(reading.sentenceOf(word))) continue;
    if (companion(reading, word, { before: 3, behind: 0 }, (at) => reading.is(at, 'firstSecond')) < 0) kept.push(word);
  }
  return kept;
}

/** The word that asks for the state after the last transfer; -1 when an amount or nothing is asked. */
function finalStateQuestion(reading: Reading, lastTransfer: number): number {
  if (reading.has('howMany')) return -1;
  const from = reading.sentenceOf(lastTransfer);
  for (let sentence = from; sentence < reading.sentenceCount; sentence++) {
    const first = reading.firstWord(sentence);
    for (let word = first; word < reading.endWord(sentence); word++) {
      const asks = reading.isAsked(sentence) ? 'where' : 'atTheEnd';
      if (reading.is(word, 'firstSecond')) break;
      if (reading.is(word, asks) && companionOf(reading, word, around(14), 'holds') >= 0) return word;
    }
  }
  return -1;
}
