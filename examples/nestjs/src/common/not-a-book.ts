/** Words what is wrong with what should be a book. */

import { BadRequestException, type ValidationError } from '@nestjs/common';

export function notABook(errors: ValidationError[]): BadRequestException {
  const issues = errors.flatMap(({ constraints }) => Object.values(constraints ?? {}));
  return new BadRequestException({ error: 'That is not a book', issues });
}
