/** Writes the results as tables in Markdown. */

const KINDS = {
  leaf: 'Leaf',
  hub: 'Hub',
  structural: 'Structural',
  again: 'Again',
  together: 'Together',
  mended: 'Mended',
};

/**
 * @param {object} results - what was measured, summed up
 * @returns {string} one table for each kind of edit and size
 */
export function writeMarkdown({ environment, options, summary, unavailable, ratios, drivers }) {
  const sizes = [...new Set(summary.map(({ size }) => size))];
  const labelOf = (name) => drivers.find((driver) => driver.name === name).label;
  const tables = options.kinds.flatMap((kind) =>
    sizes.map((size) => {
      const rows = summary.filter((row) => row.kind === kind && row.size === size);
      return `### ${KINDS[kind]} edit, ${size.toLocaleString('en')} modules\n\n${tableOf(rows, labelOf)}`;
    }),
  );
  const failures = summary
    .filter(({ kind }) => kind === 'start')
    .map((row) => `- ${labelOf(row.tool)}: did not start at ${row.size} modules, ${row.failedEdits} times\n`);
  return (
    [
      '# Results',
      `${environment.date}, ${environment.cpu}, ${environment.cores} cores, ${environment.memory} GB, ${environment.system}, ` +
        `Node.js ${environment.node}. ${options.edits} edits of each kind, ${options.loaded} more under full load.`,
      ...tables,
      ...(failures.length === 0 ? [] : [`### Failures\n\n${failures.join('')}`]),
      ...(unavailable.length === 0
        ? []
        : [`### Not available\n\n${unavailable.map(({ label, reason }) => `- ${label}: ${reason}\n`).join('')}`]),
      `### Ratios of medians\n\n${ratios.map(({ name, value }) => `- ${name}: **${value.toFixed(2)}**\n`).join('')}`,
      `### Configurations\n\n${drivers.map(({ label, configuration }) => `- ${label}: ${configuration}\n`).join('')}`,
    ]
      .join('\n\n')
      .replace(/\n{3,}/g, '\n\n')
      .trimEnd() + '\n'
  );
}

const COLUMNS = [
  ['median ms', (row) => time(row.median)],
  ['p95 ms', (row) => time(row.p95)],
  ['loaded ms', (row) => time(row.loadedMedian)],
  ['failed requests', (row) => (row.failedRequests === undefined ? '–' : String(Math.round(row.failedRequests)))],
  ['longest stall ms', (row) => time(row.longestStall)],
  ['CPU ms', (row) => time(row.cpu)],
  ['RSS MB', (row) => (row.rss === undefined ? '–' : String(Math.round(row.rss / 1e6)))],
  ['state', (row) => choose(row.stateKept, 'kept', 'lost')],
  ['process', (row) => choose(row.samePid, 'same', 'new')],
  ['failed edits', (row) => `${row.failedEdits}`],
];

function tableOf(rows, labelOf) {
  const columns = rows.some(({ mismatches }) => mismatches !== undefined)
    ? [...COLUMNS, ['mismatches', (row) => String(row.mismatches ?? '–')]]
    : COLUMNS;
  const lines = [
    ['tool', ...columns.map(([name]) => name)],
    ['---', ...columns.map(() => '---:')],
    ...rows.map((row) => [labelOf(row.tool), ...columns.map(([, format]) => format(row))]),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

const choose = (value, yes, no) => (value === undefined ? '–' : value ? yes : no);

/** Three digits are more than what is known. */
export function time(value) {
  if (value === undefined) return '–';
  return value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en');
}
