/** Compares what has to be compared: ours with others, and with itself at other sizes. */

/**
 * The ratios of medians that the summary allows.
 *
 * @param {readonly object[]} summary - of tools, sizes and kinds
 * @returns {{ name: string, value: number }[]}
 */
export function compare(summary) {
  const find = (tool, size, kind, figure = 'median') =>
    summary.find((row) => row.tool === tool && row.size === size && row.kind === kind)?.[figure];
  const sizes = [...new Set(summary.map(({ size }) => size))].sort((a, b) => a - b);
  const ratios = sizes.flatMap((size) =>
    [
      ['leaf', 'ours', 'vite'],
      ['leaf', 'webpack-poll', 'ours'],
      ['leaf', 'webpack-signal', 'ours'],
      ['leaf', 'vite', 'ours-swc'],
      ['leaf', 'floor-ts', 'vite'],
      ['leaf', 'ours', 'floor-ts'],
      ['leaf', 'ours-swc', 'floor-esbuild'],
      ['hub', 'ours', 'vite'],
      ['structural', 'ours', 'ours-no-lane'],
      ['again', 'ours', 'vite'],
      ['together', 'ours', 'vite'],
      ['together', 'ours', 'ours-no-lane'],
      ['mended', 'ours', 'vite'],
      ['mended', 'ours', 'ours-no-lane'],
    ].map(([kind, above, below]) =>
      ratio(`${kind}, ${size} modules: ${above} / ${below}`, find(above, size, kind), find(below, size, kind)),
    ),
  );
  for (const size of sizes) {
    const loaded = (tool) => find(tool, size, 'leaf', 'loadedMedian');
    ratios.push(ratio(`leaf, ${size} modules, under full load: ours / vite`, loaded('ours'), loaded('vite')));
  }
  for (const size of sizes) ratios.push(...compareWithFastest(summary, size, find('ours', size, 'hub')));
  for (const size of sizes.slice(1)) {
    ratios.push(
      ratio(
        `leaf: ours, ${size} modules / ${sizes[0]} modules`,
        find('ours', size, 'leaf'),
        find('ours', sizes[0], 'leaf'),
      ),
    );
  }
  return ratios.filter(({ value }) => Number.isFinite(value));
}

/** Our hub edit against the fastest of all others, whichever that is. */
function compareWithFastest(summary, size, ours) {
  const [best] = summary
    .filter((row) => row.size === size && row.kind === 'hub' && isOther(row.tool) && row.median !== undefined)
    .sort((a, b) => a.median - b.median);
  return best === undefined
    ? []
    : [ratio(`hub, ${size} modules: ours / the fastest other (${best.tool})`, ours, best.median)];
}

const isOther = (tool) => !tool.startsWith('ours') && !tool.startsWith('floor');

const ratio = (name, above, below) => ({ name, value: above / below });
