/** Hidden state: who has learned of which change, and what each makes of it. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, companion, companionOf, companionsOf, countDistinct, evidence, mayBeDense } from '../relate';
import { ignorances } from './ignorance';
import { inquiries } from './inquiry';
import { agents, anyMindQuestion, mindQuestion, ownerOf } from './minds';
import { separateKnowledge } from './separate-knowledge';

/** A change that not all of at least two agents have seen, and a question about what one of them thinks or will do. */
export function multiAgentHiddenState(reading: Reading): readonly Span[] | null {
  if (!mayBeDense(reading, CLUES, ENOUGH)) return null;
  return (
    unseenChange(reading) ??
    hiddenFrom(reading) ??
    mutualSight(reading) ??
    turnsOfKnowing(reading) ??
    changeLearned(reading) ??
    differentKnowledge(reading) ??
    separateKnowledge(reading)
  );
}

/** What tells of seeing, knowing and what becomes of things; in a report such words are scattered. */
const CLUES = [W.mind, W.perceive, W.heard, W.informed, W.absent, W.unaware, W.change, W.learn, W.partly] as const;
const ENOUGH = { least: 2, wordsPer: 11 };

function unseenChange(reading: Reading): readonly Span[] | null {
  const unseen = unseenBy(reading);
  if (unseen < 0) return null;
  const change = reading.at(W.change).find((word) => word !== unseen) ?? talkOfThird(reading);
  const asked = change === undefined ? null : mindQuestion(reading);
  if (change === undefined || asked === null || !areSeveral(reading)) return null;
  return evidence(reading, [unseen, change, ...asked]);
}

/** Among three or more, talk is a change too: who was away has not heard it. The last of their names, if they are so many. */
function talkOfThird(reading: Reading): number | undefined {
  if (!reading.has(W.speech) && !reading.has(W.heard) && !reading.has(W.informed)) return undefined;
  return countDistinct(reading, reading.names) >= 3 ? reading.names.at(-1) : undefined;
}

/** Somebody is away, or sees or does not see: the word that says so; -1 when nobody is. */
function unseenBy(reading: Reading): number {
  const found = [...reading.at(W.absent), ...reading.at(W.perceive)].find(
    (word) =>
      companion(reading, word, { before: 8, behind: 5 }, (at) => reading.isAgent(at) || reading.isNoun(at)) >= 0,
  );
  return found ?? -1;
}

const areSeveral = (reading: Reading): boolean => countDistinct(reading, agents(reading)) >= 2;

/** Where it is said outright that somebody was not told or has not seen, whoever has a mind may be asked about. */
function hiddenFrom(reading: Reading): readonly Span[] | null {
  if (!HAPPENED.some((name) => reading.has(name))) return null;
  const asked = anyMindQuestion(reading);
  const unlearned = asked === null ? undefined : ignorances(reading)[0];
  if (asked === null || unlearned === undefined) return null;
  const happened = HAPPENED.flatMap((name) => reading.at(name)).find(
    (word) => word !== unlearned && !asked.includes(word),
  );
  return happened === undefined ? null : evidence(reading, [unlearned, happened, ...asked]);
}

/** What somebody may have missed. */
const HAPPENED = [W.change, W.transfer, W.absent, W.perceive] as const;

/** "Each can see the others' hats but not their own": what one knows hangs on what the others know. */
function mutualSight(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.own)) {
    const sees = companionOf(reading, word, around(25, 1), W.perceive);
    const others = companion(reading, word, around(25, 1), (at) => reading.is(at, W.others));
    const knows = reading.at(W.mind)[0] ?? reading.at(W.speech)[0];
    if (sees >= 0 && others >= 0 && knows !== undefined && inquiries(reading).length > 0)
      return evidence(reading, [word, sees, others, knows]);
  }
  return null;
}

/** Asked one after the other, who says that he does not know tells the next. */
const MIN_TURNS = 2;

/** "The first says no, the second says no": what one says about his knowing is what the next one learns. */
function turnsOfKnowing(reading: Reading): readonly Span[] | null {
  const known = reading.at(W.knowing)[0];
  if (known === undefined || inquiries(reading).length === 0) return null;
  const turns = reading
    .at(W.knowing)
    .filter((word) => companionOf(reading, word, { before: 4, behind: 0 }, W.said) >= 0);
  const answers = reading
    .at(W.said)
    .filter((word) => companionOf(reading, word, { before: 0, behind: 2 }, W.yesNo) >= 0);
  const all = [...turns, ...answers];
  const asked = all.length < MIN_TURNS ? undefined : inquiries(reading).at(-1);
  return asked === undefined ? null : evidence(reading, [known, ...all, asked]);
}

/** "Vera learns it … her brother believes …": what changed, of which each has learned in another way. */
function changeLearned(reading: Reading): readonly Span[] | null {
  const change = reading.at(W.change)[0];
  const asked = change === undefined ? null : anyMindQuestion(reading);
  if (change === undefined || asked === null) return null;
  const learned = [...reading.at(W.heard), ...reading.at(W.informed)].filter(
    (word) => word !== change && !asked.includes(word),
  );
  const owners = learned.map((word) => ownerOf(reading, word)).filter((word) => word >= 0);
  return countDistinct(reading, owners) < MIN_TURNS ? null : evidence(reading, [change, ...owners, ...asked]);
}

/** With this many who know, of whom one knows less, it must be kept apart who knows what. */
const MIN_KNOWERS = 3;

/** Three or more who each saw, heard or know something, a lack of it, and a question for what each of them makes of it. */
function differentKnowledge(reading: Reading): readonly Span[] | null {
  if (reading.at(W.heard).length < MIN_KNOWERS) return null;
  const knowing = reading.at(W.heard).filter((word) => ownerOf(reading, word) >= 0);
  const lacking = knowing.find((word) => companionOf(reading, word, around(6), W.lacks) >= 0);
  if (lacking === undefined) return null;
  const knowers = knowing.map((word) => ownerOf(reading, word));
  if (countDistinct(reading, knowers) < MIN_KNOWERS) return null;
  const asked = questionOfEach(reading);
  return asked === null ? null : evidence(reading, [...knowing, lacking, ...asked]);
}

/** "who thinks what", "what does each of them do": two words for whom and what, beside a word of mind or deed, in one sentence. */
function questionOfEach(reading: Reading): readonly number[] | null {
  for (const word of [...reading.at(W.mind), ...reading.at(W.seek), ...reading.at(W.speech), ...reading.at(W.modal)]) {
    const pair = companionsOf(reading, word, [
      [W.whatEach, around(10)],
      [W.whatEach, around(10)],
    ]);
    if (pair !== null) return pair;
  }
  return mindQuestion(reading);
}
