/** What is wrong with a text that somebody wrote, and where in it. */
export interface TextFault {
  /** From 0. */
  readonly offset: number;
  readonly problem: string;
}
