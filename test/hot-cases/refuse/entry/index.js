/** An edit of the entry is refused, and one that leads to it, with the way it went. */

import './tale';
---
---
import './tale';

throw new Error('This entry never runs.');
