/** Saves an edit of an example, and waits until it is live. */

import { until } from '../../support/until';
import type { Edit } from './edit';
import type { Example } from './example';

/** Saves a version; resolves when it is seen in an answer of the server, or in what it prints. */
export async function seeEdit(example: Example, edit: Edit, version: number, path = '/'): Promise<void> {
  const { lines } = example.webpack;
  const from = lines.all.length;
  example.edit(edit.file, edit.part, edit.replacement(version));
  let text = '';
  const describe = (): string =>
    `'${edit.seen(version)}' is not seen in '${text}':\n${lines.all.slice(from).join('\n')}\n`;
  await until(describe, async () => {
    ({ text } = await example.server.request(path));
    return [text, ...lines.all.slice(from)].some((seen) => seen.includes(edit.seen(version))) || undefined;
  });
}
