/** Words why an update was refused, and the names of modules in it. */

import type { ModuleId } from '../runtime/protocol/identifiers';
import type { Chain } from '../runtime/protocol/outcome';

/** Names a module by its path as webpack writes it, without what every path begins with. */
export function nameModule(id: ModuleId): string {
  return String(id).replace(/^\.\//, '');
}

/** Words one way of a change through the modules. */
export function wordChain({ reason, modules }: Chain): string {
  const way = modules.map(nameModule).join(' → ');
  switch (reason) {
    case 'unaccepted':
      return `${way} is not accepted`;
    case 'declined':
    case 'self-declined':
      return `${way} is declined`;
    case 'async-changed':
      return `${way} has become asynchronous, or is so no longer`;
    case 'lost':
      return 'no published update leads from the running build to the newest one';
    default:
      return reason satisfies never;
  }
}
