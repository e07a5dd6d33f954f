#!/usr/bin/env node
/** Runs the command line tool. */

import { main } from './main';

const terminal = { print: (line: string) => console.log(line), complain: (line: string) => console.error(line) };
void main(process.argv.slice(2), process.cwd(), terminal).then((code) => {
  process.exitCode = code;
});
