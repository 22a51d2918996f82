/**
 * The words that tell a task. A row gives its weight to each of its tasks once, however many of its phrases occur. A phrase
 * is words in lower case; `*` at its end stands for any ending of the last word.
 */
import { type Cue, cue, order } from './cue';
import { CODE_CUES } from './cues-of-code';

export const CUES: readonly Cue[] = [
  order('summarization', 3, 'summar*, condense*, recap*, sum up, boil, digest, wrap up, abridge*, compress, shorten*'),
  order('summarization', 3, 'fasse, fass, kürze, résume*, resum*, riassum*, make this shorter, highlight, outline'),
  cue(
    'summarization',
    3,
    'summary, summaries, tl dr, tldr, gist, synopsis, key takeaways, takeaways, short version, recap',
  ),
  cue(
    'summarization',
    3,
    'key points, main points, most important points, main idea, main findings, main arguments, in a nutshell',
  ),
  cue(
    'summarization',
    3,
    'zusammenfass*, zusammen fassen, résumé, resumen, riassunto, samenvatting, 总 结, 摘 要, 要 約, wichtigsten punkte, summarise*, summarize*',
  ),
  cue('summarization', 1.75, 'overview, abstract, highlights, minutes, brief, bullet points, concise, briefly, short'),
  cue(
    'summarization',
    1,
    'in one sentence, in one line, in a few sentences, in two sentences, in three sentences, in one paragraph, one page',
  ),
  cue('summarization', 0.5, 'transcript, meeting, report, article, thread, document, notes, call, chapter, text'),

  order(
    'extraction',
    3,
    'extract*, extrah*, extrais, extrae, extraia, pull, scrape, parse, grab, capture, retrieve, collect, locate',
  ),
  order(
    'extraction',
    2,
    'list, find, get, identify, hole, fill in, populate, read, take, return, output, detect and list, turn, mark up',
  ),
  cue(
    'extraction',
    2,
    'extract*, entities, entity, named entity, key value, pull out, pull the, as json, json object, json array, json schema',
  ),
  cue(
    'extraction',
    1.5,
    'names, dates, date, amounts, amount, addresses, email addresses, phone numbers, numbers, fields, links, urls, number',
  ),
  cue(
    'extraction',
    1.5,
    'structured, csv, table, keywords, mentioned, named, mentions, hashtags, line items, iban, columns, verbatim, values',
  ),
  cue(
    'extraction',
    1,
    'invoice, receipt, resume, form, contract, in this, from the following, from this, from the, rechnung*, factur*',
  ),

  order(
    'classification',
    3,
    'classif*, categori*, label, klassifizier*, kategorisier*, clasific*, classe, tag, moderate, route, flag, score, assign',
  ),
  order(
    'classification',
    1.75,
    'determine, decide, predict, is this, is the following, which category, which label, which class, rate, assess, mark',
  ),
  order(
    'classification',
    2,
    'bestimme, choose, pick, group, sort, detect, tell me if, does the, identify, tell which, what language is',
  ),
  cue(
    'classification',
    2.5,
    'sentiment*, 分 类, 分 類, classif*, spam, categor*, kategori*, toxicity, not spam, positive or negative, entailment, sarcasm',
  ),
  cue(
    'classification',
    2,
    'positive negative, positiv negativ, labels, yes or no, yes no, true or false, one of these, label, intent, one word',
  ),
  cue(
    'classification',
    1.5,
    'relevant or, or not, whether, topic, right department, severity, priority, from the list, or neutral, fake, tone',
  ),
  cue(
    'classification',
    1,
    'this text, this sentence, this review, this message, this email, this comment, this post, this tweet, this statement',
  ),
  cue('classification', 1, 'belong*, department, dringend, fraudulent, violates, which of, either, neutral, following'),

  order(
    'translation',
    3,
    'translat*, übersetz*, tradui*, traduc*, traduz*, tradueix, vertaal, prevedi, przetłumacz, переведи*, översätt, back translate',
  ),
  order(
    'translation',
    2,
    'localize, localise, render, say this in, put this into, convert the following text from, how do you say',
  ),
  cue(
    'translation',
    2.5,
    'translat*, übersetz*, traduc*, traduire, how do you say,翻 译, 翻 譯, 翻 訳, 訳, ترجم*, hoe zeg',
  ),
  cue(
    'translation',
    1.5,
    'into english, to english, in english, ins englische, auf französisch, en anglais, al inglés, version of, native speaker',
  ),
  cue(
    'translation',
    1.25,
    'english, french, german, spanish, italian, dutch, portuguese, polish, russian, japanese, chinese, korean, arabic, hindi',
  ),
  cue(
    'translation',
    1.25,
    'swedish, norwegian, danish, finnish, greek, turkish, hebrew, czech, romanian, ukrainian, welsh, latin, thai, vietnamese, catalan',
  ),
  cue(
    'translation',
    1.5,
    'word for, in french, in german, in spanish, in japanese, in greek, in italian, in portuguese, in chinese, in korean',
  ),
  cue('translation', 0.75, 'mean in, say'),

  ...CODE_CUES,

  order(
    'question_answering',
    1.5,
    'what, who, when, why, how, which, where, explain, define, was ist, wer, warum, wie, wo, quelle, quel, comment, pourquoi',
  ),
  order(
    'question_answering',
    1.5,
    'qué, quién, por qué, cuándo, cómo, perché, according to, based on the, tell me about, answer the question, describe how, in which',
  ),
  order('question_answering', 1.25, 'is, are, does, do, did, can, was, were, will, has, have'),
  // A request in the form of a question, and one for advice.
  order('question_answering', -1.5, 'can you, could you, would you, can i get, do you, what do you think, should i'),
  cue(
    'question_answering',
    1,
    'answer the question, question, context, what causes, difference between, explain, mean, meaning, work, works',
  ),

  order(
    'creative',
    1.5,
    'write, compose, invent, imagine, create, craft, tell me a, come up, make up, dream up, pen, think of, erfinde, erzähl, draft a funny',
  ),
  order(
    'creative',
    1.5,
    'brainstorm, roleplay, suggest creative, continue this story, generate, écris, escribe, schreib*, scrivi, escreva, give me',
  ),
  cue(
    'creative',
    1.75,
    'poem, story, haiku, limerick, lyrics, song, sonnet, fable, fairy tale, novel, slogan*, tagline, joke, riddle, ode, rap, myth',
  ),
  cue(
    'creative',
    1.75,
    'gedicht, geschichte, poème, poesia, poema, cuento, conto, screenplay, dialogue, monologue, plot, backstory, fiction, jingle',
  ),
  cue(
    'creative',
    2,
    'brainstorm*, roleplay, imagin*, character, creative, fantasy, whimsical, humorous, playful, poetic, metaphor*, rhym*, parody, werbespruch',
  ),
  cue(
    'creative',
    1.5,
    'names for, a name for, funny, acrostic, wedding toast, shanty, idioms, point of view, superhero, love letter, ghost, scene, imaginary',
  ),

  order(
    'reasoning',
    3,
    'solve, prove, calculate, compute, deduce, factor, simplify, löse, résous, beweise, resuelve, demuestra, reason through, work out',
  ),
  order(
    'reasoning',
    2,
    'if, show that, determine how, evaluate the integral, find the next, find the fallacy, find the flaw, think step, given that, let s think',
  ),
  cue(
    'reasoning',
    3,
    'step by step, probability, prove, proof, equation*, integral, derivative, puzzle, logically, premises, net present value',
  ),
  cue(
    'reasoning',
    1.5,
    'how many, each step, twice, half, the sum of, the product of, the average, show the calculation, what is its, optimise the, optimize the, taller than',
  ),
  cue(
    'reasoning',
    2,
    'twice as, half as, wie viele, gleichung, ecuación, équation, therefore, implies, logic, all of the statements, expected value',
  ),
  cue(
    'reasoning',
    2,
    'tells the truth, lies, does he have, does she have, do i have, have left, are left, how many more, how many different',
  ),
  cue(
    'reasoning',
    2,
    'at the end of, how old is, how old will, next number, what comes next, consistent with, true about, swap*, valid',
  ),
  cue(
    'reasoning',
    1,
    'who is the, how long, how much, shortest, sequence, in total, altogether, conclude, reasoning, argument, km h, per hour, different ways',
  ),
  cue(
    'reasoning',
    1,
    'show your work, clues, each own, is taller than, percent, carefully, schedule, total, age, sides, cost, costs, liters',
  ),
];
