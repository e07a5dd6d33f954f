/** Draws medians and 95th percentiles as SVG, on a logarithmic scale. */

import { time } from './markdown.mjs';

const PANEL = { width: 528, gap: 24, label: 250, top: 46, row: 21, bottom: 30 };
const EDGE = 20;
const HEAD = 56;
const FOOT = 28;
const PREFERRED_SIZES = [1000, 5000];

const FONT = "12px system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif";

/** Plain rules, without variables: not every viewer of SVG knows them. */
const colours = ({ paper, ink, faint, line, ours, other }) =>
  [
    `text { fill: ${ink}; } .paper { fill: ${paper}; stroke: ${line}; } .grid { stroke: ${line}; }`,
    `text.faint { fill: ${faint}; }`,
    `.ours .median { fill: ${ours}; } .ours .range { stroke: ${ours}; } .ours .name { fill: ${ours}; }`,
    `.other .median { fill: ${other}; } .other .range { stroke: ${other}; }`,
    `.floor .median { fill: ${faint}; } .floor .range { stroke: ${faint}; } .floor .name { fill: ${faint}; }`,
  ].join('\n');

const LIGHT = {
  ...{ paper: '#ffffff', ink: '#1f2328', faint: '#59636e', line: '#d1d9e0' },
  ours: '#0969da',
  other: '#bc4c00',
};
const DARK = {
  ...{ paper: '#0d1117', ink: '#f0f6fc', faint: '#9198a1', line: '#3d444d' },
  ours: '#58a6ff',
  other: '#f0883e',
};

const STYLE = `
text { font: ${FONT}; } .title { font-size: 16px; font-weight: bold; } .panel { font-weight: bold; }
.faint { font-size: 11px; } .ours .name { font-weight: bold; } .range { stroke-width: 2; opacity: 0.5; }
${colours(LIGHT)}
@media (prefers-color-scheme: dark) {
${colours(DARK)}
}`;

/**
 * @param {object} results - what was measured, summed up
 * @returns {string | undefined} a picture, if there is something to show
 */
export function drawPlot({ summary, drivers, environment }) {
  const timed = summary.filter((row) => row.median !== undefined);
  const sizes = chooseSizes(timed);
  const kinds = ['leaf', 'hub'].filter((kind) => timed.some((row) => row.kind === kind));
  const panels = kinds.flatMap((kind, row) => sizes.map((size, column) => ({ kind, size, row, column })));
  const tools = drivers.filter(({ name }) => timed.some((row) => row.tool === name));
  if (panels.length === 0) return undefined;
  const scale = createScale(timed);
  const height = PANEL.top + tools.length * PANEL.row + PANEL.bottom;
  const width = EDGE * 2 + sizes.length * PANEL.width + (sizes.length - 1) * PANEL.gap;
  const total = HEAD + kinds.length * height + FOOT;
  const drawn = panels.map(({ kind, size, row, column }) => {
    const rows = timed.filter((entry) => entry.kind === kind && entry.size === size);
    const move = `translate(${EDGE + column * (PANEL.width + PANEL.gap)} ${HEAD + row * height})`;
    return `<g transform="${move}">${drawPanel({ kind, size, rows, tools, scale })}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" width="${width}" height="${total}" role="img" aria-label="From save to the first new response">
<style>${STYLE}</style>
<rect class="paper" x="0.5" y="0.5" width="${width - 1}" height="${total - 1}" rx="8"/>
<text class="title" x="${EDGE}" y="30">From save to the first new response</text>
<text class="faint" x="${EDGE}" y="48">milliseconds, logarithmic; dot: median, line: to the 95th percentile</text>
<text class="faint" x="${EDGE}" y="${total - 12}">${escape(describe(environment))}</text>
${drawn.join('\n')}
</svg>
`;
}

/** 1,000 and 5,000 modules, or the two largest sizes that there are. */
function chooseSizes(rows) {
  const sizes = [...new Set(rows.map(({ size }) => size))].sort((a, b) => a - b);
  const preferred = sizes.filter((size) => PREFERRED_SIZES.includes(size));
  return preferred.length > 0 ? preferred : sizes.slice(-2);
}

/** One scale for all panels, so that they can be compared. */
function createScale(rows) {
  const values = rows.flatMap((row) => [row.median, row.p95]);
  const low = Math.floor(Math.log10(Math.max(1, Math.min(...values))));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const span = PANEL.width - PANEL.label - 50;
  const place = (value) => PANEL.label + ((Math.log10(Math.max(value, 10 ** low)) - low) / (high - low)) * span;
  return { place, ticks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)) };
}

function drawPanel({ kind, size, rows, tools, scale }) {
  const bottom = PANEL.top + tools.length * PANEL.row;
  const grid = scale.ticks.map((tick) => {
    const x = scale.place(tick).toFixed(1);
    return `<line class="grid" x1="${x}" x2="${x}" y1="${PANEL.top - 8}" y2="${bottom}"/><text class="faint" x="${x}" y="${bottom + 15}" text-anchor="middle">${tick.toLocaleString('en')}</text>`;
  });
  const lines = tools.map((tool, index) =>
    drawTool(
      tool,
      rows.find((row) => row.tool === tool.name),
      PANEL.top + (index + 0.5) * PANEL.row,
      scale,
    ),
  );
  const title = `${kind === 'leaf' ? 'A leaf is edited' : 'The hub is edited'}, ${size.toLocaleString('en')} modules`;
  return `<text class="panel" y="24">${title}</text>${grid.join('')}${lines.join('')}`;
}

function drawTool(tool, row, y, { place }) {
  const name = `<text class="name" x="${PANEL.label - 12}" y="${y + 4}" text-anchor="end">${escape(tool.label)}</text>`;
  const group = `<g class="${classOf(tool)}">${name}`;
  if (row === undefined) return `${group}<text class="faint" x="${PANEL.label + 4}" y="${y + 4}">no result</text></g>`;
  const [from, to] = [place(row.median).toFixed(1), place(row.p95).toFixed(1)];
  const range = `<line class="range" x1="${from}" x2="${to}" y1="${y}" y2="${y}"/>`;
  const dot = `<circle class="median" cx="${from}" cy="${y}" r="4.5"/>`;
  return `${group}${range}${dot}<text class="faint" x="${Number(to) + 9}" y="${y + 4}">${time(row.median)}</text></g>`;
}

function classOf({ name, isFloor }) {
  if (isFloor) return 'floor';
  return name.startsWith('ours') ? 'ours' : 'other';
}

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

const describe = ({ cpu, cores, memory, system, node, date }) =>
  `${cpu}, ${cores} cores, ${memory} GB, ${system}, Node.js ${node}, ${date}`;
