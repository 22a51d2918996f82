/** How the engine is set up: a small neighbour on a machine of two cores, and otherwise as a server would be. */

const mebibytes = (count: number): number => count * 1024 * 1024;

/** Most that one statement may take of the whole, so that inserts still go through beside it. */
const STATEMENT_SHARE = 0.75;

/** Server settings, which can only be given when the engine starts. */
export function engineArguments(memoryCapBytes: number, configFile: string): readonly string[] {
  const settings = {
    max_server_memory_usage: memoryCapBytes,
    // The defaults are 5 GiB each, which only a large server has to spare.
    mark_cache_size: mebibytes(64),
    index_mark_cache_size: mebibytes(16),
    primary_index_cache_size: mebibytes(64),
    query_condition_cache_size: mebibytes(8),
    // One merge at a time leaves the second core alone.
    background_pool_size: 2,
    background_schedule_pool_initial_size: 2,
  };
  return [`--config-file=${configFile}`, ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`)];
}

/** What can be given in a configuration file only. */
export const ENGINE_CONFIG = `<clickhouse>
  <merge_tree>
    <!-- Merges were more than half of the price of a row; with 20 for 5 they are fewer, and a table has some dozen parts. -->
    <merge_selector_base>20</merge_selector_base>
  </merge_tree>
</clickhouse>
`;

export function engineSettings(memoryCapBytes: number): ReadonlyMap<string, string> {
  return new Map([
    ['max_memory_usage', String(Math.floor(memoryCapBytes * STATEMENT_SHARE))],
    // Threads that parse one insert beside each other cost more than they save with batches of a few megabytes.
    ['input_format_parallel_parsing', '0'],
    // chdb's own defaults, set back to a server's.
    ['implicit_select', '0'],
    ['allow_introspection_functions', '0'],
  ]);
}
