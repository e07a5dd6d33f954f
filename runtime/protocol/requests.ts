/** Defines what can be asked of all processes of a bundle. */

import { isRecord, isString, parseFormat, type Parsed } from './guards';

/** Names the format and its version; a request that says anything else is foreign. */
export const REQUEST_FORMAT = 'module-hot-reload/request/1';

/** Asks for everything that is held back to be applied. */
export interface ReloadCommand {
  readonly format: typeof REQUEST_FORMAT;
  /** Processes tell in their records which request they have answered. */
  readonly id: string;
  readonly command: 'reload';
  /** Milliseconds since the epoch; a process does nothing about what was asked before it started. */
  readonly at: number;
}

/**
 * Reads the text of a request.
 *
 * @returns the request, or what is wrong with the text
 */
export function parseRequest(text: string): Parsed<ReloadCommand> {
  return parseFormat(text, isReloadCommand, REQUEST_FORMAT);
}

function isReloadCommand(value: unknown): value is ReloadCommand {
  return (
    isRecord(value) &&
    value['format'] === REQUEST_FORMAT &&
    value['command'] === 'reload' &&
    isString(value['id']) &&
    typeof value['at'] === 'number'
  );
}
