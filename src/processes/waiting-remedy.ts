/** Words how somebody lets go of what waits to be reloaded. */

/** What there is to do it with. */
export interface RemedyInput {
  readonly mode: 'automatic' | 'manual';
  /** The signal that manual mode listens to. */
  readonly signal: string | false;
  /** Whether the keys of this terminal are listened to. */
  readonly keyboard: boolean;
}

/** Words it. */
export function wordRemedy({ mode, signal, keyboard }: RemedyInput): string {
  const ways = [...(keyboard ? ['type r'] : []), ...(mode === 'manual' && signal !== false ? [`send ${signal}`] : [])];
  return ways.length === 0 ? 'run npx module-hot-reload reload' : ways.join(' or ');
}
