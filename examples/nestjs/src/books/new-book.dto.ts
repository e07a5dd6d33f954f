/** What somebody sends who wants to add a book. */

import { IsInt, IsPositive, IsString, MinLength } from 'class-validator';

export class NewBookDto {
  @IsString()
  @MinLength(1)
  title!: string;

  @IsInt()
  @IsPositive()
  cents!: number;
}
