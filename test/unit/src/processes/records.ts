/** Makes records of processes for tests. */

import type { Outcome } from '../../../../runtime/protocol/outcome';
import { type ProcessRecord, RECORD_FORMAT } from '../../../../runtime/protocol/process-record';

const COMMON = { ms: 3.04, warnings: [] };

export function record(changes: Partial<ProcessRecord> = {}): ProcessRecord {
  return {
    format: RECORD_FORMAT,
    pid: 4711,
    thread: 0,
    parent: 1,
    host: 'box',
    supervised: false,
    script: '/app/dist/main.js',
    runtime: 'main',
    startedAt: 1_000,
    serial: 0,
    build: 'new',
    generation: 0,
    pending: [],
    ...changes,
  };
}

export function applied(generation = 1, changes: Partial<Extract<Outcome, { kind: 'applied' }>> = {}): Outcome {
  return {
    ...COMMON,
    kind: 'applied',
    generation,
    pending: [],
    modules: ['./leaf.ts'],
    boundaries: ['./leaf.ts'],
    refused: [],
    ...changes,
  };
}

export function refused(reason: 'unaccepted' | 'lost' = 'unaccepted'): Outcome {
  const modules = reason === 'lost' ? [] : ['./leaf.ts', './main.ts'];
  return { ...COMMON, kind: 'refused', generation: 0, pending: ['./leaf.ts'], refused: [{ reason, modules }] };
}

export function failed(kind: 'rolled-back' | 'broken' = 'rolled-back'): Outcome {
  const error = { name: 'TypeError', message: 'boom\nand more', moduleId: './leaf.ts' };
  return { ...COMMON, kind, generation: 0, pending: ['./leaf.ts'], modules: ['./leaf.ts'], error };
}

export function waiting(): Outcome {
  return { ...COMMON, kind: 'unchanged', generation: 0, pending: ['./leaf.ts', './app.ts'] };
}
