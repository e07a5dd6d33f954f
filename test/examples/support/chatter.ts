/** What the tests need of a client of the chat, whatever it connects by. */

/** A client with one connection, which it never opens again. */
export interface Chatter {
  /** Whether its connection has ended, or never was. */
  readonly closed: boolean;
  /** Says something and resolves to what everybody gets to read. */
  say(text: string): Promise<string>;
  /** Asks how the process is doing. */
  health(): Promise<unknown>;
  close(): void;
}

/** Opens a connection. */
export type Connect = (port: number) => Promise<Chatter>;
