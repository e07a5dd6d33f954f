/** Remembers the reports, as a log would; an edit elsewhere does not evaluate this again. */

let last = '';
let count = 0;

export async function remember(report: string): Promise<void> {
  last = report;
  count += 1;
}

export function lastReport(): string {
  return last;
}

export function reports(): number {
  return count;
}
