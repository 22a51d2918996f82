/** What a request asks for, as rules name it. `other` is said whenever the words do not tell. */
export const TASKS = [
  'summarization',
  'extraction',
  'classification',
  'translation',
  'code_review',
  'code_generation',
  'question_answering',
  'creative',
  'reasoning',
  'other',
] as const;
export type Task = (typeof TASKS)[number];
