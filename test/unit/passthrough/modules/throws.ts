/** A module whose evaluation fails. */

throw new TypeError('no database');
