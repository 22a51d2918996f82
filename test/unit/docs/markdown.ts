/** What the documentation tests read out of Markdown: links, tables and prose, without code. */

export interface Link {
  readonly text: string;
  /** As written, without the fragment. */
  readonly target: string;
  /** From 1. */
  readonly line: number;
}

const LINK = /\[([^\]]*)\]\(([^)#\s]*)[^)]*\)/g;
const FENCE = /^\s*(```|~~~)/;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** The lines, with those of code blocks and the text of `code` emptied, so that numbers stay those of the file. */
export function proseLines(markdown: string): readonly string[] {
  let inFence = false;
  return markdown.split('\n').map((line) => {
    const isFence = FENCE.test(line);
    if (isFence) inFence = !inFence;
    return isFence || inFence ? '' : line.replace(/`[^`]*`/g, '``');
  });
}

/** Links to files, relative to the document that has them. */
export function relativeLinks(markdown: string): readonly Link[] {
  return linesWithoutFences(markdown).flatMap((line, index) =>
    linksOf(line)
      .filter(({ target }) => target !== '' && !SCHEME.test(target))
      .map((link) => ({ ...link, line: index + 1 })),
  );
}

/** The cells of each row of all tables, without header and ruler. */
export function tableRows(markdown: string): readonly (readonly string[])[] {
  const blocks = tableBlocks(linesWithoutFences(markdown));
  return blocks.flatMap((block) => block.slice(2).map((index) => cellsOf(markdown.split('\n')[index] ?? '')));
}

/** Groups of line indexes (from 0): a table is one group, any other line a group of its own. */
export function lineGroups(lines: readonly string[]): readonly (readonly number[])[] {
  const tables = tableBlocks(lines);
  const inTable = new Set(tables.flat());
  return [
    ...tables,
    ...lines
      .map((_, index) => index)
      .filter((index) => !inTable.has(index))
      .map((index) => [index]),
  ];
}

/** The links of one line or cell, with the line number 1. */
export function linksOf(text: string): readonly Link[] {
  return [...text.matchAll(LINK)].map(([, label = '', target = '']) => ({ text: label, target, line: 1 }));
}

function linesWithoutFences(markdown: string): readonly string[] {
  const prose = proseLines(markdown);
  // A link's label is often code, so only whole code blocks are left out.
  return markdown.split('\n').map((line, index) => (prose[index] === '' ? '' : line));
}

function tableBlocks(lines: readonly string[]): readonly (readonly number[])[] {
  const blocks: number[][] = [];
  lines.forEach((line, index) => {
    if (!line.trimStart().startsWith('|')) return;
    const last = blocks.at(-1);
    if (last?.at(-1) === index - 1) last.push(index);
    else blocks.push([index]);
  });
  return blocks;
}

const cellsOf = (row: string): readonly string[] =>
  row
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
